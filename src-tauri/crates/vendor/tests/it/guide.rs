//! The guides of the built-in profiles, in every situation.

use std::collections::BTreeSet;

use footbridge_finding::Language;
use footbridge_mapping::{Mapping, targets};
use footbridge_vendor::{
    CopyKind, Guide, GuideValues, PortalLayout, Profile, Situation, SituationField, built_in, find,
};

/// Returns all sixteen situations.
pub(crate) fn situations() -> impl Iterator<Item = Situation> {
    (0..16_u8).map(|bits| Situation {
        sso_application: bits & 1 != 0,
        second_application: bits & 2 != 0,
        groups: bits & 4 != 0,
        portal: if bits & 8 != 0 {
            PortalLayout::AdminCredentials
        } else {
            PortalLayout::Connectivity
        },
    })
}

fn values(profile: &Profile) -> GuideValues {
    let tenant_url = profile.fixed_tenant_url().unwrap_or("https://example.com/scim").to_owned();
    GuideValues { tenant_url, users: Some(25), mappings: None }
}

fn guide(id: &str, situation: Situation) -> Guide {
    let profile = find(id).unwrap();
    profile.guide(&situation, &values(profile), &Language::ENGLISH)
}

fn ids(guide: &Guide) -> Vec<&str> {
    guide.steps.iter().map(|step| step.id.as_str()).collect()
}

#[test]
fn built_in_profiles_are_listed_by_name_and_other_is_last() {
    let listed: Vec<_> = built_in().iter().map(Profile::name).collect();
    let (last, named) = listed.split_last().unwrap();
    assert_eq!(*last, find("other").unwrap().name(), "what fits nobody else");
    assert!(named.len() >= 4 && named.is_sorted_by_key(|name| name.to_lowercase()), "{named:?}");
}

#[test]
fn every_step_in_every_situation_reads_well() {
    for profile in built_in() {
        for situation in situations() {
            let guide = profile.guide(&situation, &values(profile), &Language::ENGLISH);
            let mut seen = BTreeSet::new();
            for step in &guide.steps {
                let at = format!("{} › {} in {situation:?}", profile.id(), step.id);
                assert!(seen.insert(&step.id), "{at}: once");
                assert!(!step.page.is_empty(), "{at}: names the portal's page");
                assert!(step.picture.is_some(), "{at}: is sketched");
                assert!(step.title.split(' ').count() <= 6, "{at}: a short title");
                let actions = step.actions.len();
                assert!((2..=5).contains(&actions), "{at}: {actions} actions are easy to follow");
                let texts = step
                    .actions
                    .iter()
                    .map(|action| &action.text)
                    .chain(step.warnings.iter().map(|warning| &warning.text))
                    .chain([&step.title, &step.page, &step.proof.text]);
                for text in texts {
                    assert!(!text.contains(['{', '}']), "{at}: nothing is left to fill in: {text}");
                    assert_eq!(text.matches('`').count() % 2, 0, "{at}: closed words: {text}");
                }
                if let Some(picture) = &step.picture {
                    assert!(
                        picture.menu.contains(&picture.active_menu),
                        "{at}: the open entry is in the menu"
                    );
                }
            }
        }
    }
}

#[test]
fn the_values_come_in_the_order_of_entras_form() {
    for profile in built_in() {
        for situation in situations() {
            let guide = profile.guide(&situation, &values(profile), &Language::ENGLISH);
            let copied: Vec<_> = guide
                .steps
                .iter()
                .filter(|step| step.id == "connect")
                .flat_map(|step| &step.actions)
                .flat_map(|action| &action.values)
                .map(|value| (value.label.as_str(), value.kind, value.value.is_empty()))
                .collect();
            assert_eq!(
                copied,
                [
                    ("Tenant URL", CopyKind::TenantUrl, false),
                    ("Secret Token", CopyKind::Token, true)
                ],
                "{}: tenant URL, then token, and the token never with the guide",
                profile.id()
            );
        }
    }
}

