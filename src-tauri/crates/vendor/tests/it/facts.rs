//! Every fact that the vendors' guides state is in the profile or in the guide, so that none is
//! lost when a text is rewritten. A fact is found by words that its telling cannot do without.

use footbridge_finding::Language;
use footbridge_mapping::{Mapping, MappingChoices, targets};
use footbridge_secret::Origin;
use footbridge_token::{RecipeKind, SavedTokens};
use footbridge_vendor::{GuideValues, Profile, find};

use crate::fifth::FIFTH;
use crate::guide::situations;

const EMAIL: &str = r#"emails[type eq "work"].value"#;

/// Returns all that the window can show of a vendor, in every situation.
fn everything(profile: &Profile) -> String {
    let english = Language::ENGLISH;
    let vendor = profile.vendor(&english);
    let suggestions = profile.suggestions(&english);
    let mut choices = MappingChoices::new(profile.rules(), &suggestions, None, &english).targets;
    // What may be chosen without the vendor's word is no fact of it.
    choices.retain(|target| !target.suggested.is_empty());
    let mut parts = vec![
        serde_json::to_string(&vendor).unwrap(),
        serde_json::to_string(&profile.card(&english)).unwrap(),
        serde_json::to_string(&choices).unwrap(),
    ];
    let tenant_url = profile.fixed_tenant_url().unwrap_or("https://example.com/scim").to_owned();
    let values = GuideValues { tenant_url, users: Some(4711), mappings: None };
    for situation in situations() {
        let guide = profile.guide(&situation, &values, &english);
        parts.push(serde_json::to_string(&guide).unwrap());
    }
    parts.join("\n").replace("\\\"", "\"")
}

/// A fact of a vendor's guide, and words without which it cannot be told.
type Fact = (&'static str, &'static [&'static str]);

fn assert_told(id: &str, facts: &[Fact]) {
    let everything = everything(find(id).unwrap());
    for (fact, words) in facts {
        for word in *words {
            assert!(everything.contains(word), "{id}: “{fact}” needs `{word}`");
        }
    }
}

fn mapping<'p>(profile: &'p Profile, target: &str) -> Option<&'p Mapping> {
    profile.mappings().iter().find(|mapping| mapping.target == target)
}

fn source<'p>(profile: &'p Profile, target: &str) -> Option<&'p str> {
    mapping(profile, target).map(|mapping| mapping.source.text())
}

#[test]
fn token_of_an_earlier_version_belongs_to_the_built_in_url() {
    for profile in footbridge_vendor::built_in() {
        let mut expected = SavedTokens::of(profile.id());
        if let Some(url) = profile.fixed_tenant_url() {
            expected = expected.with_earlier_at(Origin::parse(url).unwrap());
        }
        assert_eq!(profile.saved_tokens(), expected, "{}", profile.id());
    }
    let file = Profile::parse("fifth.toml", FIFTH).unwrap();
    assert_eq!(file.saved_tokens(), SavedTokens::of("fifth"), "a file vouches for nothing");
}

#[test]
fn secure_practice() {
    let profile = find("secure-practice").unwrap();
    assert_eq!(profile.recipe(), RecipeKind::Base64KeySecret, "base64 of key:secret");
    assert!(profile.accepts_ready_token(), "or the ready token");
    assert_eq!(
        profile.fixed_tenant_url(),
        Some("https://api.securepractice.co/scim/v2/"),
        "with the slash at the end"
    );
    assert_eq!(source(profile, targets::ORGANIZATION), Some("companyName"), "the example source");
    assert_eq!(source(profile, targets::DEPARTMENT), Some("department"), "mapped already");
    assert!(mapping(profile, targets::DIVISION).is_none(), "no source of division is known");
    assert_told(
        "secure-practice",
        &[
            ("product", &["MailRisk"]),
            ("needs an Entra role", &["Application Administrator", "P1 or P2"]),
            ("needs a Secure Practice admin", &["At Secure Practice: an administrator"]),
            (
                "the way to the key",
                &[
                    "https://manage.securepractice.co",
                    "`Settings` at the top right",
                    "`SECURITY`",
                    "`API access`",
                    "`Create API key`",
                ],
            ),
            ("a designated user", &["does not depend on one person's account"]),
            ("labels", &["API key", "API secret", "Azure AD user synchronization token"]),
            ("made on this device", &["You make the secret token on this device"]),
            ("the SSO application is reused", &["Open the existing application"]),
            ("Entra may refuse", &["service principal", "`Get started` cannot be clicked"]),
            ("a second application", &["second application is needed", "Create your own"]),
            ("assignments", &["`Users and groups`", "can be changed at any time"]),
            ("scope", &["`Sync only assigned users and groups`", "`Selected users and groups`"]),
            ("off by default", &["provisioning is off until it is turned on", "`On`"]),
            ("hide", &["`Enable users to sign-in`", "`Visible to users`", "Hide the second"]),
            ("timing", &["several times a day", "not at once"]),
            ("organisation levels", &[targets::ORGANIZATION, "level above department"]),
            ("division", &[targets::DIVISION, "between organization and department"]),
            ("sources vary", &["extensionAttribute1", "country", "companyName"]),
            ("one field with a chain", &["`>`", "`|`", "`Expression`", "one expression a level"]),
            ("verify", &["`Provision on demand`", "Read what was sent"]),
            ("privacy", &["mobile phone numbers"]),
            ("restart", &["`Restart provisioning`"]),
        ],
    );
}

