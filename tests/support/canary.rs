//! A token and its halves that no other text holds: where one of them is found, a secret leaked.

/// The first half, as Secure Practice calls it.
pub const KEY: &str = "canary-key-7f3a";
/// The second half.
pub const SECRET: &str = "canary-secret-91c2";
/// `printf '%s' canary-key-7f3a:canary-secret-91c2 | base64`
pub const TOKEN: &str = "Y2FuYXJ5LWtleS03ZjNhOmNhbmFyeS1zZWNyZXQtOTFjMg==";
