//! One user of a directory with some values changed: what Entra would see after an edit.

use std::collections::HashMap;
use std::sync::Arc;

use super::directory::{Directory, Value};
use crate::column::attribute::{self, AttributeKind, BooleanWord, read_boolean};
use crate::column::cells::{Column, LIST_SEPARATOR};
use crate::column::header::of_header;
use crate::column::layout::{Attribute, Layout, Reading};

/// A value of a user that is changed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
pub struct Edit {
    /// The source attribute, as Entra names it.
    pub attribute: String,
    /// The new value, empty for none; several values of a list are separated by `;`.
    pub value: String,
}

impl Directory {
    /// Returns a directory of one user: the one at `row`, counted from 0, after `edits`.
    ///
    /// An attribute that the directory does not have is added. What Entra derives follows: with
    /// `accountEnabled` changes `IsSoftDeleted`, and with `userPrincipalName` the original one.
    pub fn edited(&self, row: u32, edits: &[Edit]) -> Directory {
        let mut values: Vec<(String, String)> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut set = |name: &str, text: String| match places.get(name) {
            Some(place) => {
                if let Some((_, value)) = values.get_mut(*place) {
                    *value = text;
                }
            }
            None => {
                places.insert(name.to_owned(), values.len());
                values.push((name.to_owned(), text));
            }
        };
        for (index, name) in self.indices().zip(self.attributes()) {
            let text = match self.value(row, index) {
                Value::Null => String::new(),
                Value::Text(text) => text.to_owned(),
                Value::List(list) => join(list.iter()),
            };
            set(name, text);
        }
        for Edit { attribute, value } in edits {
            match attribute.as_str() {
                "accountEnabled" => {
                    if let Some(BooleanWord::Answer(enabled) | BooleanWord::State(enabled)) =
                        read_boolean(value)
                    {
                        set("IsSoftDeleted", boolean(!enabled));
                        set("accountEnabled", boolean(enabled));
                    }
                }
                "userPrincipalName" => {
                    set("originalUserPrincipalName", value.clone());
                    set(attribute, attribute::guest_alias(value).unwrap_or_else(|| value.clone()));
                }
                _ if is_list(self, attribute) => {
                    let parts = value.split(';').map(str::trim).filter(|part| !part.is_empty());
                    set(attribute, join(parts));
                }
                _ => set(attribute, value.clone()),
            }
        }
        let columns = values.iter().map(|(_, text)| {
            let mut column = Column::default();
            // One cell of a text that was held before always has room.
            let _ = column.push(0, text);
            column
        });
        let columns = Arc::new(columns.collect());
        let attributes = values.into_iter().enumerate().map(|(column, (name, _))| {
            let reading = if is_list(self, &name) { Reading::List } else { Reading::Text };
            Attribute { name, column, reading }
        });
        let layout = Layout::of(Vec::new(), attributes.collect());
        Directory::new(1, columns, Arc::new(layout))
    }
}

fn boolean(value: bool) -> String {
    if value { "True".to_owned() } else { "False".to_owned() }
}

fn join<'a>(values: impl Iterator<Item = &'a str>) -> String {
    values.collect::<Vec<_>>().join(&String::from(LIST_SEPARATOR))
}

/// Returns whether an attribute holds several values: by its kind, or as the file has it.
fn is_list(directory: &Directory, name: &str) -> bool {
    match of_header(name) {
        Some(attribute) => attribute.kind == AttributeKind::List,
        None => directory.attribute(name).is_some_and(|index| directory.is_list(index)),
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use footbridge_finding::Language;

    use super::*;

    const FILE: &str = "userPrincipalName,displayName,accountEnabled,department,proxyAddresses\n\
        a@n.example,A,True,Sales,\n\
        b_x.example#EXT#@n.example,B,False,IT,\n";

    fn directory() -> Directory {
        let mut source = FILE.as_bytes();
        let read = crate::read(&mut source, "f.csv", None, &Language::ENGLISH, &mut |_| {
            ControlFlow::Continue(())
        });
        read.unwrap().0
    }

    fn text(directory: &Directory, name: &str) -> Option<String> {
        directory.text(0, directory.attribute(name)?).map(str::to_owned)
    }

    #[test]
    fn values_change_and_the_rest_stays() {
        let edit = |attribute: &str, value: &str| Edit {
            attribute: attribute.to_owned(),
            value: value.to_owned(),
        };
        for (row, edits, name, expected, why) in [
            (0, vec![], "department", Some("Sales"), "without an edit"),
            (1, vec![], "userPrincipalName", Some("b@x.example"), "a guest under the own address"),
            (1, vec![], "IsSoftDeleted", Some("True"), "derived already"),
            (0, vec![edit("department", "IT")], "department", Some("IT"), "changed"),
            (0, vec![edit("department", "")], "department", None, "emptied"),
            (0, vec![edit("jobTitle", "Clerk")], "jobTitle", Some("Clerk"), "not in the file"),
            (0, vec![edit("jobTitle", "Clerk")], "displayName", Some("A"), "the others stay"),
            (0, vec![edit("accountEnabled", "false")], "IsSoftDeleted", Some("True"), "disabled"),
            (1, vec![edit("accountEnabled", "True")], "IsSoftDeleted", Some("False"), "enabled"),
            (
                0,
                vec![edit("userPrincipalName", "c_x.example#EXT#@n.example")],
                "userPrincipalName",
                Some("c@x.example"),
                "a guest now",
            ),
        ] {
            let edited = directory().edited(row, &edits);
            assert_eq!(edited.users(), 1, "{why}");
            assert_eq!(text(&edited, name).as_deref(), expected, "{why}");
        }
    }

    #[test]
    fn lists_are_taken_apart() {
        let edits =
            [Edit { attribute: "proxyAddresses".into(), value: "smtp:a@n; SMTP:b@n ;".into() }];
        let edited = directory().edited(0, &edits);
        let index = edited.attribute("proxyAddresses").unwrap();
        match edited.value(0, index) {
            Value::List(list) => {
                assert_eq!(list.iter().collect::<Vec<_>>(), ["smtp:a@n", "SMTP:b@n"], "two values");
            }
            other => panic!("no list: {other:?}"),
        }
    }
}
