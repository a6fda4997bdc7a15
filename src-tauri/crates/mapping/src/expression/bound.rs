//! An expression compiled by the expression crate and bound to the columns of one directory.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use footbridge_directory::{self as directory, AttributeIndex, Directory};
use footbridge_expression::{
    self as expression, ExpressionKind, Flow, Parsed, Record, Trace, Value, parse,
};
use footbridge_finding::Severity;

use crate::expression::diagnostic::{Diagnostic, Fix};
use crate::expression::reference::attribute;
use crate::expression::span::Spans;
use crate::expression::value::{Evaluated, many, one};

pub use footbridge_expression::Context;
pub(crate) use footbridge_expression::Usage;

/// An expression whose attributes are found in one directory.
#[derive(Debug)]
pub(crate) struct BoundExpression {
    compiled: expression::Compiled,
    /// By the expression's column: the attribute's name.
    names: Vec<String>,
    /// By the expression's column: the attribute, or none when the file does not have it.
    attributes: Vec<Option<AttributeIndex>>,
    /// Equal attributes give equal values.
    steady: bool,
}

/// An expression that cannot be computed.
#[derive(Debug)]
pub(crate) struct Broken {
    pub(crate) code: &'static str,
    pub(crate) message: String,
}

/// Compiles an expression. An attribute that the file does not have counts as empty.
pub(crate) fn compile(text: &str, directory: &Directory) -> Result<BoundExpression, Broken> {
    let parsed = parse(text);
    let mut columns = Columns::default();
    let compiled = expression::Compiled::new(&parsed, |name| Some(columns.of(name)));
    BoundExpression::of(compiled, columns, &parsed, directory)
}

/// Checks an expression and compiles it.
pub(crate) fn examine(
    text: &str,
    usage: Usage,
    directory: &Directory,
) -> (Vec<Diagnostic>, Result<BoundExpression, Broken>) {
    let parsed = parse(text);
    let mut columns = Columns::default();
    let (said, compiled) =
        expression::Compiled::check_and_compile(&parsed, usage, |name| Some(columns.of(name)));
    (placed(text, said), BoundExpression::of(compiled, columns, &parsed, directory))
}

/// The attributes of an expression, each with its number.
#[derive(Default)]
struct Columns {
    names: Vec<String>,
    known: HashMap<String, usize>,
}

impl Columns {
    fn of(&mut self, name: &str) -> usize {
        if let Some(known) = self.known.get(name) {
            return *known;
        }
        self.known.insert(name.to_owned(), self.names.len());
        self.names.push(name.to_owned());
        self.names.len() - 1
    }
}

impl BoundExpression {
    fn of(
        compiled: Result<expression::Compiled, Vec<expression::Diagnostic>>,
        columns: Columns,
        parsed: &Parsed,
        directory: &Directory,
    ) -> Result<Self, Broken> {
        let compiled = compiled.map_err(|diagnostics| {
            let first = diagnostics.into_iter().next();
            Broken {
                code: first.as_ref().map_or("expression.invalid", |it| it.code),
                message: first.map_or_else(String::new, |it| it.message.to_string()),
            }
        })?;
        let names = columns.names;
        let attributes = names.iter().map(|name| attribute(directory, name)).collect();
        Ok(BoundExpression { compiled, names, attributes, steady: is_steady(parsed) })
    }

    /// Returns the only attribute that the value depends on.
    pub(crate) fn only_attribute(&self) -> Option<AttributeIndex> {
        let mut found = self.attributes.iter().copied().flatten();
        match (found.next(), found.next()) {
            (only, None) if self.steady => only,
            _ => None,
        }
    }

    /// Returns the attributes that the file does not have.
    pub(crate) fn absent(&self) -> Vec<String> {
        let columns = self.names.iter().zip(&self.attributes);
        columns.filter(|(_, found)| found.is_none()).map(|(name, _)| name.clone()).collect()
    }

    /// Returns the names of the attributes that the expression reads.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    /// Returns where its attributes are; none where the file does not have one.
    pub(crate) fn found(&self) -> &[Option<AttributeIndex>] {
        &self.attributes
    }

    /// Returns whether equal attributes give equal values.
    pub(crate) fn is_steady(&self) -> bool {
        self.steady
    }

    /// Returns whether everybody gets the same value: no attribute of the file is read.
    pub(crate) fn is_same_for_all(&self) -> bool {
        self.steady && self.attributes.iter().all(Option::is_none)
    }

    /// Looks the attributes up in another directory, such as the next part of a file.
    pub(crate) fn resolve(&mut self, directory: &Directory) {
        self.attributes = self.names.iter().map(|name| attribute(directory, name)).collect();
    }

