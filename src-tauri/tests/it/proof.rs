//! The commands of the proof step.

use serde_json::{Value, json};

use crate::support::{Program, ok};

/// A set-up in practice, with a token, at the proof.
fn practising() -> Program {
    let program = Program::start();
    ok(program
        .call("choose_vendor", json!({ "id": "secure-practice", "identityProvider": "entra" })));
    ok(program.call("start_practice", json!({})));
    let credentials = ok(program.call("practice_credentials", json!({})));
    let input = json!({ "key": credentials["key"], "secret": credentials["secret"], "token": "" });
    ok(program.call("compose_token", json!({ "input": input })));
    ok(program.call("go_to_step", json!({ "step": "proof" })));
    program
}

fn prove(program: &Program) -> Value {
    ok(program.call("prove", json!({ "domain": "example.com", "onEvent": "__CHANNEL__:7" })))
}

fn step(state: &Value) -> (bool, String, String) {
    let steps = state["steps"].as_array().expect("steps");
    let proof = steps.iter().find(|step| step["step"] == "proof").expect("the proof");
    let text = |name: &str| proof[name].as_str().unwrap_or_default().to_owned();
    (proof["done"] == true, text("result"), text("missing"))
}

#[test]
fn proof_writes_what_was_shown_and_nothing_of_it_stays_with_practice() {
    let program = practising();
    let draft = ok(program.call("draft_proof", json!({ "domain": null })));
    assert_eq!(draft["domain"], "example.com", "nobody's domain");
    let name = draft["plan"]["name"].as_str().expect("a name").to_owned();
    assert!(name.starts_with("footbridge-proof-"), "{name}");
    let again = ok(program.call("draft_proof", json!({ "domain": "example.com" })));
    assert_eq!(again["plan"]["name"], draft["plan"]["name"], "the same person until it is written");

    let state = prove(&program);
    assert_eq!(state["proof"]["ok"], true, "{:#}", state["proof"]["findings"]);
    let exchanges = state["proof"]["exchanges"].to_string();
    assert!(exchanges.contains(&name), "who was shown is written");
    assert_eq!(step(&state), (true, "What is sent is kept".to_owned(), String::new()));
    let told = program.messages();
    assert!(told.iter().any(|event| event["kind"] == "cleaningUp"), "it is told while it runs");
    let next = ok(program.call("draft_proof", json!({ "domain": "example.com" })));
    assert_ne!(next["plan"]["name"], draft["plan"]["name"], "the next is somebody else");

    let state = ok(program.call("reset_mappings", json!({})))["state"].clone();
    assert_eq!(state["proofOutdated"], true, "the mappings may be others now");
    let progress = std::fs::read_to_string(program.folder().join("progress/progress.json"));
    assert!(!progress.unwrap_or_default().contains("footbridge-proof"), "nothing is saved");
    assert!(!program.folder().join("progress/proofs").exists(), "nor written down");
    let real = ok(program.call("stop_practice", json!({})));
    assert_eq!((&real["proof"], &real["proofSkipped"]), (&Value::Null, &json!(false)));
}

#[test]
fn fault_that_only_a_proof_finds_is_told_apart() {
    let program = practising();
    let faults = ok(program.call("practice_faults", json!({})));
    let faults = faults.as_array().expect("faults");
    let of_writing: Vec<&Value> = faults.iter().filter(|it| it["stage"].is_null()).collect();
    assert!(of_writing.iter().any(|fault| fault["name"] == "level-change-lost"), "{of_writing:?}");
    ok(program.call("set_practice_fault", json!({ "name": "level-change-lost" })));
    let state = prove(&program);
    let codes: Vec<&Value> = state["proof"]["findings"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|finding| &finding["code"])
        .collect();
    assert_eq!(codes, [&json!("proof.level_change_lost")]);
    assert_eq!(step(&state).1, "Something is not kept");
    let healthy = ok(program.call("set_practice_fault", json!({ "name": null })));
    assert_eq!(healthy["proof"], Value::Null, "what was found is not so any more");
}

#[test]
fn domain_that_is_none_is_refused_and_without_people_none_is_guessed() {
    let program = Program::start();
    ok(program.call("choose_vendor", json!({ "id": "keepnet", "identityProvider": "entra" })));
    let draft = ok(program.call("draft_proof", json!({ "domain": null })));
    assert_eq!((&draft["domain"], &draft["plan"]), (&json!(""), &Value::Null));
    for domain in ["no domain", "a@b.example", "https://x.example", "-", "x..example"] {
        let refused = program.call("draft_proof", json!({ "domain": domain }));
        let finding = refused.expect_err("it is none");
        assert_eq!(finding["code"], "proof.domain_invalid", "{domain}");
    }
    let without_token =
        program.call("prove", json!({ "domain": "x.example", "onEvent": "__CHANNEL__:7" }));
    let finding = without_token.expect_err("there is no token");
    assert!(
        ["app.no_token", "app.no_tenant_url"]
            .contains(&finding["code"].as_str().unwrap_or_default()),
        "{finding:#}"
    );
}

#[test]
fn proof_that_is_skipped_stays_so() {
    let program = Program::start();
    ok(program.call("choose_vendor", json!({ "id": "safe", "identityProvider": "entra" })));
    let state = ok(program.call("skip_proof", json!({})));
    assert_eq!(step(&state), (true, "Skipped".to_owned(), String::new()));
    let again = Program::start_in(program.end(), "main");
    let state = ok(again.call("wizard_state", json!({})));
    assert_eq!(step(&state), (true, "Skipped".to_owned(), String::new()));
}

#[test]
fn what_a_killed_proof_left_is_told_at_the_next_start() {
    let folder = tempfile::tempdir().expect("a folder");
    let proofs = folder.path().join("progress/proofs");
    std::fs::create_dir_all(&proofs).expect("a folder");
    let journal = r#"{"format":1,"tenantUrl":"https://scim.footbridge.invalid/v2","at":"2026-11-29T10:00:00Z"}
{"event":"creating","group":false,"by":"userName","name":"footbridge-proof-1a2b3c4d@x.example","tag":"1a2b3c4d"}
{"event":"created","name":"footbridge-proof-1a2b3c4d@x.example","id":"7"}
"#;
    std::fs::write(proofs.join("1a2b3c4d.proof.jsonl"), journal).expect("it is written");
    let program = Program::start_in(folder, "main");
    let state = ok(program.call("wizard_state", json!({})));
    assert_eq!(
        state["proofLeftovers"],
        json!([{
            "host": "scim.footbridge.invalid",
            "at": "2026-11-29T10:00:00Z",
            "names": ["footbridge-proof-1a2b3c4d@x.example"],
            "here": false,
        }])
    );
    // Of another server nothing is forgotten, nor deleted.
    ok(program
        .call("choose_vendor", json!({ "id": "secure-practice", "identityProvider": "entra" })));
    let state = ok(program.call("forget_proofs", json!({})));
    assert_eq!(state["proofLeftovers"].as_array().map(Vec::len), Some(1));
    let in_practice = ok(program.call("start_practice", json!({})));
    assert_eq!(in_practice["proofLeftovers"], json!([]), "practice knows of none");
}
