//! How heavy a pattern is, estimated while it is translated: a repetition counts as often as it may
//! repeat.

/// An estimate of the automaton of a pattern.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Weight {
    /// How many states it has, which is what compiling costs.
    pub(super) size: usize,
    /// In how many of them it can be at once, which is what a byte of the text costs at worst.
    pub(super) active: usize,
    /// Whether it takes backtracking: look-around, back-references, atomic groups.
    pub(super) backtracks: bool,
}

impl Weight {
    /// Something that is in few states at once.
    pub(super) const fn of(size: usize) -> Self {
        Weight { size, active: 1, backtracks: false }
    }

    fn and(self, other: Weight) -> Self {
        Weight {
            size: self.size.saturating_add(other.size),
            active: self.active.saturating_add(other.active),
            backtracks: self.backtracks || other.backtracks,
        }
    }

    fn times(self, count: usize) -> Self {
        Weight {
            size: self.size.saturating_mul(count),
            active: self.active.saturating_mul(count),
            backtracks: self.backtracks,
        }
    }
}

/// The weight of what was read so far, group by group.
#[derive(Debug)]
pub(super) struct Scale {
    /// What is finished in each open group.
    groups: Vec<Weight>,
    /// What a quantifier would repeat.
    last: Weight,
}

impl Scale {
    pub(super) fn new() -> Self {
        Scale { groups: vec![Weight::default()], last: Weight::default() }
    }

    /// Counts something that a quantifier may follow.
    pub(super) fn add(&mut self, weight: Weight) {
        self.settle();
        self.last = weight;
    }

    /// Counts the last thing as often as it may be repeated.
    pub(super) fn repeat(&mut self, times: usize) {
        self.last = self.last.times(times.max(1));
        self.settle();
    }

    pub(super) fn open(&mut self) {
        self.settle();
        self.groups.push(Weight::default());
    }

    pub(super) fn close(&mut self) {
        self.settle();
        self.last = self.groups.pop().unwrap_or_default().and(Weight::of(2));
        if self.groups.is_empty() {
            self.groups.push(Weight::default());
        }
    }

    pub(super) fn backtracks(&mut self) {
        if let Some(group) = self.groups.last_mut() {
            group.backtracks = true;
        }
    }

    fn settle(&mut self) {
        let last = std::mem::take(&mut self.last);
        if let Some(group) = self.groups.last_mut() {
            *group = group.and(last);
        }
    }

    /// Returns the weight of the whole.
    pub(super) fn whole(mut self) -> Weight {
        self.settle();
        self.groups.into_iter().fold(Weight::default(), Weight::and)
    }
}
