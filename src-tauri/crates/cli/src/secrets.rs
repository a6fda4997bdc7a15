//! Where secrets come from: a named variable, standard input, or a prompt without echo.

use std::env::VarError;
use std::io::{BufRead, IsTerminal};

use secrecy::SecretString;
use zeroize::Zeroizing;

use crate::output::Failure;

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
    std::env::var(name).map(SecretString::from).map_err(|error| {
        Failure::Usage(match error {
            VarError::NotPresent => format!(
                "the variable {name} is not set, or not exported. Set it without showing it, and \
                 try again:\n  {}",
                asking_for(name)
            ),
            VarError::NotUnicode(_) => {
                format!("the variable {name} does not hold text; set it again")
            }
        })
    })
}

/// Returns what to type so that the shell asks for a variable's value.
fn asking_for(name: &str) -> String {
    if cfg!(windows) {
        format!("$env:{name} = Read-Host")
    } else {
        format!("read -rs {name} && export {name}")
    }
}

/// Returns the next line of standard input without its line end; an empty one at the end.
pub(crate) fn line_of_input() -> Result<SecretString, Failure> {
    let mut line = Zeroizing::new(String::with_capacity(4096));
    std::io::stdin()
        .lock()
        .read_line(&mut line)
        .map_err(|error| Failure::of_io("standard input", &error))?;
    Ok(SecretString::from(line.trim_end_matches(['\r', '\n'])))
}

/// Asks for a secret without showing it.
pub(crate) fn from_prompt(label: &str) -> Result<SecretString, Failure> {
    if !std::io::stdin().is_terminal() {
        return Err(Failure::Usage(
            "there is no terminal to ask for the secret; pass it on standard input with --stdin, or \
             in a variable that you name with --token-env".to_owned(),
        ));
    }
    rpassword::prompt_password(format!("{label}: "))
        .map(SecretString::from)
        .map_err(|error| Failure::of_io("the prompt", &error))
}
