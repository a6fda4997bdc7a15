//! Filling `{name}` in a text of the guide.

/// The placeholders of the guide's texts.
///
/// `vendor` and `app_name` come from the profile, `tenant_url` from the set-up, `expiry_days` from
/// the token, `users` from the admin's export, `source`, `target` and `precedence` from a mapping.
pub(crate) const PLACEHOLDERS: [&str; 8] =
    ["vendor", "app_name", "tenant_url", "expiry_days", "users", "source", "target", "precedence"];

/// Values by placeholder.
#[derive(Debug, Clone, Default)]
pub(crate) struct Fillings<'a>(Vec<(&'static str, &'a str)>);

impl<'a> Fillings<'a> {
    /// Returns these fillings and one more.
    pub(crate) fn with(&self, name: &'static str, value: &'a str) -> Fillings<'a> {
        Fillings(self.0.iter().copied().chain([(name, value)]).collect())
    }

    /// Fills `text` in one pass, so that a value is never read as a text; what has no value stays.
    pub(crate) fn fill(&self, text: &str) -> String {
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let known = after.split_once('}').and_then(|(name, tail)| {
                let (_, value) = self.0.iter().find(|(known, _)| *known == name)?;
                Some((*value, tail))
            });
            match known {
                Some((value, tail)) => {
                    filled.push_str(value);
                    rest = tail;
                }
                None => {
                    filled.push('{');
                    rest = after;
                }
            }
        }
        filled.push_str(rest);
        filled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_not_a_text() {
        let fillings = Fillings::default().with("vendor", "{app_name}").with("app_name", "X");
        assert_eq!(
            fillings.fill("{vendor}, {app_name}, {users}"),
            "{app_name}, X, {users}",
            "once"
        );
    }
}
