//! The forms in which dates usually come, to name the one that a text has.

use jiff::civil::date;

use super::format::DateFormat;

/// .NET's formats of usual dates, the more particular ones first: ISO 8601 as Microsoft Graph writes it,
/// Active Directory's, and what spreadsheets and HR systems write. Of a date that can be read both ways
/// round, the day comes first; which of them is meant, only the admin knows.
const KNOWN: &[&str] = &[
    "yyyy-MM-dd",
    "yyyy-MM-ddTHH:mm:ssZ",
    "yyyy-MM-ddTHH:mm:ss",
    "yyyy-MM-ddTHH:mm:ss.FFFFFFFK",
    "yyyy-MM-ddTHH:mm:sszzz",
    "yyyy-MM-ddzzz",
    "yyyy-MM-dd HH:mm:ss",
    "yyyyMMdd",
    "yyyyMMddHHmmss.fZ",
    "yyyyMMddHHmmssZ",
    "yyyy/MM/dd",
    "dd/MM/yyyy",
    "d/M/yyyy",
    "MM/dd/yyyy",
    "M/d/yyyy",
    "M/d/yyyy h:mm:ss tt",
    "M/d/yyyy H:mm:ss",
    "dd.MM.yyyy",
    "d.M.yyyy",
    "dd.MM.yyyy HH:mm:ss",
    "dd-MM-yyyy",
    "dd-MMM-yyyy",
    "d MMM yyyy",
    "d MMMM yyyy",
    "MMMM d, yyyy",
];

/// Returns the usual format that a text has, if it has one.
pub(crate) fn format_of(text: &str) -> Option<&'static str> {
    let today = date(2000, 1, 1).at(0, 0, 0, 0);
    let has = |format: &&&str| {
        DateFormat::new(format).is_ok_and(|format| format.read(text, today).is_some())
    };
    KNOWN.iter().find(has).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn format_of_a_usual_date_is_named() {
        for (text, format) in [
            ("2025-12-25", Some("yyyy-MM-dd")),
            ("2025-12-25T08:00:00Z", Some("yyyy-MM-ddTHH:mm:ssZ")),
            ("2025-12-25T08:00:00.123Z", Some("yyyy-MM-ddTHH:mm:ss.FFFFFFFK")),
            ("25/12/2025", Some("dd/MM/yyyy")),
            ("12/25/2025", Some("MM/dd/yyyy")),
            ("25.12.2025", Some("dd.MM.yyyy")),
            ("1.2.2025", Some("d.M.yyyy")),
            ("20251225", Some("yyyyMMdd")),
            ("20150123105347.1Z", Some("yyyyMMddHHmmss.fZ")),
            ("1/5/2025 3:04:05 PM", Some("M/d/yyyy h:mm:ss tt")),
            ("to be agreed", None),
            ("", None),
        ] {
            assert_eq!(format_of(text), format, "{text}");
        }
    }
}
