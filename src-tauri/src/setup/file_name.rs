//! The names of the files that are saved.

/// Returns a file name out of the vendor's name and what the file is.
pub(crate) fn for_vendor(vendor: &str, what: &str) -> String {
    let vendor: String =
        vendor.chars().map(|letter| if letter.is_alphanumeric() { letter } else { '-' }).collect();
    format!("Footbridge-{vendor}{what}")
}
