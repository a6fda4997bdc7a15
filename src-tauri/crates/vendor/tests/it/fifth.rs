//! A fifth vendor is one file and no line of code: it uses everything the format has.

use std::time::Duration;

use footbridge_finding::Language;
use footbridge_mapping::{Apply, MappingChoices, Source};
use footbridge_vendor::{
    ConnectionFacts, CopyKind, Evidence, GuideValues, PortalLayout, Profile, Situation,
    SituationField,
};

pub(crate) const FIFTH: &str = include_str!("fifth.toml");

fn fifth() -> Profile {
    Profile::parse("fifth.toml", FIFTH).unwrap()
}

#[test]
fn everything_that_is_written_is_read() {
    let profile = fifth();
    let vendor = profile.vendor(&Language::ENGLISH);
    assert_eq!(vendor.name, "Fifth Vendor", "its name");
    assert_eq!(vendor.needs.first().map(String::as_str), Some("An administrator."), "its needs");
    assert!(vendor.needs.len() > 1, "Entra's own needs follow");
    assert_eq!(vendor.token.key_label, "Client", "its word for the key");
    assert_eq!(vendor.token.token_label, "", "no word for what is not used");
    assert_eq!(vendor.tenant_url.fixed, None, "its tenant URL is asked");
    assert_eq!(profile.expires_after_days(), Some(30), "its expiry");
    assert!(profile.group_mappings().is_empty(), "no groups, no mappings of groups");
    let card = profile.card(&Language::new("nb"));
    assert_eq!(card.line, "Token · brukere", "in the reader's language");
}

#[test]
fn its_connection_test_asks_as_it_says() {
    let expected = ConnectionFacts {
        matching_attribute: "userName".into(),
        groups: false,
        slow_after: Some(Duration::from_millis(1500)),
    };
    assert_eq!(fifth().connection_facts(), expected, "by its table, its objects, its patience");
    let built_in = footbridge_vendor::find("keepnet").unwrap().connection_facts();
    assert_eq!(built_in.slow_after, None, "without a word of the vendor the test has its own");
}

#[test]
fn its_suggestions_are_the_first_choice() {
    let (profile, english) = (fifth(), Language::ENGLISH);
    let suggestions = profile.suggestions(&english);
    let choices = MappingChoices::new(profile.rules(), &suggestions, None, &english);
    let target = choices.targets.iter().find(|target| target.name == "userName").unwrap();
    let sources: Vec<&str> = target.suggested.iter().map(|it| it.name.as_str()).collect();
    assert_eq!((sources, target.suggestion.as_str()), (vec!["mail"], "In lower case."));
    let others = choices.targets.iter().filter(|target| target.name != "userName");
    assert!(others.into_iter().all(|target| target.suggested.is_empty()), "of nothing else");
}

#[test]
fn its_table_is_entras_with_its_changes() {
    let profile = fifth();
    assert_eq!(profile.mappings().len(), 22, "one out, one in");
    assert_eq!(profile.matching_attribute(), "userName", "the matching target");
    let first = profile.mappings().first().unwrap();
    assert_eq!(first.source, Source::Expression { text: "ToLower([mail])".into() }, "replaced");
    let last = profile.mappings().last().unwrap();
    assert_eq!(last.apply, Apply::OnCreation, "added with its moment");
    assert_eq!(profile.rules().required, ["userName"], "its rules");
}

#[test]
fn its_links_are_listed_once() {
    let urls: Vec<String> = fifth().links().into_iter().map(|link| link.url).collect();
    assert_eq!(
        urls,
        [
            "https://entra.microsoft.com/",
            "https://fifth.example/help",
            "https://fifth.example/settings",
            "https://portal.azure.com/",
            "https://portal.azure.com/?Microsoft_AAD_Connect_Provisioning_forceSchemaEditorEnabled=true",
        ],
        "its own and those of the common steps"
    );
}

