//! What is printed: results on standard output, words for people on standard error.
//!
//! Everything is printed through here, so that nothing that is not ours is obeyed by a terminal.

use std::borrow::Cow;
use std::ffi::OsString;
use std::io::{self, IsTerminal as _, Write};
use std::path::Path;
use std::sync::{LazyLock, OnceLock};

use footbridge_finding::{Explain, Finding, Language, Severity};
use footbridge_secret::{KnownSecrets, SecretShape, secret_in_url, secret_shape};
use secrecy::SecretString;
use serde::Serialize;
use serde_json::Serializer;

use crate::unwritten::Unwritten;
use crate::visible::{VisibleJson, visible};

/// The language of the words. English is the one in which every text exists.
pub(crate) const LANGUAGE: Language = Language::ENGLISH;

/// Why a task could not be done.
pub(crate) enum Failure {
    /// Something that a person can be told of, and do something about.
    Told(Box<Finding>),
    /// Wrong usage that the arguments alone do not show.
    Usage(String),
    /// The reader of our output has closed it.
    ReaderGone,
}

impl<E: Explain> From<E> for Failure {
    fn from(error: E) -> Self {
        Failure::Told(Box::new(error.explain(&LANGUAGE)))
    }
}

impl Failure {
    /// Tells of what looks like a secret where none belongs, without repeating it.
    pub(crate) fn secret_in(option: &str) -> Self {
        Failure::Usage(format!(
            "{option} holds what looks like a secret. It is not used, and not repeated here: \
             everybody on this machine can read arguments"
        ))
    }

    /// Tells of input that could not be read or output that could not be written, and what to do.
    pub(crate) fn of_io(what: &str, error: &io::Error) -> Self {
        let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<Unwritten>());
        if let Some(unwritten) = inner {
            return Failure::Told(Box::new(unwritten.explain(&LANGUAGE)));
        }
        let words = match error.kind() {
            _ if footbridge_file::is_in_use(error) => {
                "another program has it open; close it there and try again, or take a copy"
            }
            io::ErrorKind::BrokenPipe => return Failure::ReaderGone,
            io::ErrorKind::NotFound => "there is no such file or folder; check the path",
            io::ErrorKind::PermissionDenied => {
                "this account may not open it; ask for the right, or take a copy in your own folder"
            }
            io::ErrorKind::IsADirectory => "this is a folder; name a file in it",
            io::ErrorKind::InvalidData => "this is not text in UTF-8; is it the right file?",
            io::ErrorKind::InvalidFilename => {
                "this computer has no file of such a name; choose another, such as proof.xml"
            }
            io::ErrorKind::StorageFull => "the disk is full; make room and try again",
            _ => return Failure::Usage(format!("{what}: {error}")),
        };
        Failure::Usage(format!("{what}: {words}"))
    }
}

/// Writes one line for people to standard output. Nothing in it is obeyed by a terminal.
pub(crate) fn line(out: &mut impl Write, text: impl AsRef<str>) -> Result<(), Failure> {
    write_line(out, &visible(text.as_ref()))
}

/// Writes one value for whatever reads standard output: a program has it to the byte.
pub(crate) fn value(out: &mut impl Write, text: &str) -> Result<(), Failure> {
    // On a terminal it is for people.
    let text = if *AT_TERMINAL { visible(text) } else { Cow::Borrowed(text) };
    write_line(out, &text)
}

/// Whether standard output is a terminal.
static AT_TERMINAL: LazyLock<bool> = LazyLock::new(|| io::stdout().is_terminal());

/// Writes one JSON value as a line to standard output.
pub(crate) fn json(out: &mut impl Write, value: &impl Serialize) -> Result<(), Failure> {
    let mut text = Vec::new();
    write_json(&mut text, value).map_err(|error| {
        Failure::Usage(format!("the answer cannot be written as JSON: {error}"))
    })?;
    write_line(out, &String::from_utf8_lossy(&text))
}

/// Writes one JSON value, in which nothing is obeyed by a terminal.
pub(crate) fn write_json(out: &mut Vec<u8>, value: &impl Serialize) -> serde_json::Result<()> {
    value.serialize(&mut Serializer::with_formatter(out, VisibleJson))
}

fn write_line(out: &mut impl Write, text: &str) -> Result<(), Failure> {
    writeln!(out, "{text}").map_err(|error| Failure::of_io("standard output", &error))
}

/// What looks like a secret in the arguments.
static TYPED: OnceLock<KnownSecrets> = OnceLock::new();

/// Keeps what looks like a secret in the arguments out of all words for people, whoever makes them:
/// a path, a column or a vendor that is not there is named in what is said of it.
pub(crate) fn keep_quiet_about(arguments: &[OsString]) {
    let typed = arguments.iter().skip(1).map(|argument| argument.to_string_lossy());
    let secrets: Vec<SecretString> = typed.flat_map(|argument| secrets_in(&argument)).collect();
    // Nobody has said anything before.
    drop(TYPED.set(KnownSecrets::new(&secrets)));
}

