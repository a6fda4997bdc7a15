//! The record as an HTML page and as Markdown.
//!
//! Both templates are filled through the engine's auto-escaping: HTML's own, and for Markdown the
//! one in [`markdown`]. A template can therefore not forget it; only the filters below make marked-up
//! text, and they escape what they are given. The page has no script, and a policy against any.

mod markdown;
mod shape;

use std::sync::LazyLock;

use footbridge_finding::{Explain, Finding, Language, Severity, fill};
use minijinja::value::{Kwargs, Serde, Value};
use minijinja::{AutoEscape, Environment, HtmlEscape, State, UndefinedBehavior};

use crate::words::{FINDINGS, words};
use crate::{Record, moment};

/// A report that could not be put together; only a defect of the program can cause it.
#[derive(Debug, thiserror::Error)]
#[error("the report could not be put together")]
pub struct RenderError(#[from] minijinja::Error);

impl Explain for RenderError {
    fn explain(&self, language: &Language) -> Finding {
        FINDINGS
            .finding("handover.not_rendered", Severity::Error, language, &[])
            .with_evidence(self.0.kind().to_string())
    }
}

impl Record {
    /// Returns the record as one self-contained HTML page that prints well.
    ///
    /// # Errors
    /// Only a defect of the template can cause one.
    pub fn html(&self, language: &Language) -> Result<String, RenderError> {
        self.rendered("report.html", language)
    }

    /// Returns the record as Markdown (CommonMark with GitHub's tables).
    ///
    /// # Errors
    /// As [`Record::html`].
    pub fn markdown(&self, language: &Language) -> Result<String, RenderError> {
        self.rendered("report.md", language)
    }

    fn rendered(&self, template: &str, language: &Language) -> Result<String, RenderError> {
        let words = words(language);
        let context = minijinja::context! {
            language => language.tag(),
            page => Serde(&words.page),
            record => Serde(self),
            route => self.route(words),
            overview => Serde(self.overview(language)),
            made_at => moment::to_the_minute(self.made_at),
            lines => Serde(self.lines(language)),
            open_points => self.open_points(language),
            next_steps => self.next_steps(language),
            connection => Serde(self.connection.as_ref().map(shape::connection)),
            proof => Serde(self.proof.as_ref().map(shape::proof)),
            mappings => Serde(shape::mappings(&self.mappings)),
            people => Serde(&self.people),
            tree => Serde(shape::tree(self.people.as_ref(), words)),
            steps => Serde(shape::steps(&self.steps)),
        };
        Ok(TEMPLATES.get_template(template)?.render(context)?)
    }
}

const TEMPLATE_SOURCES: [(&str, &str); 2] = [
    ("report.html", include_str!("../templates/report.html")),
    ("report.md", include_str!("../templates/report.md")),
];

static TEMPLATES: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut templates = Environment::new();
    // A misspelt name is an error in a test, not an empty cell in a report.
    templates.set_undefined_behavior(UndefinedBehavior::Strict);
    templates.set_auto_escape_callback(|name| {
        if name.ends_with(".md") { AutoEscape::Custom("markdown".into()) } else { AutoEscape::Html }
    });
    templates.set_formatter(|out, state, value| {
        if !is_markdown(state) {
            return minijinja::escape_formatter(out, state, value);
        }
        let text = if value.is_none() { String::new() } else { value.to_string() };
        let text = if value.is_safe() { text } else { markdown::text(&text) };
        out.write_str(&text).map_err(minijinja::Error::from)
    });
    templates.add_filter("fill", filled);
    templates.add_filter("portal", portal_words);
    templates.add_filter("code", |text: String| Value::from_safe_string(markdown::code(&text)));
    for (name, source) in TEMPLATE_SOURCES {
        #[expect(clippy::expect_used, reason = "the templates are compiled in and tested")]
        templates.add_template(name, source).expect("the built-in templates are valid");
    }
    templates
});

fn is_markdown(state: &State) -> bool {
    matches!(state.auto_escape(), AutoEscape::Custom(_))
}

/// Fills the `{name}`s of a text with the filter's arguments. The result is escaped like any other.
fn filled(text: String, arguments: Kwargs) -> Result<String, minijinja::Error> {
    let mut values: Vec<(&str, String)> = Vec::new();
    for name in arguments.args() {
        values.push((name, arguments.get::<Value>(name)?.to_string()));
    }
    let parameters: Vec<_> = values.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let result = fill(&text, &parameters);
    arguments.assert_all_used()?;
    Ok(result)
}

/// Sets off the words of the portal, which stand in backticks.
fn portal_words(state: &State, text: String) -> Value {
    let escape = |part: &str| match is_markdown(state) {
        true => markdown::text(part),
        false => HtmlEscape(part).to_string(),
    };
    let mut result = String::new();
    let mut rest = text.as_str();
    while let Some((before, word, after)) = next_word(rest) {
        result.push_str(&escape(before));
        match is_markdown(state) {
            true => result.push_str(&markdown::code(word)),
            false => result.push_str(&format!("<code>{}</code>", HtmlEscape(word))),
        }
        rest = after;
    }
    result.push_str(&escape(rest));
    Value::from_safe_string(result)
}

/// Splits at the next word in backticks.
fn next_word(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('`')?;
    let (word, after) = rest.split_once('`')?;
    Some((before, word, after))
}
