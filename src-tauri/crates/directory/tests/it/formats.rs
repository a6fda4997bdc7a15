//! The exports that admins have, and every shape of JSON.

use footbridge_directory::{Format, sample};
use footbridge_finding::Language;
use proptest::prelude::*;

use crate::support::{column, findings, load};

const PORTAL: &str = include_str!("../../../../../tests/data/entra-download-users.csv");
const POWERSHELL: &str = include_str!("../../../../../tests/data/get-mguser.csv");
const GRAPH: &str = include_str!("../../../../../tests/data/graph-users.json");
const NDJSON: &str = include_str!("../../../../../tests/data/graph-users.ndjson");

#[test]
fn the_portals_download() {
    let (directory, summary) = load(PORTAL.as_bytes()).unwrap();
    assert_eq!((summary.users, summary.skipped), (12, 0), "everybody is read");
    assert_eq!(summary.format, Format::Csv, "its form");
    assert_eq!(summary.delimiter.as_deref(), Some(","), "its delimiter");
    assert_eq!(summary.encoding, "UTF-8", "its encoding");
    let attribute = |header: &str| {
        let column = summary.columns.iter().find(|column| column.header == header);
        column.map(|column| (column.attribute.as_deref(), column.filled))
    };
    assert_eq!(attribute("id"), Some((Some("objectId"), 12)), "id");
    assert_eq!(
        attribute("officeLocation"),
        Some((Some("physicalDeliveryOfficeName"), 11)),
        "office"
    );
    assert_eq!(attribute("mobilePhone"), Some((Some("mobile"), 4)), "mobile");
    assert_eq!(attribute("directorySynced"), Some((Some("dirSyncEnabled"), 12)), "synced");
    assert_eq!(attribute("ageGroup"), Some((None, 0)), "no source attribute is known for it");
    assert_eq!(findings(&summary), [], "nothing is wrong with it");
    assert_eq!(
        column(&directory, "displayName")[..3],
        ["Astrid Nygård", "Bjørn Åsen", "Camille Lefèvre"],
        "names keep their letters"
    );
    assert_eq!(
        column(&directory, "streetAddress")[0],
        "Kongens gate 8, 2. etasje",
        "a quoted comma"
    );
    assert_eq!(column(&directory, "IsSoftDeleted")[9], "True", "account disabled");
    assert_eq!(column(&directory, "IsSoftDeleted")[0], "False", "account enabled");
    assert_eq!(
        column(&directory, "userPrincipalName")[11],
        "lena.frost@partner.example",
        "the guest as provisioning sees her"
    );
    assert_eq!(
        column(&directory, "originalUserPrincipalName")[11],
        "lena.frost_partner.example#EXT#@fjordkraft.onmicrosoft.example",
        "the guest as the directory sees her"
    );
}

#[test]
fn the_same_users_from_powershell_and_graph() {
    let (portal, _) = load(PORTAL.as_bytes()).unwrap();
    let (powershell, summary) = load(POWERSHELL.as_bytes()).unwrap();
    assert_eq!((summary.users, summary.skipped), (12, 0), "PowerShell: everybody is read");
    assert_eq!(
        findings(&summary),
        [("directory.lists_lost", None), ("directory.column_empty", None)],
        "PowerShell: phones are type names; nobody has an employee id, as far as this shows"
    );
    let (graph, summary) = load(GRAPH.as_bytes()).unwrap();
    assert_eq!((summary.users, summary.skipped), (12, 0), "Graph: everybody is read");
    assert_eq!(summary.format, Format::Json, "Graph: a page");
    assert_eq!(findings(&summary), [], "Graph: complete");
    let (lines, summary) = load(NDJSON.as_bytes()).unwrap();
    assert_eq!((summary.users, summary.skipped), (12, 0), "NDJSON: everybody is read");
    assert_eq!(summary.format, Format::Ndjson, "NDJSON: an object a line");
    for attribute in [
        "userPrincipalName",
        "displayName",
        "givenName",
        "surname",
        "mail",
        "jobTitle",
        "department",
        "companyName",
        "IsSoftDeleted",
        "usageLocation",
        "country",
        "objectId",
        "physicalDeliveryOfficeName",
        "mobile",
        "city",
    ] {
        let expected = column(&portal, attribute);
        assert_eq!(column(&powershell, attribute), expected, "PowerShell: {attribute}");
        assert_eq!(column(&graph, attribute), expected, "Graph: {attribute}");
        assert_eq!(column(&lines, attribute), expected, "NDJSON: {attribute}");
    }
    assert_eq!(column(&graph, "telephoneNumber")[0], "+47 55 00 02 10", "the first business phone");
    assert_eq!(column(&graph, "extensionAttribute1")[0], "Cost unit 100", "a nested attribute");
    assert_eq!(
        column(&graph, "proxyAddresses")[0],
        "SMTP:astrid.nygard@fjordkraft.example|smtp:astrid@fjordkraft.example",
        "a list stays a list"
    );
}