    /// Computes the value for the user at `row`, counted from 0, and tells how much was done for it, in
    /// nanoseconds or so.
    pub(crate) fn evaluate_and_count<'a>(
        &'a self,
        directory: &'a Directory,
        row: u32,
        context: &'a Context,
    ) -> (Evaluated<'a>, u64) {
        let user = User { directory, row, attributes: &self.attributes };
        let (flow, done) = self.compiled.evaluate_and_count(&|column| user.value(column), context);
        let evaluated = match flow {
            Ok(Flow::Value(value)) => sent(value),
            Ok(Flow::IgnoreAttribute | Flow::IgnoreObject) => Evaluated::Ignored,
            Err(error) => {
                Evaluated::Failed { code: error.code.to_owned(), message: error.to_string() }
            }
        };
        (evaluated, done)
    }

    /// Returns what the values of the user at `row`, counted from 0, show of the expression of this text.
    pub(crate) fn remarks(
        &self,
        text: &str,
        directory: &Directory,
        row: u32,
        context: &Context,
    ) -> Vec<Diagnostic> {
        self.trace(directory, row, context, |trace| placed(text, trace.remarks()))
    }

    /// Shows `look` what every part gives for the user at `row`, counted from 0.
    pub(crate) fn trace<T>(
        &self,
        directory: &Directory,
        row: u32,
        context: &Context,
        look: impl FnOnce(&Trace<'_>) -> T,
    ) -> T {
        let user = User { directory, row, attributes: &self.attributes };
        look(&self.compiled.trace_tree(&user, context))
    }
}

/// One user as the expression crate reads it.
struct User<'a> {
    directory: &'a Directory,
    row: u32,
    attributes: &'a [Option<AttributeIndex>],
}

impl<'a> User<'a> {
    fn value(&self, column: usize) -> Value<'a> {
        let Some(attribute) = self.attributes.get(column).copied().flatten() else {
            return Value::Null;
        };
        match self.directory.value(self.row, attribute) {
            directory::Value::Null => Value::Null,
            directory::Value::Text(text) => Value::Text(Cow::Borrowed(text)),
            directory::Value::List(list) => Value::List(list.iter().map(Value::from).collect()),
        }
    }
}

impl Record for User<'_> {
    fn get(&self, column: usize) -> Value<'_> {
        self.value(column)
    }
}

fn sent(value: Value<'_>) -> Evaluated<'_> {
    match value {
        Value::Text(text) => one(text),
        Value::List(values) if values.len() > 1 => {
            many(values.iter().filter_map(Value::as_text).map(Cow::into_owned).collect())
        }
        value => match value.as_text() {
            Some(text) => one(Cow::Owned(text.into_owned())),
            None => Evaluated::Nothing,
        },
    }
}

/// Returns whether the expression gives the same value for the same attributes; chance does not.
fn is_steady(parsed: &Parsed) -> bool {
    let mut steady = true;
    parsed.root().walk(&mut |part| {
        if let ExpressionKind::Call(call) = &part.kind {
            let name = call.name.as_str();
            steady &= !["Guid", "RandomString"].iter().any(|it| it.eq_ignore_ascii_case(name));
        }
    });
    steady
}

/// Returns what the expression crate says about a text, apart from its attributes' names.
pub(crate) fn check(text: &str, usage: Usage) -> Vec<Diagnostic> {
    placed(text, expression::check(&parse(text), None, usage))
}

/// Returns what was said about a text with the window's places.
fn placed(text: &str, said: Vec<expression::Diagnostic>) -> Vec<Diagnostic> {
    let spans = Spans::of(text);
    let said = said.into_iter().map(|diagnostic| Diagnostic {
        code: diagnostic.code.to_owned(),
        severity: match diagnostic.severity {
            expression::Severity::Info => Severity::Info,
            expression::Severity::Warning => Severity::Warning,
            expression::Severity::Error => Severity::Error,
        },
        message: diagnostic.message.to_string(),
        span: spans.at(&diagnostic.span),
        fix: diagnostic.fix.map(|fix| Fix {
            label: fix.label.to_string(),
            span: spans.at(&fix.span),
            replacement: fix.replacement,
        }),
    });
    said.collect()
}

/// Returns the texts in quotation marks of an expression, in order.
pub(crate) fn text_literals(text: &str) -> Vec<String> {
    let parsed = parse(text);
    let mut found = Vec::new();
    parsed.root().walk(&mut |part| {
        if let ExpressionKind::Text(literal) = &part.kind {
            found.push(literal.clone());
        }
    });
    found
}

/// Returns the attributes of an expression, each time with the bytes where it stands.
pub(crate) fn attributes(text: &str) -> Vec<(String, Range<usize>)> {
    let parsed = parse(text);
    let mut found = Vec::new();
    parsed.root().walk(&mut |part| {
        if let ExpressionKind::Attribute(name) = &part.kind {
            found.push((name.clone(), part.span.clone()));
        }
    });
    found
}
