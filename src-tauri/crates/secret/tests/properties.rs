//! Generated secrets in generated encodings are masked and found; ordinary text is left alone.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use data_encoding::{BASE32, HEXLOWER, HEXUPPER};
use footbridge_secret::{KnownSecrets, secret_in_url, secret_shape};
use proptest::prelude::*;
use secrecy::SecretString;

/// A way to write a text so that it does not read the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Plain,
    Base64,
    Base64Url,
    Base64Inside,
    Base32,
    Hex,
    HexUpper,
    HexWithColons,
    Decimal,
    Upper,
    Lower,
    Reversed,
    Percent,
    PercentAll,
    HtmlNumbers,
    HtmlHex,
    HtmlNames,
    JsonUnicode,
    BackslashX,
    HexNumbers,
    QuotedPrintable,
    Lines,
    Invisible,
    FullWidth,
}

use Way::*;

/// What keeps every letter readable, so that it may stand for any other text.
const OUTER: [Way; 14] = [
    Plain,
    Upper,
    Lower,
    Reversed,
    Percent,
    PercentAll,
    HtmlNumbers,
    HtmlHex,
    JsonUnicode,
    BackslashX,
    Lines,
    Invisible,
    FullWidth,
    QuotedPrintable,
];

/// What hides letters: only known of a text that is known.
const ENCODERS: [Way; 8] =
    [Base64, Base64Url, Base64Inside, Base32, Hex, HexUpper, HexWithColons, Decimal];

/// What is known beneath another encoding.
const INNER: [Way; 8] = [Plain, Upper, Lower, Reversed, Percent, Base64, Hex, HexUpper];

impl Way {
    /// Whether it leaves escapes that nothing may be put between, and that have one width.
    fn escapes(self) -> bool {
        matches!(
            self,
            Percent
                | PercentAll
                | HtmlNumbers
                | HtmlHex
                | HtmlNames
                | JsonUnicode
                | BackslashX
                | HexNumbers
                | QuotedPrintable
        )
    }

    fn write(self, text: &str) -> String {
        let each = |one: &dyn Fn(char) -> String| text.chars().map(one).collect::<String>();
        let bytes = |one: &dyn Fn(u8) -> String| text.bytes().map(one).collect::<Vec<_>>();
        match self {
            Plain => text.to_owned(),
            Base64 => STANDARD.encode(text),
            Base64Url => URL_SAFE_NO_PAD.encode(text),
            Base64Inside => STANDARD.encode(format!("{{\"t\":\"{text}\"}}")),
            Base32 => BASE32.encode(text.as_bytes()),
            Hex => HEXLOWER.encode(text.as_bytes()),
            HexUpper => HEXUPPER.encode(text.as_bytes()),
            HexWithColons => bytes(&|byte| format!("{byte:02X}")).join(":"),
            Decimal => bytes(&|byte| byte.to_string()).join(", "),
            Upper => text.to_uppercase(),
            Lower => text.to_lowercase(),
            Reversed => text.chars().rev().collect(),
            Percent => bytes(&|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                    char::from(byte).to_string()
                }
                _ => format!("%{byte:02X}"),
            })
            .concat(),
            PercentAll => bytes(&|byte| format!("%{byte:02x}")).concat(),
            HtmlNumbers => each(&|letter| format!("&#{};", u32::from(letter))),
            HtmlHex => each(&|letter| format!("&#x{:x};", u32::from(letter))),
            HtmlNames => text
                .replace('&', "&amp;")
                .replace('/', "&sol;")
                .replace('+', "&plus;")
                .replace('-', "&hyphen;")
                .replace('å', "&aring;")
                .replace('ø', "&oslash;"),
            JsonUnicode => each(&|letter| format!("\\u{:04x}", u32::from(letter))),
            BackslashX => bytes(&|byte| format!("\\x{byte:02x}")).concat(),
            HexNumbers => bytes(&|byte| format!("0x{byte:02X}")).join(", "),
            QuotedPrintable => bytes(&|byte| format!("={byte:02X}")).concat(),
            Lines => {
                let letters: Vec<char> = text.chars().collect();
                let lines: Vec<String> =
                    letters.chunks(5).map(|line| line.iter().collect()).collect();
                lines.join("\r\n  ")
            }
            Invisible => each(&|letter| format!("{letter}\u{200b}\u{ad}\u{3164}")),
            FullWidth => each(&|letter| match letter {
                '!'..='~' => {
                    char::from_u32(u32::from(letter) + 0xfee0).map(String::from).unwrap_or_default()
                }
                other => other.to_string(),
            }),
        }
    }
}

