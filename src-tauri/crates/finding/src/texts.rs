//! Finding texts as data: one TOML table per code and language.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{Cause, Finding, Language, Severity};

/// The texts of one crate's codes, in every language it has.
///
/// A language's file holds one table a code:
///
/// ```toml
/// ["auth.rejected"]
/// title = "The token was refused"
/// explanation = "{host} answered 401 to this token."
/// entra = "You appear to have entered invalid credentials."   # optional
/// causes = [{ cause = "The key was replaced.", fix = "Create a new one." }]
/// fixes = ["…"]   # optional; otherwise the fixes of the causes, in order
/// ```
///
/// `{name}` is replaced by the parameter of that name; an unknown name is left as it stands.
#[derive(Debug, Clone)]
pub struct Texts {
    languages: BTreeMap<String, BTreeMap<String, Entry>>,
}

/// A text file that could not be read; only a defect of the program can cause it.
#[derive(Debug, thiserror::Error)]
#[error("the texts of language `{language}` are not valid")]
pub struct TextsError {
    language: String,
    source: toml::de::Error,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    title: String,
    explanation: String,
    #[serde(default)]
    causes: Vec<Cause>,
    #[serde(default)]
    fixes: Vec<String>,
    entra: Option<String>,
}

impl Texts {
    /// Reads the files of a crate, as pairs of language tag and TOML.
    ///
    /// # Errors
    /// Fails when a file is not TOML of the shape above.
    pub fn parse(files: &[(&str, &str)]) -> Result<Self, TextsError> {
        let languages = files
            .iter()
            .map(|(tag, toml)| {
                toml::from_str(toml)
                    .map(|entries| ((*tag).to_owned(), entries))
                    .map_err(|source| TextsError { language: (*tag).to_owned(), source })
            })
            .collect::<Result<_, _>>()?;
        Ok(Texts { languages })
    }

    /// Reads texts that are compiled in.
    ///
    /// # Panics
    /// When a file is not valid; the crate's test over its codes meets that before a person can.
    #[expect(clippy::expect_used, reason = "the texts are compiled in and covered by a test")]
    pub fn built_in(files: &[(&str, &str)]) -> Self {
        Texts::parse(files).expect("the built-in texts are valid")
    }

    /// Returns the codes that have a text in `language`.
    pub fn codes(&self, language: &Language) -> impl Iterator<Item = &str> {
        self.languages
            .get(language.tag())
            .into_iter()
            .flat_map(|entries| entries.keys().map(String::as_str))
    }

    /// Returns the finding of `code` with `parameters` filled in.
    ///
    /// A code without a text becomes its own title, so that nothing is ever lost.
    pub fn finding(
        &self,
        code: &str,
        severity: Severity,
        language: &Language,
        parameters: &[(&str, &str)],
    ) -> Finding {
        let entry = [language, &Language::ENGLISH]
            .into_iter()
            .find_map(|language| self.languages.get(language.tag())?.get(code))
            .cloned()
            .unwrap_or_else(|| Entry { title: code.to_owned(), ..Entry::default() });
        let fill = |text: &str| fill(text, parameters);
        let causes: Vec<Cause> = entry
            .causes
            .iter()
            .map(|cause| Cause { cause: fill(&cause.cause), fix: fill(&cause.fix) })
            .collect();
        let fixes = if entry.fixes.is_empty() {
            causes.iter().map(|cause| cause.fix.clone()).collect()
        } else {
            entry.fixes.iter().map(|text| fill(text)).collect()
        };
        Finding {
            code: code.to_owned(),
            severity,
            title: fill(&entry.title),
            explanation: fill(&entry.explanation),
            causes,
            fixes,
            entra_says: entry.entra.as_deref().map(fill),
            evidence: None,
            place: None,
        }
    }
}

/// Replaces each `{name}` in one pass, so that a value is never read as a template itself.
///
/// A name without a parameter stays as it stands.
pub fn fill(template: &str, parameters: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let known = after.split_once('}').and_then(|(name, tail)| {
            parameters.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value, tail))
        });
        match known {
            Some((value, tail)) => {
                filled.push_str(value);
                rest = tail;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    const EN: &str = r#"
["auth.rejected"]
title = "{host} refused the token"
explanation = "It answered {status}, {unknown}."
causes = [{ cause = "Old key.", fix = "Ask {host}." }]
"#;

    fn texts() -> Texts {
        Texts::built_in(&[("en", EN)])
    }

    #[test]
    fn parameters_are_filled_once_and_unknown_names_stay() {
        let finding = texts().finding(
            "auth.rejected",
            Severity::Error,
            &Language::new("nb"),
            &[("host", "{status}"), ("status", "401")],
        );
        assert_eq!(finding.title, "{status} refused the token", "a value is not a template");
        assert_eq!(finding.explanation, "It answered 401, {unknown}.", "unknown names stay");
        assert_eq!(finding.fixes, ["Ask {status}."], "fixes follow from the causes");
    }

    #[test]
    fn a_code_without_text_is_not_lost() {
        let finding = texts().finding("x.y", Severity::Info, &Language::ENGLISH, &[]);
        assert_eq!(
            (finding.code.as_str(), finding.title.as_str()),
            ("x.y", "x.y"),
            "it shows its code"
        );
    }

    #[test]
    fn an_unknown_key_is_refused() {
        let error = Texts::parse(&[("en", "[a]\ntitle=''\nexplanation=''\nfixs=[]")]);
        assert!(error.is_err(), "a misspelt key would lose its text");
    }
}
