//! The commands of the connection step.

use serde_json::{Value, json};

use crate::support::Program;

fn ok(answer: Result<Value, Value>) -> Value {
    answer.unwrap_or_else(|finding| panic!("the command was refused: {finding:#}"))
}

#[test]
fn what_entra_says_is_explained_before_a_vendor_is_chosen() {
    let program = Program::start();
    let pasted = "You appear to have entered invalid credentials.\r\n\
                  Error code: SystemForCrossDomainIdentityManagementCredentialValidationFailure";
    let found = ok(program.call("explain_entra", json!({ "text": pasted })));
    let names: Vec<&Value> =
        found.as_array().into_iter().flatten().map(|found| &found["name"]).collect();
    assert!(names.contains(&&json!("CredentialValidationFailure")), "{names:?}");
    for text in ["", "no words of Entra's"] {
        let found = ok(program.call("explain_entra", json!({ "text": text })));
        assert_eq!(found, json!([]), "nothing is known of {text:?}");
    }
}

#[test]
fn what_is_practised_takes_no_real_result_away() {
    let program = Program::start();
    ok(program
        .call("choose_vendor", json!({ "id": "secure-practice", "identityProvider": "entra" })));
    let input = json!({ "key": "canary-key-7f3a", "secret": "canary-secret-91c2", "token": "" });
    ok(program.call("compose_token", json!({ "input": input })));
    let test = |url: &Value| {
        ok(program.call("test_connection", json!({ "tenantUrl": url, "onEvent": "__CHANNEL__:7" })))
    };

    let real = test(&json!("http://scim.example/v2"));
    assert_eq!(real["connection"]["findings"][0]["code"], "url.not_https", "nothing was sent");

    let practice = ok(program.call("start_practice", json!({})));
    assert_eq!(practice["connection"], Value::Null, "the practice tenant is not tested yet");
    let practised = test(&json!("https://somewhere.else.example/scim"));
    assert_eq!(practised["connection"]["ok"], true, "the practice tenant is healthy");
    let (asked, own) = (&practised["connection"]["tenantUrl"], &practice["tenantUrl"]);
    let without_slash = own.as_str().map(|own| own.trim_end_matches('/'));
    assert_eq!(asked.as_str(), without_slash, "in practice nothing else is asked");
    let progress = program.folder().join("progress/progress.json");
    let saved = std::fs::read_to_string(progress).expect("the progress was saved");
    assert!(!saved.contains("127.0.0.1"), "what is practised is not saved");

    let back = ok(program.call("stop_practice", json!({})));
    assert_eq!(back["connection"], real["connection"], "the real result is back");
    let again = ok(program.call("start_practice", json!({})));
    assert_eq!(again["connection"], Value::Null, "another practice tenant begins anew");
}
