//! A proof that is killed in the middle of any of its requests: the next one deletes what was left.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;

use crate::prove::{healthy, is_empty, journals, names, prove};
use crate::{exit, json, run, words};

/// A way to a server on which the program is killed in the middle of a request.
struct Relay {
    url: String,
    plan: Arc<Mutex<Kill>>,
}

/// Whom to kill, and when.
#[derive(Default)]
struct Kill {
    program: Option<u32>,
    /// How many requests are let through before.
    after: usize,
    /// Whether the server still gets the request in the middle of which the program ends.
    arrives: bool,
}

impl Relay {
    fn to(url: &str) -> Self {
        let server = url.trim_start_matches("http://").split('/').next().expect("an address");
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
        let own = listener.local_addr().expect("an address").to_string();
        let (plan, of_server) = (Arc::new(Mutex::new(Kill::default())), server.to_owned());
        let shared = Arc::clone(&plan);
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                let (plan, server) = (Arc::clone(&shared), of_server.clone());
                thread::spawn(move || pass(client, &server, &plan));
            }
        });
        Relay { url: url.replace(server, &own), plan }
    }

    /// Starts a proof, and waits until it was killed.
    fn kill(&self, mut prove: Command, after: usize, arrives: bool) {
        let mut plan = self.plan.lock().expect("no panic");
        let program = prove.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let mut program = program.expect("footbridge runs");
        *plan = Kill { program: Some(program.id()), after, arrives };
        drop(plan);
        let ended = program.wait().expect("it ends");
        assert_eq!(ended.signal(), Some(9), "it was killed after {after} requests");
    }
}

/// Passes requests on, and answers back, until one of them is the last.
fn pass(mut client: TcpStream, server: &str, plan: &Mutex<Kill>) {
    let mut server = TcpStream::connect(server).expect("it listens");
    while let Some(request) = message(&mut client) {
        let mut plan = plan.lock().expect("no panic");
        let killed = plan.program.filter(|_| plan.after == 0);
        plan.after = plan.after.saturating_sub(1);
        let mut answer = None;
        if killed.is_none() || plan.arrives {
            server.write_all(&request).expect("it reads");
            answer = message(&mut server);
        }
        if let Some(program) = killed {
            plan.program = None;
            let killed = Command::new("kill").args(["-KILL", &program.to_string()]).status();
            assert!(killed.expect("kill runs").success());
            return;
        }
        let passed = answer.map(|answer| client.write_all(&answer));
        if passed.is_none_or(|it| it.is_err()) {
            return;
        }
    }
}

/// Reads one message of HTTP/1.1; nothing at the end of the connection.
fn message(stream: &mut TcpStream) -> Option<Vec<u8>> {
    let mut read = Vec::new();
    let mut byte = [0];
    while !read.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).ok()?;
        read.extend(byte);
    }
    let head = String::from_utf8_lossy(&read).to_ascii_lowercase();
    let length =
        head.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    stream.read_exact(&mut body).ok()?;
    read.extend(body);
    Some(read)
}

#[test]
fn proof_killed_in_any_request_is_cleaned_up_by_the_next_one_thirty_times() {
    let plan = json(&run(&["prove", "--url", "http://127.0.0.1:9/scim", "--json"]));
    let requests = plan["requests"].as_array().map_or(0, Vec::len);
    assert!(requests > 40, "of a person and a group: {requests}");
    let mut left_something = 0;
    for time in 0..30 {
        // From the first request to the last; every second one does not reach the server.
        let (at, arrives) = (time * requests / 30, time % 2 == 0);
        let (_practice, url) = healthy();
        let relay = Relay::to(&url);
        let folder = tempfile::tempdir().expect("a folder");
        relay.kill(prove(folder.path(), &relay.url, &["--writes"]), at, arrives);
        if !is_empty(&url) {
            left_something += 1;
            let plan = prove(folder.path(), &relay.url, &[]).output().expect("footbridge runs");
            let told = words(&plan);
            assert!(told.contains("delete it there by hand"), "killed after {at}: {told}");
            assert!(told.contains("footbridge-proof-") && !is_empty(&url), "it only tells");
        }
        let again = ["--writes", "--only", "users", "--json"];
        let next = prove(folder.path(), &relay.url, &again).output().expect("footbridge runs");
        assert_eq!(exit(&next), 0, "killed after {at}: {}", words(&next));
        assert!(is_empty(&url), "killed after {at}: {:?}", names(&url, "Users"));
        assert_eq!(journals(folder.path()), 0, "killed after {at}");
        let journal = fs::read_dir(folder.path()).expect("a folder").count();
        assert!(journal <= 1, "nothing else was written");
    }
    assert!(left_something > 20, "most of them left something: {left_something}");
}
