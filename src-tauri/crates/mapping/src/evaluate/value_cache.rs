//! What one mapping sends, person by person; where values of the directory repeat, each is computed
//! once.

use std::convert::Infallible;

use footbridge_directory::AttributeIndex;
use footbridge_workers::Cancelled;

use crate::evaluate::compiled_table::MappingId;
use crate::evaluate::evaluator::Evaluator;
use crate::expression::value::Evaluated;
use crate::work::Work;

/// The values of one mapping.
pub(crate) struct ValueCache<'e> {
    evaluator: &'e Evaluator<'e>,
    id: MappingId,
    /// The attribute whose values repeat, and by its code the value of the mapping.
    repeated: Option<(AttributeIndex, Vec<Option<Evaluated<'e>>>)>,
    latest: Evaluated<'e>,
}

impl<'e> ValueCache<'e> {
    pub(crate) fn new(evaluator: &'e Evaluator<'e>, id: MappingId) -> Self {
        let repeated = evaluator.only_attribute(id).and_then(|attribute| {
            let codes = evaluator.directory().codes(attribute)?;
            Some((attribute, vec![None; codes as usize]))
        });
        ValueCache { evaluator, id, repeated, latest: Evaluated::Nothing }
    }

    /// Prepares the mapping to a target; `None` when there is none.
    pub(crate) fn of_target(evaluator: &'e Evaluator<'e>, target: &str) -> Option<Self> {
        let id = evaluator.ids().find(|id| evaluator.target(*id) == target)?;
        Some(ValueCache::new(evaluator, id))
    }

    /// Returns the value for the person at `row`, counted from 0.
    #[inline]
    pub(crate) fn at(&mut self, row: u32) -> &Evaluated<'e> {
        let (evaluator, id) = (self.evaluator, self.id);
        let Ok(value) = self.known_or(row, || Ok::<_, Infallible>(evaluator.evaluate(id, row)));
        value
    }

    /// Returns the value for the person at `row`, counted from 0, as a part of some work.
    #[inline]
    pub(crate) fn at_within(
        &mut self,
        row: u32,
        work: &mut Work<'_>,
    ) -> Result<&Evaluated<'e>, Cancelled> {
        let (evaluator, id) = (self.evaluator, self.id);
        let (compiled, directory) = (evaluator.compiled(), evaluator.directory());
        self.known_or(row, || compiled.evaluate_within(id, directory, row, work))
    }

    fn known_or<E>(
        &mut self,
        row: u32,
        compute: impl FnOnce() -> Result<Evaluated<'e>, E>,
    ) -> Result<&Evaluated<'e>, E> {
        if let Some((attribute, known)) = &mut self.repeated {
            let code = self.evaluator.directory().code(row, *attribute) as usize;
            if let Some(slot) = known.get_mut(code) {
                return Ok(match slot {
                    Some(known) => known,
                    None => slot.insert(compute()?),
                });
            }
        }
        self.latest = compute()?;
        Ok(&self.latest)
    }
}
