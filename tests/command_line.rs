//! The command line as a script sees it: exit codes, what goes to which stream, and values that an
//! admin would compute by hand.
#![expect(clippy::expect_used, reason = "a test ends at the first surprise")]

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use footbridge_tests::{Program, data, footbridge, run_with_input};
use serde_json::Value;

const KEY: &str = "canary-key-7f3a";
const SECRET: &str = "canary-secret-91c2";
/// `printf '%s' canary-key-7f3a:canary-secret-91c2 | base64`
const TOKEN: &str = "Y2FuYXJ5LWtleS03ZjNhOmNhbmFyeS1zZWNyZXQtOTFjMg==";

fn run(arguments: &[&str]) -> Output {
    footbridge().args(arguments).output().expect("footbridge runs")
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn words(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn exit(output: &Output) -> i32 {
    output.status.code().expect("it ended by itself")
}

fn json(output: &Output) -> Value {
    serde_json::from_str(&out(output)).expect("JSON and nothing else on standard output")
}

fn ndjson(output: &Output) -> Vec<Value> {
    let text = out(output);
    text.lines().map(|line| serde_json::from_str(line).expect("one JSON object a line")).collect()
}

#[test]
fn usage_that_is_wrong_ends_with_2() {
    let cases: &[&[&str]] = &[
        &[],
        &["nonsense"],
        &["check", "--vendor", "keepnet"],
        &["check", "--token-env", "X"],
        &["check", "--vendor", "safe", "--token-env", "PATH"],
        &["token", "--vendor", "nobody", "--stdin"],
        &["token", "--vendor", "secure-practice", "--key-env", "X"],
        &["eval"],
        &["preview", "--vendor", "safe"],
        &["preview", "--vendor", "safe", "--users", "/does/not/exist.csv"],
        &["preview", "--users", "users.csv"],
        &["preview", "--users", "users.csv", "--vendor", "safe", "--schema", "schema.json"],
        &["preview", "--users", "users.csv", "--schema", "/does/not/exist.json"],
        &["practice", "--fault", "nonsense"],
    ];
    for arguments in cases {
        let output = run(arguments);
        assert_eq!(exit(&output), 2, "{arguments:?}: {}", words(&output));
        assert!(!words(&output).is_empty(), "{arguments:?} says why");
        assert!(out(&output).is_empty(), "{arguments:?} prints nothing for a script");
    }
}

#[test]
fn help_is_for_strangers() {
    let output = run(&["--help"]);
    assert_eq!(exit(&output), 0, "help is no mistake");
    for task in ["vendors", "token", "check", "eval", "preview", "practice"] {
        assert!(out(&output).contains(task), "{task} is listed");
        let help = run(&[task, "--help"]);
        assert_eq!(exit(&help), 0, "{task} has a help of its own");
    }
}

#[test]
fn vendors_are_listed() {
    let output = run(&["vendors", "--json"]);
    let vendors = json(&output);
    let ids: Vec<&str> =
        vendors.as_array().into_iter().flatten().filter_map(|one| one["id"].as_str()).collect();
    for id in ["secure-practice", "keepnet", "safe", "jericho", "other"] {
        assert!(ids.contains(&id), "{id} is built in; got {ids:?}");
        assert!(out(&run(&["vendors"])).contains(id), "{id} is listed for people too");
    }
}

#[test]
fn a_token_is_made_from_every_source() {
    let by_stdin = run_with_input(
        footbridge().args(["token", "--vendor", "secure-practice", "--stdin"]),
        &format!("{KEY}\n{SECRET}\n"),
    );
    let by_variables = footbridge()
        .args(["token", "--vendor", "secure-practice", "--key-env", "K", "--secret-env", "S"])
        .env("K", KEY)
        .env("S", SECRET)
        .output()
        .expect("footbridge runs");
    let ready = footbridge()
        .args(["token", "--vendor", "secure-practice", "--token-env", "T"])
        .env("T", TOKEN)
        .output()
        .expect("footbridge runs");
    for (output, how) in
        [(&by_stdin, "two lines"), (&by_variables, "variables"), (&ready, "a ready token")]
    {
        assert_eq!(exit(output), 0, "{how}: {}", words(output));
        assert_eq!(out(output), format!("{TOKEN}\n"), "{how}: the token and nothing else");
        for secret in [KEY, SECRET, TOKEN] {
            assert!(!words(output).contains(secret), "{how}: no secret among the words");
        }
    }
}

#[test]
fn a_token_from_bad_halves_is_refused_with_the_reason() {
    let output = run_with_input(
        footbridge().args(["token", "--vendor", "secure-practice", "--stdin"]),
        &format!("{SECRET}\n{SECRET}\n"),
    );
    assert_eq!(exit(&output), 1, "a problem was found");
    assert!(out(&output).is_empty(), "no token is printed");
    assert!(!words(&output).contains(SECRET), "the reason does not repeat the secret");
    assert!(words(&output).contains("[token."), "the reason has its code: {}", words(&output));
}

#[test]
fn a_token_with_a_jwts_form_shows_its_end() {
    // {"alg":"none"} . {"exp":1893456000} . x, which is 2030-01-01.
    let jwt = "eyJhbGciOiJub25lIn0.eyJleHAiOjE4OTM0NTYwMDB9.eA";
    let output = run_with_input(footbridge().args(["token", "--vendor", "safe", "--stdin"]), jwt);
    assert_eq!(out(&output), format!("{jwt}\n"), "taken as it is");
    assert!(words(&output).contains("2030-01-01"), "its end is told: {}", words(&output));
}

#[test]
fn the_practice_tenant_passes_the_check() {
    let mut practice = footbridge();
    practice.args(["practice", "--token-env", "T"]).env("T", TOKEN);
    let (_practice, lines) = Program::start_and_read(&mut practice, 1);
    let mut check = footbridge();
    check.args(["check", "--url", &lines[0], "--token-env", "T", "--json"]).env("T", TOKEN);
    let output = check.output().expect("footbridge runs");
    let answer = json(&output);
    assert_eq!(exit(&output), 0, "{answer:#}");
    assert_eq!(answer["ok"], true, "Entra's test would pass");
    for stage in answer["stages"].as_array().into_iter().flatten() {
        let status = stage["status"].as_str().unwrap_or_default();
        assert!(["passed", "warned", "skipped"].contains(&status), "{stage}");
        assert!(stage["ms"].is_number() && stage["name"].is_string(), "{stage}");
    }
    assert!(!out(&output).contains(TOKEN), "the token is in no answer");
}

#[test]
fn a_fault_is_named_by_its_code() {
    let mut practice = footbridge();
    practice.args(["practice", "--token-env", "T", "--fault", "unauthorized"]).env("T", TOKEN);
    let (_practice, lines) = Program::start_and_read(&mut practice, 1);
    let mut check = footbridge();
    check.args(["check", "--url", &lines[0], "--token-stdin", "--json"]);
    let output = run_with_input(&mut check, TOKEN);
    let answer = json(&output);
    assert_eq!(exit(&output), 1, "a problem was found");
    // Other findings may come first: that the practice tenant speaks plain HTTP is a warning.
    let findings = answer["findings"].as_array().into_iter().flatten();
    let errors: Vec<&Value> = findings.filter(|finding| finding["severity"] == "error").collect();
    let rejected = errors.iter().find(|finding| finding["code"] == "auth.rejected");
    let rejected = rejected.unwrap_or_else(|| panic!("the fault is named: {answer:#}"));
    for key in ["title", "explanation", "fixes"] {
        assert!(!rejected[key].is_null(), "a finding has {key}: {rejected:#}");
    }
}

/// Starts a practice tenant with a fault and returns its tenant URL.
fn practice(fault: &str, arguments: &[&str]) -> (Program, String) {
    let mut practice = footbridge();
    practice.args(["practice", "--token-env", "T", "--fault", fault]).args(arguments);
    let (program, lines) = Program::start_and_read(practice.env("T", TOKEN), 1);
    (program, lines[0].clone())
}

/// Returns the codes of the errors that `check` finds, and of the warnings.
fn found(check: &mut Command) -> (Vec<String>, Vec<String>) {
    let output = check.args(["--token-env", "T", "--json"]).env("T", TOKEN).output();
    let answer = json(&output.expect("footbridge runs"));
    let of = |severity: &str| {
        let findings = answer["findings"].as_array().into_iter().flatten();
        findings
            .filter(|finding| finding["severity"] == severity)
            .filter_map(|finding| finding["code"].as_str().map(str::to_owned))
            .collect()
    };
    (of("error"), of("warning"))
}

#[test]
fn faults_are_listed_with_their_codes() {
    let list = out(&run(&["practice", "--faults"]));
    for (fault, code) in [("tls-expired", "tls.expired"), ("refused", "tcp.refused")] {
        let line = list.lines().find(|line| line.starts_with(fault));
        let line = line.unwrap_or_else(|| panic!("{fault} is listed:\n{list}"));
        assert!(line.split_whitespace().any(|word| word == code), "with its code: {line}");
    }
}

#[test]
fn faults_below_http_are_named_though_nobody_trusts_the_tenants_authority() {
    for (fault, code) in [
        ("refused", "tcp.refused"),
        ("tls-none", "tls.not_tls"),
        ("tls-only-1-3", "tls.version"),
        ("tls-other-suites", "tls.version"),
        ("tls-expired", "tls.expired"),
        ("tls-not-yet-valid", "tls.not_yet_valid"),
        ("tls-wrong-host", "tls.wrong_host"),
        ("tls-self-signed", "tls.untrusted"),
        ("tls-private-root", "tls.untrusted"),
        ("hangs-up", "http.closed"),
    ] {
        let (_practice, url) = practice(fault, &[]);
        let (errors, _) = found(footbridge().args(["check", "--url", &url]));
        assert_eq!(errors, [code], "{fault}");
    }
}

#[test]
fn an_authority_that_only_this_computer_trusts_is_a_warning() {
    let folder = tempfile::tempdir().expect("a folder");
    let roots = folder.path().join("roots.pem");
    let file = roots.to_str().expect("text");
    for (fault, expected) in [
        ("tls-private-root", &["tls.private_root"][..]),
        ("tls-expires-soon", &["tls.private_root", "tls.expires_soon"]),
    ] {
        let (_practice, url) = practice(fault, &["--roots", file]);
        let mut check = footbridge();
        check.args(["check", "--url", &url]).env("SSL_CERT_FILE", file).env_remove("SSL_CERT_DIR");
        let (errors, warnings) = found(&mut check);
        assert_eq!(errors, Vec::<String>::new(), "{fault}: the connection stands");
        let tls: Vec<&str> =
            warnings.iter().map(String::as_str).filter(|code| code.starts_with("tls.")).collect();
        assert_eq!(tls, expected, "{fault}: and is told of");
    }
}

/// A proxy that wants a sign-in, and how often it was asked.
fn refusing_proxy() -> (String, Arc<AtomicU32>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address").to_string();
    let asked = Arc::new(AtomicU32::new(0));
    let count = Arc::clone(&asked);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.expect("a connection");
            let mut reader = BufReader::new(stream.try_clone().expect("the same connection"));
            let mut line = String::new();
            while reader.read_line(&mut line).is_ok_and(|read| read > 2) {
                assert!(!line.to_lowercase().contains("\nauthorization"), "no token: {line}");
            }
            count.fetch_add(1, Ordering::SeqCst);
            let answer = "HTTP/1.1 407 Proxy Authentication Required\r\n\
                          Proxy-Authenticate: Negotiate\r\n\r\n";
            drop(stream.write_all(answer.as_bytes()));
        }
    });
    (address, asked)
}

