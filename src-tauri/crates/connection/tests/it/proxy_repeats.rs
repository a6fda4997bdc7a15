//! A proxy that repeats what it was asked gets nothing of its sign-in into what is shown or kept.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE};
use footbridge_connection::ProxyChoice;

use crate::bound::overheard;
use crate::proxies::proxy;
use crate::server::{case, codes};

const USER: &str = "svc-footbridge";
const PASSWORD: &str = "Wq7-hT2>zK9?Lm4x";

fn percent(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// The ways in which a proxy can write a sign-in.
fn forms() -> Vec<(&'static str, String)> {
    let pair = format!("{USER}:{PASSWORD}");
    let base64 = STANDARD.encode(&pair);
    let escaped: String = url::form_urlencoded::byte_serialize(PASSWORD.as_bytes()).collect();
    vec![
        ("as it was sent", format!("Basic {base64}")),
        ("base64", base64.clone()),
        ("base64 without padding", STANDARD_NO_PAD.encode(&pair)),
        ("base64 for URLs", URL_SAFE.encode(&pair)),
        ("base64 of the password", STANDARD.encode(PASSWORD)),
        ("base64 twice", STANDARD.encode(&base64)),
        ("base64 in capitals", base64.to_uppercase()),
        ("base64, percent-encoded", percent(&base64)),
        ("plain", pair.clone()),
        ("the password", PASSWORD.to_owned()),
        ("the password in capitals", PASSWORD.to_uppercase()),
        ("the password in small letters", PASSWORD.to_lowercase()),
        ("the password for a form", escaped),
        ("the password, percent-encoded", percent(PASSWORD)),
        ("the password, percent-encoded in small letters", percent(PASSWORD).to_lowercase()),
        ("most of the password", PASSWORD.chars().take(12).collect()),
        ("most of the base64", base64.chars().take(20).collect()),
    ]
}

/// What must be nowhere, in any case of letters.
fn traces() -> Vec<String> {
    let whole = forms().into_iter().map(|(_, form)| form);
    let pieces = PASSWORD.as_bytes().windows(8).map(|piece| String::from_utf8_lossy(piece).into());
    whole.chain(pieces).map(|text: String| text.to_lowercase()).collect()
}

#[tokio::test]
async fn proxy_that_repeats_its_sign_in_gets_it_into_no_output() {
    let traces = traces();
    for (form, written) in forms() {
        let answers = [
            (format!("HTTP/1.1 502 {written}\r\n\r\n"), "proxy.failed"),
            (format!("HTTP/1.1 407 {written}\r\n\r\n"), "proxy.auth_required"),
            (format!("HTTP/1.1 403 Proxy-Authorization: {written}; no\r\n\r\n"), "proxy.failed"),
            (
                format!("HTTP/1.1 407 No\r\nProxy-Authenticate: {written}\r\n\r\n"),
                "proxy.auth_required",
            ),
            (
                format!("HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"{written}\"\r\n\r\n"),
                "proxy.auth_required",
            ),
            (format!("HTTP/1.1 500 No\r\nX-Request: {written}\r\n\r\n{written}"), "proxy.failed"),
            (format!("{written}\r\n\r\n{written}"), "proxy.failed"),
        ];
        for (answer, code) in answers {
            let (address, log) = proxy(answer.clone(), 0).await;
            let mut request = case("https://scim.footbridge.invalid/scim");
            let sign_in = format!("{USER}:{}", percent(PASSWORD));
            request.proxy = ProxyChoice::entered(&format!("http://{sign_in}@{address}"));
            let (report, mut heard) = overheard(request).await;
            assert_eq!(codes(&report), [code], "{form}: {answer}");
            let asked = log.lock().unwrap().concat();
            let sent = STANDARD.encode(format!("{USER}:{PASSWORD}"));
            assert!(asked.contains(&sent), "the proxy was given its sign-in: {asked}");
            heard.push_str(&format!("{report:?}{}", report.support_text));
            heard.push_str(&serde_json::to_string(&report.for_saving()).unwrap());
            let heard = heard.to_lowercase();
            for trace in &traces {
                assert!(!heard.contains(trace), "{form}: {trace} is in {heard}");
            }
        }
    }
}