#[test]
fn the_documented_headers_of_the_portal() {
    let text = "userPrincipalName,displayName,surname,mail,givenName,objectId,userType,jobTitle,\
        department,accountEnabled,usageLocation,streetAddress,state,country,\
        physicalDeliveryOfficeName,city,postalCode,telephoneNumber,mobile,\
        authenticationAlternativePhoneNumber,authenticationEmail,alternateEmailAddress,ageGroup,\
        consentProvidedForMinor,legalAgeGroupClassification\n\
        a@n.example,A,,,,1,Member,,,True,,,,,Oslo,,,22,90,,,,,,\n";
    let (directory, summary) = load(text.as_bytes()).unwrap();
    assert_eq!(summary.users, 1, "the row is read");
    for (attribute, value) in
        [("physicalDeliveryOfficeName", "Oslo"), ("mobile", "90"), ("objectId", "1")]
    {
        assert_eq!(column(&directory, attribute), [value], "{attribute}");
    }
}

#[test]
fn every_shape_of_json() {
    let user = |name: &str| format!(r#"{{"userPrincipalName":"{name}","accountEnabled":true}}"#);
    let (a, b) = (user("a@n.example"), user("b@n.example"));
    let page = |users: &str, more: &str| {
        format!(
            r##"{{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#users"{more},"value":[{users}]}}"##
        )
    };
    let link = r#","@odata.nextLink":"https://graph.microsoft.com/v1.0/users?$skiptoken=x""#;
    let none: &[(&str, Option<u32>)] = &[];
    let cases = [
        (format!("[{a},{b}]"), none, "a bare array"),
        (page(&format!("{a},{b}"), ""), none, "one page"),
        (page(&format!("{a},{b}"), link), &[("directory.incomplete", None)], "a page of several"),
        (format!("[{},{}]", page(&a, link), page(&b, "")), none, "all pages in an array"),
        (format!("{}\n{}", page(&a, link), page(&b, "")), none, "all pages, one a line"),
        (format!("{a}{b}"), none, "objects end to end"),
        (format!("\u{FEFF}\n {a}\r\n{b}\r\n"), none, "objects a line, with a mark"),
        (
            format!("{a}\n{{\"broken\n{b}"),
            &[("directory.row_broken_json", Some(2))],
            "a broken line",
        ),
        (
            format!("[{a},\n7,{b}]"),
            &[("directory.row_not_an_object", None)],
            "a number among users",
        ),
        (
            format!("[{a},\n{b},\n{{\"userPr"),
            &[("directory.json_cut", Some(3))],
            "a file that breaks off",
        ),
    ];
    for (text, expected, reason) in cases {
        let (directory, summary) = load(text.as_bytes()).unwrap();
        assert_eq!(
            column(&directory, "userPrincipalName"),
            ["a@n.example", "b@n.example"],
            "{reason}"
        );
        assert_eq!(column(&directory, "IsSoftDeleted"), ["False", "False"], "{reason}");
        assert_eq!(findings(&summary), expected, "{reason}");
    }
}

#[test]
fn values_of_json() {
    let text = r#"[{"userPrincipalName":"a","employeeId":7,"Mail":null,"businessPhones":["1","2"],
        "otherMails":["x","y"],"passwordProfile":{"password":"hunter2"},"mail":"twice",
        "manager":{"id":"m1","displayName":"Boss"},"assignedLicenses":[{"skuId":"1"}],
        "onPremisesExtensionAttributes":{"extensionAttribute2":"two","extensionAttribute3":null},
        "customSecurityAttributes":{"Set":{"deep":"x"}}},
        {"userPrincipalName":"b","businessPhones":[],"otherMails":["z"]}]"#;
    let (directory, summary) = load(text.as_bytes()).unwrap();
    for (attribute, expected, reason) in [
        ("employeeId", ["7", ""], "a number is a text"),
        ("telephoneNumber", ["1", ""], "the first of several phones"),
        ("otherMails", ["x|y", "z"], "a list"),
        ("manager", ["m1", ""], "a reference by id"),
        ("extensionAttribute2", ["two", ""], "nested"),
    ] {
        assert_eq!(column(&directory, attribute), expected, "{reason}");
    }
    assert!(
        summary.columns.iter().all(|column| !column.header.contains("password")),
        "passwords are never read"
    );
}

