//! Text that means nothing to a Markdown reader.

/// Returns `text` so that it is shown as it stands, on one line, also inside a table's cell.
///
/// Escaped is what CommonMark and GitHub's extensions give a meaning to: emphasis, code, links and
/// images, HTML and entities, table cells, task boxes, addresses that become links by themselves,
/// and at the beginning what would open a list, a heading or a quotation.
pub(super) fn text(text: &str) -> String {
    let line = one_line(text);
    let mut escaped = String::with_capacity(line.len() + 8);
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let mut rest = line.as_str();
    for (index, character) in line.chars().enumerate() {
        let after = rest.get(character.len_utf8()..).unwrap_or_default();
        let special = match character {
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '!'
            | '&' | '$' => true,
            '-' | '+' | '=' => index == 0,
            '.' | ')' if index == digits && digits > 0 => {
                after.is_empty() || after.starts_with(' ')
            }
            ':' => after.starts_with("//"),
            '.' => escaped.to_ascii_lowercase().ends_with("www"),
            '@' => true,
            _ => false,
        };
        if special {
            escaped.push('\\');
        }
        escaped.push(character);
        rest = after;
    }
    escaped
}

/// Returns `text` as code, fenced by more backticks than it holds in a row.
///
/// A bar is escaped even here: GitHub splits a table's cells before it looks for code. A bar after a
/// backslash cannot be written as code in a cell, so such a text is escaped instead.
pub(super) fn code(text: &str) -> String {
    if text.contains("\\|") {
        return self::text(text);
    }
    let line = one_line(text).replace('|', "\\|");
    if line.trim().is_empty() {
        return String::new();
    }
    let longest = line.split(|character| character != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    // A blank on both sides is taken away again by the reader.
    let blank = if longest > 0 || line.starts_with(' ') || line.ends_with(' ') { " " } else { "" };
    format!("{fence}{blank}{line}{blank}{fence}")
}

/// Joins lines and drops control characters.
fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                if !line.ends_with(' ') {
                    line.push(' ');
                }
            }
            _ if character.is_control() => {}
            _ => line.push(character),
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_shown_as_it_stands() {
        let cases = [
            ("Head office", "Head office", "plain text stays readable"),
            ("R&D | Sales", "R\\&D \\| Sales", "entity and table cell"),
            ("a\r\nb\nc", "a b c", "lines are joined"),
            ("`x` *y* _z_ ~w~", "\\`x\\` \\*y\\* \\_z\\_ \\~w\\~", "code and emphasis"),
            ("[a](javascript:x) ![b](c)", "\\[a\\](javascript:x) \\!\\[b\\](c)", "links, images"),
            ("<script>", "\\<script\\>", "HTML"),
            ("# a", "\\# a", "heading"),
            ("- a", "\\- a", "list"),
            ("12. a", "12\\. a", "numbered list"),
            ("3) a", "3\\) a", "numbered list"),
            ("203.0.113.7", "203.0.113.7", "no list without a blank"),
            ("v1.2) a-b", "v1.2) a-b", "the same characters inside a text mean nothing"),
            ("https://evil.test", "https\\://evil.test", "an address is no link"),
            ("WWW.evil.test", "WWW\\.evil.test", "nor is this"),
            ("a@evil.test", "a\\@evil.test", "nor this"),
            ("a\\|b", "a\\\\\\|b", "an escape does not escape the escape"),
            ("a\0b\u{1b}c", "abc", "control characters are dropped"),
        ];
        for (given, expected, why) in cases {
            assert_eq!(text(given), expected, "{why}");
        }
    }

    #[test]
    fn code_cannot_be_left() {
        let cases = [
            ("mail", "`mail`", "plain"),
            ("a`b", "`` a`b ``", "a backtick inside"),
            ("``", "``` `` ```", "only backticks"),
            ("a|b", "`a\\|b`", "a bar would end the cell"),
            ("a\\|b", "a\\\\\\|b", "a bar after a backslash is no code"),
            ("a\nb", "`a b`", "lines are joined"),
            (" a", "`  a `", "a blank at the end is kept"),
            ("", "", "nothing is no code"),
        ];
        for (given, expected, why) in cases {
            assert_eq!(code(given), expected, "{why}");
        }
    }
}
