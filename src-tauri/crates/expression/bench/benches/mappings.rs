//! Five mappings over a million users, one thread; see `engines`.

#[path = "../engines/mod.rs"]
mod engines;

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, SamplingMode, Throughput, criterion_group, criterion_main};

const USERS: u64 = 1_000_000;

fn mappings(criterion: &mut Criterion) {
    let inputs = engines::inputs(USERS);
    let mut group = criterion.benchmark_group("five mappings, a million users");
    group.throughput(Throughput::Elements(USERS)).sampling_mode(SamplingMode::Flat);
    let mut expected = None;
    for (name, mut run) in engines::all() {
        let sink = run(&inputs);
        assert_eq!(sink, *expected.get_or_insert(sink), "{name} gives what the first one gave");
        group.bench_function(name, |bencher| bencher.iter(|| run(black_box(&inputs))));
    }
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(3));
    targets = mappings
}
criterion_main!(benches);
