//! The record of the present set-up, gathered from what the wizard knows.

use footbridge_handover::{People, PeopleFinding, PortalStep, Record};
use footbridge_mapping::Preview;

use crate::clock;
use crate::errors::AppError;
use crate::view::HandoverSummary;
use crate::wizard::{LANGUAGE, Wizard};

/// The name of the only identity provider that is guided so far.
const IDENTITY_PROVIDER: &str = "Microsoft Entra ID";

/// Returns what was done so far. `preview` is that of the loaded users, when there are any.
pub(crate) fn of(wizard: &mut Wizard, preview: Option<&Preview>) -> Result<Record, AppError> {
    let users = wizard.users.clone();
    let table = wizard.table()?.table(users.as_ref().map(|users| &users.directory), &LANGUAGE);
    let setup = wizard.setup()?;
    let profile = wizard.profile()?;
    let guide = profile.guide(&setup.situation, &wizard.guide_values(), &LANGUAGE);
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
        vendor: profile.name().to_owned(),
        identity_provider: IDENTITY_PROVIDER.to_owned(),
        tenant_url: wizard.tenant_url(),
        practice: wizard.practice.is_some(),
        token: setup.token.clone(),
        connection: wizard.connection().map(|result| result.report.clone()),
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
        has_expiry: record.token.as_ref().is_some_and(|token| token.expires_on.is_some()),
    }
}
