//! Exports as real tools write them, as the window is told of them: what was not read, what cannot be
//! checked, and which column names the people.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::support::{Program, ok};

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data/exports").join(name)
}

fn answer(program: &Program, file: PathBuf) {
    *program.answers.file.lock().expect("unlocked") = Some(file);
}

/// The program with Entra's default mappings.
fn started() -> Program {
    let program = Program::start();
    ok(program
        .call("choose_vendor", json!({ "id": "secure-practice", "identityProvider": "entra" })));
    answer(&program, data("schema-default-microsoft-entra-id.json"));
    ok(program.call("open_schema", json!({ "intoTable": true, "dropped": false })));
    program
}

/// Writes a file and opens it.
fn open(program: &Program, name: &str, text: &str) -> Result<Value, Value> {
    let path = program.folder().join(name);
    std::fs::write(&path, text).expect("it is written");
    answer(program, path);
    program.call("open_users", json!({}))
}

fn preview(program: &Program) -> Value {
    ok(program.call("preview_directory", json!({ "onProgress": "__CHANNEL__:3" })))
}

fn codes(findings: &Value) -> Vec<&str> {
    findings.as_array().into_iter().flatten().filter_map(|it| it["code"].as_str()).collect()
}

fn names<'v>(list: &'v Value, key: &str) -> Vec<&'v str> {
    list.as_array().into_iter().flatten().filter_map(|it| it[key].as_str()).collect()
}

const MANAGER: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager";

#[test]
fn what_a_file_lacks_is_said_once_and_counted_nowhere() {
    let program = started();
    answer(&program, data("04-get-mguser-export-csv.csv"));
    ok(program.call("open_users", json!({})));
    let told = ok(program.call("file_use", json!({})));
    let absent = names(&told["notExported"], "attribute");
    for attribute in ["accountEnabled", "manager", "telephoneNumber"] {
        assert_eq!(absent.iter().filter(|it| **it == attribute).count(), 1, "{told:#}");
    }
    let manager = told["notExported"].as_array().into_iter().flatten();
    let manager = manager.clone().find(|it| it["attribute"] == "manager").expect("it is absent");
    assert_eq!(manager["targets"], json!([MANAGER]), "with what is made of it");
    assert_eq!(told["cannotBeChecked"]["code"], "directory.cannot_be_checked");
    assert!(!told["cannotBeChecked"].to_string().contains("--column"), "{told:#}");
    let command = told["exportAgain"].as_str().unwrap_or_default();
    for part in ["Get-MgUser -All -Property id,", "@{n='manager';e={$_.Manager.Id}}"] {
        assert!(command.contains(part), "{part} in {command}");
    }
    let findings = codes(&told["findings"]);
    assert!(findings.contains(&"directory.type_names"), "{findings:?}");
    for coarse in ["directory.not_exported", "directory.lists_lost"] {
        assert!(!findings.contains(&coarse), "the finer sentence stands: {findings:?}");
    }
    let preview = preview(&program);
    assert_eq!(preview["licences"]["inScope"], 4, "at most");
    assert_eq!(preview["licences"]["maybeDisabled"], 4, "nobody knows who is disabled");
    let of = |target: &str| {
        let mut targets = preview["targets"].as_array().into_iter().flatten();
        targets.find(|it| it["target"] == target).cloned().expect("it is mapped")
    };
    for target in ["active", MANAGER] {
        let target = of(target);
        let counts = [&target["filled"], &target["empty"], &target["errors"], &target["unknown"]];
        assert_eq!(counts, [0, 0, 0, 4], "{target:#}");
    }
    let found: Vec<&str> = names(&preview["findings"], "code");
    assert!(!found.contains(&"required.empty"), "{found:?}");
}

#[test]
fn organisation_without_its_attribute_is_not_known() {
    let program = Program::start();
    ok(program.call("choose_vendor", json!({ "id": "keepnet", "identityProvider": "entra" })));
    let file =
        "userPrincipalName,displayName,mail,accountEnabled\na@n.example,A,a@n.example,True\n";
    ok(open(&program, "users.csv", file));
    let groups = ok(program.call("vendor_groups", json!({})));
    assert_eq!((&groups["without"], &groups["unknown"]), (&json!(0), &json!(1)), "{groups:#}");
    let preview = preview(&program);
    let tree = &preview["tree"];
    assert_eq!(tree["unknown"], tree["levels"], "each level: {tree:#}");
    assert_eq!(preview["licences"]["maybeDisabled"], 0, "that is there");
}

#[test]
fn unused_columns_are_named_proposed_and_turned_round() {
    let program = started();
    let file = "userPrincipalName,displayName,Departement,Konto deaktiviert,Shoe size\n\
                a@n.example,A,IT,ja,41\nb@n.example,B,HR,nein,42\n";
    ok(open(&program, "users.csv", file));
    let told = ok(program.call("file_use", json!({})));
    let unused = json!([
        { "header": "Departement", "proposal": "department" },
        { "header": "Konto deaktiviert", "proposal": "!accountEnabled" },
        { "header": "Shoe size", "proposal": null },
    ]);
    assert_eq!(told["unused"], unused, "each by its name");
    let remark = &told["columnsNotUsed"];
    assert_eq!(remark["code"], "directory.columns_not_used", "{remark:#}");
    assert!(!remark.to_string().contains("--column"), "in the window's words: {remark:#}");
    assert_eq!(told["booleans"].as_array().map(Vec::len), Some(3), "these can be turned round");
    let choose = |header: &str, attribute: &str| {
        let column = json!({ "header": header, "attribute": attribute });
        ok(program.call("choose_column", json!({ "column": column })))
    };
    choose("Konto deaktiviert", "!accountEnabled");
    let summary = choose("Departement", "department");
    let turned = &summary["columns"][3];
    assert_eq!(turned["attribute"], "accountEnabled", "what was said before stays: {summary:#}");
    assert_eq!(turned["opposite"], true, "turned round");
    let told = ok(program.call("file_use", json!({})));
    assert_eq!(names(&told["unused"], "header"), ["Shoe size"], "the rest");
    let licences = &preview(&program)["licences"];
    assert_eq!(licences["inScope"], 1, "one of them");
    assert_eq!(licences["maybeDisabled"], 0, "now it is known who is disabled");
}

