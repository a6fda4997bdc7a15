//! The longest value that a mapping sends, with the first row that has it.

/// The longest value so far.
#[derive(Debug, Default)]
pub(crate) struct Longest {
    pub(crate) text: String,
    characters: usize,
    key: u32,
}

impl Longest {
    pub(crate) fn see(&mut self, text: &str, key: u32) {
        // A text of n bytes has at most n characters.
        if text.len() > self.characters {
            let characters = text.chars().count();
            if characters > self.characters {
                *self = Longest { text: text.to_owned(), characters, key };
            }
        }
    }

    /// Returns the longer of two, and of equal ones the first met.
    pub(crate) fn or(self, other: Longest) -> Longest {
        let order = |it: &Longest| (it.characters, std::cmp::Reverse(it.key));
        if order(&other) > order(&self) { other } else { self }
    }
}
