//! Users out of JSON: an object is one, or a page of them; a list holds both.

use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

use super::cell::{CellOf, Key, is_not_read};
use super::state::State;
use crate::record::skipped::{Detail, SkipReason};

/// Reads users: an object, or a list of objects or pages.
pub(super) struct Users<'s, 'a, 'd>(pub(super) &'s mut State<'a, 'd>);

impl<'de> DeserializeSeed<'de> for Users<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Users<'_, '_, '_> {
    fn not_an_object<E>(self) -> Result<(), E> {
        self.0.builder.skip(SkipReason::NotAnObject, self.0.line, Detail::default);
        Ok(())
    }
}

impl<'de> Visitor<'de> for Users<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("users")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element_seed(Users(&mut *self.0))?.is_some() {
            if self.0.failed.is_some() {
                return Err(A::Error::custom("stopped"));
            }
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        let state = self.0;
        state.clear();
        let (mut page, mut next_link) = (false, false);
        loop {
            state.key.clear();
            if object.next_key_seed(Key(&mut state.key))?.is_none() {
                break;
            }
            if state.key.eq_ignore_ascii_case("value") {
                page = true;
                object.next_value_seed(Users(&mut *state))?;
                state.clear();
            } else if state.key == "@odata.nextLink" {
                next_link = true;
                object.next_value::<IgnoredAny>()?;
            } else if page || is_not_read(&state.key) {
                object.next_value::<IgnoredAny>()?;
            } else {
                object.next_value_seed(CellOf { state, depth: 0 })?;
            }
        }
        if page || (next_link && state.cells.is_empty()) {
            state.more_pages |= next_link;
            state.last_page_ended = !next_link;
            state.clear();
        } else {
            state.commit();
        }
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        self.not_an_object()
    }
    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        self.not_an_object()
    }
    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        self.not_an_object()
    }
    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        self.not_an_object()
    }
    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        self.not_an_object()
    }
    fn visit_unit<E>(self) -> Result<(), E> {
        self.not_an_object()
    }
}
