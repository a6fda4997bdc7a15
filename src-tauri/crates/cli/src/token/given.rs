//! What is given to make a token of, and whether it is meant.

use footbridge_token::{TokenDraft, TokenInput, is_blank};
use footbridge_vendor::TokenFacts;
use secrecy::SecretString;

use crate::arguments::TokenOptions;
use crate::output::Failure;
use crate::secrets::{
    from_prompt, from_variable, input_is_terminal, line_of_input, lines_of_input,
};

/// What was given.
pub(super) enum Given {
    /// A key and a secret, each in its own place.
    Halves(TokenInput),
    /// One value, which may be all that is needed.
    Lone(TokenInput),
}

impl Given {
    /// Reads it from where the options say.
    pub(super) fn of(options: &TokenOptions, facts: &TokenFacts) -> Result<Self, Failure> {
        if !facts.recipe.takes_pair() {
            return single(options, &facts.token_label).map(lone);
        }
        if let (Some(key), Some(secret)) = (&options.key_env, &options.secret_env) {
            return Ok(halves(from_variable(key)?, from_variable(secret)?));
        }
        if let Some(token) = &options.token_env {
            return Ok(lone(from_variable(token)?));
        }
        match (options.stdin && !input_is_terminal(), options.ready) {
            (true, ready) => of_lines(lines_of_input()?, ready, facts),
            (false, true) => Ok(lone(from_prompt(&facts.token_label)?)),
            (false, false) => {
                let key = from_prompt(&facts.key_label)?;
                let secret = from_prompt(&facts.secret_label)?;
                // The prompt has no other way to give one value.
                Ok(if is_blank(&secret) { lone(key) } else { halves(key, secret) })
            }
        }
    }

    /// Returns it in the places of the vendor's form.
    pub(super) fn input(&self) -> &TokenInput {
        match self {
            Given::Halves(input) | Given::Lone(input) => input,
        }
    }

    /// Returns why no token is made of it, though one could be: half a token would look like one
    /// until the vendor refuses it.
    pub(super) fn refusal(
        &self,
        facts: &TokenFacts,
        draft: &TokenDraft,
        ready: bool,
    ) -> Option<String> {
        let (key, secret) = (&facts.key_label, &facts.secret_label);
        match self {
            Given::Halves(input) => {
                let mut halves = [(key, &input.key), (secret, &input.secret)].into_iter();
                let (label, _) = halves.find(|(_, half)| is_blank(half))?;
                Some(format!(
                    "{label} is empty; {key} and {secret} make the token together. A ready token \
                     is given alone"
                ))
            }
            Given::Lone(_) => {
                let has_halves =
                    draft.composition.as_ref().is_some_and(|parts| !parts.key.is_empty());
                let whole = has_halves || ready || !facts.recipe.takes_pair();
                (draft.can_compose && !whole).then(|| {
                    format!(
                        "this is one value, and no {key} and {secret} are in it. Give both, or say \
                         with --ready that the vendor made this very value as the token"
                    )
                })
            }
        }
    }
}

fn halves(key: SecretString, secret: SecretString) -> Given {
    Given::Halves(TokenInput { key, secret, ..TokenInput::default() })
}

fn lone(token: SecretString) -> Given {
    Given::Lone(TokenInput { token, ..TokenInput::default() })
}

/// Two lines mean two halves, one line a value of its own. Blank lines after these are nothing.
fn of_lines(
    mut lines: Vec<SecretString>,
    ready: bool,
    facts: &TokenFacts,
) -> Result<Given, Failure> {
    let wanted = if ready { 1 } else { 2 };
    while lines.len() > wanted && lines.last().is_some_and(is_blank) {
        lines.pop();
    }
    if lines.len() > wanted {
        return Err(Failure::Usage(if ready {
            "a ready token is one line, and there are more".to_owned()
        } else {
            format!(
                "{} and {} are two lines, and there are more",
                facts.key_label, facts.secret_label
            )
        }));
    }
    let mut lines = lines.into_iter();
    Ok(match (lines.next(), lines.next()) {
        (Some(key), Some(secret)) => halves(key, secret),
        (first, _) => lone(first.unwrap_or_default()),
    })
}

fn single(options: &TokenOptions, label: &str) -> Result<SecretString, Failure> {
    if options.key_env.is_some() {
        return Err(Failure::Usage(format!(
            "this vendor has one credential ({label}), not a key and a secret; give it with --token-env or --stdin"
        )));
    }
    match &options.token_env {
        Some(variable) => from_variable(variable),
        None if options.stdin => line_of_input(label),
        None => from_prompt(label),
    }
}
