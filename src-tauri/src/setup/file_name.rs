//! File names: of what was opened, and for what is saved.

use std::path::Path;

/// Returns a file's name without its folder.
pub(crate) fn of_path(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Returns a file name out of the vendor's name and what the file is.
pub(crate) fn for_vendor(vendor: &str, what: &str) -> String {
    let vendor: String =
        vendor.chars().map(|letter| if letter.is_alphanumeric() { letter } else { '-' }).collect();
    format!("Footbridge-{vendor}{what}")
}
