//! Reading in tests.

use std::ops::ControlFlow;

use footbridge_directory::{Directory, DirectoryError, DirectorySummary, read};
use footbridge_finding::Language;

/// Reads bytes as a file.
pub(crate) fn load(bytes: &[u8]) -> Result<(Directory, DirectorySummary), DirectoryError> {
    let mut source = bytes;
    let total = Some(bytes.len() as u64);
    read(&mut source, "users.csv", total, &Language::ENGLISH, &mut |_| ControlFlow::Continue(()))
}

/// Returns one attribute of everybody; a list is joined with `|`, no value is empty.
pub(crate) fn column(directory: &Directory, attribute: &str) -> Vec<String> {
    use footbridge_directory::Value;
    let Some(index) = directory.attribute(attribute) else { return vec!["absent".to_owned()] };
    (0..directory.users())
        .map(|row| match directory.value(row, index) {
            Value::Null => String::new(),
            Value::Text(text) => text.to_owned(),
            Value::List(list) => list.iter().collect::<Vec<_>>().join("|"),
        })
        .collect()
}

/// Returns the codes of a summary's findings with their lines.
pub(crate) fn findings(summary: &DirectorySummary) -> Vec<(&str, Option<u32>)> {
    summary
        .findings
        .iter()
        .map(|finding| {
            let line = finding.place.as_ref().and_then(|place| place.line);
            (finding.code.as_str(), line)
        })
        .collect()
}