#[test]
fn the_proxy_is_the_environments_or_the_one_that_is_named() {
    const URL: &str = "https://scim.footbridge.invalid/scim";
    // Port 9 of this computer: nothing listens there.
    const HERE: &str = "https://127.0.0.1:9/scim";
    let (address, asked) = refusing_proxy();
    let url = format!("http://{address}");
    let far = "http://proxy.footbridge.invalid:8080";
    /// Arguments, variables, the code that is found, and why.
    type Case<'a> = (&'a [&'a str], &'a [(&'a str, &'a str)], &'a str, &'a str);
    let cases: [Case<'_>; 12] = [
        (&[], &[("HTTPS_PROXY", &url)], "proxy.auth_required", "the variable"),
        (&[], &[("https_proxy", &url)], "proxy.auth_required", "in small letters"),
        (&[], &[("ALL_PROXY", &url)], "proxy.auth_required", "for every scheme"),
        (&[], &[("HTTP_PROXY", &url)], "dns.not_found", "for another scheme"),
        (&[], &[("HTTPS_PROXY", &url), ("NO_PROXY", ".invalid")], "dns.not_found", "an exception"),
        (&["--proxy", "none"], &[("HTTPS_PROXY", &url)], "dns.not_found", "none, by name"),
        (&["--proxy", &address], &[], "proxy.auth_required", "host and port"),
        (&["--proxy", &url], &[], "proxy.auth_required", "a URL"),
        (&["--proxy-env", "P"], &[("P", &url)], "proxy.auth_required", "in a variable"),
        (&["--url", HERE], &[("HTTPS_PROXY", &url)], "proxy.auth_required", "both are here"),
        (&["--url", HERE], &[("HTTPS_PROXY", far)], "tcp.refused", "no proxy elsewhere leads here"),
        (&[], &[("HTTPS_PROXY", far)], "proxy.failed", "the proxy's own name is to blame"),
    ];
    for (arguments, variables, code, why) in cases {
        let mut check = footbridge();
        let url: &[&str] = if arguments.contains(&"--url") { &[] } else { &["--url", URL] };
        check.arg("check").args(url).args(arguments);
        for name in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy"]
        {
            check.env_remove(name);
        }
        let before = asked.load(Ordering::SeqCst);
        assert_eq!(found(check.envs(variables.iter().copied())).0, [code], "{why}");
        let was_asked = asked.load(Ordering::SeqCst) > before;
        assert_eq!(was_asked, code == "proxy.auth_required", "{why}: the proxy was asked or not");
    }
}

