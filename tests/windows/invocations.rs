//! What is asked of both programs: a table, and what a few of them read.

use std::path::{Path, PathBuf};

use footbridge_tests::data;

/// One call of the command line: its arguments, and what it is given on standard input.
pub(crate) struct Invocation {
    pub(crate) arguments: Vec<String>,
    pub(crate) input: &'static str,
}

const VENDORS: &[&str] = &["secure-practice", "keepnet", "safe", "jericho", "other"];

/// How a preview can be printed.
const FORMS: &[&[&str]] = &[
    &["--format", "table"],
    &["--format", "csv"],
    &["--format", "csv", "--exact"],
    &["--format", "ndjson"],
    &["--json"],
    &["--summary"],
    &["--summary", "--json"],
    &["--tree"],
    &["--tree", "--format", "csv"],
];

const EXPORTS: &[&str] =
    &["entra-download-users.csv", "get-mguser.csv", "graph-users.json", "graph-users.ndjson"];

/// Exports as other tools and systems write them: UTF-16, Windows-1252, a workbook.
const OTHER_EXPORTS: &[&str] = &[
    "exports/03-m365-admin-center-de.csv",
    "exports/04-get-mguser-export-csv.csv",
    "exports/07-script-labels.csv",
    "exports/10-excel-sep-brace-lists.csv",
    "exports/17-get-mguser-convertto-json-utf16.json",
    "exports/21-xlsx-title-rows-second-sheet.xlsx",
];

const SCHEMAS: &[&str] = &[
    "entra-schema.json",
    "exports/schema-default-microsoft-entra-id.json",
    "exports/schema-matching-two-sources.json",
    "exports/schema-utf16.json",
    "exports/schema-convertto-json-depth2.json",
];

/// Expressions, right and wrong, in ASCII and beyond.
const EXPRESSIONS: &[&str] = &[
    r#"Join(" ", [givenName], [surname])"#,
    "[surname]",
    r#"ToUpper([surname], "nb-NO")"#,
    r#"Append([givenName], " – æøå 🌉")"#,
    r#"Replace([userPrincipalName], "@", , , "-at-", , )"#,
    r#"Switch([IsSoftDeleted], , "False", "True", "True", "False")"#,
    r#"Mid([surname], 1, 2)"#,
    r#"NormalizeDiacritics([surname])"#,
    r#"Join(" ", [givenName]"#,
    "Nothing([surname])",
    "",
];

const PERSON: &str =
    r#"{"givenName":"Åse","surname":"Bjørnstad","userPrincipalName":"åse@exåmple.no"}"#;

const CASES: &str = "{\"expression\":\"[surname]\",\"attributes\":{\"surname\":\"Å\"},\"expect\":\"Å\"}\r\n\
    {\"expression\":\"[surname]\",\"attributes\":{\"surname\":\"Å\"},\"expect\":\"A\"}\r\n\
    not JSON\r\n";

/// A key and a secret that belong to nobody.
const KEY_AND_SECRET: &[&str] =
    &["key-4711\nsecret-0815\n", "key-4711\r\nsecret-0815\r\n", "\n", ""];

/// Returns every call. `folder` holds the files of [`write_files`].
pub(crate) fn all(folder: &Path) -> Vec<Invocation> {
    let mut all = Vec::new();
    let mut add = |arguments: &[&str], input| {
        let arguments = arguments.iter().map(|word| (*word).to_owned()).collect();
        all.push(Invocation { arguments, input });
    };
    let path = |path: PathBuf| path.display().to_string();

    for arguments in [
        &["--version"][..],
        &["vendors"],
        &["vendors", "--json"],
        &["practice", "--faults"],
        &["practice", "--faults", "--json"],
        &["no-such-task"],
        &["preview"],
        &["preview", "--users", "no-such-file.csv", "--vendor", "safe"],
        &["prove", "--url", "https://scim.example.com/v2"],
        &["prove", "--url", "https://scim.example.com/v2", "--json"],
        &["prove", "--url", "not a URL"],
    ] {
        add(arguments, "");
    }
    for expression in EXPRESSIONS {
        add(&["eval", expression, "--attributes", "-"], PERSON);
        add(&["eval", "--explain", expression, "--attributes", "-"], PERSON);
        let person = path(folder.join("person Åse.json"));
        add(&["eval", expression, "--attributes", &person], "");
        add(&["eval", expression, "--attributes", &person, "--json"], "");
    }
    add(&["eval", "--batch", &path(folder.join("cases.ndjson"))], "");
    add(&["eval", "--batch", "-"], CASES);

    for vendor in VENDORS {
        let users = path(data("entra-download-users.csv"));
        for form in FORMS {
            add(&[&["preview", "--users", &users, "--vendor", vendor][..], form].concat(), "");
        }
        for input in KEY_AND_SECRET {
            add(&["token", "--vendor", vendor, "--stdin"], input);
        }
    }
    for export in EXPORTS.iter().skip(1) {
        for form in FORMS {
            let users = path(data(export));
            add(&[&["preview", "--users", &users, "--vendor", "keepnet"][..], form].concat(), "");
        }
    }
    for export in OTHER_EXPORTS {
        let users = path(data(export));
        add(&["preview", "--users", &users, "--vendor", "safe"], "");
        add(&["preview", "--users", &users, "--vendor", "safe", "--summary"], "");
    }
    for schema in SCHEMAS {
        let (users, schema) = (path(data("graph-users.json")), path(data(schema)));
        add(&["preview", "--users", &users, "--schema", &schema, "--summary"], "");
    }
    let blanks = path(folder.join("Åse sine brukere.csv"));
    add(&["preview", "--users", &blanks, "--vendor", "safe", "--tree"], "");
    add(
        &["preview", "--users", "-", "--vendor", "safe"],
        "userPrincipalName\r\nåse@exåmple.no\r\n",
    );
    let empty = path(folder.join("empty.csv"));
    add(&["preview", "--users", &empty, "--vendor", "safe"], "");
    all
}

/// Writes the files that some calls read.
pub(crate) fn write_files(folder: &Path) {
    let write = |name: &str, text: &[u8]| {
        std::fs::write(folder.join(name), text).expect("the folder can be written to");
    };
    write("person Åse.json", PERSON.as_bytes());
    write("cases.ndjson", CASES.as_bytes());
    write("empty.csv", b"");
    let users = std::fs::read(data("entra-download-users.csv")).expect("it is there");
    write("Åse sine brukere.csv", &users);
}
