//! What the mapping commands look at: one consistent copy, taken in one breath.

use std::sync::Arc;

use footbridge_directory::Directory;
use footbridge_mapping::{Context, Evaluator, MappingTable, Scope, SourceSuggestion};

use super::LANGUAGE;
use super::vendor_setup::OpenedSchema;
use super::workspace::{Users, Workspace};
use crate::clock;
use crate::errors::AppError;

/// The loaded users, the mapping table, and who is in scope, as they were at one moment.
pub(crate) struct MappingSnapshot {
    users: Option<Arc<Users>>,
    pub(crate) table: MappingTable,
    /// The table before its last change.
    pub(crate) last_table: Option<MappingTable>,
    /// Whom the admin chose; with a schema, those of them whom its scoping filter lets through.
    pub(crate) scope: Scope,
    pub(crate) schema: Option<Arc<OpenedSchema>>,
    /// The sources that the vendor's profile suggests.
    pub(crate) suggestions: Vec<SourceSuggestion>,
    pub(crate) tenant_url: String,
    pub(crate) context: Context,
}

impl MappingSnapshot {
    /// Takes the present state of a workspace.
    pub(crate) fn of(workspace: &Workspace) -> Result<Self, AppError> {
        let setup = workspace.setup()?;
        Ok(MappingSnapshot {
            users: workspace.users.clone(),
            table: setup.edits.table().clone(),
            last_table: setup.edits.before_last_change(),
            scope: scope(workspace, setup.schema.as_deref()),
            schema: setup.schema.clone(),
            suggestions: setup.profile.suggestions(&LANGUAGE),
            tenant_url: workspace.tenant_url(),
            context: Context::new(clock::now()),
        })
    }

    /// Returns the loaded users, when there are any.
    pub(crate) fn loaded(&self) -> Option<&Directory> {
        self.users.as_ref().map(|users| &users.directory)
    }

    /// Returns the loaded users.
    pub(crate) fn directory(&self) -> Result<&Directory, AppError> {
        self.loaded().ok_or(AppError::NoUsers)
    }

    /// Returns what evaluates the table for the people in scope.
    pub(crate) fn evaluator(&self) -> Result<Evaluator<'_>, AppError> {
        Ok(Evaluator::new(self.directory()?, &self.table, &self.context).within(&self.scope))
    }
}

fn scope(workspace: &Workspace, schema: Option<&OpenedSchema>) -> Scope {
    let chosen = workspace.scope.clone();
    match schema {
        Some(opened) => chosen.filtered(opened.schema.scoping_filter()),
        None => chosen,
    }
}
