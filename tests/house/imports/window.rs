//! The imports of the window: TypeScript and Svelte files, read by their `import` and `export … from`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::{below, files_below};

/// One `import` or `export` with the file that it names.
struct Declaration {
    /// The names outside of braces and in them, as the other file exports them; `*` is everything.
    names: Vec<String>,
    /// The names under which an `export` gives them on.
    given: Option<Vec<String>>,
    from: PathBuf,
}

pub(super) fn read(folder: &Path) -> BTreeMap<String, BTreeSet<String>> {
    let is_for_tests = |path: &Path| {
        let name = below(folder, path);
        name.ends_with(".test.ts") || name.starts_with("test/")
    };
    let files = files_below(folder, &[".ts", ".svelte"]);
    let declarations: BTreeMap<PathBuf, Vec<Declaration>> = files
        .into_iter()
        .filter(|file| !is_for_tests(file))
        .map(|file| {
            let text = std::fs::read_to_string(&file).expect("the file is read");
            let found = declarations(&text, &file);
            (file, found)
        })
        .collect();
    let mut imports = BTreeMap::new();
    for (file, of_file) in &declarations {
        let found: &mut BTreeSet<String> = imports.entry(below(folder, file)).or_default();
        for import in of_file.iter().filter(|it| it.given.is_none()) {
            for name in &import.names {
                let defined = defining(&declarations, &import.from, name, 16);
                // What lies outside is held by the row of the folder around both.
                if defined != *file && defined.starts_with(folder) {
                    found.insert(below(folder, &defined));
                }
            }
        }
    }
    imports
}

/// Returns the file behind those that only give `name` on.
fn defining(
    all: &BTreeMap<PathBuf, Vec<Declaration>>,
    file: &Path,
    name: &str,
    steps: usize,
) -> PathBuf {
    let given = all.get(file).into_iter().flatten().find_map(|it| {
        let names = it.given.as_ref()?;
        let at = names.iter().position(|given| given == name)?;
        Some((&it.from, it.names.get(at)?))
    });
    match given {
        Some((from, name)) if steps > 0 => defining(all, from, name, steps - 1),
        _ => file.to_owned(),
    }
}

fn declarations(text: &str, file: &Path) -> Vec<Declaration> {
    let mut found = Vec::new();
    let text = without_comments(text);
    for keyword in ["import", "export"] {
        for (at, _) in text.match_indices(keyword) {
            let (before, rest) = text.split_at(at);
            let starts = before
                .chars()
                .next_back()
                .is_none_or(|it| it.is_whitespace() || it == ';' || it == '>');
            let rest = rest.strip_prefix(keyword).unwrap_or_default();
            if starts
                && let Some((names, target)) = declaration(rest)
                && let Some(from) = resolve(file, target)
            {
                let (theirs, ours) = names.into_iter().unzip();
                let given = (keyword == "export").then_some(ours);
                found.push(Declaration { names: theirs, given, from });
            }
        }
    }
    found
}

/// Reads what follows `import` or `export`: the pairs of a name there and here, and the module.
fn declaration(rest: &str) -> Option<(Vec<(String, String)>, &str)> {
    let all = || vec![("*".to_owned(), "*".to_owned())];
    let rest = rest.trim_start();
    if let Some(target) = rest.strip_prefix("('").or_else(|| rest.strip_prefix('\'')) {
        return Some((all(), target.split_once('\'')?.0));
    }
    let (clause, target) = rest.split_once("from '")?;
    let is_clause = |it: char| it.is_alphanumeric() || it.is_whitespace() || "{},*_$".contains(it);
    if !clause.chars().all(is_clause) {
        return None;
    }
    let (target, _) = target.split_once('\'')?;
    let clause = clause.trim().strip_prefix("type ").unwrap_or(clause.trim());
    let (outside, inside) = match clause.split_once('{') {
        Some((outside, inside)) => (outside, inside.split_once('}')?.0),
        None => (clause, ""),
    };
    if outside.contains('*') {
        return Some((all(), target));
    }
    let outside = outside.trim().trim_end_matches(',');
    let default = (!outside.is_empty()).then(|| ("default".to_owned(), outside.to_owned()));
    let inside = inside.split(',').map(str::trim).filter(|it| !it.is_empty()).map(|it| {
        let it = it.strip_prefix("type ").unwrap_or(it);
        let (theirs, ours) = it.split_once(" as ").unwrap_or((it, it));
        (theirs.trim().to_owned(), ours.trim().to_owned())
    });
    Some((default.into_iter().chain(inside).collect(), target))
}

/// Returns the file of ours that `target` names in `file`.
fn resolve(file: &Path, target: &str) -> Option<PathBuf> {
    let relative = target.starts_with('.').then(|| file.parent().map(|it| it.join(target)))??;
    let mut path = PathBuf::new();
    for part in relative.components() {
        match part {
            std::path::Component::ParentDir => drop(path.pop()),
            std::path::Component::CurDir => {}
            part => path.push(part),
        }
    }
    let name = path.to_string_lossy().into_owned();
    ["", ".ts", "/index.ts"]
        .into_iter()
        .map(|ending| PathBuf::from(format!("{name}{ending}")))
        .find(|it| it.is_file() && it.extension().is_some_and(|it| it == "ts" || it == "svelte"))
}

/// Takes comments away, so that an example in one is no import.
fn without_comments(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    let code = |line: &str| !line.trim_start().starts_with("//");
    kept.lines().filter(|line| code(line)).collect::<Vec<_>>().join("\n")
}
