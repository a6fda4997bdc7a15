//! A vendor profile that has passed the reader, and all that other crates ask of it.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use footbridge_finding::Language;
use footbridge_mapping::{Mapping, Rules, SourceSuggestion};
use footbridge_secret::Origin;
use footbridge_token::{RecipeKind, SavedTokens};

use crate::format::{LinkEntry, ProfileFile, Text};
use crate::guide::{self, Differences, Guide, GuideValues, Situation, Step, common};
use crate::read::{self, OwnerOf, ProfileError};
use crate::table::{self, entra_defaults};
use crate::vendor::{
    Link, MinuteRange, Note, Objects, Question, TenantUrlFacts, TokenFacts, Vendor, VendorCard,
};

/// One vendor: everything Footbridge knows of it.
#[derive(Debug, Clone)]
pub struct Profile {
    file: ProfileFile,
    mappings: Vec<Mapping>,
    steps: Vec<Step>,
    built_in: bool,
    given: Option<Given>,
}

/// What the admin calls it, where the profile stands for every other vendor.
#[derive(Debug, Clone)]
struct Given {
    name: String,
    application: String,
}

/// What a connection test should know of the vendor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectionFacts {
    /// The SCIM target by which users are matched first; Entra's probe asks for it.
    pub matching_attribute: String,
    /// Whether groups are provisioned: a failing group query is then an error.
    pub groups: bool,
    /// How long an answer may take before it is remarked on; `None` leaves that to the test.
    pub slow_after: Option<Duration>,
}

impl Profile {
    /// Reads a profile that comes with Footbridge.
    pub(crate) fn of_built_in(file_name: &str, text: &str) -> Result<Profile, Vec<ProfileError>> {
        let profile = Profile::of_file(file_name, text, &|_| None)?;
        Ok(Profile { built_in: true, ..profile })
    }

    /// Reads a profile file. `owner_of` says which vendor has an id already.
    pub(crate) fn of_file(
        file_name: &str,
        text: &str,
        owner_of: OwnerOf<'_>,
    ) -> Result<Profile, Vec<ProfileError>> {
        let file = read::read(file_name, text, owner_of)?;
        let mappings = table::resolve(&file.mapping);
        let steps = file.guide.steps.iter().filter_map(|entry| Step::resolve(entry).ok()).collect();
        Ok(Profile { file, mappings, steps, built_in: false, given: None })
    }

    /// Returns whether the profile comes with Footbridge.
    pub fn is_built_in(&self) -> bool {
        self.built_in
    }

    /// Returns the stable name.
    pub fn id(&self) -> &str {
        &self.file.vendor.id
    }

    /// Returns the name as the vendor writes it, or as the admin calls it.
    pub fn name(&self) -> &str {
        self.given.as_ref().map_or(&self.file.vendor.name, |given| &given.name)
    }

    /// Returns whether this is the entry that stands for every other vendor.
    pub fn is_other(&self) -> bool {
        self.file.vendor.other
    }

    /// Returns the profile under the name that the admin gives; one of a single vendor keeps its own.
    /// The application is named after it, our choice.
    #[must_use]
    pub fn named(&self, name: &str) -> Profile {
        let name = name.trim();
        let given = (self.is_other() && !name.is_empty())
            .then(|| Given { name: name.to_owned(), application: format!("{name} SCIM") });
        Profile { given, ..self.clone() }
    }

    /// Returns what the admin calls it; empty where nothing was said.
    pub fn given_name(&self) -> &str {
        self.given.as_ref().map_or("", |given| &given.name)
    }

    /// Returns the name that the guide suggests for the enterprise application.
    pub fn application_name(&self) -> &str {
        self.given.as_ref().map_or(&self.file.application.name, |given| &given.application)
    }

    /// Returns how the token is made.
    pub fn recipe(&self) -> RecipeKind {
        self.file.token.recipe
    }

    /// Returns whether a ready token may be pasted instead of key and secret.
    pub fn accepts_ready_token(&self) -> bool {
        self.file.token.accepts_ready_token
    }

