//! What is not ours, made safe to look at: names, headers, file names, expressions and what servers
//! say may hold characters that a terminal obeys, or that nobody sees.

use std::borrow::Cow;
use std::io;

use serde_json::ser::Formatter;

/// Whether a character is obeyed, turns others round, or leaves no mark where it stands.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e007f}')
}

/// Writes hidden characters as `\u{1b}`. Line breaks and tabs stay: our own words have them.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    let shows = |c: char| !is_hidden(c) || matches!(c, '\n' | '\t');
    if text.chars().all(shows) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if shows(c) {
            shown.push(c);
        } else {
            shown.extend(c.escape_unicode());
        }
    }
    Cow::Owned(shown)
}

/// Writes JSON on one line, with hidden characters as `\u001b`: the same values for every reader.
pub(crate) struct VisibleJson;

impl Formatter for VisibleJson {
    fn write_string_fragment<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| is_hidden(*c)) {
            let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
            writer.write_all(before.as_bytes())?;
            let mut escape = String::new();
            for unit in c.encode_utf16(&mut [0; 2]) {
                escape.push_str(&format!("\\u{unit:04x}"));
            }
            writer.write_all(escape.as_bytes())?;
            rest = from.strip_prefix(c).unwrap_or_default();
        }
        writer.write_all(rest.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use serde::Serialize as _;
    use serde_json::{Serializer, Value, json};

    use super::*;

    const HIDDEN: [(&str, &str); 16] = [
        ("\u{1b}]52;c;aGk=\u{7}", r"\u{1b}]52;c;aGk=\u{7}"),
        ("\u{1b}]0;title\u{1b}\\", r"\u{1b}]0;title\u{1b}\"),
        ("\u{1b}[2J", r"\u{1b}[2J"),
        ("\u{9b}31m", r"\u{9b}31m"),
        ("\u{9d}52;c;aGk=\u{9c}", r"\u{9d}52;c;aGk=\u{9c}"),
        ("a\u{8}b", r"a\u{8}b"),
        ("a\rb", r"a\u{d}b"),
        ("a\u{7f}b", r"a\u{7f}b"),
        ("\u{202e}fdp.exe", r"\u{202e}fdp.exe"),
        ("\u{2066}a\u{2069}", r"\u{2066}a\u{2069}"),
        ("\u{200e}\u{200f}\u{61c}", r"\u{200e}\u{200f}\u{61c}"),
        ("a\u{200b}b\u{2060}c\u{feff}", r"a\u{200b}b\u{2060}c\u{feff}"),
        ("a\u{2028}b", r"a\u{2028}b"),
        ("\u{0}", r"\u{0}"),
        ("\u{e0041}", r"\u{e0041}"),
        ("\u{ad}", r"\u{ad}"),
    ];

    #[test]
    fn hidden_characters_are_seen_and_others_stay() {
        for (text, expected) in HIDDEN {
            assert_eq!(visible(text), expected);
        }
        for text in ["", "Kari Nordmann", "a\tb\nc", "é ü 漢字 العربية 😀", "\\u{1b}"]
        {
            assert!(matches!(visible(text), Cow::Borrowed(same) if same == text), "{text}");
        }
    }

    #[test]
    fn json_has_the_same_values_and_nothing_hidden() {
        for (text, _) in HIDDEN {
            let value = json!({ text: [text, "\"\\\n", "é 😀"] });
            let mut out = Vec::new();
            value.serialize(&mut Serializer::with_formatter(&mut out, VisibleJson)).unwrap();
            let written = String::from_utf8(out).unwrap();
            assert!(!written.contains(is_hidden), "{written}");
            assert_eq!(serde_json::from_str::<Value>(&written).unwrap(), value, "{written}");
        }
        let mut out = Vec::new();
        "\u{e0041}é".serialize(&mut Serializer::with_formatter(&mut out, VisibleJson)).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "\"\\udb40\\udc41é\"");
    }
}
