//! The tree of an expression, with the span of every part.
//!
//! The tree holds what was written, not what it means: an unknown function, an operator of another
//! tool and a missing part all have their node, so that an editor can work on half a text.
//!
//! White space has no node, and the language has no comments; [`std::fmt::Display`] prints one
//! canonical form, the one in which Microsoft Graph's `parseExpression` re-prints.

use std::fmt;
use std::ops::Range;

/// A part of an expression and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expression {
    /// What it is.
    pub kind: ExpressionKind,
    /// The bytes it was read from.
    pub span: Range<usize>,
}

/// What a part of an expression is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExpressionKind {
    /// A function call: `ToLower([mail])`.
    Call(Call),
    /// An attribute, without its brackets: `mail` for `[mail]`.
    Attribute(String),
    /// A text constant, without quotes and escapes.
    Text(String),
    /// A number as written: `-10`, `42568.75`, `&HF`.
    Number(String),
    /// A bare word: `vbTextCompare`, `IgnoreAttributeFlow`.
    Word(String),
    /// A system parameter, without its signs: `DomainFQDN` for `%DomainFQDN%`.
    Parameter(String),
    /// Two operands and an operator: `[country] = "USA"`.
    Operation(Box<Operation>),
    /// An expression in brackets of its own.
    Group(Box<Expression>),
    /// A part that is missing or could not be read; a diagnostic says why.
    Missing,
}

/// A function call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// The name as written.
    pub name: String,
    /// The bytes of the name.
    pub name_span: Range<usize>,
    /// The arguments, empty slots included.
    pub arguments: Vec<Argument>,
}

/// A slot between commas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// What is in it; `None` for an empty slot, which means "not given" and is neither null nor `""`.
    pub value: Option<Expression>,
    /// The bytes between the commas, blanks at both ends left out.
    pub span: Range<usize>,
}

/// Two operands and an operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// The left operand.
    pub left: Expression,
    /// The operator.
    pub operator: Operator,
    /// The bytes of the operator.
    pub operator_span: Range<usize>,
    /// The right operand.
    pub right: Expression,
}

/// An operator between two operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operator {
    /// `=`
    Equal,
    /// `<>`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `&`, which only cloud sync's reference shows.
    Concatenate,
    /// `&&` or `AND`: not in the language.
    And,
    /// `||` or `OR`: not in the language.
    Or,
    /// `??`: not in the language.
    Coalesce,
    /// `+`: not in the language.
    Add,
    /// `-`: not in the language.
    Subtract,
    /// `*`: not in the language.
    Multiply,
    /// `/`: not in the language.
    Divide,
}

impl Operator {
    /// Returns the sign it is printed as.
    pub fn sign(self) -> &'static str {
        match self {
            Operator::Equal => "=",
            Operator::NotEqual => "<>",
            Operator::Less => "<",
            Operator::LessOrEqual => "<=",
            Operator::Greater => ">",
            Operator::GreaterOrEqual => ">=",
            Operator::Concatenate => "&",
            Operator::And => "&&",
            Operator::Or => "||",
            Operator::Coalesce => "??",
            Operator::Add => "+",
            Operator::Subtract => "-",
            Operator::Multiply => "*",
            Operator::Divide => "/",
        }
    }

    /// Returns whether it compares its operands.
    pub fn is_comparison(self) -> bool {
        matches!(
            self,
            Operator::Equal
                | Operator::NotEqual
                | Operator::Less
                | Operator::LessOrEqual
                | Operator::Greater
                | Operator::GreaterOrEqual
        )
    }

    /// How tightly it binds; a larger number binds tighter.
    pub(crate) fn binding(self) -> u8 {
        match self {
            Operator::Coalesce => 0,
            Operator::Or => 1,
            Operator::And => 2,
            operator if operator.is_comparison() => 3,
            Operator::Multiply | Operator::Divide => 5,
            _ => 4,
        }
    }
}

impl Expression {
    /// Returns a part with its span.
    pub fn new(kind: ExpressionKind, span: Range<usize>) -> Self {
        Expression { kind, span }
    }

    /// Calls `visit` with this part and every part below it, outermost first.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Expression)) {
        visit(self);
        match &self.kind {
            ExpressionKind::Call(call) => {
                for value in call.arguments.iter().filter_map(|argument| argument.value.as_ref()) {
                    value.walk(visit);
                }
            }
            ExpressionKind::Operation(operation) => {
                operation.left.walk(visit);
                operation.right.walk(visit);
            }
            ExpressionKind::Group(inner) => inner.walk(visit),
            _ => {}
        }
    }

    /// Returns the part without brackets of its own.
    pub fn ungrouped(&self) -> &Expression {
        let mut part = self;
        while let ExpressionKind::Group(inner) = &part.kind {
            part = inner;
        }
        part
    }

    /// Returns the call, when it is one.
    pub fn as_call(&self) -> Option<&Call> {
        match &self.ungrouped().kind {
            ExpressionKind::Call(call) => Some(call),
            _ => None,
        }
    }

    /// Returns the attribute's name, when it is one.
    pub fn as_attribute(&self) -> Option<&str> {
        match &self.ungrouped().kind {
            ExpressionKind::Attribute(name) => Some(name),
            _ => None,
        }
    }

    /// Returns the text constant, when it is one.
    pub fn as_text(&self) -> Option<&str> {
        match &self.ungrouped().kind {
            ExpressionKind::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// Returns `text` as a text constant: quoted, with `\` and `"` escaped.
///
/// ```
/// assert_eq!(footbridge_expression::quoted(r#"a "b" \d"#), r#""a \"b\" \\d""#);
/// ```
pub fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        if matches!(character, '"' | '\\') {
            quoted.push('\\');
        }
        quoted.push(character);
    }
    quoted.push('"');
    quoted
}

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            ExpressionKind::Call(call) => {
                write!(f, "{}(", call.name)?;
                for (index, argument) in call.arguments.iter().enumerate() {
                    if index > 0 {
                        f.write_str(", ")?;
                    }
                    if let Some(value) = &argument.value {
                        value.fmt(f)?;
                    }
                }
                f.write_str(")")
            }
            ExpressionKind::Attribute(name) => write!(f, "[{name}]"),
            ExpressionKind::Text(text) => f.write_str(&quoted(text)),
            ExpressionKind::Number(written) | ExpressionKind::Word(written) => f.write_str(written),
            ExpressionKind::Parameter(name) => write!(f, "%{name}%"),
            ExpressionKind::Operation(operation) => {
                write!(f, "{} {} {}", operation.left, operation.operator.sign(), operation.right)
            }
            ExpressionKind::Group(inner) => write!(f, "({inner})"),
            ExpressionKind::Missing => Ok(()),
        }
    }
}
