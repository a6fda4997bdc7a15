//! What an edit of the table changes in the window, and what no edit may bring in.

use footbridge_mapping::{Mapping, TableView, differences};
use footbridge_secret::KnownSecrets;

use crate::errors::{AppError, Refusal};
use crate::setup::LANGUAGE;
use crate::setup::vendor_setup::VendorSetup;
use crate::setup::view::{SchemaState, TableChanged};
use crate::setup::workspace::Workspace;
use crate::state::AppState;

/// Returns the mapping table.
pub(super) fn table_of(workspace: &Workspace) -> Result<TableView, AppError> {
    let directory = workspace.users.as_ref().map(|users| &users.directory);
    Ok(workspace.setup()?.edits.view(directory, &LANGUAGE))
}

/// Returns everything that an edit of the table has changed.
pub(super) fn changed(state: &AppState) -> Result<TableChanged, Refusal> {
    let (table, schema) = state.read(|wizard| {
        let workspace = wizard.current();
        Ok::<_, AppError>((table_of(workspace)?, schema_state_of(workspace.setup()?)))
    })?;
    Ok(TableChanged { table, schema, state: state.view() })
}

/// Returns how the open schema compares with the profile and with the table.
pub(super) fn schema_state_of(setup: &VendorSetup) -> Option<SchemaState> {
    let opened = setup.schema.as_ref()?;
    let table = setup.edits.table();
    let configured = opened.schema.user_mappings();
    let against =
        |wanted: &[_]| differences(&configured, wanted, table.rules(), table.vendor(), &LANGUAGE);
    Some(SchemaState {
        file: opened.file.clone(),
        mappings: u32::try_from(configured.len()).unwrap_or(u32::MAX),
        findings: opened.schema.findings(&LANGUAGE),
        against_profile: against(table.profile()),
        against_table: against(&table.mappings()),
    })
}

/// Refuses a text of a mapping that is a secret or has the shape of one: mappings are saved, shown
/// and reported.
pub(super) fn refuse_secrets(mappings: &[Mapping], known: &KnownSecrets) -> Result<(), AppError> {
    let has_shape = |text: &String| footbridge_secret::secret_shape(text).is_some();
    let is_secret = |mapping: &&Mapping| {
        let default = mapping.default_if_null.as_deref().unwrap_or_default();
        let written = [mapping.source.text(), &mapping.target, default];
        written.into_iter().any(|text| known.found_in(text))
            || mapping.literals().iter().any(has_shape)
    };
    match mappings.iter().find(is_secret) {
        Some(mapping) => Err(AppError::SecretInMapping(known.mask(&mapping.target))),
        None => Ok(()),
    }
}