#[test]
fn a_key_is_one_column_however_many_keys_there_are() {
    // To decide again with each key what all of them hold would take hours.
    let keys: String = (0..100_000).map(|key| format!(",\"k{key}\":\"v\"")).collect();
    let text = format!("[{{\"mail\":\"a\"{keys}}},{{\" mail \":\"b\",\"k7 \":\"w\"}}]");
    let (directory, summary) = load(text.as_bytes()).unwrap();
    assert_eq!(summary.columns.len(), 100_001, "each key once, blanks around it apart");
    assert_eq!(column(&directory, "mail"), ["a", "b"], "one column");
    assert_eq!(column(&directory, "k7"), ["v", "w"], "one column");
    assert_eq!(column(&directory, "k99999"), ["v", ""], "the last key");
}

#[test]
fn the_sample_is_clean() {
    let (directory, summary) = sample(&Language::ENGLISH).unwrap();
    assert_eq!((summary.users, summary.skipped, summary.sample), (25, 0, true), "25 people");
    assert_eq!(findings(&summary), [], "nothing is wrong with the file");
    let empty = |attribute: &str| {
        column(&directory, attribute).iter().filter(|value| value.is_empty()).count()
    };
    assert_eq!(empty("mail"), 3, "three technicians without a mailbox");
    assert_eq!(empty("department"), 2, "a room and a guest");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever the cells hold, CSV and JSON of the same users give the same directory.
    #[test]
    fn csv_and_json_agree(rows in prop::collection::vec(["[ -~åøé\n\r\"]{1,20}", "[ -~åøé,;\"]{0,20}"], 1..20)) {
        let mut text = String::from("userPrincipalName;department\n");
        let mut users = Vec::new();
        for [name, department] in &rows {
            text += &format!("\"{}\";\"{}\"\n", name.replace('"', "\"\""), department.replace('"', "\"\""));
            users.push(serde_json::json!({"userPrincipalName": name, "department": department}));
        }
        let (from_csv, summary) = load(text.as_bytes()).unwrap();
        let blank = rows.iter().filter(|row| row.iter().all(|cell| cell.trim().is_empty())).count();
        prop_assert_eq!(summary.users + summary.skipped, rows.len() as u32);
        prop_assert_eq!(summary.skipped as usize, blank);
        prop_assume!(blank == 0);
        let (from_json, summary) = load(serde_json::to_string(&users).unwrap().as_bytes()).unwrap();
        prop_assert_eq!(summary.users, rows.len() as u32);
        prop_assert_eq!(
            column(&from_csv, "originalUserPrincipalName"),
            column(&from_json, "originalUserPrincipalName")
        );
        // A column of a table in which nobody has a value was perhaps not exported; a member of a
        // document that is empty was.
        if rows.iter().any(|[_, department]| department.contains(char::is_alphanumeric)) {
            prop_assert_eq!(column(&from_csv, "department"), column(&from_json, "department"));
        }
    }

    /// Whatever the bytes, reading ends without a panic, and what is counted adds up.
    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        drop(load(&bytes));
        let mut text = b"mail,department\n".to_vec();
        text.extend(&bytes);
        if let Ok((directory, summary)) = load(&text) {
            prop_assert_eq!(directory.users(), summary.users);
        }
    }

    /// Broken rows are counted: one line in is one user or one skipped row out. Only a quote can
    /// join lines.
    #[test]
    fn lines_add_up(
        lines in prop::collection::vec("[a-z,]{0,9}[a-z,]", 1..40),
        quoted in prop::collection::vec("[a-z\",]{1,12}", 0..10),
    ) {
        let text = format!("mail,department,city\n{}\n", lines.join("\n"));
        let (directory, summary) = load(text.as_bytes()).unwrap();
        prop_assert_eq!(summary.users + summary.skipped, lines.len() as u32);
        let listed = directory.skipped_rows(&Language::ENGLISH);
        prop_assert_eq!(summary.skipped as usize, listed.len());
        let fields = |line: u32| lines[line as usize - 2].split(',');
        for row in listed {
            let line = row.line.unwrap();
            let is_empty = fields(line).all(str::is_empty);
            prop_assert!(is_empty || fields(line).count() != 3, "line {} is broken", line);
        }

        let text = format!("{text}{}\n", quoted.join("\n"));
        let (directory, summary) = load(text.as_bytes()).unwrap();
        let all = lines.len() + quoted.len();
        prop_assert!(summary.users + summary.skipped <= all as u32);
        prop_assert!(summary.users + summary.skipped >= lines.len() as u32);
        let listed = directory.skipped_rows(&Language::ENGLISH);
        prop_assert_eq!(summary.skipped as usize, listed.len());
        prop_assert!(summary.skipped == 0 || !summary.findings.is_empty());
    }
}
