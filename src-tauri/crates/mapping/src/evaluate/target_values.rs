//! What one mapping sends, person by person, as text.
//!
//! Deliberately absent: why nothing is sent (`evaluate`).

use std::collections::HashMap;
use std::rc::Rc;

use footbridge_directory::AttributeIndex;

use crate::evaluate::compiled_table::MappingId;
use crate::evaluate::evaluator::Evaluator;
use crate::expression::value::Evaluated;

/// The texts that a mapping sends. Where values of the directory repeat each is computed once.
pub(crate) struct SentTexts<'e, 'd> {
    evaluator: &'e Evaluator<'d>,
    id: MappingId,
    repeating: Option<AttributeIndex>,
    known: HashMap<u32, Option<Rc<str>>>,
}

impl<'e, 'd> SentTexts<'e, 'd> {
    /// Prepares the mapping to a target; `None` when there is none.
    pub(crate) fn new(evaluator: &'e Evaluator<'d>, target: &str) -> Option<Self> {
        let id = evaluator.ids().find(|id| evaluator.target(*id) == target)?;
        let repeats = |it: &AttributeIndex| evaluator.directory().codes(*it).is_some();
        let repeating = evaluator.only_attribute(id).filter(repeats);
        Some(SentTexts { evaluator, id, repeating, known: HashMap::new() })
    }

    /// Returns what is sent for the person at `row`, counted from 0; `None` when nothing is.
    pub(crate) fn of(&mut self, row: u32) -> Option<Rc<str>> {
        let computed = || match self.evaluator.evaluate(self.id, row) {
            Evaluated::Sent { value, .. } => Some(Rc::from(&*value.text())),
            _ => None,
        };
        match self.repeating {
            Some(it) => {
                let code = self.evaluator.directory().code(row, it);
                self.known.entry(code).or_insert_with(computed).clone()
            }
            None => computed(),
        }
    }
}
