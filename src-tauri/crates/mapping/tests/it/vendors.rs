//! The four vendors' own examples.

use footbridge_mapping::targets::{DEPARTMENT, DIVISION, ORGANIZATION};
use footbridge_mapping::{EditHistory, Evaluator, LevelSuggestion, Mapping, TreeNode};
use serde_json::json;

use crate::support::{PORTAL, WORK_EMAIL, context, directory, preview, sent, table, target};

const ACTIVE: &str = r#"Switch([IsSoftDeleted], , "False", "True", "True", "False")"#;
const COUNTRY: &str = r#"addresses[type eq "work"].country"#;

fn node(name: &str, count: u32, children: Vec<TreeNode>) -> TreeNode {
    TreeNode { name: name.into(), count, children }
}

#[test]
fn secure_practice_company_above_department() {
    let directory = directory(
        "userPrincipalName,companyName,department\n\
         a@n.example,Nordwind AS,Sales\n\
         b@n.example,Nordwind AS,IT\n\
         c@n.example,Nordwind AS,Sales\n\
         d@n.example,Nordwind GmbH,\n",
    );
    let set = table(vec![
        Mapping::direct("userPrincipalName", "userName").matched(1),
        Mapping::direct("companyName", ORGANIZATION),
        Mapping::direct("department", DEPARTMENT),
    ]);
    let context = context();
    let evaluator = Evaluator::new(&directory, &set, &context);
    let tree = preview(&evaluator, set.rules()).result().tree.clone();
    assert_eq!(tree.levels, ["organization", "department"], "division is not mapped");
    assert_eq!(
        tree.root,
        node(
            "",
            4,
            vec![
                node("Nordwind AS", 3, vec![node("Sales", 2, vec![]), node("IT", 1, vec![])]),
                node("Nordwind GmbH", 1, vec![node("", 1, vec![])]),
            ]
        ),
        "the chart that Secure Practice would show"
    );
}

