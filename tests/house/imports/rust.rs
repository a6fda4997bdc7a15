//! The imports of a crate: its modules are walked from the root, and each path that their code names
//! is followed to the file that defines it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::{Attribute, Item, UseTree, Visibility};

use super::below;

/// Through how many re-exports a name is followed; two that name each other must not do so for ever.
const MOST_STEPS: usize = 16;

#[derive(Default)]
struct Module {
    file: PathBuf,
    /// What is defined here, but for modules.
    items: BTreeSet<String>,
    modules: BTreeMap<String, usize>,
    parent: Option<usize>,
    /// A name, and the path that it stands for.
    names: BTreeMap<String, Vec<String>>,
    /// The modules whose whole content is brought in.
    globs: Vec<Vec<String>>,
    /// Paths that its code names: in private `use` declarations and everywhere else.
    paths: BTreeSet<Vec<String>>,
}

pub(super) fn read(folder: &Path) -> BTreeMap<String, BTreeSet<String>> {
    let root = ["lib.rs", "main.rs"].map(|name| folder.join(name));
    let root = root.into_iter().find(|file| file.exists()).expect("a crate has a root");
    let mut modules = Vec::new();
    module(&mut modules, &root, folder, None);
    let mut imports: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (at, module) in modules.iter().enumerate() {
        let of_file = imports.entry(below(folder, &module.file)).or_default();
        for path in &module.paths {
            if let Some(found) = resolve(&modules, at, path, MOST_STEPS)
                && found != module.file
            {
                of_file.insert(below(folder, &found));
            }
        }
    }
    imports
}

/// Reads the module in `file`, whose own modules are files in `folder`.
fn module(
    modules: &mut Vec<Module>,
    file: &Path,
    folder: &Path,
    parent: Option<usize>,
) -> Option<usize> {
    let text = std::fs::read_to_string(file).ok()?;
    let parsed = syn::parse_file(&text).unwrap_or_else(|it| panic!("{}: {it}", file.display()));
    Some(collect(modules, parsed.items, file, folder, parent))
}

fn collect(
    modules: &mut Vec<Module>,
    items: Vec<Item>,
    file: &Path,
    folder: &Path,
    parent: Option<usize>,
) -> usize {
    let at = modules.len();
    modules.push(Module { file: file.to_owned(), parent, ..Module::default() });
    let mut read = Module::default();
    for item in items {
        if is_for_tests(attributes(&item)) {
            continue;
        }
        match item {
            Item::Mod(item) => {
                let name = item.ident.to_string();
                let inner = folder.join(&name);
                let found = match item.content {
                    Some((_, items)) => Some(collect(modules, items, file, &inner, Some(at))),
                    None => [folder.join(format!("{name}.rs")), inner.join("mod.rs")]
                        .iter()
                        .find_map(|file| module(modules, file, &inner, Some(at))),
                };
                read.modules.extend(found.map(|found| (name, found)));
            }
            Item::Use(item) => {
                let again = !matches!(item.vis, Visibility::Inherited);
                uses(&item.tree, &mut Vec::new(), again, &mut read);
            }
            item => {
                read.items.extend(defined(&item));
                paths(without_attributes(item.to_token_stream()), &mut read.paths);
            }
        }
    }
    let module = &mut modules[at];
    *module = Module { file: module.file.clone(), parent: module.parent, ..read };
    at
}

/// Whether an item is there for tests alone.
fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|it| {
        let text = it.to_token_stream().to_string().replace(' ', "");
        text.starts_with("#[cfg(test") || text.starts_with("#[cfg(all(test")
    })
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(it) => &it.attrs,
        Item::Enum(it) => &it.attrs,
        Item::Fn(it) => &it.attrs,
        Item::Impl(it) => &it.attrs,
        Item::Macro(it) => &it.attrs,
        Item::Mod(it) => &it.attrs,
        Item::Static(it) => &it.attrs,
        Item::Struct(it) => &it.attrs,
        Item::Trait(it) => &it.attrs,
        Item::Type(it) => &it.attrs,
        Item::Use(it) => &it.attrs,
        _ => &[],
    }
}

fn defined(item: &Item) -> Option<String> {
    Some(match item {
        Item::Const(it) => it.ident.to_string(),
        Item::Enum(it) => it.ident.to_string(),
        Item::Fn(it) => it.sig.ident.to_string(),
        Item::Macro(it) => it.ident.as_ref()?.to_string(),
        Item::Static(it) => it.ident.to_string(),
        Item::Struct(it) => it.ident.to_string(),
        Item::Trait(it) => it.ident.to_string(),
        Item::Type(it) => it.ident.to_string(),
        Item::Union(it) => it.ident.to_string(),
        _ => return None,
    })
}