/// Returns what looks like a secret in an argument, or is nothing else.
fn secrets_in(argument: &str) -> Vec<SecretString> {
    let value = argument.split_once('=').filter(|(option, _)| option.starts_with("--"));
    let value = value.map_or(argument, |(_, value)| value);
    // Nobody pastes a secret that is the name of a file here: it is the name of a file.
    if Path::new(value).is_file() {
        return Vec::new();
    }
    // The id of a tenant may stand in its URL, however opaque.
    if value.contains("://") && secret_in_url(value, &KnownSecrets::default()).is_none() {
        return Vec::new();
    }
    // A path may look opaque as a whole, with a name in it that some program made up.
    let is_path = argument.starts_with(['/', '~']) || argument.contains(['.', '\\']);
    let whole = secret_shape(argument).filter(|shape| *shape != SecretShape::Opaque || !is_path);
    let parts = argument.split([' ', '/', '\\', '?', '&', '=', ':', ',', '@', '"', '\'']);
    let parts = parts.filter(|part| secret_shape(part).is_some());
    whole.map(|_| argument).into_iter().chain(parts).map(SecretString::from).collect()
}

/// Says a sentence to the person at the terminal, if there still is one.
pub(crate) fn say(text: impl AsRef<str>) {
    let text = match TYPED.get() {
        Some(typed) if !typed.is_empty() => Cow::Owned(typed.mask(text.as_ref())),
        _ => Cow::Borrowed(text.as_ref()),
    };
    drop(writeln!(io::stderr(), "{}", visible(&text)));
}

/// How many lines of evidence are told; the first of many mistakes often brings about the others.
const MOST_LINES: usize = 20;

/// Tells of a finding: what, why, and what to do.
pub(crate) fn tell(finding: &Finding) {
    finding_lines(finding).iter().for_each(say);
}

/// Returns the lines that tell of a finding.
pub(crate) fn finding_lines(finding: &Finding) -> Vec<String> {
    let mark = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    };
    let place = finding.place.as_ref().map(place_words).unwrap_or_default();
    let mut lines = vec![format!("{mark}: {}{place} [{}]", finding.title, finding.code)];
    if !finding.explanation.is_empty() {
        lines.push(format!("  {}", finding.explanation));
    }
    if let Some(evidence) = &finding.evidence {
        lines.extend(evidence.lines().take(MOST_LINES).map(|line| format!("  | {line}")));
        let more = evidence.lines().count().saturating_sub(MOST_LINES);
        if more > 0 {
            lines.push(format!("  | and {more} more lines"));
        }
    }
    lines.extend(finding.causes.iter().map(|cause| format!("  - {} {}", cause.cause, cause.fix)));
    if finding.causes.is_empty() {
        lines.extend(finding.fixes.iter().map(|fix| format!("  - {fix}")));
    }
    lines
}

fn place_words(place: &footbridge_finding::Place) -> String {
    let mut words = String::new();
    if let Some(file) = &place.file {
        words.push_str(&format!(" in {file}"));
    }
    if let Some(line) = place.line {
        words.push_str(&format!(", line {line}"));
    }
    if let Some(column) = place.column {
        words.push_str(&format!(", column {column}"));
    }
    words
}

/// Tells why a task could not be done.
pub(crate) fn tell_failure(failure: &Failure) {
    match failure {
        Failure::Told(finding) => tell(finding),
        Failure::Usage(text) => say(format!("error: {text}")),
        Failure::ReaderGone => {}
    }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret as _;

    use super::*;

    #[test]
    fn file_in_use_is_told_as_open_in_another_program() {
        let error = if cfg!(windows) {
            io::Error::from_raw_os_error(32)
        } else {
            io::ErrorKind::ResourceBusy.into()
        };
        let Failure::Usage(words) = Failure::of_io("person.json", &error) else {
            panic!("it is told as wrong usage")
        };
        assert!(words.starts_with("person.json: another program has it open"), "{words}");
    }

    #[test]
    fn secret_in_an_argument_is_told_from_a_path() {
        let (pair, opaque) = ("Y2FuYXJ5LWtleTpjYW5hcnktc2VjcmV0", "Zq7Xw2Vb9Lk4Hn8Pd3Gs6Mt");
        let jwt = "eyJhbGciOiJub25lIn0.eyJleHAiOjE4OTM0NTYwMDB9.c2lnbmF0dXJl";
        let slashed = "YWJjZGVmZ2g6Pz8/Pj4+c2VjcmV0";
        let cases = [
            (pair.to_owned(), &[pair, pair][..]),
            (opaque.to_owned(), &[opaque, opaque]),
            (jwt.to_owned(), &[jwt, jwt]),
            (slashed.to_owned(), &[slashed, "YWJjZGVmZ2g6Pz8"]),
            (format!("--url=https://{opaque}/scim"), &[opaque]),
            (format!("/home/me/{opaque}/users.csv"), &[opaque]),
            (format!("Bearer {pair}"), &["Bearer Y2FuYXJ5LWtleTpjYW5hcnktc2VjcmV0", pair]),
            ("/tmp/.tmpXq7Zw2/jerichos-users.csv".to_owned(), &[]),
            ("/tmp/.tmp6rRivd9Kx2/Q3fZ81/gone.csv".to_owned(), &[]),
            (r"C:\Users\a1B2\AppData\Local\Temp\x9Z8y7\users.csv".to_owned(), &[]),
            ("--url=https://h.example/Abc3f2504e0-4f89-41d3-9a0c-0305e82c3301/v2".to_owned(), &[]),
            (format!("https://h.example/?api_key={opaque}"), &[opaque]),
            ("secure-practice".to_owned(), &[]),
            ("Join(\" \", [givenName], [surname])".to_owned(), &[]),
        ];
        for (argument, expected) in cases {
            let secrets = secrets_in(&argument);
            // EXPOSE: the test compares what was found.
            let found: Vec<&str> = secrets.iter().map(SecretString::expose_secret).collect();
            assert_eq!(found, expected, "{argument}");
        }
    }
}
