//! Loading users, and editing mappings with the preview that follows.

pub(super) mod comparison;
pub(super) mod expression;
pub(super) mod organisation;
pub(super) mod people;
pub(super) mod preview;
pub(super) mod requests;
pub(super) mod schema;
pub(super) mod table;

use footbridge_mapping::Context;
pub(super) use preview::Previewed;

use crate::clock;

fn context() -> Context {
    Context::new(clock::now())
}
