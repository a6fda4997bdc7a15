//! Expressions that Microsoft and others have published, with their results.

use footbridge_expression::{Flow, Value};

use crate::case::{Case, agrees};
use crate::doubtful::DOUBTFUL;

fn cases() -> Vec<Case> {
    include_str!("../data/cases.jsonl").lines().map(Case::read).collect()
}

#[test]
fn published_results_are_ours() {
    let failures: Vec<String> = cases()
        .iter()
        .filter(|case| !case.doubtful)
        .filter_map(|case| {
            let result = case.run();
            (!agrees(&result, &case.expect))
                .then(|| format!("{}: {} instead of {}", case.id, shown(&result), case.expect))
        })
        .collect();
    assert_eq!(failures, [] as [String; 0], "certain cases are the language");
}

#[test]
fn doubtful_results_that_are_not_ours_are_explained() {
    let mut differing: Vec<(String, String)> = Vec::new();
    for case in cases().iter().filter(|case| case.doubtful) {
        let result = case.run();
        if agrees(&result, &case.expect) {
            continue;
        }
        if let Some(plain) = &case.plain_semantics {
            assert!(
                agrees(&result, plain),
                "{}: {} is neither published nor what the plain rules give, {plain}",
                case.id,
                shown(&result)
            );
        }
        differing.push((case.id.clone(), shown(&result)));
    }
    let explained: Vec<(String, String)> =
        DOUBTFUL.iter().map(|(id, ours, _)| ((*id).into(), (*ours).into())).collect();
    assert_eq!(differing, explained, "the table in doubtful.rs holds each of them, in order");
}

fn shown(result: &Result<Flow<'_>, String>) -> String {
    match result {
        Ok(Flow::Value(value)) => match value {
            Value::List(values) => {
                let texts: Vec<_> = values.iter().filter_map(Value::as_text).collect();
                texts.join(" | ")
            }
            value => value.as_text().map_or("null".to_owned(), |text| text.into_owned()),
        },
        Ok(Flow::IgnoreAttribute | Flow::IgnoreObject) => "ignored".to_owned(),
        Err(error) => format!("error {}", error.split(':').next().unwrap_or_default()),
    }
}
