use std::ops::ControlFlow;

use proptest::prelude::*;

use super::*;
use crate::store::chunk::Chunk;

/// Reads documents: users one by one where that is certain, as if the first block of the file
/// ended after `cut` bytes, or all of them as a stream.
fn outcome(text: &str, cut: Option<usize>) -> String {
    let mut told: Vec<String> = Vec::new();
    let mut deliver = |chunk: Chunk| {
        let directory = &chunk.directory;
        for row in 0..directory.users() {
            let cells: Vec<_> = directory.columns().iter().map(|it| it.cell(row)).collect();
            told.push(cells.join("|"));
        }
        let skipped = chunk.facts.skipped.first();
        told.push(format!("{skipped:?} {:?}", chunk.facts.notices));
        Ok(())
    };
    let (head, mut source) = text.as_bytes().split_at(cut.unwrap_or(0));
    let mut go_on = |_| ControlFlow::Continue(());
    let mut reader = TextReader::open(&mut source, None, &mut go_on).unwrap();
    let choices = crate::column::layout::Choices::default();
    let mut builder = Builder::new(&choices, &mut deliver);
    let read = if cut.is_some() {
        let head = String::from_utf8(head.to_vec()).unwrap();
        read_documents(&mut reader, head, &mut builder)
    } else {
        let (users, mut state) = (Cell::new(0), State::new(&mut builder));
        let broken = read_rest(&mut reader, Rest::default(), &users, &mut state);
        broken.and_then(|broken| end(state, broken))
    };
    builder.finish().unwrap();
    format!("{read:?} {told:?}")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn users_one_by_one_are_those_of_the_stream(
        head in prop::sample::select(vec![
            "[", " [", "{\"value\":[", "{\"@odata.context\":\"x]\",\n\"@n\": 1 , \"VALUE\" : [", "{\"n\":1,\"value\":[", "{\"value\":{", " ",
            "{\"@odata.nextLink\":\"y\",\"value\":[",
        ]),
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "{\"mail\":\"a\"}", "{\"mail\":\"a\"},", "{\"mail\":\"b\"},\n", "{\"city\":\"}{\\\"\",\"x\":{\"y\":1}}",
                ",", ",", ",", "[", "]", "]", "{", "}", "}", " ", "\n", "7", "null", "\"", "\\", "{}",
                "{\"value\":[{\"mail\":\"c\"}]}", "\"@odata.nextLink\":\"z\"", "ø", "{\"mail\":}",
            ]),
            0..14,
        ),
        cut in 0..200_usize,
    ) {
        let text = head.to_owned() + &pieces.concat();
        let mut cuts = (0..text.len()).rev().filter(|at| text.is_char_boundary(*at));
        let cut = cuts.nth(cut % text.len()).unwrap_or(0);
        prop_assert_eq!(outcome(&text, Some(cut)), outcome(&text, None), "{} at {}", text, cut);
    }
}
