//! What is wrong with the arguments, said without repeating any of them: the one that is wrong may
//! be a secret in the wrong place, and what is said may end in a log.
//!
//! Clap's own words repeat what was typed. Here an argument is named by its place, and what is shown
//! comes from our own definition of the arguments.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory, Parser};

use crate::arguments::Arguments;

/// Reads the arguments, the program's name first.
///
/// # Errors
/// Returns clap's error, whose own words must not be shown unless [`is_help`].
pub(crate) fn read(arguments: &[OsString]) -> Result<Arguments, clap::Error> {
    Arguments::try_parse_from(arguments)
}

/// Whether the "error" is a text of ours that was asked for or that stands in for a task.
pub(crate) fn is_help(error: &clap::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::DisplayHelp
            | ErrorKind::DisplayVersion
            | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
    )
}

/// Returns what is wrong with the arguments, in words that hold none of them.
pub(crate) fn words(arguments: &[OsString], error: &clap::Error) -> String {
    let which = || argument(place(arguments, error));
    let ours = |kind| listed(error, kind);
    let about = ours(ContextKind::InvalidArg).join(", ");
    let mut words = match error.kind() {
        ErrorKind::UnknownArgument => {
            let meant = did_you_mean(&ours(ContextKind::SuggestedArg));
            format!("{} is not understood{meant}{NOT_REPEATED}", which())
        }
        ErrorKind::InvalidSubcommand => {
            let meant = did_you_mean(&ours(ContextKind::SuggestedSubcommand));
            let command = Arguments::command();
            let tasks: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
            let tasks = tasks.join(", ");
            format!("{} is no task{meant}; the tasks are {tasks}{NOT_REPEATED}", which())
        }
        ErrorKind::InvalidValue if ours(ContextKind::InvalidValue).iter().all(String::is_empty) => {
            format!("`{about}` needs a value")
        }
        ErrorKind::InvalidValue => {
            let choices = ours(ContextKind::ValidValue).join(", ");
            format!("{} is no value for `{about}`; it takes {choices}{NOT_REPEATED}", which())
        }
        // The reason is a text of the arguments' definition.
        ErrorKind::ValueValidation => {
            let reason = std::error::Error::source(error).map(ToString::to_string);
            let value = ours(ContextKind::InvalidValue).join(" ");
            let reason = reason.filter(|reason| value.is_empty() || !reason.contains(&value));
            let reason = reason.map(|reason| format!(": {reason}")).unwrap_or_default();
            format!("{} is no value for `{about}`{reason}{NOT_REPEATED}", which())
        }
        ErrorKind::TooManyValues => {
            format!("`{about}` takes no value; {} gives one{NOT_REPEATED}", which())
        }
        ErrorKind::ArgumentConflict => match ours(ContextKind::PriorArg) {
            prior if prior.is_empty() || prior.contains(&about) => {
                format!("`{about}` may be given once")
            }
            prior => format!("`{about}` cannot be used with `{}`", prior.join("`, `")),
        },
        ErrorKind::MissingRequiredArgument => {
            format!("these are missing: {}", ours(ContextKind::InvalidArg).join(", "))
        }
        ErrorKind::InvalidUtf8 => {
            format!("{} is not text in UTF-8", which())
        }
        kind => kind.as_str().unwrap_or("the arguments are not understood").to_owned(),
    };
    if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
        words.push_str(&format!("\n\n{usage}"));
    }
    words.push_str("\n\nFor more information, try '--help'.");
    words
}

const NOT_REPEATED: &str = ". It is not repeated here, because it may be a secret: everybody on \
                            this machine can read arguments";

fn did_you_mean(suggestions: &[String]) -> String {
    match suggestions {
        [] => String::new(),
        several => format!("; did you mean `{}`?", several.join("` or `")),
    }
}

/// Returns what the error says of one kind, where that is text.
fn listed(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => Vec::new(),
    }
}

/// Returns the place of the argument that the error is about, counted from 1 after the program's
/// name: the first at which what was read until there fails in the same way.
fn place(arguments: &[OsString], error: &clap::Error) -> usize {
    let cause = |error: &clap::Error| {
        let kinds =
            [ContextKind::InvalidArg, ContextKind::InvalidValue, ContextKind::InvalidSubcommand];
        (error.kind(), kinds.map(|kind| error.get(kind).cloned()))
    };
    let fails_so = |last: usize| {
        let read = arguments.get(..=last).map(Arguments::try_parse_from);
        read.and_then(Result::err).is_some_and(|other| cause(&other) == cause(error))
    };
    // The reader goes from left to right and ends at the first mistake.
    let (mut before, mut at) = (0, arguments.len().saturating_sub(1));
    while at - before > 1 {
        let middle = before + (at - before) / 2;
        if fails_so(middle) { at = middle } else { before = middle }
    }
    at
}

