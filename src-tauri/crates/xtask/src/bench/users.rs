//! A million users who do not exist, the same ones in every run: 12 columns, 162.8 bytes a row; or
//! as one document, such as Graph's `/users` answers.
//!
//! Names with ø, é and ü, some quoted commas, and departments of up to three levels with gaps, as
//! exports have them.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use serde_json::{Map, Value};

use crate::process::target;

const GIVEN: [&str; 16] = [
    "Kari", "Bjørn", "André", "Jürgen", "Ola", "Søren", "Zoë", "Maria", "Anders", "Ingrid", "Pål",
    "Renée", "Tor", "Liv", "Åse", "Emil",
];
const SURNAMES: [&str; 16] = [
    "Nordmann",
    "Østby",
    "Lefèvre",
    "Müller",
    "Hansen",
    "Sørensen",
    "Berg",
    "Dahl",
    "Lund",
    "Moe",
    "Strand",
    "Haugen",
    "Solberg",
    "Nguyen",
    "Bakke",
    "Vik",
];
const TITLES: [&str; 12] = [
    "Engineer",
    "Manager",
    "Director, Sales",
    "Adviser",
    "Analyst",
    "Lead",
    "Agent",
    "Buyer, Senior",
    "Tester",
    "Chef",
    "Nurse",
    "Driver",
];
const COUNTRIES: [(&str, &str); 4] =
    [("Norway", "Oslo"), ("Sweden", "Malmö"), ("Germany", "Köln"), ("France", "Orléans")];
const DIVISIONS: [&str; 6] = ["Sales", "Build", "Service", "Money", "Care", "IT"];
const UNITS: [&str; 6] = ["North", "South", "East", "West", "Central", "Export"];
const TEAMS: [&str; 6] = ["Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta"];

const COLUMNS: [&str; 12] = [
    "id",
    "userPrincipalName",
    "displayName",
    "givenName",
    "surname",
    "mail",
    "jobTitle",
    "department",
    "companyName",
    "country",
    "city",
    "accountEnabled",
];

/// Returns the CSV file of this many users, written when it is not there.
pub(super) fn file(users: u32) -> Result<PathBuf> {
    kept(&format!("users-{users}.csv"), |out| {
        writeln!(out, "{}", COLUMNS.join(","))?;
        let mut chance = Chance::default();
        for user in 0..users {
            let quoted = person(&mut chance, user).map(|text| match text.contains(',') {
                true => format!("\"{text}\""),
                false => text,
            });
            writeln!(out, "{}", quoted.join(","))?;
        }
        Ok(())
    })
}

/// Returns the same users as one JSON document, written when it is not there.
pub(super) fn document(users: u32) -> Result<PathBuf> {
    kept(&format!("users-{users}.json"), |out| {
        write!(out, r#"{{"@odata.context":"$metadata#users","value":["#)?;
        let mut chance = Chance::default();
        for user in 0..users {
            let value = |(name, text): (&&str, String)| {
                let value = match (*name, text.as_str()) {
                    (_, "") => Value::Null,
                    ("accountEnabled", text) => Value::Bool(text == "True"),
                    _ => Value::String(text),
                };
                ((*name).to_owned(), value)
            };
            let person: Map<String, Value> =
                COLUMNS.iter().zip(person(&mut chance, user)).map(value).collect();
            out.write_all(if user == 0 { b"" } else { b"," })?;
            serde_json::to_writer(&mut *out, &person)?;
        }
        write!(out, "]}}")?;
        Ok(())
    })
}

/// Returns the path of a file, written when it is not there.
fn kept(name: &str, write: impl FnOnce(&mut BufWriter<File>) -> Result<()>) -> Result<PathBuf> {
    let folder = target().join("bench");
    std::fs::create_dir_all(&folder)?;
    let path = folder.join(name);
    if !path.exists() {
        let unfinished = folder.join(format!("{name}.part"));
        let mut out = BufWriter::new(File::create(&unfinished)?);
        write(&mut out).context("the users could not be written")?;
        out.flush()?;
        std::fs::rename(&unfinished, &path)?;
    }
    Ok(path)
}

/// Returns a user's texts, in the order of [`COLUMNS`].
fn person(chance: &mut Chance, user: u32) -> [String; 12] {
    let (given, surname) = (chance.of(&GIVEN), chance.of(&SURNAMES));
    let name = format!("{}{}{user}", initial(given), ascii(surname));
    let display = match chance.below(20) {
        0 => format!("{surname}, {given}"),
        _ => format!("{given} {surname}"),
    };
    // One in fifty has no mailbox.
    let mail = match chance.below(50) {
        0 => String::new(),
        _ => format!("{name}@nw.example"),
    };
    let department = match chance.below(20) {
        0 => String::new(),
        1 | 2 => chance.of(&DIVISIONS).to_owned(),
        3..=6 => format!("{} > {}", chance.of(&DIVISIONS), chance.of(&UNITS)),
        _ => format!("{} > {} > {}", chance.of(&DIVISIONS), chance.of(&UNITS), chance.of(&TEAMS)),
    };
    let (country, city) = chance.of(&COUNTRIES);
    let id = format!(
        "{:08x}-{:04x}-4{:03x}-a{:03x}-{user:012x}",
        chance.next() as u32,
        chance.next() as u16,
        chance.below(0x1000),
        chance.below(0x1000),
    );
    let title = chance.of(&TITLES).to_owned();
    let company = chance.of(&["Nord", "Nord AB", "Süd AG"]).to_owned();
    let enabled = if chance.below(25) == 0 { "False" } else { "True" };
    let (given, surname) = (given.to_owned(), surname.to_owned());
    let (country, city) = (country.to_owned(), city.to_owned());
    let user = format!("{name}@nw.example");
    let enabled = enabled.to_owned();
    [id, user, display, given, surname, mail, title, department, company, country, city, enabled]
}

fn initial(name: &str) -> String {
    ascii(name).chars().take(1).collect()
}

fn ascii(name: &str) -> String {
    let letter = |letter: char| match letter {
        'ø' | 'Ø' | 'ö' => 'o',
        'é' | 'è' | 'ë' => 'e',
        'ü' => 'u',
        'å' | 'Å' => 'a',
        letter => letter.to_ascii_lowercase(),
    };
    name.chars().map(letter).collect()
}

/// SplitMix64: the same numbers everywhere.
struct Chance(u64);

impl Default for Chance {
    fn default() -> Self {
        Chance(0x5EED_F007_B21D_6E00)
    }
}

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        let place = self.below(all.len() as u64) as usize;
        all.get(place).copied().unwrap_or(all[0])
    }
}
