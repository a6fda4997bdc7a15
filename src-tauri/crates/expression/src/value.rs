//! What an expression gives, and what an attribute holds.
//!
//! Values borrow from the record wherever nothing was changed. A date is a text in this language,
//! `M/d/yyyy h:mm:ss tt` in UTC.

use std::borrow::Cow;
use std::fmt;

/// A value of an attribute, of an expression, or of a part of one.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// No value: an absent attribute.
    Null,
    /// A text, which may be empty.
    Text(Cow<'a, str>),
    /// A number.
    Number(Number),
    /// True or False.
    Boolean(bool),
    /// Several values, as of a multi-valued attribute.
    List(Vec<Value<'a>>),
}

/// A number: whole, or with decimals.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Number {
    /// A whole number; wide enough for an Active Directory time.
    Integer(i64),
    /// A number with decimals.
    Decimal(f64),
}

/// The longest text that may be a number, in bytes. Our choice.
const LONGEST_NUMBER: usize = 1_000;

impl Number {
    /// Reads a number as the language writes it: `-10`, `42568.75`, `&HF`. Blanks at both ends are
    /// allowed, as in .NET.
    pub fn parse(text: &str) -> Option<Number> {
        // A text may be of any length; a longer number would not be a finite one.
        if text.len() > LONGEST_NUMBER {
            return None;
        }
        let text = text.trim();
        if let Some(hex) = text.strip_prefix("&H").or_else(|| text.strip_prefix("&h")) {
            return i64::from_str_radix(hex, 16).ok().map(Number::Integer);
        }
        if !text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'))
            || !text.ends_with(|c: char| c.is_ascii_digit() || c == '.')
        {
            return None;
        }
        if let Ok(integer) = text.parse() {
            return Some(Number::Integer(integer));
        }
        text.parse().ok().filter(|decimal: &f64| decimal.is_finite()).map(Number::Decimal)
    }

    /// Returns the number with decimals.
    #[allow(clippy::cast_precision_loss, reason = "comparisons of whole numbers do not come here")]
    pub fn as_f64(self) -> f64 {
        match self {
            Number::Integer(integer) => integer as f64,
            Number::Decimal(decimal) => decimal,
        }
    }

    /// Returns the whole number, when it has no decimals and fits.
    #[allow(clippy::cast_possible_truncation, reason = "the range is checked")]
    pub fn as_integer(self) -> Option<i64> {
        match self {
            Number::Integer(integer) => Some(integer),
            Number::Decimal(decimal) => {
                (decimal.fract() == 0.0 && decimal.abs() < 9.0e15).then_some(decimal as i64)
            }
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        match (self, other) {
            (Number::Integer(left), Number::Integer(right)) => left.partial_cmp(right),
            _ => self.as_f64().partial_cmp(&other.as_f64()),
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Number::Integer(integer) => integer.fmt(f),
            Number::Decimal(decimal) => decimal.fmt(f),
        }
    }
}

impl<'a> Value<'a> {
    /// Returns a text value.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Value::Text(text.into())
    }

    /// Returns a whole number.
    pub fn integer(integer: i64) -> Self {
        Value::Number(Number::Integer(integer))
    }

    /// Returns the text form in which Entra sends the value: `True` and `False` for a boolean, the
    /// written digits for a number. `None` for null and for several values; a list with one value
    /// counts as that value.
    pub fn as_text(&self) -> Option<Cow<'_, str>> {
        match self {
            Value::Null => None,
            Value::Text(text) => Some(Cow::Borrowed(text)),
            Value::Number(number) => Some(Cow::Owned(number.to_string())),
            Value::Boolean(true) => Some(Cow::Borrowed("True")),
            Value::Boolean(false) => Some(Cow::Borrowed("False")),
            Value::List(values) => match values.as_slice() {
                [value] => value.as_text(),
                _ => None,
            },
        }
    }

    /// Returns whether there is no value: null, or a list without values.
    pub fn is_null(&self) -> bool {
        match self {
            Value::Null => true,
            Value::List(values) => values.is_empty(),
            _ => false,
        }
    }

    /// Returns whether there is no value, or only an empty text.
    pub fn is_null_or_empty(&self) -> bool {
        match self {
            Value::Text(text) => text.is_empty(),
            Value::List(values) => match values.as_slice() {
                [] => true,
                [value] => value.is_null_or_empty(),
                _ => false,
            },
            other => other.is_null(),
        }
    }

    /// Returns the same value, borrowing its texts.
    pub fn borrowed(&self) -> Value<'_> {
        match self {
            Value::Null => Value::Null,
            Value::Text(text) => Value::Text(Cow::Borrowed(text)),
            Value::Number(number) => Value::Number(*number),
            Value::Boolean(boolean) => Value::Boolean(*boolean),
            Value::List(values) => Value::List(values.iter().map(Value::borrowed).collect()),
        }
    }

    /// Returns the same value, owning its texts.
    pub fn into_owned(self) -> Value<'static> {
        match self {
            Value::Null => Value::Null,
            Value::Text(text) => Value::Text(Cow::Owned(text.into_owned())),
            Value::Number(number) => Value::Number(number),
            Value::Boolean(boolean) => Value::Boolean(boolean),
            Value::List(values) => Value::List(values.into_iter().map(Value::into_owned).collect()),
        }
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Value::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Value::Text(Cow::Owned(text))
    }
}

impl From<bool> for Value<'_> {
    fn from(boolean: bool) -> Self {
        Value::Boolean(boolean)
    }
}

impl From<i64> for Value<'_> {
    fn from(integer: i64) -> Self {
        Value::integer(integer)
    }
}

impl<'a, T: Into<Value<'a>>> From<Vec<T>> for Value<'a> {
    fn from(values: Vec<T>) -> Self {
        Value::List(values.into_iter().map(Into::into).collect())
    }
}

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Null, Into::into)
    }
}

/// What comes out of an expression: a value, or the decision to send none.
#[derive(Debug, Clone, PartialEq)]
pub enum Flow<'a> {
    /// This value is sent. Null and `""` are values here; what is sent for them is the mapping's
    /// business.
    Value(Value<'a>),
    /// The attribute is left out and stays as it is in the target.
    IgnoreAttribute,
    /// The whole object is left out.
    IgnoreObject,
}
