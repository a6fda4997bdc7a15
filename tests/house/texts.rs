//! The words of every crate's codes are read as a whole here; a run reads those it needs.

use std::fs;

use footbridge_finding::Texts;
use footbridge_tests::root;

use crate::sources::files;

#[test]
fn words_of_every_code_can_be_read() {
    let texts = files(&root().join("src-tauri"), "en.toml");
    // Facts about Entra's messages and a report's words have a shape of their own.
    let others = ["connection/texts/entra.en.toml", "handover/texts/en.toml"];
    let of_codes: Vec<_> = texts
        .into_iter()
        .filter(|path| path.parent().is_some_and(|folder| folder.ends_with("texts")))
        .filter(|path| !others.iter().any(|it| path.ends_with(it)))
        .collect();
    assert!(of_codes.len() >= 10, "{of_codes:?}");
    for path in of_codes {
        let text = fs::read_to_string(&path).expect("text");
        let parsed = Texts::parse(&[("en", String::leak(text))]);
        assert!(parsed.is_ok(), "{}: {}", path.display(), parsed.expect_err("not valid"));
    }
}
