//! What is read takes work that grows with the size of the file and no faster: each kind of file is
//! read at three sizes, and what is looked at is counted.

use std::ops::ControlFlow;

use footbridge_finding::Language;

use crate::column::layout::MOST_COLUMNS;
use crate::error::DirectoryError;
use crate::format::read::read;
use crate::record::summary::DirectorySummary;
use crate::store::directory::Directory;
use crate::work::counted;

/// How much more may be looked at in a file of twice the size.
const MOST: f64 = 2.2;

/// The smallest of the three sizes, in bytes, of a file with much in it and of one with little: a long
/// value must go on through several blocks.
const SMALL: usize = 1 << 18;
const LARGE: usize = 1 << 19;

type Loaded = Result<(Directory, DirectorySummary), DirectoryError>;

fn in_order(text: &str) -> Loaded {
    let mut source = text.as_bytes();
    let total = Some(text.len() as u64);
    read(&mut source, "f", total, &Language::ENGLISH, &mut |_| ControlFlow::Continue(()))
}

const HEADER: &str = "userPrincipalName,department\n";
const USER: &str = r#"{"userPrincipalName":"a"}"#;

fn csv(row: String) -> String {
    format!("{HEADER}{row}\nb,c\n")
}

fn json(value: String) -> String {
    format!(r#"[{USER},{{"userPrincipalName":"b","department":{value}}},{USER}]"#)
}

fn wide(names: impl Iterator<Item = String>, rows: usize) -> String {
    let names: Vec<String> = names.collect();
    let row = format!("a{}\n", ",v".repeat(names.len()));
    format!("userPrincipalName,{}\n{}", names.join(","), row.repeat(rows))
}

fn keys(count: usize, each: impl Fn(usize) -> String) -> String {
    (0..count).map(each).collect::<Vec<_>>().join(",")
}

#[test]
fn work_grows_with_the_file_and_no_faster() {
    type File = fn(usize) -> String;
    let files: &[(&str, usize, File)] = &[
        ("a value of one line", LARGE, |n| csv(format!("a,{}", "x".repeat(n)))),
        ("a value that is never ended", LARGE, |n| format!("{HEADER}a,{}", "x".repeat(n))),
        ("a row of many fields", LARGE, |n| csv(",department".repeat(n / 11))),
        ("a quote that never closes", LARGE, |n| csv(format!("a,\"{}", "x".repeat(n)))),
        ("many quotes that never close", SMALL, |n| csv("a,\"x\n".repeat(n / 5))),
        ("doubled quotes", LARGE, |n| csv(format!("a,\"{}", "\"\"".repeat(n / 2)))),
        ("a row in many lines", LARGE, |n| csv(format!("a,\"{}\"", "department\n".repeat(n / 11)))),
        ("blank lines above the header", SMALL, |n| format!("{}{HEADER}a,b\n", "\n".repeat(n))),
        ("blanks and nothing else", LARGE, |n| " ".repeat(n)),
        ("lines that say the separator", LARGE, |n| {
            format!("{}{HEADER}a,b\n", "sep=,\n".repeat(n / 6))
        }),
        ("a header without end", LARGE, |n| "x".repeat(n)),
        ("a long name in the header", LARGE, |n| format!("mail,{}\na,b\n", "x".repeat(n))),
        ("old line ends", SMALL, |n| csv("a,b\r".repeat(n / 4))),
        ("another encoding", SMALL, |n| csv("a,ø\n".repeat(n / 4))),
        ("many columns", LARGE, |n| wide((0..n / 13).map(|it| format!("column{it:06}")), 2)),
        ("many columns of one name", LARGE, |n| wide((0..n / 5).map(|_| "mail".to_owned()), 2)),
        ("a text of JSON", LARGE, |n| json(format!("\"{}\"", "x".repeat(n)))),
        ("a text of escapes", LARGE, |n| json(format!("\"{}\"", "\\u0041".repeat(n / 6)))),
        ("a list", LARGE, |n| json(format!("[{}]", keys(n / 13, |_| "\"department\"".to_owned())))),
        ("lists in lists", LARGE, |n| json(format!("{}{}", "[".repeat(n / 2), "]".repeat(n / 2)))),
        ("objects in objects", LARGE, |n| {
            json(format!("{}1{}", "{\"a\":".repeat(n / 6), "}".repeat(n / 6)))
        }),
        ("blanks above JSON", LARGE, |n| format!("{}{}", " ".repeat(n), json("1".to_owned()))),
        ("many keys", LARGE, |n| {
            json(format!("1,{}", keys(n / 14, |it| format!("\"key{it:06}\":1"))))
        }),
        ("a key of its own for everybody", SMALL, |n| {
            format!("[{USER},{}]", keys(n / 20, |it| format!("{{\"key{it:09}\":1}}")))
        }),
        ("a long key above others", LARGE, |n| {
            let members = keys(n / 20, |it| format!("\"{it:09}\":1"));
            format!(r#"[{USER},{{"{}":{{{members}}}}}]"#, "x".repeat(n / 2))
        }),
        ("one long line of NDJSON", LARGE, |n| {
            format!("{USER}\n{{\"department\":\"{}\"}}\n{USER}\n", "x".repeat(n))
        }),
        ("a line of NDJSON that is broken", LARGE, |n| {
            format!("{USER}\n{{\"a\":\"{}\n{USER}\n", "x".repeat(n))
        }),
        ("objects end to end", SMALL, |n| USER.repeat(n / USER.len())),
        ("objects of a megabyte", LARGE, |n| {
            let one = format!("{{\"mail\":\"{}\"}}", "x".repeat(1 << 20));
            format!("[{}]", vec![one; n >> 18].join(","))
        }),
    ];
    for (name, size, file) in files {
        let work = [1, 2, 4].map(|times| {
            let text = file(times * size);
            counted(|| drop(in_order(&text))) as f64
        });
        let [one, two, four] = work;
        assert!(two <= one * MOST && four <= two * MOST, "{name}: {work:?}");
    }
}

#[test]
fn names_take_no_more_room_than_the_file() {
    // Each name of a member is that of its parent and its own: together they would take gigabytes.
    let members = keys(50_000, |it| format!("\"{it}\":1"));
    let text = format!(r#"[{{"mail":"a","{}":{{{members}}}}}]"#, "x".repeat(100_000));
    let (_, summary) = in_order(&text).unwrap();
    let room: usize = summary.columns.iter().map(|column| column.header.len()).sum();
    assert!(room < text.len(), "{room} bytes of names in {} bytes", text.len());
    assert!(summary.findings.iter().any(|it| it.code == "directory.columns_not_kept"), "told");
}

#[test]
fn attributes_are_read_behind_any_number_of_columns() {
    let many = MOST_COLUMNS + 10;
    let names = (0..many).map(|it| format!("c{it}")).chain(["mail".into(), "MAIL".into()]);
    let table = wide(names, 1).replace(",v\n", ",m\n").replace(",v,m\n", ",m,n\n");
    let document = format!(
        r#"[{{"userPrincipalName":"a",{},"mail":"m"}}]"#,
        keys(many, |it| format!("\"c{it}\":\"v\""))
    );
    for (text, form) in [(table, "a table"), (document, "a document")] {
        let (directory, summary) = in_order(&text).unwrap();
        let value = |name: &str| directory.text(0, directory.attribute(name)?);
        assert_eq!(value("mail"), Some("m"), "{form}: an attribute of Entra's");
        assert_eq!(value("c0"), Some("v"), "{form}: the first columns");
        assert_eq!(value(&format!("c{}", many - 1)), None, "{form}: the last of the others");
        assert_eq!(summary.columns.len(), MOST_COLUMNS + 1, "{form}: no more are kept");
        let told = |it: &&footbridge_finding::Finding| it.code == "directory.columns_not_kept";
        let told = summary.findings.iter().find(told).unwrap();
        assert!(told.explanation.contains("131,072"), "{form}: {}", told.explanation);
    }
}
