//! `footbridge preview`.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Output;

use footbridge_tests::data;
use serde_json::Value;

use crate::{exit, json, ndjson, out, run, words};

fn preview(vendor: &str, file: &str, arguments: &[&str]) -> Output {
    let users = data(file);
    let users = users.to_str().expect("a path of letters");
    let output = run(&[&["preview", "--users", users, "--vendor", vendor], arguments].concat());
    assert_eq!(exit(&output), 0, "{vendor} {file}: {}", words(&output));
    output
}

#[test]
fn secure_practice_gets_what_an_admin_computes_by_hand() {
    let users =
        ndjson(&preview("secure-practice", "entra-download-users.csv", &["--format", "ndjson"]));
    assert_eq!(users.len(), 12, "twelve people are in the file");
    let enterprise =
        |name: &str| format!("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:{name}");
    let astrid = &users[0];
    assert_eq!(astrid["row"], 1, "counted from 1");
    assert_eq!(astrid["user"], "astrid.nygard@fjordkraft.example", "as the directory has it");
    for (target, value) in [
        ("userName", "astrid.nygard@fjordkraft.example"),
        ("active", "True"),
        ("displayName", "Astrid Nygård"),
        ("title", "Chief Executive Officer"),
        ("emails[type eq \"work\"].value", "astrid.nygard@fjordkraft.example"),
        ("name.formatted", "Astrid Nygård"),
        ("addresses[type eq \"work\"].streetAddress", "Kongens gate 8, 2. etasje"),
        ("phoneNumbers[type eq \"mobile\"].value", "+47 900 02 010"),
        (&enterprise("organization"), "Fjordkraft AS"),
        (&enterprise("department"), "Fjordkraft > Management > Executive Office"),
    ] {
        assert_eq!(astrid["targets"][target], value, "{target}");
    }
    let eva = &users[4]["targets"];
    assert!(eva.get("emails[type eq \"work\"].value").is_none(), "an empty value is not sent");
    assert_eq!(users[9]["targets"]["active"], "False", "Jens is disabled");
    let lena = &users[11]["targets"];
    assert!(lena.get(enterprise("department")).is_none(), "Lena has no department");
}

#[test]
fn safe_gets_its_six_targets_and_no_more() {
    for file in ["entra-download-users.csv", "get-mguser.csv"] {
        for user in ndjson(&preview("safe", file, &["--format", "ndjson"])) {
            let sent: BTreeSet<&str> = user["targets"]
                .as_object()
                .into_iter()
                .flatten()
                .map(|(name, _)| &**name)
                .collect();
            let wanted = BTreeSet::from([
                "userName",
                "active",
                "emails[type eq \"work\"].value",
                "addresses[type eq \"work\"].country",
                "title",
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
            ]);
            assert!(sent.is_subset(&wanted), "{file}: {sent:?}");
        }
    }
}

#[test]
fn the_other_vendors_get_theirs() {
    let keepnet = ndjson(&preview("keepnet", "entra-download-users.csv", &["--format", "ndjson"]));
    assert_eq!(keepnet[2]["targets"]["timezone"], "FR", "Camille's usage location");
    assert_eq!(
        keepnet[2]["targets"]["addresses[type eq \"work\"].country"], "France",
        "the country that groups are made of"
    );
    let jericho = ndjson(&preview("jericho", "entra-download-users.csv", &["--format", "ndjson"]));
    assert_eq!(
        jericho[11]["targets"]["userName"], "lena.frost@partner.example",
        "mail, not the user principal name"
    );
    assert!(jericho[4]["targets"].get("userName").is_none(), "Eva has no mail");
    assert!(
        jericho[4]["findings"].as_array().is_some_and(|codes| !codes.is_empty()),
        "and that is told"
    );
}

#[test]
fn a_schema_from_entra_is_previewed() {
    let (users, schema) = (data("entra-download-users.csv"), data("entra-schema.json"));
    let path = |path: &Path| path.to_str().expect("a path of letters").to_owned();
    let (users, schema) = (path(&users), path(&schema));
    let output = run(&["preview", "--users", &users, "--schema", &schema, "--format", "ndjson"]);
    assert_eq!(exit(&output), 0, "{}", words(&output));
    let people = ndjson(&output);
    assert_eq!(people.len(), 11, "the scoping filter leaves out Lena, who has no department");
    assert_eq!(
        people[0]["targets"],
        serde_json::json!({
            "userName": "astrid.nygard@fjordkraft.example",
            "active": "True",
            "emails[type eq \"work\"].value": "astrid.nygard@fjordkraft.example",
            "externalId": "db5b5fab-8f4d-4e27-9da1-494c73cf256d",
            "userType": "Employee \"A\"",
            "emails[type eq \"work\"].primary": "True",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department":
                "Fjordkraft > Management > Executive Office",
        }),
        "what the schema maps, and nothing of any vendor's profile"
    );
    let told = words(&output);
    for code in ["schema.scoped", "schema.actions_off"] {
        assert!(told.contains(code), "{code} is told: {told}");
    }

    let broken = run(&["preview", "--users", &users, "--schema", &users]);
    assert_eq!(exit(&broken), 2, "a CSV file is no schema");
    assert!(words(&broken).contains("entra-download-users.csv, line 1"), "{}", words(&broken));
    assert!(words(&broken).contains("schema.not_json"), "{}", words(&broken));
}

