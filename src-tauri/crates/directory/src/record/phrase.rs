//! Parts of sentences: numbers with what they count, lists that end with "and 3 more", why a row was
//! left out.

use footbridge_finding::{Language, Severity};

use super::skipped::{Detail, SkipReason};
use crate::column::column_facts::shortened;
use crate::error::TEXTS;

/// How many names of columns are told in one sentence.
const NAMED: usize = 50;

/// A part of a sentence.
pub(crate) enum Phrase<'p> {
    Rows(u32),
    Users(u32),
    /// The first lines of so many.
    Lines {
        first: &'p [u32],
        count: u32,
    },
    /// Names, of which each is shortened, and only the first are told.
    Names(&'p [String]),
    Detail(&'p Detail),
    /// Why a row was left out.
    LeftOut(SkipReason, &'p Detail),
    /// The file is a workbook: what stands for its encoding.
    Workbook,
}

impl Phrase<'_> {
    /// Returns the phrase in words; its key is not one of a finding's code.
    pub(crate) fn words(&self, language: &Language) -> String {
        let text = |key: &str, parameters: &[(&str, &str)]| {
            TEXTS.finding(key, Severity::Info, language, parameters).title
        };
        let counted = |count: u32, one: &str, many: &str| {
            text(if count == 1 { one } else { many }, &[("count", &count.to_string())])
        };
        match self {
            Phrase::Rows(count) => counted(*count, "phrase.row", "phrase.rows"),
            Phrase::Users(count) => counted(*count, "phrase.user", "phrase.users"),
            Phrase::Lines { first, count } => {
                let named: Vec<String> = first.iter().map(u32::to_string).collect();
                let more = (*count as usize).saturating_sub(named.len());
                let lines = named.join(", ");
                match (named.len(), more) {
                    (0, _) => String::new(),
                    (1, 0) => text("phrase.line", &[("line", &lines)]),
                    (_, 0) => text("phrase.lines", &[("lines", &lines)]),
                    (_, more) => {
                        let more = more.to_string();
                        text("phrase.lines_and_more", &[("lines", &lines), ("more", &more)])
                    }
                }
            }
            Phrase::Names(names) => {
                let named: Vec<String> =
                    names.iter().take(NAMED).map(|name| shortened(name)).collect();
                let named = named.join(", ");
                match names.len().saturating_sub(NAMED) {
                    0 => named,
                    more => {
                        let more = more.to_string();
                        text("phrase.names_and_more", &[("names", &named), ("more", &more)])
                    }
                }
            }
            Phrase::Detail(Detail::Nothing) => String::new(),
            Phrase::Detail(Detail::Json(reason)) => reason.clone(),
            Phrase::Detail(Detail::Columns { found, columns }) => text(
                "phrase.columns",
                &[("found", &found.to_string()), ("columns", &columns.to_string())],
            ),
            Phrase::LeftOut(reason, detail) => {
                let key = match reason {
                    SkipReason::Short => "skipped.short",
                    SkipReason::Long => "skipped.long",
                    SkipReason::UnclosedQuote => "skipped.unclosed_quote",
                    SkipReason::TextAfterQuote => "skipped.text_after_quote",
                    SkipReason::Empty => "skipped.empty",
                    SkipReason::NotAnObject => "skipped.not_an_object",
                    SkipReason::BrokenJson => "skipped.broken_json",
                };
                text(key, &[("detail", &Phrase::Detail(detail).words(language))])
            }
            Phrase::Workbook => text("phrase.workbook", &[]),
        }
    }

    /// Every key of a phrase.
    #[cfg(test)]
    pub(crate) const KEYS: &'static [&'static str] = &[
        "phrase.row",
        "phrase.rows",
        "phrase.user",
        "phrase.users",
        "phrase.line",
        "phrase.lines",
        "phrase.lines_and_more",
        "phrase.names_and_more",
        "phrase.columns",
        "phrase.workbook",
        "skipped.short",
        "skipped.long",
        "skipped.unclosed_quote",
        "skipped.text_after_quote",
        "skipped.empty",
        "skipped.not_an_object",
        "skipped.broken_json",
    ];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrase_of_several_counts_and_names_the_first() {
        let names = |count: usize| -> Vec<String> { vec!["a".to_owned(); count] };
        let (none, few, many) = (names(0), names(2), names(53));
        let columns = Detail::Columns { found: 5, columns: 12 };
        let json = Detail::Json("EOF at 1".to_owned());
        for (phrase, expected) in [
            (Phrase::Rows(1), "1 row".to_owned()),
            (Phrase::Rows(0), "0 rows".to_owned()),
            (Phrase::Users(1), "1 user".to_owned()),
            (Phrase::Users(2000), "2000 users".to_owned()),
            (Phrase::Lines { first: &[], count: 4 }, String::new()),
            (Phrase::Lines { first: &[7], count: 1 }, "line 7".to_owned()),
            (Phrase::Lines { first: &[7], count: 3 }, "lines 7 and 2 more".to_owned()),
            (Phrase::Lines { first: &[7, 9], count: 2 }, "lines 7, 9".to_owned()),
            (Phrase::Lines { first: &[7, 9], count: 42 }, "lines 7, 9 and 40 more".to_owned()),
            (Phrase::Names(&none), String::new()),
            (Phrase::Names(&few), "a, a".to_owned()),
            (Phrase::Names(&many), format!("{} and 3 more", names(50).join(", "))),
            (Phrase::Detail(&Detail::Nothing), String::new()),
            (Phrase::Detail(&columns), "5 of 12 columns".to_owned()),
            (
                Phrase::LeftOut(SkipReason::Long, &columns),
                "Too many values: 5 of 12 columns".to_owned(),
            ),
            (Phrase::LeftOut(SkipReason::BrokenJson, &json), "Broken JSON: EOF at 1".to_owned()),
            (Phrase::Workbook, "Excel workbook".to_owned()),
        ] {
            assert_eq!(phrase.words(&Language::ENGLISH), expected);
        }
    }
}
