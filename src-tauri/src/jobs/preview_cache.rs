//! The preview of the loaded users: kept as long as it is true, then shown until the next is there,
//! which begins with it.

use std::sync::{Arc, Mutex};

use footbridge_mapping::{Evaluator, Preview};
use tauri::ipc::Channel;

/// The last preview, and for which state of users, scope and mappings it holds.
#[derive(Default)]
pub(crate) struct PreviewCache {
    last: Option<Arc<Preview>>,
    /// The state of everything it depends on, counted from 0.
    now: u64,
    /// The state for which `last` holds.
    of: u64,
    computing: Arc<Mutex<()>>,
    /// The next one was cancelled: the last is not shown in its place.
    cancelled: bool,
    /// How often one was cancelled.
    cancellations: u64,
    /// Who is told how far the next one is: who asked for it last.
    watcher: Option<Channel<u8>>,
}

impl PreviewCache {
    /// Returns the preview, if it is still true.
    pub(crate) fn present(&self) -> Option<Arc<Preview>> {
        self.last.clone().filter(|_| self.now == self.of)
    }

    /// Returns what may be shown of these people until the next preview is there.
    pub(crate) fn shown(&self, evaluator: &Evaluator<'_>) -> Option<Arc<Preview>> {
        self.last.clone().filter(|last| !self.cancelled && last.is_of(evaluator))
    }

    /// Says that something changed on which the preview depends.
    pub(crate) fn outdate(&mut self) {
        self.now += 1;
    }

    /// Leaves the people without a preview, unless it is there. Returns whether one was given up.
    pub(crate) fn cancel(&mut self) -> bool {
        let cancelled = self.now != self.of || self.last.is_none();
        if cancelled {
            self.cancelled = true;
            self.cancellations += 1;
        }
        cancelled
    }

    /// Forgets the preview, with the people that it holds.
    pub(crate) fn forget(&mut self) {
        self.outdate();
        self.last = None;
    }

    /// Begins the preview of the present state. Returns that state, to be given back with it, and
    /// what to begin with.
    pub(crate) fn begin(&mut self) -> (u64, Option<Arc<Preview>>) {
        self.cancelled = false;
        (self.now, self.last.clone())
    }

    /// Keeps the preview of a state, unless that is past: the people may be forgotten since.
    pub(crate) fn keep(&mut self, state: u64, preview: &Arc<Preview>) {
        if state == self.now {
            self.last = Some(Arc::clone(preview));
            self.of = state;
        }
    }

    /// Asks for the preview. Returns what tells later whether it was cancelled since.
    pub(crate) fn ask(&mut self, watcher: Option<Channel<u8>>) -> u64 {
        self.watcher = watcher.or(self.watcher.take());
        self.cancellations
    }

    /// Returns whether it was cancelled since it was asked for.
    pub(crate) fn is_cancelled_since(&self, asked: u64) -> bool {
        self.cancellations != asked
    }

    /// Reports how many per cent are computed.
    pub(crate) fn report(&self, percent: u8) {
        // A window that is gone need not be told.
        drop(self.watcher.as_ref().map(|watcher| watcher.send(percent)));
    }

    /// Returns what is locked by whoever computes, so that commands that come together wait for one
    /// preview instead of computing one each.
    pub(crate) fn computing(&self) -> Arc<Mutex<()>> {
        Arc::clone(&self.computing)
    }
}

#[cfg(test)]
mod tests {
    use footbridge_directory::{Directory, sample};
    use footbridge_finding::Language;
    use footbridge_mapping::{Context, Mapping, MappingTable, Rules};

    use super::*;
    use crate::clock;

    fn people() -> Directory {
        sample(&Language::ENGLISH).unwrap().0
    }

    fn table() -> MappingTable {
        let mapping = Mapping::direct("userPrincipalName", "userName").matched(1);
        MappingTable::new(vec![mapping], Rules::default(), "Vendor")
    }

    fn preview(evaluator: &Evaluator<'_>) -> Arc<Preview> {
        let go_on = &mut |_, _| std::ops::ControlFlow::Continue(());
        Arc::new(Preview::new(evaluator, &Rules::default(), &Language::ENGLISH, go_on).unwrap())
    }

    #[test]
    fn preview_of_forgotten_people_is_not_kept() {
        let (people, table, context) = (people(), table(), Context::new(clock::now()));
        let evaluator = Evaluator::new(&people, &table, &context);
        let mut cache = PreviewCache::default();
        let (state, before) = cache.begin();
        assert!(before.is_none(), "the first begins from nothing");
        cache.forget();
        cache.keep(state, &preview(&evaluator));
        assert!(cache.last.is_none(), "the file was closed meanwhile");
    }

    #[test]
    fn stale_preview_is_shown_until_the_next_is_there() {
        let (people, table, context) = (people(), table(), Context::new(clock::now()));
        let evaluator = Evaluator::new(&people, &table, &context);
        let mut cache = PreviewCache::default();
        let (state, _) = cache.begin();
        cache.keep(state, &preview(&evaluator));
        assert!(cache.present().is_some(), "of the present state");
        assert!(!cache.cancel(), "nothing is under way");
        cache.outdate();
        assert!(cache.present().is_none(), "a mapping was edited");
        assert!(cache.shown(&evaluator).is_some(), "the last one is shown");
        assert!(cache.begin().1.is_some(), "and the next begins with it");
    }

    #[test]
    fn cancelled_preview_is_neither_shown_nor_waited_for() {
        let (people, table, context) = (people(), table(), Context::new(clock::now()));
        let evaluator = Evaluator::new(&people, &table, &context);
        let mut cache = PreviewCache::default();
        let (state, _) = cache.begin();
        cache.keep(state, &preview(&evaluator));
        cache.outdate();
        let asked = cache.ask(None);
        assert!(cache.cancel(), "the next is not wanted");
        assert!(cache.is_cancelled_since(asked), "nor by those who wait for it");
        let again = cache.ask(None);
        assert!(!cache.is_cancelled_since(again), "but by those who ask again");
        assert!(cache.shown(&evaluator).is_none(), "and the last is not true any more");
        cache.begin();
        assert!(cache.shown(&evaluator).is_some(), "until it is asked for");
    }
}
