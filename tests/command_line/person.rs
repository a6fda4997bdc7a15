//! `footbridge eval --attributes`: one person, as Graph, the portal and PowerShell write people, by the
//! names that a preview has; and texts in every encoding.

use std::path::Path;
use std::process::Output;

use footbridge_tests::data;

use crate::{exit, json, out, run, words};

/// Evaluates an expression for the person in these bytes.
fn eval(expression: &str, person: &[u8]) -> Output {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("person");
    std::fs::write(&path, person).expect("written");
    run(&["eval", expression, "--attributes", path.to_str().expect("a path of letters")])
}

/// Returns a text in UTF-16, as PowerShell 5.1 writes it.
fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

const GRAPH: &str = r#"{
  "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#users/$entity",
  "id": "11111111-2222-4333-8444-555555555555",
  "userPrincipalName": "ola_fjord.example#EXT#@n.onmicrosoft.com",
  "displayName": "Ola Fjord",
  "mail": null,
  "accountEnabled": false,
  "mobilePhone": "+47 1",
  "businessPhones": ["+47 2", "+47 3"],
  "officeLocation": "Bergen",
  "employeeOrgData": { "division": "North", "costCenter": "7" },
  "onPremisesExtensionAttributes": { "extensionAttribute1": "x1", "extensionAttribute2": null },
  "extension_0f1e2d3c4b5a69788796a5b4c3d2e1f0_skill": "ice",
  "manager": { "id": "99999999-2222-4333-8444-555555555555", "displayName": "Kari" }
}"#;

const POWERSHELL: &str = r#"{
  "Id": "11111111-2222-4333-8444-555555555555",
  "UserPrincipalName": "ola_fjord.example#EXT#@n.onmicrosoft.com",
  "DisplayName": "Ola Fjord",
  "Mail": null,
  "AccountEnabled": false,
  "MobilePhone": "+47 1",
  "BusinessPhones": ["+47 2", "+47 3"],
  "OfficeLocation": "Bergen",
  "EmployeeOrgData": { "Division": "North", "CostCenter": "7" },
  "OnPremisesExtensionAttributes": { "ExtensionAttribute1": "x1" },
  "Manager": { "Id": "99999999-2222-4333-8444-555555555555" },
  "AdditionalProperties": { "extension_0f1e2d3c4b5a69788796a5b4c3d2e1f0_skill": "ice" }
}"#;

const NAMES: &str = r#"Join("|", [objectId], [userPrincipalName], [originalUserPrincipalName],
    [displayName], [IsSoftDeleted], [accountEnabled], [mobile], [telephoneNumber],
    [physicalDeliveryOfficeName], [employeeOrgData.division], [extensionAttribute1],
    [extension_0f1e2d3c4b5a69788796a5b4c3d2e1f0_skill], [manager])"#;

const VALUES: &str = "11111111-2222-4333-8444-555555555555|ola@fjord.example|\
    ola_fjord.example#EXT#@n.onmicrosoft.com|Ola Fjord|True|False|+47 1|+47 2|Bergen|North|x1|ice|\
    99999999-2222-4333-8444-555555555555\n";

#[test]
fn a_person_has_the_names_of_a_preview_whoever_wrote_it() {
    let marked = |text: &str| format!("\u{feff}{text}");
    for (person, reason) in [
        (GRAPH.as_bytes().to_vec(), "Graph"),
        (format!("{{ \"value\": [{GRAPH}] }}").into_bytes(), "a page of Graph"),
        (POWERSHELL.as_bytes().to_vec(), "PowerShell 7"),
        (format!("[{POWERSHELL}]").into_bytes(), "a list of one"),
        (marked(POWERSHELL).into_bytes(), "UTF-8 with a mark"),
        (utf16(&marked(POWERSHELL), u16::to_le_bytes), "PowerShell 5.1"),
        (utf16(&marked(GRAPH), u16::to_be_bytes), "big endian"),
        (utf16(GRAPH, u16::to_le_bytes), "UTF-16 without a mark"),
    ] {
        let output = eval(NAMES, &person);
        assert_eq!(out(&output), VALUES, "{reason}: {}", words(&output));
        assert_eq!(exit(&output), 0, "{reason}: {}", words(&output));
    }
}