#[test]
fn only_assigned_people_are_previewed_and_columns_can_be_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let (users, assigned) = (folder.path().join("u.csv"), folder.path().join("assigned.txt"));
    std::fs::write(
        &users,
        "Login;E-post;department;accountEnabled\na@n.example;a@n.example;Salg;True\n\
         b@n.example;;Salg;False\nc@n.example;c@n.example;IT;True\n",
    )
    .expect("the export is written");
    std::fs::write(&assigned, "B@n.example\nc@n.example\nx@n.example\n").expect("and the list");
    let [users, assigned] = [&users, &assigned].map(|it| it.to_str().expect("a path of letters"));
    let columns = ["--column", "Login=userPrincipalName", "--column", "E-post=mail"];
    let base = ["preview", "--users", users, "--vendor", "keepnet", "--summary", "--json"];
    type Case<'a> = (&'a [&'a str], [u64; 4], &'a str);
    let cases: [Case<'_>; 3] = [
        (&[], [3, 2, 2, 0], "everybody"),
        (&["--assigned", assigned], [2, 1, 2, 1], "a list, one of whom is not in the export"),
        (&["--assigned-by", "department=salg"], [2, 1, 2, 0], "a value"),
    ];
    for (scope, [people, in_scope, everybody, not_found], why) in cases {
        let output = run(&[&base[..], &columns, scope].concat());
        assert_eq!(exit(&output), 0, "{why}: {}", words(&output));
        let summary = json(&output);
        assert_eq!(summary["users"], people, "{why}");
        let licences = &summary["licences"];
        assert_eq!(
            [&licences["inScope"], &licences["everybody"], &licences["notFound"]],
            [in_scope, everybody, not_found],
            "{why}: {licences}"
        );
    }
    let twice = run(&[&base[..], &columns, &["--users", users]].concat());
    assert_eq!(json(&twice)["users"], 3, "the same export twice: {}", words(&twice));
    let lines = ["preview", "--users", users, "--users", users, "--vendor", "keepnet"];
    let lines = run(&[&lines[..], &columns, &["--format", "ndjson"]].concat());
    assert_eq!(ndjson(&lines).len(), 3, "and a line a person: {}", words(&lines));
    let slip = run(&[&base[..], &["--column", "E-post=maill"]].concat());
    let told = words(&slip);
    assert!(told.contains("[source.attribute_unknown]\n  - Write mail\n"), "{told}");
    for wrong in [["--column", "mail"], ["--assigned-by", "Sales"]] {
        assert_eq!(exit(&run(&[&base[..], &wrong].concat())), 2, "wrong usage: {wrong:?}");
    }
}

#[test]
fn the_tree_counts_everybody_once() {
    let tree = json(&preview("secure-practice", "entra-download-users.csv", &["--tree", "--json"]));
    assert_eq!(tree["levels"], serde_json::json!(["organization", "department"]), "as mapped");
    assert_eq!(tree["root"]["count"], 12, "everybody");
    let children: Vec<&Value> = tree["root"]["children"].as_array().into_iter().flatten().collect();
    let fjordkraft = children.iter().find(|node| node["name"] == "Fjordkraft AS");
    assert_eq!(fjordkraft.map(|node| &node["count"]), Some(&Value::from(7)), "seven by hand");
    let sum: u64 = children.iter().filter_map(|node| node["count"].as_u64()).sum();
    assert_eq!(sum, 12, "each person is in one branch");
}

#[test]
fn the_summary_counts() {
    let summary =
        json(&preview("secure-practice", "entra-download-users.csv", &["--summary", "--json"]));
    assert_eq!(summary["users"], 12, "everybody");
    let target = |name: &str| {
        let targets = summary["targets"].as_array().into_iter().flatten();
        targets.clone().find(|target| target["target"] == name).cloned().unwrap_or_default()
    };
    let mail = target("emails[type eq \"work\"].value");
    assert_eq!((&mail["filled"], &mail["empty"]), (&11.into(), &1.into()), "Eva has no mail");
    assert_eq!(target("active")["distinct"], 2, "True and False");
    assert_eq!(target("addresses[type eq \"work\"].locality")["distinct"], 5, "five towns");
}

