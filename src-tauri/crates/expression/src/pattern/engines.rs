//! Searching with a bound on what a search may cost.
//!
//! `fancy-regex` hands what it can to automata, whose time grows with the text and the pattern, and
//! backtracks for the rest: look-around, back-references, atomic groups. How far it backtracks is
//! limited; as it does not tell how far it went, a search begins with a small limit, is counted as if
//! it reached it, and is repeated with a larger one when it does.

use std::sync::OnceLock;

use fancy_regex::{Captures, Regex, RegexBuilder};

use super::error::PatternError;
use super::weight::Weight;
use crate::limits::Work;
use crate::message::Message;
use crate::words::Words;

/// How many steps back a search may take, from the first attempt to the last. Real patterns need a
/// few hundred.
const ATTEMPTS: [usize; 3] = [200, 4_000, 40_000];

/// The largest automaton, in bytes; enough for `\w{1,64}`.
const MAX_AUTOMATON: usize = 4 << 20;

/// How much of an automaton's steps a search keeps, in bytes: what `regex-automata` keeps by itself.
const KEPT: usize = 2 << 20;

/// What a step takes for each state in which the automaton can be, in units of [`Work`], when the step
/// has to be worked out; measured.
const UNKNOWN_STEP: usize = 16;
/// The same for a step that was taken before.
const KNOWN_STEP: usize = 2;

/// One pattern in the syntax of `fancy-regex`, compiled for each attempt when it is first needed.
#[derive(Debug)]
pub(super) struct Engines {
    regex: String,
    weight: Weight,
    attempts: [OnceLock<Result<Regex, PatternError>>; ATTEMPTS.len()],
}

impl Engines {
    pub(super) fn new(regex: String, weight: Weight) -> Self {
        Engines { regex, weight, attempts: Default::default() }
    }

    /// Compiles it, unless that was done before.
    pub(super) fn check(&self) -> Result<(), PatternError> {
        self.attempt(0).map(drop)
    }

    fn attempt(&self, number: usize) -> Result<&Regex, PatternError> {
        let (Some(slot), Some(limit)) = (self.attempts.get(number), ATTEMPTS.get(number)) else {
            return Err(PatternError::TooMuchWork);
        };
        slot.get_or_init(|| compile(&self.regex, *limit)).as_ref().map_err(PatternError::clone)
    }

    /// Returns what the first search in a text of some bytes takes beyond every later one: each step has
    /// to be worked out once.
    pub(super) fn first_search(&self, length: usize) -> usize {
        if self.weight.backtracks || !self.keeps_steps(length) {
            return 0;
        }
        self.steps(length).saturating_mul(UNKNOWN_STEP.saturating_mul(self.weight.active))
    }

    /// Returns whether the steps of a search in so many bytes are worked out once, and not again and again.
    fn keeps_steps(&self, length: usize) -> bool {
        // A row of transitions for each step, and the states that it stands for.
        let row = 1024 + 2 * self.weight.active;
        self.steps(length).saturating_mul(row) <= KEPT
    }

    /// Returns how many different steps a search in so many bytes can come to.
    fn steps(&self, length: usize) -> usize {
        let sets =
            u32::try_from(self.weight.active).ok().and_then(|active| 1_usize.checked_shl(active));
        sets.map_or(length, |sets| length.min(sets))
    }

    /// Returns the first match at or after a byte of the text.
    pub(super) fn search<'t>(
        &self,
        text: &'t str,
        start: usize,
        work: &Work,
    ) -> Result<Option<Captures<'t, str>>, PatternError> {
        let length = text.len().saturating_sub(start) + 1;
        if !self.weight.backtracks {
            let step = if self.keeps_steps(length) { KNOWN_STEP } else { UNKNOWN_STEP };
            let cost = length.saturating_mul(2 + step.saturating_mul(self.weight.active));
            work.take(cost).ok_or(PatternError::TooMuchWork)?;
            let found = self.attempt(0)?.captures_from_pos(text, start);
            return found.map_err(|_| PatternError::TooMuchWork);
        }
        // Measured: a step costs some thirty nanoseconds, and half a one for each byte it looks over.
        for (number, limit) in ATTEMPTS.into_iter().enumerate() {
            work.take(limit * (32 + length / 2)).ok_or(PatternError::TooMuchWork)?;
            if let Ok(found) = self.attempt(number)?.captures_from_pos(text, start) {
                return Ok(found);
            }
        }
        Err(PatternError::TooMuchWork)
    }
}

fn compile(regex: &str, limit: usize) -> Result<Regex, PatternError> {
    RegexBuilder::new(regex)
        .backtrack_limit(limit)
        .delegate_size_limit(MAX_AUTOMATON)
        .build()
        .map_err(|error| PatternError::Invalid(plain(&error)))
}

/// The library's own reason, in English, without its position, which is that of the translated pattern.
fn plain(error: &fancy_regex::Error) -> Message {
    let text = match error {
        fancy_regex::Error::ParseError(_, reason) => reason.to_string(),
        other => other.to_string(),
    };
    let line = text.lines().last().unwrap_or_default().trim();
    Words::EngineRefuses.with("reason", line.trim_end_matches('.'))
}
