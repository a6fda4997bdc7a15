//! Entra's attribute-mapping expressions, evaluated offline: parse, check, compile, evaluate.
//!
//! The language is the one of Microsoft Entra's "Reference for writing expressions for attribute
//! mappings in Microsoft Entra Application Provisioning". What Cloud Sync and older lists add is
//! accepted with a note.
//!
//! ```
//! use footbridge_expression::{Attributes, Compiled, Context, Flow, Value, check, parse};
//!
//! let parsed = parse(r#"Switch([country], "Other", "Norway", "NO")"#);
//! assert!(check(&parsed, None, Default::default()).is_empty());
//!
//! let mut user = Attributes::from_iter([("country", "Norway")]);
//! let compiled = Compiled::new(&parsed, |name| Some(user.column(name))).unwrap();
//! let context = Context::new("2026-01-31T12:00:00Z".parse().unwrap());
//! assert_eq!(compiled.evaluate(&user, &context), Ok(Flow::Value(Value::from("NO"))));
//! ```
//!
//! Deliberately absent: any I/O, clock, environment or chance of its own (all of it comes in through
//! [`Context`]), serialisation, and the mapping around an expression (defaults, when it applies).

mod check;
mod compile;
mod context;
mod date;
mod diagnostic;
mod evaluate;
pub mod functions;
mod letters;
mod lexer;
pub mod limits;
mod parser;
mod pattern;
mod record;
pub mod suggestions;
mod tree;
mod value;

pub use check::{Usage, check};
pub use compile::Compiled;
pub use context::Context;
pub use diagnostic::{Diagnostic, Fix, Severity};
pub use evaluate::{EvaluationError, Step};
pub use parser::{MAX_CHARACTERS, MAX_DEPTH, Parsed, parse};
pub use record::{Attributes, Record};
pub use tree::{Argument, Call, Expression, ExpressionKind, Operation, Operator, quoted};
pub use value::{Flow, Number, Value};
