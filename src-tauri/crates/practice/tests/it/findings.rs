//! Each fault leads the connection test to the finding that it names.

use std::collections::BTreeSet;
use std::time::Duration;

use footbridge_connection::{Code, ConnectionReport, ConnectionTest, Limits, TrustAnchors};
use footbridge_finding::Severity;
use footbridge_practice::{Fault, PracticeTenant};
use footbridge_secret::{BoundToken, Origin};
use secrecy::SecretString;
use tokio_util::sync::CancellationToken;

use crate::{TOKEN, config, now};

/// What every practice tenant is told, broken or not.
const OF_ANY_TENANT: [&str; 2] = ["url.not_https", "url.private_address"];

/// What no server causes: the URL and the token as typed, this computer's network, a proxy.
const NOT_OF_A_SERVER: [&str; 24] = [
    "url.not_loopback",
    "url.invalid",
    "url.has_credentials",
    "url.holds_secret",
    "url.points_at_resource",
    "url.wrapped",
    "url.placeholder",
    "url.portal",
    "url.path_repeated",
    "url.double_slash",
    "token.not_yet_valid",
    "token.wrong_audience",
    "token.too_long",
    "url.flag_misspelt",
    "url.link_local",
    "token.other_origin",
    "token.malformed",
    "token.expired",
    "token.expires_soon",
    "dns.not_found",
    "tcp.unreachable",
    "proxy.invalid",
    "proxy.failed",
    "proxy.auth_required",
];

/// How late the slow tenant answers.
const SLOWNESS: Duration = Duration::from_millis(200);

/// Limits that only a fault of time can meet, however busy this machine is, and short ones for
/// those faults.
fn limits(faults: &[Fault]) -> Limits {
    let long = Duration::from_secs(30);
    let is = |code: &str| faults.iter().any(|fault| fault.finding() == code);
    let short = |waits: bool| if waits { Duration::from_millis(300) } else { long };
    Limits {
        connect: short(is("tcp.timeout")),
        handshake: short(is("tls.not_tls")),
        request: short(is("http.timeout")),
        slow: if is("response.slow") { SLOWNESS / 2 } else { long },
        run: long,
        ..Limits::default()
    }
}

/// Tests the tenant as the wizard does its own, and returns the codes that only this tenant has.
async fn found(tenant: &PracticeTenant) -> Vec<String> {
    let report = report(tenant).await;
    assert_eq!(report.ok, report.findings.iter().all(|found| found.severity != Severity::Error));
    let codes = report.findings.into_iter().map(|finding| finding.code);
    codes.filter(|code| !OF_ANY_TENANT.contains(&code.as_str())).collect()
}

fn token(tenant: &PracticeTenant) -> BoundToken {
    let origin = Origin::parse(&tenant.tenant_url()).unwrap();
    BoundToken::new(SecretString::from(TOKEN), origin)
}

async fn report(tenant: &PracticeTenant) -> ConnectionReport {
    let roots = tenant.roots();
    let here: Vec<&[u8]> = roots.here.iter().map(Vec::as_slice).collect();
    let public: Vec<&[u8]> = roots.public.iter().map(Vec::as_slice).collect();
    let mut test = ConnectionTest::new(tenant.tenant_url(), token(tenant), now());
    test.trust = TrustAnchors::given(&here, &public);
    test.limits = limits(&tenant.faults());
    test.matching_attributes = ["userName", "externalId"].map(str::to_owned).to_vec();
    let report = footbridge_connection::test(test, |_| {}, CancellationToken::new()).await;
    for request in tenant.requests() {
        assert_eq!(request.method, "GET", "the connection test only reads: {}", request.target);
        assert_eq!(request.user_agent, None, "Entra sends no User-Agent");
    }
    report
}

async fn broken(faults: Vec<Fault>) -> PracticeTenant {
    let mut config = config();
    config.faults = faults;
    config.slowness = SLOWNESS;
    PracticeTenant::start(config).await.unwrap()
}

#[tokio::test]
async fn a_healthy_tenant_passes() {
    let tenant = broken(Vec::new()).await;
    assert_eq!(found(&tenant).await, Vec::<String>::new(), "nothing is wrong with it");
    assert_eq!(tenant.requests().len(), 5, "users by both, groups, a wrong token, none");
}

/// The faults that the connection test can find.
fn of_reading() -> impl Iterator<Item = &'static Fault> {
    Fault::all().iter().filter(|fault| !fault.is_of_writing())
}

#[tokio::test]
async fn faults_of_writing_are_not_seen_by_who_reads() {
    for fault in Fault::all().iter().filter(|fault| fault.is_of_writing()) {
        let codes = found(&broken(vec![*fault]).await).await;
        assert_eq!(codes, Vec::<String>::new(), "{} passes", fault.name());
    }
}

#[tokio::test]
async fn each_fault_is_found() {
    let mut missed = Vec::new();
    for fault in of_reading() {
        let codes = found(&broken(vec![*fault]).await).await;
        if codes != [fault.finding()] {
            missed.push(format!("{}: {} expected, found {codes:?}", fault.name(), fault.finding()));
        }
    }
    assert!(missed.is_empty(), "each fault is one finding:\n{}", missed.join("\n"));
}

#[test]
fn every_code_that_a_server_can_cause_has_a_fault() {
    let caused: BTreeSet<&str> =
        of_reading().map(Fault::finding).chain(OF_ANY_TENANT).chain(NOT_OF_A_SERVER).collect();
    let codes: BTreeSet<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(caused, codes, "faults and codes are the same set");
}

#[tokio::test]
async fn a_running_tenant_breaks_and_heals() {
    let tenant = broken(Vec::new()).await;
    let healthy = tenant.tenant_url();
    let named = |name| Fault::named(name).unwrap();
    for name in ["unauthorized", "tls-expired", "refused", "no-connection", "hangs-up"] {
        tenant.set_faults(vec![named(name)]).unwrap();
        assert_eq!(tenant.faults(), [named(name)], "{name} is remembered");
        assert_eq!(found(&tenant).await, [named(name).finding()], "{name} is in force");
        tenant.set_faults(Vec::new()).unwrap();
        assert_eq!(tenant.tenant_url(), healthy, "after {name} it is where it was");
        assert_eq!(found(&tenant).await, Vec::<String>::new(), "after {name} it is healthy");
    }
}