fn argument(place: usize) -> String {
    const WORDS: [&str; 10] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
        "tenth",
    ];
    let word = place.checked_sub(1).and_then(|index| WORDS.get(index));
    word.map_or_else(|| format!("argument {place}"), |word| format!("the {word} argument"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "Y2FuYXJ5LWtleTpjYW5hcnktc2VjcmV0";

    fn told(arguments: &[&str]) -> Option<(ErrorKind, String)> {
        let arguments: Vec<OsString> =
            ["footbridge"].iter().chain(arguments).map(OsString::from).collect();
        let error = read(&arguments).err().filter(|error| !is_help(error))?;
        Some((error.kind(), words(&arguments, &error)))
    }

    #[test]
    fn each_mistake_is_named_by_its_place_and_what_is_right() {
        use ErrorKind as Kind;
        let flag = format!("--{SECRET}");
        let with_value = format!("--url={SECRET}");
        let cases: [(&[&str], Kind, &[&str]); 14] = [
            (&[SECRET], Kind::InvalidSubcommand, &["the first argument", "vendors", "practice"]),
            (&["chekc"], Kind::InvalidSubcommand, &["did you mean `check`?"]),
            (&["vendors", SECRET], Kind::UnknownArgument, &["the second argument"]),
            (&["check", "--url", SECRET, SECRET], Kind::UnknownArgument, &["the fourth argument"]),
            (&["vendors", "--json", &flag], Kind::UnknownArgument, &["the third argument"]),
            (&["check", "--vendr", SECRET], Kind::UnknownArgument, &["`--vendor`", "second"]),
            (&["check", &with_value, &with_value], Kind::ArgumentConflict, &["--url", "once"]),
            (&["vendors", &format!("--json={SECRET}")], Kind::TooManyValues, &["--json", "second"]),
            (
                &["preview", "--users", "a", "--format", SECRET, "--vendor", "b"],
                Kind::InvalidValue,
                &["the fifth argument", "--format", "table, ndjson, csv"],
            ),
            (&["check", "--url"], Kind::InvalidValue, &["`--url <URL>` needs a value"]),
            (
                &["practice", "--port", SECRET],
                Kind::ValueValidation,
                &["the third argument", "--port", "0..=65535"],
            ),
            (&["practice", "--port=70000"], Kind::ValueValidation, &["second", "0..=65535"]),
            (
                &["token", "--vendor", SECRET, "--copy", "--save"],
                Kind::ArgumentConflict,
                &["`--copy` cannot be used with `--save`"],
            ),
            (&["check", "--url", SECRET], Kind::MissingRequiredArgument, &["--token-env"]),
        ];
        for (arguments, kind, expected) in cases {
            let (found, words) = told(arguments).expect("it is refused");
            assert_eq!(found, kind, "{arguments:?}");
            for part in expected {
                assert!(words.contains(part), "{arguments:?} says {part}: {words}");
            }
            assert!(!words.contains(SECRET), "{arguments:?} is not repeated: {words}");
        }
    }

    #[test]
    fn place_is_found_among_many_arguments() {
        let mut arguments = vec!["preview"];
        arguments.extend(std::iter::repeat_n(["--users", SECRET], 40).flatten());
        arguments.push(SECRET);
        let (_, words) = told(&arguments).expect("it is refused");
        assert!(words.contains("argument 82"), "{words}");
    }

    #[cfg(unix)]
    #[test]
    fn argument_that_is_no_text_is_named_by_its_place() {
        use std::os::unix::ffi::OsStringExt as _;
        let bad = OsString::from_vec([SECRET.as_bytes(), b"\xff"].concat());
        let arguments = ["footbridge", "check", "--url"].map(OsString::from);
        let arguments = [&arguments[..], &[bad]].concat();
        let error = read(&arguments).err().expect("it is refused");
        let words = words(&arguments, &error);
        assert!(words.contains("the third argument is not text"), "{words}");
    }

    #[test]
    fn no_argument_is_repeated_wherever_it_stands() {
        let tasks: [&[&str]; 8] = [
            &["help", "check"],
            &["vendors", "--json"],
            &["token", "--vendor", "safe", "--save", "--url", "u", "--token-env", "V"],
            &["check", "--vendor", "safe", "--url", "u", "--token-stdin", "--matching", "m"],
            &["eval", "[a]", "--attributes", "f", "--json"],
            &["preview", "--users", "f", "--vendor", "safe", "--format", "csv", "--column", "a=b"],
            &["practice", "--port", "0", "--fault", "slow", "--token-env", "V"],
            &["prove", "--url", "u", "--token-env", "V", "--writes", "--only", "users", "--json"],
        ];
        let forms = [
            SECRET.to_owned(),
            format!("-{SECRET}"),
            format!("--{SECRET}"),
            format!("--url={SECRET}"),
            format!("--port={SECRET}"),
            format!("--json={SECRET}"),
        ];
        let mut refused = 0;
        for (task, form) in tasks.iter().flat_map(|task| forms.iter().map(move |form| (task, form)))
        {
            for at in 0..=task.len() {
                let inserted = [&task[..at], &[form.as_str()], &task[at..]].concat();
                let replaced = [&task[..at], &[form.as_str()], task.get(at + 1..).unwrap_or(&[])];
                for arguments in [inserted, replaced.concat()] {
                    if let Some((_, words)) = told(&arguments) {
                        refused += 1;
                        assert!(!words.contains(SECRET), "{arguments:?}: {words}");
                        assert!(
                            !words.contains("Y2Fu"),
                            "nor a part of it, {arguments:?}: {words}"
                        );
                    }
                }
            }
        }
        assert!(refused > 100, "most of these are mistakes: {refused}");
    }
}
