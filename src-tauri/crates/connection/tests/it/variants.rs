//! Many servers a code: the same cause in other bodies, other headers, other versions of HTTP.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
use footbridge_connection::TrustAnchors;
use footbridge_finding::Severity;
use tokio::task::JoinSet;

use crate::server::{EMPTY, Reply, Server, answer, case, codes, healthy, quick, run, users};

const PAGE: &str = "<!DOCTYPE html>\n<html lang=en><head><title>Sign in</title></head><body><form></form></body></html>";
const SCIM: &str = "Content-Type: application/scim+json\r\n";
const HTML: &str = "Content-Type: text/html; charset=UTF-8\r\n";

/// What answers the user query, the only codes it may lead to, and what it is.
type Case = (Reply, &'static [&'static str], String);

fn error(status: u16) -> String {
    format!(
        r#"{{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"{status}","detail":"It says so."}}"#
    )
}

fn chunked(head: &str, body: &[u8]) -> Vec<u8> {
    let (first, second) = body.split_at(body.len() / 2);
    let mut bytes = format!("HTTP/1.1 {head}Transfer-Encoding: chunked\r\n\r\n").into_bytes();
    for chunk in [first, second].into_iter().filter(|chunk| !chunk.is_empty()) {
        bytes.extend(format!("{:x}\r\n", chunk.len()).bytes());
        bytes.extend(chunk);
        bytes.extend(b"\r\n");
    }
    bytes.extend(b"0\r\n\r\n");
    bytes
}

/// One answer in every form in which HTTP/1 can carry it.
fn forms(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Vec<(Reply, String)> {
    let body = body.as_ref();
    let old = format!("HTTP/1.0 {status}\r\n{headers}\r\n");
    let open = format!("HTTP/1.1 {status}\r\nConnection: close\r\n{headers}\r\n");
    let early = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n";
    let lines = format!("HTTP/1.1 {status}\nContent-Length: {}\n", body.len());
    let lines = format!("{lines}{}\n", headers.replace("\r\n", "\n"));
    let code = status.split(' ').next().unwrap();
    vec![
        (Reply::Keep(answer(status, headers, body)), "with a length".to_owned()),
        (Reply::Keep(chunked(&format!("{status}\r\n{headers}"), body)), "chunked".to_owned()),
        (Reply::Close([old.as_bytes(), body].concat()), "as HTTP/1.0".to_owned()),
        (Reply::Close([open.as_bytes(), body].concat()), "to the end of the connection".to_owned()),
        (
            Reply::Keep([&early[..], &answer(status, headers, body)].concat()),
            "after 1xx".to_owned(),
        ),
        (Reply::Keep([lines.as_bytes(), body].concat()), "with bare line feeds".to_owned()),
        (Reply::Keep(answer(code, headers, body)), "without a reason phrase".to_owned()),
        (
            Reply::Keep(answer(status, &headers.to_uppercase(), body)),
            "with headers in capitals".to_owned(),
        ),
    ]
}

fn every(codes: &'static [&'static str], answers: &[(&str, &str, &str)]) -> Vec<Case> {
    answers
        .iter()
        .flat_map(|(status, headers, body)| {
            forms(status, headers, body).into_iter().map(move |(reply, form)| {
                (reply, codes, format!("{status} {headers:?} {body:.20} {form}"))
            })
        })
        .collect()
}

/// Runs the case and says what was wrong, if anything was.
async fn wrong((reply, expected, why): Case) -> Option<String> {
    let waits = reply.lets_wait();
    let server = Server::start(users(reply)).await;
    let mut request = case(&server.url());
    if waits {
        request.limits = quick();
    }
    let report = run(request).await;
    let found = codes(&report);
    let failed = report.findings.iter().any(|finding| finding.severity == Severity::Error);
    let wrong = found != expected || report.ok == failed;
    wrong.then(|| format!("{why}: expected {expected:?}, found {found:?}, ok {}", report.ok))
}

