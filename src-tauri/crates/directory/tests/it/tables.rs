//! Tables that do not begin where a file does: below a title, on another sheet, in a bulk template.

use std::io::{Cursor, Write};
use std::ops::ControlFlow;

use footbridge_directory::{DirectoryError, Export, Format};
use footbridge_finding::Language;
use zip::ZipWriter;
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;

use crate::support::{column, findings, load};

/// A sheet: its name, and its rows of cells; a row without cells is blank.
type Sheet<'a> = (&'a str, &'a [&'a [&'a str]]);

/// Writes a workbook with these sheets.
fn workbook(sheets: &[Sheet<'_>]) -> ZipResult<Vec<u8>> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let numbered = || (1..).zip(sheets);
    let named: String = numbered()
        .map(|(at, (name, _))| format!(r#"<sheet name="{name}" sheetId="{at}" r:id="s{at}"/>"#))
        .collect();
    let related: String = numbered()
        .map(|(at, _)| {
            format!(r#"<Relationship Id="s{at}" Type="{office}/worksheet" Target="worksheets/sheet{at}.xml"/>"#)
        })
        .collect();
    let mut files = vec![
        (
            "_rels/.rels".to_owned(),
            format!(
                r#"<Relationships xmlns="{relations}"><Relationship Id="r" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/workbook.xml".to_owned(),
            format!(
                r#"<workbook xmlns="{main}" xmlns:r="{office}"><sheets>{named}</sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!(r#"<Relationships xmlns="{relations}">{related}</Relationships>"#),
        ),
    ];
    for (at, (_, rows)) in numbered() {
        let rows = (1..).zip(*rows).map(|(row, cells)| {
            let cells = cells.iter().zip('A'..).map(|(cell, letter)| {
                format!(r#"<c r="{letter}{row}" t="inlineStr"><is><t>{cell}</t></is></c>"#)
            });
            format!(r#"<row r="{row}">{}</row>"#, cells.collect::<String>())
        });
        let data: String = rows.collect();
        let sheet =
            format!(r#"<worksheet xmlns="{main}"><sheetData>{data}</sheetData></worksheet>"#);
        files.push((format!("xl/worksheets/sheet{at}.xml"), sheet));
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(name, SimpleFileOptions::default())?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

const TABLE: &[&[&str]] = &[&["User principal name", "Department"], &["a@n.example", "Sales"]];
const BELOW: &[&[&str]] = &[
    &["Report: all users"],
    &[],
    &["User principal name", "Department"],
    &["a@n.example", "Sales"],
];
const INFO: &[&[&str]] = &[&["Users per 1 June"], &["made by", "IT"]];

#[test]
fn the_sheet_with_the_people_is_found() {
    let (rows, chosen) = ("directory.title_rows", "directory.sheet_chosen");
    let cases: [(&[Sheet<'_>], &[&str], &str); 6] = [
        (&[("Users", TABLE)], &[], "the usual one"),
        (&[("Users", BELOW)], &[rows], "below a title"),
        (&[("Info", INFO), ("Users", TABLE)], &[chosen], "on the second sheet"),
        (&[("Info", INFO), ("Empty", &[]), ("Users", BELOW)], &[rows, chosen], "both"),
        (&[("Users", TABLE), ("Notes", INFO)], &[], "the others are none"),
        (&[("Users", TABLE), ("Old", BELOW)], &["directory.other_sheets"], "the first of two"),
    ];
    for (sheets, told, reason) in cases {
        let (directory, summary) = load(&workbook(sheets).unwrap()).unwrap();
        assert_eq!(column(&directory, "userPrincipalName"), ["a@n.example"], "{reason}");
        assert_eq!(column(&directory, "department"), ["Sales"], "{reason}");
        let codes: Vec<&str> = findings(&summary).iter().map(|(code, _)| *code).collect();
        assert_eq!(codes, told, "{reason}");
        assert_eq!(summary.format, Format::Xlsx, "{reason}");
    }
    let (_, summary) = load(&workbook(&[("Info", INFO), ("Users", TABLE)]).unwrap()).unwrap();
    let said = summary.findings.iter().map(|it| it.explanation.clone()).collect::<String>();
    assert!(said.contains("Info, Users"), "which sheets were looked at: {said}");

    let (_, summary) = load(&workbook(&[("Info", INFO), ("More", INFO)]).unwrap()).unwrap();
    let codes: Vec<&str> = findings(&summary).iter().map(|(code, _)| *code).collect();
    assert!(codes.contains(&"directory.no_sheet"), "none has any: {codes:?}");
}

#[test]
fn a_workbook_is_known_by_its_bytes_whatever_its_name() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["users.xlsx", "users.xlsm", "users.csv", "users", "users.txt"] {
        let path = folder.path().join(name);
        std::fs::write(&path, workbook(&[("Users", TABLE)]).unwrap()).unwrap();
        let export = Export::open(&path, &[]).unwrap();
        let mut go_on = |_| ControlFlow::Continue(());
        let (directory, _) = export.load(&Language::ENGLISH, &mut |_| {}, &mut go_on).unwrap();
        assert_eq!(column(&directory, "department"), ["Sales"], "{name}");
    }
}

#[test]
fn a_table_of_text_may_begin_below_a_title() {
    for (file, line, reason) in [
        ("Report\n\nUPN,Department\na@n.example,Sales\n", Some(3), "a line and a blank"),
        ("All users;;\n;;\nUPN;Department;\na@n.example;Sales;\n", Some(3), "saved from Excel"),
        ("\"Report, all users\"\nBy IT\nUPN\tDepartment\na@n.example\tSales\n", Some(3), "tabs"),
        ("UPN,Department\na@n.example,Sales\n", None, "no title"),
    ] {
        let (directory, summary) = load(file.as_bytes()).unwrap();
        assert_eq!(column(&directory, "userPrincipalName"), ["a@n.example"], "{reason}");
        assert_eq!(column(&directory, "department"), ["Sales"], "{reason}");
        let told: Vec<_> =
            line.map(|line| ("directory.title_rows", Some(line))).into_iter().collect();
        assert_eq!(findings(&summary), told, "{reason}");
    }
}

#[test]
fn a_bulk_template_is_read_when_somebody_is_in_it() {
    let header = "version:v1.0,,,,\nName [displayName] Required,User name [userPrincipalName] Required,\
                  Initial password [passwordProfile] Required,\
                  Block sign in (Yes/No) [accountEnabled] Required,Job title [jobTitle]\n";
    let file = format!("{header}Anna,a@n.example,pa55-word,No,Engineer\nBo,b@n.example,x,Yes,\n");
    let (directory, summary) = load(file.as_bytes()).unwrap();
    for (attribute, expected) in [
        ("displayName", ["Anna", "Bo"]),
        ("userPrincipalName", ["a@n.example", "b@n.example"]),
        ("accountEnabled", ["True", "False"]),
        ("IsSoftDeleted", ["False", "True"]),
        ("jobTitle", ["Engineer", ""]),
    ] {
        assert_eq!(column(&directory, attribute), expected, "{attribute}");
    }
    let shown = format!("{summary:?} {directory:?}");
    assert!(!shown.contains("pa55-word"), "a password is nowhere: {shown}");
    let empty = load(header.as_bytes()).map(|(_, summary)| summary);
    assert!(matches!(empty, Err(DirectoryError::BulkTemplate)), "nobody is in it: {empty:?}");
    for header in ["Password", "PasswordProfile.Password", "Kennwort"] {
        let file = format!("UPN,{header}\na@n.example,pa55-word\n");
        let shown = format!("{:?}", load(file.as_bytes()).unwrap());
        assert!(!shown.contains("pa55-word"), "{header}: {shown}");
    }
}