/// One of `inner`, and then a way that can be seen through.
fn seen_through(inner: Vec<Way>) -> impl Strategy<Value = Vec<Way>> {
    let pair = (prop::sample::select(inner), prop::sample::select(&OUTER[..]));
    let whole = pair.prop_filter("an escape stays in one piece", |(inner, outer)| {
        !inner.escapes() || !matches!(outer, Lines | Invisible | FullWidth | QuotedPrintable)
    });
    whole.prop_map(|(inner, outer)| vec![inner, outer])
}

/// One way, or two upon each other where both can be seen through.
fn ways() -> impl Strategy<Value = Vec<Way>> {
    let any_one = prop::sample::select([&OUTER[..], &ENCODERS, &[HtmlNames, HexNumbers]].concat());
    let encoded = (prop::sample::select(&INNER[..]), prop::sample::select(&ENCODERS[..]));
    prop_oneof![
        any_one.prop_map(|way| vec![way]),
        seen_through([&OUTER[..], &ENCODERS].concat()),
        encoded.prop_map(|(inner, outer)| vec![inner, outer]),
    ]
}

/// Keys of many kinds; pairs as they are and encoded; words with digits.
fn secrets() -> impl Strategy<Value = String> {
    let key = prop_oneof![
        "[A-Za-z0-9]{16,40}",
        "[a-z0-9]{6}[0-9][a-z][0-9][a-z0-9]{12,30}",
        "[A-Za-z0-9+/_.~!-]{16,40}[A-Za-z0-9]{8}",
        "[0-9a-f]{32,40}",
        "[a-zæøå]{3,9}[0-9]{2,4}-[a-zæøåA-ZÆØÅ]{4,9}[0-9]{2}",
    ];
    let pair = (key.clone(), key.clone()).prop_map(|(key, secret)| format!("{key}:{secret}"));
    prop_oneof![
        3 => key,
        1 => pair.clone(),
        2 => pair.prop_map(|pair| STANDARD.encode(pair)),
    ]
}

const WORDS: [&str; 40] = [
    "the",
    "provisioning",
    "department",
    "of",
    "users",
    "Sales",
    "Operations",
    "server",
    "answered",
    "practice",
    "secure",
    "organization",
    "første",
    "brukere",
    "avdeling",
    "økonomi",
    "Blåbærvegen",
    "personell",
    "håndbok",
    "på",
    "Şirket",
    "kullanıcı",
    "İstanbul",
    "bölüm",
    "güvenlik",
    "için",
    "yönetim",
    "2026",
    "365",
    "12",
    "level",
    "and",
    "is",
    "Entra",
    "token",
    "secret",
    "tenant",
    "vedlikehold",
    "Müller",
    "sağlayıcı",
];

fn sentences() -> impl Strategy<Value = String> {
    let words = prop::collection::vec(prop::sample::select(&WORDS[..]), 3..30);
    words.prop_map(|words| format!("{}.", words.join(" ")))
}