#[test]
fn the_summary_says_what_to_do() {
    let output = preview("keepnet", "entra-download-users.csv", &["--summary"]);
    let (counts, said) = (out(&output), words(&output));
    assert!(counts.starts_with("12 users\n11 accounts would be created\n"), "{counts}");
    let row = counts.lines().find(|line| line.starts_with("timezone")).unwrap_or_default();
    let numbers: Vec<&str> = row.split_whitespace().skip(1).collect();
    assert_eq!(numbers, ["12", "0", "5"], "filled, empty, distinct: {row}");
    let lacking = |target: &str| {
        let row = counts.lines().find(|line| line.starts_with(target)).unwrap_or_default();
        row.split_once("not exported: ").map(|(_, names)| names.to_owned())
    };
    assert_eq!(lacking("preferredLanguage").as_deref(), Some("preferredLanguage"), "{counts}");
    assert_eq!(lacking("phoneNumbers[type eq \"mobile\"]"), None, "some have one");
    assert_eq!(lacking("active"), None, "what Entra derives is there");
    assert!(said.contains("[required.empty]"), "what was found: {said}");
    assert!(said.contains("| eva.novak@fjordkraft.example"), "for whom: {said}");
    assert!(said.contains("- The attribute is empty for them."), "and what to do: {said}");
}

#[test]
fn a_csv_for_a_spreadsheet_holds_no_formula() {
    let folder = tempfile::tempdir().expect("a folder");
    let users = folder.path().join("users.csv");
    std::fs::write(&users, "userPrincipalName,displayName\na@b.example,=3+1\n").expect("written");
    let users = users.to_str().expect("a path");
    let output = run(&["preview", "--users", users, "--vendor", "other", "--format", "csv"]);
    assert!(out(&output).contains("\"'=3+1\""), "{}", out(&output));
}

#[test]
fn a_file_that_names_nobody_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("users.csv");
    for (text, code, words_of, reason) in [
        ("Login;Navn\na;Anna\n", "directory.nobody_named", "Login, Navn", "which column it is"),
        ("displayName,jobTitle\nAnna,x\n", "directory.nobody_named", "displayName", "no names"),
        ("Mail : a\nId   : 1\n", "directory.format_list", "Export-Csv", "Format-List"),
        (
            "{\"synchronizationRules\":[],\"id\":\"x\"}",
            "directory.schema_json",
            "schema",
            "a schema",
        ),
    ] {
        std::fs::write(&file, text).expect("written");
        let users = file.to_str().expect("a path of letters");
        for form in [&["--summary"][..], &["--format", "ndjson"], &["--tree"]] {
            let output = run(&[&["preview", "--users", users, "--vendor", "safe"], form].concat());
            let told = words(&output);
            assert_eq!(exit(&output), 2, "{reason}: {told}");
            assert_eq!(out(&output), "", "nothing is printed, {reason}");
            assert!(told.contains(code) && told.contains(words_of), "{reason}: {told}");
        }
    }
}

#[test]
fn what_was_not_read_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("users.csv");
    std::fs::write(
        &file,
        "User principal name,Work e-mail,Gesperrt,BusinessPhones,Manager\n\
         a@n.example,a@n.example,ja,System.String[],Microsoft.Graph.PowerShell.Models.MicrosoftGraphDirectoryObject\n\
         b@n.example,,nein,System.String[],Microsoft.Graph.PowerShell.Models.MicrosoftGraphDirectoryObject\n",
    )
    .expect("written");
    let users = file.to_str().expect("a path of letters");
    let schema = data("entra-schema.json");
    let schema = schema.to_str().expect("a path of letters");
    let base = ["preview", "--users", users, "--schema", schema, "--summary"];
    let output = run(&base);
    let (counts, told) = (out(&output), words(&output));
    assert!(counts.contains("at most 2 accounts would be created"), "{counts}");
    for said in [
        "[directory.columns_not_used]",
        "No mapping reads Work e-mail, Gesperrt.",
        "Work e-mail=mail",
        "Gesperrt=!accountEnabled",
        "--column 'Work e-mail=mail'",
        "[directory.cannot_be_checked]",
        "Not exported: accountEnabled",
    ] {
        assert!(told.contains(said), "{said}: {told}");
    }
    assert!(!told.contains("[directory.type_names]"), "no mapping reads those: {told}");
    let summary = json(&run(&[&base[..], &["--json"]].concat()));
    assert_eq!(
        summary["unusedColumns"],
        serde_json::json!([
            {"header": "Work e-mail", "proposal": "mail"},
            {"header": "Gesperrt", "proposal": "!accountEnabled"}
        ])
    );
    let unchecked = summary["notExported"].as_array().expect("a list");
    assert!(unchecked.contains(&"accountEnabled".into()), "{unchecked:?}");

    let columns = ["--column", "Gesperrt=!accountEnabled", "--column", "Work e-mail=mail"];
    let output = run(&[&base[..], &columns].concat());
    // The schema's filter asks for the department, which was not exported.
    assert!(out(&output).contains("\nat most 1 account would be created"), "{}", out(&output));
    assert!(!words(&output).contains("columns_not_used"), "{}", words(&output));
    let wrong = run(&[&base[..], &["--column", "Work e-mail=!mail"]].concat());
    assert_eq!(exit(&wrong), 2, "a text has no opposite: {}", words(&wrong));

    let vendor = ["preview", "--users", users, "--vendor", "secure-practice", "--summary"];
    let told = words(&run(&vendor));
    assert!(told.contains("$_.BusinessPhones[0]") || told.contains("$_.Manager.Id"), "{told}");
}

