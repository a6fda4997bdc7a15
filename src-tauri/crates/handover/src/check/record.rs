//! A record, looked at part by part.

use footbridge_connection::ConnectionReport;
use footbridge_mapping::{Mapping, MappingRow, Source};
use footbridge_proof::ProofReport;
use footbridge_secret::{KnownSecrets, secret_in_url};

use super::text::{holds, is_secret_constant, is_secret_expression, shown};
use crate::SecretPlace;
use crate::record::{People, Record};

/// Returns the first place in a record where a secret stands.
pub(super) fn place(record: &Record, known: &KnownSecrets) -> Option<SecretPlace> {
    // Named one by one, so that a part that is added is not forgotten here.
    let Record {
        made_at: _,
        version,
        vendor,
        identity_provider,
        tenant_url,
        practice: _,
        token,
        connection,
        mappings,
        mappings_changed: _,
        proof,
        people,
        steps,
    } = record;
    if secret_in_url(tenant_url, known).is_some() {
        return Some(SecretPlace::TenantUrl);
    }
    if holds(&(version, vendor, identity_provider, token), known) {
        return Some(SecretPlace::Profile);
    }
    connection
        .as_ref()
        .and_then(|report| in_connection(report, known))
        .or_else(|| mappings.iter().find_map(|row| in_mapping(row, known)))
        .or_else(|| proof.as_ref().and_then(|report| in_proof(report, known)))
        .or_else(|| people.as_ref().and_then(|people| in_people(people, known)))
        .or_else(|| holds(steps, known).then_some(SecretPlace::PortalStep))
}

fn in_connection(report: &ConnectionReport, known: &KnownSecrets) -> Option<SecretPlace> {
    let urls = [&report.tenant_url, &report.host];
    if urls.into_iter().any(|url| secret_in_url(url, known).is_some()) {
        return Some(SecretPlace::TenantUrl);
    }
    // Requests, answers and the text for support are in no report.
    let shown =
        ConnectionReport { exchanges: Vec::new(), support_text: String::new(), ..report.clone() };
    holds(&shown, known).then_some(SecretPlace::Connection)
}

fn in_proof(report: &ProofReport, known: &KnownSecrets) -> Option<SecretPlace> {
    if secret_in_url(&report.tenant_url, known).is_some() {
        return Some(SecretPlace::TenantUrl);
    }
    // Requests and answers are in no report.
    let shown = ProofReport { exchanges: Vec::new(), ..report.clone() };
    holds(&shown, known).then_some(SecretPlace::Proof)
}

fn in_mapping(row: &MappingRow, known: &KnownSecrets) -> Option<SecretPlace> {
    let Mapping { source, target, default_if_null, apply: _, matching: _ } = &row.mapping;
    let target = shown(target, known);
    let default = default_if_null.as_deref().unwrap_or_default();
    match source {
        Source::Constant { value } if is_secret_constant(value, known) => {
            Some(SecretPlace::Constant { target })
        }
        Source::Expression { text } if is_secret_expression(text, known) => {
            Some(SecretPlace::Expression { target })
        }
        Source::Direct { attribute } if known.found_in(attribute) => {
            Some(SecretPlace::Attribute { target })
        }
        _ if is_secret_constant(default, known) => Some(SecretPlace::Default { target }),
        _ => holds(row, known).then_some(SecretPlace::Mapping { target }),
    }
}

fn in_people(people: &People, known: &KnownSecrets) -> Option<SecretPlace> {
    let People { file, sample: _, users: _, findings, tree } = people;
    if known.found_in(file) {
        return Some(SecretPlace::UsersFile);
    }
    if holds(findings, known) {
        return Some(SecretPlace::People);
    }
    holds(tree, known).then_some(SecretPlace::Organisation)
}
