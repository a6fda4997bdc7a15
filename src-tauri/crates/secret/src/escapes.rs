//! Escapes of URLs, HTML, JSON, programming languages and mail, undone.
//!
//! An escape that is none in the end does no harm: the text is looked at without and with this.

use zeroize::Zeroizing;

use crate::letters::{Letter, Letters};

/// What an escape stands for.
enum Meaning {
    /// A byte of a text in UTF-8.
    Byte(u8),
    Letter(char),
    Letters(&'static str),
}

/// Undoes escapes of one kind; nothing when there are none.
pub(crate) type Undo = fn(&[Letter]) -> Option<Letters>;

/// The kinds of which a text has one at most. What they take for an escape is mostly something else,
/// so they are kept apart from [`unescaped`].
pub(crate) const RARE: [Undo; 2] = [unlisted, unquoted];

/// Returns the letters with `%41`, `&#x41;`, `&amp;`, `\u0041`, `\x41`, `\101`, `\n` and their kin
/// undone once; nothing when there are none.
pub(crate) fn unescaped(letters: &[Letter]) -> Option<Letters> {
    let begins = |letter| matches!(letter, '%' | '&' | '\\');
    undone(letters, begins, |rest| match rest.first()?.letter {
        '%' => percent(rest),
        '&' => entity(rest),
        '\\' => backslash(rest),
        _ => None,
    })
}

/// Returns the letters with numbers such as `0x41` taken as bytes; nothing when there are none.
fn unlisted(letters: &[Letter]) -> Option<Letters> {
    undone(letters, |letter| letter == '0', hex_number)
}

/// Returns the letters with the escapes of mail (RFC 2045 §6.7) undone; nothing when there are none.
fn unquoted(letters: &[Letter]) -> Option<Letters> {
    undone(
        letters,
        |letter| letter == '=',
        |rest| {
            let mut after = rest.iter().map(|one| one.letter);
            match (after.next()?, after.next()?) {
                ('=', '\r') if after.next() == Some('\n') => Some((Meaning::Letters(""), 3)),
                ('=', '\n') => Some((Meaning::Letters(""), 2)),
                ('=', _) => Some((Meaning::Byte(byte(rest, 1)?), 3)),
                _ => None,
            }
        },
    )
}

/// Undoes what `escape` reads where a letter `begins` one: most texts have none, and are not copied.
fn undone(
    letters: &[Letter],
    begins: impl Fn(char) -> bool,
    escape: impl Fn(&[Letter]) -> Option<(Meaning, usize)>,
) -> Option<Letters> {
    let until = |rest: &[Letter]| rest.iter().position(|one| begins(one.letter));
    until(letters)?;
    let mut plain = Zeroizing::new(Vec::with_capacity(letters.len()));
    let mut bytes = Bytes::default();
    let mut any = false;
    let mut rest = letters;
    while let Some(first) = rest.first() {
        let (meaning, length) = match until(rest).unwrap_or(rest.len()) {
            0 => escape(rest).unwrap_or((Meaning::Letter(first.letter), 1)),
            ordinary => {
                let (ordinary, after) = rest.split_at(ordinary);
                bytes.become_letters(&mut plain);
                plain.extend_from_slice(ordinary);
                rest = after;
                continue;
            }
        };
        any |= length > 1;
        let (taken, after) = rest.split_at(length.min(rest.len()));
        let last = taken.last().unwrap_or(first);
        let (from, to) = (first.from.min(last.from), first.to.max(last.to));
        match meaning {
            Meaning::Byte(byte) => bytes.0.push((byte, from, to)),
            Meaning::Letter(letter) => {
                bytes.become_letters(&mut plain);
                plain.push(Letter { letter, from, to });
            }
            Meaning::Letters(text) => {
                bytes.become_letters(&mut plain);
                plain.extend(text.chars().map(|letter| Letter { letter, from, to }));
            }
        }
        rest = after;
    }
    bytes.become_letters(&mut plain);
    any.then_some(plain)
}

/// Escaped bytes in a row: a letter outside ASCII is several.
#[derive(Default)]
struct Bytes(Vec<(u8, usize, usize)>);

impl Bytes {
    fn become_letters(&mut self, plain: &mut Vec<Letter>) {
        let mut rest = self.0.as_slice();
        while let Some((first, from, to)) = rest.first().copied() {
            let (letter, length) = (1..=4)
                .find_map(|length| {
                    let bytes: Vec<u8> = rest.get(..length)?.iter().map(|one| one.0).collect();
                    Some((std::str::from_utf8(&bytes).ok()?.chars().next()?, length))
                })
                // What is not UTF-8 is most often Latin-1.
                .unwrap_or((char::from(first), 1));
            let (taken, after) = rest.split_at(length);
            let from = taken.iter().map(|one| one.1).min().unwrap_or(from);
            let to = taken.iter().map(|one| one.2).max().unwrap_or(to);
            plain.push(Letter { letter, from, to });
            rest = after;
        }
        self.0.clear();
    }
}

/// Reads up to `most` digits from `start` on, and returns their value and how many there were.
fn number(rest: &[Letter], start: usize, radix: u32, most: usize) -> Option<(u32, usize)> {
    let digits = rest.get(start..).unwrap_or_default().iter();
    let digits = digits.map_while(|one| one.letter.to_digit(radix)).take(most);
    let (value, count) = digits.fold((0_u32, 0), |(value, count), digit| {
        (value.saturating_mul(radix).saturating_add(digit), count + 1)
    });
    (count > 0).then_some((value, count))
}

fn exactly(rest: &[Letter], start: usize, radix: u32, count: usize) -> Option<u32> {
    number(rest, start, radix, count).filter(|(_, found)| *found == count).map(|(value, _)| value)
}

fn byte(rest: &[Letter], start: usize) -> Option<u8> {
    u8::try_from(exactly(rest, start, 16, 2)?).ok()
}

fn letter_at(rest: &[Letter], index: usize) -> Option<char> {
    rest.get(index).map(|one| one.letter)
}

/// The letter of a number; one that is none shows nothing.
fn coded(value: u32) -> Meaning {
    char::from_u32(value).map_or(Meaning::Letters(""), Meaning::Letter)
}

/// `%41`, and `%u0041` as some servers write it.
fn percent(rest: &[Letter]) -> Option<(Meaning, usize)> {
    match byte(rest, 1) {
        Some(byte) => Some((Meaning::Byte(byte), 3)),
        None if matches!(letter_at(rest, 1), Some('u' | 'U')) => {
            Some((coded(exactly(rest, 2, 16, 4)?), 6))
        }
        None => None,
    }
}

/// `0x41` by itself, as in a list of bytes. What parts it from the next goes with it: several bytes
/// may be one letter.
fn hex_number(rest: &[Letter]) -> Option<(Meaning, usize)> {
    let number = |rest: &[Letter]| {
        let by_itself = !letter_at(rest, 4).is_some_and(char::is_alphanumeric);
        let begins =
            letter_at(rest, 0) == Some('0') && matches!(letter_at(rest, 1), Some('x' | 'X'));
        byte(rest, 2).filter(|_| begins && by_itself)
    };
    let value = number(rest)?;
    let after = rest.get(4..).unwrap_or_default();
    let between = after.iter().take_while(|one| one.letter == ',' || one.letter.is_whitespace());
    let between = between.count();
    let goes_on = number(after.get(between..).unwrap_or_default()).is_some();
    Some((Meaning::Byte(value), if goes_on { 4 + between } else { 4 }))
}

fn backslash(rest: &[Letter]) -> Option<(Meaning, usize)> {
    let next = letter_at(rest, 1)?;
    let long = match next {
        'u' if letter_at(rest, 2) == Some('{') => number(rest, 3, 16, 6)
            .filter(|(_, count)| letter_at(rest, 3 + count) == Some('}'))
            .map(|(value, count)| (coded(value), 4 + count)),
        'u' => exactly(rest, 2, 16, 4).map(|value| (coded(value), 6)),
        'U' => [8, 4]
            .into_iter()
            .find_map(|count| exactly(rest, 2, 16, count).map(|value| (coded(value), 2 + count))),
        'x' | 'X' => byte(rest, 2).map(|byte| (Meaning::Byte(byte), 4)),
        '0'..='3' => exactly(rest, 1, 8, 3)
            .and_then(|value| u8::try_from(value).ok())
            .map(|byte| (Meaning::Byte(byte), 4)),
        _ => None,
    };
    long.or_else(|| {
        let short = match next {
            'a' | 'b' | 'e' | 'f' | 'n' | 'r' | 't' | 'v' | '0' | '\r' | '\n' => {
                Meaning::Letters("")
            }
            other => Meaning::Letter(other),
        };
        Some((short, 2))
    })
}

/// The longest name of an entity in HTML.
const LONGEST_NAME: usize = 31;

fn entity(rest: &[Letter]) -> Option<(Meaning, usize)> {
    if letter_at(rest, 1) == Some('#') {
        let (value, end) = match letter_at(rest, 2) {
            Some('x' | 'X') => number(rest, 3, 16, 7).map(|(value, count)| (value, 3 + count)),
            _ => number(rest, 2, 10, 8).map(|(value, count)| (value, 2 + count)),
        }?;
        // HTML reads one without its end, too.
        return Some((coded(value), end + usize::from(letter_at(rest, end) == Some(';'))));
    }
    let name = rest.iter().skip(1).take(LONGEST_NAME + 1).map(|one| one.letter);
    let name: String = name.take_while(char::is_ascii_alphanumeric).collect();
    let end = 1 + name.len();
    let ends = !name.is_empty() && letter_at(rest, end) == Some(';');
    ends.then(|| (named(&name), end + 1))
}

/// What the entities stand for that lead on, and letters; any other is a sign, and shows as none.
fn named(name: &str) -> Meaning {
    const ACCENTS: [&str; 9] =
        ["acute", "grave", "circ", "uml", "ring", "tilde", "cedil", "caron", "slash"];
    let accented = ACCENTS.iter().find_map(|accent| name.strip_suffix(accent));
    if let Some(letter) = accented.and_then(|letter| letter.parse().ok()) {
        return Meaning::Letter(letter);
    }
    Meaning::Letters(match name {
        "amp" | "AMP" => "&",
        "lt" | "LT" => "<",
        "gt" | "GT" => ">",
        "quot" | "QUOT" => "\"",
        "apos" => "'",
        "sol" => "/",
        "bsol" => "\\",
        "percnt" => "%",
        "num" => "#",
        "plus" => "+",
        "equals" => "=",
        "colon" => ":",
        "semi" => ";",
        "comma" => ",",
        "period" => ".",
        "lowbar" => "_",
        "hyphen" | "dash" => "-",
        "commat" => "@",
        "excl" => "!",
        "quest" => "?",
        "dollar" => "$",
        "ast" => "*",
        "aelig" | "AElig" => "ae",
        "oelig" | "OElig" => "oe",
        "szlig" => "ss",
        "eth" | "ETH" => "d",
        "thorn" | "THORN" => "th",
        _ => "",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letters::letters;

    fn plain(text: &str) -> String {
        let plain = unescaped(&letters(text)).unwrap_or_else(|| letters(text));
        plain.iter().map(|one| one.letter).collect()
    }

    #[test]
    fn escape_of_each_kind_is_undone() {
        let cases = [
            ("a%2Fb%2fc", "a/b/c", "percent"),
            ("bj%C3%B8rk %f8", "bjørk ø", "UTF-8 and Latin-1"),
            ("%u0041", "A", "percent and u"),
            ("&#x41;&#65;&#X62", "AAb", "numbers in HTML"),
            ("&amp;&sol;&oslash;&AElig;&check;x", "&/oaex", "names in HTML"),
            ("\\u0041\\u{1F600}\\U00000042", "A\u{1f600}B", "Unicode"),
            ("\\x41\\xc3\\xb8\\101", "AøA", "bytes"),
            ("a\\nb\\/c\\\\d\\\"", "ab/c\\d\"", "a backslash and one letter"),
            ("100% & a; \\", "100% & a; \\", "what only looks like one"),
            ("&#x110000;&#xd800;.", ".", "no letter"),
        ];
        for (text, expected, why) in cases {
            assert_eq!(plain(text), expected, "{why}");
        }
    }

    #[test]
    fn bytes_of_other_kinds_are_undone() {
        let text = |letters: Letters| letters.iter().map(|one| one.letter).collect::<String>();
        let quoted = unquoted(&letters("a=41=\r\nb=\nc=C3=B8=zz")).map(text);
        assert_eq!(quoted.as_deref(), Some("aAbcø=zz"), "quoted-printable");
        let listed = unlisted(&letters("0xc3, 0xB8,0x41, 42 0x4142")).map(text);
        assert_eq!(listed.as_deref(), Some("øA, 42 0x4142"), "a list of bytes");
        assert!(unlisted(&letters("0x4142 0xfg")).is_none(), "longer numbers, and none");
    }

    #[test]
    fn letters_know_where_they_stand() {
        let found = unescaped(&letters("ø%C3%B8x")).unwrap();
        let places: Vec<_> = found.iter().map(|one| (one.from, one.to)).collect();
        assert_eq!(places, [(0, 2), (2, 8), (8, 9)], "an escape stands for all its bytes");
    }
}
