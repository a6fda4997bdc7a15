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
/// `{name}` is replaced by the parameter of that name; an unknown name is left as it stands. A table
/// is read when its code is asked for: a run needs a few of some hundred.
#[derive(Debug, Clone)]
pub struct Texts {
    languages: BTreeMap<String, BTreeMap<&'static str, &'static str>>,
}

/// A text file that could not be read; only a defect of the program can cause it.
#[derive(Debug, thiserror::Error)]
#[error("the texts of language `{language}` are not valid: {problem}")]
pub struct TextsError {
    language: String,
    problem: String,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
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
    /// Takes the files of a crate, as pairs of language tag and TOML, and reads nothing of them yet:
    /// [`Texts::parse`] does so in a test.
    pub fn built_in(files: &[(&str, &'static str)]) -> Self {
        let languages = files.iter().map(|(tag, toml)| ((*tag).to_owned(), tables(toml).collect()));
        Texts { languages: languages.collect() }
    }

    /// Reads the whole of files that are to be built in.
    ///
    /// # Errors
    /// Fails when a file is not TOML of the shape above, or has a table that is not found by its
    /// heading.
    pub fn parse(files: &[(&str, &'static str)]) -> Result<Self, TextsError> {
        let texts = Texts::built_in(files);
        for (tag, toml) in files {
            let wrong = |problem| TextsError { language: (*tag).to_owned(), problem };
            let entries: BTreeMap<String, Entry> =
                toml::from_str(toml).map_err(|error| wrong(error.to_string()))?;
            for (code, entry) in &entries {
                if texts.entry(code, &Language::new(*tag)).as_ref() != Some(entry) {
                    return Err(wrong(format!("`{code}` is not read as it stands")));
                }
            }
        }
        Ok(texts)
    }

    fn entry(&self, code: &str, language: &Language) -> Option<Entry> {
        let table = self.languages.get(language.tag())?.get(code)?;
        toml::from_str(table).ok()
    }

    /// Returns the codes that have a text in `language`.
    pub fn codes(&self, language: &Language) -> impl Iterator<Item = &str> {
        self.languages.get(language.tag()).into_iter().flat_map(|tables| tables.keys().copied())
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
            .find_map(|language| self.entry(code, language))
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

/// Returns each table's code and what stands below its heading.
fn tables(toml: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    const HEADING: &str = "\n[";
    let first = toml.strip_prefix('[').or_else(|| Some(toml.split_once(HEADING)?.1));
    first.into_iter().flat_map(|tables| tables.split(HEADING)).filter_map(|table| {
        let (heading, below) = table.split_once('\n')?;
        Some((heading.trim_end().strip_suffix(']')?.trim_matches('"'), below))
    })
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

    #[test]
    fn a_table_that_its_heading_does_not_tell_is_refused() {
        let table = "title = 'A'\nexplanation = 'B'\n";
        let written = |heading: &str| -> &'static str {
            String::leak(format!("# Words.\n\n{heading}\n{table}\n[\"b.c#d\"]\n{table}"))
        };
        let texts = Texts::parse(&[("en", written("[a]"))]).unwrap();
        assert_eq!(texts.codes(&Language::ENGLISH).collect::<Vec<_>>(), ["a", "b.c#d"]);
        for heading in ["[a] # a remark", "[ a ]", "['a']", "  [a]"] {
            let texts = Texts::parse(&[("en", written(heading))]);
            assert!(texts.is_err(), "{heading} would be looked for in vain");
        }
    }
}
