//! Programs that run beside a test and end with it.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::time::{Duration, Instant};

use crate::given;

/// A running program. Ends when the test does.
pub struct Program(Child);

impl Program {
    /// Starts a program.
    pub fn start(command: &mut Command) -> Self {
        Program(command.spawn().unwrap_or_else(|error| panic!("{command:?} starts: {error}")))
    }

    /// Starts a program and returns the first lines that it prints.
    pub fn start_and_read(command: &mut Command, lines: usize) -> (Self, Vec<String>) {
        let mut program = Program::start(command.stdout(Stdio::piped()));
        let output = program.0.stdout.take().expect("the output is piped");
        let read = BufReader::new(output).lines().take(lines);
        let printed = read.map(|line| line.expect("text")).collect();
        (program, printed)
    }

    /// Returns the number of its process.
    pub fn id(&self) -> u32 {
        self.0.id()
    }
}

impl Program {
    /// Does what Ctrl+C does.
    pub fn interrupt(&self) {
        let told = Command::new("kill").args(["-INT", &self.id().to_string()]).status();
        assert!(told.expect("kill runs").success(), "it is still running");
    }

    /// Waits until the program has ended.
    pub fn wait(&mut self) -> ExitStatus {
        self.0.wait().expect("it ends")
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// Returns the command line under test.
pub fn footbridge() -> Command {
    Command::new(given("FOOTBRIDGE_CLI"))
}

/// Says whether the command line under test is the Windows program, which `cargo xtask windows` runs
/// in wine: the suite's own `cfg!` says only what the suite was compiled for.
pub fn is_windows_program() -> bool {
    cfg!(windows) || std::env::var_os("FOOTBRIDGE_CLI_SYSTEM").is_some_and(|name| name == "windows")
}

/// Returns a third-party SCIM program by its name.
pub fn scim_program(name: &str) -> Command {
    Command::new(given("FOOTBRIDGE_SCIM_PROGRAMS").join(name))
}

/// Returns better-auth's SCIM server, which takes its port and has its token in `SCIM_TOKEN`.
pub fn better_auth() -> Command {
    let mut node = Command::new("node");
    node.arg(given("FOOTBRIDGE_BETTER_AUTH").join("server.js"));
    node
}

/// Runs a command with `input` on its standard input.
pub fn run_with_input(command: &mut Command, input: &str) -> Output {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{command:?} starts: {error}"));
    // A program that refuses its arguments may be gone before it reads.
    drop(child.stdin.take().expect("the input is piped").write_all(input.as_bytes()));
    child.wait_with_output().expect("the program ends")
}

/// Returns a port that is free now.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("its address").port()
}

/// Waits until something listens on `port`.
pub fn wait_for_port(port: u16) {
    let end = Instant::now() + Duration::from_secs(30);
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(Instant::now() < end, "nothing listens on port {port}");
        std::thread::sleep(Duration::from_millis(50));
    }
}
