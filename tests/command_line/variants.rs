//! Exports in shapes that real tools write, several of each kind.

use footbridge_tests::data;

use crate::shapes::{
    AT_MOST_FOUR, Case, MAIL, MANAGER, PHONE, THREE, case, check, rows, table, text, utf_16,
    workbook, written,
};
use crate::{exit, json, out, run, words};

#[test]
fn columns_are_matched_whatever_wrote_their_names() {
    for (kind, header, row) in [
        (
            "PascalCase",
            "UserPrincipalName,DisplayName,AccountEnabled,EmployeeType,OnPremisesSamAccountName,EmployeeOrgData.Division",
            "{upn},{name},{on|True|False},E,s,D",
        ),
        (
            "underscores",
            "user_principal_name,display_name,account_enabled,employee_org_data_cost_center,on_premises_distinguished_name",
            "{upn},{name},{on|true|false},1,x",
        ),
        (
            "blanks and capitals",
            "USER PRINCIPAL NAME , Display Name,ACCOUNT ENABLED,Employee Hire Date,On-premises security identifier",
            "{upn},{name},{on|TRUE|FALSE},2020,S-1",
        ),
        (
            "dots",
            "user.principal.name;display.name;account.enabled;employee.leave.date.time",
            "{upn};{name};{on|1|0};2020",
        ),
    ] {
        let never = &["unreadable_boolean", "duplicate_column", "columns_not_used"][..];
        check(&Case { never, ..case(kind, table(header, row)) });
    }
}

#[test]
fn the_tools_of_admins_are_read() {
    let centre = "Block credential,City,Country/Region,Department,DirSyncEnabled,Display name,Fax,First name,Last name,Licenses,Mobile Phone,Object Id,Office,Phone number,Proxy addresses,Title,User principal name,When created";
    let of_centre = "{on|False|True},Oslo,Norway,IT,True,{name},,A,B,E3,+47 9,1,O3,+47 22,SMTP:a@c.com+smtp:b@c.com,{title},{upn},2021";
    let new_centre = "Display name,DirSyncEnabled,User principal name,Object Id,Soft deletion time stamp,Title,CountryOrRegion,StateOrProvince,Block credential,Licenses,Phone number";
    let german =
        "Benutzerprinzipalname;Anzeigename;Anmeldeinformationen blockieren;Titel;Telefonnummer";
    let template = "version:v1.0\nName [displayName] Required,User name [userPrincipalName] Required,Initial password [passwordProfile] Required,Block sign in (Yes/No) [accountEnabled] Required,Job title [jobTitle]";
    let spaced = "version:v1.0,,,\nName [displayName] Required, User name [userPrincipalName] Required, Block sign in (Yes/No) [accountEnabled] Required";
    let on_premises = "#TYPE Microsoft.ActiveDirectory.Management.ADUser\n\"DistinguishedName\",\"Enabled\",\"Name\",\"SamAccountName\",\"SID\",\"UserPrincipalName\",\"EmailAddress\"";
    let aliases = "\"Id\",\"ObjectId\",\"DisplayName\",\"UserPrincipalName\",\"Mail\",\"AccountEnabled\",\"TelephoneNumber\",\"BusinessPhones\",\"Mobile\",\"MobilePhone\"";
    for (kind, file) in [
        ("the admin centre", table(centre, of_centre).into_bytes()),
        (
            "its newer headings",
            table(new_centre, "{name},True,{upn},1,,{title},,,{on|False|True},E3,").into_bytes(),
        ),
        (
            "in German, through PowerShell",
            utf_16(&table(german, "{upn};{name};{on|Falsch|Wahr};{title};")),
        ),
        (
            "a bulk template",
            table(template, "{name},{upn},hemmelig,{on|No|Yes},{title}").into_bytes(),
        ),
        ("with blanks", table(spaced, "{name},{upn},{on|No|Yes}").into_bytes()),
        (
            "Get-ADUser",
            table(
                on_premises,
                "\"CN=x,DC=y\",\"{on|True|False}\",\"{name}\",\"s\",\"S-1\",\"{upn}\",\"{mail}\"",
            )
            .into_bytes(),
        ),
        (
            "Get-EntraUser",
            table(aliases, "1,1,{name},{upn},{mail},{on|True|False},+47,{+47},+48,+48")
                .into_bytes(),
        ),
        (
            "a script",
            table("UPN|Full name|Account status", "{upn}|{name}|{on|Enabled|Blocked}").into_bytes(),
        ),
        (
            "another",
            table("user_principal_name\tdisplay_name\tis_enabled", "{upn}\t{name}\t{on|yes|no}")
                .into_bytes(),
        ),
        (
            "a third",
            table(
                "Display name;User principal name;Sign-in status",
                "{name};{upn};{on|Sign-in allowed|Sign-in blocked}",
            )
            .into_bytes(),
        ),
    ] {
        check(&case(kind, file));
        let (_folder, path) =
            written(&case(kind, table(template, "{name},{upn},hemmelig,{on|No|Yes},x")).file);
        let listed = run(&["preview", "--users", text(&path), "--vendor", "other", "--json"]);
        let shown = [out(&listed), words(&listed)].concat();
        assert!(!shown.contains("hemmelig"), "no password is shown");
    }
}

