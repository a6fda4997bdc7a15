use secrecy::SecretString;
use serde_json::json;

use super::*;

fn with_vendor(id: &str) -> Wizard {
    let mut wizard = Wizard::default();
    wizard.real.choose(Arc::new(footbridge_vendor::find(id).unwrap().clone()));
    wizard
}

fn read(value: &Value) -> Restored {
    restore(&value.to_string()).unwrap()
}

#[test]
fn progress_of_earlier_versions_is_read() {
    let now = saved(&Wizard::default());
    for (key, written, expected) in [
        ("usersFile", json!(null), &[][..]),
        ("usersFile", json!("/a/users.csv"), &["/a/users.csv"]),
        ("usersFiles", json!(["/a.csv", "/b.csv"]), &["/a.csv", "/b.csv"]),
        ("somethingElse", json!(1), &[]),
    ] {
        let mut saved = now.clone();
        saved.remove("usersFiles");
        saved.insert(key.to_owned(), written);
        let restored = read(&saved.into());
        let expected: Vec<PathBuf> = expected.iter().map(PathBuf::from).collect();
        assert_eq!(restored.wizard.real.users_files, expected, "{key}");
        assert_eq!(restored.unread, Vec::<String>::new(), "{key}: nothing is missed");
    }
}

#[test]
fn unknown_value_costs_its_field_alone() {
    let mut wizard = with_vendor("safe");
    wizard.real.position = Step::Mapping;
    let setup = wizard.real.setup_mut().unwrap();
    setup.entered_url = "https://acme.safe.example/scim".to_owned();
    setup.situation.groups = false;
    let whole: Value = saved(&wizard).into();
    let cases = [
        ("/position", json!("aNewerStep"), "position"),
        ("/proxy", json!({ "kind": "pac" }), "proxy"),
        ("/identityProvider", json!("okta"), "identityProvider"),
        ("/setups/safe/situation", json!({ "portal": "later" }), "setups.safe.situation"),
        ("/setups/safe/connection", json!({ "report": 1 }), "setups.safe.connection"),
        ("/setups/safe/token", json!(7), "setups.safe.token"),
        ("/setups/safe/mappings", json!("none"), "setups.safe.mappings"),
        ("/setups/safe/ticks", json!([1]), "setups.safe.ticks"),
        ("/usersColumns", json!({}), "usersColumns"),
        ("/keyringAccounts", json!([1]), "keyringAccounts"),
    ];
    for (pointer, value, lost) in cases {
        let mut damaged = whole.clone();
        *damaged.pointer_mut(pointer).unwrap() = value;
        let restored = read(&damaged);
        assert_eq!(restored.unread, [lost], "it is said what was not read");
        let real = &restored.wizard.real;
        assert_eq!(real.vendor(), Some("safe"), "{lost}: the rest is there");
        assert_eq!(real.tenant_url(), "https://acme.safe.example/scim", "{lost}: all of it");
    }
}

#[test]
fn one_damaged_set_up_costs_no_other() {
    let mut wizard = with_vendor("safe");
    wizard.real.choose(Arc::new(footbridge_vendor::find("keepnet").unwrap().clone()));
    let mut damaged: Value = saved(&wizard).into();
    damaged["setups"]["safe"] = json!("gone");
    let restored = read(&damaged);
    assert_eq!(restored.unread, ["setups.safe"]);
    assert_eq!(restored.wizard.real.vendor(), Some("keepnet"));
}

#[test]
fn set_up_of_a_vendor_that_is_not_known_is_kept_for_the_version_that_knows_it() {
    let mut later: Value = saved(&with_vendor("safe")).into();
    let setup = json!({ "tenantUrl": "https://later.example", "somethingNew": true });
    later["setups"]["later"] = setup.clone();
    let restored = read(&later);
    assert_eq!(restored.unread, ["setups.later"]);
    let again: Value = saved(&restored.wizard).into();
    assert_eq!(again["setups"]["later"], setup, "not a letter of it is lost");
}