#[test]
fn secure_practice_knows_three_ways_to_an_application() {
    let none = Situation::default();
    let reused = Situation { sso_application: true, ..none };
    let second = Situation { second_application: true, ..reused };
    let cases = [
        (none, false, true, false, "no application yet"),
        (reused, true, false, false, "the one for single sign-on is used"),
        (second, false, true, true, "a second one is created and hidden"),
    ];
    for (situation, reuse, create, hide, reason) in cases {
        let guide = guide("secure-practice", situation);
        let steps = ids(&guide);
        let has = |id: &str| steps.contains(&id);
        assert_eq!(
            (has("useSsoApplication"), has("createApplication"), has("hide")),
            (reuse, create, hide),
            "{reason}"
        );
    }
}

#[test]
fn each_vendor_asks_what_changes_its_guide() {
    use SituationField::{Groups, Portal, SecondApplication, SsoApplication};
    let without = Situation::default();
    let with = Situation { sso_application: true, ..without };
    let cases: [(&str, Situation, &[SituationField]); 4] = [
        ("secure-practice", without, &[SsoApplication, Groups, Portal]),
        ("secure-practice", with, &[SsoApplication, SecondApplication, Groups, Portal]),
        ("safe", without, &[Portal]),
        ("keepnet", without, &[Groups, Portal]),
    ];
    for (id, situation, expected) in cases {
        let guide = guide(id, situation);
        let asked: Vec<_> = guide.questions.iter().map(|question| question.field).collect();
        assert_eq!(asked, expected, "{id} with {situation:?}");
    }
}

#[test]
fn safe_switches_groups_off_whatever_is_answered() {
    for groups in [true, false] {
        let guide = guide("safe", Situation { groups, ..Situation::default() });
        let step = guide.steps.iter().find(|step| step.id == "groupMapping").unwrap();
        let words: String = step.actions.iter().map(|action| action.text.as_str()).collect();
        assert!(words.contains("`Enabled` to `No`"), "groups are never provisioned");
    }
}

#[test]
fn safe_keeps_six_rows_and_deletes_seventeen() {
    let guide = guide("safe", Situation::default());
    let listed = |id: &str| -> Vec<(String, String)> {
        let step = guide.steps.iter().find(|step| step.id == id).unwrap();
        let values = step.actions.iter().flat_map(|action| &action.values);
        values.map(|value| (value.label.clone(), value.value.clone())).collect()
    };
    assert_eq!(listed("deleteMappings").len(), 22 - 6, "all of Entra's but these six");
    let kept = listed("checkMappings");
    assert_eq!(kept.len(), 6, "the six");
    assert!(
        kept.contains(&("department".to_owned(), targets::DEPARTMENT.to_owned())),
        "source and target"
    );
    assert!(kept.iter().any(|(label, value)| label == "active" && value.starts_with("Switch(")));
    let order: Vec<_> = ids(&guide);
    let place = |id: &str| order.iter().position(|step| *step == id).unwrap();
    assert!(place("groupMapping") < place("checkMappings"), "groups first, as in SAFE's guide");
    assert!(place("connect") < place("groupMapping"), "mappings open after the test");
}

#[test]
fn jericho_changes_one_row() {
    let guide = guide("jericho", Situation { groups: true, ..Situation::default() });
    let step = guide.steps.iter().find(|step| step.id == "changeMappings").unwrap();
    let values: Vec<_> = step
        .actions
        .iter()
        .flat_map(|action| &action.values)
        .map(|value| (value.label.as_str(), value.value.as_str()))
        .collect();
    assert_eq!(
        values,
        [("Source attribute", "mail"), ("Target attribute", "userName")],
        "mail to userName, in the portal's form"
    );
    assert!(!ids(&guide).contains(&"deleteMappings"), "nothing is deleted");
}

