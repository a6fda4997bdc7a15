//! `footbridge vendors`

use std::io::stdout;

use crate::arguments::VendorsOptions;
use crate::ending::Ending;
use crate::output::{Failure, LANGUAGE, json, line};

/// Lists the built-in profiles.
pub(crate) fn run(options: &VendorsOptions) -> Result<Ending, Failure> {
    let mut out = stdout().lock();
    let profiles = footbridge_vendor::built_in();
    if options.json {
        let vendors: Vec<_> = profiles.iter().map(|profile| profile.vendor(&LANGUAGE)).collect();
        json(&mut out, &vendors)?;
        return Ok(Ending::Good);
    }
    for profile in profiles {
        let card = profile.card(&LANGUAGE);
        line(&mut out, format!("{:<16} {}\n{:16} {}", card.id, card.name, "", card.line))?;
    }
    Ok(Ending::Good)
}
