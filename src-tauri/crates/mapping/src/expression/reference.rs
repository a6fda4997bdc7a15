//! Which attribute of a directory a name in a mapping means.

use footbridge_directory::attribute::{ATTRIBUTES, AttributeKind};
use footbridge_directory::{AttributeIndex, Directory};

/// Returns the reference that a name such as `manager.displayName` wants to be followed.
///
/// An export may have a column of that name; provisioning has no such attribute, and no page of
/// Microsoft's shows one.
pub(crate) fn followed(name: &str) -> Option<&'static str> {
    let (head, _) = name.split_once('.')?;
    let references = ATTRIBUTES.iter().filter(|it| it.kind == AttributeKind::Reference);
    references.map(|it| it.name).find(|reference| reference.eq_ignore_ascii_case(head))
}

/// Returns the attribute of a directory that a mapping reads by this name.
pub(crate) fn attribute(directory: &Directory, name: &str) -> Option<AttributeIndex> {
    // Most names have no point in them.
    if name.contains('.') && followed(name).is_some() {
        return None;
    }
    directory.attribute(name)
}
