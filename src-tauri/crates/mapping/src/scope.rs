//! Whom Entra would provision: everybody, or the people who are assigned to the application.
//!
//! An export of users does not say who is assigned, so the admin does: by a list of names, or by an
//! attribute that the assigned people share (a group in an export with memberships, a department).
//! Both forms are our choice.

use std::collections::HashSet;

use footbridge_directory::{AttributeIndex, Directory, Value};
use serde::{Deserialize, Serialize};

use crate::filter::{BoundFilter, ScopingFilter};

/// Whom Entra would provision.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Scope {
    /// Everybody in the file: the portal's "Sync all users and groups".
    #[default]
    Everybody,
    /// The people who are named: the portal's "Sync only assigned users and groups".
    Listed(Listed),
    /// The people whose attribute has a value, or one of whose values it is; capitals do not count.
    Having {
        /// The source attribute, such as `department` or `memberOf`.
        attribute: String,
        /// The value.
        value: String,
    },
    /// Those of another scope whom a scoping filter lets through: a person must be in both.
    Filtered {
        /// The filter.
        filter: ScopingFilter,
        /// The other scope.
        among: Box<Scope>,
    },
}

/// A scope as it is shown and chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ScopeChoice {
    /// Everybody.
    Everybody,
    /// The people whom a list names.
    Listed {
        /// The list's file name.
        file: String,
        /// How many names it has.
        names: u32,
    },
    /// The people whose attribute has a value.
    Having {
        /// The source attribute.
        attribute: String,
        /// The value.
        value: String,
    },
}

/// Names of people: user principal names, object ids or e-mail addresses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listed {
    file: String,
    names: Vec<String>,
    folded: HashSet<String>,
}

impl Listed {
    /// Returns the list of these names, out of a file of this name. Capitals, blanks around a name and empty names do not count,
    /// and a name counts once.
    pub fn new(file: impl Into<String>, names: impl IntoIterator<Item = String>) -> Self {
        let mut listed = Listed { file: file.into(), ..Listed::default() };
        for name in names {
            let name = name.trim();
            if !name.is_empty() && listed.folded.insert(name.to_lowercase()) {
                listed.names.push(name.to_owned());
            }
        }
        listed
    }

    /// Returns how many names there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Returns whether nobody is named.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }
}

impl Scope {
    /// Returns the scope as it is shown.
    pub fn choice(&self) -> ScopeChoice {
        match self {
            Scope::Everybody => ScopeChoice::Everybody,
            Scope::Listed(listed) => ScopeChoice::Listed {
                file: listed.file.clone(),
                names: u32::try_from(listed.len()).unwrap_or(u32::MAX),
            },
            Scope::Having { attribute, value } => {
                ScopeChoice::Having { attribute: attribute.clone(), value: value.clone() }
            }
            Scope::Filtered { among, .. } => among.choice(),
        }
    }

    /// Returns the people of the scope whom a scoping filter lets through; one without groups lets
    /// through everybody.
    #[must_use]
    pub fn filtered(self, filter: ScopingFilter) -> Self {
        match filter == ScopingFilter::default() {
            true => self,
            false => Scope::Filtered { filter, among: Box::new(self) },
        }
    }

    /// Returns the attributes by which it is decided.
    pub(crate) fn attributes(&self) -> Vec<&str> {
        match self {
            Scope::Everybody => Vec::new(),
            Scope::Listed(_) => {
                vec!["userPrincipalName", "originalUserPrincipalName", "objectId", "mail"]
            }
            Scope::Having { attribute, .. } => vec![attribute],
            Scope::Filtered { filter, among } => {
                among.attributes().into_iter().chain(filter.attributes()).collect()
            }
        }
    }

    /// Takes a choice over. A list cannot be chosen by its name: the one that is there stays.
    pub fn choose(&mut self, choice: ScopeChoice) {
        if let Scope::Filtered { among, .. } = self {
            return among.choose(choice);
        }
        match choice {
            ScopeChoice::Everybody => *self = Scope::Everybody,
            ScopeChoice::Having { attribute, value } => *self = Scope::Having { attribute, value },
            ScopeChoice::Listed { .. } => {}
        }
    }
}

