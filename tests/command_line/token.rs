//! `footbridge token`.

use footbridge_tests::canary::{KEY, SECRET, TOKEN};
use footbridge_tests::{footbridge, run_with_input};

use crate::{exit, out, words};

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

/// What is given to a vendor whose token is made of two halves, by standard input or a variable, and
/// what comes of it: the token, or words.
#[test]
fn halves_are_two_and_a_lone_one_is_no_token() {
    const STDIN: &[&str] = &["--stdin"];
    const READY: &[&str] = &["--stdin", "--ready"];
    const VARIABLE: &[&str] = &["--token-env", "GIVEN"];
    const READY_VARIABLE: &[&str] = &["--token-env", "GIVEN", "--ready"];
    let pair = || Ok(TOKEN.to_owned());
    let lone = "AKIAIOSFODNN7EXAMPLE";
    let meant = || Ok(lone.to_owned());
    /// How it is given, what is given, the token or a part of what is told, and why.
    type Case<'a> = (&'a [&'a str], String, Result<String, &'a str>, &'a str);
    let cases: Vec<Case<'_>> = vec![
        (STDIN, format!("{KEY}\n{SECRET}\n"), pair(), "two lines"),
        (STDIN, format!("{KEY}\n{SECRET}"), pair(), "without a final line end"),
        (STDIN, format!("{KEY}\r\n{SECRET}\r\n"), pair(), "line ends of Windows"),
        (STDIN, format!("  {KEY}\t\n {SECRET} \n"), pair(), "blanks around them"),
        (STDIN, format!("{KEY}\n{SECRET}\n\n \r\n"), pair(), "and nothing but blanks after them"),
        (STDIN, format!("{KEY}\n\n"), Err("API secret is empty"), "an empty second line"),
        (STDIN, format!("{KEY}\r\n\r\n"), Err("API secret is empty"), "the same on Windows"),
        (STDIN, format!("{KEY}\n \t\n"), Err("API secret is empty"), "blanks alone"),
        (STDIN, format!("{KEY}\n\u{200b}\n"), Err("API secret is empty"), "nothing that is seen"),
        (STDIN, format!("\n{SECRET}\n"), Err("API key is empty"), "an empty first line"),
        (STDIN, format!("{TOKEN}\n\n"), Err("API secret is empty"), "two lines mean two halves"),
        (STDIN, format!("{KEY}\n{SECRET}\nmore\n"), Err("two lines"), "three lines"),
        (STDIN, format!("{TOKEN}\n"), pair(), "one line with a ready token"),
        (STDIN, TOKEN.to_owned(), pair(), "without a line end"),
        (STDIN, TOKEN.trim_end_matches('=').to_owned(), pair(), "without its padding"),
        (STDIN, format!("{KEY}:{SECRET}\r\n"), pair(), "both in one line"),
        (STDIN, format!("{lone}\n"), Err("--ready"), "half of a pair"),
        (STDIN, format!("Bearer {lone}\n"), Err("--ready"), "with the word before it"),
        (
            STDIN,
            format!("{}\n", TOKEN.chars().take(20).collect::<String>()),
            Err("--ready"),
            "part of a ready token",
        ),
        (STDIN, String::new(), Err("nothing was given"), "nothing"),
        (STDIN, "\n".to_owned(), Err("nothing was given"), "an empty line"),
        (STDIN, " \r\n".to_owned(), Err("is empty"), "a blank"),
        (READY, format!("{lone}\n"), meant(), "a ready token in a form of the vendor's own"),
        (READY, format!("{lone}\r\n\r\n"), meant(), "with an empty line after it"),
        (READY, format!("{TOKEN}\n"), pair(), "one that would have been taken anyway"),
        (READY, format!("{KEY}\n{SECRET}\n"), Err("one line"), "a ready token is one line"),
        (VARIABLE, TOKEN.to_owned(), pair(), "a ready token in a variable"),
        (VARIABLE, format!("{KEY}:{SECRET}"), pair(), "both halves in a variable"),
        (VARIABLE, lone.to_owned(), Err("--ready"), "half of a pair in a variable"),
        (VARIABLE, String::new(), Err("nothing was given"), "nothing in a variable"),
        (READY_VARIABLE, lone.to_owned(), meant(), "meant, in a variable"),
    ];
    for (how, given, expected, why) in cases {
        let mut token = footbridge();
        token.args(["token", "--vendor", "secure-practice"]).args(how).env("GIVEN", &given);
        let output = run_with_input(&mut token, &given);
        let (made, told) = (out(&output), words(&output));
        match expected {
            Ok(token) => {
                assert_eq!((made, exit(&output)), (format!("{token}\n"), 0), "{why}: {told}");
            }
            Err(part) => {
                // Lines without a place are unreadable; what is in its place cannot be a token.
                let code = if part.ends_with("line") || part.ends_with("lines") { 2 } else { 1 };
                assert_eq!((made.as_str(), exit(&output)), ("", code), "{why}: {told}");
                assert!(told.contains(part), "{why}: it says {part}: {told}");
            }
        }
        for secret in [KEY, SECRET, TOKEN, lone] {
            assert!(!told.contains(secret), "{why}: not repeated: {told}");
        }
    }
}

#[test]
fn half_in_an_empty_variable_is_refused() {
    for (key, secret, empty) in
        [(TOKEN, "", "API secret"), ("", TOKEN, "API key"), (KEY, " ", "API secret")]
    {
        let mut token = footbridge();
        token.args(["token", "--vendor", "secure-practice", "--key-env", "K", "--secret-env", "S"]);
        let output = token.env("K", key).env("S", secret).output().expect("footbridge runs");
        assert_eq!((out(&output).as_str(), exit(&output)), ("", 1), "no half is no token");
        assert!(words(&output).contains(&format!("{empty} is empty")), "{}", words(&output));
    }
}

#[test]
fn token_of_one_line_is_the_first_line() {
    let jwt = "eyJhbGciOiJub25lIn0.eyJleHAiOjE4OTM0NTYwMDB9.eA";
    // As `pass show` prints an entry: what is known of the password follows it.
    let entry = format!("{jwt}\r\nuser: scim\n");
    let output =
        run_with_input(footbridge().args(["token", "--vendor", "safe", "--stdin"]), &entry);
    assert_eq!((out(&output), exit(&output)), (format!("{jwt}\n"), 0), "{}", words(&output));
}

#[test]
fn endless_input_is_no_secret() {
    for arguments in [
        &["token", "--vendor", "secure-practice", "--stdin"][..],
        &["token", "--vendor", "safe", "--stdin"],
        &["check", "--vendor", "keepnet", "--token-stdin"],
    ] {
        let zero = std::fs::File::open("/dev/zero").expect("it never ends");
        let output = footbridge().args(arguments).stdin(zero).output().expect("footbridge runs");
        assert_eq!(exit(&output), 2, "{arguments:?}: {}", words(&output));
        assert!(words(&output).contains("longer than"), "{}", words(&output));
    }
}
