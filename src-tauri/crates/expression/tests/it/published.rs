//! Expressions that Microsoft and others have published, with their results.

use footbridge_expression::Flow;

use crate::case::{Case, agrees};

#[test]
fn published_cases_give_their_published_results() {
    let cases: Vec<Case> = include_str!("../data/cases.jsonl").lines().map(Case::read).collect();
    let mut failures = Vec::new();
    for case in &cases {
        let result = case.run();
        if !agrees(&result, &case.expect) {
            let kind = if case.doubtful { "doubtful" } else { "CERTAIN" };
            let plain = case.plain_semantics.as_ref().map(|plain| agrees(&result, plain));
            failures.push(format!(
                "{kind} {}: got {}, expected {}, plain {plain:?}",
                case.id,
                shown(&result),
                case.expect
            ));
        }
    }
    assert!(failures.is_empty(), "{} cases differ:\n{}", failures.len(), failures.join("\n"));
}

fn shown(result: &Result<Flow<'_>, String>) -> String {
    match result {
        Ok(flow) => format!("{flow:?}"),
        Err(error) => format!("error {error}"),
    }
}
