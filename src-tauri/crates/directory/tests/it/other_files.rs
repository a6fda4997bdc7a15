//! Files that are no list of people.

use footbridge_directory::{ColumnChoice, DirectoryError, Export};
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
            "Date (UTC),Request ID,User agent,User ID,User,Username,User type,Application,IP address,Status,Sign-in error code,Failure reason,Client app,Conditional Access\n2026,1,x,2,Anna,a@n,Member,App,::1,Failure,50126,x,Browser,Success\n",
            "directory.sign_in_log",
            "the portal's download",
        ),
        (
            r#"{"value":[{"id":"1","createdDateTime":"x","userDisplayName":"Anna","userPrincipalName":"a@n","appDisplayName":"App","clientAppUsed":"Browser","conditionalAccessStatus":"success","isInteractive":true,"status":{"errorCode":0}}]}"#,
            "directory.sign_in_log",
            "Graph's signIns",
        ),
        (
            "\"CreatedDateTime\",\"UserPrincipalName\",\"UserDisplayName\",\"AppDisplayName\",\"IPAddress\",\"City\",\"Country\",\"ConditionalAccessStatus\"\n1,a@n,Anna,App,::1,Oslo,NO,success\n",
            "directory.sign_in_log",
            "Get-MgAuditLogSignIn | Export-Csv",
        ),
        (
            "Date (UTC),Request ID,Correlation ID,Service principal ID,Service principal name,Application\n1,2,3,4,App,App\n",
            "directory.sign_in_log",
            "of applications",
        ),
        (
            "Date (UTC),CorrelationId,Service,Category,Activity,Result,ResultReason,ActorType,ActorDisplayName,ActorUserPrincipalName,Target1Type,Target1DisplayName\n1,2,Core Directory,UserManagement,Add user,success,,User,Anna,a@n,User,Bo\n",
            "directory.audit_log",
            "the portal's download",
        ),
        (
            r#"{"value":[{"id":"1","category":"UserManagement","activityDisplayName":"Add user","activityDateTime":"x","loggedByService":"Core Directory","initiatedBy":{"user":{"userPrincipalName":"a@n"}},"targetResources":[{"id":"2"}]}]}"#,
            "directory.audit_log",
            "Graph's directoryAudits",
        ),
        (
            "RecordId,CreationDate,RecordType,Operation,UserId,AuditData,AssociatedAdminUnits\n1,2,8,Add user.,a@n,{},\n",
            "directory.audit_log",
            "Microsoft Purview's",
        ),
        (
            "userPrincipalName,displayName,operation\na@n,Anna,add\n",
            "read",
            "people with one column of such a name",
        ),
        (
            "userPrincipalName,Activity,Client app\na@n,x,y\n",
            "read",
            "people with one column of each",
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
            "Name,Object Id,Group type,Membership type,Email\nAll,1,Security,Assigned,a@n\n",
            "directory.groups",
            "groups as the portal lists them",
        ),
        (
            "id,displayName,groupTypes,membershipRule\n1,All,Unified,\n",
            "directory.groups",
            "groups with a rule",
        ),
        (
            "displayName,deviceId,accountEnabled,operatingSystem\nPC1,1,True,Windows\n",
            "directory.devices",
            "devices in a table",
        ),
        (
            r#"{"value":[{"id":"1","deviceId":"2","displayName":"PC1","trustType":"AzureAd"}]}"#,
            "directory.devices",
            "Graph's devices",
        ),
        ("userPrincipalName,deviceId\na@n.example,1\n", "read", "people with a device"),
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

#[test]
fn columns_to_choose_from_come_with_a_value_and_addresses_first() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("users.csv");
    let long = "x".repeat(200);
    let file = format!("Team,{long},Empty,Login\n,IT,,a@n.example\nRed,HR,,b@n.example\n");
    std::fs::write(&path, file).unwrap();
    match Export::open(&path, &[]).unwrap().names_people(&[]) {
        Err(DirectoryError::NobodyNamed { headers, columns }) => {
            let names: Vec<&str> = columns.iter().map(|it| it.header.as_str()).collect();
            assert_eq!(names, ["Login", "Team", &long, "Empty"], "whole names, empty ones last");
            let examples: Vec<Option<&str>> =
                columns.iter().map(|it| it.example.as_deref()).collect();
            assert_eq!(examples, [Some("a@n.example"), Some("Red"), Some("IT"), None], "the first");
            assert!(headers.iter().all(|it| it.chars().count() < 100), "short in a sentence");
        }
        other => panic!("a question: {other:?}"),
    }
    std::fs::write(&path, "[]").unwrap();
    assert!(Export::open(&path, &[]).unwrap().names_people(&[]).is_ok(), "an empty list names all");
}
