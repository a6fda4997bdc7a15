//! "Did you mean": the nearest of the names that would have been right.

/// Returns the name nearest to `wanted`, when it is near enough to be a slip.
///
/// Case, `_` and `-` do not count; beyond them one slip for every four characters. Our choice.
pub(crate) fn nearest<'n>(
    wanted: &str,
    names: impl IntoIterator<Item = &'n str>,
) -> Option<&'n str> {
    let plain = |name: &str| -> String {
        name.chars()
            .filter(|c| !matches!(c, '_' | '-' | ' '))
            .flat_map(char::to_lowercase)
            .collect()
    };
    let wanted = plain(wanted);
    names
        .into_iter()
        .map(|name| (strsim::osa_distance(&plain(name), &wanted), name))
        .min_by_key(|(distance, _)| *distance)
        .filter(|(distance, _)| *distance <= wanted.chars().count().max(4) / 4)
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_recognised_and_strangers_are_not() {
        let names = ["tenant_url", "token", "minutes"];
        let cases = [
            ("tenantUrl", Some("tenant_url"), "another spelling of the same"),
            ("tokn", Some("token"), "a letter is missing"),
            ("mintues", Some("minutes"), "two letters changed places"),
            ("colour", None, "nothing is near"),
        ];
        for (wanted, expected, reason) in cases {
            assert_eq!(nearest(wanted, names), expected, "{reason}");
        }
    }
}
