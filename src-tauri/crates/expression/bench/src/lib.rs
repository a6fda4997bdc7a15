//! The users of the benchmark, made up and always the same.
//!
//! Row `n` depends on `n` alone, so that any part of the file can be made without the rest. A line
//! of the file has about 163 bytes: names of four countries, departments of up to three levels with
//! gaps, quoted commas, letters beyond ASCII.

use std::io::{self, Write};

/// The columns of the file.
pub const COLUMNS: [&str; 12] = [
    "userPrincipalName",
    "givenName",
    "surname",
    "displayName",
    "mail",
    "department",
    "jobTitle",
    "country",
    "city",
    "employeeId",
    "mobile",
    "accountEnabled",
];

/// One user: a text for each of [`COLUMNS`], empty for no value.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct User {
    /// The texts, in the order of [`COLUMNS`].
    pub values: [String; 12],
}

impl User {
    /// Returns the value of a column; empty for a name that is none.
    pub fn get(&self, column: &str) -> &str {
        let at = COLUMNS.iter().position(|name| *name == column);
        at.and_then(|at| self.values.get(at)).map_or("", String::as_str)
    }
}

struct Country {
    code: &'static str,
    given: [&'static str; 6],
    surnames: [&'static str; 6],
    cities: [&'static str; 3],
    dial: &'static str,
}

const COUNTRIES: [Country; 4] = [
    Country {
        code: "NO",
        given: ["Kari", "Bjørn", "Ingrid", "Øystein", "Solveig", "Håkon"],
        surnames: ["Nordmann", "Ødegård", "Hansen", "Bakke", "Sæther", "Lie"],
        cities: ["Oslo", "Tromsø", "Bergen"],
        dial: "+47",
    },
    Country {
        code: "DE",
        given: ["Jürgen", "Sabine", "Lukas", "Grete", "Jörg", "Anna"],
        surnames: ["Müller", "Schäfer", "Weiß", "Schmidt", "Vogel", "König"],
        cities: ["Köln", "Berlin", "Frankfurt, Main"],
        dial: "+49",
    },
    Country {
        code: "FR",
        given: ["Zoé", "Rémi", "Chloé", "Luc", "Inès", "Paul"],
        surnames: ["Lefèvre", "Martin", "Dubois", "Bérard", "Moreau", "Petit"],
        cities: ["Paris", "Orléans", "Lyon"],
        dial: "+33",
    },
    Country {
        code: "GB",
        given: ["John", "Mary", "Oliver", "Grace", "Harry", "Emily"],
        surnames: ["Smith", "O'Connor", "Jones", "Taylor", "Fox-Brown", "Wood"],
        cities: ["London", "Leeds", "Durham, County"],
        dial: "+44",
    },
];

const DIVISIONS: [&str; 6] =
    ["Sales", "Research", "Operations", "Finance", "Human Resources", "IT"];
const AREAS: [&str; 6] = ["North", "South", "Field Service", "Platform", "Key Accounts", "Labs"];
const TEAMS: [&str; 6] = ["Team Fjord", "Team Ålesund", "Inbound", "Tools", "Audit", "Reporting"];
const TITLES: [&str; 6] =
    ["Engineer", "Manager, Sales", "Analyst", "Consultant", "Director", "Administrator"];

/// SplitMix64's mixing (Steele, Lea, Flood 2014): any number from any other.
fn mixed(seed: u64) -> u64 {
    let mut mixed = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// Returns the letters of a name that an address can have.
fn plain(name: &str) -> String {
    let mut plain = String::new();
    for letter in name.chars() {
        match letter {
            'ø' | 'ö' => plain.push('o'),
            'Ø' => plain.push('O'),
            'å' | 'ä' => plain.push('a'),
            'æ' => plain.push_str("ae"),
            'é' | 'è' => plain.push('e'),
            'ü' => plain.push('u'),
            'ß' => plain.push_str("ss"),
            letter if letter.is_ascii_alphabetic() || letter == '-' => plain.push(letter),
            _ => {}
        }
    }
    plain
}

/// Returns the user of a row, counted from 0.
pub fn user(row: u64) -> User {
    let chance = mixed(row);
    let pick = |shift: u32, below: u64| usize::try_from((chance >> shift) % below).unwrap_or(0);
    let country = &COUNTRIES[pick(0, 4)];
    let (given, surname) = (country.given[pick(4, 6)], country.surnames[pick(8, 6)]);
    // Of ten people, one has no department, one a division alone, two an area and no team.
    let department = match (DIVISIONS[pick(12, 6)], AREAS[pick(16, 6)], TEAMS[pick(20, 6)]) {
        (division, area, team) => match pick(24, 10) {
            0 => String::new(),
            1 => division.to_owned(),
            2 | 3 => format!("{division} > {area}"),
            _ => format!("{division} > {area} > {team}"),
        },
    };
    let local = format!("{}.{}{row}", plain(given), plain(surname));
    let mail = match pick(30, 20) {
        0 => String::new(),
        1..=5 => format!("{}@contoso.com", local.to_lowercase()),
        _ => format!("{local}@Contoso.com"),
    };
    User {
        values: [
            format!("{}@contoso.onmicrosoft.com", local.to_lowercase()),
            given.to_owned(),
            surname.to_owned(),
            format!("{given} {surname}"),
            mail,
            department,
            TITLES[pick(36, 6)].to_owned(),
            country.code.to_owned(),
            country.cities[pick(40, 3)].to_owned(),
            row.to_string(),
            format!("{} {:08}", country.dial, (chance >> 32) % 100_000_000),
            if pick(44, 9) == 0 { "False" } else { "True" }.to_owned(),
        ],
    }
}

/// Writes a file of users as comma-separated values (RFC 4180), with a line of column names.
///
/// # Errors
///
/// What the writer says.
pub fn write_csv(out: &mut impl Write, users: u64) -> io::Result<()> {
    writeln!(out, "{}", COLUMNS.join(","))?;
    for row in 0..users {
        let user = user(row);
        for (at, value) in user.values.iter().enumerate() {
            let separator = if at == 0 { "" } else { "," };
            if value.contains([',', '"']) {
                write!(out, "{separator}\"{}\"", value.replace('"', "\"\""))?;
            } else {
                write!(out, "{separator}{value}")?;
            }
        }
        out.write_all(b"\n")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_users_are_as_described() {
        let mut file = Vec::new();
        write_csv(&mut file, 10_000).expect("writing to memory");
        let text = String::from_utf8(file).expect("UTF-8");
        let mean = text.len() / 10_000;
        assert!((155..=171).contains(&mean), "about 163 bytes a row, got {mean}");
        for wanted in ["ø", "é", "ü", "\"Frankfurt, Main\"", " > Labs > "] {
            assert!(text.contains(wanted), "{wanted} is somewhere");
        }
        let gaps = (0..10_000).filter(|row| user(*row).get("department").is_empty()).count();
        assert!((800..1200).contains(&gaps), "one in ten has no department, got {gaps}");
        assert_eq!(user(7), user(7), "always the same");
    }
}
