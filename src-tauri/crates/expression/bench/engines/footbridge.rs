//! The five mappings in Entra's language.

use footbridge_expression::{Compiled, Context, Flow, Record, Value, parse, suggestions};

use super::{Input, Run, Sink};

const COLUMNS: [&str; 3] = ["department", "mail", "accountEnabled"];

impl Record for Input {
    fn get(&self, column: usize) -> Value<'_> {
        let text = match column {
            0 => &self.department,
            1 => &self.mail,
            _ => &self.enabled,
        };
        if text.is_empty() { Value::Null } else { Value::from(text.as_str()) }
    }
}

/// The levels as [`suggestions`] proposes them: a regular expression each.
pub fn proposals() -> Run {
    run([1, 2, 3].map(|number| suggestions::level("department", " > ", number)))
}

/// The levels as the shortest expression. It is an error for those who have fewer; then nothing is
/// sent.
pub fn items() -> Run {
    run([1, 2, 3].map(|number| format!(r#"Item(Split([department], " > "), {number})"#)))
}

fn run(levels: [String; 3]) -> Run {
    let others = [
        "ToLower([mail], )".to_owned(),
        r#"Switch([accountEnabled], , "True", "active", "False", "inactive")"#.to_owned(),
    ];
    let resolve = |name: &str| COLUMNS.iter().position(|known| *known == name);
    let compiled: Vec<Compiled> = levels
        .iter()
        .chain(&others)
        .map(|text| Compiled::new(&parse(text), resolve).expect("a valid expression"))
        .collect();
    let context = Context::new(jiff::Timestamp::UNIX_EPOCH);
    Box::new(move |inputs| {
        let mut sink = Sink::default();
        for input in inputs {
            for compiled in &compiled {
                match compiled.evaluate(input, &context) {
                    Ok(Flow::Value(Value::Text(text))) => sink.put(&text),
                    _ => sink.put(""),
                }
            }
        }
        sink
    })
}
