//! Which vendor is meant: a built-in one by its id, or a profile file by its path.

use std::borrow::Cow;
use std::path::Path;

use footbridge_vendor::{LARGEST_PROFILE, Profile, explain_all};

use crate::input::Input;
use crate::output::{Failure, LANGUAGE};

/// Returns the profile that `name` means.
pub(crate) fn profile(name: &str) -> Result<Cow<'static, Profile>, Failure> {
    if let Some(profile) = footbridge_vendor::find(name) {
        return Ok(Cow::Borrowed(profile));
    }
    let input = Input::of(Path::new(name));
    if !input.is_there() {
        let known: Vec<&str> = footbridge_vendor::built_in().iter().map(Profile::id).collect();
        return Err(Failure::Usage(format!(
            "there is no vendor and no profile file `{name}`; the vendors are {}",
            known.join(", ")
        )));
    }
    let (file, text) = (input.name(), input.text(LARGEST_PROFILE)?);
    match Profile::parse(&file, &text) {
        Ok(profile) => Ok(Cow::Owned(profile)),
        Err(errors) => Err(Failure::Told(Box::new(explain_all(&file, &errors, &LANGUAGE)))),
    }
}
