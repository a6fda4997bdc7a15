//! Recognition, checks and masking, through the crate's own door.

#![allow(clippy::expect_used, reason = "a test that cannot go on says why")]

mod canary;
mod checks;
mod something_else;
mod words;

use footbridge_token::{RecipeKind, TokenForm, TokenInput};

/// The form of a vendor with API key and API secret, in that vendor's words.
const PAIR: TokenForm<'static> = TokenForm {
    recipe: RecipeKind::Base64KeySecret,
    accepts_ready_token: true,
    key_label: "API key",
    secret_label: "API secret",
    token_label: "synchronization token",
};

const JOINED: TokenForm<'static> =
    TokenForm { recipe: RecipeKind::JoinedKeySecret, accepts_ready_token: false, ..PAIR };
const STRICT: TokenForm<'static> = TokenForm { accepts_ready_token: false, ..PAIR };
const VERBATIM: TokenForm<'static> = TokenForm { recipe: RecipeKind::Verbatim, ..PAIR };
const READY: TokenForm<'static> = TokenForm { recipe: RecipeKind::Ready, ..PAIR };

fn input(key: &str, secret: &str, token: &str) -> TokenInput {
    TokenInput { key: key.into(), secret: secret.into(), token: token.into() }
}
