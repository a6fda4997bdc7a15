//! `footbridge practice`.

use footbridge_tests::canary::TOKEN;
use footbridge_tests::{Program, footbridge};

use crate::{out, run};

/// Starts a practice tenant with a fault and returns its tenant URL.
pub(crate) fn practice(fault: &str, arguments: &[&str]) -> (Program, String) {
    let mut practice = footbridge();
    practice.args(["practice", "--token-env", "T", "--fault", fault]).args(arguments);
    let (program, lines) = Program::start_and_read(practice.env("T", TOKEN), 1);
    (program, lines[0].clone())
}

#[test]
fn faults_are_listed_with_their_codes() {
    let list = out(&run(&["practice", "--faults"]));
    for (fault, code) in [("tls-expired", "tls.expired"), ("refused", "tcp.refused")] {
        let line = list.lines().find(|line| line.starts_with(fault));
        let line = line.unwrap_or_else(|| panic!("{fault} is listed:\n{list}"));
        assert!(line.split_whitespace().any(|word| word == code), "with its code: {line}");
    }
}
