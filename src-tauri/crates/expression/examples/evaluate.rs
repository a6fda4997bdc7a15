//! Evaluates an expression for one user and shows each part's value.
//!
//! ```text
//! cargo run --example evaluate -- 'Join(".", [givenName], [surname])' givenName=Kari surname=Moe
//! ```

use std::io::{self, Write};

use footbridge_expression::{Attributes, Compiled, Context, Flow, Usage, Value, check, parse};

fn main() -> io::Result<()> {
    run(std::env::args().skip(1), &mut io::stdout().lock())
}

/// Does it; apart from `main`, so that a test can.
pub(crate) fn run(
    mut arguments: impl Iterator<Item = String>,
    out: &mut impl Write,
) -> io::Result<()> {
    let text = arguments
        .next()
        .unwrap_or_else(|| r#"ToLower(Replace([mail], "@contoso.com", , , "", , ))"#.to_owned());
    let mut user = Attributes::new();
    for pair in arguments {
        if let Some((name, value)) = pair.split_once('=') {
            user.set(name, value.to_owned());
        }
    }

    let parsed = parse(&text);
    for diagnostic in check(&parsed, None, Usage::default()) {
        let part = parsed.text().get(diagnostic.span.clone()).unwrap_or_default();
        writeln!(out, "{:?}: {} ({part})", diagnostic.severity, diagnostic.message)?;
        if let Some(fix) = &diagnostic.fix {
            let fixed = fix.apply(parsed.text()).unwrap_or_default();
            writeln!(out, "  {}: {fixed}", fix.label)?;
        }
    }
    let Ok(compiled) = Compiled::new(&parsed, |name| Some(user.column(name))) else {
        return Ok(());
    };

    // A real program passes its clock; an example should always give the same.
    let now = jiff::Timestamp::from_second(1_769_860_800).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    let context = Context::new(now).with_seed(1).with_default_domain("contoso.com");
    let mut lines = Vec::new();
    compiled.trace_tree(&user, &context).walk(&mut |part, depth| {
        let written = parsed.text().get(part.span.clone()).unwrap_or_default();
        let gave = match &part.outcome {
            None => "not looked at".to_owned(),
            Some(Ok(Flow::Value(value))) => shown(value),
            Some(Ok(Flow::IgnoreAttribute | Flow::IgnoreObject)) => "nothing is sent".to_owned(),
            Some(Err(error)) => error.to_string(),
        };
        lines.push(format!("{}{written}  =>  {gave}", "  ".repeat(depth)));
    });
    writeln!(out, "{}", lines.join("\n"))
}

fn shown(value: &Value<'_>) -> String {
    match value {
        Value::Null => "no value".to_owned(),
        Value::List(values) => values.iter().map(shown).collect::<Vec<_>>().join(" | "),
        single => format!("{:?}", single.as_text().unwrap_or_default()),
    }
}
