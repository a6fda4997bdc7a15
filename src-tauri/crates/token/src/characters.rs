//! Which characters do not belong in a key, a secret or a token, and what they are called.

/// What one character is, where that matters to a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// A space or a tab.
    Blank,
    /// Anything that ends a line.
    LineBreak,
    /// Looks like a plain space or like nothing, and is neither.
    Invisible,
    /// A control character that is no white space.
    Control,
    /// Visible and outside ASCII.
    NotAscii,
    /// Visible ASCII.
    Plain,
}

/// Classifies `character`.
///
/// Invisible are Unicode's Default_Ignorable_Code_Point (DerivedCoreProperties.txt) and all white
/// space outside ASCII, such as the no-break space that web pages put between words.
pub(crate) fn class(character: char) -> Class {
    match character {
        ' ' | '\t' => Class::Blank,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Class::LineBreak,
        _ if ignorable(character) || character.is_whitespace() => Class::Invisible,
        _ if character.is_control() => Class::Control,
        _ if character.is_ascii() => Class::Plain,
        _ => Class::NotAscii,
    }
}

fn ignorable(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether `character` is cut from the ends of a pasted value.
pub(crate) fn trimmed(character: char) -> bool {
    matches!(class(character), Class::Blank | Class::LineBreak | Class::Invisible)
}

/// Returns what `character` is called, such as `zero width space (U+200B)`.
pub(crate) fn name(character: char) -> String {
    let words = match character {
        '\u{a0}' => "no-break space ",
        '\u{ad}' => "soft hyphen ",
        '\u{200b}' => "zero width space ",
        '\u{200c}' => "zero width non-joiner ",
        '\u{200d}' => "zero width joiner ",
        '\u{200e}' => "left-to-right mark ",
        '\u{200f}' => "right-to-left mark ",
        '\u{202f}' => "narrow no-break space ",
        '\u{2060}' => "word joiner ",
        '\u{feff}' => "byte order mark ",
        _ => return format!("U+{:04X}", u32::from(character)),
    };
    format!("{words}(U+{:04X})", u32::from(character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_told_apart() {
        let cases = [
            (' ', Class::Blank, "space"),
            ('\t', Class::Blank, "tab"),
            ('\n', Class::LineBreak, "line feed"),
            ('\r', Class::LineBreak, "carriage return"),
            ('\u{85}', Class::LineBreak, "next line, though a control character"),
            ('\u{a0}', Class::Invisible, "no-break space"),
            ('\u{ad}', Class::Invisible, "soft hyphen"),
            ('\u{2009}', Class::Invisible, "thin space"),
            ('\u{200b}', Class::Invisible, "zero width space"),
            ('\u{2066}', Class::Invisible, "left-to-right isolate"),
            ('\u{feff}', Class::Invisible, "byte order mark"),
            ('\0', Class::Control, "null"),
            ('\u{1b}', Class::Control, "escape"),
            ('\u{7f}', Class::Control, "delete"),
            ('é', Class::NotAscii, "a letter with an accent"),
            ('–', Class::NotAscii, "a dash that a word processor made"),
            ('~', Class::Plain, "the last of ASCII"),
        ];
        for (character, expected, why) in cases {
            assert_eq!(class(character), expected, "{why}");
        }
    }

    #[test]
    fn names_tell_the_code_point() {
        assert_eq!(name('\u{feff}'), "byte order mark (U+FEFF)", "a known name");
        assert_eq!(name('\u{61c}'), "U+061C", "without a name of ours, its code point");
    }
}
