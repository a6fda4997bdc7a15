//! Each trap of a real export as one file with what is said of it.

use std::ops::ControlFlow;

use footbridge_directory::{DirectoryError, open, read};
use footbridge_finding::{Explain, Language, Severity};

use crate::support::{column, findings, load};

#[test]
fn lines_before_the_header() {
    for (text, reason) in [
        (
            "#TYPE Microsoft.Graph.PowerShell.Models.MicrosoftGraphUser\r\n\"mail\",\"city\"\r\n\"a\",\"b\"\r\n",
            "PowerShell 5.1",
        ),
        ("sep=;\r\nmail;city\r\na;b\r\n", "Excel's hint"),
        ("\"sep=,\"\nmail,city\na,b\n", "the hint in quotes"),
        ("\n\n mail , City \na,b\n", "blank lines, blanks and capitals in the header"),
        ("sep=\t\nmail\tcity\na\tb\n", "a tab"),
    ] {
        let (directory, summary) = load(text.as_bytes()).unwrap();
        assert_eq!(column(&directory, "mail"), ["a"], "{reason}");
        assert_eq!(column(&directory, "city"), ["b"], "{reason}");
        assert_eq!(summary.skipped, 0, "{reason}");
    }
}

#[test]
fn each_row_that_is_left_out_can_be_listed() {
    for (text, expected, reason) in [
        (
            "mail,city,state\na,b,c\nd,e\n,,\ng,h,i,j\nk,\"l\"m,n\no,\"p,q\n",
            &[
                (Some(3), "Too few values: 2 of 3 columns"),
                (Some(4), "No value in any column"),
                (Some(5), "Too many values: 4 of 3 columns"),
                (Some(6), "Text follows a closing quotation mark"),
                (Some(7), "A quotation mark opens a value and none ends it"),
            ][..],
            "a table",
        ),
        (
            "{\"mail\":\"a\"}\n{\"mail\":\"b\"}\n7\n{\"mail\":}\n{}\n",
            &[
                (Some(3), "Something other than a user"),
                (Some(4), "Broken JSON: expected value at line 1 column 9"),
                (Some(5), "No value in any column"),
            ],
            "an object a line",
        ),
        ("[{\"mail\":\"a\"},7]", &[(None, "Something other than a user")], "a document"),
    ] {
        let (directory, summary) = load(text.as_bytes()).unwrap();
        let rows = directory.skipped_rows(&Language::ENGLISH);
        let rows: Vec<_> = rows.iter().map(|row| (row.line, row.reason.as_str())).collect();
        assert_eq!(rows, expected, "{reason}");
        assert_eq!(summary.skipped as usize, rows.len(), "{reason}, and counted");
    }
}

#[test]
fn broken_rows_are_reported_and_the_rest_goes_on() {
    type Case<'a> = (&'a str, &'a [&'a str], &'a [(&'a str, Option<u32>)], &'a str);
    let cases: &[Case<'_>] = &[
        ("a,b,c\nd,e\nf,g,h\n", &["a", "f"], &[("directory.row_short", Some(3))], "a short row"),
        ("a,b,c\nd,e,f,g\nh,i,j\n", &["a", "h"], &[("directory.row_long", Some(3))], "a long row"),
        ("a,b,c,,\nd,e,f,,\n", &["a", "d"], &[], "empty columns at the right, as Excel makes them"),
        ("a,b,c\n\n\nd,e,f\n", &["a", "d"], &[], "blank lines"),
        ("a,b,c\n,,\nd,e,f\n", &["a", "d"], &[("directory.row_empty", Some(3))], "an empty row"),
        (
            "a,b,c\n\"\"\nd,e,f\n",
            &["a", "d"],
            &[("directory.row_empty", Some(3))],
            "a row of one empty value is a row",
        ),
        (
            "a,b,c\nd,\"e,f\ng,h,i\nj,\"k\",l\n",
            &["a", "g", "j"],
            &[("directory.row_text_after_quote", Some(3))],
            "a quote that closes at the next quoted value",
        ),
        (
            "a,\"b\nb\",c\nd,e,\"f\ng,h,i\n",
            &["a", "g"],
            &[("directory.row_unclosed_quote", Some(4))],
            "a quote that never closes; lines inside quotes count",
        ),
        (
            "a,b\nc\nd\ne\nf\ng\nh\ni,j,k\n",
            &["i"],
            &[("directory.row_short", Some(2))],
            "many rows of one kind are one finding",
        ),
    ];
    for (rows, expected, said, reason) in cases {
        let (directory, summary) = load(format!("mail,city,state\n{rows}").as_bytes()).unwrap();
        assert_eq!(column(&directory, "mail"), *expected, "{reason}");
        let rows: Vec<_> = findings(&summary)
            .into_iter()
            .filter(|(code, _)| code.starts_with("directory.row"))
            .collect();
        assert_eq!(rows, *said, "{reason}");
    }
}

#[test]
fn the_words_name_lines_and_counts() {
    let (_, summary) = load(b"mail,city,userPrincipalName\na\nb\nc,d,e\nf\ng\nh\ni\nj\n").unwrap();
    let finding = &summary.findings[0];
    assert_eq!(finding.title, "7 rows too short", "how many");
    assert_eq!(
        finding.explanation,
        "Left out: lines 2, 3, 5, 6, 7 and 2 more. The first has 1 of 3 columns, and \
         which value belongs where cannot be said.",
        "which, and why"
    );
    assert_eq!((summary.users, summary.skipped), (1, 7), "counts add up");
}