#[test]
fn keepnet() {
    let profile = find("keepnet").unwrap();
    assert_eq!(profile.recipe(), RecipeKind::Ready, "the platform makes the token");
    assert_eq!(
        profile.fixed_tenant_url(),
        Some("https://scim-api.keepnetlabs.com/scim"),
        "the tenant URL"
    );
    assert_eq!(source(profile, EMAIL), Some("mail"), "mail must be mapped");
    assert_eq!(profile.rules().required, [EMAIL], "and is required");
    let timezone = mapping(profile, "timezone").unwrap();
    assert_eq!(*timezone, Mapping::direct("usageLocation", "timezone"), "no matching, always");
    assert_told(
        "keepnet",
        &[
            (
                "the way to the token",
                &[
                    "`Company`, `Company Settings`, `SCIM Settings`",
                    "`+ NEW`",
                    "Map the fields",
                    "group name and grouping criteria",
                    "copy the token",
                ],
            ),
            ("application", &["`New application`", "(Non-gallery)"]),
            ("new configuration", &["`+ New configuration`", "`Test Connection`"]),
            ("on", &["`Provisioning Status` to `On`", "`Start provisioning`"]),
            ("licences", &["4711", "licence"]),
            ("assigned only is safe", &["Assigned only is the safe choice"]),
            ("timing", &["after a few minutes", "every 40 minutes"]),
            ("mail", &["Keepnet needs `mail`", "not synchronised"]),
            ("source object scope", &["`Source Object Scope`", "All Records", "filter left there"]),
            ("usage location", &["Usage location", "`usageLocation`", "stop, start and restart"]),
            (
                "group by country",
                &[
                    "`Country / Region`",
                    "`EDIT FIELDS`",
                    "`+ ADD CUSTOM FIELD`",
                    r#"addresses[type eq "work"].country"#,
                    "`Group Name` empty",
                    "`Grouping Criteria`",
                    "synchronise groups with the identity platform empty",
                    "Each country becomes a group",
                ],
            ),
            ("other identity providers", &["Okta", "OneLogin", "JumpCloud", "bearer token"]),
            ("other ways in", &["CSV", "LDAP", "API"]),
        ],
    );
}

