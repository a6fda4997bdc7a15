//! The strict reader: a profile file is refused with every problem in it, each with its place.
//!
//! Three passes. The document is read as TOML. Its shape and its single values are held against the
//! JSON Schema ([`shape`]). What entries mean together is checked on the typed file ([`whole`]).

mod document;
mod error;
mod shape;
mod value;
mod whole;

use serde::Deserialize;
use toml::Spanned;
use toml::de::DeValue;

use crate::format::{FORMAT_VERSION, ProfileFile};
use crate::schema::profile_schema;
use document::{Document, Path};
pub(crate) use error::TEXTS;
pub use error::{Problem, ProfileError, explain_all};
pub(crate) use whole::OwnerOf;

/// Reads a profile file as far as its own entries go.
///
/// # Errors
/// Returns every problem found, in the order of the file.
pub(crate) fn read(
    file_name: &str,
    text: &str,
    owner_of: OwnerOf<'_>,
) -> Result<ProfileFile, Vec<ProfileError>> {
    let document = Document::parse(file_name, text).map_err(|errors| {
        errors
            .into_iter()
            .map(|(place, message)| ProfileError { problem: Problem::Syntax { message }, place })
            .collect::<Vec<_>>()
    })?;
    check_version(&document)?;
    let mut problems = shape::check(&document, profile_schema());
    let deserializer = toml::Deserializer::parse(text).map(ProfileFile::deserialize);
    let file = match deserializer {
        Ok(Ok(file)) => {
            // What is wrong already is not told a second time as breaking a rule.
            let mut more = whole::check(&document, &file, owner_of);
            more.retain(|other| problems.iter().all(|problem| problem.place != other.place));
            problems.extend(more);
            Some(file)
        }
        // The shape check has said why; should it not have, the file is still refused.
        Ok(Err(error)) | Err(error) => {
            if problems.is_empty() {
                problems.push(ProfileError {
                    problem: Problem::Unreadable { message: error.message().to_owned() },
                    place: document.place(error.span().unwrap_or(0..0), None),
                });
            }
            None
        }
    };
    problems.sort_by_key(|problem| (problem.place.line, problem.place.column));
    match file {
        Some(file) if problems.is_empty() => Ok(file),
        _ => Err(problems),
    }
}

/// Refuses another version at once: its keys would only be misread.
fn check_version(document: &Document<'_>) -> Result<(), Vec<ProfileError>> {
    let Some(version) = document.root.get_ref().get("format") else {
        return Ok(());
    };
    let DeValue::Integer(number) = Spanned::get_ref(version) else {
        return Ok(());
    };
    if number.to_string() == FORMAT_VERSION.to_string() {
        return Ok(());
    }
    Err(vec![ProfileError {
        problem: Problem::Version { found: number.to_string() },
        place: document.place_of(&Path::default().key("format")),
    }])
}

/// Returns what a file of another schema has wrong in its shape.
#[cfg(test)]
pub(crate) fn check_shape(
    file_name: &str,
    text: &str,
    schema: &serde_json::Value,
) -> Vec<ProfileError> {
    shape::check(&Document::parse(file_name, text).unwrap(), schema)
}
