//! What the answers to the user queries mean. Several stages share it.

use std::time::Duration;

use crate::observed::Observed;
use crate::outcome::Outcome;
use crate::report::StageName;

/// What the answers to the user queries mean.
pub(crate) struct Verdict {
    /// The longest that one of them took.
    pub(crate) took: Duration,
    pub(crate) observed: Vec<Observed>,
    /// What came.
    pub(crate) detail: String,
    pub(crate) token: TokenSeen,
}

/// What is known of the token when the answer itself does not refuse it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenSeen {
    /// It was let through.
    Accepted,
    /// Without it one is asked for.
    AskedFor,
    /// The answer is the same without it.
    SameWithout,
    /// What answered may never have looked at it.
    Unsettled,
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
        if let Some(error) = errors.into_iter().next() {
            return Outcome::fatal(error, &self.detail).seen(warnings);
        }
        let outcome = match (stage, self.token) {
            (StageName::Auth, TokenSeen::Accepted) => Outcome::done((), "not refused"),
            (StageName::Auth, TokenSeen::AskedFor) => {
                Outcome::done((), "not refused; without a token the answer is 401")
            }
            (StageName::Auth, TokenSeen::SameWithout) => {
                Outcome::skipped((), "Not reached: without a token the answer is the same.")
            }
            (StageName::Auth, TokenSeen::Unsettled) => {
                Outcome::skipped((), "Not reached: what answered may never have seen the token.")
            }
            (StageName::Filter, _) => Outcome::done((), "the random value found nobody"),
            _ => Outcome::done((), &self.detail),
        };
        outcome.seen(warnings)
    }

    /// Returns how the filter fared, if badly.
    pub(crate) fn filter_error(&self) -> Option<&Observed> {
        let is_filter = |seen: &&Observed| seen.code.stage_of_answer() == StageName::Filter;
        self.observed.iter().find(is_filter)
    }
}
