//! The names of one level of the organisation, each once, with an id (a dictionary encoding).

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use foldhash::fast::FixedState;

use crate::column::hash_counter::TextHash;

/// A name of a level as a number; 0 is "no value".
pub(crate) type NameId = u32;

/// The longest name that is kept as it is, in bytes. Entra's own have 128 letters at most; an
/// expression can make far longer ones out of short values, and one for everybody.
pub(crate) const LONGEST_NAME: usize = 1024;

/// Returns a name as it is kept and shown: of one that is too long the beginning, and a mark by which
/// it differs from others with the same beginning.
pub(crate) fn bounded(name: &str) -> Cow<'_, str> {
    if name.len() <= LONGEST_NAME {
        return Cow::Borrowed(name);
    }
    let beginning: String = name.chars().take(LONGEST_NAME / 8).collect();
    Cow::Owned(format!("{beginning}… ({:016x})", TextHash::of(name).number()))
}

/// The names of one level, each once.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names {
    ids: HashMap<Arc<str>, NameId, FixedState>,
    names: Vec<Arc<str>>,
}

impl Names {
    /// Returns the number of a name, which may be new.
    pub(crate) fn id(&mut self, name: &str) -> NameId {
        let name = bounded(name);
        if let Some(id) = self.ids.get(&*name) {
            return *id;
        }
        let name: Arc<str> = name.into();
        self.names.push(Arc::clone(&name));
        let id = NameId::try_from(self.names.len()).unwrap_or(NameId::MAX);
        self.ids.insert(name, id);
        id
    }

    /// Returns the number of a name that was met before, 0 of any other.
    pub(crate) fn known(&self, name: &str) -> NameId {
        self.ids.get(&*bounded(name)).copied().unwrap_or(0)
    }

    pub(crate) fn name(&self, id: NameId) -> &str {
        (id as usize).checked_sub(1).and_then(|place| self.names.get(place)).map_or("", |it| it)
    }

    /// Takes the names of `other` over; returns the number here of each number there.
    pub(crate) fn merge(&mut self, other: &Names) -> Vec<NameId> {
        let ids = other.names.iter().map(|name| self.id(name));
        std::iter::once(0).chain(ids).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_are_kept_by_their_beginning_and_told_apart() {
        let mut names = Names::default();
        let long = |last: &str| format!("{}{last}", "x".repeat(100_000));
        let ids: Vec<NameId> = [long("a"), long("b"), long("a"), "x".to_owned()]
            .iter()
            .map(|it| names.id(it))
            .collect();
        assert_eq!(ids, [1, 2, 1, 3], "each is a name of its own");
        assert_eq!(names.known(&long("b")), 2, "and is found again");
        let shown = [1, 2].map(|id| names.name(id).to_owned());
        assert!(shown[0] != shown[1] && shown.iter().all(|it| it.len() < 200), "{shown:?}");
        assert_eq!(names.known(&shown[0]), 1, "also by what is shown of it");
    }
}
