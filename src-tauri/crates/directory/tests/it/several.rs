//! Several exports of one tenant.

use std::ops::ControlFlow;

use footbridge_directory::open_all;
use footbridge_finding::Language;

use crate::support::{column, findings};

#[test]
fn people_in_two_files_are_kept_once_and_counted() {
    let folder = tempfile::tempdir().unwrap();
    let paths = [
        ("a.csv", "id,userPrincipalName,mail,city\n1,a@n.example,a@n.example,\n2,b@n.example\n3,c@n.example,,\n"),
        ("b.csv", "userPrincipalName;id;department\nA@N.EXAMPLE;9;IT\nd@n.example;3;IT\ne@n.example;5;Sales\n"),
        ("c.json", r#"[{"userPrincipalName":"E@n.example"},{"userPrincipalName":"f@n.example","id":"6"}]"#),
    ]
    .map(|(name, text)| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    });
    let paths: Vec<_> = paths.iter().map(|path| path.as_path()).collect();
    let go_on = &mut |_| ControlFlow::Continue(());
    let (directory, summary) = open_all(&paths, &[], &Language::ENGLISH, go_on).unwrap();
    assert_eq!(column(&directory, "objectId"), ["1", "3", "5", "6"], "each person once");
    assert_eq!(column(&directory, "department"), ["", "", "Sales", ""], "of a column in one file");
    assert_eq!(column(&directory, "mail"), ["a@n.example", "", "", ""], "as the first file has it");
    assert_eq!((summary.users, summary.skipped), (4, 1), "users and rows that are left out");
    assert_eq!(summary.file, "a.csv, b.csv, c.json", "all are named");
    assert_eq!(
        findings(&summary),
        [
            ("directory.row_short", Some(3)),
            ("directory.not_exported", None),
            ("directory.in_several_files", None)
        ],
        "the broken row of the first file, the empty city, and who was there before"
    );
    assert!(summary.findings[2].explanation.contains(": 3 users."), "by id, by name, in any case");
}
