//! Looking at a page as a designer would, and as axe does.

use std::path::PathBuf;
use std::process;

use serde_json::Value;

use super::Window;

impl Window {
    /// Looks at the page as axe does, in the real engine with its real colours, and takes its
    /// picture.
    ///
    /// # Panics
    /// When axe finds something, or the page scrolls sideways.
    pub async fn look(&self, name: &str) {
        self.stands_still().await;
        self.picture(name);
        let violations = self.accessibility_violations().await;
        assert!(violations.is_empty(), "{name}: {violations:#?}");
        assert_eq!(self.overflow().await, 0, "{name} scrolls sideways");
    }

    /// Looks at the page in both themes and at two widths, and leaves it wide and light.
    pub async fn look_all_round(&self, name: &str) {
        for (width, theme) in [(800, "light"), (800, "dark"), (1240, "dark"), (1240, "light")] {
            self.resize(width, 860).await;
            self.theme(theme).await;
            self.look(&format!("{name}-{width}-{theme}")).await;
        }
    }

    /// Waits until nothing on the page moves any more: a colour on its way is not the design's.
    async fn stands_still(&self) {
        let script = "const done = arguments[arguments.length - 1];
            const frame = () => new Promise(requestAnimationFrame);
            const moving = () => document.getAnimations().some((one) => one.playState === 'running'
                && one.effect?.getComputedTiming().iterations !== Infinity);
            const settle = async () => {
                // An end may never be told of what was hidden on its way; so each frame is looked at.
                do {
                    await frame();
                    await frame();
                } while (moving());
            };
            settle().then(() => done(''), (failure) => done(String(failure)));";
        self.driver.execute_async(script, Vec::new()).await.expect("the page comes to rest");
    }

    /// Runs axe over the page and returns what it finds, a line a violation.
    async fn accessibility_violations(&self) -> Vec<String> {
        let axe = concat!(env!("CARGO_MANIFEST_DIR"), "/../ui/node_modules/axe-core/axe.min.js");
        let source = std::fs::read_to_string(axe).expect("axe-core is installed");
        self.driver.execute(source, Vec::new()).await.expect("axe loads");
        // What comes while axe looks must not be judged on its way in.
        let run = "const done = arguments[arguments.length - 1];
            const still = new CSSStyleSheet();
            still.replaceSync('*, *::before, *::after { animation: none !important; transition: none !important }');
            document.adoptedStyleSheets.push(still);
            axe.run(document, { resultTypes: ['violations'] }).then(
                (result) => done(result.violations.map((v) =>
                    `${v.id}: ${v.help}: ${v.nodes.map((n) => n.html.slice(0, 160)).join(' | ')}`)),
                (failure) => done([String(failure)])).finally(() =>
                document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== still));";
        let answer = self.driver.execute_async(run, Vec::new()).await.expect("axe runs");
        let violations: Vec<Value> = answer.convert().expect("a list");
        violations.iter().filter_map(|value| value.as_str().map(str::to_owned)).collect()
    }

    /// Returns by how many pixels the page is wider than the window.
    async fn overflow(&self) -> i64 {
        let root = "document.documentElement";
        let script = format!("return String({root}.scrollWidth - {root}.clientWidth)");
        self.script(&script).await.parse().expect("a number")
    }

    /// Saves a picture of the display when `FOOTBRIDGE_PICTURES` names a folder for them. Taken
    /// with ImageMagick, as a person would see it: WebDriver's own pictures sometimes never come.
    pub fn picture(&self, name: &str) {
        if let Some(folder) = std::env::var_os("FOOTBRIDGE_PICTURES") {
            let path = PathBuf::from(folder).join(format!("{name}.png"));
            let mut import = process::Command::new("import");
            let status = import.args(["-window", "root"]).arg(path).status();
            assert!(status.is_ok_and(|status| status.success()), "{name}: no picture was taken");
        }
    }
}
