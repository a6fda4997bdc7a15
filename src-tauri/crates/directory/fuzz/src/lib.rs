//! What is asked of every file that was read.

use std::ops::ControlFlow;

use footbridge_directory::{ColumnChoice, Directory, DirectorySummary, Value, read};
use footbridge_finding::Language;

/// Reads a file and looks at everything of it; `None` when it is refused.
pub fn everything(mut bytes: &[u8]) -> Option<(Vec<Vec<String>>, DirectorySummary)> {
    let total = Some(bytes.len() as u64);
    let go_on = &mut |_| ControlFlow::Continue(());
    let (directory, summary) = read(&mut bytes, "f", total, &Language::ENGLISH, go_on).ok()?;
    assert_eq!(directory.users(), summary.users, "counts agree");
    for column in &summary.columns {
        assert!(column.filled <= summary.users, "nobody is counted twice");
    }
    let choices: Vec<ColumnChoice> = summary
        .columns
        .iter()
        .map(|column| ColumnChoice { header: column.header.clone(), attribute: Some("mail".into()) })
        .collect();
    let again = directory.with_columns(&choices, &Language::ENGLISH);
    assert_eq!(again.map(|(_, told)| told.users), Some(summary.users), "nobody is lost");
    Some((cells(&directory), summary))
}

/// Returns every value of everybody.
pub fn cells(directory: &Directory) -> Vec<Vec<String>> {
    let names: Vec<String> = directory.attributes().map(str::to_owned).collect();
    let value = |row: u32, name: &str| match directory.attribute(name) {
        None => panic!("an attribute of this name is there: {name}"),
        Some(index) => match directory.value(row, index) {
            Value::Null => String::new(),
            Value::Text(text) => text.to_owned(),
            Value::List(list) => list.iter().collect::<Vec<_>>().join("|"),
        },
    };
    (0..directory.users()).map(|row| names.iter().map(|name| value(row, name)).collect()).collect()
}
