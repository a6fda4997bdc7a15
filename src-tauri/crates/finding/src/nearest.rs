//! "Did you mean": the nearest of the names that would have been right.

/// No name is this long, and comparing takes as long as both are.
const LONGEST: usize = 200;

/// Returns the name nearest to `wanted`, when it is near enough to be a slip.
///
/// Case, blanks, `_` and `-` do not count. Beyond them a name may have so many slips, each a letter
/// too many, too few, wrong or changed with its neighbour: none up to two letters, one up to five,
/// two up to nine, else three. Our choice. Of names that are equally near the one whose length is
/// nearer counts, and of those the first.
pub fn nearest<'n>(wanted: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let wanted = plain(wanted);
    let letters = wanted.chars().count();
    let most = match letters {
        0..=2 => 0,
        3..=5 => 1,
        6..=9 => 2,
        10..=LONGEST => 3,
        _ => return None,
    };
    names
        .into_iter()
        .filter_map(|name| {
            let known = plain(name);
            // Each letter too many or too few is a slip of its own.
            let apart = known.chars().count().abs_diff(letters);
            let slips = (apart <= most).then(|| strsim::osa_distance(&known, &wanted))?;
            (slips <= most).then_some((slips, apart, name))
        })
        .min_by_key(|(slips, apart, _)| (*slips, *apart))
        .map(|(_, _, name)| name)
}

fn plain(name: &str) -> String {
    name.chars()
        .filter(|letter| !matches!(letter, '_' | '-' | ' '))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_of_names_is_a_slip_away_or_none() {
        let names = ["tenant_url", "token", "minutes", "displayName", "mail"];
        let cases = [
            ("tenantUrl", Some("tenant_url"), "another spelling of the same"),
            ("tokn", Some("token"), "a letter is missing"),
            ("mintues", Some("minutes"), "two letters changed places"),
            ("DisplayNmae", Some("displayName"), "in another case, too"),
            ("display name", Some("displayName"), "with a blank"),
            ("mial", Some("mail"), "a short name has one slip"),
            ("email", Some("mail"), "a letter more"),
            ("male", None, "two slips are too many for four letters"),
            ("colour", None, "nothing is near"),
            ("", None, "nothing was written"),
        ];
        for (wanted, expected, reason) in cases {
            assert_eq!(nearest(wanted, names), expected, "{reason}");
        }
        assert_eq!(nearest(&"x".repeat(100_000), names), None, "and no time is spent on it");
    }
}
