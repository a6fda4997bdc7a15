//! Constant arguments that can be judged before any user is looked at.

use super::calls::is_three_slot_format;
use super::checker::{Checker, DATE_FORMAT, given, gives_date};
use crate::date::{self, DateFormat, Interval};
use crate::diagnostic::{Diagnostic, Fix};
use crate::evaluate::ReplaceMode;
use crate::functions::FunctionInfo;
use crate::pattern::Pattern;
use crate::tree::{Call, Expression, ExpressionKind, quoted};
use crate::value::Number;
use crate::words::Words;

impl Checker<'_> {
    pub(super) fn constants(&mut self, call: &Call, info: &FunctionInfo) {
        match info.name {
            "Replace" => self.replace(call),
            "FormatDateTime" => self.date_formats(call),
            "DateAdd" => {
                self.interval(call);
                self.unwrapped_date(call, 2);
            }
            "DateDiff" => {
                self.interval(call);
                self.unwrapped_date(call, 1);
                self.unwrapped_date(call, 2);
            }
            "Item" => self.counts_from_one(call, 1, Words::IndexOfItem),
            "Mid" => self.counts_from_one(call, 1, Words::IndexOfCharacter),
            "InStr" => self.counts_from_one(call, 2, Words::IndexOfCharacter),
            "DNComponent" => self.counts_from_one(call, 1, Words::IndexOfPart),
            "Word" => self.word_delimiters(call),
            "NormalizeDiacritics" => {
                self.report(Diagnostic::info(call.name_span.clone(), Words::DiacriticsLeft));
            }
            _ => {}
        }
    }

    fn counts_from_one(&mut self, call: &Call, slot: usize, words: Words) {
        let Some(index) = given(call, slot) else {
            return;
        };
        let number = match &index.ungrouped().kind {
            ExpressionKind::Number(written) | ExpressionKind::Text(written) => {
                Number::parse(written).and_then(Number::as_integer)
            }
            _ => None,
        };
        if number.is_some_and(|number| number < 1) {
            self.report(Diagnostic::error(index.span.clone(), words).with_fix(Fix::new(
                Words::WriteOne,
                index.span.clone(),
                "1",
            )));
        }
    }

    fn word_delimiters(&mut self, call: &Call) {
        let Some((part, delimiters)) =
            given(call, 2).and_then(|part| Some((part, part.as_text()?)))
        else {
            return;
        };
        if delimiters.contains(' ') && delimiters.trim() != "" {
            self.report(Diagnostic::info(part.span.clone(), Words::WordDelimiters));
        }
    }

    fn interval(&mut self, call: &Call) {
        let Some((part, written)) = given(call, 0).and_then(|part| Some((part, part.as_text()?)))
        else {
            return;
        };
        if Interval::parse(written).is_some() {
            return;
        }
        let meant = match written.trim().to_ascii_lowercase().trim_end_matches('s') {
            "y" | "yy" | "yyy" | "yyyy" | "year" => Some("yyyy"),
            "m" | "mm" | "month" => Some("m"),
            "w" | "ww" | "week" => Some("ww"),
            "d" | "dd" | "day" => Some("d"),
            "h" | "hh" | "hour" => Some("h"),
            "n" | "mi" | "min" | "minute" => Some("n"),
            "" | "s" | "sec" | "second" => Some("s"),
            _ => None,
        };
        let diagnostic =
            Diagnostic::error(part.span.clone(), Words::Interval.with("written", written));
        self.report(match meant {
            Some(meant) => diagnostic.with_fix(Fix::new(
                Words::WriteText.with("text", meant),
                part.span.clone(),
                quoted(meant),
            )),
            None => diagnostic,
        });
    }

    fn unwrapped_date(&mut self, call: &Call, slot: usize) {
        let Some(part) = given(call, slot) else {
            return;
        };
        if part.as_attribute().is_some() || part.as_text().is_some() {
            let written = self.written(part);
            self.report(Diagnostic::warning(part.span.clone(), Words::UnwrappedDate).with_fix(
                Fix::new(Words::WriteCDate, part.span.clone(), format!("CDate({written})")),
            ));
        }
    }

    fn date_formats(&mut self, call: &Call) {
        let first = if is_three_slot_format(call) { 1 } else { 2 };
        let mut formats = [first, first + 1].map(|slot| {
            let part = given(call, slot)?;
            let written = part.as_text()?;
            match DateFormat::new(written) {
                Ok(format) => Some((part, format)),
                Err(reason) => {
                    self.report(Diagnostic::error(
                        part.span.clone(),
                        Words::DateFormatRefused.with("reason", reason.message()),
                    ));
                    None
                }
            }
        });
        let Some((part, format)) = formats.first_mut().and_then(Option::take) else {
            return;
        };
        // The date functions all write the same form; an hour before ten shows `hh`.
        let from_function = given(call, 0).is_some_and(gives_date);
        let sample = jiff::civil::date(2026, 1, 2).at(13, 4, 5, 0);
        if from_function && format.read(&date::render(sample), sample).is_none() {
            self.report(Diagnostic::warning(part.span.clone(), Words::DateInput).with_fix(
                Fix::new(Words::WriteDateFormat, part.span.clone(), quoted(DATE_FORMAT)),
            ));
        }
    }

    fn replace(&mut self, call: &Call) {
        let slot = |slot: usize| given(call, slot);
        let Some(mode) = ReplaceMode::of(|index| slot(index).is_some()) else {
            self.replace_mode(call);
            return;
        };
        if slot(1).and_then(Expression::as_text) == Some("") {
            self.report(Diagnostic::error(
                slot(1).map_or(0..0, |part| part.span.clone()),
                Words::EmptyOldValue,
            ));
        }
        let Some((part, source)) = slot(2).and_then(|part| Some((part, part.as_text()?))) else {
            return;
        };
        let pattern = match self.patterns.get(source) {
            Ok(pattern) => pattern,
            Err(reason) => {
                self.report(Diagnostic::error(
                    part.span.clone(),
                    Words::PatternRefused.with("reason", reason.message()),
                ));
                return;
            }
        };
        if let Some((part, name)) = slot(3).and_then(|part| Some((part, part.as_text()?)))
            && !pattern.has_group(name)
        {
            self.report(Diagnostic::error(
                part.span.clone(),
                Words::NoSuchGroup.with("name", name),
            ));
        }
        if let Some((part, replacement)) = slot(4).and_then(|part| Some((part, part.as_text()?)))
            && mode == ReplaceMode::Pattern
        {
            if let Some(name) = unknown_group(replacement, &pattern) {
                self.report(Diagnostic::warning(
                    part.span.clone(),
                    Words::NoSuchGroupInReplacement.with("name", name),
                ));
            } else if !replacement.is_empty()
                && !replacement.contains('$')
                && pattern.matches_empty(&self.searches)
            {
                self.report(Diagnostic::warning(part.span.clone(), Words::EmptyMatch));
            }
        }
    }

    fn replace_mode(&mut self, call: &Call) {
        let span = call
            .arguments
            .first()
            .zip(call.arguments.last())
            .map_or(call.name_span.clone(), |(first, last)| first.span.start..last.span.end);
        let diagnostic = Diagnostic::error(span.clone(), Words::ReplaceMode);
        // `Replace(text, old, new)`, as everywhere else.
        let fix = match (call.arguments.len(), given(call, 0), given(call, 1), given(call, 2)) {
            (3, Some(source), Some(old), Some(new)) => {
                let [source, old, new] = [source, old, new].map(|part| self.written(part));
                Some(Fix::new(
                    Words::PutIntoFifthSlot,
                    span,
                    format!("{source}, {old}, , , {new}, , "),
                ))
            }
            _ => None,
        };
        self.report(match fix {
            Some(fix) => diagnostic.with_fix(fix),
            None => diagnostic,
        });
    }
}

/// The first `${name}` of a replacement that names no group.
fn unknown_group<'r>(replacement: &'r str, pattern: &Pattern) -> Option<&'r str> {
    replacement
        .split("${")
        .skip(1)
        .filter_map(|tail| tail.split_once('}').map(|(name, _)| name))
        .find(|name| !pattern.has_group(name))
}