    /// Returns after how many days the token expires, when the vendor says so.
    pub fn expires_after_days(&self) -> Option<u32> {
        self.file.token.expires_after_days
    }

    /// Returns the tenant URL that is the same for everybody, when there is one.
    pub fn fixed_tenant_url(&self) -> Option<&str> {
        self.file.tenant_url.fixed.as_deref()
    }

    /// Returns the vendor's tokens as the keyring knows them.
    ///
    /// Earlier versions saved them without an origin. Only of a built-in vendor with one tenant URL
    /// is it known where such a token belongs.
    pub fn saved_tokens(&self) -> SavedTokens {
        let saved = SavedTokens::of(self.id());
        let url = self.fixed_tenant_url().filter(|_| self.built_in);
        match url.and_then(|url| Origin::parse(url).ok()) {
            Some(origin) => saved.with_earlier_at(origin),
            None => saved,
        }
    }

    /// Returns whether the vendor takes groups.
    pub fn takes_groups(&self) -> bool {
        self.file.objects.groups
    }

    /// Returns what a connection test should know. The matching attribute is that of the profile's
    /// own table; an edited one may have another.
    pub fn connection_facts(&self) -> ConnectionFacts {
        let slow_after = self.file.connection.slow_after_ms;
        ConnectionFacts {
            matching_attribute: self.matching_attribute().to_owned(),
            groups: self.takes_groups(),
            slow_after: slow_after.map(|ms| Duration::from_millis(ms.into())),
        }
    }

    /// Returns the mapping table of users.
    pub fn mappings(&self) -> &[Mapping] {
        &self.mappings
    }