#[test]
fn a_workbook_is_read_wherever_its_table_stands() {
    let people =
        table("User principal name,Display name,Account enabled", "{upn},{name},{on|True|False}");
    let people = rows(&people);
    let titled = |title: Vec<Vec<&'static str>>| -> Vec<Vec<&str>> {
        title.into_iter().chain(people.iter().cloned()).collect()
    };
    let titles = titled(vec![vec!["Users of Contoso"], vec!["", "made in June"]]);
    let notes = vec![vec!["Read me"], vec!["Mail", "me"]];
    for (kind, sheets, says) in [
        ("on the first sheet", vec![("Users", people.clone())], &[][..]),
        ("below a title", vec![("Users", titles.clone())], &["directory.title_rows"]),
        (
            "on another sheet",
            vec![("Read me", vec![vec!["Hello"]]), ("Users", people.clone())],
            &["directory.sheet_chosen", "Read me"],
        ),
        (
            "below a title of the third",
            vec![("A", vec![vec!["x"]]), ("B", vec![]), ("Users", titles)],
            &["directory.sheet_chosen", "directory.title_rows"],
        ),
        (
            "beside notes that have a name of an attribute",
            vec![("Users", people.clone()), ("Notes", notes)],
            &[],
        ),
    ] {
        // The name of the file ends with .csv.
        check(&Case { says, ..case(kind, workbook(&sheets)) });
    }
}

#[test]
fn what_is_not_read_is_said_and_can_be_told() {
    for (header, row, says, columns) in [
        (
            "userPrincipalName,displayName,Sperre",
            "{upn},{name},{on|nein|ja}",
            &["No mapping reads Sperre"][..],
            &["Sperre=!accountEnabled"][..],
        ),
        (
            "Login name,displayName,accountEnabled,mail",
            "{upn},{name},{on|True|False},{mail}",
            &["Login name"],
            &["Login name=userPrincipalName"],
        ),
        (
            "userPrincipalName,Display nmae,accountEnabled",
            "{upn},{name},{on|True|False}",
            &["Display nmae=displayName", "--column 'Display nmae=displayName'"],
            &["Display nmae=displayName"],
        ),
        (
            "userPrincipalName,displayName,Locked out",
            "{upn},{name},{on|0|1}",
            &["Locked out"],
            &["Locked out=!accountEnabled"],
        ),
    ] {
        let file = table(header, row);
        let (_folder, path) = written(file.as_bytes());
        let schema = data("exports/schema-default-microsoft-entra-id.json");
        let base = ["preview", "--users", text(&path), "--schema", text(&schema), "--summary"];
        let told = words(&run(&base));
        assert!(told.contains("[directory.columns_not_used]"), "{header}: {told}");
        says.iter().for_each(|said| assert!(told.contains(said), "{header}: {said} in {told}"));
        let columns: Vec<&str> = columns.iter().flat_map(|it| ["--column", it]).collect();
        let output = run(&[&base[..], &columns].concat());
        assert!(out(&output).starts_with(THREE), "{header}: {}", out(&output));
        assert!(!words(&output).contains("columns_not_used"), "{header}: {}", words(&output));
    }
}

