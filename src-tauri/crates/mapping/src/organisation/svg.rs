//! The organisation tree as a drawing: a line a unit, indented by level, with its number of people
//! and a bar for its share.
//!
//! Plain SVG 1.1 with system fonts, dark on white, so that it can be printed and put into a
//! document.

use std::fmt::Write as _;

use footbridge_finding::Language;

use crate::finding::code::words;
use crate::organisation::tree::{OrganisationTree, TreeNode};

const WIDTH: u32 = 960;
const MARGIN: u32 = 32;
const HEAD: u32 = 96;
const LINE: u32 = 26;
const INDENT: u32 = 28;
/// Where numbers end and bars begin.
const NUMBERS: u32 = 680;
const BARS: u32 = 696;
const BAR_WIDTH: u32 = WIDTH - MARGIN - BARS;
/// About this many pixels a letter takes; a font's own measure is not known here.
const LETTER: u32 = 8;

impl OrganisationTree {
    /// Returns the tree as an SVG document under this heading.
    pub fn svg(&self, title: &str, language: &Language) -> String {
        let mut drawing = Drawing {
            tree: self,
            language,
            all: self.root.count.max(1),
            y: HEAD,
            body: String::new(),
        };
        for child in &self.root.children {
            drawing.unit(child, 0, None);
        }
        let height = drawing.y + MARGIN;
        let people = [("people", language.number(self.root.count.into()))];
        let people = people.each_ref().map(|(key, value)| (*key, value.as_str()));
        let subtitle = escaped(&words("chart.people", language, &people));
        let title = escaped(title);
        let body = drawing.body;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" \
             viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"{title}\" \
             font-family=\"system-ui, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif\" \
             font-size=\"14\" fill=\"#1c2024\">\n\
             <rect width=\"{WIDTH}\" height=\"{height}\" fill=\"#ffffff\"/>\n\
             <text x=\"{MARGIN}\" y=\"44\" font-size=\"20\" font-weight=\"600\">{title}</text>\n\
             <text x=\"{MARGIN}\" y=\"68\" fill=\"#60646c\">{subtitle}</text>\n\
             {body}</svg>\n"
        )
    }
}

struct Drawing<'a> {
    tree: &'a OrganisationTree,
    language: &'a Language,
    all: u32,
    y: u32,
    body: String,
}

impl Drawing<'_> {
    /// Draws a unit and what is below it; `above` is where the line from its parent begins.
    fn unit(&mut self, node: &TreeNode, level: usize, above: Option<u32>) {
        let depth = u32::try_from(level).unwrap_or(0);
        let x = MARGIN + depth * INDENT;
        let (top, middle) = (self.y, self.y + LINE / 2);
        self.y += LINE;
        if let Some(from) = above {
            let elbow = x - INDENT / 2 - 4;
            self.push(format_args!(
                "<path d=\"M{elbow} {from}V{middle}H{}\" fill=\"none\" stroke=\"#c8cdd3\"/>\n",
                x - 6
            ));
        }
        let blank = node.name.is_empty();
        let name = if blank { self.blank(level) } else { node.name.clone() };
        let count = self.language.number(node.count.into());
        let letters = (NUMBERS - 72 - x) / LETTER;
        let shown = escaped(&shortened(&name, letters as usize));
        let style = match (blank, level) {
            (true, _) => " fill=\"#60646c\" font-style=\"italic\"",
            (false, 0) => " font-weight=\"600\"",
            _ => "",
        };
        let full = escaped(&name);
        let text_y = middle + 5;
        // At least a hair, so that nobody looks as if they were not there.
        let bar = (f64::from(node.count) / f64::from(self.all) * f64::from(BAR_WIDTH)).max(1.0);
        let shade = ["#2f6feb", "#7aa5f5", "#b5cdfa"].get(level).copied().unwrap_or("#b5cdfa");
        self.push(format_args!(
            "<g><title>{full}: {count}</title>\
             <text x=\"{x}\" y=\"{text_y}\"{style} style=\"unicode-bidi:isolate\">{shown}</text>\
             <text x=\"{NUMBERS}\" y=\"{text_y}\" text-anchor=\"end\">{count}</text>\
             <rect x=\"{BARS}\" y=\"{}\" width=\"{bar:.1}\" height=\"10\" rx=\"2\" fill=\"{shade}\"/></g>\n",
            middle - 5
        ));
        for child in &node.children {
            self.unit(child, level + 1, Some(top + LINE - 4));
        }
    }

    /// Returns what people without a level are called.
    fn blank(&self, level: usize) -> String {
        let key = match self.tree.levels.get(level).map(String::as_str) {
            Some(name) if self.tree.unknown.iter().any(|it| it == name) => "chart.blank.unknown",
            Some("organization") => "chart.blank.organization",
            Some("division") => "chart.blank.division",
            _ => "chart.blank.department",
        };
        words(key, self.language, &[])
    }

    fn push(&mut self, part: std::fmt::Arguments<'_>) {
        // Writing to a String cannot fail.
        let _ = self.body.write_fmt(part);
    }
}

/// Returns at most `letters` letters, the last of them an ellipsis where the text is longer.
fn shortened(text: &str, letters: usize) -> String {
    if text.chars().count() <= letters {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(letters.saturating_sub(1)).collect();
    short.push('…');
    short
}

/// Returns the text as XML has it: marks escaped, and what XML 1.0 cannot hold left out.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\n' | '\t' | '\r' => safe.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            letter if letter.is_control() => {}
            letter => safe.push(letter),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::organisation::tree::tests::{node, tree};

    #[test]
    fn each_unit_has_its_name_number_and_share() {
        let root = node(
            "",
            4,
            vec![node("A <b> \"c\"", 3, vec![node("Økonomi", 3, vec![])]), node("", 1, vec![])],
        );
        let known = tree(&["organization", "department"], root);
        let svg = known.svg("Nordwind & Co", &Language::ENGLISH);
        for (part, why) in [
            ("<svg xmlns=\"http://www.w3.org/2000/svg\"", "a document of its own"),
            (">Nordwind &amp; Co</text>", "the heading"),
            (">A &lt;b&gt; &quot;c&quot;</text>", "names are no markup"),
            (">Økonomi</text>", "letters outside ASCII"),
            (">No organization</text>", "people without a level"),
            (">4 people</text>", "everybody"),
            ("text-anchor=\"end\">3</text>", "the number"),
            ("width=\"174.0\"", "three of four people take three quarters of 232 pixels"),
        ] {
            assert!(svg.contains(part), "{why}: {svg}");
        }
        let unknown = OrganisationTree { unknown: vec!["organization".to_owned()], ..known };
        let unknown = unknown.svg("Nordwind", &Language::ENGLISH);
        assert!(unknown.contains(">Not exported</text>"), "nobody knows their organization");
        assert_eq!(svg.matches("<path ").count(), 1, "only the department hangs below something");
        assert!(svg.contains("height=\"206\""), "three lines, head and margin");
    }

    #[test]
    fn texts_and_numbers_are_made_fit_for_the_drawing() {
        for (text, letters, expected) in
            [("abc", 3, "abc"), ("abcd", 3, "ab…"), ("ÅÅÅÅ", 3, "ÅÅ…"), ("", 3, "")]
        {
            assert_eq!(shortened(text, letters), expected, "{text}");
        }
        assert_eq!(escaped("a\u{0}\u{1b}b\nc\u{ffff}"), "ab c", "XML cannot hold them");
    }
}
