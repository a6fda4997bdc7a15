//! A table of cases over an export written for the tests, and properties of writing it back.

use footbridge_finding::Explain;
use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::model::{Apply, Source};
use crate::targets::DEPARTMENT;

/// The same file that the command line's test opens.
const EXPORT: &str = include_str!("../../../../../tests/data/entra-schema.json");
const WORK_EMAIL: &str = r#"emails[type eq "work"].value"#;
const PRIMARY: &str = r#"emails[type eq "work"].primary"#;
const ACTIVE: &str = r#"Switch([IsSoftDeleted], , "False", "True", "True", "False")"#;
const USERS: &str = "/synchronizationRules/0/objectMappings/1";

fn export() -> Value {
    serde_json::from_str(EXPORT).unwrap()
}

fn constant(value: &str, target: &str) -> Mapping {
    Mapping::new(Source::Constant { value: value.to_owned() }, target)
}

fn read(document: &Value) -> Result<EntraSchema, SchemaError> {
    EntraSchema::parse(&document.to_string())
}

/// Returns the attribute mapping of a target in a written schema.
fn item<'a>(schema: &'a Value, target: &str) -> &'a Value {
    let items = schema.pointer(USERS).and_then(|users| users["attributeMappings"].as_array());
    items.unwrap().iter().find(|item| item["targetAttributeName"] == target).unwrap()
}

fn written(schema: &EntraSchema, wanted: &[Mapping]) -> Value {
    serde_json::from_str(&schema.with_user_mappings(wanted)).unwrap()
}

#[test]
fn the_mappings_of_users_are_read() {
    let schema = EntraSchema::parse(EXPORT).unwrap();
    let mut object_id = Mapping::direct("objectId", "externalId").matched(2);
    object_id.apply = Apply::OnCreation;
    let mut active = Mapping::expression(ACTIVE, "active");
    active.default_if_null = Some("True".to_owned());
    let mut department = Mapping::direct("department", DEPARTMENT);
    department.default_if_null = Some("Unknown".to_owned());
    let expected = [
        Mapping::direct("userPrincipalName", "userName").matched(1),
        active,
        Mapping::expression("ToLower([mail], )", WORK_EMAIL),
        object_id,
        constant("Employee \"A\"", "userType"),
        constant("True", PRIMARY),
        department,
    ];
    assert_eq!(schema.user_mappings(), expected, "all but nickName, which sends nothing");
}

#[test]
fn wrappings_of_graph_are_taken_off() {
    let schema = export();
    let list =
        json!({ "@odata.context": "…", "value": [{ "id": "a" }, { "id": "b", "schema": schema }] });
    for (document, reason) in [
        (json!({ "id": "scim.1", "status": {}, "schema": schema }), "a job"),
        (json!({ "value": [schema] }), "a list of schemas"),
        (list, "a list of jobs, one of them with its schema"),
    ] {
        let read = read(&document).unwrap();
        assert_eq!(read.user_mappings().len(), 7, "{reason}");
        assert_eq!(
            written(&read, &read.user_mappings()),
            schema,
            "{reason}: the schema alone is written"
        );
    }
    let marked = format!("\u{feff}{EXPORT}");
    assert!(EntraSchema::parse(&marked).is_ok(), "a byte order mark is no mistake");
}

#[test]
fn what_cannot_be_read_is_said() {
    let rules =
        |mappings: Value| json!({ "synchronizationRules": [{ "objectMappings": mappings }] });
    let users = |name: &str, enabled: bool| {
        json!({ "name": name, "enabled": enabled, "sourceObjectName": "User",
            "targetObjectName": "urn:ietf:params:scim:schemas:core:2.0:User" })
    };
    let one = |attribute: Value| {
        let mut users = users("A", true);
        users["attributeMappings"] = json!([attribute]);
        rules(json!([users])).to_string()
    };
    for (text, code, evidence, reason) in [
        ("{\n  \"a\": ]".to_owned(), "schema.not_json", "line 2", "broken JSON"),
        (String::new(), "schema.not_json", "EOF", "nothing"),
        ("[]".to_owned(), "schema.not_a_schema", "", "a list"),
        (
            r#"{"id":"scim.1","status":{}}"#.to_owned(),
            "schema.not_a_schema",
            "id, status",
            "a job without schema",
        ),
        (rules(json!([])).to_string(), "schema.no_user_mapping", "", "no mapping at all"),
        (
            rules(json!([{ "sourceObjectName": "User", "targetObjectName": "User" }])).to_string(),
            "schema.no_user_mapping",
            "User → User",
            "an application without SCIM",
        ),
        (
            rules(json!([users("A", true), users("B", true)])).to_string(),
            "schema.several_user_mappings",
            "",
            "two enabled",
        ),
        (
            rules(json!([users("A", false), users("B", false)])).to_string(),
            "schema.several_user_mappings",
            "",
            "two, none enabled",
        ),
        (
            r#"{"synchronizationRules":{}}"#.to_owned(),
            "schema.unknown_shape",
            "{}",
            "rules that are no list",
        ),
        (
            one(json!("userName")),
            "schema.unknown_shape",
            "\"userName\"",
            "a mapping that is a text",
        ),
        (one(json!({ "source": {} })), "schema.unknown_shape", "null", "a mapping without target"),
        (
            one(json!({ "targetAttributeName": "x", "source": [] })),
            "schema.unknown_shape",
            "[]",
            "a source that is a list",
        ),
        (
            one(json!({ "targetAttributeName": "x", "source": { "type": "Magic", "name": "y" } })),
            "schema.unknown_shape",
            "\"Magic\"",
            "a type that is not known",
        ),
        (
            one(
                json!({ "targetAttributeName": "x", "source": { "type": "Function", "name": "Join" } }),
            ),
            "schema.unknown_shape",
            "null",
            "a function without its text",
        ),
        (
            one(
                json!({ "targetAttributeName": "x", "matchingPriority": -1, "source": { "name": "mail" } }),
            ),
            "schema.unknown_shape",
            "-1",
            "a precedence below 0",
        ),
    ] {
        let finding = EntraSchema::parse(&text).unwrap_err().explain(&Language::ENGLISH);
        assert_eq!(finding.code, code, "{reason}");
        let found = finding.evidence.unwrap_or_default();
        assert!(found.contains(evidence), "{reason}: {found}");
        assert!(!finding.fixes.is_empty(), "{reason}: what to do");
    }
}