#[test]
fn a_secret_in_an_argument_is_refused_and_not_repeated() {
    let cases: [&[&str]; 2] = [
        &["check", "--url", "https://h.invalid/", "--token-env", TOKEN],
        &["check", "--url", "https://h.invalid/", "--token-env", "T", "--proxy", "u:pr0xy-pw@p:1"],
    ];
    for arguments in cases {
        let output = footbridge().args(arguments).env("T", TOKEN).output().expect("it runs");
        assert_eq!(exit(&output), 2, "wrong usage: {arguments:?}");
        for secret in [TOKEN, "pr0xy-pw"] {
            assert!(!words(&output).contains(secret), "not repeated: {}", words(&output));
        }
    }
}

#[test]
#[cfg(target_os = "linux")]
fn the_token_is_in_no_process_list_and_a_run_can_be_interrupted() {
    let (_practice, url) = practice("hang", &[]);
    let mut check = footbridge();
    check.args(["check", "--url", &url, "--token-stdin"]);
    check.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = check.spawn().expect("footbridge runs");
    let mut input = child.stdin.take().expect("the input is piped");
    input.write_all(format!("{TOKEN}\n").as_bytes()).expect("it reads");
    let mut words = BufReader::new(child.stderr.take().expect("the words are piped")).lines();
    // Once TLS is settled the token is on its way.
    let settled = words.by_ref().map_while(Result::ok).find(|line| line.starts_with("tls"));
    assert!(settled.is_some(), "it tells of each stage as it ends");
    for file in ["cmdline", "environ"] {
        let shown = std::fs::read(format!("/proc/{}/{file}", child.id())).expect("it runs");
        assert!(!String::from_utf8_lossy(&shown).contains(TOKEN), "the token is in {file}");
    }
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", child.id())).expect("it runs");
    let core = limits.lines().find(|line| line.starts_with("Max core file size"));
    let core: Vec<&str> = core.unwrap_or_default().split_whitespace().collect();
    assert_eq!(core.get(4), Some(&"0"), "memory is in no core file: {core:?}");
    let interrupted = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(interrupted.expect("kill runs").success(), "it is still running");
    let told: Vec<String> = words.map_while(Result::ok).collect();
    assert_eq!(child.wait().expect("it ends").code(), Some(1), "not passed: {told:?}");
    assert!(told.iter().any(|line| line == "Cancelled."), "it says so: {told:?}");
}

