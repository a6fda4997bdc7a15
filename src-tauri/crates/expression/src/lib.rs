//! Entra's attribute-mapping expressions, evaluated offline: parse, check, compile, evaluate.
//!
//! The language is the one of Microsoft Entra's "Reference for writing expressions for attribute
//! mappings in Microsoft Entra Application Provisioning". What Cloud Sync and older lists add is
//! accepted with a note.
//!
//! ```
//! use footbridge_expression::{Attributes, Compiled, Context, Flow, Value, check, parse};
//!
//! let parsed = parse(r#"Switch([country], , "Norway", "NO")"#);
//! assert!(check(&parsed, None, Default::default()).is_empty());
//!
//! let mut user = Attributes::from_iter([("country", "Norway")]);
//! let compiled = Compiled::new(&parsed, |name| Some(user.column(name))).unwrap();
//! let context = Context::new("2026-01-31T12:00:00Z".parse().unwrap());
//! assert_eq!(compiled.evaluate(&user, &context), Ok(Flow::Value(Value::from("NO"))));
//! ```
//!
//! # How sure a result is
//!
//! Microsoft describes the functions one by one and says little about how they behave together.
//! What is followed here, in this order:
//!
//! 1. What the reference says. Indexes count from 1; `""` as a key of `Switch` also stands for null;
//!    `Left` with a negative number gives the whole text; and so on, function by function.
//! 2. What its examples show without saying it: `Join` drops empty sources together with their
//!    separator; numbers and texts of digits are the same; an empty slot is not `""`.
//! 3. What the engine behind it does, where Microsoft names it: .NET's regular expressions, date
//!    formats, `ToTitleCase` and strings of UTF-16 units; VB's `DateDiff`.
//! 4. Our choice, called so where it is made. The ones that matter most:
//!    - `=` compares texts letter case included; null equals only null.
//!    - A function on one text takes null to null, except `Left`, `Len` and `Word`, which are
//!      documented, and `Append`, which takes it as empty.
//!    - Several values where one is needed are an error; one value in a list is that value.
//!    - An unreadable date is an error, and so is a missing one, but in `FormatDateTime`, which gives an
//!      empty text for it: for an empty one that is reported from practice.
//!    - Only the branch that is taken is computed; that Entra evaluates the others, too, is reported.
//!    - `IIF(IsPresent(…), …)`, unsupported by the reference and used by Microsoft's own default
//!      mappings, is evaluated, with a warning.
//!    - `Split` keeps blanks and empty pieces.
//!    - `SelectUniqueValue` compares without regard to letter case, as Active Directory does.
//!
//! .NET's regular expressions are translated to those of `fancy-regex`. Refused with an error, rather
//! than guessed: balancing groups, conditionals, repeated group names, Unicode blocks, and the option
//! `n`. A pattern that takes too long for a value is an error, too; see [`limits`].
//!
//! Deliberately absent: any I/O, clock, environment or chance of its own (all of it comes in through
//! [`Context`]), serialisation, and the mapping around an expression (defaults, when it applies).

#![forbid(unsafe_code)]

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
mod matcher;
mod message;
mod node;
mod parser;
mod path_level;
mod pattern;
mod record;
pub mod suggestions;
mod trace;
mod tree;
mod value;
mod words;

pub use check::{Usage, check};
pub use compile::Compiled;
pub use context::Context;
pub use diagnostic::{Diagnostic, Fix, Severity};
pub use evaluate::EvaluationError;
pub use matcher::Matcher;
pub use message::Message;
pub use parser::{MAX_CHARACTERS, MAX_DEPTH, Parsed, parse};
pub use record::{Attributes, Record};
pub use trace::Trace;
pub use tree::{Argument, Call, Expression, ExpressionKind, Operation, Operator, quoted};
pub use value::{Flow, Number, Value};

/// The example in the README, run as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
