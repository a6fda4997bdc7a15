use std::sync::Barrier;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;

/// The items from 0 up to a number.
fn items(count: usize) -> impl FnMut() -> Option<usize> + Send {
    let mut items = 0..count;
    move || items.next()
}

fn all<P>(parts: &mut Parts<'_, P>) -> Vec<P> {
    std::iter::from_fn(|| parts.take()).collect()
}

#[test]
fn pull_any_number_of_items_gives_each_part_once_in_order() {
    for (count, workers) in [(0, 3), (1, 3), (2, 3), (500, 3), (500, 1), (3, 64), (5, 0)] {
        let (parts, states) = pull_ordered(
            workers,
            items(count),
            || 0,
            |seen, item| {
                *seen += 1;
                item * 2
            },
            all,
        );
        assert!(parts.into_iter().eq((0..count).map(|item| item * 2)), "{count}, {workers}");
        assert_eq!(states.len(), workers.max(1), "{count}, {workers}");
        assert_eq!(states.iter().sum::<usize>(), count, "nothing is lost: {count}, {workers}");
    }
}

#[test]
fn pull_later_part_made_first_is_taken_in_its_turn() {
    // The first item is done only when the second one is.
    let second = Barrier::new(2);
    let work = |(): &mut (), item: usize| {
        if item < 2 {
            second.wait();
        }
        item
    };
    assert_eq!(pull_ordered(2, items(5), || (), work, all).0, [0, 1, 2, 3, 4]);
}

#[test]
fn pull_items_under_way_are_never_more_than_two_a_worker_and_one() {
    let (begun, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let mut items = items(200);
    let source = || {
        begun.fetch_add(1, Ordering::SeqCst);
        items()
    };
    let take = |parts: &mut Parts<'_, usize>| {
        for taken in 0.. {
            let under_way = begun.load(Ordering::SeqCst).saturating_sub(taken);
            most.fetch_max(under_way, Ordering::SeqCst);
            if parts.take().is_none() {
                return taken;
            }
        }
        0
    };
    assert_eq!(pull_ordered(2, source, || (), |(), item| item, take).0, 200);
    // One more is looked for after the last.
    assert!(most.into_inner() <= 6, "and no more");
}

#[test]
fn pull_taker_that_ends_early_ends_the_workers() {
    let (first, states) = pull_ordered(
        3,
        || Some(1),
        || (),
        |(), item: usize| item,
        |parts| (parts.take(), parts.take()),
    );
    assert_eq!((first, states.len()), ((Some(1), Some(1)), 3), "of a source without end");
}

#[test]
fn push_any_number_of_items_gives_each_part_once_in_order() {
    for (count, workers) in [(0, 3), (1, 3), (500, 3), (500, 1), (3, 64), (5, 0)] {
        let (parts, states) = push_ordered(
            workers,
            || 0,
            |seen, item| {
                *seen += 1;
                item * 2
            },
            |feed| {
                let mut parts = Vec::new();
                for item in 0..count {
                    feed.send(item);
                    parts.extend(std::iter::from_fn(|| feed.ready()));
                    assert!(item < parts.len() + workers.max(1), "so many are under way");
                }
                parts.extend(std::iter::from_fn(|| feed.take()));
                parts
            },
        );
        assert!(parts.into_iter().eq((0..count).map(|item| item * 2)), "{count}, {workers}");
        assert_eq!(states.iter().sum::<usize>(), count, "nothing is lost: {count}, {workers}");
    }
}

#[test]
fn push_without_taking_does_not_stand_still() {
    let send = |feed: &mut Feed<'_, usize, usize>| {
        (0..100).for_each(|item| feed.send(item));
        std::iter::from_fn(|| feed.take()).count()
    };
    assert_eq!(push_ordered(2, || (), |(), item| item, send).0, 100);
    let ((), states) = push_ordered(2, || (), |(), item: usize| item, |feed| feed.send(1));
    assert_eq!(states.len(), 2, "nor does what is never taken keep the workers");
}

fn panic_of<R>(run: impl FnOnce() -> R) -> Option<&'static str> {
    let panic = catch_unwind(AssertUnwindSafe(run)).err()?;
    panic.downcast_ref::<&str>().copied()
}

fn fourth((): &mut (), item: usize) -> usize {
    assert!(item != 4, "of the work");
    item
}

#[test]
fn panic_of_a_worker_goes_on_in_the_calling_thread() {
    for workers in [1, 3] {
        let without_end = || {
            let mut item = 0;
            move || {
                item += 1;
                Some(item)
            }
        };
        let pull = || pull_ordered(workers, without_end(), || (), fourth, all);
        assert_eq!(panic_of(pull), Some("of the work"), "pulled by {workers}");
        let push = || {
            push_ordered(
                workers,
                || (),
                fourth,
                |feed| {
                    for item in 0.. {
                        feed.send(item);
                        while feed.ready().is_some() {}
                    }
                },
            )
        };
        assert_eq!(panic_of(push), Some("of the work"), "pushed to {workers}");
        let source = || -> Option<usize> { panic!("of the source") };
        let pull = || pull_ordered(workers, source, || (), fourth, all);
        assert_eq!(panic_of(pull), Some("of the source"), "{workers}");
        let begin = || -> () { panic!("of the beginning") };
        let push = || push_ordered(workers, begin, fourth, |feed| feed.send(1));
        assert_eq!(panic_of(push), Some("of the beginning"), "{workers}");
        let take = |_: &mut Parts<'_, usize>| -> () { panic!("of the caller") };
        let pull = || pull_ordered(workers, without_end(), || (), |(), item| item, take);
        assert_eq!(panic_of(pull), Some("of the caller"), "{workers}");
    }
}

#[test]
fn panic_that_nobody_waited_for_is_not_lost() {
    let begun = Barrier::new(2);
    let work = |(): &mut (), item: usize| {
        begun.wait();
        fourth(&mut (), item)
    };
    let take = |_: &mut Parts<'_, usize>| begun.wait();
    let mut item = Some(4);
    let pull = || pull_ordered(1, move || item.take(), || (), work, take);
    assert_eq!(panic_of(pull), Some("of the work"));
}
