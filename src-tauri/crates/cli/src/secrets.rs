//! Where secrets come from: a named variable, standard input, or a prompt without echo.

use std::env::VarError;
use std::io::{BufRead as _, IsTerminal as _, Read as _, StdinLock, Take, stdin};

use secrecy::SecretString;
use zeroize::Zeroizing;

use crate::examples::asking_for;
use crate::output::Failure;
use crate::visible::visible;

/// Returns the secret in the variable `name`.
#[expect(clippy::disallowed_methods, reason = "the caller named this variable")]
pub(crate) fn from_variable(name: &str) -> Result<SecretString, Failure> {
    let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if !is_name || name.len() > 64 {
        // It may be the secret itself, so it is not repeated.
        return Err(Failure::Usage(
            "this is not the name of a variable; the secret itself must never be an argument, \
             because everybody on this machine can read those"
                .to_owned(),
        ));
    }
    // A password may be a word, too: a name is repeated where it is written as names usually are.
    let usual = name.bytes().all(|byte| !byte.is_ascii_lowercase())
        && name.bytes().next().is_some_and(|byte| !byte.is_ascii_digit());
    let (named, shown) = if usual {
        (format!("the variable {name}"), name)
    } else {
        ("the variable that you named".to_owned(), "NAME")
    };
    std::env::var(name).map(SecretString::from).map_err(|error| {
        Failure::Usage(match error {
            VarError::NotPresent => format!(
                "{named} is not set, or not exported. Set it without showing it, and try again{}",
                asking_for(shown)
            ),
            VarError::NotUnicode(_) => format!("{named} does not hold text; set it again"),
        })
    })
}

/// How many bytes of standard input are read; our choice, and more than any token has.
const MOST: u64 = 64 * 1024;

/// Whether standard input is a terminal. It would show what is typed, so a secret is asked for.
pub(crate) fn input_is_terminal() -> bool {
    stdin().is_terminal()
}

/// Returns the first line of standard input without its line end; an empty one when there is none.
/// What follows is left alone: a password manager prints its notes there.
pub(crate) fn line_of_input(label: &str) -> Result<SecretString, Failure> {
    if input_is_terminal() {
        return from_prompt(label);
    }
    Ok(next_line(&mut stdin().lock().take(MOST))?.unwrap_or_default())
}

/// Returns every line of standard input without its line end.
pub(crate) fn lines_of_input() -> Result<Vec<SecretString>, Failure> {
    let mut input = stdin().lock().take(MOST);
    std::iter::from_fn(|| next_line(&mut input).transpose()).collect()
}

fn next_line(input: &mut Take<StdinLock<'_>>) -> Result<Option<SecretString>, Failure> {
    // With room for every line: a buffer that grows leaves an unwiped copy behind.
    let mut line = Zeroizing::new(String::with_capacity(MOST as usize));
    let read = input.read_line(&mut line);
    if read.map_err(|error| Failure::of_io("standard input", &error))? == 0 {
        return Ok(None);
    }
    if input.limit() == 0 {
        return Err(Failure::Usage(format!(
            "standard input is longer than {MOST} bytes, and so than any token; is it the right file?"
        )));
    }
    Ok(Some(SecretString::from(line.trim_end_matches(['\r', '\n']))))
}

/// Asks for a secret without showing it.
pub(crate) fn from_prompt(label: &str) -> Result<SecretString, Failure> {
    if !input_is_terminal() {
        return Err(Failure::Usage(
            "there is no terminal to ask for the secret; pass it on standard input with --stdin, or \
             in a variable that you name with --token-env".to_owned(),
        ));
    }
    ask(&visible(label)).map_err(|error| Failure::of_io("the prompt", &error))
}

#[cfg(unix)]
use crate::prompt::ask;

#[cfg(not(unix))]
fn ask(label: &str) -> std::io::Result<SecretString> {
    rpassword::prompt_password(format!("{label}: ")).map(SecretString::from)
}
