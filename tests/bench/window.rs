//! The real window with a million people, as somebody at the screen meets it: for
//! `cargo xtask bench window`, which builds it optimised and names the export in
//! `FOOTBRIDGE_PEOPLE`.
//!
//! Times are taken inside the page, from the press to the end of the frame that drew what it brought
//! about. An edit is a key pressed in an expression: its effect is seen on the person who
//! is looked at and on the rows of the list that are in view, then on everybody, with examples. Memory is that of our own process, without the
//! web view's, and held against the file's size.
#![expect(clippy::expect_used, reason = "a measurement ends at the first surprise")]
#![expect(clippy::print_stdout, reason = "a benchmark talks to its terminal")]

use std::path::Path;
use std::process::ExitCode;

use footbridge_tests::{Window, given};
use serde_json::Value;
use thirtyfour::Key;

/// What every script below begins with.
const PRELUDE: &str = include_str!("window.js");
/// An expression in whose text letters are typed, and how often Left goes from its end to there.
const EDITS: [(&str, &str, usize); 2] = [
    ("a name", r#"Append([displayName], "")"#, 2),
    ("a pattern", r#"Replace([userPrincipalName], , "^(.*)@.*$", , "$1", , )"#, 6),
];

/// The figures of a run, and whether each keeps its bar.
#[derive(Default)]
struct Figures {
    missed: Vec<String>,
}

impl Figures {
    /// Prints a figure that may be at most `bar`.
    fn at_most(&mut self, name: &str, value: f64, bar: f64, unit: &str) {
        println!("{name:<46} {value:>9.2} {unit:<5} at most {bar}");
        if value > bar {
            self.missed.push(name.to_owned());
        }
    }

    /// Prints a figure that has no bar.
    fn told(name: &str, value: f64, unit: &str) {
        println!("{name:<46} {value:>9.2} {unit}");
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let people = given("FOOTBRIDGE_PEOPLE");
    let mut figures = Figures::default();
    let window = Window::open_for("Secure Practice", &people, &[]).await;
    window.resize(1240, 860).await;
    window.step("Mapping").await;
    opened(&window, &people, &mut figures).await;
    window.click("Use these").await;
    window.misses("holds a chain").await;
    window.click("Edit mappings").await;
    window.click("People").await;
    scrolled(&window, &mut figures).await;
    searched(&window).await;
    edited(&window, &mut figures).await;
    looked_at(&window).await;
    window.close().await;
    if figures.missed.is_empty() {
        return ExitCode::SUCCESS;
    }
    println!("\nmissed: {}", figures.missed.join(", "));
    ExitCode::FAILURE
}

/// Opens the export: the time to the first people, to everybody, and the memory that they take.
async fn opened(window: &Window, people: &Path, figures: &mut Figures) {
    window.sees("Drop your users file here").await;
    let before = window.memory();
    let told = measured(window, "return await opening();").await;
    figures.at_most("first people on the screen", number(&told["first"]), 300.0, "ms");
    Figures::told("everybody read", number(&told["read"]), "ms");
    Figures::told("everybody's preview on the screen", number(&told["shown"]), "ms");
    let grown = window.memory().saturating_sub(before) as f64;
    let size = std::fs::metadata(people).expect("the export is there").len() as f64;
    figures.at_most("memory, times the file's size", grown / size, 1.2, "times");
    figures.at_most(
        "bytes that crossed, of the file's",
        100.0 * number(&told["bytes"]) / size,
        1.0,
        "%",
    );
    window.picture("million");
}

/// Scrolls through the list: by a wheel's steps, then from end to end as one drags the bar.
async fn scrolled(window: &Window, figures: &mut Figures) {
    for (name, to) in [("wheel", "at => at + 120"), ("drag", "(at, end) => at + end / 300")] {
        let told = measured(window, &format!("return await scrolling({to}, 300);")).await;
        Figures::told(&format!("{name}: frame, median"), number(&told["median"]), "ms");
        // Two frames of sixty a second.
        figures.at_most(&format!("{name}: frame, 95 of 100"), number(&told["most"]), 33.4, "ms");
        Figures::told(&format!("{name}: frame, longest"), number(&told["longest"]), "ms");
        Figures::told(&format!("{name}: rows not there yet"), number(&told["blank"]), "%");
        figures.at_most(
            &format!("{name}: rows there after a stop"),
            number(&told["filled"]),
            100.0,
            "ms",
        );
        figures.at_most(&format!("{name}: rows in the page"), number(&told["rows"]), 60.0, "");
        let crossed = number(&told["bytes"]) / 1024.0 / number(&told["pages"]).max(1.0);
        figures.at_most(&format!("{name}: crossed for 100 rows"), crossed, 64.0, "KiB");
        window.picture(&format!("million-{name}"));
    }
}

/// Searches for a family name that many have, and for nobody.
async fn searched(window: &Window) {
    for search in ["berg sales", "nobody at all"] {
        let told = measured(window, &format!("return await searching('{search}');")).await;
        Figures::told(&format!("search for “{search}”"), number(&told["took"]), "ms");
    }
    window.click("Show everyone").await;
}

/// Types letters into expressions, one at a time.
async fn edited(window: &Window, figures: &mut Figures) {
    window.click("Edit the mapping to title").await;
    window.press(Key::Right + Key::Right).await;
    window.sees("Function reference").await;
    for (name, expression, left) in EDITS {
        window.script("document.querySelector('.cm-content').focus(); return ''").await;
        window.chord(Key::Control, 'a').await;
        window.press(expression).await;
        for _ in 0..left {
            window.press(Key::Left).await;
        }
        let (mut visible, mut everybody) = (Vec::new(), Vec::new());
        for letter in 'a'..='e' {
            window.script(&format!("{PRELUDE} window.effect = effect(); return ''")).await;
            window.press(letter.to_string()).await;
            let told = measured(window, "return await window.effect;").await;
            visible.push(number(&told["visible"]));
            everybody.push(number(&told["everybody"]));
        }
        figures.at_most(
            &format!("{name}: a key's effect on the rows in view"),
            median(visible),
            50.0,
            "ms",
        );
        figures.at_most(
            &format!("{name}: its effect on everybody"),
            median(everybody),
            1000.0,
            "ms",
        );
    }
    window.picture("million-edited");
}

/// Looks at what a million people fill, in both themes and at both widths.
async fn looked_at(window: &Window) {
    window.press(Key::Escape).await;
    window.misses("Save mapping").await;
    window.script("document.querySelector('h1').scrollIntoView(); return ''").await;
    window.look_all_round("million-loaded").await;
    window.scroll_list_to_end().await;
    window.look_all_round("million-end").await;
    window
        .script("document.querySelector('section button[aria-pressed]').click(); return ''")
        .await;
    window.sees("Show everyone").await;
    window.look_all_round("million-finding").await;
    window.click("Show everyone").await;
    window.click("Look").await;
    window.click("Open all").await;
    window.look_all_round("million-tree").await;
}

async fn measured(window: &Window, script: &str) -> Value {
    window.script_in_time(&format!("{PRELUDE} {script}")).await
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is a number"))
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
