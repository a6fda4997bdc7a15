//! What a person does: keys, clicks, choices.

use std::time::Duration;

use serde_json::{Value, json};
use thirtyfour::common::command::Command;
use thirtyfour::{Key, TypingData};

use super::{PATIENCE, Window};

impl Window {
    /// Presses keys, one after another, wherever the focus is.
    pub async fn press(&self, keys: impl Into<TypingData>) {
        let keys = keys.into().to_string();
        let steps = keys.chars().flat_map(|key| [("keyDown", key), ("keyUp", key)]);
        self.perform(steps.collect()).await;
    }

    /// Presses a key while another one is held.
    pub async fn chord(&self, held: Key, key: char) {
        let held = held.value();
        let steps = [("keyDown", held), ("keyDown", key), ("keyUp", key), ("keyUp", held)];
        self.perform(steps.to_vec()).await;
    }

    /// Performs key actions. `WebDriver`'s own chain moves an unused mouse along, which takes a
    /// second a key.
    async fn perform(&self, steps: Vec<(&str, char)>) {
        let steps: Vec<Value> =
            steps.iter().map(|(kind, key)| json!({ "type": kind, "value": key })).collect();
        let actions = json!([{ "type": "key", "id": "keys", "actions": steps }]);
        let command = Command::PerformActions(actions.into());
        self.driver.handle().cmd(command).await.expect("keys are taken");
    }

    /// Goes to the next step by its keys, Alt and the right arrow.
    pub async fn next_step(&self) {
        self.chord(Key::Alt, Key::Right.value()).await;
    }

    /// Presses Tab until the focused element has this accessible name, as a person without a mouse.
    pub async fn tab_to(&self, name: &str) {
        let mut seen = Vec::new();
        for _ in 0..120 {
            let focused = self.focused().await;
            if focused.contains(name) {
                return;
            }
            if self.arrow_to(name).await {
                return;
            }
            seen.push(focused);
            self.press(Key::Tab).await;
        }
        panic!("Tab never reached “{name}”; it went through {seen:#?}");
    }

    /// In a list that is one Tab stop, goes to the item of this name by the arrow keys. Returns
    /// whether there is one.
    async fn arrow_to(&self, name: &str) -> bool {
        let list = "document.activeElement?.closest('[data-one-stop]')";
        let name_json = Value::from(name).to_string();
        let known = format!(
            "const list = {list}; return list && [...list.querySelectorAll('button')].some((item) =>
                (item.ariaLabel ?? item.textContent).replace(/\\s+/g, ' ').includes({name_json})) ? 'known' : ''"
        );
        if self.script(&known).await != "known" {
            return false;
        }
        self.press(Key::Home).await;
        for _ in 0..120 {
            if self.focused().await.contains(name) {
                return true;
            }
            self.press(Key::Down).await;
        }
        panic!("the arrow keys never reached “{name}”");
    }

    /// Presses Enter on the control of this name, reached by Tab.
    pub async fn activate(&self, name: &str) {
        self.tab_to(name).await;
        self.press(Key::Enter).await;
    }

    /// Presses a key until the focused element has this accessible name: the way through what is one
    /// stop of the Tab key.
    pub async fn walk_to(&self, name: &str, key: Key) {
        let mut seen = Vec::new();
        for _ in 0..60 {
            let focused = self.focused().await;
            if focused.contains(name) {
                return;
            }
            seen.push(focused);
            self.press(key.value().to_string()).await;
        }
        panic!("the arrow key never reached “{name}”; it went through {seen:#?}");
    }

    /// Goes from the look at the organisation to its mappings, by keyboard.
    pub async fn edit_mappings(&self) {
        self.tab_to("Look").await;
        self.press(Key::Right).await;
        self.sees("Add mapping").await;
    }

    /// Opens the mapping to this target, by keyboard.
    pub async fn open_mapping(&self, target: &str) {
        self.tab_to("Edit the mapping to").await;
        self.press(Key::Home).await;
        self.walk_to(target, Key::Down).await;
        self.press(Key::Enter).await;
        self.sees("Save mapping").await;
    }

    /// Types into the field of this name, reached by Tab.
    pub async fn fill(&self, name: &str, text: &str) {
        self.tab_to(name).await;
        self.press(text).await;
    }

    /// Clicks what has this accessible name: a button, a choice, a row of a list or tree.
    pub async fn click(&self, name: &str) {
        let name = Value::from(name).to_string();
        let script = format!(
            "const name = {name}, text = (e) => e.getAttribute('aria-label')
                ?? (e.labels?.length ? e.labels[0].textContent : e.textContent);
            const all = [...document.querySelectorAll(`button, input[type=radio], summary, a,
                [role=button], [role=option], [role=treeitem], [role=tab]`)]
                .filter((e) => e.getClientRects().length > 0);
            const found = all.find((e) => text(e).trim() === name)
                ?? all.find((e) => text(e).replace(/\\s+/g, ' ').includes(name));
            found?.dispatchEvent(new MouseEvent('click', {{ bubbles: true, cancelable: true }}));
            return found ? 'found' : '';"
        );
        let end = tokio::time::Instant::now() + PATIENCE;
        while self.script(&script).await != "found" {
            assert!(tokio::time::Instant::now() < end, "{name} was never there to be clicked");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Chooses in the list with this label; `value` is the choice's own.
    pub async fn select(&self, label: &str, value: &str) {
        let script = format!(
            "const list = [...document.querySelectorAll('select')].find((e) =>
                (e.getAttribute('aria-label') ?? e.labels[0]?.textContent ?? '').includes('{label}'));
            if (!list) return '';
            list.value = '{value}';
            const taken = list.value;
            list.dispatchEvent(new Event('change', {{ bubbles: true }}));
            return taken;"
        );
        assert_eq!(self.script(&script).await, value, "{label} offers {value}");
    }

    /// Scrolls until the first element of this CSS selector is at the top.
    pub async fn scroll_to(&self, selector: &str) {
        let script =
            format!("document.querySelector('{selector}')?.scrollIntoView(); return 'done'");
        self.script(&script).await;
    }

    /// Goes to the last row of the list of people by its key.
    pub async fn scroll_list_to_end(&self) {
        self.script("document.querySelector('[role=listbox]')?.focus(); return ''").await;
        self.press(Key::End).await;
    }
}
