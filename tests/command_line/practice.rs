//! `footbridge practice`.

use std::net::TcpStream;
use std::process::Stdio;

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
#[cfg(unix)]
fn the_tenant_stops_when_it_is_interrupted() {
    let mut practice = footbridge();
    practice.args(["practice", "--token-env", "T"]).env("T", TOKEN).stderr(Stdio::piped());
    let (mut program, lines) = Program::start_and_read(&mut practice, 1);
    let address = lines[0].trim_start_matches("http://").split('/').next().unwrap_or_default();
    assert!(TcpStream::connect(address).is_ok(), "it listens on {address}");
    program.interrupt();
    assert_eq!(program.wait().code(), Some(0), "it was stopped as it is meant to be");
    assert!(TcpStream::connect(address).is_err(), "nothing listens any more");
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
