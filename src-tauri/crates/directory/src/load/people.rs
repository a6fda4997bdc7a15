//! Whether an export names its people, looked at before anything is made of it.

use std::ops::ControlFlow;

use crate::column::column_facts::shortened;
use crate::error::{DirectoryError, NameCandidate};
use crate::export::file::Export;
use crate::format::read::read_in_order;
use crate::store::chunk::Chunk;
use crate::store::directory::Directory;

/// The attributes that name a person.
const NAMES: [&str; 4] = ["userPrincipalName", "originalUserPrincipalName", "objectId", "mail"];

/// So many columns are listed in a sentence. Our choice.
const LISTED: usize = 50;
/// So many columns are there to choose from. Our choice.
const CANDIDATES: usize = 1000;

impl Export {
    /// Looks at the first people: is it a list of them, and is there a column that names them, by one of
    /// the usual attributes or one of `others`?
    ///
    /// # Errors
    /// Fails where it is not, or cannot be read.
    pub fn names_people(&self, others: &[String]) -> Result<(), DirectoryError> {
        let mut first = Directory::default();
        let mut deliver = |chunk: Chunk| {
            first = chunk.directory;
            Err(DirectoryError::Cancelled)
        };
        let mut go_on = |_| ControlFlow::Continue(());
        let mut file = self.reader();
        match read_in_order(&mut file, None, &self.choices, &mut go_on, &mut deliver) {
            Ok(_) | Err(DirectoryError::Cancelled) => {}
            Err(error) => return Err(error),
        }
        let mut names = NAMES.into_iter().chain(others.iter().map(String::as_str));
        // An empty list has no columns to choose from.
        if first.layout().columns.is_empty() || names.any(|name| first.attribute(name).is_some()) {
            return Ok(());
        }
        let columns = candidates(&first);
        let headers = columns.iter().map(|it| shortened(&it.header)).take(LISTED).collect();
        Err(DirectoryError::NobodyNamed { headers, columns })
    }
}

/// Returns the columns that may name these people, those that hold addresses first.
fn candidates(people: &Directory) -> Vec<NameCandidate> {
    let columns = people.layout().columns.iter().zip(people.columns());
    let candidates = columns.filter(|(held, _)| !held.header.is_empty()).map(|(held, cells)| {
        let example = cells.find(|_| true).map(shortened);
        NameCandidate { header: held.header.clone(), example }
    });
    let mut candidates: Vec<NameCandidate> = candidates.collect();
    let is_address = |it: &NameCandidate| it.example.as_ref().is_some_and(|it| it.contains('@'));
    candidates.sort_by_key(|it| (!is_address(it), it.example.is_none()));
    candidates.truncate(CANDIDATES);
    candidates
}
