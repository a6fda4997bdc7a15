//! Which proxy `footbridge check` goes through.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use footbridge_tests::footbridge;

use crate::check::found;

/// A proxy that wants a sign-in, and how often it was asked.
fn refusing_proxy() -> (String, Arc<AtomicU32>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address").to_string();
    let asked = Arc::new(AtomicU32::new(0));
    let count = Arc::clone(&asked);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.expect("a connection");
            let mut reader = BufReader::new(stream.try_clone().expect("the same connection"));
            let mut line = String::new();
            while reader.read_line(&mut line).is_ok_and(|read| read > 2) {
                assert!(!line.to_lowercase().contains("\nauthorization"), "no token: {line}");
            }
            count.fetch_add(1, Ordering::SeqCst);
            let answer = "HTTP/1.1 407 Proxy Authentication Required\r\n\
                          Proxy-Authenticate: Negotiate\r\n\r\n";
            drop(stream.write_all(answer.as_bytes()));
        }
    });
    (address, asked)
}

#[test]
fn the_proxy_is_the_environments_or_the_one_that_is_named() {
    const URL: &str = "https://scim.footbridge.invalid/scim";
    // Port 9 of this computer: nothing listens there.
    const HERE: &str = "https://127.0.0.1:9/scim";
    let (address, asked) = refusing_proxy();
    let url = format!("http://{address}");
    let far = "http://proxy.footbridge.invalid:8080";
    /// Arguments, variables, the code that is found, and why.
    type Case<'a> = (&'a [&'a str], &'a [(&'a str, &'a str)], &'a str, &'a str);
    let cases: [Case<'_>; 12] = [
        (&[], &[("HTTPS_PROXY", &url)], "proxy.auth_required", "the variable"),
        (&[], &[("https_proxy", &url)], "proxy.auth_required", "in small letters"),
        (&[], &[("ALL_PROXY", &url)], "proxy.auth_required", "for every scheme"),
        (&[], &[("HTTP_PROXY", &url)], "dns.not_found", "for another scheme"),
        (&[], &[("HTTPS_PROXY", &url), ("NO_PROXY", ".invalid")], "dns.not_found", "an exception"),
        (&["--proxy", "none"], &[("HTTPS_PROXY", &url)], "dns.not_found", "none, by name"),
        (&["--proxy", &address], &[], "proxy.auth_required", "host and port"),
        (&["--proxy", &url], &[], "proxy.auth_required", "a URL"),
        (&["--proxy-env", "P"], &[("P", &url)], "proxy.auth_required", "in a variable"),
        (&["--url", HERE], &[("HTTPS_PROXY", &url)], "proxy.auth_required", "both are here"),
        (&["--url", HERE], &[("HTTPS_PROXY", far)], "tcp.refused", "no proxy elsewhere leads here"),
        (&[], &[("HTTPS_PROXY", far)], "proxy.failed", "the proxy's own name is to blame"),
    ];
    for (arguments, variables, code, why) in cases {
        let mut check = footbridge();
        let url: &[&str] = if arguments.contains(&"--url") { &[] } else { &["--url", URL] };
        check.arg("check").args(url).args(arguments);
        for name in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy"]
        {
            check.env_remove(name);
        }
        let before = asked.load(Ordering::SeqCst);
        assert_eq!(found(check.envs(variables.iter().copied())).0, [code], "{why}");
        let was_asked = asked.load(Ordering::SeqCst) > before;
        assert_eq!(was_asked, code == "proxy.auth_required", "{why}: the proxy was asked or not");
    }
}
