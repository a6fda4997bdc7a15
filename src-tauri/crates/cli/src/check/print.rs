//! The report of a connection test for people.

use std::io::{IsTerminal as _, Write, stderr, stdout};

use footbridge_connection::{ConnectionReport, Stage, StageStatus};

use crate::output::{Failure, finding_lines, line};

/// Writes what was found: the cause first, then what else there is to know.
pub(super) fn report(out: &mut impl Write, report: &ConnectionReport) -> Result<(), Failure> {
    line(out, verdict(report))?;
    line(out, format!("Tenant URL: {}", report.tenant_url))?;
    // At a terminal the stages have just been told.
    if !(stdout().is_terminal() && stderr().is_terminal()) {
        line(out, "")?;
        for told in &report.stages {
            line(out, stage(told))?;
        }
    }
    if let Some(certificate) = &report.certificate {
        let names = certificate.names.join(", ");
        let (issuer, end) = (&certificate.issuer, &certificate.not_after);
        line(out, format!("Certificate: for {names}, by {issuer}, until {end}"))?;
    }
    for finding in &report.findings {
        line(out, "")?;
        for words in finding_lines(finding) {
            line(out, words)?;
        }
        if let Some(says) = &finding.entra_says {
            line(out, format!("  Entra would say: {says}"))?;
        }
    }
    line(out, "")?;
    line(out, "Nothing was written to the tenant.")
}

/// Returns how it went, in one line that begins with the cause.
fn verdict(report: &ConnectionReport) -> String {
    if report.ok {
        return "Entra's own test would pass.".to_owned();
    }
    if report.cancelled {
        let stopped = report.stages.iter().find(|stage| stage.detail.starts_with("Stopped by you"));
        return stopped.map_or("Stopped by you.".to_owned(), |stage| stage.detail.clone());
    }
    let cause = report.findings.first().map_or("the test did not come to its end", |it| &it.title);
    format!("It does not work yet: {cause}.")
}

/// Returns the line of one stage.
pub(super) fn stage(stage: &Stage) -> String {
    let status = match stage.status {
        StageStatus::Passed => "passed",
        StageStatus::Failed => "failed",
        StageStatus::Warned => "warned",
        StageStatus::Skipped => "skipped",
    };
    let Stage { name, ms, detail, .. } = stage;
    format!("{:<20} {status:<8} {ms:>7.0} ms  {detail}", name.label())
}
