//! Directories and previews for tests.

use std::ops::ControlFlow;

use footbridge_directory::{Directory, read};
use footbridge_finding::Language;
use footbridge_mapping::{Context, Evaluator, Mapping, MappingTable, Preview, Rules, output};
use serde_json::{Map, Value};

pub(crate) const ENGLISH: Language = Language::ENGLISH;
pub(crate) const WORK_EMAIL: &str = r#"emails[type eq "work"].value"#;
pub(crate) const PORTAL: &str = include_str!("../../../../../tests/data/entra-download-users.csv");

/// Returns a directory out of a CSV text.
pub(crate) fn directory(csv: &str) -> Directory {
    let mut source = csv.as_bytes();
    let (directory, _) =
        read(&mut source, "users.csv", None, &ENGLISH, &mut |_| ControlFlow::Continue(())).unwrap();
    directory
}

/// Returns a context in which it is noon on the last day of January 2026.
pub(crate) fn context() -> Context {
    Context::new("2026-01-31T12:00:00Z".parse().unwrap())
}

/// A table without a vendor's rules.
pub(crate) fn table(mappings: Vec<Mapping>) -> MappingTable {
    MappingTable::new(mappings, Rules::default(), "the vendor")
}

/// Previews everybody.
pub(crate) fn preview(evaluator: &Evaluator<'_>, rules: &Rules) -> Preview {
    Preview::new(evaluator, rules, &ENGLISH, &mut |_, _| ControlFlow::Continue(())).unwrap()
}

/// Returns what is sent for each user.
pub(crate) fn sent(directory: &Directory, set: &MappingTable) -> Vec<Map<String, Value>> {
    let context = context();
    let evaluator = Evaluator::new(directory, set, &context);
    let row = |row: u32| serde_json::to_value(output::targets(&evaluator, row)).unwrap();
    (0..directory.users()).map(|at| row(at).as_object().unwrap().clone()).collect()
}

/// Returns what one target receives for each user, empty where nothing is sent.
pub(crate) fn target(directory: &Directory, set: &MappingTable, target: &str) -> Vec<String> {
    sent(directory, set)
        .iter()
        .map(|user| user.get(target).and_then(Value::as_str).unwrap_or_default().to_owned())
        .collect()
}

/// Returns each finding's code with the number of its people.
pub(crate) fn findings(csv: &str, set: &MappingTable) -> Vec<(String, u32)> {
    let directory = directory(csv);
    let context = context();
    let evaluator = Evaluator::new(&directory, set, &context);
    let preview = preview(&evaluator, set.rules());
    let findings = preview.result().findings.iter();
    findings.map(|group| (group.finding.code.clone(), group.count)).collect()
}

/// Returns the rows that have a finding, counted from 1.
pub(crate) fn rows(csv: &str, set: &MappingTable, code: &str) -> Vec<u32> {
    let directory = directory(csv);
    let context = context();
    let evaluator = Evaluator::new(&directory, set, &context);
    let preview = preview(&evaluator, set.rules());
    (0..directory.users())
        .filter(|row| preview.codes(*row).any(|found| found.as_str() == code))
        .map(|row| row + 1)
        .collect()
}