#[test]
fn a_person_may_be_an_export_of_one() {
    let portal = "userPrincipalName,displayName,surname,mail,givenName,id,userType,jobTitle,department,accountEnabled,usageLocation,streetAddress,state,country,officeLocation,city,postalCode,telephoneNumber,mobilePhone\n\
        kari@n.example,Kari Moe,Moe,kari@n.example,Kari,1111,Member,CEO,Board,TRUE,NO,,,Norway,Oslo,Oslo,0150,+47 2,+47 1\n";
    let expression = r#"Join("|", [objectId], [IsSoftDeleted], [mobile], [telephoneNumber], [physicalDeliveryOfficeName])"#;
    for person in
        [portal.as_bytes().to_vec(), utf16(&format!("\u{feff}{portal}"), u16::to_le_bytes)]
    {
        let output = eval(expression, &person);
        assert_eq!(out(&output), "1111|False|+47 1|+47 2|Oslo\n", "{}", words(&output));
    }
    let two = format!("{portal}b@n.example,B,B,,,2222,,,,TRUE,,,,,,,,,\n");
    for (person, reason) in [
        (two.into_bytes(), "two people in an export"),
        (format!("[{GRAPH},{GRAPH}]").into_bytes(), "two people of Graph"),
        (b"[]".to_vec(), "nobody"),
        (b"\"kari\"".to_vec(), "a text"),
        (b"kari".to_vec(), "no export"),
        (b"".to_vec(), "nothing"),
        (vec![0xFF, 0xFE, 0x7B], "half a letter"),
    ] {
        let output = eval("[mail]", &person);
        assert_eq!(exit(&output), 2, "{reason}: {}", words(&output));
    }
}

#[test]
fn attributes_that_nobody_knows_keep_their_names_and_kinds() {
    let output = eval("Append(Len([a]), [b])", br#"{"a":12345,"b":true}"#);
    assert_eq!(out(&output), "5True\n", "{}", words(&output));
    let output =
        eval("[accountEnabled]", br#"{"userPrincipalName":"a@n.example","accountEnabled":true}"#);
    assert_eq!(out(&output), "True\n", "{}", words(&output));
    let output = eval("Count([a])", br#"{"a":["x","y"]}"#);
    assert_eq!(out(&output), "2\n", "{}", words(&output));
}

#[test]
fn names_that_entra_does_not_have_are_said() {
    for (expression, code, meant) in [
        ("ToUpper([displayname], )", "source.attribute_case", "Did you mean displayName?"),
        ("ToUpper([DisplayName], )", "source.attribute_case", "Did you mean displayName?"),
        ("ToUpper([mobilePhone], )", "source.other_name", "Did you mean mobile?"),
        ("[manager.displayName]", "source.reference_followed", "Map manager directly"),
    ] {
        for person in [GRAPH, POWERSHELL] {
            let output = eval(expression, person.as_bytes());
            let told = words(&output);
            assert_eq!(exit(&output), 1, "{expression}: {told}");
            assert!(told.contains(code) && told.contains(meant), "{expression}: {told}");
            assert!(!told.contains("expression.direct"), "{expression}: {told}");
        }
    }
    let output = run(&["eval", "ToLower([Mail], )", "--json"]);
    let said = &json(&output)["diagnostics"];
    assert_eq!((&said[0]["code"], &said[0]["start"]), (&"source.attribute_case".into(), &8.into()));
}

#[test]
fn letters_that_stay_are_named_for_a_person() {
    for (name, letters) in [("Þóra", Some("Þ.")), ("Đorđe", Some("Đ, đ.")), ("Åse", None)] {
        let person = format!("{{\"displayName\":\"{name}\"}}");
        let output = eval("NormalizeDiacritics([displayName])", person.as_bytes());
        let told = words(&output);
        assert_eq!(told.contains("expression.diacritics_left"), letters.is_some(), "{told}");
        assert!(letters.is_none_or(|letters| told.contains(letters)), "{name}: {told}");
    }
}

#[test]
fn every_text_may_be_in_utf16() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        let bytes = utf16(&format!("\u{feff}{text}"), u16::to_le_bytes);
        std::fs::write(&path, bytes).expect("written");
        path.to_str().expect("a path of letters").to_owned()
    };
    let read = |path: &Path| std::fs::read_to_string(path).expect("a text");
    let users = file("users.csv", &read(&data("entra-download-users.csv")));
    let schema = file("schema.json", &read(&data("entra-schema.json")));
    let assigned = file("assigned.txt", "nobody@n.example\r\n");
    let output = run(&[
        "preview",
        "--users",
        &users,
        "--schema",
        &schema,
        "--assigned",
        &assigned,
        "--summary",
    ]);
    assert_eq!(exit(&output), 0, "{}", words(&output));
    assert!(out(&output).contains("1 assigned name is not in the export"), "{}", out(&output));

    let profile = footbridge_tests::root().join("src-tauri/crates/vendor/profiles/other.toml");
    let profile = read(&profile).replace("\"other\"", "\"house\"").replace("other = true", "");
    let profile = file("house.toml", &profile);
    let output = run(&["preview", "--users", &users, "--vendor", &profile, "--summary"]);
    assert!(!words(&output).contains("file.not_text"), "{}", words(&output));

    let cases = file(
        "cases.jsonl",
        "{\"id\":\"å\",\"expression\":\"ToUpper(\\\"ø\\\")\",\"expect\":\"Ø\"}\r\n",
    );
    let output = run(&["eval", "--batch", &cases]);
    assert_eq!(exit(&output), 0, "{}", words(&output));
}
