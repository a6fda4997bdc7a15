//! The stages that ask the server: users, groups, and the two controls.

use std::time::Duration;

use footbridge_scim::Request;
use jiff::Timestamp;
use tokio::time::sleep;
use uuid::Uuid;

use crate::Code;
use crate::answer;
use crate::comparison::{Answered, Comparison, Control};
use crate::credential::Credential;
use crate::detail::{detail, joined};
use crate::fault::Fault;
use crate::http::{Answer, Reply, Sender};
use crate::limits::Limits;
use crate::list::Reading;
use crate::observed::Observed;
use crate::outcome::Outcome;
use crate::refusal::{Refused, is_about_the_query, is_worth_comparing};
use crate::report::{Exchange, StageName};
use crate::request::TokenHalves;
use crate::target::Target;
use crate::verdict::{TokenSeen, Verdict};

/// The attribute that every SCIM server can be asked for, if for any.
const USER_NAME: &str = "userName";

/// What the stages share.
pub(crate) struct Queries<'a> {
    pub(crate) sender: &'a Sender<'a>,
    pub(crate) target: &'a Target,
    /// The matching attributes, without repetition; there is one at least.
    pub(crate) attributes: &'a [String],
    pub(crate) halves: Option<&'a TokenHalves>,
    pub(crate) now: Timestamp,
    pub(crate) limits: &'a Limits,
}

/// A waiting for `Retry-After`, of which there is one a run.
#[derive(Debug, Default)]
pub(crate) struct Patience {
    spent: bool,
}

/// The last answer to a query, and every exchange it took.
struct Asked {
    url: String,
    answer: Result<Answer, Fault>,
    took: Duration,
    allowed: Duration,
    exchanges: Vec<Exchange>,
    /// The server limited the requests, and answered after a pause.
    waited: bool,
}

