//! Rules that need several mappings: which of them fills a level, and whether a person has a matching
//! value at all.

use crate::column::row_set::RowSet;
use crate::column::value_checks::ValueChecks;
use crate::finding::code::PeopleCode;
use crate::finding::people_codes::Codes;
use crate::table::targets::LEVELS;

/// Which mapping fills each of [`LEVELS`], by its index in the table. Of two mappings to one level
/// the first counts; the table says that it is wrong.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LevelMappings([Option<usize>; LEVELS.len()]);

impl LevelMappings {
    pub(crate) fn of<'j>(table: impl IntoIterator<Item = &'j ValueChecks>) -> Self {
        let mut mappings = [None; LEVELS.len()];
        for (index, checks) in table.into_iter().enumerate() {
            let level = LEVELS.iter().position(|(level, _)| checks.level == Some(level));
            if let Some(mapping) = level.and_then(|level| mappings.get_mut(level)) {
                mapping.get_or_insert(index);
            }
        }
        LevelMappings(mappings)
    }

    /// Returns the level that a mapping fills, as its index in [`LEVELS`].
    #[inline]
    pub(crate) fn level_of(&self, index: usize) -> Option<usize> {
        self.0.iter().position(|mapping| *mapping == Some(index))
    }

    /// Returns the mapping of each level.
    pub(crate) fn mappings(&self) -> [Option<usize>; LEVELS.len()] {
        self.0
    }

    /// Returns which levels are mapped.
    pub(crate) fn mapped(&self) -> [bool; LEVELS.len()] {
        self.0.map(|mapping| mapping.is_some())
    }
}

/// Returns whether people are matched by the next precedence when the first has no value.
fn has_next_precedence(matching: usize) -> bool {
    matching > 1
}

/// Completes the codes that a person got from each mapping alone, with `matching` matching
/// attributes in the table. `has_value` says whether the person has a value of any of them.
#[inline]
pub(crate) fn complete(codes: &mut Codes, matching: usize, has_value: bool) {
    if has_next_precedence(matching) {
        codes.remove(PeopleCode::MatchEmpty);
        if !has_value {
            codes.add(Codes::of(PeopleCode::MatchEmpty));
        }
    }
}

/// Returns those of `rows` that nobody is matched by, where each set has the rows with a value of one
/// matching attribute; `None` where one mapping alone decides: the same as [`complete`], for columns.
pub(crate) fn unmatched(rows: &[u32], matching: &[&RowSet]) -> Option<RowSet> {
    if !has_next_precedence(matching.len()) {
        return None;
    }
    let mut with_value = RowSet::default();
    matching.iter().for_each(|rows| with_value.add_all(rows));
    let mut without = RowSet::default();
    rows.iter().filter(|row| !with_value.has(**row)).for_each(|row| without.add(*row));
    Some(without)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::rules::Rules;
    use crate::table::targets::{DEPARTMENT, ORGANIZATION};

    #[test]
    fn level_mappings_of_two_to_one_level_take_the_first() {
        let checks = |target: &str| ValueChecks::new(target, false, &Rules::default());
        let table = [checks("title"), checks(DEPARTMENT), checks(ORGANIZATION), checks(DEPARTMENT)];
        let levels = LevelMappings::of(&table);
        assert_eq!(levels.mappings(), [Some(2), None, Some(1)]);
        assert_eq!(levels.mapped(), [true, false, true]);
        assert_eq!(
            [0, 1, 2, 3].map(|index| levels.level_of(index)),
            [None, Some(2), Some(0), None]
        );
    }

    #[test]
    fn codes_of_several_matching_mappings_ask_for_any_value() {
        let empty = Codes::of(PeopleCode::MatchEmpty);
        for (codes, matching, has_value, expected, reason) in [
            (empty, 1, false, true, "one mapping decides alone"),
            (Codes::NONE, 1, false, false, "one that fails has no value either"),
            (empty, 2, true, false, "the other has a value"),
            (Codes::NONE, 2, false, true, "one fails, the other is empty"),
        ] {
            let mut completed = codes;
            complete(&mut completed, matching, has_value);
            assert_eq!(completed.has(PeopleCode::MatchEmpty), expected, "{reason}");
            let mut rows = RowSet::default();
            if has_value {
                rows.add(7);
            }
            let sets = vec![&rows; matching];
            let found = unmatched(&[7], &sets).map(|rows| rows.has(7));
            let found = found.unwrap_or(codes.has(PeopleCode::MatchEmpty));
            assert_eq!(found, expected, "for columns: {reason}");
        }
    }
}