#[test]
fn what_is_no_list_of_people_is_refused_with_what_it_seems_to_be() {
    for (file, code, says) in [
        (
            "Id,ProvisioningAction,SourceIdentity.Id\n1,create,2\n",
            "provisioning_log",
            "Download users",
        ),
        (
            "[{\"id\":\"1\",\"provisioningSteps\":[],\"sourceIdentity\":{}}]",
            "provisioning_log",
            "Download users",
        ),
        (
            "Date (UTC),Request ID,User,Username,Sign-in error code,Failure reason\n1,2,A,a@n,0,\n",
            "sign_in_log",
            "Download users",
        ),
        (
            "[{\"userPrincipalName\":\"a@n\",\"appDisplayName\":\"x\",\"isInteractive\":true}]",
            "sign_in_log",
            "Download users",
        ),
        (
            "Date (UTC),Service,Category,Activity,Result,ActorUserPrincipalName,Target1Type\n1,2,3,4,5,a@n,User\n",
            "audit_log",
            "Download users",
        ),
        (
            "RecordType,CreationDate,UserIds,Operations,AuditData\n8,1,a@n,Add user.,{}\n",
            "audit_log",
            "Download users",
        ),
        ("{\"id\":\"1\",\"synchronizationRules\":[]}", "schema_json", "--schema"),
        ("DisplayName : A\nMail        : a@n\n", "format_list", "Export-Csv"),
        ("DisplayName Mail\n----------- ----\nA           a@n\n", "format_table", "Export-Csv"),
        ("Id DisplayName\r\n-- -----------\r\n1  A\r\n", "format_table", "Export-Csv"),
        ("id,displayName,membershipRule,groupTypes\n1,All,,Unified\n", "groups", "Download users"),
        ("displayName,deviceId,operatingSystem\nPC,1,Windows\n", "devices", "Download users"),
        ("Navn;Avdeling;displayName\nx;y;A\n", "nobody_named", "Navn, Avdeling, displayName"),
        ("Full name,Department\nA,B\n", "nobody_named", "--column"),
    ] {
        for bytes in [file.as_bytes().to_vec(), utf_16(file)] {
            let (_folder, path) = written(&bytes);
            let vendor = ["--vendor", "secure-practice", "--summary"];
            let output = run(&[&["preview", "--users", text(&path)][..], &vendor].concat());
            let told = words(&output);
            assert_eq!((exit(&output), out(&output).as_str()), (2, ""), "{code}: {told}");
            assert!(told.contains(&format!("[directory.{code}]")), "{code}: {told}");
            assert!(told.contains(says), "{code}: {says} in {told}");
        }
    }
}

#[test]
fn not_exported_is_not_empty_and_empty_is_not_not_exported() {
    let object = "Microsoft.Graph.PowerShell.Models.MicrosoftGraphDirectoryObject";
    let never = &["value.default", "required.empty", "user.disabled"][..];
    for (kind, header, row, begins, counts, says) in [
        (
            "no column",
            "userPrincipalName,displayName",
            "{upn},{name}".to_owned(),
            AT_MOST_FOUR,
            &[("active", 0, 0), (MAIL, 0, 0), ("title", 0, 0)][..],
            &["Not exported: accountEnabled"][..],
        ),
        (
            "empty for everybody",
            "userPrincipalName,accountEnabled,mail,jobTitle",
            "{upn},True,,".to_owned(),
            "4 users\n4 accounts would be created\n",
            &[("active", 4, 0), (MAIL, 0, 4), ("title", 0, 4)],
            &["[directory.column_empty]", "Nobody has a value: jobTitle, mail", "user.no_mail"],
        ),
        (
            "objects of Graph's",
            "UserPrincipalName,JobTitle,Mail,AccountEnabled,Manager",
            format!("{{upn}},,{{mail}},True,{object}"),
            "4 users\n4 accounts would be created\n",
            &[("title", 0, 0), (MAIL, 3, 1), (MANAGER, 0, 0)],
            &["Not exported: ", "$_.Manager.Id"],
        ),
        (
            "an account that is neither",
            "UserPrincipalName,JobTitle,AccountEnabled",
            "{upn},{title},".to_owned(),
            AT_MOST_FOUR,
            &[("active", 0, 0), ("title", 2, 2)],
            &["Not exported: accountEnabled"],
        ),
    ] {
        let file = table(header, &row);
        check(&Case { begins, counts, says, never, ..case(kind, file) });
    }
}

