//! Running a compiled expression for one record.
//!
//! Only the branches that are chosen are looked at. Texts are borrowed from the record as long as
//! nothing changes them. Where the reference says nothing, the function's own comment says what was
//! chosen here.

mod arguments;
mod conditions;
mod dates;
mod encoding;
mod error;
mod lists;
mod random;
mod replace;
mod text;

use arguments::Arguments;
pub use error::EvaluationError;
pub(crate) use error::Stop;
use error::{Reason, error, flow};
pub(crate) use replace::Mode as ReplaceMode;

use std::borrow::Cow;
use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::ops::Range;

use crate::compile::{CallNode, Node, NodeKind, Prepared};
use crate::context::Context;
use crate::functions::Function;
use crate::limits::{self, Work};
use crate::tree::Operator;
use crate::value::{Flow, Number, Value};

pub(crate) type Outcome<'a> = Result<Value<'a>, Stop>;

/// One evaluation of one expression for one record.
pub(crate) struct Evaluator<'e, 'a> {
    column: &'e dyn Fn(usize) -> Value<'a>,
    context: &'a Context,
    work: &'e Work,
    trace: Option<&'e RefCell<Seen<'a>>>,
}

/// What became known while tracing: the outcome of each node that was looked at, by its address.
pub(crate) type Seen<'a> = HashMap<*const Node, Result<Flow<'a>, EvaluationError>>;

impl<'e, 'a> Evaluator<'e, 'a> {
    pub(crate) fn new(
        column: &'e dyn Fn(usize) -> Value<'a>,
        context: &'a Context,
        work: &'e Work,
    ) -> Self {
        Evaluator { column, context, work, trace: None }
    }

