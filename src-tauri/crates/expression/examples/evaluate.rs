//! Evaluates an expression for one user and shows each part's value.
//!
//! ```text
//! cargo run --example evaluate -- 'Join(".", [givenName], [surname])' givenName=Kari surname=Moe
//! ```

use std::io::{self, Write};

use footbridge_expression::{Attributes, Compiled, Context, Flow, Usage, Value, check, parse};

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let text = arguments
        .next()
        .unwrap_or_else(|| r#"ToLower(Replace([mail], "@contoso.com", , , "", , ))"#.to_owned());
    let mut user = Attributes::new();
    for (name, value) in arguments.filter_map(|pair| {
        let (name, value) = pair.split_once('=')?;
        Some((name.to_owned(), value.to_owned()))
    }) {
        user.set(&name, value);
    }

    let mut out = io::stdout().lock();
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
    for step in compiled.trace(&user, &context) {
        let part = parsed.text().get(step.span).unwrap_or_default();
        match step.outcome {
            Ok(Flow::Value(value)) => writeln!(out, "{part}  =>  {}", shown(&value))?,
            Ok(ignored) => writeln!(out, "{part}  =>  nothing is sent ({ignored:?})")?,
            Err(error) => writeln!(out, "{part}  =>  {error}")?,
        }
    }
    Ok(())
}

fn shown(value: &Value<'_>) -> String {
    match value {
        Value::Null => "no value".to_owned(),
        Value::List(values) => values.iter().map(shown).collect::<Vec<_>>().join(" | "),
        single => format!("{:?}", single.as_text().unwrap_or_default()),
    }
}