#[test]
fn lists_are_read_and_what_powershell_lost_is_named() {
    for (kind, phone, filled, empty, says) in [
        ("semicolons", "{+47 1; +47 2}", 4, 0, &[][..]),
        ("commas", "\"{+47 1, +47 2}\"", 4, 0, &[]),
        ("one", "{+47 1}", 4, 0, &[]),
        ("nothing", "{}", 0, 4, &["Nobody has a value: "]),
        ("a type", "System.String[]", 0, 0, &["directory.type_names", "$_.BusinessPhones[0]"]),
        (
            "a generic type",
            "System.Collections.Generic.List`1[System.String]",
            0,
            0,
            &["directory.type_names"],
        ),
    ] {
        let file = table(
            "userPrincipalName,accountEnabled,BusinessPhones",
            &format!("{{upn}},{{on|True|False}},{phone}"),
        );
        check(&Case { counts: &[(PHONE, filled, empty)], says, ..case(kind, file) });
    }
    let file = table(
        "userPrincipalName,displayName,accountEnabled,proxyAddresses",
        "{upn},{name},{on|True|False},System.String[]",
    );
    check(&Case { never: &["type_names"], ..case("a list that nobody reads", file) });
}

#[test]
fn companies_of_other_forms_are_no_slips() {
    for (one, other, is_slip) in [
        ("Nordvik Energi AS", "Nordvik Energi AB", false),
        ("Nordvik A/S", "Nordvik AS", false),
        ("Nordvik ApS", "Nordvik A/S", false),
        ("Novak s.r.o.", "Novak a.s.", false),
        ("Kowalski Sp. z o.o.", "Kowalski S.A.", false),
        ("Yılmaz A.Ş.", "Yılmaz Ltd.", false),
        ("Plant 4711", "Plant 4712", false),
        ("Building A", "Building B", false),
        ("Nordvik Energi AS", "Nordvik Enrgi AS", true),
        ("Engineering", "Enginering", true),
        ("Nordvik AS", "NORDVIK AS", true),
    ] {
        let file =
            format!("userPrincipalName,companyName\na@n.example,{one}\nb@n.example,{other}\n");
        let (_folder, path) = written(file.as_bytes());
        let base = ["preview", "--users", text(&path), "--vendor", "secure-practice", "--summary"];
        let told = words(&run(&base));
        assert_eq!(told.contains("[organisation.twins]"), is_slip, "{one}, {other}: {told}");
    }
}

#[test]
fn people_without_an_address_are_told_for_every_vendor() {
    let vendors = json(&run(&["vendors", "--json"]));
    let vendors: Vec<&str> =
        vendors.as_array().expect("a list").iter().filter_map(|it| it["id"].as_str()).collect();
    assert!(vendors.len() >= 5, "{vendors:?}");
    let file = table(
        "userPrincipalName,displayName,mail,accountEnabled",
        "{upn},{name},{mail},{on|True|False}",
    );
    let (_folder, path) = written(file.as_bytes());
    for vendor in vendors {
        let base = ["preview", "--users", text(&path), "--vendor", vendor, "--summary", "--json"];
        let summary = json(&run(&base));
        let findings = summary["findings"].as_array().expect("a list");
        let found = findings.iter().find(|it| it["code"] == "user.no_mail");
        assert_eq!(found.map(|it| &it["count"]), Some(&1.into()), "{vendor}: {findings:?}");
    }
}
