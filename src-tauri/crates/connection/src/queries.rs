//! The stages that ask the server: users, groups, and the two controls.

use std::time::Duration;

use footbridge_scim::Request;
use jiff::Timestamp;
use tokio::time::sleep;

use crate::Code;
use crate::answer;
use crate::credential::Credential;
use crate::fault::Fault;
use crate::http::{Answer, Reply, Sender};
use crate::limits::Limits;
use crate::list::Reading;
use crate::observed::Observed;
use crate::outcome::Outcome;
use crate::report::{Exchange, StageName};
use crate::tenant::Target;

/// What the stages share.
pub(crate) struct Queries<'a> {
    pub(crate) sender: &'a Sender<'a>,
    pub(crate) target: &'a Target,
    pub(crate) attribute: &'a str,
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
    answer: Result<Answer, Fault>,
    took: Duration,
    exchanges: Vec<Exchange>,
    /// The server asked to wait, and answered after that.
    waited: bool,
}

/// What the answer to the user query means. Several stages share it.
pub(crate) struct Verdict {
    pub(crate) took: Duration,
    observed: Vec<Observed>,
    detail: String,
}

impl Verdict {
    /// Returns what the answer means to one stage. An error there ends the run: the rest builds on
    /// it.
    pub(crate) fn at(&self, stage: StageName) -> Outcome<()> {
        let (errors, warnings): (Vec<_>, Vec<_>) = self
            .observed
            .iter()
            .filter(|seen| seen.code.stage_of_answer() == stage)
            .cloned()
            .partition(Observed::is_error);
        let Some(error) = errors.into_iter().next() else {
            let detail = match stage {
                StageName::Auth => "not refused",
                StageName::Filter => "the random value found nobody",
                _ => &self.detail,
            };
            return Outcome::done((), detail).seen(warnings);
        };
        Outcome::fatal(error, &self.detail).seen(warnings)
    }

    /// Returns how the filter fared, if badly.
    pub(crate) fn filter_error(&self) -> Option<&Observed> {
        let is_filter = |seen: &&Observed| seen.code.stage_of_answer() == StageName::Filter;
        self.observed.iter().find(is_filter)
    }
}

