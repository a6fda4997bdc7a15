//! Nothing but benches; see `benches/engines.rs`.
