//! What a fault is.

use std::fmt;

use axum::http::Uri;
use axum::response::Response;
use footbridge_scim::ResourceType;

use crate::entrance::Entrance;
use crate::flaw::{Flaw, Flaws};

/// One way in which a server can be broken.
#[derive(Clone, Copy)]
pub struct Fault {
    pub(super) name: &'static str,
    pub(super) sentence: &'static str,
    pub(super) finding: &'static str,
    pub(crate) behaviour: Behaviour,
}

/// What a fault does.
#[derive(Clone, Copy)]
pub(crate) enum Behaviour {
    /// Meets connections in another way, before there is any HTTP.
    Entrance(Entrance),
    /// Answers in the server's place, before the token is looked at.
    Instead(Where, fn() -> Response),
    /// Answers in the server's place, once the token is accepted.
    AfterToken(Where, fn() -> Response),
    /// Lets the request wait before the server looks at it.
    Wait,
    /// Never answers.
    Hang,
    /// Checks the token in another way.
    Token(Authentication),
    /// Does not keep what it is sent, or keeps it wrongly.
    Keeps(Flaw),
}

/// Which requests a fault applies to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Where {
    Everything,
    Users,
    /// Queries for users by another attribute than `userName`.
    UsersByOthers,
    Groups,
}

/// How requests prove that they may be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Authentication {
    /// With the right token.
    Token,
    /// With any token.
    AnyToken,
    /// Not at all.
    Nobody,
}

impl Authentication {
    /// Returns how requests prove themselves to a tenant with these faults.
    pub(crate) fn with(faults: &[Fault]) -> Self {
        faults
            .iter()
            .find_map(|fault| match fault.behaviour {
                Behaviour::Token(authentication) => Some(authentication),
                _ => None,
            })
            .unwrap_or(Authentication::Token)
    }
}

impl Fault {
    /// The server answers correctly but late.
    pub const SLOW: Fault = Fault {
        name: "slow",
        sentence: "answers correctly, but late",
        finding: "response.slow",
        behaviour: Behaviour::Wait,
    };

    /// Returns the name, such as `filter-ignored`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Returns what the server does, as the end of a sentence that begins with "The server".
    pub fn sentence(&self) -> &'static str {
        self.sentence
    }

    /// Returns how connections are met by a tenant with these faults.
    pub(crate) fn entrance(faults: &[Fault]) -> Entrance {
        faults
            .iter()
            .find_map(|fault| match fault.behaviour {
                Behaviour::Entrance(entrance) => Some(entrance),
                _ => None,
            })
            .unwrap_or(Entrance::Open)
    }

    /// Returns what a tenant with these faults does not keep.
    pub(crate) fn flaws(faults: &[Fault]) -> Flaws {
        let flaws = faults.iter().filter_map(|fault| match fault.behaviour {
            Behaviour::Keeps(flaw) => Some(flaw),
            _ => None,
        });
        Flaws(flaws.collect())
    }

    /// Whether only a proof finds it, which writes: the connection test passes.
    pub fn is_of_writing(&self) -> bool {
        matches!(self.behaviour, Behaviour::Keeps(_))
    }

    /// Returns the code of the finding that the connection test should reach, or the proof.
    pub fn finding(&self) -> &'static str {
        self.finding
    }
}

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl PartialEq for Fault {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Fault {}

impl Where {
    pub(crate) fn applies(self, uri: &Uri) -> bool {
        let mut parts = uri.path().split('/');
        match self {
            Where::Everything => true,
            Where::Users => parts.any(|part| part == ResourceType::User.endpoint()),
            Where::UsersByOthers => {
                let asked = uri.query().is_some_and(|query| query.contains("filter="));
                let by_name = uri.query().is_some_and(|query| query.contains("filter=userName+"));
                asked && !by_name && Where::Users.applies(uri)
            }
            Where::Groups => parts.any(|part| part == ResourceType::Group.endpoint()),
        }
    }
}
