//! The words of this crate's codes.

use std::sync::LazyLock;

use footbridge_finding::Texts;

static TEXTS: LazyLock<Texts> =
    LazyLock::new(|| Texts::built_in(&[("en", include_str!("../texts/en.toml"))]));

/// Returns the texts of every code, in every language there is.
pub(crate) fn texts() -> &'static Texts {
    &TEXTS
}