#[test]
#[cfg(target_os = "linux")]
fn a_server_that_sends_without_end_fills_no_memory() {
    for fault in ["endless", "bomb", "too-large"] {
        let (_practice, url) = practice(fault, &[]);
        let mut check = footbridge();
        check.args(["check", "--url", &url, "--token-env", "T", "--json"]).env("T", TOKEN);
        let mut child = check.stdout(Stdio::null()).spawn().expect("footbridge runs");
        let status = format!("/proc/{}/status", child.id());
        let mut peak = 0_u64;
        while child.try_wait().expect("it runs").is_none() {
            let told = std::fs::read_to_string(&status).unwrap_or_default();
            let high = told.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            let high = high.and_then(|high| high.split_whitespace().next()?.parse().ok());
            peak = high.unwrap_or(peak);
        }
        assert!(peak > 0, "{fault}: it was seen running");
        assert!(peak < 64 * 1024, "{fault}: {peak} KiB at most");
    }
}

#[test]
fn the_text_for_support_holds_the_facts_and_no_secret() {
    let (_practice, url) = practice("unauthorized", &[]);
    let mut check = footbridge();
    check.args(["check", "--url", &url, "--token-env", "T", "--support"]).env("T", TOKEN);
    let output = check.output().expect("footbridge runs");
    for fact in
        ["auth.rejected", "GET http://127.0.0.1", "< 401", "Observed: the token is not valid"]
    {
        let text = out(&output).to_lowercase();
        assert!(text.contains(&fact.to_lowercase()), "{fact} is told:\n{}", out(&output));
    }
    assert!(!out(&output).contains(TOKEN), "no token in {}", out(&output));
}

