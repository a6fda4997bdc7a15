//! What can be wrong with a pasted value, and its words.
//!
//! Which problems stop a token from being made is our choice: an error where the token could not
//! work or could not be meant, a warning where it may still work, and a note where Footbridge put
//! something right by itself.

use footbridge_finding::{Explain, Finding, Language, Severity};

use crate::TokenField;
use crate::characters;
use crate::texts::TEXTS;

/// One thing about one field. Holds positions and single characters, never the value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind} ({label})")]
pub struct Problem {
    /// What it is.
    pub kind: ProblemKind,
    /// Where it is.
    pub field: TokenField,
    /// What the vendor calls the field.
    pub label: String,
}

/// What can be wrong with, or worth knowing about, a pasted value.
///
/// A `position` counts characters from 1, in the value without what was cut from its ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProblemKind {
    /// Nothing was pasted, or only white space.
    #[error("empty")]
    Empty,
    /// Blanks or line breaks at the ends; they are cut.
    #[error("white space around")]
    WhiteSpaceAround,
    /// Invisible characters at the ends; they are cut.
    #[error("invisible character around")]
    InvisibleAround(char),
    /// `Bearer ` in front; it is cut, because Entra sends it by itself.
    #[error("starts with Bearer")]
    BearerPrefix,
    /// Quotes around it; they are cut.
    #[error("quotes around")]
    QuotesAround,
    /// A label such as `Token:` or `token=` in front; it is cut.
    #[error("starts with a label")]
    LabelInFront,
    /// A guide's stand-in for a value, such as `<token>`.
    #[error("placeholder")]
    Placeholder,
    /// The dots or stars that stand for a hidden value.
    #[error("mask")]
    Mask,
    /// A web address.
    #[error("web address")]
    WebAddress,
    /// A JWT that begins later than now.
    #[error("not yet valid")]
    NotYetValid,
    /// A JWT that was issued for Microsoft Graph.
    #[error("for Microsoft Graph")]
    ForGraph,
    /// Longer than Entra is sure to keep.
    #[error("too long for Entra: {0} bytes")]
    TooLongForEntra(usize),
    /// A blank inside.
    #[error("white space at {0}")]
    WhiteSpaceInside(usize),
    /// A line break inside.
    #[error("line break at {0}")]
    LineBreakInside(usize),
    /// An invisible character inside.
    #[error("invisible character at {1}")]
    InvisibleInside(char, usize),
    /// A control character.
    #[error("control character at {1}")]
    ControlCharacter(char, usize),
    /// A letter outside ASCII in a half that will be encoded: it works if the vendor reads UTF-8.
    #[error("not ASCII at {1}")]
    NotAscii(char, usize),
    /// A letter outside ASCII in what is sent as it is: RFC 6750 §2.1 allows none.
    #[error("not sendable at {1}")]
    NotSendable(char, usize),
    /// A colon in the key: the other side splits at the first one.
    #[error("colon in the key")]
    ColonInKey,
    /// Both halves are the same.
    #[error("both halves are the same")]
    SameHalves,
    /// One half is the ready token already, and the other half is given too.
    #[error("half is a ready token")]
    HalfIsReadyToken,
    /// A ready token in the key's or the secret's field; it is used as it is.
    #[error("ready token in another field")]
    ReadyInOtherField,
    /// `key:secret` in one field; it is read as a pair.
    #[error("both halves in one field")]
    JoinedPair,
    /// Both a pair and a ready token are given.
    #[error("pair and token given")]
    BothGiven,
    /// A ready token lost its `=` at the end; it was put back.
    #[error("padding missing")]
    PaddingMissing,
    /// No base64 of a pair, and the vendor takes tokens of other forms.
    #[error("token of an unknown form")]
    UnknownForm,
    /// No base64 of a pair, and the vendor's tokens are nothing else.
    #[error("not a token of this vendor")]
    NotReadyToken,
    /// Too long for a keyring; usable for this run.
    #[error("too long to save: {0} bytes")]
    TooLongToSave(usize),
}

impl ProblemKind {
    /// Returns its code, its severity, and the character and number that its text may name.
    fn facts(self) -> (&'static str, Severity, Option<char>, Option<usize>) {
        use ProblemKind as Kind;
        use Severity::{Error, Info, Warning};
        match self {
            Kind::Empty => ("token.empty", Error, None, None),
            Kind::WhiteSpaceAround => ("token.white_space_around", Info, None, None),
            Kind::InvisibleAround(one) => ("token.invisible_around", Info, Some(one), None),
            Kind::BearerPrefix => ("token.bearer_prefix", Warning, None, None),
            Kind::QuotesAround => ("token.quotes_around", Warning, None, None),
            Kind::LabelInFront => ("token.label_in_front", Warning, None, None),
            Kind::Placeholder => ("token.placeholder", Error, None, None),
            Kind::Mask => ("token.mask", Error, None, None),
            Kind::WebAddress => ("token.web_address", Error, None, None),
            Kind::NotYetValid => ("token.not_yet_valid", Warning, None, None),
            Kind::ForGraph => ("token.wrong_audience", Error, None, None),
            Kind::TooLongForEntra(bytes) => ("token.too_long", Warning, None, Some(bytes)),
            Kind::WhiteSpaceInside(at) => ("token.white_space_inside", Error, None, Some(at)),
            Kind::LineBreakInside(at) => ("token.line_break_inside", Error, None, Some(at)),
            Kind::InvisibleInside(one, at) => {
                ("token.invisible_inside", Error, Some(one), Some(at))
            }
            Kind::ControlCharacter(one, at) => {
                ("token.control_character", Error, Some(one), Some(at))
            }
            Kind::NotAscii(one, at) => ("token.not_ascii", Warning, Some(one), Some(at)),
            Kind::NotSendable(one, at) => ("token.not_sendable", Error, Some(one), Some(at)),
            Kind::ColonInKey => ("token.colon_in_key", Error, None, None),
            Kind::SameHalves => ("token.same_halves", Error, None, None),
            Kind::HalfIsReadyToken => ("token.half_is_ready_token", Error, None, None),
            Kind::ReadyInOtherField => ("token.ready_in_other_field", Info, None, None),
            Kind::JoinedPair => ("token.joined_pair", Info, None, None),
            Kind::BothGiven => ("token.both_given", Error, None, None),
            Kind::PaddingMissing => ("token.padding_missing", Warning, None, None),
            Kind::UnknownForm => ("token.unknown_form", Warning, None, None),
            Kind::NotReadyToken => ("token.not_ready_token", Error, None, None),
            Kind::TooLongToSave(bytes) => ("token.too_long_to_save", Warning, None, Some(bytes)),
        }
    }

    /// Returns the stable code.
    pub fn code(self) -> &'static str {
        self.facts().0
    }

    /// Returns how much it matters; an error stops the token from being made.
    pub fn severity(self) -> Severity {
        self.facts().1
    }
}

impl Explain for Problem {
    fn explain(&self, language: &Language) -> Finding {
        let (code, severity, character, number) = self.kind.facts();
        let character = character.map(characters::name).unwrap_or_default();
        let number = number.map(|number| number.to_string()).unwrap_or_default();
        let parameters =
            [("label", self.label.as_str()), ("character", &character), ("number", &number)];
        TEXTS.finding(code, severity, language, &parameters).in_field(self.field.name())
    }
}
