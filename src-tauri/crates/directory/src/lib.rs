//! Users from an Entra export, in a compact columnar store
