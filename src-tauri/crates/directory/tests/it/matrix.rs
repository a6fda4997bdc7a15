//! One table in every encoding, delimiter, quoting and line end that is read: the same users always.

use std::ops::ControlFlow;

use encoding_rs::WINDOWS_1252;
use footbridge_directory::{Directory, DirectorySummary, open};
use footbridge_finding::Language;

use crate::support::{column, findings, load};

const HEADER: [&str; 4] = ["userPrincipalName", "displayName", "department", "city"];

const TABLE: [[&str; 4]; 5] = [
    ["a@n.example", "Bjørn \"Bear\" Müller", "Sales, North; or\tSouth | West", "Tromsø"],
    ["b@n.example", "Renée日本", "Line one\nline two", ""],
    ["c@n.example", "\"Quoted\"", "日本 Desk", "Orléans"],
    ["d@n.example", "", "Plain", "Zürich"],
    ["e@n.example", "Œuvre €, ž", "\",;\"", "Oslo"],
];

#[derive(Debug, Clone, Copy, PartialEq)]
enum Encoded {
    Ascii,
    Utf8,
    Utf8Mark,
    Utf16Le,
    Utf16LeMark,
    Utf16Be,
    Utf16BeMark,
    Windows1252,
}

const ENCODINGS: [(Encoded, &str); 8] = [
    (Encoded::Ascii, "UTF-8"),
    (Encoded::Utf8, "UTF-8"),
    (Encoded::Utf8Mark, "UTF-8 (BOM)"),
    (Encoded::Utf16Le, "UTF-16 LE"),
    (Encoded::Utf16LeMark, "UTF-16 LE"),
    (Encoded::Utf16Be, "UTF-16 BE"),
    (Encoded::Utf16BeMark, "UTF-16 BE"),
    (Encoded::Windows1252, "Windows-1252"),
];

impl Encoded {
    /// Returns the text without the characters that the encoding does not have.
    fn holds(self, text: &str) -> String {
        let has = |letter: &char| match self {
            Encoded::Ascii => letter.is_ascii(),
            Encoded::Windows1252 => !WINDOWS_1252.encode(&letter.to_string()).2,
            _ => true,
        };
        text.chars().filter(has).collect()
    }

    fn encode(self, text: &str) -> Vec<u8> {
        let marked = format!("\u{FEFF}{text}");
        let utf16 = |text: &str, bytes: fn(u16) -> [u8; 2]| {
            text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>()
        };
        match self {
            Encoded::Ascii | Encoded::Utf8 => text.as_bytes().to_vec(),
            Encoded::Utf8Mark => marked.into_bytes(),
            Encoded::Utf16Le => utf16(text, u16::to_le_bytes),
            Encoded::Utf16LeMark => utf16(&marked, u16::to_le_bytes),
            Encoded::Utf16Be => utf16(text, u16::to_be_bytes),
            Encoded::Utf16BeMark => utf16(&marked, u16::to_be_bytes),
            Encoded::Windows1252 => WINDOWS_1252.encode(text).0.into_owned(),
        }
    }
}

#[derive(Debug, Clone, Copy)]
enum Quoted {
    /// Only what could not be read without: a quote inside a value stands as it is.
    WhereNeeded,
    /// What RFC 4180 wants quoted.
    Minimal,
    All,
}

impl Quoted {
    fn cell(self, text: &str, delimiter: char) -> String {
        let splits = text.contains([delimiter, '\n']);
        let is_quoted = match self {
            Quoted::WhereNeeded => splits || text.starts_with('"'),
            Quoted::Minimal => splits || text.contains('"'),
            Quoted::All => true,
        };
        if is_quoted { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
    }
}

#[test]
fn one_table_in_every_dress_gives_the_same_users() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("users.csv");
    let mut files = 0;
    for (encoding, name) in ENCODINGS {
        let table = TABLE.map(|row| row.map(|cell| encoding.holds(cell)));
        for delimiter in [',', ';', '\t', '|'] {
            for quoted in [Quoted::WhereNeeded, Quoted::Minimal, Quoted::All] {
                for end in ["\r\n", "\n", "\r"] {
                    let line = |row: &[String; 4]| {
                        let cells = row.each_ref().map(|cell| quoted.cell(cell, delimiter));
                        cells.join(&delimiter.to_string()) + end
                    };
                    let text: String =
                        [HEADER.map(str::to_owned)].iter().chain(&table).map(line).collect();
                    let bytes = encoding.encode(&text);
                    let reason = format!("{encoding:?}, {delimiter:?}, {quoted:?}, {end:?}");
                    let check = |(directory, summary): (Directory, DirectorySummary), by: &str| {
                        assert_eq!(
                            (summary.users, summary.skipped, summary.encoding.as_str()),
                            (5, 0, name),
                            "{by}: {reason}"
                        );
                        assert_eq!(
                            summary.delimiter,
                            Some(delimiter.to_string()),
                            "{by}: {reason}"
                        );
                        let noted: &[_] = match encoding {
                            Encoded::Windows1252 => &[("directory.windows_1252", None)],
                            _ => &[],
                        };
                        assert_eq!(findings(&summary), noted, "{by}: {reason}");
                        for (index, attribute) in HEADER.iter().enumerate() {
                            let expected: Vec<&str> =
                                table.iter().map(|row| row[index].as_str()).collect();
                            assert_eq!(column(&directory, attribute), expected, "{by}: {reason}");
                        }
                    };
                    check(load(&bytes).unwrap(), "in order");
                    std::fs::write(&path, &bytes).unwrap();
                    let mut go_on = |_| ControlFlow::Continue(());
                    check(open(&path, &Language::ENGLISH, &mut go_on).unwrap(), "from disk");
                    files += 1;
                }
            }
        }
    }
    assert_eq!(files, 8 * 4 * 3 * 3, "every combination was read");
}
