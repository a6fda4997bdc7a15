//! The examples do what they say.
#![allow(dead_code, reason = "each has a `main` of its own")]

#[path = "../../examples/evaluate.rs"]
mod evaluate;
#[path = "../../examples/levels.rs"]
mod levels;

fn arguments(given: &[&str]) -> impl Iterator<Item = String> {
    given.iter().map(|argument| (*argument).to_owned()).collect::<Vec<_>>().into_iter()
}

#[test]
fn evaluate_shows_each_part() {
    let mut out = Vec::new();
    let given = [r#"tolower(Join(".", [givenName], [surname]))"#, "givenName=Kari", "surname=Moe"];
    evaluate::run(arguments(&given), &mut out).expect("writing to memory");
    assert_eq!(
        String::from_utf8_lossy(&out),
        r#"Warning: The function is written `ToLower`. Entra calls its syntax case-sensitive. (tolower)
  Write `ToLower`: ToLower(Join(".", [givenName], [surname]))
tolower(Join(".", [givenName], [surname]))  =>  "kari.moe"
  Join(".", [givenName], [surname])  =>  "Kari.Moe"
    "."  =>  "."
    [givenName]  =>  "Kari"
    [surname]  =>  "Moe"
"#
    );
}

#[test]
fn levels_proposes_and_tries() {
    let mut out = Vec::new();
    levels::run(arguments(&[]), &mut out).expect("writing to memory");
    let said = String::from_utf8_lossy(&out);
    for part in [
        "Level { level: 1, of: 3 }",
        "LevelFromEnd { level: 3, of: 3 }",
        r#""IT > Operations" gives "Operations""#,
        "1 of 3 would be empty",
    ] {
        assert!(said.contains(part), "{part} in {said}");
    }
}
