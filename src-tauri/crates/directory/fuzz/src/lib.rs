//! What is asked of every file that was read, and the workbook around a sheet that was made up.

use std::io::{Cursor, Write};
use std::ops::ControlFlow;

use footbridge_directory::{ColumnChoice, Directory, DirectorySummary, Value, read};
use footbridge_finding::Language;
use zip::ZipWriter;
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;

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

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Returns the workbook whose one sheet, behind a row with the names of columns, is `sheet`.
///
/// # Errors
/// None in practice: it is written to memory.
pub fn workbook(sheet: &[u8]) -> ZipResult<Vec<u8>> {
    let names = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>userPrincipalName</t></is></c><c r="B1" t="inlineStr"><is><t>mail</t></is></c></row>"#;
    let head = format!(r#"<worksheet xmlns="{MAIN}"><sheetData>{names}"#);
    let files = [
        ("[Content_Types].xml", r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#.to_owned()),
        ("_rels/.rels", format!(r#"<Relationships xmlns="{RELATIONS}"><Relationship Id="r" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#)),
        ("xl/workbook.xml", format!(r#"<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="Users" sheetId="1" r:id="s1"/></sheets></workbook>"#)),
        ("xl/_rels/workbook.xml.rels", format!(r#"<Relationships xmlns="{RELATIONS}"><Relationship Id="s1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#)),
        ("xl/sharedStrings.xml", "<sst><si><t>shared</t></si></sst>".to_owned()),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, text) in files {
        zip.start_file(name, stored)?;
        zip.write_all(text.as_bytes())?;
    }
    zip.start_file("xl/worksheets/sheet1.xml", stored)?;
    zip.write_all(&[head.as_bytes(), sheet, b"</sheetData></worksheet>"].concat())?;
    Ok(zip.finish()?.into_inner())
}
