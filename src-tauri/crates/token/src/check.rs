//! Recognising what was pasted, checking it, and making the token.
//!
//! [`check`] is for every keystroke: it says what it sees and shows it masked. [`compose`] reads
//! the input by the same rules and makes the token, or returns the first reason against it.

use footbridge_finding::{Explain, Finding, Language, Severity};
use jiff::Timestamp;
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};

use crate::halves::{Halves, decode_pair, split_pair};
use crate::input::{TokenField, TokenForm, TokenInput, is_blank};
use crate::jwt;
use crate::problem::{Problem, ProblemKind};
use crate::recipe::{self, RecipeKind};
use crate::scan::{Value, scan};
use crate::secret::{LONGEST_SAVED, masked};
use crate::{MadeFrom, Token};

/// A longer token, in bytes, may pass Entra's test and fail to be saved there: Microsoft names this
/// as the limit of what Entra keeps ("Storage limit", and for the Government cloud "Known issues").
const LONGEST_IN_ENTRA: usize = 1_024;

/// What the pasted values are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Recognised {
    /// Too little to tell, or nothing of use.
    Nothing,
    /// A key and a secret, each in its field.
    Pair,
    /// A token that needs nothing more.
    ReadyToken,
    /// The one credential of a vendor that has no halves.
    Credential,
    /// `key:secret` in one field.
    JoinedPair,
}

/// How the token comes about, with every value masked to its last four characters at most.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Composition {
    /// The key, or empty where there is none.
    pub key: String,
    /// The secret, or empty where there is none.
    pub secret: String,
    /// The token.
    pub result: String,
}

/// What is seen in the input so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TokenDraft {
    /// What it is.
    pub recognised: Recognised,
    /// What there is to say about it; each names its field in `place.field`.
    pub findings: Vec<Finding>,
    /// How the token comes about, once there is one.
    pub composition: Option<Composition>,
    /// Whether [`compose`] would make a token.
    pub can_compose: bool,
}

/// A token that was made, and from what.
#[derive(Debug, Clone)]
pub struct Composed {
    /// The token.
    pub token: Token,
    /// From what it was made.
    pub made_from: MadeFrom,
}

/// Says what `input` is and what is wrong with it at `now`, in `language`.
///
/// An untouched form has no findings. One that has been begun names each field that is missing.
pub fn check(
    form: &TokenForm<'_>,
    input: &TokenInput,
    now: Timestamp,
    language: &Language,
) -> TokenDraft {
    let mut reading = read(form, input);
    if reading.parts.as_ref().is_some_and(|parts| jwt::begins_later(&parts.token, now)) {
        let field = field_of_token(input);
        reading.problems.push(problem(form, field, ProblemKind::NotYetValid));
    }
    TokenDraft {
        recognised: reading.recognised,
        findings: reading.problems.iter().map(|problem| problem.explain(language)).collect(),
        can_compose: reading.blocking().is_none() && reading.parts.is_some(),
        composition: reading.parts.as_ref().map(Parts::composition),
    }
}

/// Makes the token of `input`.
///
/// # Errors
/// Returns the first problem of severity error, or [`ProblemKind::Empty`] for an untouched form.
pub fn compose(form: &TokenForm<'_>, input: &TokenInput) -> Result<Composed, Problem> {
    let reading = read(form, input);
    if let Some(problem) = reading.blocking() {
        return Err(problem.clone());
    }
    let first = if form.recipe.takes_pair() { TokenField::Key } else { TokenField::Token };
    let parts = reading.parts.ok_or_else(|| problem(form, first, ProblemKind::Empty))?;
    let made_from = if parts.halves.is_some() && reading.recognised != Recognised::ReadyToken {
        MadeFrom::Pair
    } else {
        MadeFrom::Ready
    };
    Ok(Composed { token: parts.token, made_from })
}

/// The token, with the halves it holds where they are known.
struct Parts {
    halves: Option<Halves>,
    token: Token,
}

impl Parts {
    fn composition(&self) -> Composition {
        let half = |pick: fn(&Halves) -> &str| {
            self.halves.as_ref().map_or(String::new(), |halves| masked(pick(halves)))
        };
        Composition {
            key: half(|halves| &halves.key),
            secret: half(|halves| &halves.secret),
            // EXPOSE: only its tail goes on.
            result: masked(self.token.secret().expose_secret()),
        }
    }
}

struct Reading {
    recognised: Recognised,
    problems: Vec<Problem>,
    parts: Option<Parts>,
}

impl Reading {
    fn blocking(&self) -> Option<&Problem> {
        self.problems.iter().find(|problem| problem.kind.severity() == Severity::Error)
    }
}

fn problem(form: &TokenForm<'_>, field: TokenField, kind: ProblemKind) -> Problem {
    Problem { kind, field, label: form.label(field).to_owned() }
}

/// The reading while it is being made.
struct Reader<'a> {
    form: &'a TokenForm<'a>,
    problems: Vec<Problem>,
}

fn read(form: &TokenForm<'_>, input: &TokenInput) -> Reading {
    let key = scan(TokenField::Key, &input.key);
    let secret = scan(TokenField::Secret, &input.secret);
    let token = scan(TokenField::Token, &input.token);
    let mut reader = Reader { form, problems: Vec::new() };
    let (recognised, parts) = if form.recipe.takes_pair() {
        reader.pair_or_ready(&key, &secret, &token)
    } else {
        reader.single(&token)
    };
    if let Some(parts) = &parts {
        let bytes = parts.token.len();
        let field = field_of_token(input);
        if jwt::is_for_graph(&parts.token) {
            reader.say(field, ProblemKind::ForGraph);
        }
        if bytes > LONGEST_IN_ENTRA {
            reader.say(field, ProblemKind::TooLongForEntra(bytes));
        }
        if bytes > LONGEST_SAVED {
            reader.say(field, ProblemKind::TooLongToSave(bytes));
        }
    }
    Reading { recognised, problems: reader.problems, parts }
}

