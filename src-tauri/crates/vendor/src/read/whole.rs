//! What entries of a profile mean together: labels that the recipe needs, a table that keeps its
//! own rules, steps that are complete and named once, placeholders that have a value.

use std::collections::{BTreeSet, HashSet};

use footbridge_finding::nearest;
use footbridge_mapping::Mapping;

use super::document::{Document, Path};
use super::error::{Problem, ProfileError};
use super::value;
use crate::format::{ActionEntry, ProfileFile, ProofEntry, StepEntry, Text, WarningEntry};
use crate::guide::{MissingPart, Step};
use crate::portal::{CopyKind, Evidence};
use crate::table;

/// Says which vendor has an id already.
pub(crate) type OwnerOf<'a> = &'a dyn Fn(&str) -> Option<&'a str>;

/// Returns every problem of `file` as a whole.
pub(crate) fn check(
    document: &Document<'_>,
    file: &ProfileFile,
    owner_of: OwnerOf<'_>,
) -> Vec<ProfileError> {
    let mut whole = Whole { document, file, problems: Vec::new() };
    whole.id(owner_of);
    whole.vendor();
    whole.mapping();
    whole.guide();
    whole.problems
}

struct Whole<'a> {
    document: &'a Document<'a>,
    file: &'a ProfileFile,
    problems: Vec<ProfileError>,
}

