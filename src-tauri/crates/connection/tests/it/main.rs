//! The connection test against servers that misbehave on purpose, all on loopback.

#![expect(clippy::unwrap_used, reason = "a broken fault server is a broken test")]

mod attributes;
mod bound;
mod causes;
mod controls;
mod elsewhere;
mod entra;
mod faults;
mod handshakes;
mod hostile;
mod http2;
mod proxies;
mod proxy_repeats;
mod raw;
mod redirects;
mod runs;
mod secured;
mod server;
mod successes;
mod variants;
