//! How a stage ended, before it is written into the report.

use footbridge_finding::Severity;

use crate::observed::Observed;
use crate::report::{Exchange, StageStatus};

/// What a stage brings back. Without a value the run cannot go on.
#[derive(Debug)]
pub(crate) struct Outcome<T> {
    pub(crate) value: Option<T>,
    pub(crate) status: StageStatus,
    pub(crate) detail: String,
    pub(crate) observed: Vec<Observed>,
    pub(crate) exchanges: Vec<Exchange>,
}

impl<T> Outcome<T> {
    fn new(value: Option<T>, status: StageStatus, detail: impl Into<String>) -> Self {
        Outcome {
            value,
            status,
            detail: detail.into(),
            observed: Vec::new(),
            exchanges: Vec::new(),
        }
    }

    /// It went well, unless something worth telling is added.
    pub(crate) fn done(value: T, detail: impl Into<String>) -> Self {
        Outcome::new(Some(value), StageStatus::Passed, detail)
    }

    /// There was nothing to try; the run goes on.
    pub(crate) fn skipped(value: T, why: impl Into<String>) -> Self {
        Outcome::new(Some(value), StageStatus::Skipped, why)
    }

    /// It ends the run.
    pub(crate) fn fatal(observed: Observed, detail: impl Into<String>) -> Self {
        Outcome::new(None, StageStatus::Passed, detail).seen(observed)
    }

    /// Brings something made of the value back instead.
    pub(crate) fn map<U>(self, make: impl FnOnce(T) -> U) -> Outcome<U> {
        let Outcome { value, status, detail, observed, exchanges } = self;
        Outcome { value: value.map(make), status, detail, observed, exchanges }
    }

    /// Adds what was found; the weightiest finding decides the status.
    #[must_use]
    pub(crate) fn seen(mut self, observed: impl IntoIterator<Item = Observed>) -> Self {
        self.observed.extend(observed);
        self.status = match self.observed.iter().map(|seen| seen.severity).max() {
            Some(Severity::Error) => StageStatus::Failed,
            Some(Severity::Warning) => StageStatus::Warned,
            Some(Severity::Info) | None => self.status,
        };
        self
    }

    /// Adds the requests that were made.
    #[must_use]
    pub(crate) fn exchanged(mut self, exchanges: Vec<Exchange>) -> Self {
        self.exchanges.extend(exchanges);
        self
    }
}

impl IntoIterator for Observed {
    type Item = Observed;
    type IntoIter = std::iter::Once<Observed>;

    fn into_iter(self) -> Self::IntoIter {
        std::iter::once(self)
    }
}
