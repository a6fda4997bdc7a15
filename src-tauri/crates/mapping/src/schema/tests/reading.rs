//! What is read of a schema, and what is said about one that cannot be read.

use footbridge_finding::{Explain, Language};
use serde_json::{Value, json};

use super::{ACTIVE, EXPORT, PRIMARY, USERS, WORK_EMAIL, constant, export, read, written};
use crate::schema::entra_schema::EntraSchema;
use crate::schema::error::SchemaError;
use crate::schema::source;
use crate::table::mapping::{Apply, Mapping, Source};
use crate::table::targets::DEPARTMENT;

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

/// Gives every name a capital first, as the Graph modules of PowerShell do.
fn capitalised(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(capitalised).collect(),
        Value::Object(members) => {
            let capital = |key: String| {
                let mut letters = key.chars();
                let first = letters.next().map(|letter| letter.to_ascii_uppercase());
                first.into_iter().chain(letters).collect::<String>()
            };
            let members = members.into_iter().map(|(key, it)| (capital(key), capitalised(it)));
            let more = [("AdditionalProperties".to_owned(), json!({}))];
            members.chain(more).collect::<serde_json::Map<_, _>>().into()
        }
        other => other,
    }
}

#[test]
fn a_schema_out_of_powershell_is_read_and_written_as_graphs() {
    let schema = export();
    let job = json!({ "id": "scim.1", "schema": schema });
    for (document, reason) in [
        (capitalised(schema.clone()), "a schema"),
        (capitalised(job.clone()), "a job"),
        (capitalised(json!([job])), "a list of jobs"),
        (capitalised(json!({ "value": [schema] })), "a page"),
        (json!([schema]), "a list in Graph's own names"),
    ] {
        let read = read(&document).unwrap();
        assert_eq!(read.user_mappings().len(), 7, "{reason}");
        assert_eq!(written(&read, &read.user_mappings()), schema, "{reason}");
    }
    let mut unknown = capitalised(schema.clone());
    unknown["AdditionalProperties"] = json!({ "isNew": true, "version": "other" });
    let read = read(&unknown).unwrap();
    let written = written(&read, &read.user_mappings());
    assert_eq!(written["isNew"], true, "what the module does not know is beside the rest");
    assert_eq!(written["version"], schema["version"], "and takes nothing's place");
}

#[test]
fn a_schema_that_was_cut_is_refused_with_the_depth_to_use() {
    let cut = |at: &str, text: &str| {
        let mut document = export();
        *document.pointer_mut(at).unwrap() = text.into();
        document
    };
    let model = "Microsoft.Graph.PowerShell.Models.MicrosoftGraphObjectMapping";
    let beta = "Microsoft.Graph.Beta.PowerShell.Models.MicrosoftGraphObjectMapping";
    let source = format!("{USERS}/attributeMappings/0/source");
    for (document, path) in [
        (cut("/synchronizationRules", model), "synchronizationRules"),
        (
            cut("/synchronizationRules/0/objectMappings", &format!("{model} {model}")),
            "synchronizationRules[0].objectMappings",
        ),
        (
            cut("/synchronizationRules/0/objectMappings", beta),
            "synchronizationRules[0].objectMappings",
        ),
        (
            cut(&format!("{USERS}/attributeMappings"), "System.Object[]"),
            "synchronizationRules[0].objectMappings[1].attributeMappings",
        ),
        (
            cut(&source, "@{type=Attribute; name=mail}"),
            "synchronizationRules[0].objectMappings[1].attributeMappings[0].source",
        ),
        (
            cut(&format!("{source}/parameters"), "System.Collections.Hashtable"),
            "synchronizationRules[0].objectMappings[1].attributeMappings[0].source.parameters",
        ),
        (cut("/directories/0", "@{id=1}"), "directories[0]"),
        (json!({ "id": "scim.1", "schema": model }), "schema"),
        (
            capitalised(cut("/synchronizationRules/0/objectMappings", model)),
            "synchronizationRules[0].objectMappings",
        ),
    ] {
        let finding = read(&document).unwrap_err().explain(&Language::ENGLISH);
        assert_eq!(finding.code, "schema.cut", "{path}");
        assert!(finding.explanation.contains(path), "{path}: {}", finding.explanation);
        assert!(format!("{finding:?}").contains("-Depth 20"), "{finding:?}");
    }
    let constant = json!({ "type": "Constant", "name": "System.Object[]", "expression": "\"System.Object[]\"" });
    let mut document = export();
    *document.pointer_mut(&source).unwrap() = constant;
    assert!(read(&document).is_ok(), "a constant may be any text");
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
