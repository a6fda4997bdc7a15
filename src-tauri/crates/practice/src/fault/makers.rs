//! Short forms for the entries of the table.

use axum::response::Response;

use super::kind::{Behaviour, Fault, Where};
use crate::entrance::{Entrance, Raw, Then};
use crate::flaw::Flaw;

pub(super) const fn fault(
    name: &'static str,
    sentence: &'static str,
    finding: &'static str,
    behaviour: Behaviour,
) -> Fault {
    Fault { name, sentence, finding, behaviour }
}

pub(super) const fn raw(
    name: &'static str,
    sentence: &'static str,
    finding: &'static str,
    bytes: &'static str,
    then: Then,
) -> Fault {
    fault(name, sentence, finding, Behaviour::Entrance(Entrance::Raw(Raw { bytes, then })))
}

pub(super) const fn instead(
    name: &'static str,
    sentence: &'static str,
    finding: &'static str,
    at: Where,
    answer: fn() -> Response,
) -> Fault {
    fault(name, sentence, finding, Behaviour::Instead(at, answer))
}

pub(super) const fn after_token(
    name: &'static str,
    sentence: &'static str,
    finding: &'static str,
    at: Where,
    answer: fn() -> Response,
) -> Fault {
    fault(name, sentence, finding, Behaviour::AfterToken(at, answer))
}

pub(super) const fn keeps(
    name: &'static str,
    sentence: &'static str,
    finding: &'static str,
    flaw: Flaw,
) -> Fault {
    fault(name, sentence, finding, Behaviour::Keeps(flaw))
}
