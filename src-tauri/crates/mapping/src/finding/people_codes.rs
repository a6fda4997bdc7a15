//! The set of codes that were found about one person.

use crate::finding::code::PeopleCode;

/// Codes of findings about one person.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Codes(u16);

impl Codes {
    pub(crate) const NONE: Codes = Codes(0);

    pub(crate) fn of(code: PeopleCode) -> Self {
        Codes(1 << (code as u16))
    }

    pub(crate) fn add(&mut self, other: Codes) {
        self.0 |= other.0;
    }

    pub(crate) fn remove(&mut self, code: PeopleCode) {
        self.0 &= !Codes::of(code).0;
    }

    pub(crate) fn has(self, code: PeopleCode) -> bool {
        self.0 & Codes::of(code).0 != 0
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Returns the codes, the most serious first.
    pub(crate) fn iter(self) -> impl Iterator<Item = PeopleCode> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let code = PeopleCode::ALL.get(rest.trailing_zeros() as usize);
            rest &= rest.saturating_sub(1);
            code.copied()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_kept_in_the_order_of_their_weight() {
        let mut codes = Codes::of(PeopleCode::UserDisabled);
        codes.add(Codes::of(PeopleCode::MatchEmpty));
        let all: Vec<PeopleCode> = codes.iter().collect();
        assert_eq!(all, [PeopleCode::MatchEmpty, PeopleCode::UserDisabled], "errors first");
        codes.remove(PeopleCode::MatchEmpty);
        assert!(!codes.has(PeopleCode::MatchEmpty) && !codes.is_empty(), "one is left");
    }
}