    pub(crate) fn flow(&self, node: &'a Node) -> Result<Flow<'a>, EvaluationError> {
        flow(self.value(node))
    }

    /// Evaluates a node and everything that its value asks for, and notes what became known.
    pub(crate) fn note(mut self, node: &'a Node, seen: &'e RefCell<Seen<'a>>) {
        self.trace = Some(seen);
        drop(self.value(node));
    }

    pub(crate) fn value(&self, node: &'a Node) -> Outcome<'a> {
        match &self.trace {
            None => self.plain_value(node),
            Some(trace) => {
                if let NodeKind::Folded { original, .. } = &node.kind {
                    return self.value(original);
                }
                let outcome = self.plain_value(node);
                trace.borrow_mut().insert(std::ptr::from_ref(node), flow(outcome.clone()));
                outcome
            }
        }
    }

    fn plain_value(&self, node: &'a Node) -> Outcome<'a> {
        match &node.kind {
            NodeKind::Constant(value) | NodeKind::Folded { value, .. } => {
                self.listed(value.borrowed(), &node.span)
            }
            NodeKind::Column(column) => self.listed((self.column)(*column), &node.span),
            NodeKind::Call(call) => self.call(call, &node.span),
            NodeKind::Operation { operator, left, right } => {
                self.operation(*operator, left, right, &node.span)
            }
            NodeKind::DomainFqdn => match self.context.domain_fqdn() {
                Some(domain) => Ok(Value::from(domain)),
                None => Err(error(
                    "evaluation.no_domain",
                    &node.span,
                    "The on-premises domain for `%DomainFQDN%` is not known here.",
                )),
            },
            NodeKind::IgnoreAttribute => Err(Stop::IgnoreAttribute),
            NodeKind::IgnoreObject => Err(Stop::IgnoreObject),
        }
    }

    /// Counts what making a list took; a text is borrowed.
    fn listed(&self, value: Value<'a>, span: &Range<usize>) -> Outcome<'a> {
        if let Value::List(values) = &value {
            // Whoever traces keeps one, too.
            let times = if self.trace.is_some() { 200 } else { 100 };
            self.pass_over(values.len() * times, span)?;
        }
        Ok(value)
    }

    /// Counts bytes that are copied or compared, or the like; short texts are not worth counting.
    fn pass_over(&self, bytes: usize, span: &Range<usize>) -> Result<(), Stop> {
        if bytes <= 64 {
            return Ok(());
        }
        self.work.take(bytes).ok_or_else(|| {
            error(
                "evaluation.too_much_work",
                span,
                "This expression does too much for this user: its texts are too long for so many \
                 functions.",
            )
        })
    }

    fn operation(
        &self,
        operator: Operator,
        left: &'a Node,
        right: &'a Node,
        span: &Range<usize>,
    ) -> Outcome<'a> {
        let left_value = self.value(left)?;
        let right_value = self.value(right)?;
        self.pass_over(size(&left_value) + size(&right_value), span)?;
        if operator == Operator::Concatenate {
            let left = single_text(left_value, span)?.unwrap_or_default();
            let right = single_text(right_value, span)?.unwrap_or_default();
            return text::concatenated(left, &right, span);
        }
        conditions::compare(operator, left_value, right_value, span).map(Value::Boolean)
    }

    fn call(&self, call: &'a CallNode, span: &'a Range<usize>) -> Outcome<'a> {
        let arguments = Arguments { evaluator: self, call, span };
        if self.trace.is_some() && !matches!(call.prepared, Prepared::Nothing | Prepared::Keys(_)) {
            // What was prepared from them is used instead of them, and they are seen all the same.
            for argument in call.arguments.iter().flatten().filter(|node| node.is_constant()) {
                drop(self.value(argument));
            }
        }
        match call.info.function {
            Function::IgnoreFlowIfNullOrEmpty => conditions::ignore_flow(&arguments),
            Function::Iif => conditions::iif(&arguments),
            Function::Switch => conditions::switch(&arguments),
            Function::Coalesce => conditions::coalesce(&arguments),
            Function::SelectUniqueValue => conditions::select_unique_value(&arguments),
            Function::CBool => conditions::c_bool(&arguments),
            Function::Not => conditions::not(&arguments),
            Function::IsNull => arguments.value(0).map(|value| value.is_null().into()),
            Function::IsNullOrEmpty => {
                arguments.value(0).map(|value| value.is_null_or_empty().into())
            }
            Function::IsPresent => {
                arguments.value(0).map(|value| (!value.is_null_or_empty()).into())
            }
            Function::IsString => conditions::is_string(&arguments),
            Function::Error => conditions::raise(&arguments),
            Function::DefaultDomain => conditions::default_domain(&arguments),
            Function::Redact | Function::CRef | Function::AppRoleAssignments => arguments.value(0),
            Function::AltSecIdFromNetId => Err(arguments.error(
                "evaluation.not_documented",
                "What `AltSecIdFromNetId` computes is not documented, so it cannot be shown here.",
            )),

            Function::Append => text::append(&arguments, 0, 1),
            Function::Prepend => text::append(&arguments, 0, 1),
            Function::CStr => text::c_str(&arguments),
            Function::InStr => text::in_str(&arguments),
            Function::Left => text::left(&arguments),
            Function::Len => text::len(&arguments),
            Function::Mid => text::mid(&arguments),
            Function::NormalizeDiacritics => text::normalize_diacritics(&arguments),
            Function::PCase => text::p_case(&arguments),
            Function::StripSpaces => text::strip_spaces(&arguments),
            Function::ToLower => text::to_lower(&arguments),
            Function::ToUpper => text::to_upper(&arguments),
            Function::Trim => text::trim(&arguments),
            Function::Word => text::word(&arguments),
            Function::DnComponent => text::dn_component(&arguments),
            Function::Replace => replace::replace(&arguments),

            Function::Contains => lists::contains(&arguments),
            Function::Count => lists::count(&arguments),
            Function::Item => lists::item(&arguments),
            Function::Join => lists::join(&arguments),
            Function::RemoveDuplicates => lists::remove_duplicates(&arguments),
            Function::SingleAppRoleAssignment => lists::single_role(&arguments),
            Function::Split => lists::split(&arguments),

            Function::CDate => dates::c_date(&arguments),
            Function::DateAdd => dates::date_add(&arguments),
            Function::DateDiff => dates::date_diff(&arguments),
            Function::DateFromNum => dates::date_from_num(&arguments),
            Function::FormatDateTime => dates::format_date_time(&arguments),
            Function::Now => dates::now(&arguments),
            Function::NumFromDate => dates::num_from_date(&arguments),

            Function::BitAnd => encoding::bit_and(&arguments),
            Function::ConvertFromBase64 => encoding::from_base64(&arguments),
            Function::ConvertToBase64 => encoding::to_base64(&arguments),
            Function::ConvertToUtf8Hex => encoding::to_utf8_hex(&arguments),
            Function::StringFromSid => encoding::string_from_sid(&arguments),

            Function::Guid => random::guid(&arguments),
            Function::RandomString => random::random_string(&arguments),
        }
    }
}

/// Returns how many bytes of text a value has.
fn size(value: &Value<'_>) -> usize {
    match value {
        Value::Text(text) => text.len(),
        Value::List(values) => values.iter().map(size).sum(),
        Value::Null | Value::Number(_) | Value::Boolean(_) => 0,
    }
}

/// Returns the text of a single value; `None` for null.
fn single_text<'v>(value: Value<'v>, span: &Range<usize>) -> Result<Option<Cow<'v, str>>, Stop> {
    match value {
        Value::Null => Ok(None),
        Value::Text(text) => Ok(Some(text)),
        Value::Number(number) => Ok(Some(Cow::Owned(number.to_string()))),
        Value::Boolean(boolean) => Ok(Some(Cow::Borrowed(if boolean { "True" } else { "False" }))),
        Value::List(values) => {
            let count = values.len();
            let mut values = values.into_iter();
            match (values.next(), count) {
                (None, _) => Ok(None),
                (Some(value), 1) => single_text(value, span),
                _ => Err(error(
                    "evaluation.several_values",
                    span,
                    format!(
                        "This needs one value, and the attribute has {count}. Take one with \
                         `Item([…], 1)`, or put them together with `Join`."
                    ),
                )),
            }
        }
    }
}