fn preview(vendor: &str, file: &str, arguments: &[&str]) -> Output {
    let users = data(file);
    let users = users.to_str().expect("a path of letters");
    let output = run(&[&["preview", "--users", users, "--vendor", vendor], arguments].concat());
    assert_eq!(exit(&output), 0, "{vendor} {file}: {}", words(&output));
    output
}

#[test]
fn secure_practice_gets_what_an_admin_computes_by_hand() {
    let users =
        ndjson(&preview("secure-practice", "entra-download-users.csv", &["--format", "ndjson"]));
    assert_eq!(users.len(), 12, "twelve people are in the file");
    let enterprise =
        |name: &str| format!("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:{name}");
    let astrid = &users[0];
    assert_eq!(astrid["row"], 1, "counted from 1");
    assert_eq!(astrid["user"], "astrid.nygard@fjordkraft.example", "as the directory has it");
    for (target, value) in [
        ("userName", "astrid.nygard@fjordkraft.example"),
        ("active", "True"),
        ("displayName", "Astrid Nygård"),
        ("title", "Chief Executive Officer"),
        ("emails[type eq \"work\"].value", "astrid.nygard@fjordkraft.example"),
        ("name.formatted", "Astrid Nygård"),
        ("addresses[type eq \"work\"].streetAddress", "Kongens gate 8, 2. etasje"),
        ("phoneNumbers[type eq \"mobile\"].value", "+47 900 02 010"),
        (&enterprise("organization"), "Fjordkraft AS"),
        (&enterprise("department"), "Fjordkraft > Management > Executive Office"),
    ] {
        assert_eq!(astrid["targets"][target], value, "{target}");
    }
    let eva = &users[4]["targets"];
    assert!(eva.get("emails[type eq \"work\"].value").is_none(), "an empty value is not sent");
    assert_eq!(users[9]["targets"]["active"], "False", "Jens is disabled");
    let lena = &users[11]["targets"];
    assert!(lena.get(enterprise("department")).is_none(), "Lena has no department");
}

#[test]
fn safe_gets_its_six_targets_and_no_more() {
    for file in ["entra-download-users.csv", "get-mguser.csv"] {
        for user in ndjson(&preview("safe", file, &["--format", "ndjson"])) {
            let sent: BTreeSet<&str> = user["targets"]
                .as_object()
                .into_iter()
                .flatten()
                .map(|(name, _)| &**name)
                .collect();
            let wanted = BTreeSet::from([
                "userName",
                "active",
                "emails[type eq \"work\"].value",
                "addresses[type eq \"work\"].country",
                "title",
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
            ]);
            assert!(sent.is_subset(&wanted), "{file}: {sent:?}");
        }
    }
}

#[test]
fn the_other_vendors_get_theirs() {
    let keepnet = ndjson(&preview("keepnet", "entra-download-users.csv", &["--format", "ndjson"]));
    assert_eq!(keepnet[2]["targets"]["timezone"], "FR", "Camille's usage location");
    assert_eq!(
        keepnet[2]["targets"]["addresses[type eq \"work\"].country"], "France",
        "the country that groups are made of"
    );
    let jericho = ndjson(&preview("jericho", "entra-download-users.csv", &["--format", "ndjson"]));
    assert_eq!(
        jericho[11]["targets"]["userName"], "lena.frost@partner.example",
        "mail, not the user principal name"
    );
    assert!(jericho[4]["targets"].get("userName").is_none(), "Eva has no mail");
    assert!(
        jericho[4]["findings"].as_array().is_some_and(|codes| !codes.is_empty()),
        "and that is told"
    );
}