impl Queries<'_> {
    /// Entra's query for a random user, by each matching attribute; the first error ends it.
    pub(crate) async fn users(&self, patience: &mut Patience) -> Outcome<Verdict> {
        let mut verdict = Verdict {
            took: Duration::ZERO,
            observed: Vec::new(),
            detail: String::new(),
            token: TokenSeen::Accepted,
        };
        let mut exchanges = Vec::new();
        let mut answered: Vec<&str> = Vec::new();
        let mut working: Option<(String, Control)> = None;
        for attribute in self.attributes {
            let request = Request::user_probe(&self.target.tenant, attribute, Uuid::new_v4());
            let limit = self.allowance(working.is_some());
            let asked = self.ask(StageName::Users, request.url(), patience, limit).await;
            exchanges.extend_from_slice(&asked.exchanges);
            verdict.took = verdict.took.max(asked.took);
            if working.is_some() && self.ran_out(&asked) {
                let what = format!("whether users can be asked for by {attribute}");
                verdict.observed.push(self.name(self.unsettled(&what, asked.allowed), attribute));
                continue;
            }
            let compared = match working {
                // It was shown already that the token and the path are right.
                Some(working) => {
                    Comparison { other_attribute: Some(working), ..Comparison::default() }
                }
                None => self.compare(&asked, attribute, &mut exchanges).await,
            };
            let reading = self.read(&asked, &compared);
            let failed = reading.error.is_some();
            let observed = reading.error.into_iter().chain(reading.warnings);
            verdict.observed.extend(observed.map(|seen| self.name(seen, attribute)));
            if failed {
                verdict.detail = detail(&asked.answer);
                if self.attributes.len() > 1 {
                    verdict.detail.push_str(&format!(", for {attribute}"));
                }
                if answered.is_empty() {
                    verdict.token = token_seen(&asked, &compared);
                }
                break;
            }
            answered.push(attribute);
            working = compared.other_attribute.or_else(|| {
                let answer = asked.answer.ok();
                Some((attribute.clone(), Control { url: asked.url, answer }))
            });
            verdict.detail = format!("200, empty list for {}", joined(&answered));
        }
        verdict.at(StageName::Http).map(|()| verdict).exchanged(exchanges)
    }

    /// Entra's query for a random group. A failure is a finding, and the run goes on.
    pub(crate) async fn groups(
        &self,
        provisioned: bool,
        patience: &mut Patience,
    ) -> Outcome<Duration> {
        let request = Request::group_probe(&self.target.tenant, Uuid::new_v4());
        let limit = self.allowance(true);
        let asked = self.ask(StageName::Groups, request.url(), patience, limit).await;
        let named = |seen| self.name(seen, "displayName");
        if self.ran_out(&asked) {
            let seen = self.unsettled("whether groups can be asked for", asked.allowed);
            return Outcome::done(asked.took, detail(&asked.answer))
                .seen(named(seen))
                .exchanged(asked.exchanges);
        }
        let reading = self.read(&asked, &Comparison::default());
        let error = reading.error.map(|error| {
            let code = match error.code {
                Code::UsersNotFound => Code::GroupsNotFound,
                _ => Code::GroupsFailed,
            };
            let error = error.named(code).with("reason", detail(&asked.answer));
            if provisioned { error } else { error.warning() }
        });
        let observed = reading.warnings.into_iter().chain(error).map(named);
        Outcome::done(asked.took, detail(&asked.answer)).seen(observed).exchanged(asked.exchanges)
    }

    /// The first user query again, with a token that must not be accepted.
    pub(crate) async fn control(&self, stage: StageName, credential: Credential) -> Outcome<bool> {
        let attribute = self.first_attribute();
        let request = Request::user_probe(&self.target.tenant, attribute, Uuid::new_v4());
        let reply = self.sender.send(stage, request.url(), credential, self.control_limit()).await;
        let exchanges = vec![reply.exchange];
        let named = |seen| self.name(seen, attribute);
        let accepted = match &reply.answer {
            Ok(answer) => answer::is_list(answer),
            // Hanging up is a refusal, if a rude one.
            Err(Fault::Closed) => false,
            Err(Fault::TimedOut) => {
                let what = match credential {
                    Credential::None => "whether a request without a token is refused",
                    Credential::Right | Credential::Wrong => "whether a wrong token is refused",
                };
                let seen = named(self.unsettled(what, reply.allowed));
                return Outcome::done(false, "no answer in time, so this is not settled")
                    .seen(seen)
                    .exchanged(exchanges);
            }
            Err(fault) => {
                let seen = named(self.fault(*fault, reply.allowed));
                return Outcome::fatal(seen, "no answer").exchanged(exchanges);
            }
        };
        if matches!(&reply.answer, Ok(answer) if answer.status == 429) {
            let seen = named(Observed::new(Code::HttpRateLimited).warning());
            return Outcome::done(false, "429, so this is not settled")
                .seen(seen)
                .exchanged(exchanges);
        }
        if !accepted {
            let detail = format!("refused: {}", detail(&reply.answer));
            return Outcome::done(false, detail).exchanged(exchanges);
        }
        let code = match credential {
            Credential::None => Code::AuthAnonymous,
            Credential::Right | Credential::Wrong => Code::AuthNotChecked,
        };
        let detail = format!("accepted: {}", detail(&reply.answer));
        Outcome::done(true, detail).seen(named(Observed::new(code))).exchanged(exchanges)
    }

    /// Asks what others are answered, where that tells more about an answer.
    async fn compare(
        &self,
        asked: &Asked,
        attribute: &str,
        exchanges: &mut Vec<Exchange>,
    ) -> Comparison {
        let mut compared = Comparison::default();
        let Ok(answer) = asked.answer.as_ref() else { return compared };
        if !is_worth_comparing(answer) {
            return compared;
        }
        let without = self.ask_once(StageName::NoToken, &asked.url, Credential::None, exchanges);
        compared.without_token = Some(without.await);
        let nowhere = self.target.nowhere(Uuid::new_v4());
        let nowhere = self.ask_once(StageName::Http, &nowhere, Credential::Right, exchanges);
        compared.no_such_path = Some(nowhere.await);
        let is_other = |other: &&str| !other.eq_ignore_ascii_case(attribute);
        let mut others = self.attributes.iter().map(String::as_str).chain([USER_NAME]);
        let other = others.find(is_other);
        if let Some(other) = other.filter(|_| is_about_the_query(answer)) {
            let request = Request::user_probe(&self.target.tenant, other, Uuid::new_v4());
            let asking =
                self.ask_once(StageName::Users, request.url(), Credential::Right, exchanges);
            compared.other_attribute = Some((other.to_owned(), asking.await));
        }
        compared
    }

    async fn ask_once(
        &self,
        stage: StageName,
        url: &str,
        credential: Credential,
        exchanges: &mut Vec<Exchange>,
    ) -> Control {
        let reply = self.sender.send(stage, url, credential, self.control_limit()).await;
        exchanges.push(reply.exchange);
        Control { url: url.to_owned(), answer: reply.answer.ok() }
    }

    /// Sends the query; again once after a reset or a passing failure, and once after the server
    /// has asked to wait.
    async fn ask(
        &self,
        stage: StageName,
        url: &str,
        patience: &mut Patience,
        limit: Duration,
    ) -> Asked {
        let mut exchanges = Vec::new();
        let mut waited = false;
        let mut repeated = false;
        loop {
            let Reply { answer, exchange, took, allowed } =
                self.sender.send(stage, url, Credential::Right, limit).await;
            exchanges.push(exchange);
            // What breaks after a long time is not over the next moment.
            let passing = is_passing(&answer) && took <= self.limits.control;
            if let Some(pause) = self.pause(&answer).filter(|_| !patience.spent) {
                patience.spent = true;
                waited = matches!(&answer, Ok(answer) if answer.status == 429);
                sleep(pause).await;
            } else if passing && !repeated {
                repeated = true;
                sleep(self.limits.retry_pause).await;
            } else {
                return Asked { url: url.to_owned(), answer, took, allowed, exchanges, waited };
            }
        }
    }

    /// Returns how long the server asks to wait, unless that would be too long: after a 429, and
    /// after a 503 that names a time.
    fn pause(&self, answer: &Result<Answer, Fault>) -> Option<Duration> {
        let answer = answer.as_ref().ok().filter(|answer| matches!(answer.status, 429 | 503))?;
        let named = answer.retry_after(self.now);
        let pause = match answer.status {
            429 => named.unwrap_or(self.limits.retry_pause),
            _ => named?,
        };
        (pause <= self.limits.retry_after).then_some(pause)
    }

    fn read(&self, asked: &Asked, compared: &Comparison) -> Reading {
        let answer = match &asked.answer {
            Ok(answer) => answer,
            Err(fault) => return Reading::error(self.fault(*fault, asked.allowed)),
        };
        let answered = Answered { answer, url: &asked.url };
        if !answer::is_success(answer) {
            let refused = Refused { answered, compared, target: self.target, now: self.now };
            return Reading::error(refused.read());
        }
        let mut reading = answer::read(answer);
        if compared.everywhere(answered) == Some(true) {
            reading.error = reading.error.map(|error| match error.code {
                Code::BodyHtml => error.variant("everywhere"),
                _ => error,
            });
        }
        reading.error = reading.error.map(|error| error.remark(compared.sentence(answered)));
        if asked.waited && reading.error.is_none() {
            let seen = Observed::new(Code::HttpRateLimited).variant("after_waiting").warning();
            reading.warnings.insert(0, seen.with("status", 429));
        }
        reading
    }

    /// Whether a query had to end because the run does, before Entra would have given it up.
    fn ran_out(&self, asked: &Asked) -> bool {
        matches!(asked.answer, Err(Fault::TimedOut)) && asked.allowed < self.limits.request
    }

    fn unsettled(&self, what: &str, allowed: Duration) -> Observed {
        Observed::new(Code::HttpTimeout)
            .variant("unsettled")
            .warning()
            .with("what", what)
            .with("seconds", allowed.as_secs())
    }

    fn fault(&self, fault: Fault, allowed: Duration) -> Observed {
        Observed::new(fault.code())
            .with("seconds", allowed.as_secs())
            .with("limit", format!("{} KiB", self.limits.body / 1024))
    }

    /// Returns how long the next query may take: as long as Entra waits, or what is left when the
    /// controls are to be made as well.
    fn allowance(&self, is_further: bool) -> Duration {
        let reserve = if is_further { 2 * self.control_limit() } else { Duration::ZERO };
        self.limits.request.min(self.sender.time_left().saturating_sub(reserve))
    }

    fn control_limit(&self) -> Duration {
        self.limits.control.min(self.limits.request)
    }

    fn first_attribute(&self) -> &str {
        self.attributes.first().map_or(USER_NAME, String::as_str)
    }

    fn name(&self, observed: Observed, attribute: &str) -> Observed {
        observed
            .with("host", &self.target.host)
            .with("port", self.target.port)
            .with("url", &self.target.tenant)
            .with("attribute", attribute)
            .with_some("first_half", self.halves.map(|halves| &halves.first))
            .with_some("second_half", self.halves.map(|halves| &halves.second))
    }
}

/// A failure that may be over the next moment: the connection broke, or a gateway had nobody.
fn is_passing(answer: &Result<Answer, Fault>) -> bool {
    match answer {
        Ok(answer) => matches!(answer.status, 502..=504),
        Err(fault) => *fault == Fault::Closed,
    }
}

/// Returns what a refusal, with what was compared, tells of the token.
fn token_seen(asked: &Asked, compared: &Comparison) -> TokenSeen {
    let Ok(answer) = &asked.answer else { return TokenSeen::Unsettled };
    let answered = Answered { answer, url: &asked.url };
    if compared.for_everybody(answered) == Some(true) {
        return TokenSeen::SameWithout;
    }
    let list = answer::is_success(answer) && answer::is_list(answer);
    match compared.asks_for_a_token() {
        true => TokenSeen::AskedFor,
        false if list => TokenSeen::Accepted,
        false => TokenSeen::Unsettled,
    }
}
