//! A question at the terminal whose answer is not shown.
//!
//! Whatever ends or stops the program meanwhile, the terminal is put back first, or the shell after
//! it would show nothing of what is typed. Continued in the foreground, it asks again.

use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use rustix::process::getpgrp;
use rustix::termios::{
    LocalModes, OptionalActions, QueueSelector, Termios, tcflush, tcgetattr, tcgetpgrp, tcsetattr,
};
use secrecy::SecretString;
use signal_hook::consts::SIGCONT;
use signal_hook::iterator::{Handle, Signals};
use signal_hook::low_level::emulate_default_handler;
use zeroize::Zeroizing;

use crate::signals::{ENDING, STOPPING, Taken};

/// How many bytes an answer may have; our choice, and more than a terminal's line.
const MOST: usize = 64 * 1024;

/// Asks for a secret at the terminal of this process.
pub(crate) fn ask(label: &str) -> io::Result<SecretString> {
    let terminal = File::options().read(true).write(true).open("/dev/tty")?;
    let before = tcgetattr(&terminal)?;
    let question = Arc::new(Question {
        terminal,
        before,
        words: format!("{label}: "),
        open: Mutex::new(true),
    });
    // Before anything is hidden somebody is there to undo it.
    let watch = Watch::over(&question)?;
    let answer = question.put().and_then(|()| question.answer());
    watch.end();
    answer
}

struct Question {
    terminal: File,
    /// How the terminal was.
    before: Termios,
    words: String,
    /// Whether there is no answer yet.
    open: Mutex<bool>,
}

impl Question {
    /// Hides what is typed, and asks.
    fn put(&self) -> io::Result<()> {
        let mut hidden = self.before.clone();
        hidden.local_modes.remove(LocalModes::ECHO);
        // The line's end is shown: the answer is over.
        hidden.local_modes.insert(LocalModes::ECHONL);
        tcsetattr(&self.terminal, OptionalActions::Now, &hidden)?;
        (&self.terminal).write_all(self.words.as_bytes())
    }

    /// Shows again what is typed.
    fn put_back(&self, when: OptionalActions) -> io::Result<()> {
        Ok(tcsetattr(&self.terminal, when, &self.before)?)
    }

    /// Reads one line.
    fn answer(&self) -> io::Result<SecretString> {
        let mut line = Zeroizing::new(Vec::with_capacity(MOST));
        let mut part = Zeroizing::new([0; 4096]);
        while !line.ends_with(b"\n") {
            let read = match (&self.terminal).read(part.as_mut_slice()) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                read => read?,
            };
            let read = part.get(..read).unwrap_or_default();
            if read.is_empty() {
                break;
            }
            if line.len() + read.len() > MOST {
                return Err(io::Error::other("the answer is longer than any token"));
            }
            line.extend_from_slice(read);
        }
        let line = std::str::from_utf8(&line).map_err(|_| io::ErrorKind::InvalidData)?;
        Ok(SecretString::from(line.trim_end_matches(['\r', '\n'])))
    }

    /// Does what a signal asks for, with the terminal put back before.
    fn heed(&self, signal: i32) {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        // A terminal that is gone, or another job's, need not be put right.
        if signal == SIGCONT {
            let in_foreground = tcgetpgrp(&self.terminal).is_ok_and(|group| group == getpgrp());
            if *open && in_foreground {
                drop(self.put());
            }
            return;
        }
        if *open {
            // What was typed until now is for nobody else to read: neither what the line holds, nor what
            // the kernel has not put into it yet, which the second call leaves alone.
            let _ = tcflush(&self.terminal, QueueSelector::IFlush);
            drop(self.put_back(OptionalActions::Flush));
            drop((&self.terminal).write_all(b"\n"));
        }
        drop(emulate_default_handler(signal));
    }
}

/// The thread that heeds signals while a question is open.
struct Watch {
    question: Arc<Question>,
    thread: JoinHandle<()>,
    handle: Handle,
    taken: Taken,
}

impl Watch {
    fn over(question: &Arc<Question>) -> io::Result<Self> {
        let signals: Vec<i32> = ENDING.into_iter().chain([STOPPING]).collect();
        let mut watched_for = Signals::new(signals.iter().chain(&[SIGCONT]))?;
        let taken = Taken::over(&signals);
        let (handle, watched) = (watched_for.handle(), Arc::clone(question));
        let thread = std::thread::Builder::new()
            .name("signals".to_owned())
            .spawn(move || watched_for.forever().for_each(|signal| watched.heed(signal)))?;
        Ok(Watch { question: Arc::clone(question), thread, handle, taken })
    }

    /// Puts the terminal back, and heeds what has come until now.
    fn end(self) {
        {
            let mut open = self.question.open.lock().unwrap_or_else(PoisonError::into_inner);
            *open = false;
            drop(self.question.put_back(OptionalActions::Now));
        }
        drop(self.taken);
        self.handle.close();
        drop(self.thread.join());
    }
}