impl Whole<'_> {
    fn report(&mut self, problem: Problem, path: &Path) {
        self.problems.push(ProfileError { problem, place: self.document.place_of(path) });
    }

    fn missing(&mut self, key: &str, below: &Path) {
        self.report(Problem::MissingKey { key: key.to_owned() }, &below.key(key));
    }

    fn id(&mut self, owner_of: OwnerOf<'_>) {
        let id = &self.file.vendor.id;
        if let Some(owner) = owner_of(id) {
            let problem = Problem::IdTaken { id: id.clone(), owner: owner.to_owned() };
            self.report(problem, &Path::default().key("vendor").key("id"));
        }
    }

    fn vendor(&mut self) {
        let minutes = self.file.vendor.minutes;
        if minutes.from > minutes.to {
            let problem = Problem::Order { low: "from".to_owned(), high: "to".to_owned() };
            self.report(problem, &Path::default().key("vendor").key("minutes").key("from"));
        }
        let token = &self.file.token;
        let path = Path::default().key("token");
        let pair = token.recipe.takes_pair();
        let needed = [
            ("key_label", pair, token.key_label.is_some()),
            ("secret_label", pair, token.secret_label.is_some()),
            ("token_label", !pair || token.accepts_ready_token, token.token_label.is_some()),
        ];
        for (key, needed, given) in needed {
            if needed && !given {
                self.missing(key, &path);
            }
        }
    }

    fn mapping(&mut self) {
        let section = &self.file.mapping;
        let path = Path::default().key("mapping");
        let base: BTreeSet<&str> =
            table::base(section).iter().map(|row| row.target.as_str()).collect();
        let not_in_base = |target: &str| Problem::NotInBase {
            target: target.to_owned(),
            suggestion: nearest(target, base.iter().copied()).map(str::to_owned),
        };
        for (index, target) in section.remove.iter().enumerate() {
            if !base.contains(target.as_str()) {
                self.report(not_in_base(target), &path.key("remove").index(index));
            }
        }
        for (list, rows) in [("replace", &section.replace), ("add", &section.add)] {
            let mut seen = HashSet::new();
            for (index, row) in rows.iter().enumerate() {
                let path = path.key(list).index(index);
                let target = || row.target.clone();
                if Mapping::try_from(row.clone()).is_err() {
                    self.report(Problem::Source { target: target() }, &path);
                }
                let path = path.key("target");
                if list == "replace" && !base.contains(row.target.as_str()) {
                    self.report(not_in_base(&row.target), &path);
                }
                let there_already = list == "add"
                    && base.contains(row.target.as_str())
                    && !section.remove.contains(&row.target);
                if !seen.insert(&row.target) || there_already {
                    self.report(Problem::DuplicateTarget { target: target() }, &path);
                }
            }
        }
        self.table_rules(&path);
    }

    fn table_rules(&mut self, path: &Path) {
        let rules = &self.file.mapping.rules;
        let rows = table::resolve(&self.file.mapping);
        let mut precedences: Vec<u32> = rows.iter().filter_map(|row| row.matching).collect();
        precedences.sort_unstable();
        if precedences.is_empty() || precedences.iter().copied().ne(1..=precedences.len() as u32) {
            self.report(Problem::Matching, path);
        }
        let mapped: BTreeSet<&str> = rows.iter().map(|row| row.target.as_str()).collect();
        let path = path.key("rules");
        let broken = |target: &str| Problem::Rule { target: target.to_owned() };
        if let Some(exact) = &rules.exact {
            let exact: BTreeSet<&str> = exact.iter().map(String::as_str).collect();
            for target in mapped.symmetric_difference(&exact) {
                self.report(broken(target), &path.key("exact"));
            }
        }
        for (index, target) in rules.required.iter().enumerate() {
            if !mapped.contains(target.as_str()) {
                self.report(broken(target), &path.key("required").index(index));
            }
        }
        for (index, suggestion) in self.file.mapping.suggestions.iter().enumerate() {
            if !rules.accepts(&suggestion.target) {
                let path = Path::default().key("mapping").key("suggestions").index(index);
                self.report(broken(&suggestion.target), &path.key("target"));
            }
        }
        if let Some(target) = &rules.grouped_by
            && !mapped.contains(target.as_str())
        {
            self.report(broken(target), &path.key("grouped_by"));
        }
        if let Some(only) = &rules.matching_only {
            let fits = rows.iter().all(|row| row.matching.is_some() == (row.target == *only));
            if !fits {
                self.report(broken(only), &path.key("matching_only"));
            }
        }
    }

    fn guide(&mut self) {
        let steps = Path::default().key("guide").key("steps");
        let mut seen = HashSet::new();
        for (index, entry) in self.file.guide.steps.iter().enumerate() {
            let path = steps.index(index);
            match Step::resolve(entry) {
                Ok(step) => {
                    if !seen.insert(step.id.clone()) {
                        let named = if entry.id.is_some() { "id" } else { "use" };
                        self.report(Problem::DuplicateStep { id: step.id }, &path.key(named));
                    }
                }
                // The shape check has said that there is no such common step.
                Err(MissingPart("use")) => {}
                Err(MissingPart(part)) => self.missing(part, &path),
            }
            self.step(entry, &path);
        }
    }

    fn step(&mut self, entry: &StepEntry, path: &Path) {
        if let Some(title) = &entry.title {
            self.placeholders(title, &[], &path.key("title"));
        }
        for (index, action) in entry.actions.iter().enumerate() {
            self.action(action, &path.key("actions").index(index));
        }
        for (index, WarningEntry { text, .. }) in entry.warnings.iter().enumerate() {
            self.placeholders(text, &[], &path.key("warnings").index(index).key("text"));
        }
        let path = path.key("proof");
        if let Some(ProofEntry { kind, text, text_without_users }) = &entry.proof {
            self.placeholders(text, &["users"], &path.key("text"));
            if *kind == Evidence::LicenceCount && text_without_users.is_none() {
                self.missing("text_without_users", &path);
            }
            if let Some(text) = text_without_users {
                self.placeholders(text, &[], &path.key("text_without_users"));
            }
        }
    }

    fn action(&mut self, action: &ActionEntry, path: &Path) {
        let allowed: &[&str] =
            if action.each.is_some() { &["source", "target", "precedence"] } else { &[] };
        self.placeholders(&action.text, allowed, &path.key("text"));
        for (index, entry) in action.values.iter().enumerate() {
            let path = path.key("values").index(index).key("value");
            let filled_in = matches!(entry.kind, CopyKind::TenantUrl | CopyKind::Token);
            if entry.value.is_empty() != filled_in {
                self.report(Problem::Empty, &path);
            }
            match entry.kind {
                CopyKind::Text => {
                    for problem in value::guide_text(&entry.value) {
                        self.report(problem, &path);
                    }
                }
                CopyKind::Expression => {
                    for (problem, part) in value::expression(&entry.value) {
                        let whole = self.document.span_of(&path);
                        let span = self.document.part(whole, &entry.value, part);
                        let place = self.document.place(span, Some(&path));
                        self.problems.push(ProfileError { problem, place });
                    }
                }
                CopyKind::TenantUrl | CopyKind::Token => {}
            }
        }
    }

    /// Reports the placeholders of `text` that have no value at its place.
    fn placeholders(&mut self, text: &Text, allowed: &[&str], path: &Path) {
        let expires = self.file.token.expires_after_days.is_some();
        for (tag, words) in text.languages() {
            for name in value::placeholders(words) {
                let has_value = match name {
                    "source" | "target" | "precedence" | "users" => allowed.contains(&name),
                    "expiry_days" => expires,
                    // The others always have one, and unknown names are reported already.
                    _ => true,
                };
                if !has_value {
                    let problem = Problem::PlaceholderNotHere { name: name.to_owned() };
                    self.report(problem, &path.key(tag));
                }
            }
        }
    }
}
