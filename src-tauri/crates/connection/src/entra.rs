//! "What does Entra say?": from Entra's own words to their meaning and to the test's findings.
//!
//! The table is data, `texts/entra.en.toml`.

use std::sync::LazyLock;

use footbridge_finding::{Finding, Language};
use footbridge_secret::KnownSecrets;
use serde::{Deserialize, Serialize};

use crate::Code;
use crate::observed::Observed;

/// The most explanations that one search gives.
const MOST: usize = 8;

/// Where Entra says something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum EntraPlace {
    /// Under "Test connection".
    ConnectionTest,
    /// In the provisioning logs, for one person or group.
    ProvisioningLogs,
    /// On the job, when it is in quarantine.
    Quarantine,
    /// In an answer of Microsoft Graph.
    Graph,
    /// Nowhere: it is what an admin sees happen.
    Symptom,
}

/// The step of the set-up in which something is mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum EntraStep {
    /// With another token.
    Token,
    /// By testing the connection, or with another tenant URL.
    Connection,
    /// In the mappings or in the people's data.
    Mapping,
    /// In the portal.
    Activation,
}

/// What a code or sentence of Entra's means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct EntraExplanation {
    /// The code or sentence, as Entra shows it.
    pub name: String,
    /// Where it is shown.
    pub place: EntraPlace,
    /// What it means, as a sentence.
    pub meaning: String,
    /// What to do, as an instruction.
    pub fix: String,
    /// Where that is done; nothing when no step of the set-up helps. Our choice, as Entra names none.
    pub step: Option<EntraStep>,
    /// The findings of the connection test that can be behind it, the likeliest first.
    pub findings: Vec<Finding>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    entry: Vec<Entry>,
    /// What is told of a message in another language.
    other_language: Entry,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    place: EntraPlace,
    /// In small letters.
    words: Vec<String>,
    meaning: String,
    fix: String,
    step: Option<EntraStep>,
    findings: Vec<String>,
    #[serde(default)]
    breadth: Breadth,
}

/// How much an entry covers: what stands around another message explains less than that message.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Breadth {
    /// Entra shows it over every failure.
    Headline,
    /// It wraps another code or status, which says more.
    Wrapper,
    #[default]
    Cause,
}

#[expect(clippy::expect_used, reason = "the table is compiled in and covered by a test")]
static TABLE: LazyLock<Table> = LazyLock::new(|| {
    toml::from_str(include_str!("../texts/entra.en.toml")).expect("the built-in table is valid")
});

/// Explains what Entra said.
///
/// `text` is whatever the admin has: an error code, a status, the whole message, or the beginning
/// of a code while they type. The most specific explanations come first; nothing when no words are
/// known. A message in another language than English is told from one that is not Entra's: its
/// error code would be known.
pub fn explain_entra(text: &str, language: &Language) -> Vec<EntraExplanation> {
    let text = normalised(text);
    if text.chars().count() < 3 {
        return Vec::new();
    }
    let mut found: Vec<(Score, &Entry)> =
        TABLE.entry.iter().filter_map(|entry| Some((score(entry, &text)?, entry))).collect();
    if found.is_empty() && is_in_another_language(&text) {
        return vec![explanation(&TABLE.other_language, language)];
    }
    // Stable, so that the table's order decides between equals.
    found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    found.into_iter().take(MOST).map(|(_, entry)| explanation(entry, language)).collect()
}

/// How well an entry fits; the greatest fits best.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Score {
    /// The text is the beginning of its words, or a piece of them.
    Begun,
    /// The text says its words: how much they cover, and the length of the longest.
    Said(Breadth, usize),
}

fn score(entry: &Entry, text: &str) -> Option<Score> {
    let said = entry.words.iter().filter(|words| occurs(words, text)).map(String::len).max();
    let begun = || {
        let begins = entry.words.iter().any(|words| words.contains(text));
        begins.then_some(Score::Begun)
    };
    said.map(|length| Score::Said(entry.breadth, length)).or_else(begun)
}

/// Whether a text is words of another language, by its letters or its commonest words. Our choice.
fn is_in_another_language(text: &str) -> bool {
    const WORDS: [&str; 33] = [
        "der", "die", "das", "und", "ist", "nicht", "ein", "eine", "sie", "les", "des", "une",
        "est", "pas", "vous", "los", "las", "una", "por", "para", "che", "gli", "het", "een",
        "niet", "och", "att", "ikke", "og", "som", "jest", "nie", "nao",
    ];
    let is_foreign = |letter: char| letter.is_alphabetic() && !letter.is_ascii();
    let words = text.split(|c: char| !c.is_alphanumeric());
    text.contains(is_foreign) || words.filter(|word| WORDS.contains(word)).count() >= 2
}

/// A word of letters may stand inside another, a status may not: 404 is not in 14041.
fn occurs(words: &str, text: &str) -> bool {
    if !words.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.contains(words);
    }
    text.split(|c: char| !c.is_ascii_alphanumeric()).any(|part| part == words)
}

