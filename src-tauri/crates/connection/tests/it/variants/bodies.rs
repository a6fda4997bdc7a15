//! Answers with status 200, told by what is in them.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

use super::{Case, PAGE, SCIM, assert_codes, error, forms};
use crate::server::{EMPTY, Reply, answer};

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
        (list(&format!(r#","totalResults":1,"resources":[{user}]"#)).into(), &["filter.ignored"], "one, in a small list"),
        (list(&format!(r#","totalresults":1,"RESOURCES":[{user}]"#)).into(), &["filter.ignored"], "one, in a large list"),
        (format!(r#"{{"total":1,"resources":[{user}],"totalResults":1}}"#).into(), &["filter.ignored"], "one, small, no schema"),
        (list(r#","totalResults":0,"resources":[]"#).into(), &["body.resources_missing"], "a small list of nobody"),
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
        coded("gzip", gzip(&gzip(EMPTY.as_bytes()))),
        &["body.encoding"],
        "compressed twice".to_owned(),
    ));
    assert_codes(all).await;
}
