//! The plan and the report of a proof for people.

use std::io::Write;

use footbridge_proof::{
    Check, CheckStatus, LeftBehind, ProofEvent, ProofPlan, ProofReport, TargetProof, TargetStatus,
};

use crate::output::{Failure, finding_lines, line};

/// Writes what would be done.
pub(super) fn plan(out: &mut impl Write, plan: &ProofPlan) -> Result<(), Failure> {
    line(out, "Nothing has been sent. With --writes this is done:")?;
    for note in &plan.notes {
        line(out, format!("- {note}"))?;
    }
    line(out, "")?;
    line(out, format!("The made-up person is {}", plan.name))?;
    for value in &plan.values {
        let then = value.changed_to.as_ref().map(|to| format!(", then {to}")).unwrap_or_default();
        let when = if value.follows { " (added afterwards)" } else { "" };
        line(out, format!("  {:<72} {}{then}{when}", value.target, value.value))?;
    }
    if let [_, others @ ..] = plan.people.as_slice()
        && !others.is_empty()
    {
        line(out, format!("Others who are created: {}", others.join(", ")))?;
    }
    if !plan.groups.is_empty() {
        line(out, format!("Groups: {}", plan.groups.join(", ")))?;
    }
    line(out, "")?;
    line(out, format!("{} requests:", plan.requests.len()))?;
    for request in &plan.requests {
        line(out, format!("  {:<6} {}", request.method, request.url))?;
    }
    Ok(())
}

/// Writes what was found: the verdict first, then each target, then the findings.
pub(super) fn report(out: &mut impl Write, report: &ProofReport) -> Result<(), Failure> {
    line(out, verdict(report))?;
    line(out, format!("Tenant URL: {}", report.tenant_url))?;
    if !report.targets.is_empty() {
        line(out, "")?;
    }
    for row in &report.targets {
        line(out, target(row))?;
    }
    for finding in &report.findings {
        line(out, "")?;
        for words in finding_lines(finding) {
            line(out, words)?;
        }
    }
    line(out, "")?;
    match report.left_behind.as_slice() {
        [] => line(out, "Nothing of the proof is left at the vendor."),
        left => left.iter().try_for_each(|left| line(out, left_behind(left))),
    }
}

/// Says what is left, and how it is deleted by hand.
pub(super) fn left_behind(left: &LeftBehind) -> String {
    let LeftBehind { resource, name, url, .. } = left;
    let how = match url {
        Some(url) => format!("with DELETE {url}, or in the vendor's own pages"),
        None => "in the vendor's own pages".to_owned(),
    };
    format!("Left at the vendor: {resource} {name}. Delete it by hand {how}.")
}

fn verdict(report: &ProofReport) -> String {
    if report.ok {
        return match report.findings.len() {
            0 => "The server keeps what Entra writes.".to_owned(),
            1 => "The server passes, with one remark.".to_owned(),
            many => format!("The server passes, with {many} remarks."),
        };
    }
    if report.cancelled {
        return "Stopped by you.".to_owned();
    }
    let cause = report.findings.first().map_or("the proof did not come to its end", |it| &it.title);
    format!("The server does not keep what Entra writes: {cause}.")
}

fn target(row: &TargetProof) -> String {
    let status = match row.status {
        TargetStatus::Kept => "kept",
        TargetStatus::Altered => "altered",
        TargetStatus::Lost => "lost",
        TargetStatus::Unreadable => "unreadable",
    };
    let shown = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
    let [sent, stored, changed, after] =
        [&row.sent, &row.stored, &row.changed_to, &row.after_change].map(shown);
    let dialect = row.dialect.name();
    let target = row.target.rsplit("2.0:User:").next().unwrap_or(&row.target);
    format!("{dialect:<5} {status:<10} {target:<44} {sent} > {stored}; {changed} > {after}")
}

/// Returns what is told while the proof runs.
pub(super) fn progress(event: &ProofEvent) -> Option<String> {
    match event {
        ProofEvent::Started { .. } => None,
        ProofEvent::Finished { check } => Some(self::check(check)),
        ProofEvent::Waiting { ms } => {
            Some(format!("The server asks to wait for {:.0} s.", ms / 1000.0))
        }
        ProofEvent::CleaningUp => Some("Deleting what is left of the proof …".to_owned()),
    }
}

fn check(check: &Check) -> String {
    let status = match check.status {
        CheckStatus::Passed => "passed",
        CheckStatus::Failed => "failed",
        CheckStatus::Warned => "warned",
        CheckStatus::Skipped => "skipped",
    };
    let Check { name, ms, detail, .. } = check;
    format!("{status:<8} {ms:>7.0} ms  {name}  {detail}")
}
