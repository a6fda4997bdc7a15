//! The table of faults.

mod below_http;
mod bodies;
mod refusals;

use std::sync::LazyLock;

use self::below_http::BELOW_HTTP;
use self::bodies::BODIES;
use self::refusals::REFUSALS;
use super::kind::Fault;

/// Every fault, from the bottom of the network up.
pub(super) static FAULTS: LazyLock<Vec<Fault>> =
    LazyLock::new(|| [BELOW_HTTP, REFUSALS, BODIES].concat());
