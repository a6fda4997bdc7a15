//! Which attribute each column of a file holds: by its name, or as the admin says.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::attribute::{self, AttributeKind, BooleanWord, read_boolean};
use super::header::{Claim, chosen, named};
use crate::work::look;

/// How many columns are kept. What is known of a column takes hundreds of bytes, and a file may have
/// one for every ten; Excel has 16,384 at most. Our choice.
pub(crate) const MOST_COLUMNS: usize = 1 << 17;

/// What the admin says a column holds. It counts before what the column's name says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ColumnChoice {
    /// The column's name in the file; capitals and blanks around it do not count.
    pub header: String,
    /// Entra's name of the source attribute, with `!` before it where the column holds its opposite;
    /// `None` leaves the column out.
    pub attribute: Option<String>,
}

/// What the admin says of the columns, by name.
#[derive(Debug, Clone, Default)]
pub(crate) struct Choices(HashMap<String, ColumnChoice>);

impl Choices {
    pub(crate) fn new(choices: &[ColumnChoice]) -> Self {
        Choices(choices.iter().map(|it| (folded(&it.header), it.clone())).collect())
    }

    /// Returns the same without these columns.
    pub(crate) fn without(&self, headers: &[String]) -> Self {
        let mut choices = self.clone();
        choices.0.extend(headers.iter().map(|header| {
            (folded(header), ColumnChoice { header: header.clone(), attribute: None })
        }));
        choices
    }

    /// Returns what is said of a column of this name.
    pub(crate) fn of(&self, header: &str) -> Option<&ColumnChoice> {
        if self.0.is_empty() { None } else { self.0.get(&folded(header)) }
    }
}

/// How an attribute reads its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// One text; of several the first.
    Text,
    /// One text, or the first of a list that is written as a text.
    First,
    /// Several texts.
    List,
    /// Several texts where the column has several, else one.
    Any,
    /// As `True` or `False`.
    Boolean,
    /// As `False` or `True`: `IsSoftDeleted` out of `accountEnabled`, and this out of "Block
    /// credential".
    Inverted,
    /// A user principal name, with guests under their own address.
    WithoutExternal,
}

/// The attributes that Entra derives where no column holds them, each with the one that it is
/// derived from and how.
pub(crate) const DERIVED: [(&str, &str, Reading); 2] = [
    ("IsSoftDeleted", "accountEnabled", Reading::Inverted),
    ("originalUserPrincipalName", "userPrincipalName", Reading::Text),
];

/// Returns the attribute that an export has a column for: where Entra derives `attribute` from
/// another one, that one, such as `accountEnabled` for `IsSoftDeleted`.
pub fn exported_name(attribute: &str) -> &str {
    let derived = DERIVED.iter().find(|(name, ..)| *name == attribute);
    derived.map_or(attribute, |(_, from, _)| from)
}

/// An attribute and the column that holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Attribute {
    pub(crate) name: String,
    pub(crate) column: usize,
    pub(crate) reading: Reading,
}

/// A column and what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Held {
    pub(crate) header: String,
    /// The known attribute that it holds, or that the admin chose.
    pub(crate) attribute: Option<String>,
    /// It holds the opposite of the attribute.
    pub(crate) opposite: bool,
    /// The place of another column that holds the same and counts instead.
    pub(crate) same_as: Option<usize>,
}

/// The columns of a file and the attributes that they make.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Layout {
    pub(crate) columns: Vec<Held>,
    pub(crate) attributes: Vec<Attribute>,
    /// The places of the attributes in the order of their names.
    by_name: Vec<u32>,
}

impl Layout {
    /// Decides what columns of these names hold. Of two columns for one attribute the one that the
    /// admin chose counts, else the first.
    pub(crate) fn new(headers: &[String], choices: &Choices) -> Self {
        look(headers.len());
        let mut wanted: Vec<Wanted> = headers.iter().map(|it| Wanted::new(it, choices)).collect();
        let is_held = |name: &str| {
            let mut sure = wanted.iter().filter(|it| !it.for_want_of_another);
            sure.any(|it| it.held.attribute.as_deref() == Some(name))
        };
        let needless: Vec<bool> = wanted
            .iter()
            .map(|it| it.for_want_of_another && it.held.attribute.as_deref().is_some_and(is_held))
            .collect();
        for (column, _) in wanted.iter_mut().zip(needless).filter(|(_, needless)| *needless) {
            column.held.attribute = None;
        }
        // The first of each kind counts; what was chosen comes before what was guessed.
        let mut first: HashMap<String, usize> = HashMap::new();
        for chosen in [true, false] {
            for (place, column) in wanted.iter().enumerate() {
                if column.chosen == chosen {
                    first.entry(column.key()).or_insert(place);
                }
            }
        }
        for (place, column) in wanted.iter_mut().enumerate() {
            let key = column.key();
            let first = first.get(&key).copied().filter(|first| !key.is_empty() && *first != place);
            column.held.same_as = first;
        }
        let attributes = attributes(&wanted);
        Layout::of(wanted.into_iter().map(|column| column.held).collect(), attributes)
    }

