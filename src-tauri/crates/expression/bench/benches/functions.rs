//! Single functions on one user.

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use footbridge_expression::{Compiled, Context, Value, parse};

fn functions(criterion: &mut Criterion) {
    let columns = ["department", "mail", "hireDate"];
    let record = [
        Value::from("Sales > Field Sales > North"),
        Value::from("Søren.Ærlig@contoso.com"),
        Value::from("2026-03-16-07:00"),
    ];
    let context = Context::new(jiff::Timestamp::UNIX_EPOCH);
    let mut group = criterion.benchmark_group("one function");
    for text in [
        r#"Item(Split([department], " > "), 2)"#,
        r#"Join(".", [department], [mail])"#,
        r#"NormalizeDiacritics([mail])"#,
        r#"Replace([mail], "@contoso.com", , , "", , )"#,
        r#"Replace([mail], , "(?<name>[^@]*)@.*", , "${name}", , )"#,
        r#"DateDiff("d", Now(), CDate([hireDate]))"#,
    ] {
        let resolve = |name: &str| columns.iter().position(|known| *known == name);
        let compiled = Compiled::new(&parse(text), resolve).expect("a valid expression");
        group.bench_function(text.replace('/', " "), |bencher| {
            bencher.iter(|| compiled.evaluate(black_box(record.as_slice()), &context));
        });
    }
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2));
    targets = functions
}
criterion_main!(benches);