#[test]
fn a_schema_from_entra_is_previewed() {
    let (users, schema) = (data("entra-download-users.csv"), data("entra-schema.json"));
    let path = |path: &Path| path.to_str().expect("a path of letters").to_owned();
    let (users, schema) = (path(&users), path(&schema));
    let output = run(&["preview", "--users", &users, "--schema", &schema, "--format", "ndjson"]);
    assert_eq!(exit(&output), 0, "{}", words(&output));
    let people = ndjson(&output);
    assert_eq!(people.len(), 12, "everybody");
    assert_eq!(
        people[0]["targets"],
        serde_json::json!({
            "userName": "astrid.nygard@fjordkraft.example",
            "active": "True",
            "emails[type eq \"work\"].value": "astrid.nygard@fjordkraft.example",
            "externalId": "db5b5fab-8f4d-4e27-9da1-494c73cf256d",
            "userType": "Employee \"A\"",
            "emails[type eq \"work\"].primary": "True",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department":
                "Fjordkraft > Management > Executive Office",
        }),
        "what the schema maps, and nothing of any vendor's profile"
    );
    let department = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department";
    assert_eq!(people[11]["targets"][department], "Unknown", "the default, for Lena has none");
    let told = words(&output);
    for code in ["schema.scoped", "schema.actions_off"] {
        assert!(told.contains(code), "{code} is told: {told}");
    }

    let broken = run(&["preview", "--users", &users, "--schema", &users]);
    assert_eq!(exit(&broken), 2, "a CSV file is no schema");
    assert!(words(&broken).contains("entra-download-users.csv, line 1"), "{}", words(&broken));
    assert!(words(&broken).contains("schema.not_json"), "{}", words(&broken));
}

#[test]
fn only_assigned_people_are_previewed_and_columns_can_be_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let (users, assigned) = (folder.path().join("u.csv"), folder.path().join("assigned.txt"));
    std::fs::write(
        &users,
        "Login;E-post;department;accountEnabled\na@n.example;a@n.example;Salg;True\n\
         b@n.example;;Salg;False\nc@n.example;c@n.example;IT;True\n",
    )
    .expect("the export is written");
    std::fs::write(&assigned, "B@n.example\nc@n.example\nx@n.example\n").expect("and the list");
    let [users, assigned] = [&users, &assigned].map(|it| it.to_str().expect("a path of letters"));
    let columns = ["--column", "Login=userPrincipalName", "--column", "E-post=mail"];
    let base = ["preview", "--users", users, "--vendor", "keepnet", "--summary", "--json"];
    type Case<'a> = (&'a [&'a str], [u64; 4], &'a str);
    let cases: [Case<'_>; 3] = [
        (&[], [3, 2, 2, 0], "everybody"),
        (&["--assigned", assigned], [2, 1, 2, 1], "a list, one of whom is not in the export"),
        (&["--assigned-by", "department=salg"], [2, 1, 2, 0], "a value"),
    ];
    for (scope, [people, in_scope, everybody, not_found], why) in cases {
        let output = run(&[&base[..], &columns, scope].concat());
        assert_eq!(exit(&output), 0, "{why}: {}", words(&output));
        let summary = json(&output);
        assert_eq!(summary["users"], people, "{why}");
        let licences = &summary["licences"];
        assert_eq!(
            [&licences["inScope"], &licences["everybody"], &licences["notFound"]],
            [in_scope, everybody, not_found],
            "{why}: {licences}"
        );
    }
    let twice = run(&[&base[..], &columns, &["--users", users]].concat());
    assert_eq!(json(&twice)["users"], 3, "the same export twice: {}", words(&twice));
    let lines = ["preview", "--users", users, "--users", users, "--vendor", "keepnet"];
    let lines = run(&[&lines[..], &columns, &["--format", "ndjson"]].concat());
    assert_eq!(ndjson(&lines).len(), 3, "and a line a person: {}", words(&lines));
    for wrong in [["--column", "mail"], ["--assigned-by", "Sales"]] {
        assert_eq!(exit(&run(&[&base[..], &wrong].concat())), 2, "wrong usage: {wrong:?}");
    }
}