/// Runs every case, some at a time, and names all that went wrong.
async fn assert_codes(cases: impl IntoIterator<Item = Case>) {
    let mut waiting = cases.into_iter();
    let mut runs: JoinSet<Option<String>> = waiting.by_ref().take(8).map(wrong).collect();
    let mut all_wrong = Vec::new();
    while let Some(ended) = runs.join_next().await {
        all_wrong.extend(ended.unwrap());
        if let Some(next) = waiting.next() {
            runs.spawn(wrong(next));
        }
    }
    assert!(all_wrong.is_empty(), "{} cases:\n{}", all_wrong.len(), all_wrong.join("\n"));
}

#[tokio::test]
async fn a_right_answer_is_right_in_every_form() {
    let pretty = EMPTY.replace(',', ",\n  ");
    let short = r#"{"totalResults":0,"Resources":[],"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"more":{"is":["fine"]}}"#;
    let kinds = [
        SCIM,
        "Content-Type: application/scim+json; charset=utf-8\r\n",
        "Content-Type: Application/JSON\r\n",
        "Content-Type: application/scim+json\r\nSet-Cookie: a=b\r\nSet-Cookie: c=d\r\nX-Odd: \u{e9}\r\n",
    ];
    let answers: Vec<(&str, &str, &str)> = kinds
        .iter()
        .flat_map(|kind| [EMPTY, &pretty, short].map(|body| ("200 OK", *kind, body)))
        .collect();
    assert_codes(every(&[], &answers)).await;
}

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
    .chain(every(
        &["auth.forbidden"],
        &[("403 Forbidden", SCIM, &e403), ("403 Forbidden", "", ""), ("403 Forbidden", text, "no")],
    ))
    .chain(every(
        &["auth.blocked"],
        &[
            ("403 Forbidden", HTML, PAGE),
            ("403 Forbidden", "", PAGE),
            ("403 Forbidden", "Content-Type: text/html\r\n", "<h1>Forbidden</h1>"),
            ("406 Not Acceptable", HTML, PAGE),
            ("429 Too Many Requests", HTML, PAGE),
            ("429 Too Many Requests", "Retry-After: 1\r\nContent-Type: text/html\r\n", PAGE),
            ("503 Service Unavailable", HTML, PAGE),
        ],
    ))
    .chain(every(
        &["filter.rejected"],
        &[
            ("400 Bad Request", SCIM, &e400),
            ("400 Bad Request", "", ""),
            ("400 Bad Request", text, "x"),
        ],
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
        ],
    ))
    .chain(every(
        &["http.server_error"],
        &[
            ("500 Internal Server Error", SCIM, &e500),
            ("500 Internal Server Error", HTML, PAGE),
            ("502 Bad Gateway", HTML, PAGE),
            ("503 Service Unavailable", SCIM, &e500),
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
            ("402 Payment Required", HTML, PAGE),
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
    for status in ["204 No Content", "304 Not Modified"] {
        cases.push((empty(status), &["http.unexpected_status"], status.to_owned()));
    }
    assert_codes(cases).await;
}

fn compressed(encoder: impl FnOnce(&[u8]) -> Vec<u8>, body: &str) -> Vec<u8> {
    encoder(body.as_bytes())
}

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(body).unwrap();
    encoder.finish().unwrap()
}

fn zlib(body: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(body).unwrap();
    encoder.finish().unwrap()
}

fn raw_deflate(body: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(body).unwrap();
    encoder.finish().unwrap()
}

#[tokio::test]
async fn bodies_have_one_code_each() {
    let ok = |headers: &str, body: &[u8]| Reply::Keep(answer("200 OK", headers, body));
    let list = |rest: &str| {
        format!(r#"{{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"]{rest}}}"#)
    };
    let utf16 = |text: &str, big: bool| -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect()
    };
    let deep = |open: &str| open.repeat(200_000).into_bytes();
    let user =
        r#"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"1","userName":"a"}"#;
    let cases: Vec<(Vec<u8>, &[&str], &str)> = vec![
        (b"".to_vec(), &["body.empty"], "nothing"),
        (b" \r\n\t ".to_vec(), &["body.empty"], "white space"),
        (b"\xef\xbb\xbf".to_vec(), &["body.empty"], "nothing but a mark"),
        (b"\0\0\0\0".to_vec(), &["body.not_json"], "nothing but zeros"),
        (PAGE.into(), &["body.html"], "a page"),
        ([b"\xef\xbb\xbf\n", PAGE.as_bytes()].concat(), &["body.html"], "a page with a mark"),
        (b"<html>".to_vec(), &["body.html"], "a page, cut short"),
        (b"<!-- a --><HTML><BODY>x".to_vec(), &["body.html"], "a page after a comment"),
        (b"<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"a\"><html/>".to_vec(), &["body.html"], "XHTML"),
        (b"<?xml version=\"1.0\"?><list/>".to_vec(), &["body.not_json"], "XML"),
        (b"OK".to_vec(), &["body.not_json"], "a word"),
        (b"{\"schemas\":".to_vec(), &["body.not_json"], "cut short"),
        (b"{'schemas':[]}".to_vec(), &["body.not_json"], "in single quotes"),
        (b")]}',\n{}".to_vec(), &["body.not_json"], "with a guard in front"),
        (format!("{EMPTY}\0\0\0").into(), &["body.not_json"], "zeros behind"),
        (format!("{EMPTY}{EMPTY}").into(), &["body.not_json"], "twice"),
        (format!("{EMPTY},").into(), &["body.not_json"], "a comma behind"),
        (deep("["), &["body.not_json"], "200,000 arrays"),
        (deep("{\"a\":"), &["body.not_json"], "200,000 objects"),
        (list(&format!(r#","Resources":{}"#, "[".repeat(200_000))).into(), &["body.not_json"], "deep inside"),
        (utf16(EMPTY, false), &["body.encoding"], "UTF-16 LE"),
        (utf16(EMPTY, true), &["body.encoding"], "UTF-16 BE"),
        ([b"\xff\xfe".to_vec(), utf16(EMPTY, false)].concat(), &["body.encoding"], "UTF-16 LE, marked"),
        ([b"\xfe\xff".to_vec(), utf16(EMPTY, true)].concat(), &["body.encoding"], "UTF-16 BE, marked"),
        (b"{\"detail\":\"Bj\xf8rn\"}".to_vec(), &["body.encoding"], "Latin-1"),
        ([b"\xef\xbb\xbf", EMPTY.as_bytes()].concat(), &["body.encoding"], "a byte order mark"),
        (gzip(EMPTY.as_bytes()), &["body.encoding"], "gzip without a word"),
        (b"{}".to_vec(), &["body.not_list"], "an object"),
        (b"[]".to_vec(), &["body.not_list"], "an array"),
        (b"null".to_vec(), &["body.not_list"], "null"),
        (b"true".to_vec(), &["body.not_list"], "true"),
        (b"0".to_vec(), &["body.not_list"], "a number"),
        (b"1e400".to_vec(), &["body.not_json"], "no number"),
        (b"\"Resources\"".to_vec(), &["body.not_list"], "a text"),
        (b"[{}]".to_vec(), &["body.not_list"], "an array of objects"),
        (user.into(), &["body.not_list"], "one user"),
        (format!("[{user}]").into(), &["body.not_list"], "users without a list"),
        (error(404).into(), &["body.not_list"], "an error with status 200"),
        (br#"{"error":"invalid_token"}"#.to_vec(), &["body.not_list"], "an error of OAuth"),
        (br#"{"data":[],"total":0}"#.to_vec(), &["body.not_list"], "another interface"),
        (list(r#","totalResults":0,"Resources":"""#).into(), &["body.not_list"], "resources as text"),
        (list(r#","totalResults":0,"Resources":{}"#).into(), &["body.not_list"], "resources as object"),
        (list(r#","totalResults":0,"Resources":null"#).into(), &["body.resources_null"], "null"),
        (list(r#","totalResults":5,"Resources":null"#).into(), &["body.resources_null"], "null for five"),
        (list(r#","totalResults":0"#).into(), &["body.resources_missing"], "RFC 7644 allows it"),
        (list(r#","totalResults":7"#).into(), &["body.total_mismatch"], "seven and none"),
        (list(r#","totalResults":7,"Resources":[]"#).into(), &["body.total_mismatch"], "seven"),
        (list(r#","totalResults":"0","Resources":[]"#).into(), &["body.total_mismatch"], "text"),
        (list(r#","totalResults":null,"Resources":[]"#).into(), &["body.total_mismatch"], "null"),
        (list(r#","totalResults":0.0,"Resources":[]"#).into(), &["body.total_mismatch"], "a fraction"),
        (list(r#","totalResults":-1,"Resources":[]"#).into(), &["body.total_mismatch"], "negative"),
        (list(r#","totalResults":1e400,"Resources":[]"#).into(), &["body.total_mismatch"], "1e400"),
        (list(r#","totalResults":9007199254740993,"Resources":[]"#).into(), &["body.total_mismatch"], "2^53+1"),
        (
            list(&format!(r#","totalResults":{},"Resources":[]"#, "9".repeat(400))).into(),
            &["body.total_mismatch"],
            "400 digits",
        ),
        (
            format!("{{\"a\":{}1{}}}", "[".repeat(500), "]".repeat(500)).into(),
            &["body.not_json"],
            "deeper than anybody reads",
        ),
        (list(r#","Resources":[]"#).into(), &["body.total_mismatch"], "no total"),
        (list(r#","totalResults":0,"Resources":[],"itemsPerPage":1e400"#).into(), &[], "another number is nobody's business"),
        (br#"{"totalResults":0,"Resources":[]}"#.to_vec(), &["body.schema_missing"], "no schema"),
        (br#"{"schemas":"urn:ietf:params:scim:api:messages:2.0:ListResponse","totalResults":0,"Resources":[]}"#.to_vec(), &["body.schema_missing"], "schemas as text"),
        (br#"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"totalResults":0,"Resources":[]}"#.to_vec(), &["body.schema_missing"], "another schema"),
        (list(r#","totalResults":0,"totalResults":0,"Resources":[]"#).into(), &["body.duplicate_key"], "twice the same"),
        (list(r#","totalResults":9,"totalResults":0,"Resources":[]"#).into(), &["body.duplicate_key"], "twice, the last counts"),
        (list(&format!(r#","totalResults":1,"Resources":[{user}]"#)).into(), &["filter.ignored"], "one"),
        (list(&format!(r#","totalResults":0,"Resources":[{user}]"#)).into(), &["filter.ignored"], "one, uncounted"),
        (format!(r#"{{"totalResults":2,"Resources":[{user},{user}]}}"#).into(), &["filter.ignored"], "two, no schema"),
        (list(r#","totalResults":1,"Resources":[null]"#).into(), &["filter.ignored"], "one that is null"),
    ];
    let mut all: Vec<Case> = Vec::new();
    for (body, codes, why) in &cases {
        for (reply, form) in forms("200 OK", SCIM, body) {
            all.push((reply, codes, format!("{why}, {form}")));
        }
    }
    let types: [(&str, &str); 8] = [
        ("", "none"),
        ("Content-Type: text/plain\r\n", "text"),
        ("Content-Type: text/html\r\n", "a page's"),
        ("Content-Type: application/xml\r\n", "XML's"),
        ("Content-Type: text/json\r\n", "an old one"),
        ("Content-Type: application/octet-stream\r\n", "bytes"),
        ("Content-Type: \r\n", "empty"),
        ("Content-Type: application/json+scim\r\n", "turned round"),
    ];
    for (kind, why) in types {
        all.push((ok(kind, EMPTY.as_bytes()), &["content_type.wrong"], format!("type: {why}")));
        all.push((ok(kind, b"{}"), &["body.not_list"], format!("the body comes first: {why}")));
    }
    let coded =
        |name: &str, bytes: Vec<u8>| ok(&format!("{SCIM}Content-Encoding: {name}\r\n"), &bytes);
    for (name, bytes) in [
        ("gzip", gzip(EMPTY.as_bytes())),
        ("GZIP", gzip(EMPTY.as_bytes())),
        ("x-gzip", gzip(EMPTY.as_bytes())),
        ("deflate", zlib(EMPTY.as_bytes())),
        ("deflate", raw_deflate(EMPTY.as_bytes())),
        ("br", EMPTY.as_bytes().to_vec()),
        ("zstd", EMPTY.as_bytes().to_vec()),
        ("gzip", EMPTY.as_bytes().to_vec()),
        ("gzip, br", gzip(EMPTY.as_bytes())),
    ] {
        all.push((coded(name, bytes), &["body.encoding"], format!("coded as {name}")));
    }
    all.push((coded("identity", EMPTY.into()), &[], "as it is".to_owned()));
    let zeros = vec![b' '; 40 * 1024 * 1024];
    for (name, bytes) in
        [("gzip", gzip(&zeros)), ("deflate", zlib(&zeros)), ("deflate", raw_deflate(&zeros))]
    {
        all.push((coded(name, bytes), &["http.too_large"], format!("a bomb in {name}")));
    }
    all.push((
        coded("gzip", compressed(|body| gzip(&gzip(body)), EMPTY)),
        &["body.encoding"],
        "compressed twice".to_owned(),
    ));
    assert_codes(all).await;
}

#[tokio::test]
async fn what_is_not_whole_or_not_http_has_its_code() {
    let ok = "HTTP/1.1 200 OK\r\n";
    let bytes = |text: String| Reply::Close(text.into_bytes());
    let mut cases: Vec<Case> = Vec::new();
    let closed = [
        ("", "nothing"),
        ("HTTP/1.1", "half a status line"),
        ("HTTP/1.1 200 OK\r\n", "no headers"),
        ("HTTP/1.1 200 OK\r\nContent-Type: appl", "half a header"),
        ("HTTP/1.1 100 Continue\r\n\r\n", "a promise only"),
        ("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n", "headers only"),
        ("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"schemas\":", "half a body"),
        ("HTTP/1.0 200 OK\r\nContent-Length: 500\r\n\r\n{\"schemas\":", "half a body, 1.0"),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{", "half a chunk"),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n", "no last chunk"),
    ];
    for (text, why) in closed {
        cases.push((bytes(text.to_owned()), &["http.closed"], why.to_owned()));
    }
    let malformed = [
        "SSH-2.0-OpenSSH_9.2\r\n",
        "220 mail.example ESMTP\r\n\r\n",
        "220 FTP ready\r\n",
        "+OK POP3 ready\r\n",
        "* OK IMAP4 ready\r\n",
        "ICY 200 OK\r\n\r\n",
        "HTTP/1.1 abc OK\r\n\r\n",
        "HTTP/1.1 20 OK\r\n\r\n",
        "HTTP/1.1 2000 OK\r\n\r\n",
        "HTTP/1.1 -20 OK\r\n\r\n",
        "HTTP/9.9 200 OK\r\n\r\n",
        "HTTP/2 200\r\n\r\n",
        "http/1.1 200 OK\r\n\r\n",
        "{\"schemas\":[]}",
        "<html><body>x</body></html>",
        "\x15\x03\x01\x00\x02\x02\x28",
        "\0\0\0\0\0\0\0\0",
        "RFB 003.008\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length: 2, 3\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nno colon here\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nA: b\0c\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\n: nameless\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n{}\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n{}",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}no end\r\n0\r\n\r\n",
    ];
    for text in malformed {
        cases.push((bytes(text.to_owned()), &["http.malformed"], format!("{text:?}")));
    }
    let same =
        format!("{ok}{SCIM}Content-Length: {0}\r\nContent-Length: {0}\r\n\r\n{EMPTY}", EMPTY.len());
    cases.push((bytes(same), &[], "one length twice is one length".to_owned()));
    let large = [
        (format!("{ok}X: {}\r\n\r\n{EMPTY}", "x".repeat(1 << 20)), "a header of 1 MiB"),
        (format!("{ok}{}\r\n{EMPTY}", "X: y\r\n".repeat(10_000)), "10,000 headers"),
        (format!("{ok}{}", "X: y\r\n".repeat(1_000_000)), "headers without end"),
        (format!("HTTP/1.1 200 {}", "x".repeat(1 << 20)), "a status line of 1 MiB"),
        (format!("{ok}Content-Length: {}\r\n\r\n{EMPTY}", u64::MAX / 2), "8 EiB announced"),
        (
            format!("{ok}Content-Length: {}\r\n\r\n{EMPTY}", 1_048_577),
            "one byte too many announced",
        ),
        (format!("{ok}\r\n{}", " ".repeat(1_048_577)), "one byte too many sent"),
    ];
    for (text, why) in large {
        cases.push((bytes(text), &["http.too_large"], why.to_owned()));
    }
    let flood = [
        (format!("{ok}{SCIM}\r\n"), "a body without end"),
        (format!("HTTP/1.0 200 OK\r\n{SCIM}\r\n"), "a body without end, 1.0"),
        (format!("{ok}X: "), "a header without end"),
        (format!("{ok}Transfer-Encoding: chunked\r\n\r\nffffffff\r\n"), "a chunk without end"),
    ];
    for (text, why) in flood {
        cases.push((Reply::Flood(text.into_bytes()), &["http.too_large"], why.to_owned()));
    }
    let slow = [
        (format!("{ok}X: "), "a dripped header"),
        (format!("{ok}{SCIM}\r\n"), "a dripped body"),
        (format!("{ok}{SCIM}Content-Length: 9999\r\n\r\n"), "a dripped body with a length"),
        (format!("{ok}Transfer-Encoding: chunked\r\n\r\nffff\r\n"), "a dripped chunk"),
    ];
    for (text, why) in slow {
        cases.push((Reply::Drip(text.into_bytes()), &["http.timeout"], why.to_owned()));
    }
    let headers = format!("{ok}{}", "A: b\r\n".repeat(1000));
    cases.push((Reply::Slowly(headers.into()), &["http.timeout"], "dripped headers".to_owned()));
    cases.push((Reply::Never, &["http.timeout"], "silence".to_owned()));
    let stops = [
        ("HTTP/1.1 200 OK\r\nContent-", "stops in the headers"),
        ("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{", "stops in the body"),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{", "stops in a chunk"),
        ("HTTP/1.1 100 Continue\r\n\r\n", "stops after a promise"),
    ];
    for (text, why) in stops {
        cases.push((Reply::Stall(text.into()), &["http.timeout"], why.to_owned()));
    }
    assert_codes(cases).await;
}

#[tokio::test]
async fn a_server_with_tls_where_the_url_says_http_is_not_http() {
    let (port, _) = crate::secured::healthy_behind_tls("localhost").await;
    let mut request = case(&format!("http://127.0.0.1:{port}/scim"));
    request.trust = TrustAnchors::given(&[], &[]);
    assert_eq!(codes(&run(request).await), ["http.malformed"], "its alert is not HTTP");
}

#[tokio::test]
async fn users_and_groups_fail_each_for_themselves() {
    let not_found = || Reply::Keep(answer("404 Not Found", SCIM, error(404)));
    type Which = fn(&crate::server::Seen) -> bool;
    let cases: [(Which, &[&str], &str); 3] = [
        (|seen| seen.is_users(), &["users.not_found"], "users only"),
        (|seen| !seen.is_users(), &["groups.not_found"], "groups only"),
        (|_| true, &["users.not_found"], "both are one cause"),
    ];
    for (which, expected, why) in cases {
        let server = Server::start(move |seen| {
            if seen.is_authorised() && which(seen) { not_found() } else { healthy(seen) }
        })
        .await;
        assert_eq!(codes(&run(case(&server.url())).await), expected, "{why}");
    }
}
