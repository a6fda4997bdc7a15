//! Several exports of one tenant.

use std::ops::ControlFlow;

use footbridge_directory::{
    ColumnChoice, Directory, DirectoryError, Progress, SkippedRow, open_all,
};
use footbridge_finding::{Explain as _, Language};

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
    let english = Language::ENGLISH;
    let mut first = Vec::new();
    let on_first = &mut |so_far: &Directory| first.push(so_far.users());
    let (directory, summary) = open_all(&paths, &[], &english, on_first, go_on).unwrap();
    assert_eq!(first, [2], "the first users of the first file are told, and no others");
    assert_eq!(column(&directory, "objectId"), ["1", "3", "5", "6"], "each person once");
    assert_eq!(column(&directory, "department"), ["", "", "Sales", ""], "of a column in one file");
    assert_eq!(column(&directory, "mail"), ["a@n.example", "", "", ""], "as the first file has it");
    assert_eq!((summary.users, summary.skipped), (4, 1), "users and rows that are left out");
    assert_eq!(summary.file, "a.csv, b.csv, c.json", "all are named");
    assert_eq!(summary.files, ["a.csv", "b.csv", "c.json"], "one by one, too");
    assert_eq!(
        findings(&summary),
        [
            ("directory.row_short", Some(3)),
            ("directory.in_several_files", None),
            ("directory.column_empty", None)
        ],
        "the broken row of the first file, who was there before, and the empty city"
    );
    assert!(summary.findings[1].explanation.contains(": 3 users."), "by id, by name, in any case");

    let row = SkippedRow {
        file: "a.csv".into(),
        line: Some(3),
        reason: "Too few values: 2 of 4 columns".into(),
    };
    assert_eq!(directory.skipped_rows(&english), [row], "what was left out, with its file");
    let city = ColumnChoice { header: "department".into(), attribute: Some("city".into()) };
    let (again, told) = directory.with_columns(&[city], &english).unwrap();
    assert_eq!(column(&again, "city"), ["", "", "Sales", ""], "columns are read anew");
    assert_eq!((told.users, told.skipped), (4, 1), "of the same people");
    assert_eq!(told.files, summary.files, "in the same files");
    assert!(findings(&told).contains(&("directory.row_short", Some(3))), "what was noticed stays");
}

#[test]
fn the_progress_is_that_of_all_files() {
    let folder = tempfile::tempdir().unwrap();
    let paths: Vec<_> = ["a.csv", "b.csv", "c.csv"]
        .iter()
        .map(|name| {
            let path = folder.path().join(name);
            std::fs::write(&path, format!("userPrincipalName,city\n{name}@n.example,Oslo\n"))
                .unwrap();
            path
        })
        .collect();
    let paths: Vec<_> = paths.iter().map(|path| path.as_path()).collect();
    let mut told = Vec::new();
    let progress = &mut |at: Progress| {
        told.push((at.bytes, at.total, at.users));
        ControlFlow::Continue(())
    };
    let (directory, _) = open_all(&paths, &[], &Language::ENGLISH, &mut |_| {}, progress).unwrap();
    assert_eq!(column(&directory, "city"), ["Oslo"; 3], "files without anybody in common");
    assert_eq!(
        column(&directory, "userPrincipalName"),
        ["a.csv@n.example", "b.csv@n.example", "c.csv@n.example"],
        "one after the other"
    );
    let size = std::fs::metadata(paths[0]).unwrap().len();
    assert!(told.iter().all(|(_, total, _)| *total == Some(3 * size)), "of all: {told:?}");
    assert!(told.is_sorted(), "it never goes back: {told:?}");
    assert_eq!(told.last().map(|(.., users)| *users), Some(3), "everybody");
    let stop = &mut |at: Progress| {
        if at.users > 1 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let stopped = open_all(&paths, &[], &Language::ENGLISH, &mut |_| {}, stop);
    assert!(matches!(stopped, Err(DirectoryError::Cancelled)), "in the second file");
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let (good, empty) = (folder.path().join("a.csv"), folder.path().join("b.csv"));
    std::fs::write(&good, "mail\na@n.example\n").unwrap();
    std::fs::write(&empty, "").unwrap();
    let absent = folder.path().join("c.csv");
    for (other, code, name) in
        [(&empty, "directory.empty", "b.csv"), (&absent, "directory.not_found", "c.csv")]
    {
        let english = Language::ENGLISH;
        let go_on = &mut |_| ControlFlow::Continue(());
        let paths = [good.as_path(), other];
        let error = open_all(&paths, &[], &english, &mut |_| {}, go_on).unwrap_err();
        let finding = error.explain(&english);
        assert_eq!(finding.code, code, "what is wrong");
        assert_eq!(finding.place.unwrap().file.as_deref(), Some(name), "in which file");
    }
}
