//! Who answers the requests of a proof: a tenant, or, while a proof is planned, a model of a right one.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use footbridge_connection::{Answer, Session};
use footbridge_finding::Finding;
use footbridge_scim::WriteRequest;

/// An answer on its way.
pub(crate) type Answering<'a> =
    Pin<Box<dyn Future<Output = Result<Answer, Box<Finding>>> + Send + 'a>>;

/// Who answers requests.
pub(crate) trait Door: Sync {
    /// Sends a request and waits for its answer, within this time.
    fn send<'a>(&'a self, request: &'a WriteRequest, within: Duration) -> Answering<'a>;

    /// Whether it is on this very computer, where nobody is in need of a pause.
    fn is_here(&self) -> bool;
}

impl Door for Session {
    fn send<'a>(&'a self, request: &'a WriteRequest, within: Duration) -> Answering<'a> {
        Box::pin(Session::send(self, request, within))
    }

    fn is_here(&self) -> bool {
        self.is_loopback()
    }
}
