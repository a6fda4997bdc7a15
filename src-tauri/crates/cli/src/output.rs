//! What is printed: results on standard output, words for people on standard error.

use std::io::{self, Write};

use footbridge_finding::{Explain, Finding, Language, Severity};
use serde::Serialize;

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
        let words = match error.kind() {
            io::ErrorKind::BrokenPipe => return Failure::ReaderGone,
            io::ErrorKind::NotFound => "there is no such file or folder; check the path",
            io::ErrorKind::PermissionDenied => {
                "this account may not open it; ask for the right, or take a copy in your own folder"
            }
            io::ErrorKind::IsADirectory => "this is a folder; name a file in it",
            io::ErrorKind::InvalidData => "this is not text in UTF-8; is it the right file?",
            io::ErrorKind::StorageFull => "the disk is full; make room and try again",
            _ => return Failure::Usage(format!("{what}: {error}")),
        };
        Failure::Usage(format!("{what}: {words}"))
    }
}

/// Writes one line to standard output.
pub(crate) fn line(out: &mut impl Write, text: impl AsRef<str>) -> Result<(), Failure> {
    writeln!(out, "{}", text.as_ref()).map_err(|error| Failure::of_io("standard output", &error))
}

/// Writes one JSON value as a line to standard output.
pub(crate) fn json(out: &mut impl Write, value: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string(value).map_err(|error| {
        Failure::Usage(format!("the answer cannot be written as JSON: {error}"))
    })?;
    line(out, text)
}

/// Says a sentence to the person at the terminal, if there still is one.
pub(crate) fn say(text: impl AsRef<str>) {
    drop(writeln!(io::stderr(), "{}", text.as_ref()));
}

/// How many lines of evidence are told; the first of many mistakes often brings about the others.
const MOST_LINES: usize = 20;

/// Tells of a finding: what, why, and what to do.
pub(crate) fn tell(finding: &Finding) {
    let mark = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    };
    let place = finding.place.as_ref().map(place_words).unwrap_or_default();
    say(format!("{mark}: {}{place} [{}]", finding.title, finding.code));
    if !finding.explanation.is_empty() {
        say(format!("  {}", finding.explanation));
    }
    if let Some(evidence) = &finding.evidence {
        for line in evidence.lines().take(MOST_LINES) {
            say(format!("  | {line}"));
        }
        let more = evidence.lines().count().saturating_sub(MOST_LINES);
        if more > 0 {
            say(format!("  | and {more} more lines"));
        }
    }
    for cause in &finding.causes {
        say(format!("  - {} {}", cause.cause, cause.fix));
    }
    if finding.causes.is_empty() {
        for fix in &finding.fixes {
            say(format!("  - {fix}"));
        }
    }
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
