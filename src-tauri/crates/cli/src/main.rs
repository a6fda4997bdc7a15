//! `footbridge`: the engine of the wizard for scripts, for machines without a network, and for the
//! people who onboard a vendor's customers.
//!
//! The contract: exit code 0 for success, 1 when a check found problems, 2 for wrong usage or
//! unreadable input. With `--json` only JSON goes to standard output; words for people go to
//! standard error. Secrets come from a prompt, standard input or a named variable, never from an
//! argument, which every user of the machine could read.

mod arguments;
mod check;
mod destination;
mod ending;
mod eval;
mod examples;
mod input;
mod output;
mod practice;
mod preview;
#[cfg(unix)]
mod prompt;
mod prove;
mod remark;
mod runtime;
mod secrets;
mod server;
mod signals;
mod tenant;
mod token;
mod unwritten;
mod usage;
mod vendor;
mod vendors;
mod visible;

use std::ffi::OsString;
use std::process::ExitCode;

use arguments::Task;
use ending::Ending;
use output::Failure;

fn main() -> ExitCode {
    footbridge_memory::keep_private();
    let arguments: Vec<OsString> = std::env::args_os().collect();
    output::keep_quiet_about(&arguments);
    let task = match usage::read(&arguments) {
        Ok(read) => read.task,
        Err(help) if usage::is_help(&help) => help.exit(),
        Err(error) => return failed(&Failure::Usage(usage::words(&arguments, &error))),
    };
    let ending = match task {
        Task::Vendors(options) => vendors::run(&options),
        Task::Token(options) => token::run(&options),
        Task::Check(options) => check::run(&options),
        Task::Eval(options) => eval::run(&options),
        Task::Preview(options) => preview::run(&options),
        Task::Prove(options) => prove::run(&options),
        Task::Practice(options) => practice::run(&options),
    };
    match ending {
        Ok(Ending::Good) => ExitCode::SUCCESS,
        Ok(Ending::Problems) => ExitCode::from(1),
        // Whoever reads our output has seen enough, as `head` does.
        Err(Failure::ReaderGone) => ExitCode::SUCCESS,
        Err(failure) => failed(&failure),
    }
}

fn failed(failure: &Failure) -> ExitCode {
    output::tell_failure(failure);
    ExitCode::from(2)
}
