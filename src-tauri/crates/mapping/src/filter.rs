//! A schema's scoping filter: who is provisioned by what their attributes hold.
//!
//! The operators are those of Entra's guide to scoping filters ("Scoping users or groups to be
//! provisioned with scoping filters"): letter case counts, and a clause about an attribute without a
//! value does not hold, but for `IS NULL`. The names of the operators are read without regard to letter
//! case, blanks and underscores, as the guide, the portal and Graph write them differently. A regular
//! expression matches when a part of the value does, as .NET's own do; that is our reading, since the
//! guide says no more than "matches".
//!
//! What cannot be told of a person counts as passed, and is remembered: an attribute that the file does
//! not have, several values (which the guide says are not supported), an operator that is not known, a
//! regular expression that cannot be used.

use std::cell::Cell;

use footbridge_directory::{AttributeIndex, Directory, Value};
use footbridge_expression::Matcher;

use crate::expression::reference::attribute;

/// A scoping filter: the people whom one of its groups lets through. Without a group it lets through
/// everybody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ScopingFilter {
    /// Groups of clauses; in a group all must hold.
    pub(crate) groups: Vec<Vec<Clause>>,
    /// There is more to it than groups of clauses, which nobody documents.
    pub(crate) more: bool,
}

/// A condition on one attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Clause {
    /// The source attribute.
    pub(crate) attribute: String,
    /// The operator as it is written.
    pub(crate) operator: String,
    /// What the attribute is compared with.
    pub(crate) values: Vec<String>,
}

impl ScopingFilter {
    /// Returns the attributes that it reads.
    pub fn attributes(&self) -> impl Iterator<Item = &str> {
        self.groups.iter().flatten().map(|clause| clause.attribute.as_str())
    }

    /// Returns the operators that cannot be evaluated, as they are written.
    pub(crate) fn unknown_operators(&self) -> Vec<&str> {
        let mut unknown: Vec<&str> = Vec::new();
        for clause in self.groups.iter().flatten() {
            let operator = clause.operator.as_str();
            if matches!(Test::of(clause), Test::Unknown) && !unknown.contains(&operator) {
                unknown.push(operator);
            }
        }
        unknown
    }

    /// Returns whether there is more to it than groups of clauses.
    pub(crate) fn has_more(&self) -> bool {
        self.more
    }
}

/// What a clause asks.
#[derive(Debug)]
enum Test {
    IsNull,
    IsNotNull,
    Is(bool),
    Equals(String),
    NotEquals(String),
    Matches(Matcher),
    MatchesNot(Matcher),
    AtLeast(i64),
    Includes(String),
    EndsWith(String),
    /// The guide's `&`: the value occurs in the clause's own.
    OccursIn(String),
    OccursNotIn(String),
    Unknown,
}

impl Test {
    fn of(clause: &Clause) -> Self {
        let name: String = clause.operator.chars().filter(|it| !matches!(it, ' ' | '_')).collect();
        let unary = match name.to_ascii_uppercase().as_str() {
            "ISNULL" => Some(Test::IsNull),
            "ISNOTNULL" => Some(Test::IsNotNull),
            "ISTRUE" => Some(Test::Is(true)),
            "ISFALSE" => Some(Test::Is(false)),
            _ => None,
        };
        let known = unary.or_else(|| {
            let [value] = clause.values.as_slice() else { return None };
            let number = || value.trim().parse::<i64>().ok();
            let matcher = || Matcher::new(value).ok();
            match name.to_ascii_uppercase().as_str() {
                "EQUALS" => Some(Test::Equals(value.clone())),
                "NOTEQUALS" => Some(Test::NotEquals(value.clone())),
                "REGEXMATCH" => matcher().map(Test::Matches),
                "NOTREGEXMATCH" => matcher().map(Test::MatchesNot),
                "GREATERTHAN" => Some(Test::AtLeast(number()?.checked_add(1)?)),
                "GREATERTHANOREQUALS" => number().map(Test::AtLeast),
                "INCLUDES" => Some(Test::Includes(value.clone())),
                "ENDSWITH" => Some(Test::EndsWith(value.clone())),
                "&" => Some(Test::OccursIn(value.clone())),
                "!&" => Some(Test::OccursNotIn(value.clone())),
                _ => None,
            }
        });
        known.unwrap_or(Test::Unknown)
    }

    /// Returns whether a value passes; `None` when that cannot be told.
    fn passes(&self, value: Option<&str>) -> Option<bool> {
        let Some(value) = value else {
            return match self {
                Test::IsNull => Some(true),
                Test::Unknown => None,
                _ => Some(false),
            };
        };
        let is_boolean = |wanted: &bool| {
            let known = [("true", true), ("false", false)];
            known.iter().any(|(text, is)| value.eq_ignore_ascii_case(text) && is == wanted)
        };
        Some(match self {
            Test::IsNull => false,
            Test::IsNotNull => true,
            Test::Is(wanted) => is_boolean(wanted),
            Test::Equals(wanted) => value == wanted,
            Test::NotEquals(wanted) => value != wanted,
            Test::Matches(matcher) => matcher.is_match(value)?,
            Test::MatchesNot(matcher) => !matcher.is_match(value)?,
            Test::AtLeast(least) => value.trim().parse().is_ok_and(|number: i64| number >= *least),
            Test::Includes(part) => value.contains(part.as_str()),
            Test::EndsWith(end) => value.ends_with(end.as_str()),
            Test::OccursIn(list) => list.contains(value),
            Test::OccursNotIn(list) => !list.contains(value),
            Test::Unknown => return None,
        })
    }
}

/// A filter whose attributes are looked up in one directory.
#[derive(Debug)]
pub(crate) struct BoundFilter {
    groups: Vec<Vec<BoundClause>>,
    more: bool,
    /// Of somebody it could not be told.
    uncertain: Cell<bool>,
}