/// Returns the field that a token as a whole is told of.
fn field_of_token(input: &TokenInput) -> TokenField {
    if is_blank(&input.token) { TokenField::Secret } else { TokenField::Token }
}

type Outcome = (Recognised, Option<Parts>);

impl Reader<'_> {
    fn say(&mut self, field: TokenField, kind: ProblemKind) {
        self.problems.push(problem(self.form, field, kind));
    }

    /// Reports what is wrong with the value by itself; `as_is` when it is sent without encoding.
    fn report(&mut self, value: &Value, sent: Sent) {
        for &kind in &value.kinds {
            let kind = match (kind, sent) {
                (ProblemKind::NotAscii(one, at), Sent::AsItIs) => ProblemKind::NotSendable(one, at),
                _ => kind,
            };
            self.say(value.field, kind);
        }
    }

    /// Reads the form of a vendor whose credential has no halves.
    fn single(&mut self, token: &Value) -> Outcome {
        self.report(token, Sent::AsItIs);
        if !token.given() {
            self.missing(token);
            return (Recognised::Nothing, None);
        }
        let recognised = match self.form.recipe {
            RecipeKind::Ready => Recognised::ReadyToken,
            _ => Recognised::Credential,
        };
        (recognised, Some(Parts { halves: None, token: Token::from_text(&token.text) }))
    }

    /// Reads the form of a vendor with key and secret.
    fn pair_or_ready(&mut self, key: &Value, secret: &Value, token: &Value) -> Outcome {
        match (key.given(), secret.given(), token.given()) {
            (true, true, false) => self.pair(key, secret),
            (false, false, true) => self.lone(token),
            (true, false, false) => self.half(key, secret),
            (false, true, false) => self.half(secret, key),
            (false, false, false) => {
                for value in [key, secret, token] {
                    self.missing(value);
                }
                (Recognised::Nothing, None)
            }
            (_, _, true) => {
                self.say(TokenField::Token, ProblemKind::BothGiven);
                (Recognised::Nothing, None)
            }
        }
    }

    fn pair(&mut self, key: &Value, secret: &Value) -> Outcome {
        let sent = self.half_sent();
        for half in [key, secret] {
            self.report(half, sent);
        }
        if key.text == secret.text {
            self.say(TokenField::Secret, ProblemKind::SameHalves);
        }
        if key.text.contains(':') {
            self.say(TokenField::Key, ProblemKind::ColonInKey);
        }
        for half in [key, secret] {
            if decode_pair(&half.text).is_some() {
                self.say(half.field, ProblemKind::HalfIsReadyToken);
            }
        }
        let halves = Halves { key: key.text.clone(), secret: secret.text.clone() };
        (Recognised::Pair, Some(self.parts_of(halves)))
    }

    /// Reads a lone half, and names the other one as missing unless the lone value is enough.
    fn half(&mut self, given: &Value, other: &Value) -> Outcome {
        let outcome = self.lone(given);
        if outcome.1.is_none() {
            self.say(other.field, ProblemKind::Empty);
        }
        outcome
    }

    /// Reads the only value that was given.
    fn lone(&mut self, value: &Value) -> Outcome {
        let encoded = self.form.recipe == RecipeKind::Base64KeySecret;
        if let Some(halves) = decode_pair(&value.text).filter(|_| encoded) {
            self.report(value, Sent::AsItIs);
            if value.field != TokenField::Token {
                self.say(value.field, ProblemKind::ReadyInOtherField);
            }
            let parts = self.parts_of(halves);
            if parts.token.len() != value.text.len() {
                self.say(value.field, ProblemKind::PaddingMissing);
            }
            return (Recognised::ReadyToken, Some(parts));
        }
        // A secret may hold a colon of its own while the key is still to come.
        let joined = (value.field != TokenField::Secret).then(|| split_pair(&value.text)).flatten();
        if let Some(halves) = joined {
            self.report(value, self.half_sent());
            self.say(value.field, ProblemKind::JoinedPair);
            return (Recognised::JoinedPair, Some(self.parts_of(halves)));
        }
        if value.field != TokenField::Token {
            self.report(value, self.half_sent());
            return (Recognised::Nothing, None);
        }
        self.report(value, Sent::AsItIs);
        if !self.form.accepts_ready_token {
            self.say(value.field, ProblemKind::NotReadyToken);
            return (Recognised::Nothing, None);
        }
        // A damaged value has been told of already, and its form is no news.
        if value.kinds.iter().all(|kind| kind.severity() < Severity::Warning) {
            self.say(value.field, ProblemKind::UnknownForm);
        }
        let token = Token::from_text(&value.text);
        (Recognised::ReadyToken, Some(Parts { halves: None, token }))
    }

    /// Says that a touched field holds nothing. An untouched form is left in peace.
    fn missing(&mut self, value: &Value) {
        if value.touched {
            self.say(value.field, ProblemKind::Empty);
        }
    }

    fn half_sent(&self) -> Sent {
        match self.form.recipe {
            RecipeKind::Base64KeySecret => Sent::Encoded,
            _ => Sent::AsItIs,
        }
    }

    fn parts_of(&self, halves: Halves) -> Parts {
        let token = recipe::token_of_pair(self.form.recipe, &halves.key, &halves.secret);
        Parts { halves: Some(halves), token }
    }
}

/// Whether a value's characters reach the wire themselves.
#[derive(Clone, Copy)]
enum Sent {
    Encoded,
    AsItIs,
}
