//! Why no mappings can be read from a schema.

use footbridge_finding::{Explain, Finding, Language, Place};
use serde_json::Value;

use crate::finding::code::SchemaCode;

/// A text from which no mappings of users could be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SchemaError {
    /// The text is not JSON.
    #[error("the text is not JSON: {message}")]
    NotJson {
        /// The line, counted from 1.
        line: u32,
        /// The column, counted from 1.
        column: u32,
        /// What the JSON reader says.
        message: String,
    },
    /// The JSON is no synchronization schema and holds none.
    #[error("the JSON holds no synchronization schema")]
    NotASchema {
        /// The outermost keys that were found.
        keys: Vec<String>,
    },
    /// `ConvertTo-Json` wrote the name of a type in the place of what lies deeper than it goes.
    #[error("`{path}` was cut when the document was written")]
    Cut {
        /// The first property that was cut.
        path: String,
    },
    /// The schema does not map `User` to a SCIM user.
    #[error("no object mapping leads from User to a SCIM user")]
    NoUserMapping {
        /// The object mappings that were found, as `source → target`.
        found: Vec<String>,
    },
    /// The schema maps `User` to a SCIM user more than once, and not exactly one of these is enabled.
    #[error("several object mappings lead from User to a SCIM user")]
    SeveralUserMappings {
        /// Their names.
        names: Vec<String>,
    },
    /// A property does not have the shape that Graph documents.
    #[error("`{path}` has a shape that is not known")]
    UnknownShape {
        /// The property, such as `synchronizationRules[0].objectMappings`.
        path: String,
        /// The start of what it holds, as JSON.
        found: String,
    },
}

/// The characters of a found value that are quoted.
const QUOTED: usize = 80;

impl SchemaError {
    /// Tells of a property at a JSON pointer that was cut.
    pub(super) fn cut(pointer: &str) -> Self {
        SchemaError::Cut { path: path(pointer) }
    }

    /// Tells of the property at a JSON pointer.
    pub(super) fn unknown_shape(pointer: &str, found: Option<&Value>) -> Self {
        let found = found.unwrap_or(&Value::Null).to_string();
        let cut = found.char_indices().nth(QUOTED);
        let found = match cut.and_then(|(end, _)| found.get(..end)) {
            Some(start) => format!("{start}…"),
            None => found,
        };
        SchemaError::UnknownShape { path: path(pointer), found }
    }
}

/// Writes a JSON pointer as people write a path: `/value/0/schema` is `value[0].schema`.
fn path(pointer: &str) -> String {
    let mut path = String::new();
    for step in pointer.split('/').skip(1) {
        if step.bytes().all(|byte| byte.is_ascii_digit()) {
            path.push_str(&format!("[{step}]"));
        } else {
            if !path.is_empty() {
                path.push('.');
            }
            path.push_str(step);
        }
    }
    path
}

impl From<serde_json::Error> for SchemaError {
    fn from(error: serde_json::Error) -> Self {
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        SchemaError::NotJson {
            line: number(error.line()),
            column: number(error.column()),
            message: error.to_string(),
        }
    }
}

impl Explain for SchemaError {
    fn explain(&self, language: &Language) -> Finding {
        match self {
            SchemaError::NotJson { line, column, message } => {
                let place = Place { line: Some(*line), column: Some(*column), ..Place::default() };
                SchemaCode::NotJson.finding(language, &[]).with_evidence(message.as_str()).at(place)
            }
            SchemaError::NotASchema { keys } => {
                let finding = SchemaCode::NotASchema.finding(language, &[]);
                if keys.is_empty() { finding } else { finding.with_evidence(keys.join(", ")) }
            }
            SchemaError::Cut { path } => {
                SchemaCode::Cut.finding(language, &[("path", path)]).in_field(path.as_str())
            }
            SchemaError::NoUserMapping { found } => {
                let finding = SchemaCode::NoUserMapping.finding(language, &[]);
                if found.is_empty() { finding } else { finding.with_evidence(found.join("\n")) }
            }
            SchemaError::SeveralUserMappings { names } => {
                SchemaCode::SeveralUserMappings.finding(language, &[("names", &names.join(", "))])
            }
            SchemaError::UnknownShape { path, found } => SchemaCode::UnknownShape
                .finding(language, &[("path", path)])
                .with_evidence(found.as_str())
                .in_field(path.as_str()),
        }
    }
}
