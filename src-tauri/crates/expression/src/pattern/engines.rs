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

    /// Returns the first match at or after a byte of the text.
    pub(super) fn search<'t>(
        &self,
        text: &'t str,
        start: usize,
        work: &Work,
    ) -> Result<Option<Captures<'t, str>>, PatternError> {
        let length = text.len().saturating_sub(start) + 1;
        if !self.weight.backtracks {
            let cost = length.saturating_mul(2 + 2 * self.weight.active);
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
