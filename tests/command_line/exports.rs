//! Exports as real tools write them, of four invented people: one complete, one normal, one disabled and
//! one guest. What is right of each was found by hand.

use footbridge_tests::data;

use crate::{exit, json, out, run, words};

/// A file, its first lines, values by target as filled and empty, remarks, and codes that would be wrong.
type Case<'a> = (&'a str, &'a str, &'a [(&'a str, u64, u64)], &'a [&'a str], &'a [&'a str]);

const MAIL: &str = "emails[type eq \"work\"].value";
const PHONE: &str = "phoneNumbers[type eq \"work\"].value";
const MANAGER: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager";

#[test]
fn each_export_gives_the_right_people_values_and_remarks() {
    let three = "4 users\n3 accounts would be created\n";
    let cases: [Case<'_>; 6] = [
        (
            "03-m365-admin-center-de.csv",
            three,
            &[("userName", 4, 0), ("active", 4, 0), ("title", 3, 1), (MAIL, 0, 0), (PHONE, 2, 2)],
            &["directory.cannot_be_checked", "user.disabled", "user.guest"],
            &["required.empty", "value.default", "directory.duplicate_column"],
        ),
        (
            "04-get-mguser-export-csv.csv",
            "4 users\nat most 4 accounts would be created\n",
            &[("userName", 4, 0), ("active", 0, 0), (PHONE, 0, 0), (MANAGER, 0, 0), (MAIL, 3, 1)],
            &["directory.cannot_be_checked", "$_.Manager.Id", "$_.BusinessPhones[0]"],
            &["value.default", "required.empty", "user.disabled", "MailboxSettings"],
        ),
        (
            "07-script-labels.csv",
            three,
            &[("active", 4, 0), (MAIL, 3, 1), (PHONE, 2, 2), (MANAGER, 0, 0)],
            &["user.disabled", "user.guest"],
            &["directory.unreadable_boolean"],
        ),
        (
            "10-excel-sep-brace-lists.csv",
            three,
            &[("active", 4, 0), (MAIL, 3, 1), (PHONE, 2, 2)],
            &["directory.windows_1252", "user.disabled"],
            &["directory.unreadable_boolean"],
        ),
        (
            "17-get-mguser-convertto-json-utf16.json",
            three,
            &[("active", 4, 0), (MAIL, 3, 1), (PHONE, 2, 2), (MANAGER, 2, 2)],
            &["user.disabled", "user.guest"],
            &["directory.cannot_be_checked", "directory.duplicate_column"],
        ),
        (
            "21-xlsx-title-rows-second-sheet.xlsx",
            "1 user\n1 account would be created\n",
            &[("userName", 1, 0), ("active", 1, 0), ("displayName", 1, 0)],
            &["directory.sheet_chosen", "directory.title_rows"],
            &["directory.no_known_columns"],
        ),
    ];
    let schema = data("exports/schema-default-microsoft-entra-id.json");
    let schema = schema.to_str().expect("a path of letters");
    for (file, first, targets, remarks, wrong) in cases {
        let users = data(&format!("exports/{file}"));
        let users = users.to_str().expect("a path of letters");
        let base = ["preview", "--users", users, "--schema", schema, "--summary"];
        let output = run(&base);
        let told = words(&output);
        assert_eq!(exit(&output), 0, "{file}: {told}");
        assert!(out(&output).starts_with(first), "{file}: {}", out(&output));
        assert!(!told.contains("••••"), "{file}: the name of a file is no secret: {told}");
        for remark in remarks {
            assert!(told.contains(remark), "{file}: {remark} in {told}");
        }
        for code in wrong {
            assert!(!told.contains(code), "{file}: no {code} in {told}");
        }
        let summary = json(&run(&[&base[..], &["--json"]].concat()));
        let counted = summary["targets"].as_array().expect("a list");
        for (target, filled, empty) in targets {
            let found = counted.iter().find(|it| it["target"] == *target).expect("it is mapped");
            let counts = [&found["filled"], &found["empty"]].map(serde_json::Value::as_u64);
            assert_eq!(counts, [Some(*filled), Some(*empty)], "{file}: {target}");
        }
    }
    let log = data("exports/12-provisioning-logs.json");
    let log = log.to_str().expect("a path of letters");
    let output = run(&["preview", "--users", log, "--schema", schema, "--summary"]);
    assert_eq!((exit(&output), out(&output).as_str()), (2, ""), "a log is no list of people");
    assert!(words(&output).contains("[directory.provisioning_log]"), "{}", words(&output));
}
