//! Files that are no list of people.

use footbridge_directory::{ColumnChoice, Export};
use footbridge_finding::{Explain, Language};

use crate::support::load;

fn refusal(file: &str) -> &'static str {
    load(file.as_bytes()).map_or_else(|error| error.code(), |_| "read")
}

#[test]
fn what_is_no_list_of_people_is_refused_by_name() {
    for (file, code, reason) in [
        (
            r#"{"value":[{"id":"a1","activityDateTime":"x","sourceIdentity":{"id":"1"},"targetIdentity":{}}]}"#,
            "directory.provisioning_log",
            "Graph's answer",
        ),
        (
            r#"[{"Id":"a1","ProvisioningAction":"create","ProvisioningSteps":[]}]"#,
            "directory.provisioning_log",
            "PowerShell's",
        ),
        (
            "id,provisioningAction,targetIdentity.displayName\n1,create,Anna\n",
            "directory.provisioning_log",
            "a table",
        ),
        (
            r#"{"id":"s","synchronizationRules":[{"name":"x"}],"directories":[]}"#,
            "directory.schema_json",
            "a schema",
        ),
        (
            r#"{"Id":"s","Directories":[],"SynchronizationRules":[]}"#,
            "directory.schema_json",
            "a schema of PowerShell's",
        ),
        (
            r#"{"value":[{"id":"g","displayName":"All","securityEnabled":true}]}"#,
            "directory.groups",
            "Graph's groups",
        ),
        ("DisplayName,MailEnabled,Mail\nAll,True,a@n\n", "directory.groups", "groups in a table"),
        (
            "\n\nDisplayName       : Anna, Bo\nUserPrincipalName : a@n.example\nId                : 1\n",
            "directory.format_list",
            "Format-List",
        ),
        ("Mail : a;b\nDepartment : Sales\n", "directory.format_list", "of two properties"),
        (
            "\nDisplayName Id   Mail\n----------- --   ----\nAnna Bo     1    a@n.example\n",
            "directory.format_table",
            "Format-Table",
        ),
        ("UserPrincipalName\n-----------------\na@n.example\n", "directory.format_table", "of one"),
        (
            "userPrincipalName,securityEnabled\na@n.example,True\n",
            "read",
            "people with a column of that name",
        ),
        ("userPrincipalName,note\na@n.example,x : y\n--,--\n", "read", "people"),
    ] {
        assert_eq!(refusal(file), code, "{reason}");
    }
}

#[test]
fn a_file_in_which_nobody_is_named_asks_for_the_column() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("users.csv");
    let login =
        ColumnChoice { header: "Login".into(), attribute: Some("userPrincipalName".into()) };
    for (file, choices, others, asks, reason) in [
        ("Login,department\na,IT\n", vec![], "mail", true, "a name of its own"),
        ("displayName,department\nAnna,IT\n", vec![], "mail", true, "a display name is no name"),
        (r#"[{"displayName":"Anna","jobTitle":"x"}]"#, vec![], "mail", true, "JSON"),
        ("Login,department\na,IT\n", vec![login], "mail", false, "as the admin says"),
        ("employeeId,department\n1,IT\n", vec![], "employeeId", false, "matched by another"),
        ("Email,department\na,IT\n", vec![], "userPrincipalName", false, "an address"),
    ] {
        std::fs::write(&path, file).unwrap();
        let named = Export::open(&path, &choices).unwrap().names_people(&[others.to_owned()]);
        assert_eq!(named.is_err(), asks, "{reason}");
        if let Err(error) = named {
            let said = error.explain(&Language::ENGLISH);
            assert_eq!(said.code, "directory.nobody_named", "{reason}");
            assert!(said.explanation.contains("There are: "), "{reason}: {}", said.explanation);
        }
    }
}
