//! A text in each way in which it could be read.

use zeroize::Zeroizing;

use crate::escapes::{RARE, Undo, unescaped};
use crate::letters::{Letter, Letters, letters};

/// So many escapes upon each other are undone.
const DEPTH: usize = 3;

/// Shows `text` as it is and with its escapes undone.
pub(crate) fn spellings(text: &[Letter], show: &mut dyn FnMut(&[Letter])) {
    show(text);
    undone(text, DEPTH, &RARE, show);
}

/// Shows each spelling of `text`, from left to right and from right to left.
pub(crate) fn each(text: &str, mut show: impl FnMut(&[Letter])) {
    let plain = letters(text);
    let mut both = |text: &[Letter]| {
        show(text);
        show(&turned(text));
    };
    spellings(&plain, &mut both);
    // It may have been turned after it was escaped.
    undone(&turned(&plain), DEPTH, &RARE, &mut both);
}

fn undone(text: &[Letter], depth: usize, rare: &[Undo], show: &mut dyn FnMut(&[Letter])) {
    if depth == 0 {
        return;
    }
    if let Some(text) = unescaped(text) {
        show(&text);
        undone(&text, depth - 1, rare, show);
    }
    for text in rare.iter().filter_map(|undo| undo(text)) {
        show(&text);
        undone(&text, depth - 1, &[], show);
    }
}

fn turned(text: &[Letter]) -> Letters {
    Zeroizing::new(text.iter().rev().copied().collect())
}
