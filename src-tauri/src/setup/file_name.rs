//! The names of the files that are saved.

/// How many letters of a vendor's name are in a file's: our choice, so that no system finds it too long.
const MOST_LETTERS: usize = 60;

/// Returns a file name out of the vendor's name and what the file is, which every system takes.
pub(crate) fn for_vendor(vendor: &str, what: &str) -> String {
    let letters = vendor.chars().take(MOST_LETTERS);
    let vendor: String =
        letters.map(|letter| if letter.is_alphanumeric() { letter } else { '-' }).collect();
    format!("Footbridge-{vendor}{what}")
}

#[cfg(test)]
mod tests {
    use footbridge_file::is_windows_name;

    use super::*;

    #[test]
    fn name_is_one_that_every_system_has() {
        let long = "社".repeat(300);
        for vendor in
            ["Secure Practice", "CON", "a:b", "../..", "C:\\x", "nul.", "a\u{202e}b", "", &long]
        {
            for what in [".html", ".md", "-schema.json", "-organisation.csv", "-organisation.svg"] {
                let name = for_vendor(vendor, what);
                assert!(is_windows_name(&name) && name.len() <= 255, "{name}");
            }
        }
    }
}
