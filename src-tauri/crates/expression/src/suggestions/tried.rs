//! What a proposal gives for the people of a directory, before it is taken.

use std::collections::HashMap;

use crate::compile::Compiled;
use crate::context::Context;
use crate::diagnostic::Diagnostic;
use crate::parser::parse;
use crate::record::Record;
use crate::value::{Flow, Value};

/// The most examples that are given.
const MAX_EXAMPLES: usize = 5;

/// So many different pairs are told apart; what comes after them is counted and not kept.
const MAX_PAIRS: usize = 2_000;

/// What an expression gives for many people.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tried {
    /// How many people it was tried on.
    pub people: usize,
    /// For how many of them the result differs from the attribute's value.
    pub changed: usize,
    /// For how many of them nothing is sent: null, an empty text, or an ignored flow.
    pub empty: usize,
    /// For how many of them it ends with an error.
    pub failed: usize,
    /// Some different pairs, those that change first, and of those the commonest first.
    pub examples: Vec<Example>,
}

/// The attribute's value of some people, and what the expression gives for them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Example {
    /// The value; several values are joined with `; `, and no value is an empty text.
    pub before: String,
    /// The result in the same form; empty where nothing is sent.
    pub after: String,
    /// How many people have this pair.
    pub people: usize,
}

impl Tried {
    /// Tries an expression on people. `attribute` is the one whose values are shown as "before";
    /// `columns` gives the column of each attribute, as for [`Compiled::new`].
    ///
    /// ```
    /// use footbridge_expression::suggestions::{Tried, suggest};
    /// use footbridge_expression::{Context, Value};
    ///
    /// let people: Vec<Vec<Value>> = vec![vec!["Sales > North".into()], vec!["Sales".into()]];
    /// let context = Context::new("2026-01-31T12:00:00Z".parse().unwrap());
    /// let proposal = &suggest("department", &["Sales > North", "Sales"])[0];
    /// let tried = Tried::on(&people, &proposal.expression, "department", |_| Some(0), &context);
    /// let tried = tried.unwrap();
    /// assert_eq!((tried.people, tried.changed, tried.empty), (2, 1, 0));
    /// assert_eq!(tried.examples[0].after, "Sales");
    /// ```
    ///
    /// # Errors
    ///
    /// The diagnostics of an expression that does not compile, or `expression.unknown_attribute`.
    pub fn on<'r, R: Record + ?Sized + 'r>(
        people: impl IntoIterator<Item = &'r R>,
        expression: &str,
        attribute: &str,
        mut columns: impl FnMut(&str) -> Option<usize>,
        context: &Context,
    ) -> Result<Tried, Vec<Diagnostic>> {
        let shown = columns(attribute);
        let compiled = Compiled::new(&parse(expression), columns)?;
        let mut tried = Tried::default();
        let mut pairs: HashMap<(String, String), usize> = HashMap::new();
        for person in people {
            tried.people += 1;
            let before = shown.map_or_else(String::new, |column| written(&person.get(column)));
            let after = match compiled.evaluate(person, context) {
                Ok(Flow::Value(value)) => written(&value),
                Ok(Flow::IgnoreAttribute | Flow::IgnoreObject) => String::new(),
                Err(_) => {
                    tried.failed += 1;
                    continue;
                }
            };
            tried.changed += usize::from(before != after);
            tried.empty += usize::from(after.is_empty());
            let pair = (before, after);
            let room = pairs.len() < MAX_PAIRS;
            if let Some(count) = pairs.get_mut(&pair) {
                *count += 1;
            } else if room {
                pairs.insert(pair, 1);
            }
        }
        tried.examples = pairs
            .into_iter()
            .map(|((before, after), people)| Example { before, after, people })
            .collect();
        // The texts decide last, so that the order does not hang on the map's.
        tried.examples.sort_by(|a, b| {
            let rank = |it: &Example| (it.before == it.after, std::cmp::Reverse(it.people));
            rank(a).cmp(&rank(b)).then_with(|| a.before.cmp(&b.before))
        });
        tried.examples.truncate(MAX_EXAMPLES);
        Ok(tried)
    }
}

fn written(value: &Value<'_>) -> String {
    match value {
        Value::List(values) => values.iter().map(written).collect::<Vec<_>>().join("; "),
        other => other.as_text().unwrap_or_default().into_owned(),
    }
}
