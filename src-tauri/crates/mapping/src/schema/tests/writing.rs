//! What is written, and that it is read again.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{ACTIVE, EXPORT, PRIMARY, USERS, WORK_EMAIL, export, item, read, written};
use crate::schema::entra_schema::EntraSchema;
use crate::schema::source;
use crate::table::mapping::{Apply, Mapping, Source};
use crate::table::targets::DEPARTMENT;

#[test]
fn unchanged_mappings_leave_everything_as_it_was() {
    let schema = EntraSchema::parse(EXPORT).unwrap();
    let text = schema.with_user_mappings(&schema.user_mappings());
    assert_eq!(text, format!("{:#}\n", export()), "every property, in its order");
}

#[test]
fn real_exports_keep_all_that_is_not_a_mapping_of_users() {
    macro_rules! exports {
        ($($name:literal)*) => {
            [$(($name, include_str!(concat!("../../../../../../tests/data/", $name)))),*]
        };
    }
    for (name, text) in exports![
        "entra-schema.json"
        "exports/schema-default-microsoft-entra-id.json"
        "exports/schema-matching-two-sources.json"
    ] {
        let schema = EntraSchema::parse(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let original = schema.with_user_mappings(&schema.user_mappings());
        let wanted = [Mapping::direct("mail", "userName").matched(1)];
        let written = schema.with_user_mappings(&wanted);
        let again = EntraSchema::parse(&written).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(again.user_mappings(), wanted, "{name}: the wanted mapping");
        // A line that is gone or new belongs to a mapping of users; all others stay, letter by letter.
        let lines: std::collections::HashSet<&str> = original.lines().map(str::trim).collect();
        let head = original.split("attributeMappings").next();
        assert_eq!(written.split("attributeMappings").next(), head, "{name}: what stands before");
        let strange: Vec<&str> = written
            .lines()
            .map(str::trim)
            .filter(|line| !lines.contains(line) && !lines.contains(&*format!("{line},")))
            .filter(|line| !lines.contains(line.trim_end_matches(',')))
            .filter(|line| !line.contains("mail") && !line.contains("matchingPriority"))
            .collect();
        assert_eq!(strange, Vec::<&str>::new(), "{name}");
    }
}

#[test]
fn a_change_touches_nothing_else() {
    let schema = EntraSchema::parse(EXPORT).unwrap();
    let mut wanted = schema.user_mappings();
    for mapping in &mut wanted {
        match mapping.target.as_str() {
            "userName" => mapping.source = Source::Direct { attribute: "mail".to_owned() },
            WORK_EMAIL => {
                mapping.source = Source::Expression { text: r#"Append([mail], ".x")"#.to_owned() };
            }
            "externalId" => (mapping.apply, mapping.matching) = (Apply::Always, None),
            PRIMARY => mapping.source = Source::Constant { value: "False".to_owned() },
            DEPARTMENT => mapping.default_if_null = None,
            _ => {}
        }
    }
    let mut expected = export();
    let items = &mut expected.pointer_mut(USERS).unwrap()["attributeMappings"];
    items[0]["source"]["expression"] = "[mail]".into();
    items[0]["source"]["name"] = "mail".into();
    items[2]["source"]["expression"] = r#"Append([mail], ".x")"#.into();
    items[2]["source"]["name"] = "Append".into();
    items[2]["source"]["parameters"] = json!([
        { "key": "source", "value": { "type": "Attribute", "name": "mail", "expression": "[mail]", "parameters": [] } },
        { "key": "suffix", "value": { "type": "Constant", "name": ".x", "expression": "\".x\"", "parameters": [] } },
    ]);
    items[3]["flowType"] = "Always".into();
    items[3]["matchingPriority"] = 0.into();
    items[5]["source"] =
        json!({ "type": "Constant", "name": "False", "expression": "\"False\"", "parameters": [] });
    items[5]["defaultValue"] = Value::Null;
    items[7]["defaultValue"] = Value::Null;
    assert_eq!(written(&schema, &wanted), expected, "and unknown properties stay");
}

#[test]
fn mappings_are_removed_and_added() {
    let schema = EntraSchema::parse(EXPORT).unwrap();
    let mut nick_name = Mapping::direct("mailNickname", "nickName");
    nick_name.default_if_null = Some("none".to_owned());
    let division = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:division";
    let wanted = [
        Mapping::direct("jobTitle", "title"),
        Mapping::direct("companyName", division),
        nick_name.clone(),
        Mapping::direct("userPrincipalName", "userName").matched(1),
    ];
    let after = written(&schema, &wanted);
    let items = after.pointer(USERS).unwrap()["attributeMappings"].as_array().unwrap();
    let targets: Vec<&str> =
        items.iter().filter_map(|item| item["targetAttributeName"].as_str()).collect();
    assert_eq!(
        targets,
        ["userName", "nickName", "title", division],
        "kept in place, new at the end"
    );
    assert_eq!(item(&after, "userName"), item(&export(), "userName"), "it stayed as it was");
    assert_eq!(
        item(&after, "title"),
        &json!({
            "defaultValue": null,
            "exportMissingReferences": false,
            "flowBehavior": "FlowWhenChanged",
            "flowType": "Always",
            "matchingPriority": 0,
            "targetAttributeName": "title",
            "source": { "type": "Attribute", "name": "jobTitle", "expression": "[jobTitle]", "parameters": [] },
        }),
        "with what Graph's documentation shows"
    );
    assert_eq!(item(&after, "nickName")["flowType"], "Always", "it had only shown its old value");

    let attributes = |schema: &Value| -> Vec<String> {
        let attributes = schema["directories"][1]["objects"][0]["attributes"].as_array();
        attributes.unwrap().iter().map(|it| it["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(
        attributes(&after),
        ["id", "userName", "title", division],
        "the new target is defined, and the known one not twice"
    );
    assert_eq!(after["directories"][0], export()["directories"][0], "Entra's own side stays");

    let mut bare = export();
    bare["directories"][1]["objects"] = json!([]);
    let after = written(&read(&bare).unwrap(), &wanted);
    assert_eq!(after["directories"], bare["directories"], "no directory is invented");

    let nothing = written(&schema, &[]);
    let left = nothing.pointer(USERS).unwrap()["attributeMappings"].as_array().unwrap();
    assert_eq!(left.len(), 1, "only nickName, which sends nothing and so was never shown");
}

#[test]
fn the_tree_has_graphs_names() {
    let keys = |text: &str| -> Vec<String> {
        let mut members = serde_json::Map::new();
        source::write(&Source::Expression { text: text.to_owned() }, &mut members);
        assert_eq!(members["expression"], text, "the text stays as written");
        let parameters = members["parameters"].as_array().unwrap();
        parameters
            .iter()
            .map(|it| {
                format!(
                    "{}={}",
                    it["key"].as_str().unwrap(),
                    it["value"]["expression"].as_str().unwrap()
                )
            })
            .collect()
    };
    for (text, expected, reason) in [
        (
            "Mid([userPrincipalName], 1, 8)",
            vec!["source=[userPrincipalName]", "start=\"1\"", "length=\"8\""],
            "the example of attributeMappingSource",
        ),
        (
            r#"Replace([preferredLanguage], "-", , , "_", , )"#,
            vec!["source=[preferredLanguage]", "Find=\"-\"", "Replacement=\"_\""],
            "the example of parseExpression: an empty slot has no entry",
        ),
        (
            r#"Join(" ", [givenName], StripSpaces([surname]))"#,
            vec!["separator=\" \"", "source=[givenName]", "source=StripSpaces([surname])"],
            "a repeated parameter, and a function inside",
        ),
        (
            ACTIVE,
            vec![
                "source=[IsSoftDeleted]",
                "switchValue=\"False\"",
                "switchValue=\"True\"",
                "switchValue=\"True\"",
                "switchValue=\"False\"",
            ],
            "the stock mapping of active",
        ),
        ("ToLower([mail], )", vec![], "Graph's list does not have the function"),
        ("Append(ToLower([mail], ), \"x\")", vec![], "nor the one inside"),
        ("Append([a], [b], [c])", vec![], "one too many"),
        ("Join(", vec![], "not finished"),
        ("IIF([a] = \"b\", \"c\", \"d\")", vec![], "a comparison"),
        ("", vec![], "nothing"),
    ] {
        assert_eq!(keys(text), expected, "{reason}");
    }
    let deep = format!("{}[a]{}", "Not(".repeat(100), ")".repeat(100));
    assert_eq!(keys(&deep), [""; 0], "readers of JSON do not go that deep");
}

fn sources() -> impl Strategy<Value = Source> {
    prop_oneof![
        "[a-zA-Z][a-zA-Z0-9_.]{0,12}".prop_map(|attribute| Source::Direct { attribute }),
        ".{0,12}".prop_map(|value| Source::Constant { value }),
        ("[a-z]{1,8}", ".{0,8}").prop_map(|(attribute, text)| Source::Expression {
            text: format!("Append([{attribute}], {})", footbridge_expression::quoted(&text)),
        }),
        "[a-z]{1,8}".prop_map(|name| Source::Expression { text: format!("ToLower([{name}], )") }),
    ]
}

fn tables() -> impl Strategy<Value = Vec<Mapping>> {
    let targets =
        ["userName", "active", WORK_EMAIL, "nickName", PRIMARY, "title", "x:y", DEPARTMENT];
    let mappings = proptest::collection::vec(
        (sources(), proptest::option::of(".{1,8}"), any::<bool>(), 0u32..4),
        targets.len(),
    );
    let order = Just(targets.to_vec()).prop_shuffle();
    (mappings, order, 0..=targets.len()).prop_map(|(mappings, targets, length)| {
        let made = mappings.into_iter().zip(targets).take(length);
        made.map(|((source, default_if_null, once, matching), target)| Mapping {
            default_if_null,
            apply: if once { Apply::OnCreation } else { Apply::Always },
            matching: (matching > 0).then_some(matching),
            ..Mapping::new(source, target)
        })
        .collect()
    })
}

fn by_target(mut mappings: Vec<Mapping>) -> Vec<Mapping> {
    mappings.sort_by(|one, other| one.target.cmp(&other.target));
    mappings
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_written_is_read_again(wanted in tables()) {
        let schema = EntraSchema::parse(EXPORT).unwrap();
        let text = schema.with_user_mappings(&wanted);
        let again = EntraSchema::parse(&text).unwrap();
        prop_assert_eq!(by_target(again.user_mappings()), by_target(wanted.clone()));
        prop_assert_eq!(again.with_user_mappings(&again.user_mappings()), text.as_str(), "nothing moves");

        let mut rest: Value = serde_json::from_str(&text).unwrap();
        let mut before = export();
        for document in [&mut rest, &mut before] {
            document.pointer_mut(USERS).unwrap()["attributeMappings"].take();
            document["directories"][1]["objects"][0]["attributes"].take();
        }
        prop_assert_eq!(rest, before, "everything outside the table stays");
    }

    #[test]
    fn nothing_breaks_it(text in ".{0,200}", cut in 0..EXPORT.trim_end().len()) {
        assert!(EntraSchema::parse(&text).is_err(), "no schema comes about by chance");
        let cut = EXPORT.get(..cut).unwrap_or_default();
        assert!(EntraSchema::parse(cut).is_err(), "half a document is none");
    }
}