#[test]
fn suspicious_values() {
    let (_, summary) =
        load(b"userPrincipalName,displayName,city\na,Bj?rn,Oslo?\nb,Ann,Troms?y\n").unwrap();
    let finding = &summary.findings[0];
    assert_eq!(finding.code, "directory.lost_letters", "made by PowerShell 5.1");
    assert!(finding.explanation.contains("of 2 users,"), "{}", finding.explanation);
    let (_, summary) =
        load("userPrincipalName,displayName,city\na,Bj?rn,Tromsø\n".as_bytes()).unwrap();
    assert_eq!(findings(&summary), [], "where ø survived, a question mark is just one");

    let (directory, summary) =
        load(b"userPrincipalName,businessPhones,department\na,System.String[],\n").unwrap();
    assert_eq!(column(&directory, "telephoneNumber"), ["absent"], "a type name is no value");
    assert_eq!(
        findings(&summary),
        [("directory.lists_lost", None), ("directory.column_empty", None)],
        "both are said"
    );
    assert!(summary.findings[1].title.contains("department"), "which column");
    assert!(!summary.findings[1].title.contains("businessPhones"), "that one was exported");

    let (directory, summary) =
        load(b"userPrincipalName,id,objectId,accountEnabled\na,1,2,perhaps\n").unwrap();
    assert_eq!(column(&directory, "objectId"), ["1"], "the first of two columns counts");
    assert_eq!(
        findings(&summary),
        [("directory.duplicate_column", None), ("directory.unreadable_boolean", None)],
        "both are said"
    );
    assert_eq!(summary.findings[0].severity, Severity::Error, "which one is right is unknown");

    let twice = br#"[{"userPrincipalName":"a","mail":"x","mail":"y"},{"userPrincipalName":"b"}]"#;
    let (directory, summary) = load(twice).unwrap();
    assert_eq!(column(&directory, "mail"), ["x", ""], "the first of two values counts");
    assert_eq!(summary.columns[1].filled, 1, "one user has a value");
    assert_eq!(findings(&summary), [("directory.several_values", None)], "nothing goes unsaid");

    let (directory, summary) = load(b"userPrincipalName,displayName\na,Bj\xF8rn\n").unwrap();
    assert_eq!(column(&directory, "displayName"), ["Bjørn"], "Excel's encoding");
    assert_eq!(summary.findings[0].evidence.as_deref(), Some("Bjørn"), "a name to look at");

    let (_, summary) = load(b"mail,city\na,b\n").unwrap();
    assert_eq!(findings(&summary), [("directory.no_user_principal_name", None)], "no name");
}

#[test]
fn files_without_users() {
    let refused = |bytes: &[u8]| load(bytes).unwrap_err();
    for (bytes, code, reason) in [
        (&b""[..], "directory.empty", "nothing"),
        (b"\xEF\xBB\xBF", "directory.empty", "only a mark"),
        (b" \r\n\r\n", "directory.empty", "only white space"),
        (b"sep=;\n", "directory.empty", "only a hint"),
        (
            b"version:v1.0\nName [displayName] Required,User name [userPrincipalName] Required\n",
            "directory.bulk_template",
            "the bulk template",
        ),
        (b"version:v1.0,,\r\n", "directory.bulk_template", "the bulk template, saved by Excel"),
        (b"<!DOCTYPE html><html>\n", "directory.web_page", "a sign-in page"),
        (b"userPrincipalName~mail\na~b\n", "directory.one_column", "an unknown delimiter"),
        (b"[1,2]", "directory.json_other", "numbers"),
        (b"{\"error\":{\"code\":\"x\"}}", "directory.no_known_columns", "Graph refused"),
        (b"[{\"userPr", "directory.json_broken", "cut in the first user"),
    ] {
        let error = refused(bytes);
        assert_eq!(error.code(), code, "{reason}");
        assert_ne!(error.explain(&Language::ENGLISH).title, code, "{reason} has words");
    }
    for (bytes, reason) in [
        (&b"userPrincipalName,mail\n"[..], "header only"),
        (b"{\"value\":[]}", "an empty page"),
        (b"[]", "an empty array"),
    ] {
        let (directory, summary) = load(bytes).unwrap();
        assert_eq!((directory.users(), summary.users), (0, 0), "{reason}");
        assert_eq!(findings(&summary), [("directory.no_users", None)], "{reason}");
    }
}

#[test]
fn a_list_of_names_is_enough() {
    let (directory, summary) = load(b"userPrincipalName\na@n.example\nb@n.example\n").unwrap();
    assert_eq!(
        column(&directory, "userPrincipalName"),
        ["a@n.example", "b@n.example"],
        "one column"
    );
    assert_eq!(findings(&summary), [], "nothing to say");
}

#[test]
fn the_caller_sees_progress_and_may_stop() {
    let text = format!("mail\n{}", "a@n.example\n".repeat(100_000));
    let mut source = text.as_bytes();
    let mut seen = Vec::new();
    let outcome = read(&mut source, "f", Some(text.len() as u64), &Language::ENGLISH, &mut |at| {
        seen.push(at);
        if seen.len() == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert!(matches!(outcome, Err(DirectoryError::Cancelled)), "it stops");
    assert!(seen.windows(2).all(|pair| pair[0].bytes <= pair[1].bytes), "bytes only grow");
    assert_eq!(seen[2].total, Some(text.len() as u64), "the total is passed on");
    assert!(seen[2].users > 0, "users are counted: {seen:?}");
}

#[test]
fn a_missing_file_is_explained() {
    let error =
        open(std::path::Path::new("no-such-folder/users.csv"), &Language::ENGLISH, &mut |_| {
            ControlFlow::Continue(())
        })
        .unwrap_err();
    assert_eq!(error.code(), "directory.not_found", "its code");
}
