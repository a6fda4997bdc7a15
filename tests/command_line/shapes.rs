//! Exports made up for the tests, of the four people of `exports`: one complete, one without a title or an
//! address, one disabled and one guest; and what is asked of their summary.

use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};

use footbridge_tests::data;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::{json, out, run, words};

pub(crate) const MAIL: &str = "emails[type eq \"work\"].value";
pub(crate) const PHONE: &str = "phoneNumbers[type eq \"work\"].value";
pub(crate) const MANAGER: &str =
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager";

/// Name, user principal name, mail, title, and whether the account is enabled.
const PEOPLE: [(&str, &str, &str, &str, bool); 4] = [
    ("Inès Roy", "ines.roy@contoso.com", "ines.roy@contoso.com", "Engineer", true),
    ("Bo Lind", "bo.lind@contoso.com", "", "", true),
    ("Zoë Maes", "zoe.maes@contoso.com", "zoe.maes@contoso.com", "Buyer", false),
    ("Ola Fjord", "ola_fjord.example#EXT#@contoso.com", "ola@fjord.example", "", true),
];

/// Writes a table with a header; in a row `{name}`, `{upn}`, `{mail}`, `{title}` stand for what a person
/// has, and `{on|yes|no}` for one of two words.
pub(crate) fn table(header: &str, row: &str) -> String {
    let mut text = format!("{header}\n");
    for (name, upn, mail, title, is_enabled) in PEOPLE {
        let row = row.replace("{name}", name).replace("{upn}", upn);
        let mut row = row.replace("{mail}", mail).replace("{title}", title);
        if let Some((before, rest)) = row.clone().split_once("{on|") {
            let (choice, after) = rest.split_once('}').expect("a choice of two words");
            let (yes, no) = choice.split_once('|').expect("two words");
            row = format!("{before}{}{after}", if is_enabled { yes } else { no });
        }
        text.push_str(&row);
        text.push('\n');
    }
    text
}

pub(crate) fn utf_16(text: &str) -> Vec<u8> {
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    units.flat_map(u16::to_le_bytes).collect()
}

/// Makes a workbook of these sheets, each with its rows of texts.
pub(crate) fn workbook(sheets: &[(&str, Vec<Vec<&str>>)]) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let numbered = || (1..).zip(sheets);
    let names: String = numbered()
        .map(|(id, (name, _))| format!(r#"<sheet name="{name}" sheetId="{id}" r:id="s{id}"/>"#))
        .collect();
    let relations: String = numbered()
        .map(|(id, _)| {
            format!(r#"<Relationship Id="s{id}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{id}.xml"/>"#)
        })
        .collect();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, text: String| {
        zip.start_file(name, SimpleFileOptions::default()).expect("begun");
        zip.write_all(text.as_bytes()).expect("written");
    };
    add(
        "[Content_Types].xml",
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>".into(),
    );
    add(
        "_rels/.rels",
        format!(
            r#"<Relationships xmlns="{RELATIONS}"><Relationship Id="r" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
        ),
    );
    add(
        "xl/workbook.xml",
        format!(
            r#"<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{names}</sheets></workbook>"#
        ),
    );
    add(
        "xl/_rels/workbook.xml.rels",
        format!(r#"<Relationships xmlns="{RELATIONS}">{relations}</Relationships>"#),
    );
    for (id, (_, rows)) in numbered() {
        let mut text = format!(r#"<worksheet xmlns="{MAIN}"><sheetData>"#);
        for (number, row) in (1..).zip(rows) {
            text.push_str(&format!(r#"<row r="{number}">"#));
            for (column, cell) in ('A'..='Z').zip(row).filter(|(_, cell)| !cell.is_empty()) {
                let cell = cell.replace('&', "&amp;").replace('<', "&lt;");
                text.push_str(&format!(
                    r#"<c r="{column}{number}" t="inlineStr"><is><t>{cell}</t></is></c>"#
                ));
            }
            text.push_str("</row>");
        }
        add(&format!("xl/worksheets/sheet{id}.xml"), text + "</sheetData></worksheet>");
    }
    zip.finish().expect("finished").into_inner()
}

/// The rows of a sheet, as a table has them.
pub(crate) fn rows(text: &str) -> Vec<Vec<&str>> {
    text.lines().map(|line| line.split(',').collect()).collect()
}

/// A file, what its summary begins with, values by target as filled and empty, what is said, and what
/// is not.
pub(crate) struct Case<'a> {
    pub(crate) kind: &'a str,
    pub(crate) file: Vec<u8>,
    pub(crate) begins: &'a str,
    pub(crate) counts: &'a [(&'a str, u64, u64)],
    pub(crate) says: &'a [&'a str],
    pub(crate) never: &'a [&'a str],
}

pub(crate) const THREE: &str = "4 users\n3 accounts would be created\n";
pub(crate) const AT_MOST_FOUR: &str = "4 users\nat most 4 accounts would be created\n";
const EVERYBODY: &[(&str, u64, u64)] =
    &[("userName", 4, 0), ("active", 4, 0), ("displayName", 4, 0)];
const WRONG: &[&str] = &["unreadable_boolean", "required.empty", "duplicate_column", "title = "];

pub(crate) fn case<'a>(kind: &'a str, file: impl Into<Vec<u8>>) -> Case<'a> {
    Case { kind, file: file.into(), begins: THREE, counts: EVERYBODY, says: &[], never: WRONG }
}

/// A folder with a file in it.
pub(crate) fn written(bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("export.csv");
    std::fs::write(&path, bytes).expect("written");
    (folder, path)
}

pub(crate) fn text(path: &Path) -> &str {
    path.to_str().expect("a path of letters")
}

pub(crate) fn check(case: &Case<'_>) {
    let (_folder, users) = written(&case.file);
    let schema = data("exports/schema-default-microsoft-entra-id.json");
    let base = ["preview", "--users", text(&users), "--schema", text(&schema), "--summary"];
    let output = run(&base);
    let (printed, told) = (out(&output), words(&output));
    assert!(printed.starts_with(case.begins), "{}: {printed}{told}", case.kind);
    for said in case.says {
        assert!(told.contains(said), "{}: {said} in {told}", case.kind);
    }
    for wrong in case.never {
        assert!(!told.contains(wrong), "{}: no {wrong} in {told}", case.kind);
    }
    let summary = json(&run(&[&base[..], &["--json"]].concat()));
    let counted = summary["targets"].as_array().expect("a list");
    for (target, filled, empty) in case.counts {
        let found = counted.iter().find(|it| it["target"] == *target).expect("it is mapped");
        let counts = [&found["filled"], &found["empty"]].map(serde_json::Value::as_u64);
        assert_eq!(counts, [Some(*filled), Some(*empty)], "{}: {target}", case.kind);
    }
}
