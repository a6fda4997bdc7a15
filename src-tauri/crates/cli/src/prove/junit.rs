//! The report of a proof as a CI reads it: one JUnit case a check.

use std::fmt::Write as _;

use footbridge_proof::{CheckStatus, ProofReport};

use crate::visible::visible;

/// Returns the report as a JUnit file. A warning is a case that passed, with what was seen; what was
/// found outside the checks, as an address that cannot be reached, is a case of its own.
pub(super) fn report(report: &ProofReport) -> String {
    let mut cases = String::new();
    let (mut tests, mut failures, mut skipped) = (0, 0, 0);
    for check in &report.checks {
        let (group, name) = check.name.split_once('/').unwrap_or(("", &check.name));
        let seconds = check.ms / 1000.0;
        tests += 1;
        let head = format!(
            "    <testcase classname=\"footbridge.prove.{}\" name=\"{}\" time=\"{seconds:.3}\">",
            escaped(group),
            escaped(name)
        );
        let found = check.finding.as_deref().unwrap_or_default();
        let words = report.findings.iter().find(|finding| finding.code == found);
        let told = words.map_or_else(String::new, |finding| {
            format!("{}\n{}\n{}", check.detail, finding.explanation, finding.fixes.join("\n"))
        });
        let body = match check.status {
            CheckStatus::Passed => String::new(),
            CheckStatus::Warned => {
                format!("<system-out>{} {}</system-out>", escaped(found), escaped(&told))
            }
            CheckStatus::Failed => {
                failures += 1;
                let title = words.map_or(check.title.as_str(), |finding| &finding.title);
                failure(title, found, &told)
            }
            CheckStatus::Skipped => {
                skipped += 1;
                format!("<skipped message=\"{}\"/>", escaped(&check.detail))
            }
        };
        // Writing to a text cannot fail.
        let _ = writeln!(cases, "{head}{body}</testcase>");
    }
    let at_checks: Vec<&str> =
        report.checks.iter().filter_map(|check| check.finding.as_deref()).collect();
    let others = report.findings.iter().filter(|it| !at_checks.contains(&it.code.as_str()));
    for finding in others.filter(|it| it.severity == footbridge_finding::Severity::Error) {
        (tests, failures) = (tests + 1, failures + 1);
        let body = failure(&finding.title, &finding.code, &finding.explanation);
        let code = escaped(&finding.code);
        let _ = writeln!(
            cases,
            "    <testcase classname=\"footbridge.prove\" name=\"{code}\" time=\"0.000\">{body}</testcase>"
        );
    }
    let seconds = report.total_ms / 1000.0;
    let counts = format!(
        "tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"{skipped}\" time=\"{seconds:.3}\""
    );
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <testsuites name=\"footbridge prove\" {counts}>\n  \
         <testsuite name=\"footbridge prove\" timestamp=\"{}\" {counts}>\n{cases}  </testsuite>\n\
         </testsuites>\n",
        escaped(&report.at)
    )
}

fn failure(title: &str, code: &str, told: &str) -> String {
    let [title, code, told] = [title, code, told].map(escaped);
    format!("<failure message=\"{title}\" type=\"{code}\">{told}</failure>")
}

/// Returns a text as XML has it. What XML cannot hold is made visible.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in visible(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' => escaped.push_str("&#10;"),
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use footbridge_proof::{Check, ProofReport};

    use super::*;

    fn check(name: &str, status: CheckStatus, finding: Option<&str>) -> Check {
        Check {
            name: name.to_owned(),
            title: "Kept".to_owned(),
            status,
            ms: 12.0,
            detail: "read back as \"<a&b>\u{1b}\"".to_owned(),
            finding: finding.map(str::to_owned),
        }
    }

    #[test]
    fn each_check_is_a_case() {
        let report = report(&ProofReport {
            ok: false,
            tenant_url: String::new(),
            at: "2026-11-30T12:00:00Z".to_owned(),
            total_ms: 1500.0,
            checks: vec![
                check("plain/users.create", CheckStatus::Passed, None),
                check("plain/users.kept:title", CheckStatus::Failed, Some("proof.value_lost")),
                check("flag/users.create", CheckStatus::Skipped, None),
            ],
            targets: Vec::new(),
            findings: Vec::new(),
            left_behind: Vec::new(),
            exchanges: Vec::new(),
            cancelled: false,
        });
        let expected = r#"<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="footbridge prove" tests="3" failures="1" errors="0" skipped="1" time="1.500">
  <testsuite name="footbridge prove" timestamp="2026-11-30T12:00:00Z" tests="3" failures="1" errors="0" skipped="1" time="1.500">
    <testcase classname="footbridge.prove.plain" name="users.create" time="0.012"></testcase>
    <testcase classname="footbridge.prove.plain" name="users.kept:title" time="0.012"><failure message="Kept" type="proof.value_lost"></failure></testcase>
    <testcase classname="footbridge.prove.flag" name="users.create" time="0.012"><skipped message="read back as &quot;&lt;a&amp;b&gt;\u{1b}&quot;"/></testcase>
  </testsuite>
</testsuites>
"#;
        assert_eq!(report, expected);
    }
}
