//! The commands of the connection step.

use serde_json::{Value, json};

use crate::support::{Program, ok};

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
    ok(program.call("choose_vendor", json!({ "id": "safe", "identityProvider": "entra" })));
    let input = json!({ "key": "", "secret": "", "token": "a-ready-token-0123456789" });
    ok(program.call("compose_token", json!({ "input": input })));
    let test = |url: &Value| {
        ok(program.call("test_connection", json!({ "tenantUrl": url, "onEvent": "__CHANNEL__:7" })))
    };

    let real = test(&json!("https://scim.footbridge.invalid/v2"));
    assert_eq!(real["connection"]["findings"][0]["code"], "dns.not_found", "{real:#}");

    ok(program.call("go_to_step", json!({ "step": "connection" })));
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

#[test]
fn url_that_cannot_be_tested_is_refused_at_its_field() {
    let program = Program::start();
    ok(program.call("choose_vendor", json!({ "id": "safe", "identityProvider": "entra" })));
    let input = json!({ "key": "", "secret": "", "token": "a-ready-token-0123456789" });
    ok(program.call("compose_token", json!({ "input": input })));
    for (url, code) in [
        ("http://scim.example/v2", "url.not_https"),
        ("", "app.no_tenant_url"),
        ("nonsense with blanks", "url.invalid"),
        ("https://user:pass@scim.example/", "url.has_credentials"),
        ("https://169.254.169.254/", "url.link_local"),
    ] {
        let refused = program
            .call("test_connection", json!({ "tenantUrl": url, "onEvent": "__CHANNEL__:7" }))
            .expect_err("nothing is asked");
        assert_eq!(refused["code"], code, "{url}");
        assert_eq!(refused["place"]["field"], "tenantUrl", "{url}: it is told at the field");
    }
    let state = ok(program.call("wizard_state", json!({})));
    assert_eq!(state["tenantUrl"], "", "and not kept");
}

/// A program with a vendor and a token, and the practice tenant running.
fn practising() -> Program {
    let program = Program::start();
    ok(program
        .call("choose_vendor", json!({ "id": "secure-practice", "identityProvider": "entra" })));
    ok(program.call("start_practice", json!({})));
    let input = json!({ "key": "canary-key-7f3a", "secret": "canary-secret-91c2", "token": "" });
    ok(program.call("compose_token", json!({ "input": input })));
    program
}

fn test(program: &Program, url: &str) -> Value {
    let state =
        ok(program
            .call("test_connection", json!({ "tenantUrl": url, "onEvent": "__CHANNEL__:7" })));
    state["connection"].clone()
}

fn errors(report: &Value) -> Vec<&str> {
    let findings = report["findings"].as_array().into_iter().flatten();
    findings
        .filter(|finding| finding["severity"] == "error")
        .filter_map(|finding| finding["code"].as_str())
        .collect()
}

#[test]
fn a_fault_is_switched_on_seen_and_gone_again() {
    let program = practising();
    let faults = ok(program.call("practice_faults", json!({})));
    let faults: Vec<&Value> = faults.as_array().into_iter().flatten().collect();
    assert!(faults.len() > 30, "every way to break it is on offer: {}", faults.len());
    // One at each place: the port, TLS, before the token, after the token.
    for (name, stage, code) in [
        ("refused", "tcp", "tcp.refused"),
        ("tls-private-root", "tls", "tls.private_root"),
        ("unauthorized", "auth", "auth.rejected"),
        ("filter-ignored", "filter", "filter.ignored"),
    ] {
        let fault = faults.iter().find(|fault| fault["name"] == name).expect("it is on offer");
        assert_eq!(fault["stage"], stage, "{name} stands at its stage");
        let state = ok(program.call("set_practice_fault", json!({ "name": name })));
        assert_eq!(&&state["practice"]["fault"], fault, "it is told while it is on");
        assert_eq!(state["connection"], Value::Null, "what was found before is of another tenant");
        let report = test(&program, "");
        let codes: Vec<&Value> = report["findings"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|finding| &finding["code"])
            .collect();
        assert!(codes.contains(&&json!(code)), "{name}: {codes:?}");
    }
    let state = ok(program.call("set_practice_fault", json!({ "name": null })));
    assert_eq!(state["practice"]["fault"], Value::Null, "healthy again");
    assert_eq!(test(&program, "")["ok"], true, "and it is");
}

#[test]
fn a_fault_never_leaves_the_practice_tenant() {
    let program = practising();
    ok(program.call("set_practice_fault", json!({ "name": "unauthorized" })));
    assert_eq!(errors(&test(&program, "")), ["auth.rejected"], "broken on purpose");
    let state = ok(program.call("stop_practice", json!({})));
    assert_eq!(state["practice"], Value::Null, "no practice, no fault");
    assert_eq!(state["connection"], Value::Null, "nor what was found with it");
    let refused = program
        .call("set_practice_fault", json!({ "name": "unauthorized" }))
        .expect_err("there is nothing to break");
    assert_eq!(refused["code"], "app.no_practice", "the refusal says so");
    let state = ok(program.call("start_practice", json!({})));
    assert_eq!(state["practice"]["fault"], Value::Null, "a new practice tenant is healthy");
    let refused = program
        .call("set_practice_fault", json!({ "name": "no-such-fault" }))
        .expect_err("nobody knows it");
    assert_eq!(refused["code"], "app.unknown_fault", "the refusal says so");
}

#[test]
fn a_proxys_password_is_used_and_nowhere_kept() {
    let program = Program::start();
    let at = |address: &str| {
        json!({ "input": {
            "kind": "at", "address": address, "user": "kim", "password": "canary-proxy-pass"
        } })
    };
    let refused = program.call("set_proxy", at("socks5://proxy.invalid:1080")).expect_err("SOCKS");
    assert_eq!(refused["place"]["field"], "proxy", "it is told at the field: {refused:#}");

    let state = ok(program.call("set_proxy", at("proxy.footbridge.invalid:8080")));
    let place =
        json!({ "kind": "at", "address": "proxy.footbridge.invalid:8080", "signsIn": true });
    assert_eq!(state["proxy"], place, "shown without user name and password");
    ok(program.call("choose_vendor", json!({ "id": "safe", "identityProvider": "entra" })));
    let input = json!({ "key": "", "secret": "", "token": "a-ready-token-0123456789" });
    ok(program.call("compose_token", json!({ "input": input })));
    let report = test(&program, "https://scim.footbridge.invalid/v2");
    assert_eq!(errors(&report), ["proxy.failed"], "the test goes through it");
    let told = format!("{report} {:?}", program.messages());
    assert!(!told.contains("canary-proxy-pass"), "no password is told");

    let progress = program.folder().join("progress/progress.json");
    let saved = std::fs::read_to_string(progress).expect("the progress was saved");
    for secret in ["canary-proxy-pass", "kim"] {
        assert!(!saved.contains(secret), "{secret} is not saved");
    }
    let again = Program::start_in(program.end(), "main");
    let state = ok(again.call("wizard_state", json!({})));
    let place =
        json!({ "kind": "at", "address": "proxy.footbridge.invalid:8080", "signsIn": false });
    assert_eq!(state["proxy"], place, "the address is remembered, the sign-in is not");
    let state = ok(again.call("set_proxy", json!({ "input": { "kind": "direct" } })));
    assert_eq!(state["proxy"], json!({ "kind": "direct" }), "no proxy");
}