#[derive(Debug)]
struct BoundClause {
    name: String,
    /// None when the file does not have the attribute.
    attribute: Option<AttributeIndex>,
    test: Test,
}

impl BoundFilter {
    pub(crate) fn new(filter: &ScopingFilter) -> Self {
        let clause = |clause: &Clause| BoundClause {
            name: clause.attribute.clone(),
            attribute: None,
            test: Test::of(clause),
        };
        let group = |group: &Vec<Clause>| group.iter().map(clause).collect();
        let groups = filter.groups.iter().map(group).collect();
        BoundFilter { groups, more: filter.more, uncertain: Cell::new(false) }
    }

    /// Looks the attributes up in another directory, such as the next part of a file.
    pub(crate) fn resolve(&mut self, directory: &Directory) {
        for clause in self.groups.iter_mut().flatten() {
            clause.attribute = attribute(directory, &clause.name);
        }
    }

    /// Returns whether the person at `row`, counted from 0, passes or may pass.
    pub(crate) fn may_pass(&self, directory: &Directory, row: u32) -> bool {
        let verdict = self.verdict(directory, row);
        if verdict.is_none() {
            self.uncertain.set(true);
        }
        verdict != Some(false)
    }

    /// Returns whether it could not be told of somebody.
    pub(crate) fn is_uncertain(&self) -> bool {
        self.uncertain.get()
    }

    fn verdict(&self, directory: &Directory, row: u32) -> Option<bool> {
        let passes = |group: &Vec<BoundClause>| {
            all(group.iter().map(|clause| clause.passes(directory, row)))
        };
        let by_groups = match self.groups.is_empty() {
            true => Some(true),
            // One is enough: all fail where none passes.
            false => all(self.groups.iter().map(|group| passes(group).map(|it| !it))).map(|it| !it),
        };
        // What more there is may leave somebody out.
        by_groups.filter(|passes| !*passes || !self.more)
    }
}

/// Whether all hold: not when one does not, and unknown when one of the others is.
fn all(verdicts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut all = Some(true);
    for verdict in verdicts {
        match verdict {
            Some(true) => {}
            Some(false) => return Some(false),
            None => all = None,
        }
    }
    all
}

impl BoundClause {
    fn passes(&self, directory: &Directory, row: u32) -> Option<bool> {
        match directory.value(row, self.attribute?) {
            Value::Null => self.test.passes(None),
            Value::Text(text) => self.test.passes(Some(text).filter(|text| !text.is_empty())),
            Value::List(list) => {
                let mut values = list.iter();
                match (values.next(), values.next()) {
                    (only, None) => self.test.passes(only),
                    // Not supported by Entra, says its guide.
                    (_, Some(_)) => None,
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_are_entras() {
        for (operator, wanted, value, passes) in [
            ("EQUALS", "Sales", Some("Sales"), Some(true)),
            ("EQUALS", "Sales", Some("sales"), Some(false)),
            ("EQUALS", "Sales", None, Some(false)),
            ("NOT EQUALS", "Sales", Some("IT"), Some(true)),
            ("NOT EQUALS", "Sales", None, Some(false)),
            ("IS NULL", "", None, Some(true)),
            ("IS NULL", "", Some("x"), Some(false)),
            ("IS NOT NULL", "", Some("x"), Some(true)),
            ("IS NOT NULL", "", None, Some(false)),
            ("IS TRUE", "", Some("True"), Some(true)),
            ("IS TRUE", "", Some("False"), Some(false)),
            ("IS TRUE", "", None, Some(false)),
            ("IS FALSE", "", Some("False"), Some(true)),
            ("REGEX MATCH", r".*\@contoso\.com", Some("a@contoso.com"), Some(true)),
            ("REGEX MATCH", "^Eng", Some("Engineering"), Some(true)),
            ("REGEX MATCH", "^eng", Some("Engineering"), Some(false)),
            ("REGEX MATCH", "(", Some("x"), None),
            ("NOT REGEX MATCH", r".*\@contoso\.com", Some("a@x.com"), Some(true)),
            ("NOT REGEX MATCH", r".*\@contoso\.com", None, Some(false)),
            ("Greater_Than", "5", Some("6"), Some(true)),
            ("Greater_Than", "5", Some("5"), Some(false)),
            ("Greater_Than", "5", Some("six"), Some(false)),
            ("Greater_Than_OR_EQUALS", "5", Some("5"), Some(true)),
            ("GREATER_THAN", "five", Some("6"), None),
            ("Includes", "ale", Some("Sales"), Some(true)),
            ("Includes", "ALE", Some("Sales"), Some(false)),
            ("ENDS_WITH", "les", Some("Sales"), Some(true)),
            ("&", "Sales;IT", Some("IT"), Some(true)),
            ("!&", "Sales;IT", Some("HR"), Some(true)),
            ("!&", "Sales;IT", None, Some(false)),
            ("equals", "Sales", Some("Sales"), Some(true)),
            ("NotEquals", "Sales", Some("IT"), Some(true)),
            ("IsMemberOf", "x", Some("x"), None),
            ("IsMemberOf", "x", None, None),
        ] {
            let clause = Clause {
                attribute: "a".to_owned(),
                operator: operator.to_owned(),
                values: vec![wanted.to_owned()],
            };
            let found = Test::of(&clause).passes(value);
            assert_eq!(found, passes, "{value:?} {operator} {wanted:?}");
        }
        let two = Clause {
            attribute: "a".to_owned(),
            operator: "EQUALS".to_owned(),
            values: vec!["x".to_owned(), "y".to_owned()],
        };
        assert_eq!(Test::of(&two).passes(Some("x")), None, "nobody says what two mean");
    }
}
