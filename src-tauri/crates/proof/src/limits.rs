//! How long and how often.

use std::time::Duration;

/// The limits of one proof.
///
/// All of them are our choice. Entra's own service asks vendors for 25 requests a second; one made-up
/// person needs no such haste.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Between the beginnings of two requests, to anything but this computer itself.
    pub between: Duration,
    /// For one request, from sending to the last byte.
    pub request: Duration,
    /// For everything, with the clean-up.
    pub run: Duration,
    /// What of it is kept for the clean-up, which takes no longer after a Cancel.
    pub clean_up: Duration,
    /// The pause after a 429 that names no time.
    pub busy: Duration,
    /// How often a request is made again that was answered with 429.
    pub attempts: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            between: Duration::from_millis(200),
            request: Duration::from_secs(30),
            run: Duration::from_secs(180),
            clean_up: Duration::from_secs(60),
            busy: Duration::from_secs(1),
            attempts: 5,
        }
    }
}