#[test]
fn the_guide_follows_the_admins_own_table() {
    let profile = find("secure-practice").unwrap();
    let mut table = profile.mappings().to_vec();
    table.retain(|row| !row.target.starts_with("phoneNumbers"));
    table.push(Mapping::expression(r#"Item(Split([department], ">"), 1)"#, targets::DIVISION));
    let values = GuideValues { mappings: Some(table), ..values(profile) };
    let guide = profile.guide(&Situation::default(), &values, &Language::ENGLISH);
    let values_of = |id: &str| -> Vec<(CopyKind, String)> {
        let step = guide.steps.iter().find(|step| step.id == id).unwrap();
        let values = step.actions.iter().flat_map(|action| &action.values);
        values.map(|value| (value.kind, value.value.clone())).collect()
    };
    assert_eq!(values_of("deleteMappings").len(), 3, "the phone numbers that were taken out");
    let added = values_of("addMappings");
    assert!(
        added.contains(&(CopyKind::Expression, r#"Item(Split([department], ">"), 1)"#.to_owned())),
        "the admin's own expression is there to copy"
    );
    assert!(added.contains(&(CopyKind::Text, targets::DIVISION.to_owned())), "and where it goes");
}

#[test]
fn the_two_portals_are_told_in_their_own_words() {
    let words = |portal: PortalLayout| -> String {
        let guide = guide("jericho", Situation { portal, ..Situation::default() });
        serde_json::to_string(&guide.steps).unwrap()
    };
    let (new, old) = (words(PortalLayout::Connectivity), words(PortalLayout::AdminCredentials));
    for word in ["+ New configuration", "Connectivity", "Attribute Mapping", "Start provisioning"] {
        assert!(new.contains(word) && !old.contains(word), "`{word}` is the newer portal's");
    }
    for word in ["Get started", "Admin Credentials", "Provisioning Mode", "Provisioning Status"] {
        assert!(old.contains(word) && !new.contains(word), "`{word}` is the older portal's");
    }
}

#[test]
fn every_link_of_a_guide_may_be_opened() {
    for profile in built_in() {
        let allowed: BTreeSet<String> = profile.links().into_iter().map(|link| link.url).collect();
        let vendor = profile.vendor(&Language::ENGLISH);
        let mut links: Vec<_> = vendor.links.into_iter().chain(vendor.token.link).collect();
        for situation in situations() {
            let guide = profile.guide(&situation, &values(profile), &Language::ENGLISH);
            links.extend(guide.steps.into_iter().filter_map(|step| step.link));
        }
        for link in links {
            assert!(allowed.contains(&link.url), "{}: {} is allowed", profile.id(), link.url);
        }
    }
}

#[test]
fn a_changed_row_says_what_to_choose_beside_the_values() {
    let profile = find("jericho").unwrap();
    let table = vec![
        Mapping::direct("userPrincipalName", "userName"),
        Mapping::expression("ToLower([mail])", r#"emails[type eq "work"].value"#).matched(1),
    ];
    let values = GuideValues { mappings: Some(table), ..values(profile) };
    let guide = profile.guide(&Situation::default(), &values, &Language::ENGLISH);
    let step = guide.steps.iter().find(|step| step.id == "changeMappings").unwrap();
    let told: Vec<_> = step.actions.iter().map(|action| action.text.as_str()).collect();
    let has = |words: &str| told.iter().any(|text| text.contains(words));
    assert!(has("Set `Match objects using this attribute` to `No`."), "it matched before");
    assert!(has("`Yes` and `Matching precedence` to `1`."), "it matches now");
    assert!(has("Set `Mapping type` to `Expression`."), "it is an expression now");
}

#[test]
fn steps_follow_the_table_and_the_tenant_url() {
    let profile = find("keepnet").unwrap();
    let shown = |values: &GuideValues| {
        let guide = profile.guide(&Situation::default(), values, &Language::ENGLISH);
        let words = serde_json::to_string(&guide).unwrap();
        (ids(&guide).contains(&"usageLocation"), words.contains("Skip this step"))
    };
    let usual = values(profile);
    assert_eq!(shown(&usual), (true, false), "time zones are mapped, and there is no flag");
    let mut table = profile.mappings().to_vec();
    table.retain(|row| row.target != "timezone");
    let without = GuideValues { mappings: Some(table), ..usual.clone() };
    assert_eq!(shown(&without), (false, false), "no time zones, no usage locations");
    let tenant_url = "https://scim-api.keepnetlabs.com/scim?aadOptscim062020".to_owned();
    let flagged = GuideValues { tenant_url, ..usual };
    assert_eq!(shown(&flagged), (true, true), "with the flag there is no provision on demand");
}