/// How many people a choice of scope takes, for the licences that it needs.
///
/// Entra does not create accounts that are disabled ("How provisioning works"), nor for people without a
/// value to match by, so these need no licence; they are in none of these counts but `people`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Licences {
    /// Everybody in the file.
    pub people: u32,
    /// The accounts that "Sync all users and groups" would create.
    pub everybody: u32,
    /// The accounts that the chosen scope would create.
    pub in_scope: u32,
    /// It cannot be told of somebody whether the scoping filter lets them through; both counts are the
    /// most that there can be.
    pub at_most: bool,
    /// The accounts among `everybody` of which the file does not say whether they are disabled; where
    /// there are some, both counts are the most that there can be.
    pub maybe_disabled: u32,
    /// Names of the list that nobody in the file has.
    pub not_found: u32,
    /// The first of them.
    pub not_found_examples: Vec<String>,
}

/// How many names that were not found are shown.
const EXAMPLES: usize = 5;

/// A scope whose attributes are looked up in one directory.
#[derive(Debug)]
pub(crate) struct Scoped<'s> {
    /// Without a filter.
    scope: &'s Scope,
    filter: Option<BoundFilter>,
    attributes: Vec<AttributeIndex>,
    wanted: String,
    /// The names that were found so far.
    pub(crate) found: HashSet<String>,
}

impl<'s> Scoped<'s> {
    pub(crate) fn new(scope: &'s Scope, directory: &Directory) -> Self {
        let (scope, filter) = match scope {
            Scope::Filtered { filter, among } => (&**among, Some(BoundFilter::new(filter))),
            scope => (scope, None),
        };
        let mut scoped = Scoped {
            scope,
            filter,
            attributes: Vec::new(),
            wanted: String::new(),
            found: HashSet::new(),
        };
        scoped.resolve(directory);
        scoped
    }

    /// Returns whether the scoping filter, if there is one, lets the person at `row`, counted from 0,
    /// through, or may do so.
    pub(crate) fn may_pass(&self, directory: &Directory, row: u32) -> bool {
        self.filter.as_ref().is_none_or(|filter| filter.may_pass(directory, row))
    }

    /// Returns whether the filter could not be told of somebody.
    pub(crate) fn is_uncertain(&self) -> bool {
        self.filter.as_ref().is_some_and(BoundFilter::is_uncertain)
    }

    /// Looks the attributes up in another directory, such as the next part of a file.
    pub(crate) fn resolve(&mut self, directory: &Directory) {
        let names = self.scope.attributes();
        self.attributes = names.iter().filter_map(|name| directory.attribute(name)).collect();
        if let Some(filter) = &mut self.filter {
            filter.resolve(directory);
        }
        if let Scope::Having { value, .. } = self.scope {
            self.wanted = value.trim().to_lowercase();
        }
    }

    /// Returns whether the person at `row`, counted from 0, is in the scope.
    pub(crate) fn holds(&mut self, directory: &Directory, row: u32) -> bool {
        let is_named = match self.scope {
            Scope::Everybody | Scope::Filtered { .. } => true,
            Scope::Listed(listed) => {
                let names = self.attributes.iter().filter_map(|it| directory.text(row, *it));
                let named: Vec<String> = names
                    .map(str::to_lowercase)
                    .filter(|name| listed.folded.contains(name))
                    .collect();
                let holds = !named.is_empty();
                self.found.extend(named);
                holds
            }
            Scope::Having { .. } => self.attributes.iter().any(|attribute| {
                let is_wanted = |text: &str| text.trim().to_lowercase() == self.wanted;
                match directory.value(row, *attribute) {
                    Value::Null => false,
                    Value::Text(text) => is_wanted(text),
                    Value::List(list) => list.iter().any(is_wanted),
                }
            }),
        };
        is_named && self.may_pass(directory, row)
    }

    /// Returns the rows of a directory that are in the scope, counted from 0.
    pub(crate) fn rows(&mut self, directory: &Directory) -> Vec<u32> {
        (0..directory.users()).filter(|row| self.holds(directory, *row)).collect()
    }
}

impl Licences {
    /// Returns whether the counts are the most that there can be, and not what there will be.
    pub fn is_upper_bound(&self) -> bool {
        self.at_most || self.maybe_disabled > 0
    }

    /// Adds the listed names that are not in `found`.
    pub(crate) fn miss(&mut self, scope: &Scope, found: &HashSet<String>) {
        let listed = match scope {
            Scope::Listed(listed) => listed,
            Scope::Filtered { among, .. } => return self.miss(among, found),
            Scope::Everybody | Scope::Having { .. } => return,
        };
        let missing = listed.names.iter().filter(|name| !found.contains(&name.to_lowercase()));
        for name in missing {
            self.not_found += 1;
            if self.not_found_examples.len() < EXAMPLES {
                self.not_found_examples.push(name.clone());
            }
        }
    }
}
