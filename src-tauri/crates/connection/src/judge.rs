//! The stages that look at what is known already: the URL and the token as text, and the times.

use std::time::Duration;

use footbridge_secret::KnownSecrets;

use crate::Code;
use crate::credential;
use crate::limits::Limits;
use crate::observed::Observed;
use crate::outcome::Outcome;
use crate::request::ConnectionTest;
use crate::target::Target;
use crate::tenant;

/// Reads the tenant URL; without one that may be tested the run ends.
pub(crate) fn url(text: &str, known: &KnownSecrets) -> Outcome<Target> {
    let (target, observed) = tenant::read(text, known);
    match target {
        Some(target) => {
            let detail = target.tenant.to_string();
            Outcome::done(target, detail).seen(observed)
        }
        None => {
            let mut observed = observed.into_iter();
            let first = observed.next().unwrap_or_else(|| Observed::new(Code::UrlInvalid));
            Outcome::fatal(first, "not usable").seen(observed)
        }
    }
}

/// Looks at the token as text. One that was not made for this server is not sent to it.
pub(crate) fn token(request: &ConnectionTest, target: &Target) -> Outcome<()> {
    let token = &request.token;
    if token.origin() != &target.origin {
        let seen = Observed::new(Code::TokenOtherOrigin)
            .with("bound", token.origin())
            .with("asked", &target.origin);
        return Outcome::fatal(seen, "made for another server");
    }
    let seen = credential::check(token.secret(), request.token_expires_on, request.now);
    match seen.iter().find(|seen| seen.is_error()) {
        Some(error) => Outcome::fatal(error.clone(), "not usable"),
        None => Outcome::done((), "can be sent").seen(seen),
    }
}

/// Compares the times of the two queries with the limit.
pub(crate) fn time(
    users: Duration,
    groups: Duration,
    target: &Target,
    limits: &Limits,
) -> Outcome<()> {
    let ms = |duration: Duration| duration.as_millis();
    let detail = format!("users {} ms, groups {} ms", ms(users), ms(groups));
    let slowest = users.max(groups);
    let slow = (slowest > limits.slow).then(|| {
        Observed::new(Code::ResponseSlow)
            .with("host", &target.host)
            .with("ms", ms(slowest))
            .with("limit", ms(limits.slow))
    });
    Outcome::done((), detail).seen(slow)
}
