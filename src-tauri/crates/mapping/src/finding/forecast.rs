//! How many people Entra would fail to provision, and what it does when there are too many.
//!
//! Entra slows a job down ("quarantine") when more than 40 % of its exports fail, from 5,000 failures
//! on, or when 40,000 fail ("Application provisioning in quarantine status"). Who fails is our
//! reading: people whose value cannot be computed, who lack what the application requires, or whom
//! Entra finds twice. People without a matching value are skipped, which is no failure. Failures that
//! no export of users shows are not counted.

use footbridge_finding::{Finding, Language};
use serde::{Deserialize, Serialize};

use crate::finding::code::{ForecastCode, PeopleCode};

/// How many people Entra would fail to provision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct FailureForecast {
    /// How many people.
    pub failing: u32,
    /// Their share of the people in scope, in per cent, rounded down.
    pub percent: u32,
    /// What follows, when there are too many.
    pub finding: Option<Finding>,
}

/// The share from which on Entra quarantines a job, in per cent.
const SHARE: u64 = 40;
/// How many failures the share needs to count.
const FEWEST: u32 = 5_000;
/// How many failures are too many, whatever their share.
const MOST: u32 = 40_000;

impl FailureForecast {
    /// The findings whose people fail.
    pub(crate) const CODES: [PeopleCode; 3] =
        [PeopleCode::MatchDuplicate, PeopleCode::RequiredEmpty, PeopleCode::ValueFailed];

    pub(crate) fn new(users: u32, failing: u32, language: &Language) -> Self {
        let hundredfold = u64::from(failing) * 100;
        let percent = hundredfold.checked_div(u64::from(users)).unwrap_or(0);
        let percent = u32::try_from(percent).unwrap_or(100);
        let share_is_too_large = hundredfold > SHARE * u64::from(users) && failing >= FEWEST;
        let finding = (share_is_too_large || failing >= MOST).then(|| {
            let parameters = [
                ("failing", &*language.number(failing.into())),
                ("users", &*language.number(users.into())),
                ("percent", &*percent.to_string()),
            ];
            ForecastCode::Quarantine.finding(language, &parameters)
        });
        FailureForecast { failing, percent, finding }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entras_thresholds() {
        for (users, failing, percent, quarantine, reason) in [
            (0, 0, 0, false, "nobody"),
            (100, 100, 100, false, "a small tenant, however many fail"),
            (10_000, 4_999, 49, false, "the share needs 5,000 failures"),
            (10_000, 5_000, 50, true, "now it has them"),
            (12_500, 5_000, 40, false, "exactly 40 % is not more"),
            (12_499, 5_000, 40, true, "a little more is"),
            (1_000_000, 39_999, 3, false, "a large tenant with few failures"),
            (1_000_000, 40_000, 4, true, "the absolute number"),
        ] {
            let forecast = FailureForecast::new(users, failing, &Language::ENGLISH);
            assert_eq!(forecast.percent, percent, "{reason}");
            let code = forecast.finding.map(|finding| finding.code);
            assert_eq!(code.as_deref() == Some("forecast.quarantine"), quarantine, "{reason}");
        }
    }
}
