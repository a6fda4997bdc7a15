//! A secret in a schema or in another text is found, and the mapping is named.

use footbridge_handover::{SecretPlace, check_schema, check_text};
use footbridge_secret::KnownSecrets;

use crate::secrets::{OTHER, SECRET, forms, known, refused};

#[test]
fn schema_with_a_secret_is_refused_and_the_mapping_is_named() {
    let schema = |mapping: &str| {
        format!(
            r#"{{"id":"scim.4be1f1c6a1d84f0f9d4b0d6f0a9a5b11.7d1c0f3e-5a90-4f6e-9d52-3f0c1f7f0a11",
            "synchronizationRules":[{{"metadata":[{{"key":"supportsProvisionOnDemand","value":"true"}}],
            "objectMappings":[{{"name":"Users","attributeMappings":[{mapping}]}}]}}],
            "directories":[{{"objects":[{{"attributes":[{{"name":"password","type":"String"}}]}}]}}]}}"#
        )
    };
    let target = || "title".to_owned();
    let unknown = "Zq7Xw2Vb9Lk4Hn8Pd3Gs6Mt1Rf5";
    let mut cases = vec![
        (
            r#"{"targetAttributeName":"title","source":{"type":"Constant","name":"S","expression":"\"S\""}}"#,
            SecretPlace::Constant { target: target() },
        ),
        (
            r#"{"targetAttributeName":"title","source":null,"defaultValue":"S"}"#,
            SecretPlace::Constant { target: target() },
        ),
        (
            r#"{"targetAttributeName":"title","source":{"type":"Attribute","name":"mail"},"defaultValue":"S"}"#,
            SecretPlace::Default { target: target() },
        ),
        (
            r#"{"targetAttributeName":"title","source":{"type":"Function","expression":"Join(\"\", \"S\")"}}"#,
            SecretPlace::Expression { target: target() },
        ),
        (
            r#"{"targetAttributeName":"title","source":{"type":"Function","name":"Join","parameters":[{"key":"a","value":{"type":"Constant","name":"S"}}]}}"#,
            SecretPlace::Expression { target: target() },
        ),
    ];
    for secret in [unknown, OTHER, SECRET] {
        for (mapping, expected) in &cases {
            let text = schema(&mapping.replace('S', secret));
            let place = refused(check_schema(&text, &known())).map(|(place, _)| place);
            assert_eq!(place.as_ref(), Some(expected), "{text}");
        }
    }
    cases = vec![
        (
            r#"{"targetAttributeName":"title","note":"S"}"#,
            SecretPlace::Mapping { target: target() },
        ),
        (r#"{"comment":["x",{"S":1}]}"#, SecretPlace::Schema),
    ];
    for (mapping, expected) in cases {
        let text = schema(&mapping.replace('S', SECRET));
        let place = refused(check_schema(&text, &known())).map(|(place, _)| place);
        assert_eq!(place, Some(expected), "{text}");
    }
    let credentials = [
        r#"{"secrets":[{"key":"BaseAddress","value":"https://h.example"},{"key":"SecretToken","value":"hunter2"}]}"#,
        r#"{"SecretToken":"hunter2"}"#,
        r#"{"synchronization":{"client_secret":"hunter2"}}"#,
        r#"{"a":[{"adminPassword":"hunter2"}]}"#,
    ];
    for text in credentials {
        let (place, finding) = refused(check_schema(text, &KnownSecrets::default())).unwrap();
        assert!(matches!(place, SecretPlace::Credential { .. }), "{text}: {place:?}");
        assert!(!format!("{finding:?}").contains("hunter2"), "{text} is not repeated");
    }
    assert!(check_schema(&format!("no JSON: {SECRET}"), &known()).is_err(), "other text");
}

#[test]
fn real_schema_is_let_pass() {
    let schema = include_str!("../../../../../tests/data/entra-schema.json");
    assert!(check_schema(schema, &known()).is_ok(), "as Entra hands it out");
    for text in [
        r#"{"secrets":[{"key":"SecretToken","value":null},{"key":"BaseAddress","value":"https://h.example"}]}"#,
        r#"{"secrets":[{"key":"SecretToken","value":"*****"}],"password":""}"#,
        r#"{"metadata":[{"key":"ConfigurationFields","value":"[\"BaseAddress\",\"SecretToken\"]"}]}"#,
        r#"{"targetAttributeName":"password","source":{"type":"Function","expression":"RandomString(10,2,2,2,2,)"}}"#,
        "[]",
        "null",
    ] {
        assert!(check_schema(text, &known()).is_ok(), "{text}");
    }
}

#[test]
fn text_of_any_kind_is_looked_at() {
    for secret in forms() {
        let table = format!("Organisation,People\r\nFjord,12\r\n\"{secret}\",3\r\n");
        let drawing = format!("<svg><text>Fjord</text><text>{secret}</text></svg>");
        for text in [table, drawing] {
            let place = refused(check_text(&text, &known())).map(|(place, _)| place);
            assert_eq!(place, Some(SecretPlace::Text), "{text}");
        }
    }
    assert!(check_text("Organisation,People\r\nFjord Energi AS,301\r\n", &known()).is_ok());
}