#[test]
fn the_tree_counts_everybody_once() {
    let tree = json(&preview("secure-practice", "entra-download-users.csv", &["--tree", "--json"]));
    assert_eq!(tree["levels"], serde_json::json!(["organization", "department"]), "as mapped");
    assert_eq!(tree["root"]["count"], 12, "everybody");
    let children: Vec<&Value> = tree["root"]["children"].as_array().into_iter().flatten().collect();
    let fjordkraft = children.iter().find(|node| node["name"] == "Fjordkraft AS");
    assert_eq!(fjordkraft.map(|node| &node["count"]), Some(&Value::from(7)), "seven by hand");
    let sum: u64 = children.iter().filter_map(|node| node["count"].as_u64()).sum();
    assert_eq!(sum, 12, "each person is in one branch");
}

#[test]
fn the_summary_counts() {
    let summary =
        json(&preview("secure-practice", "entra-download-users.csv", &["--summary", "--json"]));
    assert_eq!(summary["users"], 12, "everybody");
    let target = |name: &str| {
        let targets = summary["targets"].as_array().into_iter().flatten();
        targets.clone().find(|target| target["target"] == name).cloned().unwrap_or_default()
    };
    let mail = target("emails[type eq \"work\"].value");
    assert_eq!((&mail["filled"], &mail["empty"]), (&11.into(), &1.into()), "Eva has no mail");
    assert_eq!(target("active")["distinct"], 2, "True and False");
    assert_eq!(target("addresses[type eq \"work\"].locality")["distinct"], 5, "five towns");
}

#[test]
fn a_csv_for_a_spreadsheet_holds_no_formula() {
    let folder = tempfile::tempdir().expect("a folder");
    let users = folder.path().join("users.csv");
    std::fs::write(&users, "userPrincipalName,displayName\na@b.example,=3+1\n").expect("written");
    let users = users.to_str().expect("a path");
    let output = run(&["preview", "--users", users, "--vendor", "other", "--format", "csv"]);
    assert!(out(&output).contains("\"'=3+1\""), "{}", out(&output));
}

#[test]
fn an_expression_is_evaluated() {
    let mut command = footbridge();
    command.args(["eval", "Join(\" \", [givenName], [surname])", "--attributes", "-"]);
    let output = run_with_input(&mut command, r#"{"givenName":"Kari","surname":"Nordmann"}"#);
    assert_eq!(out(&output), "Kari Nordmann\n", "{}", words(&output));

    let output = run(&["eval", "Joinn(\" \", [givenName])", "--json"]);
    assert_eq!(exit(&output), 1, "a problem was found");
    let answer = json(&output);
    assert!(answer["error"]["code"].is_string(), "{answer:#}");
    let said = answer["diagnostics"].to_string();
    assert!(said.contains("Join"), "it says what was meant: {said}");
}

#[test]
fn cases_are_compared() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("cases.jsonl");
    let cases = [
        r#"{"id":"right","expression":"ToUpper([a], )","attributes":{"a":"x"},"expect":"X"}"#,
        r#"{"id":"wrong","expression":"ToUpper([a], )","attributes":{"a":"x"},"expect":"Y"}"#,
        r#"{"id":"left-out","expression":"IgnoreFlowIfNullOrEmpty([a])","attributes":{},"expect":{"ignored":true}}"#,
        r#"{"id":"fails","expression":"Nonsense()","attributes":{},"expect":{"error":true}}"#,
        r#"{"id":"now","expression":"Now()","attributes":{},"expect":"8/25/2021 12:00:00 AM","context":{"now":"2021-08-25"}}"#,
        r#"{"id":"free","expression":"Len(\"four\")","attributes":{}}"#,
    ];
    std::fs::write(&path, cases.join("\n")).expect("written");
    let path = path.to_str().expect("a path");
    let output = run(&["eval", "--batch", path, "--json"]);
    assert_eq!(exit(&output), 1, "one case fails");
    let lines = ndjson(&output);
    let passed: Vec<&Value> = lines.iter().map(|line| &line["passed"]).collect();
    let wanted = [true.into(), false.into(), true.into(), true.into(), true.into(), Value::Null];
    assert_eq!(passed, wanted.iter().collect::<Vec<_>>(), "{lines:#?}");
    assert_eq!(lines[2]["ignored"], true, "left out of the flow");
    assert!(lines[3]["error"]["message"].is_string(), "an error has its message");
    assert_eq!(lines[5]["value"], 4, "no expectation, only the value");
}