#[test]
fn profile_file_under_a_built_in_id_is_not_taken_over() {
    let mut imitated: Value = saved(&with_vendor("secure-practice")).into();
    imitated["setups"]["secure-practice"]["profile"] =
        json!({ "name": "secure-practice.toml", "text": "format = 1" });
    imitated["setups"]["secure-practice"]["tenantUrl"] = json!("https://evil.example/scim");
    let restored = read(&imitated);
    let real = &restored.wizard.real;
    assert_eq!(restored.unread, ["setups.secure-practice"]);
    assert!(!real.tenant_url().contains("evil"), "{}", real.tenant_url());
    let profile = real.find_profile("secure-practice").unwrap();
    assert_eq!(
        profile.fixed_tenant_url(),
        footbridge_vendor::find("secure-practice").unwrap().fixed_tenant_url(),
        "the built-in vendor is there again"
    );
}

#[test]
fn other_documents_are_none_of_ours() {
    for text in ["", "{", "[]", "{}", r#"{"version":2}"#, r#"{"version":"1"}"#, "\u{0}\u{1}"] {
        assert!(restore(text).is_none(), "{text}");
    }
}

#[test]
fn edited_table_is_there_after_a_restart() {
    let mut wizard = with_vendor("secure-practice");
    let edits = &mut wizard.real.setup_mut().unwrap().edits;
    let added = footbridge_mapping::Mapping::direct("employeeId", "nickName");
    edits.add(added.clone());
    let mappings = edits.table().mappings();
    let restored = read(&saved(&wizard).into());
    let setup = restored.wizard.real.setup().unwrap();
    assert_eq!(setup.edits.table().mappings(), mappings);
    let values = setup.guide_values("", None);
    assert_eq!(values.mappings, Some(mappings), "the guide reads the same table");
}

#[test]
fn ticks_are_those_of_the_guides_pages() {
    let mut invented: Value = saved(&with_vendor("safe")).into();
    let page = footbridge_vendor::find("safe").unwrap().page_ids().into_iter().next().unwrap();
    invented["setups"]["safe"]["ticks"] = json!({ page: "t", "my-secret-0815": "t" });
    let restored = read(&invented);
    assert_eq!(restored.wizard.real.setup().unwrap().ticks.len(), 1);
}

#[test]
fn known_secret_in_any_text_is_masked_on_its_way_to_disk() {
    let secret = "kJ8x-Qz71-canary-55Tw";
    let mut wizard = with_vendor("safe");
    wizard.learn(&SecretString::from(secret));
    wizard.real.setup_mut().unwrap().entered_url = format!("https://h.example/{secret}");
    wizard.real.users_files.push(PathBuf::from(format!("/home/{secret}/users.csv")));
    wizard.real.setup_mut().unwrap().ticks.insert(format!("tick-{secret}"), "t".to_owned());
    let text = serde_json::to_string(&saved(&wizard)).unwrap();
    assert!(!text.contains(secret), "{text}");
}

#[test]
fn nothing_of_practice_is_saved() {
    let mut wizard = with_vendor("safe");
    let before = saved(&wizard);
    let config = footbridge_practice::PracticeConfig::new("t".into(), crate::clock::now);
    let start = footbridge_practice::PracticeTenant::start(config);
    let tenant = tauri::async_runtime::block_on(start).unwrap();
    wizard.enter_practice(tenant, crate::clock::now());
    let practice = wizard.current_mut();
    practice.position = Step::Handover;
    practice.users_files.push(PathBuf::from("/practice.csv"));
    let setup = practice.setup_mut().unwrap();
    setup.edits.reset();
    setup.edits.add(footbridge_mapping::Mapping::direct("mail", "nickName"));
    setup.ticks.insert("x".to_owned(), "t".to_owned());
    assert_eq!(saved(&wizard), before, "in practice");
    wizard.leave_practice();
    assert_eq!(saved(&wizard), before, "and after it");
    assert!(wizard.current().users_files.is_empty(), "nothing of it is on the screen any more");
}
