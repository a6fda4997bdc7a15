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
    pub(crate) next: Next,
    /// Headings and labels of the templates, by name.
    pub(crate) page: BTreeMap<String, String>,
    pub(crate) calendar: Calendar,
}

macro_rules! texts {
    ($($name:ident { $($field:ident),+ $(,)? })+) => {
        $(
            #[derive(Debug, Serialize, Deserialize)]
            #[serde(deny_unknown_fields)]
            pub(crate) struct $name {
                $(pub(crate) $field: String,)+
            }
        )+
    };
}

texts! {
    Facts { provisioning, tenant_url, token, connection, mapping, portal }
    Values {
        none, route, token, token_expires, token_expired, connection_passed, connection_cancelled,
        connection_failed, mapping, mapping_changed, people, people_sample, portal,
    }
    Open {
        practice, tenant_url, token, token_expired, connection, connection_unfinished,
        connection_error, connection_warning, people, people_sample, people_finding, portal,
        portal_step,
    }
    Next { finish, first_cycle, look, later, expiry }
    Calendar { summary, description, alarm }
}
