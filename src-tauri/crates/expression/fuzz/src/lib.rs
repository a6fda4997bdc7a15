//! What every target holds an expression to: no panic, and no input that takes long.
//!
//! "Long" is a tenth of a second of the processor's time in a release build. The clock is the
//! thread's own processor time, so that it does not matter what else the machine does. A fuzzer's
//! build counts the edges it passes and checks every arithmetic step, which makes the code several times
//! slower (three times is our estimate, not a measurement); the limit is therefore three tenths of a
//! second. libFuzzer's `-timeout` would not do: it is in whole seconds of the wall clock.

use std::time::Duration;

use cpu_time::ThreadTime;
use footbridge_expression::{Compiled, Context, Record, Usage, check, parse};

/// A tenth of a second, and what the fuzzer's instruments add.
const LIMIT: Duration = Duration::from_millis(300);

/// Does something, and panics when it took too long.
pub fn in_time<T>(input: &dyn std::fmt::Debug, work: impl FnOnce() -> T) -> T {
    let start = ThreadTime::now();
    let done = work();
    let taken = start.elapsed();
    assert!(taken < LIMIT, "{taken:?} for {input:?}");
    done
}

/// Checks, prints, compiles, evaluates and traces a text for one record.
pub fn everything<R: Record + ?Sized>(
    text: &str,
    record: &R,
    column: impl FnMut(&str) -> Option<usize>,
) {
    let parsed = in_time(&text, || parse(text));
    let usage = Usage { matching: true };
    let said = in_time(&text, || check(&parsed, Some(&["mail", "country"]), usage));
    for diagnostic in said {
        assert!(text.get(diagnostic.span.clone()).is_some(), "{diagnostic:?}");
        if let Some(fix) = &diagnostic.fix {
            assert!(fix.apply(text).is_some(), "{fix:?}");
        }
    }
    if parsed.diagnostics().is_empty() {
        let printed = parsed.root().to_string();
        assert_eq!(parse(&printed).root().to_string(), printed);
    }
    let Ok(compiled) = in_time(&text, || Compiled::new(&parsed, column)) else {
        return;
    };
    let context = Context::new(jiff::Timestamp::UNIX_EPOCH);
    let outcome = in_time(&text, || format!("{:?}", compiled.evaluate(record, &context)));
    let context = Context::new(jiff::Timestamp::UNIX_EPOCH);
    let trace = in_time(&text, || compiled.trace_tree(record, &context));
    trace.walk(&mut |part, _| assert!(text.get(part.span.clone()).is_some(), "{part:?}"));
    let traced = trace.outcome.map(|outcome| format!("{outcome:?}"));
    // A trace looks at more than an evaluation, so that it may end for doing too much.
    if !traced.as_ref().is_some_and(|traced| traced.contains("work")) {
        assert_eq!(traced, Some(outcome), "the trace of {text:?} ends as its evaluation");
    }
}
