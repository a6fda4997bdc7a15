//! A secret where none belongs is refused at the field, and stored nowhere.

use serde_json::{Value, json};

use crate::support::{Program, ok};

const KEY: &str = "canary-key-7f3a";
const SECRET: &str = "canary-secret-91c2";
/// base64 of `KEY:SECRET`.
const TOKEN: &str = "Y2FuYXJ5LWtleS03ZjNhOmNhbmFyeS1zZWNyZXQtOTFjMg==";

fn with_token(vendor: &str) -> Program {
    let program = Program::start();
    ok(program.call("choose_vendor", json!({ "id": vendor, "identityProvider": "entra" })));
    let input = match vendor {
        "secure-practice" => json!({ "key": KEY, "secret": SECRET, "token": "" }),
        _ => json!({ "key": "", "secret": "", "token": TOKEN }),
    };
    ok(program.call("compose_token", json!({ "input": input })));
    program
}

fn assert_nothing_is_kept(program: &Program, answer: &Value) {
    let progress = std::fs::read_to_string(program.folder().join("progress/progress.json"))
        .expect("the progress was saved");
    let told = format!("{answer} {progress} {:?}", program.messages()).to_lowercase();
    for secret in [KEY, SECRET, TOKEN] {
        assert!(!told.contains(&secret.to_lowercase()), "{secret} in {told}");
    }
}

#[test]
fn token_in_the_tenant_url_is_refused_and_kept_nowhere() {
    let urls = [
        TOKEN.to_owned(),
        format!("https://{TOKEN}"),
        format!("https://scim.footbridge.invalid/v2?api_key={TOKEN}"),
        format!("https://scim.footbridge.invalid/{SECRET}/v2"),
        format!("https://scim.footbridge.invalid/v2?x={}", TOKEN.replace('=', "%3D")),
        "https://scim.footbridge.invalid/v2?token=another-one-0815".to_owned(),
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N".to_owned(),
    ];
    for url in urls {
        let program = with_token("safe");
        let check = ok(program.call("check_tenant_url", json!({ "url": url })));
        assert_eq!(check["normalised"], Value::Null, "{url}");
        assert_eq!(check["findings"][0]["code"], "url.holds_secret", "{url}: {check:#}");
        let refused = program
            .call("test_connection", json!({ "tenantUrl": url, "onEvent": "__CHANNEL__:7" }))
            .expect_err("nothing is sent");
        assert_eq!(refused["code"], "url.holds_secret", "{url}");
        assert_nothing_is_kept(&program, &json!([check, refused]));
        let state = ok(program.call("wizard_state", json!({})));
        assert_eq!(state["tenantUrl"], "", "{url} is not kept");
    }
}

#[test]
fn secret_in_a_mapping_is_refused() {
    let program = with_token("secure-practice");
    let constant = |value: &str| json!({ "kind": "constant", "value": value });
    let expression = |text: &str| json!({ "kind": "expression", "text": text });
    let cases = [
        (constant(TOKEN), Value::Null),
        (constant(KEY), Value::Null),
        (constant(&format!("{KEY}:{SECRET}")), Value::Null),
        (expression(&format!("Join(\"\", \"{SECRET}\", [mail])")), Value::Null),
        (json!({ "kind": "direct", "attribute": SECRET }), Value::Null),
        (json!({ "kind": "direct", "attribute": "mail" }), json!(TOKEN)),
        (constant("QWxhZGRpbjpvcGVuIHNlc2FtZS1vcGVuLXNlc2FtZQ=="), Value::Null),
    ];
    for (source, default) in cases {
        let mapping = json!({
            "source": source, "target": "title", "defaultIfNull": default,
            "apply": "always", "matching": null,
        });
        let refused =
            program.call("add_mapping", json!({ "mapping": mapping })).expect_err("it is refused");
        assert_eq!(refused["code"], "app.secret_in_mapping", "{mapping}");
        assert_nothing_is_kept(&program, &refused);
    }
    let harmless = json!({
        "source": constant("work"), "target": "title", "defaultIfNull": "en-US",
        "apply": "always", "matching": null,
    });
    ok(program.call("add_mapping", json!({ "mapping": harmless })));
}

#[test]
fn tick_and_identity_provider_are_of_a_closed_set() {
    let program = with_token("secure-practice");
    let refused =
        program.call("set_tick", json!({ "step": TOKEN, "done": true })).expect_err("no such page");
    assert_eq!(refused["code"], "app.unknown_page");
    let refused = program
        .call("choose_vendor", json!({ "id": "safe", "identityProvider": TOKEN }))
        .expect_err("no such provider");
    assert!(!refused.to_string().contains("canary"), "{refused}");
    assert_nothing_is_kept(&program, &Value::Null);
}

#[test]
fn copied_text_is_masked() {
    let program = with_token("secure-practice");
    // Without a display the copy fails; the text must not come back either way.
    let answer = program.call("copy_text", json!({ "text": format!("see {TOKEN}") }));
    let told = format!("{answer:?}");
    assert!(!told.contains(TOKEN), "{told}");
}