#[test]
fn its_steps_are_filled_in() {
    let values = GuideValues {
        tenant_url: "https://fifth.example/scim/acme".into(),
        users: Some(1204),
        mappings: None,
    };
    let situation = Situation { groups: true, ..Situation::default() };
    let guide = fifth().guide(&situation, &values, &Language::ENGLISH);
    let ids: Vec<&str> = guide.steps.iter().map(|step| step.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "createApplication",
            "connectFifth",
            "customAttributes",
            "changeMappings",
            "addMappings",
            "own"
        ],
        "in its order"
    );
    let step = |id: &str| guide.steps.iter().find(|step| step.id == id).unwrap();
    assert_eq!(step("connectFifth").title, "Connect Fifth Vendor", "its own title");
    let kinds: Vec<_> = step("connectFifth")
        .actions
        .iter()
        .flat_map(|action| &action.values)
        .map(|value| (value.label.as_str(), value.kind, value.value.as_str()))
        .collect();
    assert_eq!(
        kinds,
        [
            ("Tenant URL", CopyKind::TenantUrl, "https://fifth.example/scim/acme"),
            ("Secret Token", CopyKind::Token, ""),
        ],
        "in the order of Entra's form, and never the token itself"
    );
    let changed = step("changeMappings").actions.get(1).unwrap();
    let values: Vec<_> =
        changed.values.iter().map(|it| (it.label.as_str(), it.value.as_str())).collect();
    assert_eq!(
        values,
        [("Expression", "ToLower([mail])"), ("Target attribute", "userName")],
        "the portal's own form"
    );
    let added = step("addMappings").actions.get(1).unwrap();
    assert!(added.text.contains("Only during object creation"), "the moment is said");
    assert!(
        added.values.iter().any(|it| it.value == "none" && it.label.starts_with("Default value")),
        "and the default"
    );
    let own = step("own");
    assert_eq!(own.proof.kind, Evidence::LicenceCount, "its proof");
    assert_eq!(own.proof.text, "1204 people.", "with the number of the export");
    assert_eq!(own.warnings.first().unwrap().text, "Within 30 days.", "its expiry filled in");
    assert_eq!(own.picture.as_ref().unwrap().active_menu, "Settings", "its sketch");
}

#[test]
fn its_conditions_are_kept() {
    let profile = fifth();
    let shown = |situation: Situation| -> bool {
        let guide = profile.guide(&situation, &GuideValues::default(), &Language::ENGLISH);
        guide.steps.iter().any(|step| step.id == "own")
    };
    let usual = Situation::default();
    let cases = [
        (usual, true, "`when` holds and `unless` does not"),
        (Situation { portal: PortalLayout::AdminCredentials, ..usual }, false, "another portal"),
        (Situation { second_application: true, ..usual }, false, "`unless` holds"),
    ];
    for (situation, expected, reason) in cases {
        assert_eq!(shown(situation), expected, "{reason}");
    }
    let guide = profile.guide(&usual, &GuideValues::default(), &Language::ENGLISH);
    let fields: Vec<_> = guide.questions.iter().map(|question| question.field).collect();
    assert_eq!(
        fields,
        [SituationField::Portal],
        "asked is what changes something: no second application without a first"
    );
    let own = guide.steps.iter().find(|step| step.id == "own").unwrap();
    assert_eq!(own.proof.text, "Some people.", "without an export there is no number");
}

#[test]
fn the_smallest_profile_of_the_documentation_is_valid() {
    let documentation = include_str!("../../PROFILE.md");
    let example = documentation.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    let profile = Profile::parse("example.toml", example).unwrap();
    assert_eq!(profile.id(), "example", "as it stands there");
}

#[test]
fn every_common_step_is_documented() {
    let documentation = include_str!("../../PROFILE.md");
    let schema = footbridge_vendor::json_schema();
    let steps = schema.pointer("/$defs/StepEntry/properties/use/enum").unwrap();
    for step in steps.as_array().unwrap() {
        let row = format!("| `{}` |", step.as_str().unwrap());
        assert!(documentation.contains(&row), "PROFILE.md has no row of {step}");
    }
}

#[test]
fn its_addresses_are_shown_compared_and_opened_in_one_form() {
    let text = FIFTH
        .replacen("https://fifth.example/help", "HTTPS://\u{430}pple.com/a/../help", 1)
        .replacen(
            "example = \"https://fifth.example/scim/acme\"",
            "fixed = \"https://\u{430}pi.Fifth.example/scim\"",
            1,
        );
    let profile = Profile::parse("fifth.toml", &text).unwrap();
    let shown = profile.vendor(&Language::ENGLISH);
    let help = "https://xn--pple-43d.com/help";
    assert_eq!(shown.links.first().map(|link| link.url.as_str()), Some(help), "shown");
    assert!(profile.links().iter().any(|link| link.url == help), "and opened");
    let urls = profile.links().into_iter().map(|link| link.url);
    for url in urls.chain(shown.tenant_url.fixed.clone()) {
        assert!(url.is_ascii(), "no letter that looks like another: {url}");
    }
    assert_eq!(profile.fixed_tenant_url(), shown.tenant_url.fixed.as_deref(), "used as shown");
    assert!(profile.fixed_tenant_url().unwrap().contains("://xn--"), "in ASCII");
}
