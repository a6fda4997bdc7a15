//! The requests of a proof: one after another, with a pause between them, until the time is over or
//! nobody wants it any more; and what they may have created.

use std::io;
use std::time::Duration;

use footbridge_connection::Answer;
use footbridge_finding::Finding;
use footbridge_scim::{ResourceType, TenantUrl, WriteRequest};
use tokio::time::{Instant, sleep_until};
use tokio_util::sync::CancellationToken;

use crate::door::Door;
use crate::journal::{Journal, Made};
use crate::limits::Limits;
use crate::reading;
use crate::record::{Record, milliseconds};
use crate::report::ProofEvent;

/// The pause before a server is asked once more that shows later what it was sent.
const A_MOMENT: Duration = Duration::from_secs(1);

/// Why no further request is made.
#[derive(Debug)]
pub(crate) enum Stop {
    /// The person wants it.
    Cancelled,
    /// The time is over.
    OutOfTime,
    /// The server asks to wait for longer than there is time.
    RateLimited(Duration),
    /// There was no complete answer.
    Unanswered(Box<Finding>),
    /// The journal cannot be written.
    NoJournal(io::Error),
    /// A check has told why.
    Ended,
}

/// Something that may have been created, and what is known of it.
#[derive(Debug, Clone)]
pub(crate) struct Creation {
    pub(crate) made: Made,
    /// It was read by its id, and is what was sent.
    pub(crate) is_confirmed: bool,
    pub(crate) is_gone: bool,
}

/// A proof under way.
pub(crate) struct Run<'a> {
    door: &'a dyn Door,
    limits: &'a Limits,
    cancel: CancellationToken,
    deadline: Instant,
    /// No request begins before.
    not_before: Option<Instant>,
    /// None while a proof is planned.
    journal: Option<Journal>,
    pub(crate) creations: Vec<Creation>,
    pub(crate) record: Record<'a>,
}

impl<'a> Run<'a> {
    pub(crate) fn new(
        door: &'a dyn Door,
        limits: &'a Limits,
        journal: Option<Journal>,
        record: Record<'a>,
        cancel: CancellationToken,
    ) -> Self {
        let deadline = record.began + limits.run.saturating_sub(limits.clean_up);
        let creations = Vec::new();
        Run { door, limits, cancel, deadline, not_before: None, journal, creations, record }
    }

    /// From now on nothing but deleting is left, which a Cancel does not end.
    pub(crate) fn clean_up_from_now(&mut self) {
        self.cancel = CancellationToken::new();
        self.deadline = Instant::now() + self.limits.clean_up;
    }

    /// Whether the server is on this computer.
    pub(crate) fn is_here(&self) -> bool {
        self.door.is_here()
    }

    /// Makes a request, as often as the server asks to come again later.
    pub(crate) async fn ask(&mut self, request: &WriteRequest) -> Result<Answer, Stop> {
        let mut pause = self.limits.busy;
        for _ in 0..self.limits.attempts {
            if let Some(time) = self.not_before {
                self.wait_until(time).await?;
            }
            let began = Instant::now();
            let within = self.deadline.saturating_duration_since(began).min(self.limits.request);
            if within.is_zero() {
                return Err(Stop::OutOfTime);
            }
            if !self.door.is_here() {
                self.not_before = Some(began + self.limits.between);
            }
            let answered = tokio::select! {
                biased;
                () = self.cancel.cancelled() => return Err(Stop::Cancelled),
                answered = self.door.send(request, within) => answered,
            };
            self.record.exchange(request, answered.as_ref().ok(), began.elapsed());
            let answer = match answered {
                Ok(answer) => answer,
                Err(_) if Instant::now() >= self.deadline => return Err(Stop::OutOfTime),
                Err(finding) => return Err(Stop::Unanswered(finding)),
            };
            // A creation that was answered with 503 may have been made.
            let again = match (answer.status, answer.retry_after) {
                (429, named) => Some(named.unwrap_or(self.limits.busy)),
                (503, named) if request.method != "POST" => named,
                _ => None,
            };
            let Some(named) = again else { return Ok(answer) };
            pause = named;
            if Instant::now() + pause >= self.deadline {
                return Err(Stop::RateLimited(pause));
            }
            self.record.tell(ProofEvent::Waiting { ms: milliseconds(pause) });
            self.wait_until(Instant::now() + pause).await?;
        }
        Err(Stop::RateLimited(pause))
    }

