//! How long, how much and how often.

use std::time::Duration;

/// The limits of one run.
///
/// How long Entra waits is not documented; Microsoft's people have named 60 seconds (Microsoft Q&A,
/// question 1151866). So one query may take as long, and everything together a little more: that a
/// run ends within `run`, whatever the server does, is our choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// For resolving the name.
    pub resolve: Duration,
    /// For connecting to one of the addresses.
    pub connect: Duration,
    /// For the TLS handshake.
    pub handshake: Duration,
    /// For one of Entra's queries, from sending to the last byte.
    pub request: Duration,
    /// For one request of our own that is compared with Entra's. After a slow first query, the
    /// further ones get what is left of the run, less two of these.
    pub control: Duration,
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
            request: Duration::from_secs(60),
            control: Duration::from_secs(10),
            run: Duration::from_secs(85),
            body: 1024 * 1024,
            slow: Duration::from_secs(3),
            retry_after: Duration::from_secs(15),
            retry_pause: Duration::from_millis(500),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn query_gets_its_minute_after_the_slowest_way_to_the_server() {
        let limits = Limits::default();
        // A name, a connection, a tunnel through a proxy, a handshake.
        let way = limits.resolve + limits.connect + limits.handshake + limits.handshake;
        assert_eq!(limits.request, Duration::from_secs(60), "as Microsoft's people name it");
        assert!(way + limits.request <= limits.run, "the first query is never cut short");
        assert!(limits.run < Duration::from_secs(90), "and a run ends");
    }
}
