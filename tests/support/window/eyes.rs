//! What a person is told: the page's text, and roles and names as a screen reader gets them.

use std::time::Duration;

use thirtyfour::common::command::{Command, FormatRequestData};
use thirtyfour::common::requestdata::RequestData;
use thirtyfour::prelude::*;
use thirtyfour::{ElementId, SessionId};

use super::{PATIENCE, Window};

impl Window {
    /// Returns the text of the page, and of the pages that stand in it, white space squeezed.
    pub async fn text(&self) -> String {
        let text = "const inside = [...document.querySelectorAll('*')].flatMap((element) =>
                [...(element.shadowRoot?.children ?? [])].map((part) => part.innerText ?? ''));
            return [document.body.innerText, ...inside].join(' ')";
        let answer = self.driver.execute(text, Vec::new()).await.expect("a script runs");
        squeezed(answer.json().as_str().unwrap_or_default())
    }

    /// Returns the page's source as it stands, with the values of its fields.
    pub async fn source(&self) -> String {
        let script = "return document.documentElement.outerHTML + [...document.querySelectorAll('*')].map(
            (element) => element.shadowRoot?.innerHTML ?? '').join(' ') + [...document.querySelectorAll(
            'input, textarea')].map((field) => field.value).join(' ') + JSON.stringify(
            { ...localStorage, ...sessionStorage })";
        self.script(script).await
    }

    /// Returns the accessible name of the focused element, or its text.
    pub async fn focused(&self) -> String {
        let name = "const e = document.activeElement; if (!e || e === document.body) return '';
            const by = (e.getAttribute('aria-labelledby') ?? '').split(' ')
                .map((id) => document.getElementById(id)?.textContent ?? '').join(' ').trim();
            return e.getAttribute('aria-label') || by
                || (e.labels?.length ? [...e.labels].map((l) => l.textContent).join(' ') : '')
                || e.textContent || e.getAttribute('placeholder') || e.tagName;";
        let answer = self.driver.execute(name, Vec::new()).await.expect("a script runs");
        squeezed(answer.json().as_str().unwrap_or_default())
    }

    /// Returns the role and the accessible name that the engine computes for an element, as a screen
    /// reader is told them.
    pub async fn role_and_name(&self, selector: &str) -> (String, String) {
        let element = self.driver.find(By::Css(selector)).await.expect("the element is there");
        let mut answers = Vec::new();
        for question in ["computedrole", "computedlabel"] {
            let question = Computed { element: element.element_id(), what: question };
            let answer = self.driver.handle().cmd(question).await.expect("the engine answers");
            answers.push(answer.value::<String>().expect("a text"));
        }
        let name = answers.pop().unwrap_or_default();
        (answers.pop().unwrap_or_default(), name)
    }

    /// Waits until the page shows `text`.
    pub async fn sees(&self, text: &str) {
        let end = tokio::time::Instant::now() + PATIENCE;
        loop {
            let page = self.text().await;
            if page.contains(text) {
                return;
            }
            if tokio::time::Instant::now() > end {
                self.picture("failure");
                panic!("the page never showed “{text}”; it shows:\n{page}");
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until the page no longer shows `text`.
    pub async fn misses(&self, text: &str) {
        let end = tokio::time::Instant::now() + PATIENCE;
        while self.text().await.contains(text) {
            assert!(tokio::time::Instant::now() < end, "the page still shows “{text}”");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until `is_so`; `what` is said when it never is.
    pub async fn until<F: Future<Output = bool>>(&self, is_so: impl Fn() -> F, what: &str) {
        let end = tokio::time::Instant::now() + PATIENCE;
        while !is_so().await {
            if tokio::time::Instant::now() > end {
                self.picture("failure");
                panic!("it never came to “{what}”; the page shows:\n{}", self.text().await);
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Waits until the step list says that this step is on the screen.
    pub(super) async fn shows_step(&self, name: &str) {
        let current = "return document.querySelector('nav [aria-current=step]')?.textContent ?? ''";
        let end = tokio::time::Instant::now() + PATIENCE;
        while !self.script(current).await.contains(name) {
            assert!(tokio::time::Instant::now() < end, "the step {name} never came");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

/// A question of the WebDriver standard about an element that the client has no method for: asked as
/// the one for its tag's name, by another word at the address's end.
#[derive(Debug)]
struct Computed {
    element: ElementId,
    what: &'static str,
}

impl FormatRequestData for Computed {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let mut request = Command::GetElementTagName(self.element.clone()).format_request(session);
        let address = request.uri.trim_end_matches("name").to_owned() + self.what;
        request.uri = address.into();
        request
    }
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
