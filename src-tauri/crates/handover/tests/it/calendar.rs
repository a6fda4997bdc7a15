//! The calendar file, read as RFC 5545 says.

use footbridge_finding::Language;
use footbridge_handover::Record;

use crate::{at, empty, full_of, real};

/// Unfolds a file and splits it into names (with parameters) and unescaped values.
fn parse(file: &str) -> Vec<(String, String)> {
    assert!(file.ends_with("\r\n"), "the last line ends too");
    let physical: Vec<&str> = file.split_terminator("\r\n").collect();
    for line in &physical {
        assert!(line.len() <= 75, "§3.1: at most 75 octets: {line}");
        assert!(!line.contains(['\r', '\n']), "only CRLF ends a line: {line:?}");
    }
    let unfolded = physical.join("\r\n").replace("\r\n ", "");
    unfolded
        .split("\r\n")
        .map(|line| {
            let (name, value) = line.split_once(':').expect("each line has a name and a value");
            (name.to_owned(), unescaped(value))
        })
        .collect()
}

fn unescaped(value: &str) -> String {
    let mut result = String::new();
    let mut characters = value.chars();
    while let Some(character) = characters.next() {
        result.push(match character {
            '\\' => match characters.next() {
                Some('n' | 'N') => '\n',
                Some(escaped) => escaped,
                None => '\\',
            },
            other => other,
        });
    }
    result
}

fn entry(record: &Record, stamp: &str) -> Vec<(String, String)> {
    let file = record.calendar(at(stamp), &Language::ENGLISH).expect("the expiry is known");
    parse(&file)
}

fn value<'a>(lines: &'a [(String, String)], name: &str) -> &'a str {
    let found = lines.iter().find(|(found, _)| found == name);
    found.map_or_else(|| panic!("{name} is missing"), |(_, value)| value.as_str())
}

#[test]
fn it_is_one_all_day_event_with_an_alarm() {
    let lines = entry(&real(), "2026-11-21T10:44:05Z");
    let structure: Vec<String> = lines
        .iter()
        .filter(|(name, _)| name == "BEGIN" || name == "END")
        .map(|(name, value)| format!("{name}:{value}"))
        .collect();
    assert_eq!(
        structure,
        [
            "BEGIN:VCALENDAR",
            "BEGIN:VEVENT",
            "BEGIN:VALARM",
            "END:VALARM",
            "END:VEVENT",
            "END:VCALENDAR"
        ],
        "the components are nested"
    );
    let expected = [
        ("VERSION", "2.0"),
        ("UID", "token-ba7816bf8f01@footbridge.invalid"),
        ("DTSTAMP", "20261121T104405Z"),
        ("DTSTART;VALUE=DATE", "20270205"),
        ("DTEND;VALUE=DATE", "20270206"),
        ("SUMMARY", "Replace the Example Security provisioning token (expires 2027-02-19)"),
        ("TRIGGER", "PT9H"),
    ];
    for (name, text) in expected {
        assert_eq!(value(&lines, name), text, "{name}");
    }
    let description = value(&lines, "DESCRIPTION");
    for words in ["Test Connection", "https://scim.example.com/v2/", "ba78 16bf 8f01"] {
        assert!(description.contains(words), "it says what to do: {words}");
    }
    assert_eq!(description.matches("\n").count(), 9, "in lines of its own");
}

#[test]
fn exercise_reminds_of_nothing_and_has_no_url() {
    let mut record = real();
    record.practice = true;
    record.tenant_url = "http://127.0.0.1:8080/scim".to_owned();
    let lines = entry(&record, "2026-11-21T10:44:05Z");
    assert!(value(&lines, "SUMMARY").starts_with("Exercise: "), "the summary");
    let texts: Vec<&str> = lines.iter().map(|(_, value)| value.as_str()).collect();
    let all = texts.join("\n");
    assert!(
        !all.contains("127.0.0.1") && !all.contains("Tenant URL"),
        "no URL for the vendor's: {all}"
    );
    let descriptions: Vec<&str> = lines
        .iter()
        .filter(|(name, _)| name == "DESCRIPTION")
        .map(|(_, text)| text.as_str())
        .collect();
    assert_eq!(descriptions.len(), 2, "of the event and of its alarm");
    for text in descriptions {
        assert!(text.to_lowercase().contains("exercise"), "each says so: {text}");
    }
    assert!(value(&lines, "DESCRIPTION").contains("there is nothing to replace"), "what to do");
}

#[test]
fn a_near_expiry_is_told_at_once_and_never_too_late() {
    let cases = [
        ("2026-11-21T00:00:00Z", "20270205", "14 days before"),
        ("2027-02-10T12:00:00Z", "20270210", "nearer than that: today"),
        ("2027-02-19T12:00:00Z", "20270219", "on the day"),
        ("2027-03-01T12:00:00Z", "20270219", "after it: the day itself"),
    ];
    for (stamp, expected, why) in cases {
        let lines = entry(&real(), stamp);
        assert_eq!(value(&lines, "DTSTART;VALUE=DATE"), expected, "{why}");
    }
}

#[test]
fn without_an_expiry_there_is_none() {
    assert_eq!(empty().calendar(at("2026-11-21T00:00:00Z"), &Language::ENGLISH), None, "no token");
    let mut record = real();
    if let Some(token) = &mut record.token {
        token.expires_on = None;
    }
    assert_eq!(record.calendar(at("2026-11-21T00:00:00Z"), &Language::ENGLISH), None, "no expiry");
}

#[test]
fn no_text_can_add_a_line() {
    let plain = entry(&full_of("plain"), "2026-11-21T00:00:00Z");
    let names =
        |lines: &[(String, String)]| lines.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    let long = "ø😀".repeat(60);
    for hostile in
        ["a\r\nATTACH:https://evil.test", "a\nEND:VEVENT", "a;b,c\\n", "a\rb\0c\u{1b}", &long]
    {
        let lines = entry(&full_of(hostile), "2026-11-21T00:00:00Z");
        assert_eq!(names(&lines), names(&plain), "{hostile:?} changes the file");
    }
    let lines = entry(&full_of("a;b,c\\n"), "2026-11-21T00:00:00Z");
    assert!(value(&lines, "SUMMARY").contains("a;b,c\\n"), "the text itself comes back");
}
