//! One mapping over the whole directory: counts, and what is found about people on the way.
//!
//! Where the mapping reads one attribute whose values repeat, each value is computed and judged
//! once. Deliberately absent: findings that need several mappings (`collect`).

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

use footbridge_directory::AttributeIndex;

use crate::code::PeopleCode;
use crate::collect::Collected;
use crate::evaluate::{Evaluated, Evaluator, MappingId};
use crate::rules::Rules;
use crate::statistics::{Counter, HashedAlready, TargetSummary};
use crate::tree::{LEVELS, Level, NameId, Names};

/// What is true of one computed value, so that it need be judged once only.
#[derive(Debug, Clone, Default)]
struct Judged {
    /// The text that is counted; `None` when nothing is sent.
    value: Option<String>,
    name: NameId,
    codes: Vec<PeopleCode>,
    failed: bool,
}

/// The values of an attribute whose values repeat.
struct Repeated {
    attribute: AttributeIndex,
    /// By the attribute's code.
    known: Vec<Option<Known>>,
}

#[derive(Clone)]
struct Known {
    judged: Judged,
    first_row: u32,
    count: u32,
}

/// One mapping over all rows.
pub(crate) struct ColumnPass<'e, 'd> {
    evaluator: &'e Evaluator<'d>,
    id: MappingId,
    target: &'e str,
    pub(crate) matching: bool,
    required: bool,
    email: bool,
    counter: Counter,
    repeated: Option<Repeated>,
    level: Option<Level>,
    /// Matching values by hash: the first row that had each.
    seen: HashMap<u64, u32, HashedAlready>,
    hasher: RandomState,
}

impl<'e, 'd> ColumnPass<'e, 'd> {
    pub(crate) fn new(evaluator: &'e Evaluator<'d>, rules: &Rules, id: MappingId) -> Self {
        let directory = evaluator.directory();
        let target = evaluator.target(id);
        let matching = evaluator.is_matching(id);
        let level = LEVELS.iter().find(|(_, level)| *level == target).map(|(level, _)| Level {
            level,
            names: Names::default(),
            of_row: Vec::with_capacity(directory.users() as usize),
        });
        let repeated = evaluator.only_attribute(id).and_then(|attribute| {
            let codes = directory.codes(attribute)?;
            Some(Repeated { attribute, known: vec![None; codes as usize] })
        });
        ColumnPass {
            evaluator,
            id,
            target,
            matching,
            // RFC 7643 §4.1.1 requires `userName`; where it matches, the match says so.
            required: rules.required.iter().any(|required| required == target)
                || (target == "userName" && !matching),
            email: target.starts_with("emails[") && target.ends_with("].value"),
            counter: Counter::default(),
            repeated,
            level,
            seen: HashMap::default(),
            hasher: RandomState::new(),
        }
    }

    /// Computes and counts one row; returns whether a value is sent.
    pub(crate) fn visit(&mut self, row: u32, collected: &mut Collected) -> bool {
        // Taken out for the moment: judging and placing need the rest of the pass.
        let Some(mut repeated) = self.repeated.take() else {
            let judged = self.judge(row);
            self.count(row, &judged, 1);
            return self.place(row, &judged, collected);
        };
        let code = self.evaluator.directory().code(row, repeated.attribute) as usize;
        let mut has_value = false;
        if let Some(slot) = repeated.known.get_mut(code) {
            let known = slot.get_or_insert_with(|| Known {
                judged: self.judge(row),
                first_row: row,
                count: 0,
            });
            known.count += 1;
            has_value = self.place(row, &known.judged, collected);
        }
        self.repeated = Some(repeated);
        has_value
    }

