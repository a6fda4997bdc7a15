//! The facts of a run as plain text, for the vendor's support.
//!
//! Made from the report alone, which no token has reached. Bodies stop at their beginning, and
//! those of a server that ignores filters are left out: they hold people's data.

use std::fmt::Write as _;

use crate::Code;
use crate::report::{ConnectionReport, StageStatus};

/// As much of a body is quoted.
const QUOTED: usize = 600;

/// Writes the report for somebody who knows SCIM and has not seen this admin's screen.
pub(crate) fn text(report: &ConnectionReport) -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _: std::fmt::Result = write(&mut text, report);
    text
}

fn write(text: &mut String, report: &ConnectionReport) -> std::fmt::Result {
    writeln!(text, "SCIM connection test, made as Microsoft Entra ID makes it")?;
    writeln!(text, "Tenant URL: {}", report.tenant_url)?;
    writeln!(text, "Time (UTC): {}", report.at)?;
    writeln!(text, "Matched by: {}", report.matching_attributes.join(", "))?;
    let result = match (report.ok, report.cancelled) {
        (true, _) => "passed",
        (_, true) => "stopped before its end",
        _ => "not passed",
    };
    writeln!(text, "Result: {result}")?;
    for finding in &report.findings {
        writeln!(text, "\n{}: {}", finding.code, finding.title)?;
        writeln!(text, "  {}", finding.explanation)?;
        if let Some(evidence) = &finding.evidence {
            writeln!(text, "  Observed: {evidence}")?;
        }
    }
    writeln!(text, "\nStages")?;
    for stage in &report.stages {
        let status = match stage.status {
            StageStatus::Passed => "passed",
            StageStatus::Failed => "failed",
            StageStatus::Warned => "warning",
            StageStatus::Skipped => "skipped",
        };
        let label = stage.name.label();
        writeln!(text, "  {label}: {status}, {} ms, {}", stage.ms, stage.detail)?;
    }
    if let Some(certificate) = &report.certificate {
        writeln!(text, "\nCertificate")?;
        writeln!(text, "  Subject: {}", certificate.subject)?;
        writeln!(text, "  Issuer: {}", certificate.issuer)?;
        writeln!(text, "  Names: {}", certificate.names.join(", "))?;
        writeln!(text, "  Ends: {}", certificate.not_after)?;
    }
    let people = report.findings.iter().any(|found| found.code == Code::FilterIgnored.as_str());
    for exchange in &report.exchanges {
        writeln!(text, "\n{}: {} {}", exchange.stage.label(), exchange.method, exchange.url)?;
        for header in &exchange.request_headers {
            writeln!(text, "  > {}: {}", header.name, header.value)?;
        }
        match exchange.status {
            Some(status) => writeln!(text, "  < {status} after {} ms", exchange.ms)?,
            None => writeln!(text, "  < no answer after {} ms", exchange.ms)?,
        }
        for header in &exchange.response_headers {
            writeln!(text, "  < {}: {}", header.name, header.value)?;
        }
        if people {
            continue;
        }
        let quoted: String = exchange.body.chars().take(QUOTED).collect();
        for line in quoted.lines() {
            writeln!(text, "  | {line}")?;
        }
    }
    Ok(())
}
