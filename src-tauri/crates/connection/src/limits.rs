//! How long, how much and how often.

use std::time::Duration;

/// The limits of one run.
///
/// Entra's own time limit is not published; a Microsoft employee has named 60 s. These are our
/// choice: one run ends within `run`, whatever the server does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// For resolving the name.
    pub resolve: Duration,
    /// For connecting to one of the addresses.
    pub connect: Duration,
    /// For the TLS handshake.
    pub handshake: Duration,
    /// Between two pieces of an answer's body.
    pub between_bytes: Duration,
    /// For one request, from sending to the last byte.
    pub request: Duration,
    /// For the whole run.
    pub run: Duration,
    /// The largest body, in bytes, counted while reading and after decompression.
    pub body: usize,
    /// A slower answer is worth a warning.
    pub slow: Duration,
    /// The longest `Retry-After` that is waited for, once a run.
    pub retry_after: Duration,
    /// The pause before the one retry after a reset or a 502, 503 or 504, and after a 429 that
    /// names no time.
    pub retry_pause: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            resolve: Duration::from_secs(5),
            connect: Duration::from_secs(5),
            handshake: Duration::from_secs(5),
            between_bytes: Duration::from_secs(10),
            request: Duration::from_secs(30),
            run: Duration::from_secs(60),
            body: 1024 * 1024,
            slow: Duration::from_secs(3),
            retry_after: Duration::from_secs(10),
            retry_pause: Duration::from_millis(500),
        }
    }
}