    fn judge(&mut self, row: u32) -> Judged {
        let mut judged = Judged::default();
        match self.evaluator.evaluate(self.id, row) {
            Evaluated::Sent { value, from_default } => {
                let text = value.text();
                if from_default {
                    judged.codes.push(PeopleCode::ValueDefault);
                }
                if self.email && !is_email(&text) {
                    judged.codes.push(PeopleCode::EmailInvalid);
                }
                if self.matching && text.contains(['"', '\\', '%', '+']) {
                    judged.codes.push(PeopleCode::MatchCharacters);
                }
                if let Some(level) = &mut self.level {
                    judged.name = level.names.add(&text, 0);
                }
                judged.value = Some(text.into_owned());
            }
            Evaluated::Nothing | Evaluated::Ignored => {
                if self.matching {
                    judged.codes.push(PeopleCode::MatchEmpty);
                }
                if self.required {
                    judged.codes.push(PeopleCode::RequiredEmpty);
                }
                if self.level.is_some() {
                    judged.codes.push(PeopleCode::OrganisationLevelEmpty);
                }
            }
            Evaluated::Failed { .. } => {
                judged.failed = true;
                judged.codes.push(PeopleCode::ValueFailed);
            }
        }
        judged
    }

    /// Records a row's findings, its place in the level, and its matching value.
    fn place(&mut self, row: u32, judged: &Judged, collected: &mut Collected) -> bool {
        for code in &judged.codes {
            let subject = match (&self.level, code) {
                (Some(level), PeopleCode::OrganisationLevelEmpty) => level.level,
                _ => self.target,
            };
            collected.add_about(*code, row, subject);
        }
        if let Some(level) = &mut self.level {
            level.of_row.push(judged.name);
        }
        if let Some(value) = judged.value.as_deref().filter(|_| self.matching) {
            let folded = value.to_lowercase();
            let first = *self.seen.entry(self.hasher.hash_one(&folded)).or_insert(row);
            if first != row && self.folded(first).as_deref() == Some(&folded) {
                collected.add_about(PeopleCode::MatchDuplicate, first, self.target);
                collected.add_about(PeopleCode::MatchDuplicate, row, self.target);
            }
        }
        judged.value.is_some()
    }

    fn folded(&self, row: u32) -> Option<String> {
        match self.evaluator.evaluate(self.id, row) {
            Evaluated::Sent { value, .. } => Some(value.text().to_lowercase()),
            _ => None,
        }
    }

    fn count(&mut self, row: u32, judged: &Judged, count: u32) {
        match &judged.value {
            Some(value) => {
                self.counter.add(row, value, count);
                if let Some(level) = &mut self.level {
                    level.names.add(value, count);
                }
            }
            None if judged.failed => self.counter.errors += count,
            None => self.counter.empty += count,
        }
    }

    pub(crate) fn finish(
        mut self,
        collected: &mut Collected,
        targets: &mut Vec<TargetSummary>,
    ) -> Option<Level> {
        let repeated = self.repeated.take().map(|repeated| repeated.known);
        for known in repeated.into_iter().flatten().flatten() {
            self.count(known.first_row, &known.judged, known.count);
        }
        if let Some(rows) = collected.rows.get_mut(&PeopleCode::MatchDuplicate) {
            rows.sort_unstable();
            rows.dedup();
        }
        let (evaluator, id) = (self.evaluator, self.id);
        targets.push(self.counter.summary(self.target, |row| match evaluator.evaluate(id, row) {
            Evaluated::Sent { value, .. } => Some(value.text().into_owned()),
            _ => None,
        }));
        self.level
    }
}

/// Returns whether a text can be an e-mail address: one `@` with something on both sides, a dot in
/// the domain, no blanks. Which addresses a vendor accepts is its own affair.
fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let part = |part: &str| {
        !part.is_empty() && !part.starts_with('.') && !part.ends_with('.') && !part.contains("..")
    };
    part(local)
        && part(domain)
        && domain.contains('.')
        && !domain.contains('@')
        && !text.chars().any(|letter| {
            letter.is_whitespace() || letter.is_control() || "<>(),;:\\\"[]".contains(letter)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_other_texts() {
        for (text, valid) in [
            ("kari@nordwind.example", true),
            ("kari.o'hara+test@sub.nordwind.example", true),
            ("bjørn@åsen.example", true),
            ("kari", false),
            ("kari@nordwind", false),
            ("kari @nordwind.example", false),
            ("a@b@c.example", false),
            ("@nordwind.example", false),
            ("kari@.example", false),
            ("kari.@n.example", false),
            ("Kari <kari@n.example>", false),
        ] {
            assert_eq!(is_email(text), valid, "`{text}`");
        }
    }
}