#[test]
fn opposite_by_its_name_stays_turned_round_when_another_column_is_chosen() {
    let program = started();
    let file = "User principal name,Block credential,Avdeling\na@n.example,True,IT\nb@n.example,False,IT\n";
    ok(open(&program, "users.csv", file));
    assert_eq!(preview(&program)["licences"]["inScope"], 1, "one is blocked");
    let column = json!({ "header": "Avdeling", "attribute": "department" });
    let summary = ok(program.call("choose_column", json!({ "column": column })));
    assert_eq!(summary["columns"][1]["opposite"], true, "{summary:#}");
    assert_eq!(preview(&program)["licences"]["inScope"], 1, "and still is");
}

#[test]
fn column_that_names_the_people_is_asked_for_and_remembered() {
    let program = started();
    let file = "Team,Login,Avdeling\nRed,a@n.example,IT\nBlue,b@n.example,HR\n";
    let refused = open(&program, "users.csv", file).expect_err("nobody is named");
    assert_eq!(refused["code"], "directory.nobody_named", "{refused:#}");
    assert!(!refused["fixes"].to_string().contains("--column"), "{refused:#}");
    let question = ok(program.call("names_question", json!({})));
    assert_eq!(question["file"], "users.csv", "{question:#}");
    assert_eq!(question["attributes"][0], "userPrincipalName", "people are matched by it");
    let columns = names(&question["columns"], "header");
    assert_eq!(columns, ["Login", "Team", "Avdeling"], "addresses first");
    assert_eq!(question["columns"][0]["example"], "a@n.example", "with a value");
    let choose = |header: &str| {
        let column = json!({ "header": header, "attribute": "userPrincipalName" });
        program.call("choose_names", json!({ "column": column }))
    };
    let summary = ok(choose("Login"));
    assert_eq!(summary["users"], 2, "{summary:#}");
    assert_eq!(summary["columns"][1]["attribute"], "userPrincipalName", "as was said");
    assert_eq!(ok(program.call("names_question", json!({}))), Value::Null, "it is answered");
    assert_eq!(choose("Login").expect_err("nothing waits")["code"], "app.no_users");

    let next = Program::start_in(program.end(), "main");
    let summary = ok(next.call("reopen_users", json!({})));
    assert_eq!(summary["columns"][1]["attribute"], "userPrincipalName", "the next run knows it");
}

#[test]
fn question_is_of_the_file_that_was_opened_last() {
    let program = started();
    let good = "userPrincipalName\na@n.example\n";
    ok(open(&program, "good.csv", good));
    open(&program, "nameless.csv", "Team\nRed\n").expect_err("nobody is named");
    let state = ok(program.call("wizard_state", json!({})));
    assert_eq!(state["directory"]["file"], "good.csv", "what was loaded stays");
    ok(open(&program, "good.csv", good));
    assert_eq!(ok(program.call("names_question", json!({}))), Value::Null, "it is past");
    open(&program, "nameless.csv", "Team\nRed\n").expect_err("nobody is named");
    ok(program.call("close_users", json!({})));
    assert_eq!(ok(program.call("names_question", json!({}))), Value::Null, "closed");
}

#[test]
fn file_that_is_no_list_of_people_is_refused_with_what_to_do_in_the_window() {
    let program = started();
    for (name, text, code) in [
        (
            "log.json",
            r#"[{"id":"1","provisioningAction":"create","provisioningSteps":[]}]"#,
            "directory.provisioning_log",
        ),
        (
            "schema.json",
            r#"{"id":"s","synchronizationRules":[],"directories":[]}"#,
            "directory.schema_json",
        ),
        ("list.txt", "DisplayName : A\nMail : a\n", "directory.format_list"),
        ("table.txt", "Mail\n----\na@n.example\n", "directory.format_table"),
        ("groups.csv", "displayName,securityEnabled\nAll,True\n", "directory.groups"),
    ] {
        let refused = open(&program, name, text).expect_err("it is something else");
        assert_eq!(refused["code"], code, "{refused:#}");
        let fixes = refused["fixes"].to_string();
        assert!(fixes.len() > 10 && !fixes.contains("--"), "what to do in the window: {fixes}");
        assert_eq!(ok(program.call("names_question", json!({}))), Value::Null, "{name}");
    }
}

#[test]
fn sheets_and_rows_that_were_looked_at_are_told() {
    let program = started();
    answer(&program, data("21-xlsx-title-rows-second-sheet.xlsx"));
    ok(program.call("open_users", json!({})));
    let told = ok(program.call("file_use", json!({})));
    let findings = codes(&told["findings"]);
    for code in ["directory.sheet_chosen", "directory.title_rows"] {
        assert!(findings.contains(&code), "{code} in {findings:?}");
    }
}
