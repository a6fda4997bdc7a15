//! The table of faults.

mod below_http;
mod bodies;
mod refusals;
mod writing;

use std::sync::LazyLock;

use self::below_http::BELOW_HTTP;
use self::bodies::BODIES;
use self::refusals::REFUSALS;
use self::writing::WRITING;
use super::kind::Fault;

/// Every fault, from the bottom of the network up.
pub(super) static FAULTS: LazyLock<Vec<Fault>> =
    LazyLock::new(|| [BELOW_HTTP, REFUSALS, BODIES, WRITING].concat());
