//! Answers that are told by their status.

use super::{HTML, PAGE, SCIM, assert_codes, error, every};
use crate::server::{EMPTY, Reply, answer};

#[tokio::test]
async fn statuses_have_one_code_in_every_form() {
    let json = |status: u16| error(status);
    let (e400, e401, e403, e404) = (json(400), json(401), json(403), json(404));
    let (e405, e418, e429, e500) = (json(405), json(418), json(429), json(500));
    let text = "Content-Type: text/plain\r\n";
    let basic = "WWW-Authenticate: Basic realm=\"a\"\r\n";
    let cases = every(
        &["auth.rejected"],
        &[
            ("401 Unauthorized", basic, ""),
            ("401 Unauthorized", "WWW-Authenticate: Bearer error=\"invalid_token\"\r\n", &e401),
            ("401 Unauthorized", "", ""),
            ("401 Unauthorized", HTML, PAGE),
            ("401 Unauthorized", text, "no"),
        ],
    )
    .into_iter()
    .chain(every(&["auth.forbidden"], &[("403 Forbidden", SCIM, &e403), ("403 Forbidden", "", "")]))
    .chain(every(
        &["auth.blocked"],
        &[
            ("403 Forbidden", HTML, PAGE),
            ("403 Forbidden", "", PAGE),
            ("403 Forbidden", "Content-Type: text/html\r\n", "<h1>Forbidden</h1>"),
            ("406 Not Acceptable", HTML, PAGE),
            ("403 Forbidden", text, "error code: 1010"),
            ("403 Forbidden", "", "Access from your address is not allowed."),
            ("503 Service Unavailable", "cf-mitigated: challenge\r\n", PAGE),
            ("503 Service Unavailable", HTML, "<html><title>Just a moment...</title></html>"),
            ("403 Forbidden", "x-amzn-waf-action: captcha\r\n", ""),
        ],
    ))
    .chain(every(
        &["filter.rejected"],
        &[
            ("400 Bad Request", SCIM, &e400),
            ("400 Bad Request", SCIM, r#"{"scimType":"invalidFilter","detail":"No."}"#),
            ("400 Bad Request", "", r#"{"scimtype":"INVALIDFILTER"}"#),
        ],
    ))
    .chain(every(
        &["http.bad_request"],
        &[
            ("400 Bad Request", "", ""),
            ("400 Bad Request", text, "x"),
            ("400 Bad Request", HTML, PAGE),
            ("400 Bad Request", "", r#"{"error":"invalid_request"}"#),
        ],
    ))
    .chain(every(
        &["http.payment_required"],
        &[("402 Payment Required", HTML, PAGE), ("402 Pay", SCIM, &e403), ("402 Pay", "", "")],
    ))
    .chain(every(
        &["users.not_found"],
        &[("404 Not Found", SCIM, &e404), ("404 Not Found", "", ""), ("404 Not Found", HTML, PAGE)],
    ))
    .chain(every(
        &["http.rate_limited"],
        &[
            ("429 Too Many Requests", "Retry-After: 3600\r\n", &e429),
            ("429 Too Many Requests", "Retry-After: 99999999999999999999999\r\n", ""),
            ("429 Too Many Requests", "Retry-After: -5\r\n", ""),
            ("429 Too Many Requests", "Retry-After: soon\r\n", ""),
            ("429 Too Many Requests", "Retry-After: Wed, 21 Oct 2099 07:28:00 GMT\r\n", ""),
            ("429 Too Many Requests", "Retry-After: Wed, 21 Oct 1999 07:28:00 GMT\r\n", ""),
            ("429 Too Many Requests", "", &e429),
            ("429 Too Many Requests", HTML, PAGE),
            ("429 Too Many Requests", "Retry-After: 60\r\nContent-Type: text/html\r\n", PAGE),
        ],
    ))
    .chain(every(
        &["http.server_error"],
        &[
            ("500 Internal Server Error", SCIM, &e500),
            ("500 Internal Server Error", HTML, PAGE),
            ("502 Bad Gateway", HTML, PAGE),
            ("503 Service Unavailable", SCIM, &e500),
            ("503 Service Unavailable", HTML, PAGE),
            ("503 Service Unavailable", "Retry-After: 60\r\n", ""),
            ("504 Gateway Timeout", text, "upstream"),
            ("520 Web Server Is Returning an Unknown Error", HTML, PAGE),
            ("511 Network Authentication Required", HTML, PAGE),
        ],
    ))
    .chain(every(
        &["http.not_implemented"],
        &[("501 Not Implemented", SCIM, ""), ("501 No", HTML, PAGE)],
    ))
    .chain(every(
        &["http.method_not_allowed"],
        &[("405 Method Not Allowed", "Allow: POST\r\n", &e405), ("405 No", HTML, PAGE)],
    ))
    .chain(every(
        &["http.unexpected_status"],
        &[
            ("418 I'm a teapot", SCIM, &e418),
            ("406 Not Acceptable", SCIM, &e418),
            ("410 Gone", SCIM, ""),
            ("201 Created", SCIM, EMPTY),
            ("206 Partial Content", SCIM, EMPTY),
            ("299 Odd", SCIM, EMPTY),
            ("600 Unknown", SCIM, EMPTY),
            ("999 Request Denied", HTML, "no"),
        ],
    ));
    assert_codes(cases).await;
}

#[tokio::test]
async fn a_redirect_is_one_wherever_it_leads() {
    let places = [
        "Location: https://elsewhere.example/scim\r\n",
        "Location: http://169.254.169.254/latest\r\n",
        "Location: /login?next=%2Fscim\r\n",
        "Location: Users?filter=again\r\n",
        "Location: //elsewhere.example/\r\n",
        "Location: file:///etc/passwd\r\n",
        "Location: javascript:alert(1)\r\n",
        "Location: \r\n",
        "Location: http://a/\r\nLocation: http://b/\r\n",
        "",
    ];
    let statuses =
        ["301 Moved Permanently", "302 Found", "303 See Other", "307 Temporary Redirect"];
    let mut cases = Vec::new();
    for status in statuses.iter().chain(&["308 Permanent Redirect"]) {
        for place in places {
            for body in ["", PAGE] {
                let reply = Reply::Keep(answer(status, place, body));
                cases.push((reply, &["http.redirect"][..], format!("{status} {place}")));
            }
        }
    }
    let empty = |status: &str| Reply::Keep(format!("HTTP/1.1 {status}\r\n\r\n").into_bytes());
    let switching = "101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade";
    cases.push((empty("204 No Content"), &["body.empty"], "204 for nobody".to_owned()));
    for status in ["304 Not Modified", switching] {
        cases.push((empty(status), &["http.unexpected_status"], status.to_owned()));
    }
    assert_codes(cases).await;
}