fn normalised(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn explanation(entry: &Entry, language: &Language) -> EntraExplanation {
    let known = KnownSecrets::default();
    let finding = |code: Code| {
        // Nothing has been tested yet, so the words speak of servers in general.
        Observed::new(code)
            .with("host", "the server")
            .with("address", "a private address")
            .with("port", "443")
            .with("attribute", "the matching attribute")
            .with("resource", "/Users")
            .with("status", "an error")
            .with("flag", "aadOptscim…")
            .with("location", "another address")
            .with("date", "an earlier day")
            .with("left", "while")
            .with("from", "the day it names")
            .with("end", "the day it names")
            .with("names", "see the certificate")
            .with("seconds", "60")
            .with("begin", "a later time")
            .with("part", "in brackets")
            .with("bytes", "too many")
            .with("ms", "many")
            .with("limit", "usual")
            .with("line", "1")
            .with("column", "1")
            .with("reason", "something else")
            .with("encoding", "another encoding")
            .finding(language, &known)
    };
    EntraExplanation {
        name: entry.name.clone(),
        place: entry.place,
        meaning: entry.meaning.clone(),
        fix: entry.fix.clone(),
        step: entry.step,
        findings: entry.findings.iter().filter_map(|code| Code::named(code)).map(finding).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        explain_entra(text, &Language::ENGLISH).into_iter().map(|found| found.name).collect()
    }

    #[test]
    fn what_admins_paste_is_found() {
        let cases = [
            (
                "SystemForCrossDomainIdentityManagementCredentialValidationUnavailable",
                "CredentialValidationUnavailable",
            ),
            ("systemforcrossdomainidentitymanagementserviceincompatible", "ServiceIncompatible"),
            (
                "SystemForCrossDomainIdentityManagementServiceIncompatibleFiltering",
                "ServiceIncompatibleFiltering",
            ),
            (
                "Please provide a valid tenant URL for your application.",
                "InvalidCredentials: please provide a valid tenant URL",
            ),
            (
                "Error code: SystemForCrossDomainIdentityManagementServiceIncompatible Details: An HTTP/404 Not Found\nresponse was returned rather than the expected HTTP/200 OK response",
                "ServiceIncompatible: HTTP/404 Not Found",
            ),
            ("Response Status Code: Forbidden", "403 Forbidden"),
            (
                "You appear to have entered invalid credentials. Please confirm you are using the correct information for an administrative account. Error code: SystemForCrossDomainIdentityManagementServiceIncompatible. An HTTP/404 Not Found response was returned",
                "ServiceIncompatible: HTTP/404 Not Found",
            ),
            (
                "You appear to have entered invalid credentials. HTTP/404",
                "ServiceIncompatible: HTTP/404 Not Found",
            ),
            (
                "InvalidCredentials SystemForCrossDomainIdentityManagementCredentialValidationUnavailable Response Status Code: TooManyRequests",
                "429 TooManyRequests",
            ),
            ("skipped: NotEffectivelyEntitled", "NotEffectivelyEntitled"),
            ("Get started is greyed out", "\"Get started\" cannot be clicked"),
            ("the test works but saving fails", "The test passes and saving fails"),
            ("got 429 from the server", "429 TooManyRequests"),
            ("UnprocessableEntry", "UnprocessableEntity, UnprocessableEntry"),
            ("quarantine", "EncounteredQuarantineException"),
            ("import", "ImportSkipped"),
        ];
        for (text, expected) in cases {
            assert_eq!(names(text).first().map(String::as_str), Some(expected), "{text}");
        }
    }

    #[test]
    fn unknown_words_find_nothing_and_another_language_is_told() {
        let named = |text| names(text).first().cloned();
        let other = Some("A message in another language".to_owned());
        for text in [
            "Sie haben anscheinend ungültige Anmeldeinformationen eingegeben",
            "Der Server ist nicht erreichbar",
            "資格情報が無効です",
            "Det ser ikke ut til at og som",
        ] {
            assert_eq!(named(text), other, "{text}");
        }
        let code = "Fehler: SystemForCrossDomainIdentityManagementServiceIncompatible ungültig";
        assert_eq!(named(code).as_deref(), Some("ServiceIncompatible"), "its code is the same");
        for text in ["", "4", "40", "hello there", "request id 14041", "zzz"] {
            assert_eq!(names(text), Vec::<String>::new(), "{text:?}");
        }
    }

    #[test]
    fn the_table_is_whole() {
        let other = &TABLE.other_language;
        for entry in TABLE.entry.iter().chain([other]) {
            let name = &entry.name;
            let found = !entry.words.is_empty() || name == &other.name;
            assert!(found, "{name} cannot be found");
            assert!(entry.meaning.ends_with('.') && entry.fix.ends_with('.'), "{name}: sentences");
            for words in &entry.words {
                assert_eq!(
                    words,
                    &normalised(words),
                    "{name}: what is searched is in small letters"
                );
            }
            let found = explanation(entry, &Language::ENGLISH);
            assert!(
                found.step.is_some() || found.findings.is_empty(),
                "{name}: what the test can find leads to a step"
            );
            assert_eq!(found.findings.len(), entry.findings.len(), "{name}: an unknown code");
            for finding in &found.findings {
                let causes = finding.causes.iter().flat_map(|cause| [&cause.cause, &cause.fix]);
                for words in causes.chain([&finding.title, &finding.explanation]) {
                    assert!(!words.contains('{'), "{name}: a fact is missing in {words}");
                }
            }
        }
    }

    #[test]
    fn every_error_of_the_test_can_be_reached_from_entras_words() {
        // What Entra itself never notices, or only this computer's network causes.
        const UNSEEN: [&str; 10] = [
            "url.not_https",
            "url.not_loopback",
            "url.link_local",
            "token.other_origin",
            "tcp.unreachable",
            "proxy.invalid",
            "proxy.failed",
            "proxy.auth_required",
            "auth.not_checked",
            "auth.anonymous",
        ];
        for code in Code::ALL {
            let name = code.as_str();
            let reached =
                TABLE.entry.iter().any(|entry| entry.findings.iter().any(|to| to == name));
            let noticed =
                code.severity() == footbridge_finding::Severity::Error && !UNSEEN.contains(&name);
            assert!(reached || !noticed, "{name} is out of reach");
        }
    }
}
