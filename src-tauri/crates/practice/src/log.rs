//! The latest requests.

use std::collections::VecDeque;

use axum::http::StatusCode;

/// How many requests are remembered.
const REMEMBERED: usize = 1000;

/// One request as the log keeps it: never a token, never a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedRequest {
    /// The method, such as `GET`.
    pub method: String,
    /// The path and query, as the request line had them.
    pub target: String,
    /// The status of the answer; `None` while there is none.
    pub status: Option<u16>,
    /// Whether it had an `Authorization` header.
    pub had_authorization: bool,
    /// The `User-Agent`, which Entra does not send.
    pub user_agent: Option<String>,
}

/// The latest requests, in the order in which they came.
#[derive(Debug, Default)]
pub(crate) struct Log {
    entries: VecDeque<LoggedRequest>,
    forgotten: usize,
}

impl Log {
    pub(crate) fn entries(&self) -> Vec<LoggedRequest> {
        self.entries.iter().cloned().collect()
    }

    /// Returns the number under which the entry's answer is told later.
    pub(crate) fn push(&mut self, entry: LoggedRequest) -> usize {
        if self.entries.len() == REMEMBERED {
            self.entries.pop_front();
            self.forgotten += 1;
        }
        self.entries.push_back(entry);
        self.forgotten + self.entries.len() - 1
    }

    /// Tells how the entry of that number was answered.
    pub(crate) fn answered(&mut self, number: usize, status: StatusCode) {
        let index = number.checked_sub(self.forgotten);
        if let Some(entry) = index.and_then(|index| self.entries.get_mut(index)) {
            entry.status = Some(status.as_u16());
        }
    }
}