#[test]
fn secure_practice_a_chain_in_one_field() {
    let directory = directory(PORTAL);
    let level = |number: u8| format!(r#"Item(Split([department], " > "), {number})"#);
    let set = table(vec![
        Mapping::direct("userPrincipalName", "userName").matched(1),
        Mapping::expression(level(1), ORGANIZATION),
        Mapping::expression(level(2), DIVISION),
    ]);
    assert_eq!(
        target(&directory, &set, ORGANIZATION)[..3],
        ["Fjordkraft", "Fjordkraft", "Fjordkraft"],
        "the first level"
    );
    assert_eq!(
        target(&directory, &set, DIVISION)[..11],
        [
            "Management",
            "Sales",
            "Sales",
            "Sales",
            "Operations",
            "Operations",
            "Operations",
            "IT",
            "IT",
            "Operations",
            "People"
        ],
        "the second level"
    );
    let context = context();
    let evaluator = Evaluator::new(&directory, &set, &context);
    let tree = preview(&evaluator, set.rules()).result().tree.clone();
    assert_eq!(
        tree.root.children[0],
        node(
            "Fjordkraft",
            11,
            vec![
                node("Operations", 4, vec![]),
                node("Sales", 3, vec![]),
                node("IT", 2, vec![]),
                node("Management", 1, vec![]),
                node("People", 1, vec![]),
            ]
        ),
        "the largest first"
    );
}

#[test]
fn secure_practice_three_levels_with_gaps() {
    let directory = directory(
        "userPrincipalName,department\n\
         a@n.example,Sales > North > Alpha\n\
         b@n.example,Sales>North\n\
         c@n.example,Sales\n\
         d@n.example,\n\
         e@n.example,Sales > North > Alpha\n\
         f@n.example,IT >  > Desk > Night\n",
    );
    let mut edits = EditHistory::new(table(vec![
        Mapping::direct("userPrincipalName", "userName").matched(1),
        Mapping::direct("department", DEPARTMENT),
    ]));
    let context = context();
    let proposed = LevelSuggestion::find(&directory, edits.table(), &context).unwrap();
    edits.apply_levels(&proposed);
    let set = edits.table().clone();
    let evaluator = Evaluator::new(&directory, &set, &context);
    let preview = preview(&evaluator, set.rules());
    let counted = |wanted: &str| {
        let target = preview.result().targets.iter().find(|it| it.target == wanted).unwrap();
        let frequent: Vec<(&str, u32)> =
            target.frequent.iter().map(|it| (it.value.as_str(), it.count)).collect();
        let counts = (target.filled, target.empty, target.distinct, target.errors);
        (counts, target.longest.clone(), format!("{frequent:?}"))
    };
    let row = |counts: (u32, u32, u32, u32), longest: &str, frequent: &[(&str, u32)]| {
        (counts, longest.to_owned(), format!("{frequent:?}"))
    };
    for (target, expected, reason) in [
        (ORGANIZATION, row((5, 1, 2, 0), "Sales", &[("Sales", 4), ("IT", 1)]), "d has none"),
        (DIVISION, row((3, 3, 1, 0), "North", &[("North", 3)]), "c ends above, f has a gap"),
        (
            DEPARTMENT,
            row((3, 3, 2, 0), "Alpha", &[("Alpha", 2), ("Desk", 1)]),
            "f's fourth is left",
        ),
    ] {
        assert_eq!(counted(target), expected, "{target}: {reason}");
    }
    assert_eq!(
        preview.result().tree.root,
        node(
            "",
            6,
            vec![
                node(
                    "Sales",
                    4,
                    vec![
                        node("North", 3, vec![node("Alpha", 2, vec![]), node("", 1, vec![])]),
                        node("", 1, vec![node("", 1, vec![])]),
                    ]
                ),
                node("IT", 1, vec![node("", 1, vec![node("Desk", 1, vec![])])]),
                node("", 1, vec![node("", 1, vec![node("", 1, vec![])])]),
            ]
        ),
        "a gap is a place of its own"
    );
}

#[test]
fn safe_sends_its_six_targets() {
    let directory = directory(
        "userPrincipalName,accountEnabled,mail,country,jobTitle,department\n\
         a@n.example,True,a.mail@n.example,Norway,Engineer,IT\n\
         b@n.example,False,,Norway,,\n",
    );
    let set = table(vec![
        Mapping::direct("userPrincipalName", "userName"),
        Mapping::expression(ACTIVE, "active"),
        Mapping::direct("mail", WORK_EMAIL).matched(1),
        Mapping::direct("country", COUNTRY),
        Mapping::direct("jobTitle", "title"),
        Mapping::direct("department", DEPARTMENT),
    ]);
    let expected = [
        json!({
            "userName": "a@n.example", "active": "True", WORK_EMAIL: "a.mail@n.example",
            COUNTRY: "Norway", "title": "Engineer", DEPARTMENT: "IT",
        }),
        json!({ "userName": "b@n.example", "active": "False", COUNTRY: "Norway" }),
    ];
    let sent: Vec<serde_json::Value> =
        sent(&directory, &set).into_iter().map(serde_json::Value::Object).collect();
    assert_eq!(sent, expected, "empty values are absent");
}

#[test]
fn keepnet_time_zone_and_country() {
    let directory = directory(
        "userPrincipalName,mail,usageLocation,country\na@n.example,a@n.example,NO,Norway\n\
         b@n.example,,,\n",
    );
    let set = table(vec![
        Mapping::direct("userPrincipalName", "userName").matched(1),
        Mapping::direct("mail", WORK_EMAIL),
        Mapping::direct("usageLocation", "timezone"),
        Mapping::direct("country", COUNTRY),
    ]);
    assert_eq!(target(&directory, &set, "timezone"), ["NO", ""], "the usage location");
    assert_eq!(target(&directory, &set, COUNTRY), ["Norway", ""], "the country");
}

#[test]
fn jericho_mail_is_the_user_name() {
    let directory = directory(
        "userPrincipalName,mail\nkn@n.example,kari.nordmann@n.example\nroom@n.example,\n",
    );
    let set = table(vec![Mapping::direct("mail", "userName").matched(1)]);
    assert_eq!(
        target(&directory, &set, "userName"),
        ["kari.nordmann@n.example", ""],
        "the mail, and nothing without one"
    );
}

#[test]
fn the_default_mappings_of_entra() {
    let directory = directory(PORTAL);
    let set = table(vec![
        Mapping::direct("userPrincipalName", "userName").matched(1),
        Mapping::expression(ACTIVE, "active"),
        Mapping::expression(r#"Join(" ", [givenName], [surname])"#, "name.formatted"),
        Mapping::direct("physicalDeliveryOfficeName", r#"addresses[type eq "work"].formatted"#),
    ]);
    let name = target(&directory, &set, "name.formatted");
    assert_eq!(name[1], "Bjørn Åsen", "names keep their letters");
    let user = target(&directory, &set, "userName");
    assert_eq!(user[11], "lena.frost@partner.example", "the guest under her own address");
    let active = target(&directory, &set, "active");
    assert_eq!((active[8].as_str(), active[9].as_str()), ("True", "False"), "one is disabled");
    let office = target(&directory, &set, r#"addresses[type eq "work"].formatted"#);
    assert_eq!(office[0], "Bergen", "the portal's officeLocation");
}
