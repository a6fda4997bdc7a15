//! The preview of the loaded users: kept as long as it is true, then shown until the next is there,
//! which begins with it. What is computed of a state that is past is stopped.
//!
//! Deliberately absent: computing it; see `commands::mapping::preview`.

use std::sync::{Arc, Mutex};

use footbridge_mapping::{Evaluator, Preview};
use tauri::ipc::Channel;
use tokio_util::sync::CancellationToken;

use crate::latest::Latest;

/// The last preview.
#[derive(Default)]
pub(crate) struct KeptPreview {
    last: Option<Arc<Preview>>,
    /// The state of everything it depends on, counted from 0.
    now: u64,
    /// The state for which `last` holds.
    of: u64,
    computing: Arc<Mutex<()>>,
    running: Latest,
    /// Nobody wants the next one: the last is not shown in its place.
    given_up: bool,
    /// How often it was given up.
    given_up_times: u64,
    /// Who is told how far the next one is: who asked for it last.
    watcher: Option<Channel<u8>>,
}

impl KeptPreview {
    /// Returns the preview, if it is still true.
    pub(crate) fn present(&self) -> Option<Arc<Preview>> {
        self.last.clone().filter(|_| self.now == self.of)
    }

    /// Returns what may be shown of these people until the next preview is there.
    pub(crate) fn shown(&self, evaluator: &Evaluator<'_>) -> Option<Arc<Preview>> {
        self.last.clone().filter(|last| !self.given_up && last.is_of(evaluator))
    }

    /// Says that something changed on which the preview depends; one that is being computed is in
    /// vain.
    pub(crate) fn outdate(&mut self) {
        self.now += 1;
        self.running.stop();
    }

    /// Ends what is being computed, and leaves the people without a preview.
    pub(crate) fn give_up(&mut self) {
        if self.now != self.of || self.last.is_none() {
            self.running.stop();
            self.given_up = true;
            self.given_up_times += 1;
        }
    }

    /// Forgets the preview, with the people that it holds.
    pub(crate) fn forget(&mut self) {
        self.outdate();
        self.last = None;
    }

    /// Begins the preview of the present state. Returns that state, to be given back with it, what
    /// to begin with, and what says that it is not wanted any more.
    pub(crate) fn begin(&mut self) -> (u64, Option<Arc<Preview>>, CancellationToken) {
        self.given_up = false;
        (self.now, self.last.clone(), self.running.begin())
    }

    /// Keeps the preview of a state, unless that is past: the people may be forgotten since.
    pub(crate) fn keep(&mut self, state: u64, preview: &Arc<Preview>) {
        if state == self.now {
            self.last = Some(Arc::clone(preview));
            self.of = state;
        }
    }

    /// Asks for the preview. Returns what tells later whether it was given up since.
    pub(crate) fn ask(&mut self, watcher: Option<Channel<u8>>) -> u64 {
        self.watcher = watcher.or(self.watcher.take());
        self.given_up_times
    }

    /// Returns whether it was given up since it was asked for.
    pub(crate) fn is_given_up_since(&self, asked: u64) -> bool {
        self.given_up_times != asked
    }

    /// Tells how many per cent are computed.
    pub(crate) fn tell(&self, percent: u8) {
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
    use footbridge_directory::sample;
    use footbridge_finding::Language;
    use footbridge_mapping::{Context, Mapping, MappingSet, Rules};

    use super::*;
    use crate::clock;

    #[test]
    fn what_is_computed_of_a_past_state_ends_and_is_not_kept() {
        let (directory, _) = sample(&Language::ENGLISH).unwrap();
        let mapping = Mapping::direct("userPrincipalName", "userName").matched(1);
        let table = MappingSet::new(vec![mapping], Rules::default(), "Vendor");
        let context = Context::new(clock::now());
        let evaluator = Evaluator::new(&directory, &table, &context);
        let go_on = &mut |_, _| std::ops::ControlFlow::Continue(());
        let preview = Preview::new(&evaluator, table.rules(), &Language::ENGLISH, go_on);
        let preview = Arc::new(preview.unwrap());

        let mut kept = KeptPreview::default();
        let (state, nothing, stop) = kept.begin();
        assert!(nothing.is_none() && !stop.is_cancelled(), "the first begins from nothing");
        kept.forget();
        assert!(stop.is_cancelled(), "the file was closed meanwhile");
        kept.keep(state, &preview);
        assert!(kept.last.is_none(), "so its people are not kept");

        let (state, ..) = kept.begin();
        kept.keep(state, &preview);
        assert!(kept.present().is_some(), "of the present state it is");
        kept.give_up();
        assert!(kept.shown(&evaluator).is_some(), "nothing is under way: it stays");
        kept.outdate();
        assert!(kept.present().is_none(), "a mapping was edited");
        assert!(kept.shown(&evaluator).is_some(), "it is shown until the next is there");
        let (_, last, stop) = kept.begin();
        assert!(last.is_some(), "which begins with it");
        let asked = kept.ask(None);
        kept.give_up();
        assert!(stop.is_cancelled(), "the next is not wanted");
        assert!(kept.is_given_up_since(asked), "nor by those who wait for it");
        let asked = kept.ask(None);
        assert!(!kept.is_given_up_since(asked), "but by those who ask again");
        assert!(kept.shown(&evaluator).is_none(), "and the last is not true any more");
        let (_, _, stop) = kept.begin();
        assert!(!stop.is_cancelled() && kept.shown(&evaluator).is_some(), "until it is asked for");
    }
}
