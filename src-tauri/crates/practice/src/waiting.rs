//! The connections that have asked for nothing yet, or not to the end, and how many may.
//!
//! A client that opens thousands and finishes no request would else take every place there is.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use tokio_util::sync::CancellationToken;

use crate::lock::lock;

/// As many connections may wait; macOS gives a program 256 open files.
const MOST: usize = 128;

/// The connections that wait. One more than may lets go of the one that has waited longest.
#[derive(Debug, Clone, Default)]
pub(crate) struct Waiting(Arc<Mutex<Queue>>);

#[derive(Debug, Default)]
struct Queue {
    next: u64,
    places: BTreeMap<u64, CancellationToken>,
}

/// The place of one connection, which is given up with it.
#[derive(Debug)]
pub(crate) struct Place {
    number: u64,
    waiting: Waiting,
}

impl Waiting {
    /// Takes the last place for a connection that ends when `let_go` is cancelled.
    pub(crate) fn enter(&self, let_go: &CancellationToken) -> Place {
        let mut queue = lock(&self.0);
        if queue.places.len() >= MOST
            && let Some((_, longest)) = queue.places.pop_first()
        {
            longest.cancel();
        }
        let number = queue.next;
        queue.next += 1;
        queue.places.insert(number, let_go.clone());
        Place { number, waiting: self.clone() }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        lock(&self.waiting.0).places.remove(&self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_beyond_the_most_lets_the_longest_go() {
        let waiting = Waiting::default();
        let tokens: Vec<CancellationToken> =
            (0..3 * MOST).map(|_| CancellationToken::new()).collect();
        let mut places: Vec<Place> = tokens.iter().map(|token| waiting.enter(token)).collect();
        let gone = tokens.iter().filter(|token| token.is_cancelled()).count();
        assert_eq!(gone, 2 * MOST, "all but the most");
        assert!(tokens[..2 * MOST].iter().all(CancellationToken::is_cancelled), "the first ones");

        // Who is served gives the place up, and nobody has to go for the next one.
        drop(places.pop());
        let next = CancellationToken::new();
        let _place = waiting.enter(&next);
        assert_eq!(tokens.iter().filter(|token| token.is_cancelled()).count(), 2 * MOST);
        assert!(!next.is_cancelled());
    }
}
