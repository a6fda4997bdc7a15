//! Which vendor is meant: a built-in one by its id, or a profile file by its path.

use std::borrow::Cow;
use std::path::Path;

use footbridge_vendor::{Profile, explain_all};

use crate::output::{Failure, LANGUAGE};

/// Returns the profile that `name` means.
pub(crate) fn profile(name: &str) -> Result<Cow<'static, Profile>, Failure> {
    if let Some(profile) = footbridge_vendor::find(name) {
        return Ok(Cow::Borrowed(profile));
    }
    let path = Path::new(name);
    if !path.exists() {
        let known: Vec<&str> = footbridge_vendor::built_in().iter().map(Profile::id).collect();
        return Err(Failure::Usage(format!(
            "there is no vendor and no profile file `{name}`; the vendors are {}",
            known.join(", ")
        )));
    }
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    let text = std::fs::read_to_string(path).map_err(|error| Failure::of_io(name, &error))?;
    match Profile::parse(&file, &text) {
        Ok(profile) => Ok(Cow::Owned(profile)),
        Err(errors) => Err(Failure::Told(Box::new(explain_all(&file, &errors, &LANGUAGE)))),
    }
}
