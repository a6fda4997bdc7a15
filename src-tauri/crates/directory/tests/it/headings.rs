//! The headings of real tools, each with what its columns hold.

use crate::support::{column, findings, load};

/// A file, what somebody has in it, and why.
type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a str);

fn holds(cases: &[Case<'_>]) {
    for (file, expected, reason) in cases {
        let Ok((directory, _)) = load(file.as_bytes()) else { panic!("not read: {reason}") };
        for (attribute, value) in *expected {
            assert_eq!(column(&directory, attribute), [*value], "{attribute}, {reason}");
        }
    }
}

#[test]
fn headings_are_matched_by_their_letters() {
    holds(&[
        (
            "UserPrincipalName,EmployeeType,OnPremisesSamAccountName,EmployeeOrgData.Division\n\
             a@n.example,Contractor,anna,North\n",
            &[
                ("employeeType", "Contractor"),
                ("onPremisesSamAccountName", "anna"),
                ("employeeOrgData.division", "North"),
            ],
            "PowerShell",
        ),
        (
            "user_principal_name,employee_hire_date,cost_center,employee_org_data_cost_center\n\
             a@n.example,2025-01-06,no,4711\n",
            &[("employeeHireDate", "2025-01-06"), ("employeeOrgData.costCenter", "4711")],
            "underscores",
        ),
        (
            "User Principal Name;EMPLOYEE LEAVE DATE TIME;On-premises Distinguished Name\n\
             a@n.example;2026-01-01;CN=Anna,DC=n\n",
            &[
                ("employeeLeaveDateTime", "2026-01-01"),
                ("onPremisesDistinguishedName", "CN=Anna,DC=n"),
            ],
            "blanks and capitals",
        ),
        (
            "userPrincipalName,onPremisesExtensionAttributes_ExtensionAttribute3,alternateEmailAddress\n\
             a@n.example,three,anna@home.example\n",
            &[("extensionAttribute3", "three"), ("otherMails", "anna@home.example")],
            "flattened by a script",
        ),
    ]);
}

#[test]
fn further_properties_of_powershell_belong_to_the_person() {
    let name = "extension_0f1e2d3c4b5a69788796a5b4c3d2e1f0_skill";
    for (json, attribute, value, reason) in [
        (
            r#"[{"UserPrincipalName":"a","AdditionalProperties":{"EXT":"Rust"}}]"#,
            name,
            "Rust",
            "a directory extension",
        ),
        (
            r#"[{"UserPrincipalName":"a","AdditionalProperties":{"@odata.type":"x","employeeType":"Employee"}}]"#,
            "employeeType",
            "Employee",
            "an attribute",
        ),
        (
            r#"[{"UserPrincipalName":"a","additionalProperties":{"employeeOrgData":{"division":"N"}}}]"#,
            "employeeOrgData.division",
            "N",
            "a member of one",
        ),
        (
            r#"[{"UserPrincipalName":"a","EmployeeOrgData":{"CostCenter":"7","AdditionalProperties":{}}}]"#,
            "employeeOrgData.costCenter",
            "7",
            "an object of PowerShell's",
        ),
        (
            r#"[{"UserPrincipalName":"a","AdditionalProperties":{"proxyAddresses":["x","y"]},"Mail":"m"}]"#,
            "proxyAddresses",
            "x|y",
            "a list",
        ),
        (
            r#"[{"userPrincipalName":"a","customSecurityAttributes":{"Engineering":{"@odata.type":"x","Project":["P","Q"]}}}]"#,
            "customSecurityAttributes.Engineering.Project",
            "P|Q",
            "a custom security attribute",
        ),
        (
            r#"[{"UserPrincipalName":"a","CustomSecurityAttributes":{"AdditionalProperties":{"HR":{"Grade":"7"}}}}]"#,
            "CustomSecurityAttributes.HR.Grade",
            "7",
            "and one of PowerShell's",
        ),
    ] {
        let (directory, _) = load(json.replace("EXT", name).as_bytes()).unwrap();
        assert_eq!(column(&directory, attribute), [value], "{reason}");
        assert_eq!(column(&directory, "userPrincipalName"), ["a"], "{reason}");
    }
}

#[test]
fn the_exports_of_other_tools_are_read() {
    holds(&[
        (
            "Block credential,Country/Region,Display name,Fax,First name,Last name,Mobile Phone,\
             Object Id,Office,Phone number,Postal code,Preferred language,Proxy addresses,State,\
             Street address,Title,Usage location,User principal name,Alternate email address\n\
             False,Norway,Anna Bo,1,Anna,Bo,2,o1,Oslo 3,3,0150,nb-NO,SMTP:a@n.example+smtp:b@n.example,\
             Oslo,Storgata 1,Engineer,NO,a@n.example,a@home.example\n",
            &[
                ("accountEnabled", "True"),
                ("IsSoftDeleted", "False"),
                ("country", "Norway"),
                ("displayName", "Anna Bo"),
                ("facsimileTelephoneNumber", "1"),
                ("givenName", "Anna"),
                ("surname", "Bo"),
                ("mobile", "2"),
                ("objectId", "o1"),
                ("physicalDeliveryOfficeName", "Oslo 3"),
                ("telephoneNumber", "3"),
                ("postalCode", "0150"),
                ("preferredLanguage", "nb-NO"),
                ("proxyAddresses", "SMTP:a@n.example|smtp:b@n.example"),
                ("state", "Oslo"),
                ("streetAddress", "Storgata 1"),
                ("jobTitle", "Engineer"),
                ("usageLocation", "NO"),
                ("userPrincipalName", "a@n.example"),
                ("otherMails", "a@home.example"),
            ],
            "the Microsoft 365 admin centre",
        ),
        (
            "Anmeldeinformationen blockieren;Ort;Land/Region;Anzeigename;Objekt-ID;Büro;Titel;Benutzerprinzipalname\n\
             Wahr;Wien;Österreich;Anna Bo;o1;Wien 3;Leiterin;a@n.example\n",
            &[
                ("accountEnabled", "False"),
                ("IsSoftDeleted", "True"),
                ("city", "Wien"),
                ("country", "Österreich"),
                ("physicalDeliveryOfficeName", "Wien 3"),
                ("jobTitle", "Leiterin"),
                ("userPrincipalName", "a@n.example"),
            ],
            "the same in German",
        ),
        (
            "\"DistinguishedName\",\"Enabled\",\"GivenName\",\"Name\",\"ObjectClass\",\"ObjectGUID\",\
             \"SamAccountName\",\"SID\",\"Surname\",\"UserPrincipalName\",\"EmailAddress\"\n\
             \"CN=Anna\",\"False\",\"Anna\",\"Anna Bo\",\"user\",\"g1\",\"anna\",\"S-1-5\",\"Bo\",\"a@n.example\",\"a@n.example\"\n",
            &[
                ("IsSoftDeleted", "True"),
                ("displayName", "Anna Bo"),
                ("objectId", "absent"),
                ("onPremisesSamAccountName", "anna"),
                ("onPremisesSecurityIdentifier", "S-1-5"),
                ("onPremisesDistinguishedName", "CN=Anna"),
                ("mail", "a@n.example"),
            ],
            "Get-ADUser",
        ),
        (
            "display_name,Email address,Account status,UPN\nAnna,a@n.example,Blocked,a@n.example\n",
            &[("mail", "a@n.example"), ("accountEnabled", "False"), ("IsSoftDeleted", "True")],
            "a script's own headings",
        ),
        (
            "UPN,Account Status,On-Premises sync\na@n.example, ENABLED ,disabled\n",
            &[("IsSoftDeleted", "False"), ("dirSyncEnabled", "False")],
            "words for the state",
        ),
        (
            "UPN,Sign-in blocked\na@n.example,Blocked\n",
            &[("accountEnabled", "False")],
            "blocked is blocked, whatever is asked",
        ),
        (
            "UPN,Blocked\na@n.example,No\n",
            &[("accountEnabled", "True")],
            "no is an answer to what is asked",
        ),
    ]);
}

#[test]
fn of_several_columns_for_one_attribute_only_a_difference_is_told() {
    let told = ["directory.duplicate_column"];
    for (file, expected, reason) in [
        (
            "userPrincipalName,Id,ObjectId,Mobile,MobilePhone\na,1,1,2,2\nb,3,3,,\n",
            &[][..],
            "the aliases of Get-EntraUser",
        ),
        ("userPrincipalName,BusinessPhones,TelephoneNumber\na,{1},1\n", &[], "a list of one"),
        ("userPrincipalName,id,objectId\na,A1,a1\n", &[], "capitals of an id"),
        ("userPrincipalName,id,objectId\na,1,\n", &[], "nothing is lost"),
        ("UPN,Account enabled,Block credential\na,Yes,False\n", &[], "yes is not blocked"),
        ("UPN,Account enabled,Block credential\na,True,True\n", &told, "a contradiction"),
        ("userPrincipalName,id,objectId\na,1,1\nb,1,2\n", &told, "another id"),
        ("userPrincipalName,id,objectId\na,1,1\nb,,2\n", &told, "an id that is not used"),
        ("userPrincipalName,mail,Mail,MAIL\na,x,x,y\n", &told, "the third of three"),
    ] {
        let (_, summary) = load(file.as_bytes()).unwrap();
        let codes: Vec<&str> = findings(&summary).iter().map(|(code, _)| *code).collect();
        assert_eq!(codes, expected, "{reason}");
    }
}

#[test]
fn columns_that_nobody_reads_are_proposed_for_what_they_may_hold() {
    for (file, expected, reason) in [
        ("upn,Departement\na,IT\n", &[("Departement", Some("department"))][..], "a slip"),
        ("upn,Shoe size\na,41\n", &[("Shoe size", None)], "nothing is near"),
        ("upn,Departement,department\na,IT,IT\n", &[("Departement", None)], "it is held"),
        ("upn,Now disabled\na,no\n", &[("Now disabled", Some("!accountEnabled"))], "the opposite"),
        ("upn,Gesperrt?\na,ja\n", &[("Gesperrt?", Some("!accountEnabled"))], "in German"),
        ("upn,Disabled by\na,Kari\n", &[("Disabled by", None)], "neither true nor false"),
        (
            "upn,Now disabled,Enabled\na,no,yes\n",
            &[("Now disabled", None)],
            "that is known already",
        ),
        ("upn,Empty\na,\n", &[], "there is nothing in it"),
        ("upn,read\na,x\n", &[], "a mapping reads it by its name"),
    ] {
        let (_, summary) = load(file.as_bytes()).unwrap();
        let unused = summary.unused(&["read".to_owned()]);
        let unused: Vec<(&str, Option<&str>)> =
            unused.iter().map(|it| (it.header.as_str(), it.proposal.as_deref())).collect();
        assert_eq!(unused, expected, "{reason}");
    }
}
