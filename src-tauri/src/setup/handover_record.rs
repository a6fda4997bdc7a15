//! The record of the present set-up, gathered from what the wizard knows.

use footbridge_handover::{People, PeopleFinding, PortalStep, Record};
use footbridge_mapping::Preview;

use super::LANGUAGE;
use super::view::HandoverSummary;
use super::workspace::Workspace;
use crate::clock;
use crate::errors::AppError;

/// The name of the only identity provider that is guided so far.
const IDENTITY_PROVIDER: &str = "Microsoft Entra ID";

/// Returns what was done so far. `preview` is that of the loaded users, when there are any.
pub(crate) fn of(workspace: &Workspace, preview: Option<&Preview>) -> Result<Record, AppError> {
    let users = workspace.users.clone();
    let setup = workspace.setup()?;
    let table = setup.edits.view(users.as_ref().map(|users| &users.directory), &LANGUAGE);
    let guide = workspace.guide()?;
    let people = users.zip(preview).map(|(users, preview)| People {
        file: users.summary.file.clone(),
        sample: users.summary.sample,
        users: users.summary.users,
        findings: preview.result().findings.iter().map(PeopleFinding::from).collect(),
        tree: preview.result().tree.clone(),
    });
    Ok(Record {
        made_at: clock::now(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        vendor: setup.profile.name().to_owned(),
        identity_provider: IDENTITY_PROVIDER.to_owned(),
        tenant_url: workspace.tenant_url(),
        practice: workspace.practice().is_some(),
        token: setup.token_summary.clone(),
        connection: workspace.connection().map(|result| result.report.clone()),
        proof: workspace.proof().map(|proof| proof.report.clone()),
        mappings: table.rows,
        mappings_changed: table.changed,
        people,
        steps: guide
            .steps
            .iter()
            .map(|step| PortalStep::of(step, setup.ticks.get(&step.id).cloned()))
            .collect(),
    })
}

/// Returns what the hand-over screen shows of a record.
pub(crate) fn summary(record: &Record) -> HandoverSummary {
    HandoverSummary {
        lines: record.lines(&LANGUAGE),
        open_points: record.open_points(&LANGUAGE),
        next: record.next_steps(&LANGUAGE),
        tree: record.people.as_ref().map(|people| people.tree.clone()),
        has_expiry: record.has_expiry(),
    }
}
