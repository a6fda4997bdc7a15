//! What the admin says of the columns of a file, put together with what was said before.

use footbridge_directory::{Column, ColumnChoice, chosen};

/// Returns what is said of the columns after one choice more. Of two columns for one attribute the one that
/// was chosen last holds it; the other is left out. What is said of no column, its name says.
pub(super) fn with_choice(
    mut said: Vec<ColumnChoice>,
    columns: &[Column],
    choice: ColumnChoice,
) -> Vec<ColumnChoice> {
    let wanted = choice.attribute.as_deref().map(|attribute| chosen(attribute).0);
    let gives_way = |it: &&Column| {
        wanted.is_some()
            && it.attribute.as_deref() == wanted
            && !is_same(&it.header, &choice.header)
    };
    let left_out: Vec<ColumnChoice> = columns
        .iter()
        .filter(gives_way)
        .map(|column| ColumnChoice { header: column.header.clone(), attribute: None })
        .collect();
    for new in left_out.into_iter().chain([choice]) {
        said.retain(|known| !is_same(&known.header, &new.header));
        said.push(new);
    }
    said
}

/// Columns are told apart without capitals and blanks around their names.
fn is_same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(header: &str, attribute: Option<&str>) -> ColumnChoice {
        ColumnChoice { header: header.to_owned(), attribute: attribute.map(str::to_owned) }
    }

    #[test]
    fn choice_keeps_what_was_said_of_other_columns() {
        let file = "Mail,E-post,Login,Gesperrt\na@n.example,b@n.example,a,ja\n";
        let mut source = file.as_bytes();
        let go_on = &mut |_| std::ops::ControlFlow::Continue(());
        let language = &super::super::LANGUAGE;
        let read = footbridge_directory::read(&mut source, "u.csv", None, language, go_on);
        let (people, summary) = read.unwrap();
        let mut said = Vec::new();
        let mut columns = summary.columns;
        for (header, attribute, expected, reason) in [
            (
                "Login",
                Some("userPrincipalName"),
                &[("Login", Some("userPrincipalName"))][..],
                "one alone",
            ),
            (
                "E-post",
                Some("mail"),
                &[("Login", Some("userPrincipalName")), ("Mail", None), ("E-post", Some("mail"))],
                "it takes the other's place",
            ),
            (
                "gesperrt ",
                Some("!accountEnabled"),
                &[
                    ("Login", Some("userPrincipalName")),
                    ("Mail", None),
                    ("E-post", Some("mail")),
                    ("gesperrt ", Some("!accountEnabled")),
                ],
                "the opposite",
            ),
            (
                "Gesperrt",
                None,
                &[
                    ("Login", Some("userPrincipalName")),
                    ("Mail", None),
                    ("E-post", Some("mail")),
                    ("Gesperrt", None),
                ],
                "said anew of the same column",
            ),
        ] {
            said = with_choice(said, &columns, choice(header, attribute));
            let expected: Vec<_> = expected.iter().map(|(name, it)| choice(name, *it)).collect();
            assert_eq!(said, expected, "{reason}");
            columns = people.with_columns(&said, language).unwrap().1.columns;
        }
    }
}