#[test]
fn a_field_that_holds_a_whole_chain_is_said_with_an_expression_a_level() {
    let folder = tempfile::tempdir().expect("a folder");
    let (file, other) = (folder.path().join("users.csv"), folder.path().join("more.csv"));
    std::fs::write(&other, "userPrincipalName,mail\nz@n.example,z@n.example\n").expect("written");
    let path = |path: &Path| path.to_str().expect("a path of letters").to_owned();
    let (users, other) = (path(&file), path(&other));
    for (column, values, vendor, levels, reason) in [
        (
            "department",
            ["Sales > North > Alpha", "Sales > North > Beta", "Sales > South > Alpha", ""],
            "secure-practice",
            &["Sales", "North", "Alpha"][..],
            "three levels",
        ),
        (
            "Abteilung",
            ["Sales|North", "Sales|South", "IT|Web", "IT"],
            "secure-practice",
            &["Sales", "North"],
            "two levels, without blanks, under a German heading",
        ),
        (
            "companyName",
            ["Nord\\Sales\\A", "Nord\\Sales\\B", "Nord\\IT\\A", "Nord\\IT\\B"],
            "keepnet",
            &["Nord", "Sales", "A"],
            "another field",
        ),
        (
            "extensionAttribute7",
            ["A / B", "A / C", "A / D", "A / E"],
            "secure-practice",
            &["A", "B"],
            "a field that is not mapped",
        ),
        ("department", ["Sales", "IT", "R&D", ""], "secure-practice", &[], "no chain"),
        ("department", ["A > B", "A > C", "B > C", ""], "safe", &[], "a vendor with one level"),
    ] {
        let row = |(place, value): (usize, &&str)| format!("u{place}@n.example,{value}\n");
        let rows: String = values.iter().enumerate().map(row).collect();
        std::fs::write(&file, format!("userPrincipalName,{column}\n{rows}")).expect("written");
        let base = ["preview", "--users", &users, "--vendor", vendor];
        let summary = json(&run(&[&base[..], &["--summary", "--json"]].concat()));
        if levels.is_empty() {
            assert!(summary["levels"].is_null(), "{reason}: {}", summary["levels"]);
        }
        for form in [&["--summary"][..], &["--tree"], &["--tree", "--users", &other]] {
            let told = words(&run(&[&base[..], form].concat()));
            assert_eq!(told.contains("[levels.chain]"), !levels.is_empty(), "{reason}: {told}");
            for proposal in summary["levels"]["proposals"].as_array().into_iter().flatten() {
                let expression = proposal["expression"].as_str().expect("a text");
                let target = proposal["target"].as_str().expect("a text");
                assert!(told.contains(&format!("| {target}: {expression}")), "{reason}: {told}");
            }
        }
        let proposals = summary["levels"]["proposals"].as_array().cloned().unwrap_or_default();
        assert_eq!(proposals.len(), levels.len(), "{reason}: {summary}");
        let attribute = summary["levels"]["attribute"].as_str().unwrap_or_default();
        let person = folder.path().join("person.json");
        std::fs::write(&person, serde_json::json!({attribute: values[0]}).to_string())
            .expect("written");
        for (proposal, level) in proposals.iter().zip(levels) {
            let expression = proposal["expression"].as_str().expect("a text");
            let output = run(&["eval", expression, "--attributes", &path(&person)]);
            assert_eq!(out(&output).trim_end(), *level, "{reason}: {expression}");
        }
    }
}

#[test]
fn account_of_unknown_state_makes_the_count_the_most_and_says_why() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("users.csv");
    std::fs::write(&file, "userPrincipalName,accountEnabled\na@n.example,True\nb@n.example,\n")
        .expect("written");
    let users = file.to_str().expect("a path of letters");
    let output = run(&["preview", "--users", users, "--vendor", "keepnet", "--summary"]);
    let told = "2 users\nat most 2 accounts would be created\n\
                accountEnabled says nothing of 1 account; who is disabled is not created\n";
    assert!(out(&output).starts_with(told), "{}", out(&output));
}
