//! A server that repeats the token in disguise, and answers with people.

use std::sync::Mutex;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use footbridge_connection::{ConnectionReport, ProxyChoice, test};
use footbridge_secret::KnownSecrets;
use secrecy::SecretString;
use serde_json::Value;
use tokio_util::sync::CancellationToken;

use crate::proxies::proxy;
use crate::server::{EMPTY, Reply, Server, TOKEN, answer, case, codes, run};

const KEY: &str = "canary-key";
const SECRET: &str = "c4n4ry-secret-value";

/// People whom a server gives away.
const PEOPLE: [&str; 3] = ["Ada Lovelace", "ada@example.com", "Lovelace"];

fn hex(text: &str) -> String {
    text.bytes().map(|byte| format!("{byte:02x}")).collect()
}

fn reversed(text: &str) -> String {
    text.chars().rev().collect()
}

fn between(text: &str, sign: &str) -> String {
    text.chars().map(|letter| format!("{letter}{sign}")).collect()
}

/// What stands for the token, its halves or the pair, as one can read it who wants to.
fn disguises() -> Vec<String> {
    let mut disguises = Vec::new();
    for text in [TOKEN, KEY, SECRET, &format!("{KEY}:{SECRET}")] {
        disguises.extend([
            text.to_owned(),
            STANDARD.encode(text),
            URL_SAFE.encode(format!("x{text}")),
            STANDARD.encode(format!("{{\"t\":\"{text}\"}}")),
            STANDARD.encode(STANDARD.encode(text)),
            hex(text),
            hex(text).to_uppercase(),
            hex(&STANDARD.encode(text)),
            between(&hex(text), ":"),
            text.to_uppercase(),
            reversed(text),
            STANDARD.encode(reversed(text)),
            reversed(&hex(text)),
            between(text, "\u{200b}"),
            between(text, "\r\n "),
            between(text, "\\n"),
            between(text, "."),
            text.chars().map(|letter| format!("&#{};", u32::from(letter))).collect(),
            text.chars().map(|letter| format!("\\u{:04x}", u32::from(letter))).collect(),
            text.bytes().map(|byte| format!("%{byte:02X}")).collect(),
            text.bytes().map(|byte| format!("{byte} ")).collect(),
        ]);
    }
    disguises
}

/// Letters and digits, in small letters.
fn skeleton(text: &str) -> String {
    text.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect()
}

/// Every text in a value.
fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        Value::Object(fields) => fields.values().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}

/// What must not be read in any output: pieces of the token and its halves, plain and encoded.
fn forbidden() -> Vec<String> {
    let mut pieces = Vec::new();
    for text in [TOKEN, KEY, SECRET] {
        for (form, length) in [(text.to_owned(), 8), (STANDARD.encode(text), 12), (hex(text), 16)] {
            let form: Vec<char> = skeleton(&form).chars().collect();
            let forms = form.windows(length).map(|piece| piece.iter().collect::<String>());
            pieces.extend(forms.flat_map(|piece| [reversed(&piece), piece]));
        }
    }
    pieces
}

