//! What a translation keeps while it reads a pattern character by character.

use super::weight::Scale;
use crate::message::Message;

pub(super) type Result<T> = std::result::Result<T, Message>;

/// Whether the texts that are searched may end with a line feed, before which .NET's `$` also holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LastLineFeed {
    Absent,
    Possible,
}

#[derive(Clone, Copy, Default)]
pub(super) struct Flags {
    pub(super) multi_line: bool,
    pub(super) extended: bool,
    pub(super) any_case: bool,
}

pub(super) struct Translator<'s> {
    pub(super) source: &'s [char],
    pub(super) next: usize,
    pub(super) output: String,
    pub(super) names: &'s [(String, usize)],
    pub(super) numbers: &'s [usize],
    /// The options in force, one entry per open group.
    pub(super) flags: Vec<Flags>,
    /// Whether a quantifier may follow.
    pub(super) quantifiable: bool,
    pub(super) last_line_feed: LastLineFeed,
    pub(super) ends: bool,
    pub(super) scale: Scale,
}

impl Translator<'_> {
    pub(super) fn peek(&self) -> Option<char> {
        self.source.get(self.next).copied()
    }

    pub(super) fn take(&mut self) -> Option<char> {
        let character = self.peek();
        self.next += usize::from(character.is_some());
        character
    }

    pub(super) fn take_if(&mut self, wanted: char) -> bool {
        let is = self.peek() == Some(wanted);
        self.next += usize::from(is);
        is
    }

    pub(super) fn flags(&mut self) -> Flags {
        self.flags.last().copied().unwrap_or_default()
    }
}
