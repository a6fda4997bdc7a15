//! The profiles that come with Footbridge: every file in `profiles/`, collected by the build script.

use std::sync::LazyLock;

use crate::profile::Profile;

/// File names and texts.
pub(crate) const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/profiles.rs"));

static PROFILES: LazyLock<Vec<Profile>> = LazyLock::new(|| {
    let mut profiles: Vec<Profile> = FILES
        .iter()
        .map(|(name, text)| {
            let profile = Profile::of_built_in(name, text);
            #[expect(clippy::expect_used, reason = "compiled in, and a test reads each of them")]
            profile.expect("a built-in profile is valid")
        })
        .collect();
    profiles.sort_by_key(|profile| (profile.is_other(), profile.name().to_lowercase()));
    profiles
});

/// Returns the built-in profiles by name, the one for every other vendor last.
pub fn built_in() -> &'static [Profile] {
    &PROFILES
}

/// Returns the built-in profile with this stable name.
pub fn find(id: &str) -> Option<&'static Profile> {
    built_in().iter().find(|profile| profile.id() == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_profile_is_valid() {
        for (name, text) in FILES {
            let problems = match Profile::of_built_in(name, text) {
                Ok(_) => Vec::new(),
                Err(errors) => errors.iter().map(ToString::to_string).collect(),
            };
            assert!(problems.is_empty(), "{name}:\n{}", problems.join("\n"));
        }
    }
}
