//! JSON values as cells: the value of one key of a user, a list, or a member of an object.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::state::State;
use crate::column::attribute::is_custom_security;
use crate::column::cells::LIST_SEPARATOR;

/// Appends a key to a text.
pub(super) struct Key<'k>(pub(super) &'k mut String);

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<(), E> {
        self.0.push_str(key);
        Ok(())
    }
}

/// Reads the value of the current key into a cell; an object's members become `parent.child`.
pub(super) struct CellOf<'s, 'a, 'd> {
    pub(super) state: &'s mut State<'a, 'd>,
    pub(super) depth: u8,
}

impl CellOf<'_, '_, '_> {
    fn put(self, value: &str) {
        let Some(column) = self.state.builder.column(&self.state.key) else { return };
        self.state.texts.push_str(value);
        self.state.cells.push((column, self.state.texts.len()));
    }
}

impl<'de> DeserializeSeed<'de> for CellOf<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for CellOf<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        // A zero byte would look like the border between two values.
        if value.contains(LIST_SEPARATOR) {
            self.put(&value.replace(LIST_SEPARATOR, ""));
        } else {
            self.put(value);
        }
        Ok(())
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.put(if value { "True" } else { "False" });
        Ok(())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.put(&value.to_string());
        Ok(())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.put(&value.to_string());
        Ok(())
    }

    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        self.put(&value.to_string());
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        // The column exists even when nobody has a value.
        self.put("");
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let Some(column) = self.state.builder.column(&self.state.key) else {
            while list.next_element::<IgnoredAny>()?.is_some() {}
            return Ok(());
        };
        let start = self.state.texts.len();
        while let Some(item) = list.next_element::<Item>()? {
            let Item(Some(item)) = item else { continue };
            if self.state.texts.len() > start {
                self.state.texts.push(LIST_SEPARATOR);
            }
            self.state.texts.push_str(&item);
        }
        self.state.cells.push((column, self.state.texts.len()));
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        // What PowerShell's module has no property for belongs to the object itself.
        let (parent, depth) = match length_without_lifted(&self.state.key) {
            Some(above) => (above, self.depth),
            None => (self.state.key.len(), self.depth + 1),
        };
        loop {
            self.state.key.truncate(parent);
            if parent > 0 {
                self.state.key.push('.');
            }
            let start = self.state.key.len();
            if object.next_key_seed(Key(&mut self.state.key))?.is_none() {
                break;
            }
            let child = self.state.key.get(start..).unwrap_or_default();
            if depth > deepest(&self.state.key) || is_not_read(child) {
                object.next_value::<IgnoredAny>()?;
            } else {
                object.next_value_seed(CellOf { state: &mut *self.state, depth })?;
            }
        }
        self.state.key.truncate(parent);
        Ok(())
    }
}

/// Returns how much of a key is left without `AdditionalProperties` at its end.
fn length_without_lifted(key: &str) -> Option<usize> {
    let (above, last) = key.rsplit_once('.').unwrap_or(("", key));
    last.eq_ignore_ascii_case("AdditionalProperties").then_some(above.len())
}

/// Returns how deep a member may be that is read: a custom security attribute is in a set.
fn deepest(key: &str) -> u8 {
    let first = key.split('.').next().unwrap_or_default();
    if is_custom_security(first) { 2 } else { 1 }
}

/// A text, number or boolean of a list; anything else is nothing.
struct Item(Option<String>);

impl<'de> serde::Deserialize<'de> for Item {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ItemVisitor;
        impl<'de> Visitor<'de> for ItemVisitor {
            type Value = Item;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an item")
            }
            fn visit_str<E>(self, value: &str) -> Result<Item, E> {
                let value = value.replace(LIST_SEPARATOR, "");
                Ok(Item(Some(value).filter(|value| !value.is_empty())))
            }
            fn visit_bool<E>(self, value: bool) -> Result<Item, E> {
                Ok(Item(Some(if value { "True" } else { "False" }.to_owned())))
            }
            fn visit_i64<E>(self, value: i64) -> Result<Item, E> {
                Ok(Item(Some(value.to_string())))
            }
            fn visit_u64<E>(self, value: u64) -> Result<Item, E> {
                Ok(Item(Some(value.to_string())))
            }
            fn visit_f64<E>(self, value: f64) -> Result<Item, E> {
                Ok(Item(Some(value.to_string())))
            }
            fn visit_unit<E>(self) -> Result<Item, E> {
                Ok(Item(None))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Item, A::Error> {
                while list.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Item(None))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Item, A::Error> {
                while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Item(None))
            }
        }
        deserializer.deserialize_any(ItemVisitor)
    }
}

/// Returns whether a key is left alone: OData's own, and passwords, which have no place here.
pub(super) fn is_not_read(key: &str) -> bool {
    key.contains('@') || key.eq_ignore_ascii_case("passwordProfile")
}
