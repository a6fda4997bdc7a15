//! How many arguments a call has, slot by slot.

use std::ops::Range;

use super::checker::{Checker, DATE_FORMAT, given, gives_date};
use crate::diagnostic::{Diagnostic, Fix};
use crate::functions::{FunctionInfo, Presence, Repetition};
use crate::message::Parameter;
use crate::tree::{Call, Expression, quoted};
use crate::words::Words;

impl Checker<'_> {
    /// Checks the slots of a call; returns whether every needed one is filled.
    pub(super) fn argument_count(
        &mut self,
        part: &Expression,
        call: &Call,
        info: &FunctionInfo,
    ) -> bool {
        match info.name {
            "FormatDateTime" if is_three_slot_format(call) => {
                self.three_slot_format(call);
                return true;
            }
            "Mid" if call.arguments.len() == 2 => {
                self.open_ended_mid(part, info);
                return given(call, 0).is_some() && given(call, 1).is_some();
            }
            // A comma at the very end opens one more slot, which is as good as left out.
            "Switch"
                if call.arguments.len() >= 3
                    && call.arguments.len() % 2 == 1
                    && call.arguments.last().is_some_and(|last| last.value.is_some()) =>
            {
                self.switch_without_default(call);
                return false;
            }
            _ => {}
        }
        let count = call.arguments.len();
        if let Some(maximum) = info.maximum()
            && count > maximum
        {
            self.too_many(call, info, maximum);
            return false;
        }
        let mut complete = true;
        for (slot, parameter) in info.parameters.iter().enumerate() {
            if parameter.presence == Presence::Required && given(call, slot).is_none() {
                // An empty slot of its own, as Microsoft's default mappings for Cloud Sync have it.
                if let ("IIF", 2, Some(argument)) = (info.name, slot, call.arguments.get(slot)) {
                    self.report(Diagnostic::info(argument.span.clone(), Words::NothingElse));
                    continue;
                }
                complete = false;
                // An empty slot has a place of its own; one that is left out has the bracket's.
                let end = self.before_closing(part);
                let span = call
                    .arguments
                    .get(slot)
                    .map(|argument| argument.span.clone())
                    .unwrap_or(end..part.span.end);
                self.report(Diagnostic::error(
                    span,
                    Words::ArgumentMissing
                        .with("parameter", parameter.name)
                        .with("signature", info.signature),
                ));
                break;
            }
        }
        for (slot, argument) in call.arguments.iter().enumerate().skip(info.parameters.len()) {
            if argument.value.is_none() {
                self.empty_slot(call, info, slot, &argument.span);
            }
        }
        complete
    }

    /// A slot with nothing in it, where arguments are given again and again. In pairs the next ones
    /// would move, so that only the last slot can go.
    fn empty_slot(&mut self, call: &Call, info: &FunctionInfo, slot: usize, span: &Range<usize>) {
        let name = info
            .parameter(slot)
            .map_or(Words::AnyArgument.into(), |parameter| Parameter::from(parameter.name));
        let diagnostic = Diagnostic::warning(span.clone(), Words::EmptySlot.with("name", name));
        let may_go = info.repetition == Repetition::Last || slot + 1 == call.arguments.len();
        let before = slot.checked_sub(1).and_then(|before| call.arguments.get(before));
        self.report(match before.filter(|_| may_go) {
            Some(before) => {
                diagnostic.with_fix(Fix::new(Words::RemoveEmptySlot, before.span.end..span.end, ""))
            }
            None => diagnostic,
        });
    }

    /// Where a call's closing bracket stands; its end when it has none.
    fn before_closing(&self, part: &Expression) -> usize {
        let closed = self.written(part).ends_with(')');
        part.span.end - usize::from(closed)
    }

    fn too_many(&mut self, call: &Call, info: &FunctionInfo, maximum: usize) {
        let Some((first, last)) = call.arguments.get(maximum).zip(call.arguments.last()) else {
            return;
        };
        let before = match maximum.checked_sub(1).and_then(|last| call.arguments.get(last)) {
            Some(argument) => argument.span.end,
            None => first.span.start,
        };
        let takes: Parameter = match maximum {
            0 => Words::TakesNone.into(),
            1 => Words::TakesOne.into(),
            count => Words::TakesSome.with("count", count).into(),
        };
        let diagnostic = Diagnostic::error(
            first.span.start..last.span.end,
            Words::ArgumentCount
                .with("name", info.name)
                .with("takes", takes)
                .with("signature", info.signature),
        );
        let surplus = call.arguments.iter().skip(maximum).all(|argument| argument.value.is_none());
        self.report(if surplus {
            diagnostic.with_fix(Fix::new(Words::RemoveEmptySlots, before..last.span.end, ""))
        } else {
            diagnostic
        });
    }

    fn switch_without_default(&mut self, call: &Call) {
        let Some((source, second)) = call.arguments.first().zip(call.arguments.get(1)) else {
            return;
        };
        let end = call.arguments.last().map_or(second.span.end, |last| last.span.end);
        self.report(
            Diagnostic::error(second.span.start..end, Words::SwitchDefault).with_fix(Fix::new(
                Words::AddEmptyDefault,
                source.span.end..source.span.end,
                ", ",
            )),
        );
    }

    fn open_ended_mid(&mut self, part: &Expression, info: &FunctionInfo) {
        let end = self.before_closing(part);
        self.report(
            Diagnostic::warning(
                part.span.clone(),
                Words::MidLengthMissing.with("signature", info.signature),
            )
            .with_fix(Fix::new(Words::AddLargeLength, end..end, ", 9999")),
        );
    }

    fn three_slot_format(&mut self, call: &Call) {
        let end = call.arguments.first().map_or(call.name_span.end, |first| first.span.end);
        let Some(input) = call.arguments.get(1) else { return };
        if input.value.is_some() {
            self.report(
                Diagnostic::info(call.name_span.clone(), Words::FormatDialect).with_fix(Fix::new(
                    Words::AddEmptySlot,
                    end..end,
                    ", ",
                )),
            );
            return;
        }
        let message = Words::FormatOfAnyDate;
        self.report(if given(call, 0).is_some_and(gives_date) {
            let format = format!(", {}", quoted(DATE_FORMAT));
            Diagnostic::info(call.name_span.clone(), message).with_fix(Fix::new(
                Words::WriteDateFormat,
                input.span.clone(),
                format,
            ))
        } else {
            Diagnostic::warning(call.name_span.clone(), message)
        });
    }
}

/// Whether a call of `FormatDateTime` leaves the slot for the styles out altogether. The input format
/// may then be empty.
pub(crate) fn is_three_slot_format(call: &Call) -> bool {
    call.arguments.len() == 3 && given(call, 0).is_some() && given(call, 2).is_some()
}
