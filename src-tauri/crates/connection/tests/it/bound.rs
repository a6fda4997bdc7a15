//! A token goes to its own origin, and a secret in the place of the URL goes nowhere.

use std::sync::Mutex;

use footbridge_connection::{
    ConnectionEvent, ConnectionReport, ConnectionTest, StageName, StageStatus, check_url, test,
};
use footbridge_finding::Language;
use footbridge_secret::{BoundToken, KnownSecrets, Origin};
use secrecy::SecretString;
use tokio_util::sync::CancellationToken;

use crate::server::{Server, TOKEN, bound, case, codes, healthy, run, stage};

/// Runs a test, and returns with its report everything that it gave away meanwhile.
pub(crate) async fn overheard(request: ConnectionTest) -> (ConnectionReport, String) {
    let heard = Mutex::new(format!("{request:?}"));
    let listen = |event: ConnectionEvent| {
        heard.lock().unwrap().push_str(&serde_json::to_string(&event).unwrap());
    };
    let report = test(request, listen, CancellationToken::new()).await;
    let mut heard = heard.into_inner().unwrap();
    heard.push_str(&serde_json::to_string(&report).unwrap());
    (report, heard)
}

/// Nothing after the stage of the token was begun: no name was looked up, nothing was sent.
fn asks_nobody(report: &ConnectionReport, heard: &str) {
    for stage in report.stages.iter().skip(2) {
        assert_eq!(stage.status, StageStatus::Skipped, "{stage:?}");
        let begun = format!(r#"{{"kind":"started","stage":"{:?}"}}"#, stage.name).to_lowercase();
        assert!(!heard.to_lowercase().contains(&begun), "{:?} was begun", stage.name);
    }
    assert!(report.exchanges.is_empty(), "nothing was sent");
}

#[tokio::test]
async fn token_of_another_origin_is_sent_nowhere() {
    let server = Server::start(healthy).await;
    let port = server.address.port();
    let asked = server.url();
    let cases = [
        (format!("https://127.0.0.1:{port}"), "another scheme"),
        (format!("http://127.0.0.2:{port}"), "another host"),
        (format!("http://localhost:{port}"), "a name for the same host"),
        ("http://127.0.0.1".to_owned(), "another port"),
        ("https://api.vendor.example".to_owned(), "another server"),
    ];
    for (origin, why) in cases {
        let mut request = case(&asked);
        request.token = bound(TOKEN, &origin);
        let (report, heard) = overheard(request).await;
        assert_eq!((codes(&report), report.ok), (vec!["token.other_origin"], false), "{why}");
        let explanation = &report.findings.first().unwrap().explanation;
        assert!(explanation.contains(&origin), "{why}: it says where it belongs: {explanation}");
        let place = format!("http://{}", server.address);
        assert!(explanation.contains(&place), "{why}: and where it was to go: {explanation}");
        assert_eq!(stage(&report, StageName::Token).status, StageStatus::Failed, "{why}");
        asks_nobody(&report, &heard);
    }
    assert!(server.seen().is_empty(), "the server never hears of it");
}

#[tokio::test]
async fn token_of_the_same_origin_is_sent_however_the_url_is_written() {
    let server = Server::start(healthy).await;
    let mut request = case(&format!("HTTP://127.1:{}/scim/Users?a=b#c", server.address.port()));
    request.token = bound(TOKEN, &format!("http://{}/elsewhere", server.address));
    let report = run(request).await;
    assert!(report.ok, "{:?}", report.findings);
    assert!(server.seen()[0].is_authorised(), "the token arrived");
}

#[tokio::test]
async fn default_port_is_the_same_origin() {
    for (token, url) in [
        ("https://scim.invalid:443", "https://scim.invalid/v2"),
        ("https://scim.invalid", "scim.invalid:443/v2"),
        ("https://SCIM.invalid", "https://scim.invalid"),
    ] {
        let mut request = case(url);
        request.token = bound(TOKEN, token);
        assert_eq!(codes(&run(request).await), ["dns.not_found"], "{token} for {url}");
    }
}

#[tokio::test]
async fn secret_in_the_url_is_looked_up_nowhere_and_never_repeated() {
    // A third secret of the run, and one that nobody has told of.
    let (other, unknown) = ("0ther-T0ken-of-4nother-vendor", "Zq7Xw2Vb9Lk4Hn8Pd3Gs6Mt1Rf5");
    let urls = [
        TOKEN.to_owned(),
        format!("https://{TOKEN}/"),
        format!("https://{}.example/scim", TOKEN.to_lowercase()),
        format!("https://h.example/{TOKEN}/scim"),
        format!("https://h.example/scim?api_key={TOKEN}"),
        format!("https://{TOKEN}@h.example/scim"),
        format!("https://h.example/scim {TOKEN}"),
        "https://h.example/scim?k=c4n4ry-secret-value".to_owned(),
        "https://h.example/c4n4ry%2Dsecret%2Dvalue".to_owned(),
        "https://h.example/scim?k=canary-key:c4n4ry-secret-value".to_owned(),
        format!("https://h.example/scim?v={other}"),
        format!("https://{unknown}"),
        format!("https://h.example/scim?api_key={unknown}"),
        "https://h.example/scim?api_key=hunter2hunter2".to_owned(),
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl".to_owned(),
    ];
    let known = KnownSecrets::new([&SecretString::from(other)]);
    for url in urls {
        let mut request = case(&url);
        request.known = known.clone();
        let (report, heard) = overheard(request).await;
        assert_eq!((codes(&report), report.ok), (vec!["url.holds_secret"], false), "{url}");
        assert_eq!(report.tenant_url, "", "{url}: not even as the URL that was tested");
        asks_nobody(&report, &heard);
        let all = [other, TOKEN].map(SecretString::from);
        let check = check_url(&url, &KnownSecrets::new(&all), &Language::ENGLISH);
        let heard = format!("{heard}{check:?}{}", report.support_text).to_lowercase();
        let secret = [unknown, "hunter2", other, TOKEN, "c4n4ry", "eyjh"];
        for secret in secret.map(str::to_lowercase) {
            assert!(!heard.contains(&secret), "{url}: {secret} in {heard}");
        }
    }
}

#[test]
fn field_refuses_a_secret_in_place_of_a_url() {
    let known = KnownSecrets::new([&SecretString::from(TOKEN)]);
    for text in [TOKEN, "https://h.example/c4n4ry-secret-value", "https://h.example?pwd=hunter22"] {
        let check = check_url(text, &known, &Language::ENGLISH);
        assert_eq!((check.normalised, check.host), (None, None), "{text}");
        assert_eq!(check.findings.len(), 1, "{text}: one finding");
        assert_eq!(check.findings[0].code, "url.holds_secret", "{text}");
        let evidence = check.findings[0].evidence.as_deref().unwrap_or_default();
        assert!(evidence.starts_with("It "), "{text}: where, and nothing of what: {evidence}");
    }
    let check = check_url("https://scim.example.com/v2", &known, &Language::ENGLISH);
    assert_eq!(check.normalised.as_deref(), Some("https://scim.example.com/v2"), "a good one");
}

#[test]
fn debug_form_holds_no_secret() {
    let origin = Origin::parse("https://h.example").unwrap();
    let token = BoundToken::new(SecretString::from(TOKEN), origin);
    let now = "2026-11-21T12:00:00Z".parse().unwrap();
    for url in ["https://h.example/?t=c4n4ry-secret-value", "https://a:pa55word@h.example/"] {
        let request = ConnectionTest::new(url, token.clone(), now);
        let debug = format!("{request:?}");
        assert!(!debug.contains("c4n4ry") && !debug.contains("pa55"), "{debug}");
    }
}
