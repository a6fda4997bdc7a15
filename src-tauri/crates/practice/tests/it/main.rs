//! The practice tenant over its socket, request by request.

#![expect(clippy::unwrap_used, reason = "a test fails where it panics")]

mod access;
mod client;
mod entra;
mod faults;
mod findings;
mod patience;
mod resources;

use footbridge_practice::{PracticeConfig, PracticeTenant};
use jiff::Timestamp;
use secrecy::SecretString;

/// The token of every tenant here; it must never come back out.
const TOKEN: &str = "canary-token-3f9a";

fn config() -> PracticeConfig {
    PracticeConfig::new(SecretString::from(TOKEN), now)
}

/// One moment for every tenant, within the life of the certificates that can be made.
fn now() -> Timestamp {
    "2026-11-21T12:00:00Z".parse().unwrap()
}

async fn tenant() -> PracticeTenant {
    PracticeTenant::start(config()).await.unwrap()
}
