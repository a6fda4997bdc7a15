//! The five mappings as a Rust programmer writes them: one function each.

use std::borrow::Cow;

use super::{Input, Sink};

fn level(input: &Input, index: usize) -> &str {
    input.department.split(" > ").nth(index).unwrap_or_default()
}

fn mail(input: &Input) -> Cow<'_, str> {
    Cow::Owned(input.mail.to_lowercase())
}

fn active(input: &Input) -> &'static str {
    match input.enabled.as_str() {
        "True" => "active",
        "False" => "inactive",
        _ => "",
    }
}

pub fn run(inputs: &[Input]) -> Sink {
    let mut sink = Sink::default();
    for input in inputs {
        sink.put(level(input, 0));
        sink.put(level(input, 1));
        sink.put(level(input, 2));
        sink.put(&mail(input));
        sink.put(active(input));
    }
    sink
}