#[test]
fn safe() {
    let profile = find("safe").unwrap();
    assert_eq!(profile.recipe(), RecipeKind::Ready, "SAFE makes the token");
    assert_eq!(profile.expires_after_days(), Some(90), "its default expiry");
    assert_eq!(profile.fixed_tenant_url(), None, "each tenant has its own URL");
    assert!(!profile.takes_groups(), "groups are switched off");
    assert_eq!(profile.matching_attribute(), EMAIL, "matched by the e-mail address");
    assert_eq!(profile.rules().matching_only.as_deref(), Some(EMAIL), "and by nothing else");
    let country = r#"addresses[type eq "work"].country"#;
    let exact = [
        ("userName", "userPrincipalName"),
        ("active", r#"Switch([IsSoftDeleted], , "False", "True", "True", "False")"#),
        (EMAIL, "mail"),
        (country, "country"),
        ("title", "jobTitle"),
        (targets::DEPARTMENT, "department"),
    ];
    let rows: Vec<_> = profile
        .mappings()
        .iter()
        .map(|mapping| (mapping.target.as_str(), mapping.source.text()))
        .collect();
    assert_eq!(rows, exact, "exactly the six mappings");
    let accepted: Vec<_> = exact.iter().map(|(target, _)| (*target).to_owned()).collect();
    assert_eq!(profile.rules().exact, Some(accepted), "and no other target is accepted");
    let matching: Vec<_> = profile
        .mappings()
        .iter()
        .filter_map(|mapping| Some((mapping.source.text(), mapping.matching?)))
        .collect();
    assert_eq!(matching, [("mail", 1)], "one matching attribute");
    assert_told(
        "safe",
        &[
            ("needs", &["At SAFE: access with an admin role", "Application Administrator"]),
            ("no other sources", &["Do not combine", "Stale users"]),
            (
                "the way to the token",
                &[
                    "`SAFE Hooks`",
                    "card `Microsoft Entra ID User Provisioning`",
                    "expiry period in days",
                    "`Generate Token`",
                    "`API Endpoint URL`",
                    "`Secret Token`",
                ],
            ),
            ("quarantine after expiry", &["90 days", "quarantine", "before that day"]),
            ("old tokens", &["earlier version"]),
            ("application", &["SAFE - Microsoft Entra ID User Provisioning", "(Non-gallery)"]),
            ("assignments", &["`Add user/group`", "`Assign`"]),
            ("steps", &["`Get started`", "`Provisioning Mode` to `Automatic`", "`Save`"]),
            ("groups off", &["`Provision Azure Active Directory Groups`", "`Enabled` to `No`"]),
            ("actions on", &["`Create`, `Update` and `Delete`"]),
            ("anything else is deleted", &["Every other mapping is deleted"]),
            (
                "the order of clicks",
                &[
                    "row `mail`. Set `Match objects using this attribute` to `Yes` and `Matching precedence` to `2`",
                    "row `userPrincipalName`. Set `Match objects using this attribute` to `No`",
                    "row `mail` again. Set `Matching precedence` to `1`",
                ],
            ),
            (
                "custom fields",
                &[
                    "type `Any`",
                    "`Technology & People`",
                    "urn:ietf:params:scim:schemas:extension:CustomExtensionName:2.0:User:",
                    "`Show advanced options`",
                    "`Edit attribute list for customappsso`",
                ],
            ),
            ("notification", &["`Send an email notification when a failure occurs`", "24 hours"]),
            ("turn on", &["`Provisioning Status` to `On`", "and confirm"]),
            ("the page", &["initial cycle has not run", "`Initial cycle completed`", "logs"]),
            ("skipped", &["`UnprocessableEntry`", "e-mail address is empty"]),
            ("every 40 minutes", &["Every 40 minutes"]),
            ("restart", &["skips people who exist", "same name or id"]),
            ("causes of quarantine", &["token has expired, or many requests failed"]),
            ("on demand", &["single people", "Groups, no"]),
            ("rate limiting", &["limits the number of requests", "Try again later"]),
        ],
    );
}

#[test]
fn jericho() {
    let profile = find("jericho").unwrap();
    assert_eq!(profile.recipe(), RecipeKind::Verbatim, "the key is the token");
    assert_eq!(
        profile.fixed_tenant_url(),
        Some("https://app.jerichosecurity.com/scim_v2"),
        "the tenant URL"
    );
    assert!(profile.takes_groups(), "groups and users are both enabled");
    let user_name = mapping(profile, "userName").unwrap();
    assert_eq!(*user_name, Mapping::direct("mail", "userName").matched(1), "mail to userName");
    assert_told(
        "jericho",
        &[
            ("credential", &["SCIM API Key", "integration settings", "as it is"]),
            ("application", &["`Create your own application`", "Jericho Security SCIM"]),
            ("old portal", &["`Get started` under `Provision User Accounts`", "`Automatic`"]),
            ("both mappings", &["users and groups, enabled"]),
            ("the user principal name", &["user principal name", "userName"]),
            ("re-sync", &["synchronise everybody again", "confirm"]),
            ("scope", &["`Sync only assigned users and groups`", "every mailbox"]),
            ("nested groups", &["only the direct members"]),
            ("turn on", &["`Provisioning Status` to `On`", "`Start provisioning`"]),
            ("timing", &["40 minutes", "24 hours"]),
        ],
    );
}

#[test]
fn other() {
    let profile = find("other").unwrap();
    assert_eq!(profile.mappings().len(), 22, "Entra's mappings of users");
    assert_eq!(profile.group_mappings().len(), 3, "and of groups");
    assert_eq!(profile.matching_attribute(), "userName", "matched by the user name");
    assert_eq!(profile.rules(), &footbridge_mapping::Rules::default(), "nothing is demanded");
    assert_told(
        "other",
        &[
            ("what the vendor must give", &["tenant URL", "bearer token"]),
            ("the group mappings", &["`objectId` to `externalId`", "`members`"]),
            ("the flag", &["?aadOptscim062020"]),
        ],
    );
}