/// Notes what a `use` brings in; one that is not there `again` for others is an import by itself.
fn uses(tree: &UseTree, path: &mut Vec<String>, again: bool, module: &mut Module) {
    let (name, last) = match tree {
        UseTree::Path(tree) => {
            path.push(tree.ident.to_string());
            uses(&tree.tree, path, again, module);
            path.pop();
            return;
        }
        UseTree::Group(group) => {
            group.items.iter().for_each(|tree| uses(tree, path, again, module));
            return;
        }
        UseTree::Glob(_) => {
            module.globs.push(path.clone());
            return;
        }
        UseTree::Name(name) => (name.ident.to_string(), name.ident.to_string()),
        UseTree::Rename(name) => (name.rename.to_string(), name.ident.to_string()),
    };
    let mut whole = path.clone();
    let itself = last == "self";
    if !itself {
        whole.push(last);
    }
    let name = if itself { whole.last().cloned().unwrap_or_default() } else { name };
    if !again {
        module.paths.insert(whole.clone());
    }
    module.names.insert(name, whole);
}

fn without_attributes(stream: TokenStream) -> TokenStream {
    let (mut kept, mut tokens) = (TokenStream::new(), stream.into_iter().peekable());
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(mark) if mark.as_char() == '#' => {
                if matches!(tokens.peek(), Some(TokenTree::Punct(mark)) if mark.as_char() == '!') {
                    tokens.next();
                }
                let in_brackets = |it: &TokenTree| matches!(it, TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket);
                if tokens.peek().is_some_and(in_brackets) {
                    tokens.next();
                }
            }
            TokenTree::Group(group) => {
                let inner = without_attributes(group.stream());
                let group = proc_macro2::Group::new(group.delimiter(), inner);
                kept.extend([TokenTree::Group(group)]);
            }
            token => kept.extend([token]),
        }
    }
    kept
}

/// Notes each `a::b::c` and each single name that is no field, method or definition.
fn paths(stream: TokenStream, found: &mut BTreeSet<Vec<String>>) {
    let tokens: Vec<TokenTree> = stream.into_iter().collect();
    let is = |at: Option<usize>, mark: char| matches!(at.and_then(|at| tokens.get(at)), Some(TokenTree::Punct(it)) if it.as_char() == mark);
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let start = at;
        at += 1;
        match token {
            TokenTree::Group(group) => paths(group.stream(), found),
            TokenTree::Ident(first) => {
                let mut path = vec![first.to_string()];
                while is(Some(at), ':') && is(Some(at + 1), ':') {
                    let Some(TokenTree::Ident(next)) = tokens.get(at + 2) else { break };
                    path.push(next.to_string());
                    at += 3;
                }
                let before = start.checked_sub(1);
                let range = before.and_then(|it| it.checked_sub(1));
                let is_member = is(before, '.') && !is(range, '.');
                // `::name` goes on from `<T as Trait>` or begins outside the crate.
                if !is_member && !is(before, ':')
                    || path.len() == 1 && is(before, ':') && !is(range, ':')
                {
                    found.insert(path);
                }
            }
            _ => {}
        }
    }
}

/// Returns the file that defines what `path` names in the module `at`, if that is in the crate.
fn resolve(modules: &[Module], at: usize, path: &[String], steps: usize) -> Option<PathBuf> {
    let steps = steps.checked_sub(1)?;
    let (first, mut rest) = path.split_first()?;
    let mut here = match first.as_str() {
        "crate" => 0,
        "self" => at,
        "super" => modules.get(at)?.parent?,
        "Self" => return None,
        _ => return named(modules, at, first, rest, steps, true),
    };
    while let Some(("super", after)) = rest.split_first().map(|(it, after)| (it.as_str(), after)) {
        here = modules.get(here)?.parent?;
        rest = after;
    }
    let (name, rest) = rest.split_first()?;
    named(modules, here, name, rest, steps, false)
}

/// Follows `name`, and then `rest`, from the module `at`.
fn named(
    modules: &[Module],
    at: usize,
    name: &str,
    rest: &[String],
    steps: usize,
    bare: bool,
) -> Option<PathBuf> {
    let module = modules.get(at)?;
    if module.items.contains(name) {
        return Some(module.file.clone());
    }
    if let Some(child) = module.modules.get(name) {
        let (name, rest) = rest.split_first()?;
        return named(modules, *child, name, rest, steps, false);
    }
    if let Some(stands_for) = module.names.get(name) {
        // `use name;` of another crate names itself.
        if bare && stands_for.first().is_some_and(|it| it == name) && stands_for.len() == 1 {
            return None;
        }
        let whole: Vec<String> = stands_for.iter().chain(rest).cloned().collect();
        return resolve(modules, at, &whole, steps);
    }
    module.globs.iter().find_map(|glob| {
        let whole: Vec<String> =
            glob.iter().cloned().chain([name.to_owned()]).chain(rest.iter().cloned()).collect();
        resolve(modules, at, &whole, steps)
    })
}