    /// Returns the layout of these columns and attributes.
    pub(crate) fn of(columns: Vec<Held>, attributes: Vec<Attribute>) -> Self {
        let mut by_name: Vec<u32> = (0..).take(attributes.len()).collect();
        let name = |place: &u32| attributes.get(*place as usize).map(|it| it.name.as_str());
        // Of equal names the first stays the first.
        by_name.sort_by(|one, other| name(one).cmp(&name(other)));
        Layout { columns, attributes, by_name }
    }

    /// Returns the layout without the attributes in these columns, which are then not there.
    pub(crate) fn without(&self, columns: &[usize]) -> Self {
        let attributes = self.attributes.iter().filter(|it| !columns.contains(&it.column));
        Layout::of(self.columns.clone(), attributes.cloned().collect())
    }

    /// Returns the place of the attribute of this name.
    pub(crate) fn attribute(&self, wanted: &str) -> Option<usize> {
        let name = |place: &u32| self.attributes.get(*place as usize).map(|it| it.name.as_str());
        let at = self.by_name.partition_point(|place| name(place) < Some(wanted));
        let place = self.by_name.get(at).filter(|place| name(place) == Some(wanted))?;
        Some(*place as usize)
    }

    /// Returns whether any column holds a known attribute.
    pub(crate) fn holds_any(&self) -> bool {
        self.columns.iter().any(|column| column.attribute.is_some())
    }

    /// Returns the columns that hold what another one holds, too, each with that one.
    pub(crate) fn duplicates(&self) -> impl Iterator<Item = (usize, usize)> {
        let columns = self.columns.iter().enumerate();
        columns.filter_map(|(place, held)| Some((place, held.same_as?)))
    }

    /// Returns whether two cells of columns that hold the same say the same. Where the second has no
    /// value, nothing is lost with it.
    pub(crate) fn agree(
        &self,
        (first, one): (usize, &str),
        (second, other): (usize, &str),
    ) -> bool {
        let is_opposite = |place: usize| self.columns.get(place).is_some_and(|it| it.opposite);
        let said = |text: &str, place: usize| {
            read_boolean(text).map(|word| match word {
                BooleanWord::Answer(answer) => answer != is_opposite(place),
                BooleanWord::State(enabled) => enabled,
            })
        };
        let bare = |text: &str| text.trim_matches(['{', '}', ' ']).to_lowercase();
        let is_opposite_of_other = is_opposite(first) != is_opposite(second);
        other.is_empty()
            || (one == other && !is_opposite_of_other)
            || (self.is_boolean(first) && said(one, first) == said(other, second))
            || (!self.is_boolean(first) && bare(one) == bare(other))
    }

    /// Returns whether a column is read as a boolean.
    pub(crate) fn is_boolean(&self, column: usize) -> bool {
        // They are in the order of their columns.
        let first = self.attributes.partition_point(|it| it.column < column);
        let mut held = self.attributes.iter().skip(first).take_while(|it| it.column == column);
        held.any(|it| matches!(it.reading, Reading::Boolean | Reading::Inverted))
    }
}

/// A column while it is decided.
struct Wanted {
    held: Held,
    chosen: bool,
    /// It holds the attribute where no other column does.
    for_want_of_another: bool,
}

impl Wanted {
    fn new(header: &str, choices: &Choices) -> Self {
        let choice = choices.of(header);
        let known = named(header).filter(|_| choice.is_none());
        let claim = known.map(|known| known.claim);
        let (attribute, opposite) = match choice.map(|choice| choice.attribute.as_deref()) {
            Some(attribute) => attribute.map(chosen).unzip(),
            None => known.map(|it| (it.attribute.name, it.claim == Claim::Opposite)).unzip(),
        };
        Wanted {
            held: Held {
                header: header.to_owned(),
                attribute: attribute.map(str::to_owned),
                opposite: opposite.unwrap_or_default(),
                same_as: None,
            },
            chosen: choice.is_some(),
            for_want_of_another: claim == Some(Claim::ForWantOfAnother),
        }
    }

    /// Two columns with the same key hold the same; one without a key is not read at all.
    fn key(&self) -> String {
        match &self.held.attribute {
            Some(attribute) => format!("={attribute}"),
            None if self.chosen || self.held.header.is_empty() => String::new(),
            None => folded(&self.held.header),
        }
    }
}

fn folded(header: &str) -> String {
    header.trim().to_lowercase()
}

