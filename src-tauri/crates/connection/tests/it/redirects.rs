//! Where a redirect leads, and what is said of it.

use crate::causes::{keep, words};
use crate::server::{Server, case, run};

#[tokio::test]
async fn place_of_a_redirect_is_shown_without_its_query() {
    let places = [
        ("/login?code=s3cr3t-code", "/login"),
        ("https://user:pw-pw-pw@sso.example/a?token=s3cr3t-code#x", "https://sso.example/a"),
        ("//sso.example/b?x=s3cr3t-code", "//sso.example/b"),
    ];
    for (place, shown) in places {
        let location = format!("Location: {place}\r\n");
        let server = Server::start(move |_| keep("302 Found", &location, "")).await;
        let report = run(case(&server.url())).await;
        let finding = report.findings.first().unwrap();
        let all = format!("{} {:?}", words(&report), finding.evidence);
        assert!(all.contains(shown), "{shown} is in {all}");
        for hidden in ["s3cr3t-code", "pw-pw-pw"] {
            assert!(!all.contains(hidden), "{hidden} is not in {all}");
        }
    }
}

#[tokio::test]
async fn moved_path_is_suggested_and_nothing_else_is() {
    let cases: [(&str, Option<&str>); 5] = [
        ("/api/scim/v2/Users", Some("/api/scim/v2")),
        ("/api/scim/v2/Users/", Some("/api/scim/v2")),
        ("/api/scim/v2/Users?tenant=7", None),
        ("/api/start", None),
        ("https://other.example/scim/v2/Users", None),
    ];
    for (place, suggested) in cases {
        let location = format!("Location: {place}\r\n");
        let server = Server::start(move |_| keep("301 Moved", &location, "")).await;
        let report = run(case(&server.url())).await;
        let words = words(&report);
        let expected =
            suggested.map(|path| format!("make http://{}{path} the tenant URL", server.address));
        match expected {
            Some(expected) => assert!(words.contains(&expected), "{place}: {words}"),
            None => assert!(!words.contains(" the tenant URL."), "{place}: {words}"),
        }
    }
}
