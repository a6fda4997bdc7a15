//! The words of a record, from `texts/en.toml`; a template holds none of its own.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use footbridge_finding::{Language, Texts};
use serde::{Deserialize, Serialize};

/// The files of each language: the words of a record.
const RECORD: &[(&str, &str)] = &[("en", include_str!("../texts/en.toml"))];

/// What is said when a file cannot be saved.
pub(crate) static FINDINGS: LazyLock<Texts> =
    LazyLock::new(|| Texts::built_in(&[("en", include_str!("../texts/findings.en.toml"))]));

static WORDS: LazyLock<BTreeMap<&str, Words>> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "the words are compiled in and every test reads them")]
    let read = |text| toml::from_str(text).expect("the built-in words are valid");
    RECORD.iter().map(|(tag, text)| (*tag, read(text))).collect()
});

/// Returns the words in `language`, or else in English.
pub(crate) fn words(language: &Language) -> &'static Words {
    #[expect(clippy::expect_used, reason = "English is compiled in")]
    let english = || WORDS.get(Language::ENGLISH.tag()).expect("English is there");
    WORDS.get(language.tag()).unwrap_or_else(english)
}

/// All words of one language. A missing one is refused when the file is read.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    pub(crate) facts: Facts,
    pub(crate) values: Values,
    pub(crate) open: Open,
    /// The first page's paragraph and numbers.
    pub(crate) overview: Overview,
    pub(crate) next: Next,
    /// Headings and labels of the templates, by name.
    pub(crate) page: BTreeMap<String, String>,
    pub(crate) calendar: Calendar,
    /// Where a secret may stand.
    pub(crate) places: Places,
}

/// A place in words, and what to change there; `{of}` is what the place belongs to.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlaceWords {
    pub(crate) name: String,
    pub(crate) fix: String,
}

macro_rules! texts {
    ($($name:ident of $word:ident { $($field:ident),+ $(,)? })+) => {
        $(
            #[derive(Debug, Serialize, Deserialize)]
            #[serde(deny_unknown_fields)]
            pub(crate) struct $name {
                $(pub(crate) $field: $word,)+
            }
        )+
    };
}

texts! {
    Facts of String { provisioning, tenant_url, token, connection, mapping, proof, portal }
    Values of String {
        none, route, practice_route, practice_url, token, token_expires, token_expired, connection_passed, connection_cancelled,
        connection_failed, mapping, mapping_changed, people, people_sample, proof_passed, proof_failed,
        proof_cancelled, portal,
    }
    Open of String {
        practice, tenant_url, token, token_expired, connection, connection_unfinished,
        connection_error, connection_warning, people, people_sample, people_finding, people_finding_one, proof_error,
        proof_left, portal, portal_steps,
    }
    Overview of String {
        route, people, people_one, organisation, people_none, tested, not_tested, portal_done, portal_open,
        portal_one_open, portal_none, people_number, people_number_one, levels_number, levels_number_one,
        portal_number, unknown,
    }
    Next of String { finish, first_cycle, look, later, expiry }
    Calendar of String {
        summary, description, alarm, practice_summary, practice_description, practice_alarm,
    }
    Places of PlaceWords {
        tenant_url, constant, default, expression, attribute, mapping, users_file, people,
        organisation, connection, proof, portal_step, profile, credential, schema, text,
    }
}