/// Returns the attributes that the columns make, with those that Entra derives.
fn attributes(columns: &[Wanted]) -> Vec<Attribute> {
    let holds = |name: &str| {
        columns.iter().any(|column| column.held.attribute.as_deref().is_some_and(|it| it == name))
    };
    let mut attributes = Vec::new();
    for (column, wanted) in columns.iter().enumerate() {
        if wanted.held.same_as.is_some() || wanted.key().is_empty() {
            continue;
        }
        let mut add = |name: &str, reading: Reading| {
            attributes.push(Attribute { name: name.to_owned(), column, reading });
        };
        match wanted.held.attribute.as_deref() {
            None => add(&wanted.held.header, Reading::Any),
            Some(name) => {
                let turned = |reading: Reading| match reading {
                    Reading::Boolean if wanted.held.opposite => Reading::Inverted,
                    Reading::Inverted if wanted.held.opposite => Reading::Boolean,
                    reading => reading,
                };
                add(name, turned(reading(name)));
                let derived = DERIVED.iter().find(|(_, from, _)| *from == name);
                if let Some((name, _, reading)) = derived.filter(|(name, ..)| !holds(name)) {
                    add(name, turned(*reading));
                }
            }
        }
    }
    attributes
}

fn reading(name: &str) -> Reading {
    let known = attribute::ATTRIBUTES.iter().find(|known| known.name == name);
    match known.map(|known| known.kind) {
        _ if name == "userPrincipalName" => Reading::WithoutExternal,
        Some(AttributeKind::Boolean) => Reading::Boolean,
        Some(AttributeKind::List) => Reading::List,
        Some(AttributeKind::FirstOf) => Reading::First,
        None => Reading::Any,
        Some(AttributeKind::Text | AttributeKind::Reference) => Reading::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(headers: &[&str], choices: &[(&str, Option<&str>)]) -> Vec<String> {
        let headers: Vec<String> = headers.iter().map(|it| (*it).to_owned()).collect();
        let choices: Vec<ColumnChoice> = choices
            .iter()
            .map(|(header, attribute)| ColumnChoice {
                header: (*header).to_owned(),
                attribute: attribute.map(str::to_owned),
            })
            .collect();
        let layout = Layout::new(&headers, &Choices::new(&choices));
        layout.attributes.iter().map(|it| format!("{}={}", it.name, it.column)).collect()
    }

    #[test]
    fn names_decide_unless_the_admin_does() {
        for (headers, choices, expected, reason) in [
            (&["mail", "city"][..], &[][..], &["mail=0", "city=1"][..], "known names"),
            (&["Avdeling"], &[], &["Avdeling=0"], "an unknown name is an attribute of that name"),
            (&["Avdeling"], &[("avdeling ", Some("department"))], &["department=0"], "chosen"),
            (&["mail", "Mail"], &[], &["mail=0"], "the first of two"),
            (&["mail", "E-post"], &[("E-post", Some("mail"))], &["mail=1"], "chosen before known"),
            (&["mail", "city"], &[("mail", None)], &["city=1"], "left out"),
            (&["costUnit", "COSTUNIT", ""], &[], &["costUnit=0"], "equal and empty names"),
            (
                &["accountEnabled"],
                &[],
                &["accountEnabled=0", "IsSoftDeleted=0"],
                "Entra turns it round",
            ),
            (
                &["Block credential"],
                &[],
                &["accountEnabled=0", "IsSoftDeleted=0"],
                "turned round twice",
            ),
            (&["Name", "mail"], &[], &["displayName=0", "mail=1"], "for want of another"),
            (&["Name", "DisplayName"], &[], &["Name=0", "displayName=1"], "there is another"),
            (
                &["Gesperrt"],
                &[("Gesperrt", Some("!accountEnabled"))],
                &["accountEnabled=0", "IsSoftDeleted=0"],
                "the opposite, as the admin says",
            ),
            (
                &["Aktiv", "Login"],
                &[("Aktiv", Some("IsSoftDeleted")), ("Login", Some("userPrincipalName"))],
                &["IsSoftDeleted=0", "userPrincipalName=1", "originalUserPrincipalName=1"],
                "chosen ones are derived from, too",
            ),
        ] {
            assert_eq!(held(headers, choices), expected, "{reason}");
        }
    }

    #[test]
    fn who_holds_the_same_is_told() {
        let headers = ["id".to_owned(), "objectId".to_owned(), "x".to_owned()];
        let duplicates = |choices: &[ColumnChoice]| -> Vec<bool> {
            Layout::new(&headers, &Choices::new(choices))
                .columns
                .iter()
                .map(|it| it.same_as.is_some())
                .collect()
        };
        assert_eq!(duplicates(&[]), [false, true, false], "the second is not used");
        let second = ColumnChoice { header: "objectId".into(), attribute: Some("objectId".into()) };
        assert_eq!(duplicates(&[second]), [true, false, false], "unless it is asked for");
    }
}
