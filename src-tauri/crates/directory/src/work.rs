//! What a reading looks at, counted for the tests that hold it to the size of the file.
//!
//! A loop whose length the file decides tells how far it went; outside of tests that costs nothing.

#[cfg(test)]
thread_local! {
    static LOOKED_AT: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

/// Counts bytes or cells that were looked at.
#[inline]
pub(crate) fn look(units: usize) {
    #[cfg(test)]
    LOOKED_AT.set(LOOKED_AT.get() + units as u64);
    #[cfg(not(test))]
    let _ = units;
}

/// Returns how much `work` looks at.
#[cfg(test)]
pub(crate) fn counted(work: impl FnOnce()) -> u64 {
    LOOKED_AT.set(0);
    work();
    LOOKED_AT.get()
}