#[test]
fn the_place_of_a_mistake_is_named() {
    let error = EntraSchema::parse("{\n  \"a\": ]").unwrap_err();
    let place = error.explain(&Language::ENGLISH).place.unwrap();
    assert_eq!((place.line, place.column), (Some(2), Some(8)), "counted from 1");

    let mut document = export();
    document["synchronizationRules"][0]["objectMappings"][1]["attributeMappings"][2]["source"]["type"] =
        7.into();
    let error = read(&json!({ "value": [document] })).unwrap_err();
    let expected =
        "value[0].synchronizationRules[0].objectMappings[1].attributeMappings[2].source.type";
    let SchemaError::UnknownShape { path, found } = error else { panic!("{error}") };
    assert_eq!((path.as_str(), found.as_str()), (expected, "7"), "as people write a path");
}

#[test]
fn the_enabled_one_of_several_counts() {
    let mut document = export();
    let mut old = document.pointer(USERS).unwrap().clone();
    old["enabled"] = false.into();
    old["attributeMappings"] = json!([]);
    let mappings = document["synchronizationRules"][0]["objectMappings"].as_array_mut().unwrap();
    mappings.insert(0, old);
    assert_eq!(read(&document).unwrap().user_mappings().len(), 7, "the other one is turned off");
}

#[test]
fn what_is_worth_knowing_is_said() {
    let codes = |document: &Value| -> Vec<String> {
        let findings = read(document).unwrap().findings(&Language::ENGLISH);
        findings.into_iter().map(|finding| finding.code).collect()
    };
    let mut document = export();
    assert_eq!(
        codes(&document),
        ["schema.scoped", "schema.actions_off"],
        "a filter, and no Delete"
    );
    let users = document.pointer_mut(USERS).unwrap();
    users["scope"] = Value::Null;
    users["flowTypes"] = "Add, Update,Delete".into();
    users["enabled"] = false.into();
    assert_eq!(codes(&document), ["schema.disabled"], "turned off");
    document.pointer_mut(USERS).unwrap()["enabled"] = true.into();
    assert_eq!(codes(&document), [""; 0], "as Entra sets it up");
}

#[test]
fn sources_in_other_spellings_are_read() {
    let direct = |name: &str| Some(Source::Direct { attribute: name.to_owned() });
    let constant = |value: &str| Some(Source::Constant { value: value.to_owned() });
    for (json, expected, reason) in [
        (json!({ "name": "mail" }), direct("mail"), "Attribute is the default type"),
        (json!({ "expression": "[mail]" }), direct("mail"), "the text alone"),
        (
            json!({ "type": "Attribute", "name": "a", "expression": "[b]" }),
            direct("b"),
            "the text counts",
        ),
        (
            json!({ "type": "Constant", "name": "x" }),
            constant("x"),
            "a constant's name is its value",
        ),
        (
            json!({ "type": "Constant", "expression": "x y" }),
            constant("x y"),
            "without quotation marks",
        ),
        (
            json!({ "type": "Constant", "expression": r#""""#, "name": "" }),
            constant(""),
            "an empty text",
        ),
        (json!({}), None, "Graph's documentation shows an empty source"),
        (Value::Null, None, "and a null"),
    ] {
        assert_eq!(source::read(&json, "").unwrap(), expected, "{reason}");
    }
}

#[test]
fn unchanged_mappings_leave_everything_as_it_was() {
    let schema = EntraSchema::parse(EXPORT).unwrap();
    let text = schema.with_user_mappings(&schema.user_mappings());
    assert_eq!(text, format!("{:#}\n", export()), "every property, in its order");
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

#[test]
fn the_target_directory_says_where_case_counts() {
    let mut document = export();
    assert!(read(&document).unwrap().case_exact_targets().is_empty(), "nowhere in the export");
    let attributes = document["directories"]
        .as_array_mut()
        .unwrap()
        .iter_mut()
        .flat_map(|directory| directory["objects"].as_array_mut().unwrap())
        .flat_map(|object| object["attributes"].as_array_mut().unwrap());
    for attribute in attributes {
        if attribute["name"] == "title" {
            attribute["caseExact"] = json!(true);
        }
    }
    let exact = read(&document).unwrap().case_exact_targets();
    assert_eq!(exact.into_iter().collect::<Vec<_>>(), ["title"], "where the document says so");
}
