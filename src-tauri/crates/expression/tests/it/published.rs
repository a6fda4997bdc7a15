//! Expressions that Microsoft and others have published, with their results: `cases.jsonl` from
//! documentation, `practice.jsonl` from exported schemas, blogs and issues.

use footbridge_expression::{Flow, Value};

use crate::case::{Case, agrees};
use crate::doubtful::DOUBTFUL;

fn cases() -> Vec<Case> {
    let files = [include_str!("../data/cases.jsonl"), include_str!("../data/practice.jsonl")];
    files.into_iter().flat_map(str::lines).map(Case::read).collect()
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
fn every_doubtful_result_is_explained() {
    let doubtful: Vec<Case> = cases().into_iter().filter(|case| case.doubtful).collect();
    let given: Vec<(String, String)> =
        doubtful.iter().map(|case| (case.id.clone(), shown(&case.run()))).collect();
    let explained: Vec<(String, String)> =
        DOUBTFUL.iter().map(|(id, ours, _)| ((*id).into(), (*ours).into())).collect();
    assert_eq!(given, explained, "the table in doubtful.rs holds each of them, in order");
    for (case, (id, ours, reason)) in doubtful.iter().zip(DOUBTFUL) {
        let result = case.run();
        let published = agrees(&result, &case.expect);
        assert_eq!(published, reason.starts_with("as published"), "{id}: {ours}");
        let plain = case.plain_semantics.as_ref().is_none_or(|plain| agrees(&result, plain));
        assert!(plain, "{id}: {ours} is not what the plain rules give");
    }
}

#[test]
fn every_case_of_the_corpus_is_here() {
    let all = cases();
    assert_eq!(all.len(), 293 + 17, "the corpus");
    assert_eq!(
        all.iter().filter(|case| case.doubtful).count(),
        DOUBTFUL.len(),
        "the doubtful ones"
    );
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
