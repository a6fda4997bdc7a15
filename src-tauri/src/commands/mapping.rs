//! Loading users, and editing mappings with the preview that follows.

pub(super) mod comparison;
pub(super) mod expression;
pub(super) mod organisation;
pub(super) mod people;
pub(super) mod preview;
pub(super) mod requests;
pub(super) mod schema;
pub(super) mod table;

use std::sync::Arc;

use footbridge_mapping::{Context, MappingSet, Scope};
pub(super) use preview::previewed;

use crate::clock;
use crate::errors::AppError;
use crate::wizard::{Users, Wizard};

/// What is looked at: the loaded users, the present mappings, and who is in scope.
struct Looked {
    users: Arc<Users>,
    table: MappingSet,
    scope: Scope,
}

impl Looked {
    fn at(wizard: &mut Wizard) -> Result<Self, AppError> {
        let (users, table) = (wizard.users()?.clone(), wizard.table()?.clone());
        Ok(Looked { users, table, scope: wizard.scope.clone() })
    }
}

fn context() -> Context {
    Context::new(clock::now())
}
