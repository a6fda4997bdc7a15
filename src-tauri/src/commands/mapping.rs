//! Loading users, and editing mappings with the preview that follows.

mod changed;
pub(super) mod comparison;
pub(super) mod expression;
pub(super) mod organisation;
pub(super) mod people;
pub(super) mod preview;
pub(super) mod requests;
pub(super) mod schema;
pub(super) mod table;

pub(super) use preview::previewed;

use crate::errors::AppError;
use crate::setup::snapshot::MappingSnapshot;
use crate::state::AppState;

/// Takes one consistent copy of what the mapping commands look at.
fn snapshot(state: &AppState) -> Result<MappingSnapshot, AppError> {
    state.read(|wizard| MappingSnapshot::of(wizard.current()))
}
