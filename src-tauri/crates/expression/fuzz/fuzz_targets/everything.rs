//! Any text: parse, check, fix, print, compile, evaluate, trace.
#![no_main]

use footbridge_expression::{Attributes, Compiled, Context, Usage, check, parse};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let parsed = parse(text);
    for diagnostic in check(&parsed, Some(&["mail", "country"]), Usage { matching: true }) {
        assert!(text.get(diagnostic.span.clone()).is_some(), "{diagnostic:?}");
        if let Some(fix) = &diagnostic.fix {
            assert!(fix.apply(text).is_some(), "{fix:?}");
        }
    }
    if parsed.diagnostics().is_empty() {
        let printed = parsed.root().to_string();
        assert_eq!(parse(&printed).root().to_string(), printed);
    }
    let mut user = Attributes::from_iter([("mail", "José.Doe@contoso.com"), ("country", "")]);
    let Ok(compiled) = Compiled::new(&parsed, |name| Some(user.column(name))) else {
        return;
    };
    let context = Context::new(jiff::Timestamp::UNIX_EPOCH);
    let outcome = compiled.evaluate(&user, &context);
    if let Err(error) = &outcome {
        assert!(text.get(error.span.clone()).is_some(), "{error:?}");
    }
    assert!(!compiled.trace(&user, &context).is_empty());
});