impl Queries<'_> {
    /// Entra's query for a random user.
    pub(crate) async fn users(
        &self,
        request: &Request,
        patience: &mut Patience,
    ) -> Outcome<Verdict> {
        let asked = self.ask(StageName::Users, request, patience).await;
        let reading = self.read(&asked);
        let observed = reading.error.into_iter().chain(reading.warnings);
        let verdict = Verdict {
            took: asked.took,
            observed: observed.map(|seen| self.name(seen)).collect(),
            detail: detail(&asked.answer),
        };
        verdict.at(StageName::Http).map(|()| verdict).exchanged(asked.exchanges)
    }

    /// Entra's query for a random group. A failure is a finding, and the run goes on.
    pub(crate) async fn groups(
        &self,
        request: &Request,
        provisioned: bool,
        patience: &mut Patience,
    ) -> Outcome<Duration> {
        let asked = self.ask(StageName::Groups, request, patience).await;
        let reading = self.read(&asked);
        let error = reading.error.map(|error| {
            let code = match error.code {
                Code::UsersNotFound => Code::GroupsNotFound,
                _ => Code::GroupsFailed,
            };
            let error = error.named(code).with("reason", detail(&asked.answer));
            if provisioned { error } else { error.warning() }
        });
        let observed = reading.warnings.into_iter().chain(error).map(|seen| self.name(seen));
        Outcome::done(asked.took, detail(&asked.answer)).seen(observed).exchanged(asked.exchanges)
    }

    /// The user query again, with a token that must not be accepted.
    pub(crate) async fn control(
        &self,
        stage: StageName,
        request: &Request,
        credential: Credential,
    ) -> Outcome<bool> {
        let reply = self.sender.send(stage, request, credential).await;
        let exchanges = vec![reply.exchange];
        let accepted = match &reply.answer {
            Ok(answer) => answer::is_list(answer),
            // Hanging up is a refusal, if a rude one.
            Err(Fault::Closed) => false,
            Err(fault) => {
                let seen = self.name(self.fault(*fault));
                return Outcome::fatal(seen, "no answer").exchanged(exchanges);
            }
        };
        if matches!(&reply.answer, Ok(answer) if answer.status == 429) {
            let seen = self.name(Observed::new(Code::HttpRateLimited).warning());
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
        Outcome::done(true, detail).seen(self.name(Observed::new(code))).exchanged(exchanges)
    }

    /// Sends the query; again once after a reset or a passing failure, and once after a 429.
    async fn ask(&self, stage: StageName, request: &Request, patience: &mut Patience) -> Asked {
        let mut exchanges = Vec::new();
        let mut waited = false;
        let mut repeated = false;
        loop {
            let Reply { answer, exchange, took } =
                self.sender.send(stage, request, Credential::Right).await;
            exchanges.push(exchange);
            if let Some(pause) = self.pause(&answer).filter(|_| !patience.spent) {
                patience.spent = true;
                waited = true;
                sleep(pause).await;
            } else if is_passing(&answer) && !repeated {
                repeated = true;
                sleep(self.limits.retry_pause).await;
            } else {
                return Asked { answer, took, exchanges, waited };
            }
        }
    }

    /// Returns how long to wait after a 429, unless that would be too long.
    fn pause(&self, answer: &Result<Answer, Fault>) -> Option<Duration> {
        let answer = answer.as_ref().ok().filter(|answer| answer.status == 429)?;
        if answer::is_page(answer) {
            return None;
        }
        let pause = answer.retry_after(self.now).unwrap_or(self.limits.retry_pause);
        (pause <= self.limits.retry_after).then_some(pause)
    }

    fn read(&self, asked: &Asked) -> Reading {
        match &asked.answer {
            Ok(answer) => {
                let mut reading = answer::read(answer);
                if asked.waited && reading.error.is_none() {
                    reading.warnings.insert(
                        0,
                        Observed::new(Code::HttpRateLimited).warning().with("status", 429),
                    );
                }
                reading
            }
            Err(fault) => Reading { warnings: Vec::new(), error: Some(self.fault(*fault)) },
        }
    }

    fn fault(&self, fault: Fault) -> Observed {
        Observed::new(fault.code())
            .with("seconds", self.limits.request.as_secs())
            .with("limit", format!("{} KiB", self.limits.body / 1024))
    }

    fn name(&self, observed: Observed) -> Observed {
        observed
            .with("host", &self.target.host)
            .with("port", self.target.port)
            .with("url", &self.target.tenant)
            .with("attribute", self.attribute)
    }
}

/// A failure that may be over the next moment: the connection broke, or a gateway had nobody.
fn is_passing(answer: &Result<Answer, Fault>) -> bool {
    match answer {
        Ok(answer) => matches!(answer.status, 502..=504),
        Err(fault) => *fault == Fault::Closed,
    }
}

/// Says in a few words what came.
fn detail(answer: &Result<Answer, Fault>) -> String {
    match answer {
        Ok(answer) if answer.status == 200 => match answer::read(answer).error {
            None => format!("200, {EMPTY_LIST}"),
            Some(error) => format!("200, {}", what(error.code)),
        },
        Ok(answer) => answer.status.to_string(),
        Err(fault) => without_answer(*fault).to_owned(),
    }
}

const EMPTY_LIST: &str = "empty list";

fn what(code: Code) -> &'static str {
    match code {
        Code::BodyEmpty => "nothing in it",
        Code::BodyHtml => "a web page",
        Code::BodyNotJson => "not JSON",
        Code::BodyEncoding => "not UTF-8",
        Code::BodyResourcesNull => "a list without resources",
        Code::FilterIgnored => "a list with results",
        _ => "not a list",
    }
}

fn without_answer(fault: Fault) -> &'static str {
    match fault {
        Fault::TimedOut => "no complete answer in time",
        Fault::Closed => "connection closed",
        Fault::Malformed => "not HTTP",
        Fault::TooLarge => "too large",
        Fault::Refused | Fault::Unreachable | Fault::Tls | Fault::NotLoopback => "no connection",
    }
}

/// Whether a text is one that [`detail`] says.
pub(crate) fn is_detail(text: &str) -> bool {
    let is_status = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    let of_list = text
        .strip_prefix("200, ")
        .is_some_and(|text| text == EMPTY_LIST || Code::ALL.iter().any(|code| what(*code) == text));
    is_status || of_list || Fault::ALL.iter().any(|fault| without_answer(*fault) == text)
}
