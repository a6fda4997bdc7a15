//! Invented people in any number, always the same for the same number: exports to look at the
//! window with.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;

/// What is particular about a directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Directory {
    /// Nothing: names of a few countries, a chain of three levels as department, some gaps.
    Usual,
    /// Names, titles and units as long as they get.
    LongNames,
    /// Arabic and Hebrew names and units.
    RightToLeft,
    /// No company and no department anywhere.
    NoOrganisation,
    /// Two of three have no mail address.
    WithoutMail,
}

const GIVEN: [&str; 12] = [
    "Astrid",
    "Bjørn",
    "Camille",
    "Dmitri",
    "Eline",
    "François",
    "Guro",
    "Håkon",
    "İrem",
    "José",
    "Kari",
    "Łukasz",
];
const FAMILY: [&str; 11] = [
    "Aas",
    "Berg",
    "Çelik",
    "Dahl",
    "Eide",
    "Foss",
    "García",
    "Haugen",
    "Iversen",
    "Jónsdóttir",
    "Kowalski",
];
const RIGHT_TO_LEFT: [&str; 4] = ["محمد الأنصاري", "ליאת כהן", "سارة بنت يوسف", "דוד בן־גוריון"];
const RIGHT_TO_LEFT_UNITS: [&str; 3] = ["المبيعات", "הנהלה", "الشؤون المالية"];
const COMPANIES: [&str; 4] = ["Nordlys AS", "Fjordkraft Drift", "Solberg Tekstil", "Havn & Co"];
const DIVISIONS: [&str; 6] = ["Operations", "Sales", "Staff", "Plants", "Research", "Logistics"];
const DEPARTMENTS: [&str; 9] = [
    "Warehouse",
    "Transport",
    "Key accounts",
    "Retail",
    "Finance",
    "IT",
    "Maintenance",
    "Control room",
    "Laboratory",
];
const TITLES: [&str; 5] = ["Team lead", "Adviser", "Operator", "Controller", "Account manager"];
const COUNTRIES: [&str; 5] = ["Norway", "Sweden", "Poland", "Spain", "Türkiye"];

/// Writes an export of `count` people, in the columns of the portal's download.
pub fn write_people(path: &Path, directory: Directory, count: u32) {
    let mut file = BufWriter::new(File::create(path).expect("the export can be written"));
    let mut line = |text: String| file.write_all(text.as_bytes()).expect("the export is written");
    line(
        "userPrincipalName,displayName,givenName,surname,mail,jobTitle,department,companyName,\
         country,usageLocation,accountEnabled,id\n"
            .to_owned(),
    );
    for index in 0..count {
        line(person(directory, index));
    }
    file.flush().expect("the export is written");
}

fn person(directory: Directory, index: u32) -> String {
    let number = index as usize;
    let pick = |list: &[&'static str], step: usize| -> &'static str {
        list.get(number / step % list.len()).copied().unwrap_or_default()
    };
    let (given, family) = (pick(&GIVEN, 1), pick(&FAMILY, 5));
    let (mut name, mut title) = (format!("{given} {family}"), pick(&TITLES, 1).to_owned());
    let mut units =
        [pick(&COMPANIES, 1), pick(&DIVISIONS, 2), pick(&DEPARTMENTS, 3)].map(str::to_owned);
    match directory {
        Directory::Usual | Directory::WithoutMail => {}
        Directory::LongNames => {
            name = format!(
                "{given} Maria Alexandra von und zu {family}-{family} de la Torre y Sánchez"
            );
            title = format!("{title} for Sustainable Supply Chains and Cross-Border Compliance");
            units = units
                .map(|unit| format!("{unit} of the Northern and Western Regions, Shared Services"));
        }
        Directory::RightToLeft => {
            name = pick(&RIGHT_TO_LEFT, 1).to_owned();
            units = [0, 1, 2].map(|level| pick(&RIGHT_TO_LEFT_UNITS, level + 1).to_owned());
        }
        Directory::NoOrganisation => units = Default::default(),
    }
    let address = format!("person{index}@nordlys.example");
    let without = match directory {
        Directory::WithoutMail => !index.is_multiple_of(3),
        _ => index % 11 == 3,
    };
    let mail = if without { "" } else { address.as_str() };
    let department = if units.iter().all(String::is_empty) || index % 29 == 4 {
        String::new()
    } else {
        units.join(" > ")
    };
    let company = units.first().map_or("", String::as_str);
    let enabled = if index % 17 == 6 { "False" } else { "True" };
    let (country, place) = (pick(&COUNTRIES, 7), if index % 13 == 5 { "" } else { "NO" });
    format!(
        "{address},\"{name}\",{given},{family},{mail},\"{title}\",\"{department}\",\"{company}\",\
         {country},{place},{enabled},{index:08x}-0000-4000-8000-000000000000\n"
    )
}
