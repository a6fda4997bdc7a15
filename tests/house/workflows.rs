//! The workflow files for a release. No machine of ours runs them before there is a release, so what they name is
//! looked for here; `cargo xtask lint` has zizmor and check-jsonschema read them, too.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use footbridge_tests::root;

use crate::crates::packages;
use crate::sources::files;

/// What a workflow makes itself, or has made by a tool, below folders of ours.
const MADE: &[&str] = &[
    "src-tauri/tauri.windows.conf.json",
    "src-tauri/footbridge-desktop.cdx.json",
    "src-tauri/crates/cli/footbridge-cli.cdx.json",
];

/// Returns the workflow files with their names.
fn workflows() -> Vec<(String, String)> {
    let paths = files(&root().join(".github/workflows"), ".yml");
    assert!(!paths.is_empty(), "there are workflow files");
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    paths.iter().map(|path| (name(path), fs::read_to_string(path).expect("text"))).collect()
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).expect("text")
}

/// Returns the words of every line that is no comment, without quotes and signs at their ends.
fn lines(text: &str) -> impl Iterator<Item = Vec<&str>> {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with('#'));
    lines.map(|line| {
        let words = line.split_whitespace();
        words.map(|word| word.trim_matches(['"', '\'', '(', ')', ';', '[', ']', ','])).collect()
    })
}

/// Returns every word that stands after one of these.
fn after<'t>(text: &'t str, options: &[&str]) -> BTreeSet<&'t str> {
    let mut found = BTreeSet::new();
    for words in lines(text) {
        let pairs = words.windows(2).filter(|pair| options.contains(&pair[0]));
        found.extend(pairs.map(|pair| pair[1]));
    }
    found
}

#[test]
fn workflow_that_has_not_run_says_so_in_its_head() {
    for (name, text) in workflows() {
        let head = text.lines().take_while(|line| line.starts_with('#'));
        assert!(head.collect::<String>().contains("HAS NOT RUN YET"), "{name}");
    }
}

#[test]
fn every_action_is_pinned_to_one_commit_with_its_version() {
    let mut pins = BTreeMap::new();
    for (name, text) in workflows() {
        for line in text.lines() {
            let used = line.trim().trim_start_matches("- ").strip_prefix("uses: ");
            let Some(used) = used else { continue };
            let (action, rest) = used.split_once('@').expect("an action and a version");
            let (hash, version) = rest.split_once(" # v").expect("a hash and a version");
            let is_hash = hash.len() == 40 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
            assert!(is_hash, "{name}: {action} is pinned to a commit");
            assert!(version.starts_with(|first: char| first.is_ascii_digit()), "{name}: {line}");
            let pin = pins.entry(action.to_owned()).or_insert_with(|| hash.to_owned());
            assert_eq!(pin, hash, "{name}: {action} is pinned to one commit everywhere");
        }
    }
    assert!(pins.len() >= 6, "they are found: {pins:?}");
}

#[test]
fn job_has_no_right_that_it_does_not_name() {
    for (name, text) in workflows() {
        assert!(text.contains("\npermissions: {}\n"), "{name} gives none to every job");
        for broad in ["write-all", "read-all", "pull_request_target", "secrets: inherit"] {
            assert!(!text.contains(broad), "{name} has {broad}");
        }
        let writes = text.lines().filter(|line| line.trim_end().contains(": write"));
        for line in writes {
            assert!(line.contains(" # "), "{name} says what a right is for: {line}");
        }
        let checkouts = text.matches("uses: actions/checkout@").count();
        let without = text.matches("persist-credentials: false").count();
        assert_eq!(checkouts, without, "{name} leaves no credentials in a checkout");
    }
}

#[test]
fn every_command_package_and_test_that_is_named_exists() {
    let (tasks, tests) = (read("src-tauri/crates/xtask/src/main.rs"), read("tests/Cargo.toml"));
    let scripts: serde_json::Value = serde_json::from_str(&read("ui/package.json")).expect("JSON");
    let packages = packages();
    let mut asked = 0;
    for (name, text) in workflows() {
        for task in after(&text, &["xtask"]) {
            assert!(tasks.contains(&format!("(\"{task}\", ")), "{name}: cargo xtask {task}");
            asked += 1;
        }
        for package in after(&text, &["-p", "--package", "--exclude"]) {
            assert!(packages.iter().any(|it| it == package), "{name}: package {package}");
            asked += 1;
        }
        for test in after(&text, &["--test"]) {
            assert!(tests.contains(&format!("name = \"{test}\"")), "{name}: --test {test}");
            asked += 1;
        }
        let features = after(&text, &["--features", "-F", "--all-features"]);
        assert!(features.is_empty(), "{name} packs what a plain build gives: {features:?}");
        for words in lines(&text) {
            let runs = words.windows(3).filter(|it| it[..2] == ["npm", "run"]).map(|it| it[2]);
            for script in runs {
                assert!(scripts["scripts"][script].is_string(), "{name}: npm run {script}");
                asked += 1;
            }
        }
    }
    assert!(asked >= 5, "they are found: {asked}");
}

#[test]
fn every_job_and_path_that_is_named_exists() {
    for (name, text) in workflows() {
        let jobs = text.split_once("\njobs:\n").expect("jobs").1;
        let jobs: BTreeSet<&str> = jobs
            .lines()
            .filter_map(|line| line.strip_prefix("  ")?.strip_suffix(':'))
            .filter(|job| !job.starts_with([' ', '#']))
            .collect();
        for words in lines(&text).filter(|words| words.first() == Some(&"needs:")) {
            for job in &words[1..] {
                assert!(jobs.contains(job), "{name}: needs {job}");
            }
        }
        for word in lines(&text).flatten() {
            let word = word.split_once("path=").map_or(word, |(_, path)| path);
            let is_ours = ["src-tauri/", "ui/", "tests/", ".ci/", ".github/", "docs/"];
            if is_ours.iter().any(|folder| word.starts_with(folder)) {
                let is_there = root().join(word).exists() || MADE.contains(&word);
                assert!(is_there, "{name}: there is no {word}");
                let folder = Path::new(word).parent().expect("a folder");
                assert!(root().join(folder).is_dir(), "{name}: there is no {}", folder.display());
            }
        }
    }
}

#[test]
fn what_was_not_shown_is_told_where_it_is_read() {
    let places = [read("DEPLOYMENT.md"), read(".github/release-notes.md")];
    let unseen = ["WebView2", "SmartScreen", "Credential Manager", "notarisation", "drawn"];
    for (text, word) in places.iter().flat_map(|text| unseen.map(|word| (text, word))) {
        assert!(text.contains(word), "it names {word}: {}", text.lines().next().unwrap_or(""));
    }
}

/// cmd, PowerShell and a POSIX shell read these letters alike, wherever they stand.
#[test]
fn command_in_the_table_of_readme_is_typed_alike_in_every_shell() {
    let readme = read("README.md");
    let commands = readme.lines().filter_map(|line| line.strip_prefix("| `footbridge "));
    let mut seen = 0;
    for command in commands.filter_map(|line| line.split_once('`')).map(|(command, _)| command) {
        let is_plain = |letter: char| letter.is_ascii_alphanumeric() || " -./:_".contains(letter);
        assert!(command.chars().all(is_plain), "a shell reads this its own way: {command}");
        seen += 1;
    }
    assert!(seen >= 10, "they are found: {seen}");
}
