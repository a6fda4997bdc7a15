//! Proposes expressions for a department that holds a path, and shows what they give.
//!
//! ```text
//! cargo run --example levels -- 'Sales > Field Sales > North' 'IT > Operations' 'HR'
//! ```

use std::io::{self, Write};

use footbridge_expression::suggestions::suggest;
use footbridge_expression::{Attributes, Compiled, Context, Flow, parse};

fn main() -> io::Result<()> {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let mut values: Vec<&str> = given.iter().map(String::as_str).collect();
    if values.is_empty() {
        values = vec!["Sales > Field Sales > North", "IT > Operations", "HR"];
    }

    let mut out = io::stdout().lock();
    let context = Context::new(jiff::Timestamp::UNIX_EPOCH);
    for suggestion in suggest("department", &values) {
        writeln!(out, "{:?}\n  {}", suggestion.kind, suggestion.expression)?;
        let mut user = Attributes::new();
        let parsed = parse(&suggestion.expression);
        let Ok(compiled) = Compiled::new(&parsed, |name| Some(user.column(name))) else {
            continue;
        };
        for value in &values {
            user.set("department", (*value).to_owned());
            if let Ok(Flow::Value(result)) = compiled.evaluate(&user, &context) {
                writeln!(out, "    {value:?} gives {:?}", result.as_text().unwrap_or_default())?;
            }
        }
    }
    Ok(())
}
