//! Over http the token goes to this computer only, whatever its name says.

use std::net::IpAddr;

use footbridge_connection::{ConnectionReport, ConnectionTest, Names, ProxyChoice, StageName};
use secrecy::SecretString;

use crate::proxies::proxy;
use crate::server::{Reply, Seen, Server, case, codes, healthy, run, stage};

/// A run over http against a server here, under a name that leads to these addresses.
fn named(server: &Server, name: &str, leads_to: &[&str]) -> ConnectionTest {
    let addresses: Vec<IpAddr> = leads_to.iter().map(|text| text.parse().unwrap()).collect();
    let mut request = case(&format!("http://{name}:{}/scim", server.address.port()));
    request.names = Names::given(&[(name, &addresses)]);
    request
}

fn went_nowhere(report: &ConnectionReport, why: &str) {
    assert_eq!((codes(report), report.ok), (vec!["url.not_loopback"], false), "{why}");
    assert!(report.exchanges.is_empty(), "{why}: nothing was sent");
    let tcp = stage(report, StageName::Tcp);
    assert!(tcp.detail.starts_with("Not tried"), "{why}: nobody was connected to: {tcp:?}");
}

#[tokio::test]
async fn http_to_a_name_of_this_computer_that_leads_elsewhere_is_refused() {
    let server = Server::start(healthy).await;
    let cases: [(&str, &[&str], &str); 10] = [
        ("x.localhost", &["192.0.2.1"], "another computer on the internet"),
        ("localhost", &["192.0.2.1"], "by a hosts file"),
        ("localhost", &["10.0.0.1", "192.168.0.1"], "in the network of the house"),
        ("localhost", &["2001:db8::1"], "over IPv6"),
        ("localhost", &["fd00::1"], "over a private IPv6"),
        ("a.b.localhost", &["::ffff:192.0.2.1"], "an IPv4 address inside IPv6"),
        ("localhost", &["::127.0.0.1"], "a look of loopback in the old notation"),
        ("localhost", &["64:ff9b::7f00:1"], "a look of loopback behind a translator"),
        ("localhost", &["0.127.0.1"], "a network that only ends like loopback"),
        ("localhost", &["169.254.169.254", "192.0.2.1"], "with a metadata service before it"),
    ];
    for (name, leads_to, why) in cases {
        let report = run(named(&server, name, leads_to)).await;
        went_nowhere(&report, why);
        let last = leads_to.last().unwrap();
        let evidence = report.findings.first().unwrap().evidence.clone().unwrap_or_default();
        let shown: IpAddr = last.parse().unwrap();
        assert!(evidence.contains(&shown.to_string()), "{why}: it says where: {evidence}");
    }
    assert!(server.seen().is_empty(), "nobody heard of it");
}

#[tokio::test]
async fn http_to_a_name_that_leads_here_and_elsewhere_asks_only_this_computer() {
    // The connection is opened anew for each request: those are decided in the same way.
    let closing = |seen: &Seen| match healthy(seen) {
        Reply::Keep(bytes) => Reply::Close(bytes),
        other => other,
    };
    let server = Server::start(closing).await;
    let cases: [(&str, &[&str]); 5] = [
        ("localhost", &["127.0.0.1"]),
        ("x.localhost", &["192.0.2.1", "127.0.0.1"]),
        ("localhost", &["127.0.0.1", "2001:db8::1"]),
        ("localhost", &["::ffff:127.0.0.1", "::ffff:192.0.2.1"]),
        ("localhost", &["2001:db8::1", "192.0.2.1", "10.0.0.1", "0.0.0.0"]),
    ];
    for (name, leads_to) in cases {
        let report = run(named(&server, name, leads_to)).await;
        assert!(report.ok, "{name} {leads_to:?}: {:?}", report.findings);
        assert_eq!(report.exchanges.len(), 4, "{name} {leads_to:?}");
        let connected = stage(&report, StageName::Tcp).detail;
        assert!(connected.contains("127.0.0.1") || connected.contains("0.0.0.0"), "{connected}");
    }
    assert_eq!(server.seen().len(), cases.len() * 4, "every request came here");
}

#[tokio::test]
async fn http_goes_through_no_proxy_even_when_the_proxy_is_here() {
    let server = Server::start(healthy).await;
    let (address, log) = proxy("HTTP/1.1 200 OK\r\n\r\n", server.address.port()).await;
    for (leads_to, passes) in [("127.0.0.1", true), ("192.0.2.1", false)] {
        let mut request = named(&server, "x.localhost", &[leads_to]);
        request.proxy = ProxyChoice::At(SecretString::from(address.clone()));
        assert_eq!(run(request).await.ok, passes, "{leads_to}");
    }
    assert!(log.lock().unwrap().is_empty(), "the proxy was not asked");
    assert_eq!(server.seen().len(), 4, "and one of the two runs came here");
}