fn ordinary() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => sentences(),
        1 => "https://[a-z]{3,8}\\.(example|test)\\.(com|no|com\\.tr)/(scim|v2|api)/[a-z]{3,8}",
        1 => "CN=(Åse|Jane|Gülşah|Ægir) [A-Z][a-z]{2,8},OU=(Sales|Økonomi|Satış),DC=example,DC=com",
        1 => "[a-z]{2,8}\\.[a-z]{2,9}[0-9]{0,2}@(example\\.com|firma\\.no|sirket\\.com\\.tr)",
        1 => "urn:ietf:params:scim:schemas:extension:enterprise:2\\.0:User:(department|division)",
        1 => "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
        1 => "20[0-9]{2}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]\\.[0-9]{3}Z",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(160))]

    #[test]
    fn secret_in_any_encoding_is_found_and_masked(
        secret in secrets(),
        ways in ways(),
        before in sentences(),
        after in sentences(),
    ) {
        let known = KnownSecrets::new([&SecretString::from(secret.as_str())]);
        let written = ways.iter().fold(secret.clone(), |text, way| way.write(&text));
        let text = format!("{before} {written} {after}");
        prop_assert!(known.found_in(&text), "{ways:?} of {secret} is not found: {written}");
        let masked = known.mask(&text);
        prop_assert!(!known.found_in(&masked), "{ways:?} of {secret} is left: {masked}");
        if ways.len() == 1 {
            let masked = known.mask_whole(&text);
            prop_assert!(!known.found_in(&masked), "{ways:?} of {secret} is left: {masked}");
        }
        let letters: Vec<char> = written.chars().collect();
        // At its ends the padding of base64 may stay, and a letter that depends on its neighbours.
        let quarter = letters.len() / 4;
        let letters = &letters[quarter..letters.len() - quarter];
        let wide = ways.iter().filter(|way| way.escapes() || **way == Invisible).count();
        let most = [12, 48, 96][wide];
        for piece in letters.windows(most.min(letters.len())) {
            let piece: String = piece.iter().collect();
            prop_assert!(!masked.contains(&piece), "{ways:?} of {secret} leaves {piece}: {masked}");
        }
    }

    #[test]
    fn piece_of_a_secret_is_masked(
        secret in "[A-Za-z0-9]{24,60}",
        start in 0_usize..16,
        ways in seen_through(OUTER.to_vec()),
        words in sentences(),
    ) {
        let known = KnownSecrets::new([&SecretString::from(secret.as_str())]);
        let piece: String = secret.chars().skip(start).take(8).collect();
        let written = ways.iter().fold(piece.clone(), |text, way| way.write(&text));
        let text = format!("{words} {written}");
        prop_assert!(known.mask(&text) != text, "{ways:?} of {piece} stays: {text}");
    }

    #[test]
    fn ordinary_text_is_left_alone(
        secrets in prop::collection::vec(secrets(), 1..4),
        texts in prop::collection::vec(ordinary(), 1..6),
    ) {
        let secrets: Vec<SecretString> = secrets.into_iter().map(SecretString::from).collect();
        let known = KnownSecrets::new(&secrets);
        let text = texts.join("\n");
        prop_assert!(!known.found_in(&text), "found in {text}");
        prop_assert_eq!(known.mask(&text), text.clone());
        prop_assert_eq!(known.mask_whole(&text), text.clone());
        for text in texts {
            prop_assert_eq!(secret_shape(&text), None, "{}", text);
            prop_assert_eq!(secret_in_url(&text, &known), None, "{}", text);
        }
    }

    #[test]
    fn any_text_is_read_without_harm(text in "\\PC{0,80}|[%&\\\\=x0-9a-fu{};#]{0,60}", secret in "\\PC{0,40}") {
        let known = KnownSecrets::new([&SecretString::from(secret)]);
        let masked = known.mask(&text);
        prop_assert!(known.found_in(&text) || masked == text || !known.is_empty());
        prop_assert!(known.mask_whole(&text) == text || !known.is_empty());
        prop_assert!(secret_shape(&text).is_none() || secret_in_url(&text, &known).is_some() || text.contains(['.', '/', '?', '=', '@', '#']));
    }
}

/// One in twenty may be missed: what a machine made by chance may read like a word.
#[test]
fn machine_made_token_has_a_secrets_shape() {
    let mut state = 0x9e37_79b9_u64;
    let mut next = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % 1_000_003).unwrap_or_default() % below
    };
    let alphabets = [
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
        "abcdefghijklmnopqrstuvwxyz0123456789",
    ];
    for alphabet in alphabets {
        let alphabet: Vec<char> = alphabet.chars().collect();
        let tokens =
            (0..1_000).map(|_| (0..32).map(|_| alphabet[next(alphabet.len())]).collect::<String>());
        let missed = tokens.filter(|token| secret_shape(token).is_none()).count();
        assert!(missed <= 50, "{missed} of 1,000 are missed");
    }
}
