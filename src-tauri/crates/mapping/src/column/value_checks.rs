//! Checks one value of one mapping against the rules of its target: is it required, must it match, is
//! it an e-mail address.

use crate::expression::value::Evaluated;
use crate::finding::code::PeopleCode;
use crate::finding::people_codes::Codes;
use crate::table::rules::Rules;
use crate::table::targets::LEVELS;

/// The checks of the values of one target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ValueChecks {
    pub(crate) target: String,
    pub(crate) matching: bool,
    pub(crate) required: bool,
    pub(crate) email: bool,
    /// The level of the organisation that the target is.
    pub(crate) level: Option<&'static str>,
}

impl ValueChecks {
    pub(crate) fn new(target: &str, matching: bool, rules: &Rules) -> Self {
        ValueChecks {
            target: target.to_owned(),
            matching,
            // RFC 7643 §4.1.1 requires `userName`; where it matches, the match says so.
            required: rules.required.iter().any(|required| required == target)
                || (target == "userName" && !matching),
            email: target.starts_with("emails[") && target.ends_with("].value"),
            level: LEVELS.iter().find(|(_, level)| *level == target).map(|(level, _)| *level),
        }
    }

    /// Returns what is found about a person who gets this; `text` is the value in one text.
    pub(crate) fn codes(&self, evaluated: &Evaluated<'_>, text: Option<&str>) -> Codes {
        let mut codes = Codes::NONE;
        let mut add = |code: PeopleCode| codes.add(Codes::of(code));
        match evaluated {
            Evaluated::Sent { from_default, .. } => {
                let text = text.unwrap_or_default();
                if *from_default {
                    add(PeopleCode::ValueDefault);
                }
                if self.email && !is_email(text) {
                    add(PeopleCode::EmailInvalid);
                }
                if self.matching && cannot_be_filtered_by(text.as_bytes()) {
                    add(PeopleCode::MatchCharacters);
                }
            }
            Evaluated::Nothing | Evaluated::Ignored => {
                if self.matching {
                    add(PeopleCode::MatchEmpty);
                }
                if self.required {
                    add(PeopleCode::RequiredEmpty);
                }
                if self.level.is_some() {
                    add(PeopleCode::OrganisationLevelEmpty);
                }
            }
            Evaluated::Failed { .. } => add(PeopleCode::ValueFailed),
            Evaluated::Unknown | Evaluated::Broken { .. } => {}
        }
        codes
    }

    /// Returns what a finding of this code is about: the level, or the target.
    pub(crate) fn subject(&self, code: PeopleCode) -> &str {
        match (self.level, code) {
            (Some(level), PeopleCode::OrganisationLevelEmpty) => level,
            _ => &self.target,
        }
    }
}

/// Returns whether a text holds a character that Entra cannot filter by.
fn cannot_be_filtered_by(text: &[u8]) -> bool {
    memchr::memchr3(b'"', b'\\', b'%', text).is_some() || memchr::memchr(b'+', text).is_some()
}

/// A byte that separates the parts of an address, and one that has no place in it.
const SEPARATOR: u8 = 1;
const FORBIDDEN: u8 = 2;

/// What each byte is in an address.
const KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut byte = 0;
    while byte < kinds.len() {
        kinds[byte] = match byte as u8 {
            b'@' | b'.' => SEPARATOR,
            0..=b' ' | 0x7F => FORBIDDEN,
            b'<' | b'>' | b'(' | b')' | b',' | b';' | b':' | b'\\' | b'"' | b'[' | b']' => {
                FORBIDDEN
            }
            _ => 0,
        };
        byte += 1;
    }
    kinds
};

/// The longest address in bytes: a path has 256 with its brackets (RFC 5321 §4.5.3.1.3).
const LONGEST_ADDRESS: usize = 254;

/// Returns whether a text can be an e-mail address: one `@` with something on both sides, a dot in
/// the domain, no blanks, no empty part. Which addresses a vendor accepts is its own affair.
fn is_email(text: &str) -> bool {
    if text.len() > LONGEST_ADDRESS {
        return false;
    }
    // Without a branch for each letter: a million people have one.
    let (mut before, mut wrong, mut ats, mut dotted) = (SEPARATOR, 0, 0_usize, false);
    for byte in text.bytes() {
        let kind = KINDS[usize::from(byte)];
        wrong |= (kind & FORBIDDEN) | (kind & before);
        ats += usize::from(byte == b'@');
        dotted |= byte == b'.' && ats > 0;
        before = kind;
    }
    let is_blank = |letter: char| letter.is_whitespace() || letter.is_control();
    wrong == 0
        && before != SEPARATOR
        && ats == 1
        && dotted
        && (text.is_ascii() || !text.chars().any(is_blank))
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
            ("kari\u{a0}@n.example", false),
        ] {
            assert_eq!(is_email(text), valid, "`{text}`");
        }
        let long = |letters: usize| format!("{}@n.example", "x".repeat(letters - 10));
        assert!(is_email(&long(254)) && !is_email(&long(255)), "no address is longer");
    }
}
