//! Answers that are cut off, endless, slow, or no HTTP at all.

use super::{Case, SCIM, assert_codes};
use crate::server::{EMPTY, Reply};

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