    /// Asks what is there. Many servers show a moment later what they were sent: one that is not on
    /// this computer is asked once more where the answer is not the right one.
    pub(crate) async fn settled(
        &mut self,
        request: &WriteRequest,
        is_right: impl Fn(&Answer) -> bool,
    ) -> Result<Answer, Stop> {
        let answer = self.ask(request).await?;
        if is_right(&answer) || self.is_here() {
            return Ok(answer);
        }
        self.wait_until(Instant::now() + A_MOMENT).await?;
        self.ask(request).await
    }

    async fn wait_until(&self, time: Instant) -> Result<(), Stop> {
        tokio::select! {
            biased;
            () = self.cancel.cancelled() => Err(Stop::Cancelled),
            () = sleep_until(time.min(self.deadline)) => {
                if time > self.deadline { Err(Stop::OutOfTime) } else { Ok(()) }
            }
        }
    }

    /// Sends a creation. Before it leaves, the journal says what may be there from then on; before
    /// any further request, under which id.
    ///
    /// Returns the id where the answer names one. Nothing may be changed or deleted under it before
    /// [`Run::confirm`] has seen what it is.
    pub(crate) async fn create(
        &mut self,
        kind: ResourceType,
        (by, name): (&str, &str),
        tag: &str,
        request: &WriteRequest,
    ) -> Result<(Answer, Option<String>), Stop> {
        let made =
            Made { kind, by: by.to_owned(), name: name.to_owned(), tag: tag.to_owned(), id: None };
        if let Some(journal) = &mut self.journal {
            journal.creating(&made).map_err(Stop::NoJournal)?;
        }
        self.creations.push(Creation { made, is_confirmed: false, is_gone: false });
        let answer = self.ask(request).await?;
        if answer.status == 409 {
            // There is one of this name, and this one was not created.
            if let Some(creation) = self.creations.pop() {
                self.note_gone(&creation.made)?;
            }
            return Ok((answer, None));
        }
        let id = reading::resource(&answer).as_ref().and_then(reading::id);
        if let (Some(creation), Some(id)) = (self.creations.last_mut(), &id) {
            creation.made.id = Some(id.clone());
            if let Some(journal) = &mut self.journal {
                journal.created(&creation.made.name, id).map_err(Stop::NoJournal)?;
            }
        }
        Ok((answer, id))
    }

    /// Reads what was created by its id. `Some` when it holds its tag: only then it may be changed.
    pub(crate) async fn confirm(
        &mut self,
        tenant: &TenantUrl,
        kind: ResourceType,
        id: &str,
    ) -> Result<(Answer, bool), Stop> {
        let is_there = |answer: &Answer| !reading::is_gone(answer);
        let answer = self.settled(&read(tenant, kind, id), is_there).await?;
        let resource = reading::resource(&answer);
        let mut is_ours = false;
        let of_it = |it: &&mut Creation| it.made.kind == kind && it.made.id.as_deref() == Some(id);
        for creation in self.creations.iter_mut().filter(of_it) {
            let holds = |resource| reading::holds(resource, &creation.made.tag);
            creation.is_confirmed = resource.as_ref().is_some_and(holds);
            is_ours |= creation.is_confirmed;
        }
        Ok((answer, is_ours))
    }

    /// Notes that something is gone from the tenant.
    pub(crate) fn gone(&mut self, kind: ResourceType, id: &str) -> Result<(), Stop> {
        let of_it = |it: &&mut Creation| it.made.kind == kind && it.made.id.as_deref() == Some(id);
        let mut gone = Vec::new();
        for creation in self.creations.iter_mut().filter(of_it) {
            creation.is_gone = true;
            gone.push(creation.made.clone());
        }
        gone.iter().try_for_each(|made| self.note_gone(made))
    }

    fn note_gone(&mut self, made: &Made) -> Result<(), Stop> {
        match &mut self.journal {
            Some(journal) => journal.gone(made).map_err(Stop::NoJournal),
            None => Ok(()),
        }
    }

    /// Returns the record. Where nothing is left, the journal goes.
    pub(crate) fn finish(self, is_all_gone: bool) -> Record<'a> {
        if let Some(journal) = self.journal.filter(|_| is_all_gone) {
            journal.end();
        }
        self.record
    }
}

/// Returns the request that reads a resource by its id.
pub(crate) fn read(tenant: &TenantUrl, kind: ResourceType, id: &str) -> WriteRequest {
    match kind {
        ResourceType::User => WriteRequest::read_user(tenant, id),
        ResourceType::Group => WriteRequest::read_group(tenant, id),
    }
}

#[cfg(test)]
mod tests;
