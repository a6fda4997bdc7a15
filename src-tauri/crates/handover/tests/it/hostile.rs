//! Text that tries to be more than text, in every place where a person, a file, a server or a
//! profile can put some.

use footbridge_finding::Language;

use crate::full_of;

const CORPUS: &[&str] = &[
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>",
    "' onmouseover='alert(1)",
    "</style><script>alert(1)</script>",
    "</code></td></tr></table><h1>",
    "<!--",
    "-->",
    "]]>",
    "<![CDATA[",
    "javascript:alert(1)",
    "&lt;script&gt;",
    "&#60;script&#62;",
    "{{ 7*7 }}",
    "{% raw %}",
    "{title}",
    "{at}",
    "<meta http-equiv=refresh content=0;url=https://evil.test>",
    "`</code><script>`",
    "`unclosed",
    "``",
    "`a``b`",
    "a | b | c",
    "a\\|b",
    "| --- |",
    "a\nb",
    "a\r\n\r\n# heading",
    "a\n\n- [x] done",
    "a\n|b|",
    "# heading",
    "- item",
    "1. item",
    "> quote",
    "---",
    "===",
    "~~~",
    "```",
    "[link](https://evil.test)",
    "![image](https://evil.test)",
    "<https://evil.test>",
    "https://evil.test",
    "www.evil.test",
    "a@evil.test",
    "**bold**",
    "_em_",
    "[^1]",
    "[x]",
    "\u{202e}reversed",
    "\u{0}null",
    "\u{1b}[31mred",
    "\u{2028}line",
    "=3+1",
    "+1",
    "-1",
    "@SUM(A1)",
];

/// The marks of a page: all that stands in angle brackets, without what is between.
fn marks(html: &str) -> Vec<&str> {
    html.split('<').skip(1).map(|rest| rest.split('>').next().unwrap_or_default()).collect()
}

#[test]
fn a_page_keeps_its_shape() {
    let plain = full_of("plain").html(&Language::ENGLISH).expect("it renders");
    for hostile in CORPUS {
        let html = full_of(hostile).html(&Language::ENGLISH).expect("it renders");
        // Words in backticks are set off in a step's title, and nowhere else.
        let without_code = |html: &str| {
            let marks = marks(html).into_iter();
            marks
                .filter(|mark| !matches!(*mark, "code" | "/code"))
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        assert_eq!(without_code(&html), without_code(&plain), "{hostile:?} changes the page");
    }
}

/// What remains of a line for a Markdown reader: its marks, without escaped characters and code.
fn bare(line: &str) -> String {
    let mut bare = String::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let after = rest.split_at(first.len_utf8()).1;
        match first {
            '\\' => rest = after.split_at(after.chars().next().map_or(0, char::len_utf8)).1,
            '`' => {
                let fence: String = rest.chars().take_while(|one| *one == '`').collect();
                let inside = rest.split_at(fence.len()).1;
                rest = end_of_code(inside, &fence).unwrap_or(inside);
            }
            _ => {
                bare.push(first);
                rest = after;
            }
        }
    }
    bare
}

/// Finds a run of exactly as many backticks, and returns what follows it.
fn end_of_code<'a>(text: &'a str, fence: &str) -> Option<&'a str> {
    let mut rest = text;
    while let Some(start) = rest.find('`') {
        let run = rest.split_at(start).1;
        let length = run.chars().take_while(|one| *one == '`').count();
        rest = run.split_at(length).1;
        if length == fence.len() {
            return Some(rest);
        }
    }
    None
}

#[test]
fn a_markdown_text_keeps_its_shape() {
    let render = |text: &str| full_of(text).markdown(&Language::ENGLISH).expect("it renders");
    let plain = render("plain");
    for hostile in CORPUS {
        let markdown = render(hostile);
        let lines = markdown.lines().count();
        assert_eq!(lines, plain.lines().count(), "{hostile:?} adds or loses lines:\n{markdown}");
        for (line, expected) in markdown.lines().zip(plain.lines()) {
            // A table's cells are split before code is looked for: only a backslash protects a bar.
            let bars =
                |line: &str| line.replace("\\\\", "").replace("\\|", "").matches('|').count();
            assert_eq!(bars(line), bars(expected), "{hostile:?} changes the cells of {line}");
            let bare = bare(line);
            for mark in ["<", "](", "![", "**bold", "_em_", "~~", "://evil", "www.evil"] {
                assert!(!bare.contains(mark), "{hostile:?} leaves {mark} in {line}");
            }
            let begins = |line: &str| line.chars().next().filter(|one| "#>-|=~`".contains(*one));
            assert_eq!(begins(line), begins(expected), "{hostile:?} opens a block in {line}");
        }
    }
}
