//! Workbooks as Excel saves them, made by hand.

use std::io::{Cursor, Write};
use std::ops::ControlFlow;

use footbridge_directory::{DirectoryError, Format, open, read};
use footbridge_finding::{Explain, Language};
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::support::{column, findings, load};

/// Returns a workbook whose first sheet has these rows of XML.
fn workbook(rows: &str) -> Vec<u8> {
    written(rows, "<sst/>").unwrap_or_default()
}

/// Writes a workbook with these rows of XML and this list of texts.
fn written(rows: &str, texts: &str) -> ZipResult<Vec<u8>> {
    let sheet = format!(
        r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#
    );
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let files = [
        (
            "[Content_Types].xml",
            r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#
                .to_owned(),
        ),
        (
            "_rels/.rels",
            format!(
                r#"<Relationships xmlns="{relations}"><Relationship Id="r" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                r#"<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="Users" sheetId="1" r:id="s1"/><sheet name="Other" sheetId="2" r:id="s2"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                r#"<Relationships xmlns="{relations}"><Relationship Id="s1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="s2" Type="{office}/worksheet" Target="worksheets/sheet2.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/styles.xml",
            format!(
                r#"<styleSheet xmlns="{main}"><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/></cellXfs></styleSheet>"#
            ),
        ),
        ("xl/sharedStrings.xml", texts.to_owned()),
        ("xl/worksheets/sheet1.xml", sheet),
        (
            "xl/worksheets/sheet2.xml",
            format!(r#"<worksheet xmlns="{main}"><sheetData/></worksheet>"#),
        ),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(name, SimpleFileOptions::default())?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

fn text(place: &str, text: &str) -> String {
    format!(r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

fn header(names: &[&str]) -> String {
    let cells: String =
        names.iter().zip('A'..).map(|(name, at)| text(&format!("{at}1"), name)).collect();
    format!(r#"<row r="1">{cells}</row>"#)
}

#[test]
fn the_first_sheet_is_read() {
    let rows = header(&[
        "userPrincipalName",
        "displayName",
        "accountEnabled",
        "postalCode",
        "hired",
    ]) + &format!(
        r#"<row r="2">{}{}<c r="C2" t="b"><v>1</v></c><c r="D2"><v>150</v></c><c r="E2" s="1"><v>46053</v></c></row>"#,
        text("A2", "kari@n.example"),
        text("B2", "Kåri, =1+1"),
    ) + &format!(
        r#"<row r="5">{}<c r="C5" t="b"><v>0</v></c><c r="D5"><v>1.5</v></c><c r="E5" s="2"><v>46053.75</v></c></row>"#,
        text("A5", "ola@n.example")
    ) + &format!(
        r#"<row r="6">{}{}</row>"#,
        text("A6", "x@n.example"),
        text("G6", "too far")
    );
    let (directory, summary) = load(&workbook(&rows)).unwrap();
    assert_eq!(
        (summary.format, summary.encoding.as_str(), summary.users, summary.skipped),
        (Format::Xlsx, "Excel workbook", 2, 1),
        "two users, one row with more cells than the header"
    );
    for (attribute, expected, reason) in [
        ("userPrincipalName", ["kari@n.example", "ola@n.example"], "texts"),
        ("displayName", ["Kåri, =1+1", ""], "a missing cell is empty"),
        ("accountEnabled", ["True", "False"], "booleans"),
        ("postalCode", ["150", "1.5"], "numbers"),
        ("hired", ["2026-01-31", "2026-01-31 18:00:00"], "dates, with the time where there is one"),
    ] {
        assert_eq!(column(&directory, attribute), expected, "{reason}");
    }
    assert_eq!(
        findings(&summary),
        [("directory.row_long", Some(6)), ("directory.leading_zeros", None)],
        "the row by its number, and what Excel may have dropped"
    );
}

#[test]
fn other_workbooks_are_told_apart() {
    let (directory, summary) = load(&workbook(&header(&["userPrincipalName", "mail"]))).unwrap();
    assert_eq!(
        (directory.users(), findings(&summary)),
        (0, vec![("directory.no_users", None)]),
        "header only"
    );
    let code = |bytes: &[u8]| load(bytes).unwrap_err().code();
    assert_eq!(code(&workbook("")), "directory.empty", "an empty sheet");
    let whole = workbook(&header(&["mail"]));
    assert_eq!(code(&whole[..whole.len() / 2]), "directory.excel", "half a workbook");
    assert_eq!(code(b"PK\x03\x04..users.csv"), "directory.compressed", "another archive");
    assert_eq!(code(b"\xD0\xCF\x11\xE0...."), "directory.excel", "the older form");
}

#[test]
fn a_workbook_that_unpacks_to_far_more_than_its_size_is_not_read() {
    let bomb = workbook(&text("A1", &" ".repeat(9 << 20)));
    assert!(bomb.len() < 64 * 1024, "nine megabytes in {} bytes", bomb.len());
    let error = load(&bomb).unwrap_err();
    assert_eq!(error.code(), "directory.unpacks_too_large", "its code");
    let finding = error.explain(&Language::ENGLISH);
    assert!(finding.explanation.contains("more than 8 MB"), "the limit: {}", finding.explanation);
}

#[test]
fn a_lie_about_the_size_of_a_part_does_not_help() {
    let rows = header(&["userPrincipalName"]) + &text("A2", "a@n.example").repeat(1000);
    let honest = workbook(&rows);
    let sheet = ZipArchive::new(Cursor::new(&honest))
        .and_then(|mut zip| Ok(zip.by_name("xl/worksheets/sheet1.xml")?.size()))
        .unwrap();
    let size = u32::try_from(sheet).unwrap().to_le_bytes();
    let mut lying = honest.clone();
    let places = (0..lying.len() - 4).filter(|at| honest[*at..*at + 4] == size);
    let places: Vec<usize> = places.collect();
    assert_eq!(places.len(), 2, "beside the part, and in the list of parts");
    for at in places {
        lying[at..at + 4].copy_from_slice(&400_u32.to_le_bytes());
    }
    assert!(load(&honest).is_ok(), "the honest one is read");
    assert_eq!(load(&lying).unwrap_err().code(), "directory.excel", "reading ends at 400 bytes");
}

#[test]
fn a_count_of_texts_is_not_believed() {
    let rows = r#"<row r="1"><c r="A1" t="s"><v>0</v></c></row>"#;
    let texts = |head: &str| format!("{head}<si><t>mail</t></si></sst>");
    for (head, expected, reason) in [
        ("<sst>", None, "no count"),
        (r#"<sst count="1" uniqueCount="1">"#, None, "the right count"),
        (r#"<sst uniqueCount="18446744073709551615">"#, Some("directory.excel"), "all there are"),
        (r#"<x:sst uniqueCount="9999999999999">"#, Some("directory.excel"), "terabytes of texts"),
        (r#"<!-- <sst> --><sst a="" uniqueCount='9999999999'>"#, Some("directory.excel"), "hidden"),
    ] {
        let read = load(&written(rows, &texts(head)).unwrap());
        let code = read.as_ref().err().map(|error| error.code());
        assert_eq!(code, expected, "{reason}");
        if let Ok((_, summary)) = read {
            assert_eq!(summary.columns[0].header, "mail", "{reason}");
        }
    }
}

#[test]
fn a_workbook_may_have_all_columns_that_excel_has() {
    let cell = |text: &str| format!(r#"<c t="inlineStr"><is><t>{text}</t></is></c>"#);
    let names: String = (1..16_384).map(|number| cell(&format!("column {number}"))).collect();
    let rows = format!(
        "<row>{}{names}</row><row>{}</row>",
        cell("userPrincipalName"),
        cell("a@n.example")
    );
    let (directory, summary) = load(&workbook(&rows)).unwrap();
    assert_eq!((summary.columns.len(), summary.users), (16_384, 1), "a user with one value");
    assert_eq!(column(&directory, "userPrincipalName"), ["a@n.example"], "which is there");
}

/// Returns a workbook of many people who have nothing in common, with their texts in a list.
fn crowd(users: u32) -> Vec<u8> {
    let name = |user: u32| format!("u{:08x}@n.example", user.wrapping_mul(0x9E37_79B9));
    let texts: String = (0..users).map(|user| format!("<si><t>{}</t></si>", name(user))).collect();
    let rows: String = (0..users)
        .map(|user| {
            let row = user + 2;
            format!(r#"<row r="{row}"><c r="A{row}" t="s"><v>{user}</v></c></row>"#)
        })
        .collect();
    let texts = format!(r#"<sst uniqueCount="{users}">{texts}</sst>"#);
    written(&format!("{}{rows}", header(&["mail"])), &texts).unwrap_or_default()
}

#[test]
fn how_far_a_workbook_is_read_is_told() {
    let file = crowd(40_000);
    let total = file.len() as u64;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("users.xlsx");
    std::fs::write(&path, file).unwrap();
    let mut told = Vec::new();
    let (directory, _) = open(&path, &Language::ENGLISH, &mut |at| {
        told.push(at);
        ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(directory.users(), 40_000, "everybody is read");
    assert!(told.windows(2).all(|two| two[0].bytes <= two[1].bytes), "bytes only grow");
    assert!(told.windows(2).all(|two| two[0].users <= two[1].users), "so do users");
    let middle = told.iter().filter(|at| at.bytes > 0 && at.bytes < total);
    assert!(middle.clone().any(|at| at.users == 0), "while the list of texts is read");
    assert!(middle.clone().any(|at| at.users > 0), "while the rows are read");
    let last = told.last().unwrap();
    assert_eq!((last.bytes, last.total, last.users), (total, Some(total), 40_000), "to the end");
}

#[test]
fn a_workbook_can_be_stopped_wherever_its_reading_is() {
    let file = crowd(40_000);
    let mut calls = 0;
    let go_on = &mut |_| {
        calls += 1;
        ControlFlow::Continue(())
    };
    read(&mut file.as_slice(), "users.xlsx", None, &Language::ENGLISH, go_on).unwrap();
    assert!(calls > 10, "asked often: {calls}");
    for last in [1, calls / 3, calls * 2 / 3, calls] {
        let mut call = 0;
        let stop = &mut |_| {
            call += 1;
            if call == last { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let outcome = read(&mut file.as_slice(), "users.xlsx", None, &Language::ENGLISH, stop);
        assert!(matches!(outcome, Err(DirectoryError::Cancelled)), "stopped at call {last}");
        assert_eq!(call, last, "and nothing is asked afterwards");
    }
}

#[test]
fn a_cell_that_no_sheet_has_is_refused() {
    let head = header(&["userPrincipalName", "mail"]);
    let row = |cells: &str| format!("{head}<row>{cells}</row>");
    for (rows, reason) in [
        (row(&text("ABCDEFGH1", "a")), "more letters than a number has room for"),
        (row(&text("A99999999999999999999", "a")), "more digits"),
        (row(&text("XFE2", "a")), "a column more than there are"),
        (row(&text("A1048577", "a")), "a row more"),
        (row(&text("A0", "a")), "rows are counted from 1"),
        (row(&text("A-1", "a")), "a negative row"),
        (row(&text("", "a")), "nothing"),
        (row("<x:c x=\"\" r = 'ABCDEFGH1'><v>1</v></x:c>"), "written in another way"),
        (row("<c r=\"A2\" r=\"ABCDEFGH1\"><v>1</v></c>"), "the second of two"),
        (row("<c r='ABCDEFGH1' r='A2'><v>1</v></c>"), "the first of two"),
        (row("<c r=\"A2\" t=\"s\" x:r = 'XFE2'><v>1</v></c>"), "with a prefix"),
        (
            format!("{head}<row r=\"2\" r=\"4294967297\">{}</row>", text("A2", "a")),
            "a row's second",
        ),
        (format!("{head}<row r=\"4294967296\">{}</row>", text("A2", "a")), "a row"),
        (format!("{head}<row r=\"0\">{}</row>", text("A2", "a")), "row 0"),
        (format!("{head}<row r=\"\">{}</row>", text("A2", "a")), "no row"),
        // Behind the sheet's data, where the reader does not look any more.
        (format!("{head}</sheetData><dimension ref=\"B2:A1\"/><sheetData>"), "backwards"),
        (format!("{head}</sheetData><dimension ref=\"A1:ZZZZZZZ1\"/><sheetData>"), "far too wide"),
    ] {
        let error = load(&workbook(&rows)).unwrap_err();
        assert_eq!(error.code(), "directory.no_such_cell", "{reason}");
    }
    let small = row(&(text("a2", "a@n.example") + &text("b2", "m")));
    let (directory, _) = load(&workbook(&small)).unwrap();
    assert_eq!(column(&directory, "mail"), ["m"], "small letters are letters, too");
    for attributes in ["r\u{c}\u{c}=\"inlineStr\" r=\"A2\"", "r\u{b}=\"ABCDEFGH1\"", "r\u{1c}='x'"]
    {
        let hidden = row(&format!("<c {attributes}><v>1</v></c>"));
        assert_eq!(
            load(&workbook(&hidden)).unwrap_err().code(),
            "directory.excel",
            "{attributes:?}"
        );
    }
    let lost = row(&(text("A2", "a") + r#"<c r="B2" t="s"><v>7</v></c>"#));
    assert_eq!(load(&workbook(&lost)).unwrap_err().code(), "directory.excel", "a text that is not");
}

#[test]
fn a_text_that_is_in_very_many_cells_is_no_way_around_the_limit() {
    let (long, rows) = ("x".repeat(30_000), 1000);
    let cells: String = (0..rows).map(|_| r#"<row><c t="s"><v>1</v></c></row>"#).collect();
    let texts = format!("<sst><si><t>mail</t></si><si><t>{long}</t></si></sst>");
    let bomb = written(&format!(r#"<row><c t="s"><v>0</v></c></row>{cells}"#), &texts).unwrap();
    assert!(bomb.len() < 10_000, "thirty megabytes of texts in {} bytes", bomb.len());
    assert_eq!(load(&bomb).unwrap_err().code(), "directory.unpacks_too_large");
}

#[test]
fn cells_far_to_the_right_take_no_room_for_those_between() {
    let head = header(&["userPrincipalName", "mail"]);
    let rows: String =
        (2..5000).map(|row| format!("<row>{}</row>", text(&format!("XFD{row}"), "x"))).collect();
    let twice = format!("<row>{}{}</row>", text("A9000", "a"), text("A9000", "b"));
    let (directory, summary) = load(&workbook(&format!("{head}{rows}{twice}"))).unwrap();
    assert_eq!(summary.skipped, 4998, "each is too long");
    assert_eq!(column(&directory, "userPrincipalName"), ["b"], "of two values the last one counts");
}