/// Answers of every kind with `words` wherever a server can put some.
fn answers(words: &str) -> Vec<Vec<u8>> {
    let in_header: String = words.chars().filter(|letter| letter.is_ascii_graphic()).collect();
    let json = serde_json::to_string(words).unwrap();
    let headers = format!(
        "X-Echo: {in_header}\r\nWWW-Authenticate: Bearer error=\"{in_header}\"\r\n\
         Location: https://login.example/{in_header}\r\nRetry-After: {in_header}\r\n"
    );
    let detail = format!(r#"{{"detail":{json}}}"#);
    let user = format!(r#"[{{"userName":{json},"displayName":{json}}}]"#);
    vec![
        answer("401 Unauthorized", &headers, &detail),
        answer("403 Forbidden", &headers, format!("<html><title>{words}</title>")),
        answer("302 Found", &headers, words),
        answer("500 Internal Server Error", &headers, words),
        answer("429 Too Many Requests", &headers, words),
        answer("200 OK", &headers, format!("{{{json}:1}}")),
        answer("200 OK", &format!("Content-Type: {in_header}\r\n"), EMPTY),
        answer("200 OK", &format!("Content-Encoding: {in_header}\r\n"), EMPTY),
        answer("200 OK", "", EMPTY.replace("[]", &user)),
        answer("200 OK", "", EMPTY.replace(":0", &format!(":{json}"))),
        answer("200 OK", "", EMPTY.replace("{", &format!("{{{json}:1,{json}:2,"))),
    ]
}

/// Runs the test against a server that answers so whatever it is asked, and returns the report with
/// all that was shown.
async fn shown(reply: Vec<u8>) -> (ConnectionReport, Vec<String>) {
    let server = Server::start(move |_| Reply::Close(reply.clone())).await;
    let events = Mutex::new(Vec::new());
    let mut request = case(&server.url());
    request.limits.retry_after = std::time::Duration::ZERO;
    let listen = |event| events.lock().unwrap().push(serde_json::to_value(event).unwrap());
    let report = test(request, listen, CancellationToken::new()).await;
    let mut values = events.into_inner().unwrap();
    values.push(serde_json::to_value(&report).unwrap());
    let shown = values.iter().flat_map(texts).map(str::to_owned).collect();
    (report, shown)
}

#[tokio::test]
async fn token_in_disguise_is_neither_shown_nor_saved() {
    let forbidden = forbidden();
    for (number, disguise) in disguises().into_iter().enumerate() {
        // Each disguise in a few of the places, and each place with many of the disguises.
        let answers = answers(&format!("so: {disguise}"));
        let count = answers.len();
        for reply in answers.into_iter().cycle().skip(number % count).step_by(4).take(3) {
            let (report, shown) = shown(reply).await;
            for text in &shown {
                let letters = skeleton(text);
                let found = forbidden.iter().find(|piece| letters.contains(piece.as_str()));
                assert!(found.is_none(), "{found:?} of {disguise} in {text}");
            }
            let saved = serde_json::to_string(&report.for_saving()).unwrap();
            assert!(!saved.contains("so:"), "nothing that it said is kept: {saved}");
            let letters = skeleton(&saved);
            let found = forbidden.iter().find(|piece| letters.contains(piece.as_str()));
            assert!(found.is_none(), "{found:?} of {disguise} in {saved}");
        }
    }
}

#[tokio::test]
async fn people_of_an_answer_are_shown_and_not_saved() {
    for reply in answers(&PEOPLE.join(" ")) {
        let (report, shown) = shown(reply).await;
        assert!(shown.iter().any(|text| text.contains("Lovelace")), "the admin may see it");
        let saved = report.for_saving();
        let json = serde_json::to_string(&saved).unwrap();
        for person in PEOPLE {
            assert!(!json.contains(person), "{person} in {json}");
        }
        assert_eq!(codes(&saved), codes(&report), "what was found is kept");
        let back: ConnectionReport = serde_json::from_str(&json).unwrap();
        assert_eq!(back, saved, "and comes back");
    }
}

#[tokio::test]
async fn secret_over_several_headers_is_not_in_the_text_for_support() {
    let letters: Vec<char> = TOKEN.chars().collect();
    let pieces: Vec<String> = letters.chunks(6).map(|piece| piece.iter().collect()).collect();
    let headers = pieces.chunks_exact(2).map(|pair| format!("{}\r\n", pair.join(": ")));
    let reply = answer("401 Unauthorized", &headers.collect::<String>(), "");
    let (report, _) = shown(reply).await;
    assert_eq!(codes(&report), ["auth.rejected"], "the answer was read");
    let letters = skeleton(&report.support_text);
    for piece in skeleton(TOKEN).chars().collect::<Vec<_>>().windows(8) {
        let piece: String = piece.iter().collect();
        assert!(!letters.contains(&piece), "{piece} in {}", report.support_text);
    }
}

#[tokio::test]
async fn every_secret_of_the_run_is_masked() {
    let other = "0ther-V3ndors-t0ken-77x";
    let words = format!("{other} {} {}", hex(other), STANDARD.encode(other));
    let server = Server::start(move |_| Reply::Close(answer("401 No", "", words.clone()))).await;
    let mut request = case(&server.url());
    request.known = KnownSecrets::new([&SecretString::from(other)]);
    request.matching_attributes = vec![format!("emails[type eq \"{other}\"].value")];
    let report = run(request).await;
    for text in texts(&serde_json::to_value(&report).unwrap()) {
        let letters = skeleton(text);
        for form in [other.to_owned(), hex(other), STANDARD.encode(other)] {
            assert!(!letters.contains(&skeleton(&form)), "{form} in {text}");
        }
    }
    assert_eq!(report.exchanges[0].body, "•••• •••• ••••=", "each in its place");
}

#[tokio::test]
async fn proxys_password_is_not_repeated() {
    let repeats = [
        "HTTP/1.1 403 pr0xy-p4ssword\r\n\r\n".to_owned(),
        format!("HTTP/1.1 403 {}\r\n\r\n", STANDARD.encode("someone:pr0xy-p4ssword")),
        "HTTP/1.1 502 drowss4p-yx0rp\r\n\r\n".to_owned(),
        format!("HTTP/1.1 407 No\r\nProxy-Authenticate: {}\r\n\r\n", hex("pr0xy-p4ssword")),
    ];
    for reply in repeats {
        let (address, _) = proxy(reply.clone(), 0).await;
        let mut request = case("https://scim.footbridge.invalid/scim");
        request.proxy = ProxyChoice::entered(&format!("http://someone:pr0xy-p4ssword@{address}"));
        let report = run(request).await;
        let json = skeleton(&serde_json::to_string(&report).unwrap());
        let plain = skeleton("pr0xy-p4ssword");
        for form in [
            plain.clone(),
            reversed(&plain),
            hex("pr0xy-p4ssword"),
            "cHIweHktcDRzc3dvcm".to_lowercase(),
        ] {
            assert!(!json.contains(&form), "{form} of {reply} in {json}");
        }
        assert!(!report.findings.is_empty(), "the proxy's refusal is told");
    }
}
