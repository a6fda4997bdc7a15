//! Whether an export names its people, looked at before anything is made of it.

use std::ops::ControlFlow;
use std::sync::Arc;

use crate::column::column_facts::shortened;
use crate::error::DirectoryError;
use crate::export::file::Export;
use crate::format::read::read_in_order;
use crate::store::chunk::Chunk;

/// The attributes that name a person.
const NAMES: [&str; 4] = ["userPrincipalName", "originalUserPrincipalName", "objectId", "mail"];

/// So many columns are listed to choose from. Our choice.
const LISTED: usize = 50;

impl Export {
    /// Looks at the first people: is it a list of them, and is there a column that names them, by one of
    /// the usual attributes or one of `others`?
    ///
    /// # Errors
    /// Fails where it is not, or cannot be read.
    pub fn names_people(&self, others: &[String]) -> Result<(), DirectoryError> {
        let mut layout = Arc::default();
        let mut deliver = |chunk: Chunk| {
            layout = Arc::clone(chunk.directory.layout());
            Err(DirectoryError::Cancelled)
        };
        let mut go_on = |_| ControlFlow::Continue(());
        let mut file = self.reader();
        match read_in_order(&mut file, None, &self.choices, &mut go_on, &mut deliver) {
            Ok(_) | Err(DirectoryError::Cancelled) => {}
            Err(error) => return Err(error),
        }
        let mut names = NAMES.into_iter().chain(others.iter().map(String::as_str));
        if names.any(|name| layout.attribute(name).is_some()) {
            return Ok(());
        }
        let headers = layout.columns.iter().filter(|it| !it.header.is_empty());
        let headers = headers.map(|it| shortened(&it.header)).take(LISTED).collect();
        Err(DirectoryError::NobodyNamed { headers })
    }
}