/// Returns the number that a value is, or that its text says.
fn number_of(value: &Value<'_>) -> Option<Number> {
    match value {
        Value::Number(number) => Some(*number),
        Value::Text(text) => Number::parse(text),
        Value::Boolean(boolean) => Some(Number::Integer(i64::from(*boolean))),
        Value::List(values) => match values.as_slice() {
            [value] => number_of(value),
            _ => None,
        },
        Value::Null => None,
    }
}

fn bounded<'a>(text: String, span: &Range<usize>) -> Outcome<'a> {
    if text.len() > limits::MAX_TEXT {
        return Err(too_long(span));
    }
    Ok(Value::Text(Cow::Owned(text)))
}

fn too_long(span: &Range<usize>) -> Stop {
    error(
        "evaluation.too_long",
        span,
        format!("The text grows beyond {} bytes here.", limits::MAX_TEXT),
    )
}

/// Returns a value for a message: quoted, and cut where it is long.
fn shown(value: &Value<'_>) -> String {
    match value.as_text() {
        None if value.is_null() => "no value".to_owned(),
        None => "several values".to_owned(),
        Some(text) => {
            let short: String = text.chars().take(40).collect();
            let dots = if short.len() < text.len() { "…" } else { "" };
            format!("\"{short}{dots}\"")
        }
    }
}

/// Compares two values for order: as numbers when both are, else as texts.
fn order(left: &Value<'_>, right: &Value<'_>) -> Option<Ordering> {
    if let (Some(left), Some(right)) = (number_of(left), number_of(right)) {
        return left.partial_cmp(&right);
    }
    Some(left.as_text()?.cmp(&right.as_text()?))
}
