//! Proposes expressions for a department that holds a path, and shows what they give.
//!
//! ```text
//! cargo run --example levels -- 'Sales > Field Sales > North' 'IT > Operations' 'HR'
//! ```

use std::io::{self, Write};

use footbridge_expression::suggestions::{Tried, suggest};
use footbridge_expression::{Context, Value};

fn main() -> io::Result<()> {
    run(std::env::args().skip(1), &mut io::stdout().lock())
}

/// Does it; apart from `main`, so that a test can.
pub(crate) fn run(arguments: impl Iterator<Item = String>, out: &mut impl Write) -> io::Result<()> {
    let given: Vec<String> = arguments.collect();
    let mut values: Vec<&str> = given.iter().map(String::as_str).collect();
    if values.is_empty() {
        values = vec!["Sales > Field Sales > North", "IT > Operations", "HR"];
    }

    let people: Vec<[Value<'_>; 1]> = values.iter().map(|value| [Value::from(*value)]).collect();
    let context = Context::new(jiff::Timestamp::UNIX_EPOCH);
    for suggestion in suggest("department", &values) {
        writeln!(out, "{:?}\n  {}", suggestion.kind, suggestion.expression)?;
        let people = people.iter().map(|person| person.as_slice());
        let columns = |name: &str| (name == "department").then_some(0);
        let tried = Tried::on(people, &suggestion.expression, "department", columns, &context);
        let Ok(tried) = tried else {
            continue;
        };
        for example in tried.examples {
            writeln!(out, "    {:?} gives {:?}", example.before, example.after)?;
        }
        writeln!(out, "    {} of {} would be empty", tried.empty, tried.people)?;
    }
    Ok(())
}
