//! Signals that end or stop the program: who has taken one over does what it means, and at all other
//! times it does what it does by itself.

#[cfg(unix)]
pub(crate) use unix::{ENDING, STOPPING, Taken};

/// Waits for Ctrl+C.
pub(crate) async fn ctrl_c() -> std::io::Result<()> {
    #[cfg(unix)]
    let _taken = Taken::over(&[signal_hook::consts::SIGINT]);
    tokio::signal::ctrl_c().await
}

/// Waits for Ctrl+C, or for whatever else tells the program to end.
#[cfg(not(unix))]
pub(crate) use ctrl_c as told_to_end;
#[cfg(unix)]
pub(crate) use unix::told_to_end;

#[cfg(unix)]
mod unix {
    use std::io;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::{Arc, LazyLock};

    use signal_hook::consts::{
        SIGALRM, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGUSR1, SIGUSR2,
    };
    use signal_hook::flag::register_conditional_default;
    use tokio::signal::unix::{SignalKind, signal};

    /// What ends a program that has not taken it over.
    pub(crate) const ENDING: [i32; 7] =
        [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGALRM, SIGUSR1, SIGUSR2];

    /// What stops it until it is continued.
    pub(crate) const STOPPING: i32 = SIGTSTP;

    /// Each signal, and whether it does what it does by itself. A signal that was taken over once is
    /// never given back to the system, so this is done for it.
    static BY_ITSELF: LazyLock<Vec<(i32, Arc<AtomicBool>)>> = LazyLock::new(|| {
        let signals = ENDING.into_iter().chain([STOPPING]);
        let with_flag = signals.map(|signal| (signal, Arc::new(AtomicBool::new(true))));
        let registered = |(signal, flag): &(i32, Arc<AtomicBool>)| {
            register_conditional_default(*signal, Arc::clone(flag)).is_ok()
        };
        with_flag.filter(registered).collect()
    });

    /// While this lives, these signals do nothing by themselves.
    pub(crate) struct Taken(Vec<i32>);

    impl Taken {
        /// Takes `signals` over. Whoever does so sees to them.
        pub(crate) fn over(signals: &[i32]) -> Self {
            let taken = Taken(signals.to_vec());
            taken.set(false);
            taken
        }

        fn set(&self, by_itself: bool) {
            for (_, flag) in BY_ITSELF.iter().filter(|(signal, _)| self.0.contains(signal)) {
                flag.store(by_itself, Ordering::SeqCst);
            }
        }
    }

    impl Drop for Taken {
        fn drop(&mut self) {
            self.set(true);
        }
    }

    pub(crate) async fn told_to_end() -> io::Result<()> {
        let _taken = Taken::over(&[SIGINT, SIGTERM, SIGHUP]);
        let mut interrupt = signal(SignalKind::interrupt())?;
        let mut terminate = signal(SignalKind::terminate())?;
        let mut hang_up = signal(SignalKind::hangup())?;
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
            _ = hang_up.recv() => {}
        }
        Ok(())
    }
}
