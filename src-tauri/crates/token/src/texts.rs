//! The words of this crate, from `texts/en.toml`.

use std::sync::LazyLock;

use footbridge_finding::Texts;

pub(crate) static TEXTS: LazyLock<Texts> =
    LazyLock::new(|| Texts::built_in(&[("en", include_str!("../texts/en.toml"))]));