    /// Returns the mapping table of groups: Entra's own, or none where the vendor takes no groups.
    pub fn group_mappings(&self) -> &'static [Mapping] {
        if self.takes_groups() { &entra_defaults().groups } else { &[] }
    }

    /// Returns what the vendor demands of the mapping table.
    pub fn rules(&self) -> &Rules {
        &self.file.mapping.rules
    }

    /// Returns the SCIM target by which users are matched first; Entra's probe asks for it.
    pub fn matching_attribute(&self) -> &str {
        self.mappings
            .iter()
            .filter(|mapping| mapping.matching.is_some())
            .min_by_key(|mapping| mapping.matching)
            .map_or("userName", |mapping| mapping.target.as_str())
    }

    /// Returns the sources to try for targets whose source varies from tenant to tenant.
    pub fn suggestions(&self, language: &Language) -> Vec<SourceSuggestion> {
        let suggestions = self.file.mapping.suggestions.iter();
        suggestions
            .map(|entry| SourceSuggestion {
                target: entry.target.clone(),
                sources: entry.sources.clone(),
                note: entry.note.in_language(language).to_owned(),
            })
            .collect()
    }

    /// Returns the situation to start from: Entra's newer portal, no SSO application, and groups
    /// where the vendor takes them.
    pub fn usual_situation(&self) -> Situation {
        Situation { groups: self.takes_groups(), ..Situation::default() }
    }

    /// Returns the vendor's card.
    pub fn card(&self, language: &Language) -> VendorCard {
        let vendor = &self.file.vendor;
        VendorCard {
            id: vendor.id.clone(),
            name: vendor.name.clone(),
            line: vendor.line.in_language(language).to_owned(),
            search_words: vendor.search_words.clone(),
            other: vendor.other,
        }
    }

    /// Returns all that a screen shows of the vendor.
    pub fn vendor(&self, language: &Language) -> Vendor {
        let vendor = &self.file.vendor;
        let write = |text: &Text| text.in_language(language).to_owned();
        let write_all = |texts: &[Text]| texts.iter().map(write).collect::<Vec<_>>();
        let shared = common();
        let made_here = match self.recipe() {
            RecipeKind::Base64KeySecret | RecipeKind::JoinedKeySecret => &shared.makes_token,
            RecipeKind::Verbatim | RecipeKind::Ready => &shared.pastes_token,
        };
        Vendor {
            id: vendor.id.clone(),
            name: self.name().to_owned(),
            given_name: vendor.other.then(|| self.given_name().to_owned()),
            line: write(&vendor.line),
            needs: vendor.needs.iter().chain(&shared.needs).map(write).collect(),
            minutes: MinuteRange { from: vendor.minutes.from, to: vendor.minutes.to },
            what_happens: std::iter::once(made_here)
                .chain(&shared.what_happens)
                .map(write)
                .collect(),
            notes: vendor
                .notes
                .iter()
                .map(|note| Note { severity: note.severity, text: write(&note.text) })
                .collect(),
            token: self.token_facts(language),
            tenant_url: TenantUrlFacts {
                fixed: self.file.tenant_url.fixed.clone(),
                example: self.file.tenant_url.example.clone(),
                r#where: write(&self.file.tenant_url.r#where),
            },
            objects: Objects { users: self.file.objects.users, groups: self.file.objects.groups },
            questions: vendor
                .questions
                .iter()
                .map(|entry| Question {
                    question: write(&entry.question),
                    answer: write(&entry.answer),
                })
                .collect(),
            links: vendor.links.iter().map(|entry| link(entry, language)).collect(),
            mapping_rules: write_all(&self.file.mapping.words),
        }
    }

    fn token_facts(&self, language: &Language) -> TokenFacts {
        let token = &self.file.token;
        let label = |text: &Option<Text>| {
            text.as_ref().map(|text| text.in_language(language).to_owned()).unwrap_or_default()
        };
        TokenFacts {
            recipe: token.recipe,
            key_label: label(&token.key_label),
            secret_label: label(&token.secret_label),
            token_label: label(&token.token_label),
            accepts_ready_token: token.accepts_ready_token,
            r#where: token
                .r#where
                .iter()
                .map(|text| text.in_language(language).to_owned())
                .collect(),
            link: token.link.as_ref().map(|entry| link(entry, language)),
            expires_after_days: token.expires_after_days,
            expiry_text: label(&token.expiry_text),
        }
    }

    /// Returns the vendor's names for the two halves of which a token is made, if it is made of two.
    pub fn token_halves(&self, language: &Language) -> Option<[String; 2]> {
        let facts = self.token_facts(language);
        let named =
            |label: String, usual: &str| if label.is_empty() { usual.to_owned() } else { label };
        let names = [named(facts.key_label, "key"), named(facts.secret_label, "secret")];
        facts.recipe.takes_pair().then_some(names)
    }

    /// Returns the ids of every page that the guide can have, whatever the situation: the names under
    /// which ticks are kept.
    pub fn page_ids(&self) -> BTreeSet<&str> {
        self.steps.iter().map(|step| step.id.as_str()).collect()
    }

    /// Returns the guide for one situation.
    pub fn guide(&self, situation: &Situation, values: &GuideValues, language: &Language) -> Guide {
        let wanted = values.mappings.as_deref().unwrap_or(&self.mappings);
        let differences = Differences::between(&entra_defaults().users, wanted);
        let subject = guide::Subject {
            steps: &self.steps,
            vendor: self.name(),
            app_name: self.application_name(),
            expiry_days: self.expires_after_days(),
            takes_groups: self.takes_groups(),
            differences: &differences,
        };
        guide::build(&subject, *situation, values, language)
    }

    /// Returns every address that this profile may ask the window to open, each once.
    pub fn links(&self) -> Vec<Link> {
        let english = Language::ENGLISH;
        let pages = self.steps.iter().flat_map(|step| &step.pages);
        let entries = self
            .file
            .vendor
            .links
            .iter()
            .chain(&self.file.token.link)
            .chain(pages.filter_map(|page| page.link.as_ref()));
        let by_url: BTreeMap<&str, Link> =
            entries.map(|entry| (entry.url.as_str(), link(entry, &english))).collect();
        by_url.into_values().collect()
    }
}

fn link(entry: &LinkEntry, language: &Language) -> Link {
    Link { label: entry.label.in_language(language).to_owned(), url: entry.url.clone() }
}
