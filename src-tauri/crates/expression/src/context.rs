//! What an expression may ask for beyond the record: the clock, chance, the tenant.
//!
//! All of it is passed in, so that the same input gives the same output.

use std::collections::HashSet;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::Timestamp;
use jiff::civil::DateTime;

use crate::date;

/// Everything an evaluation depends on besides the expression and the record.
#[derive(Debug)]
pub struct Context {
    now: DateTime,
    /// What `Now()` gives, written once instead of once for each user.
    now_text: String,
    default_domain: Option<String>,
    domain_fqdn: Option<String>,
    existing: HashSet<String>,
    random: AtomicU64,
}

impl Context {
    /// Returns a context in which it is `now`, with nothing known about the tenant or the target.
    pub fn new(now: Timestamp) -> Self {
        let now = now.to_zoned(jiff::tz::TimeZone::UTC).datetime();
        Context {
            now,
            now_text: date::render(now),
            default_domain: None,
            domain_fqdn: None,
            existing: HashSet::new(),
            random: AtomicU64::new(0),
        }
    }

    /// Sets where `Guid` and `RandomString` start. The same seed gives the same values in the same
    /// order; they are for previews, not for passwords.
    #[must_use]
    pub fn with_seed(self, seed: u64) -> Self {
        Context { random: AtomicU64::new(seed), ..self }
    }

    /// Sets the tenant's default verified domain, for `DefaultDomain()`.
    #[must_use]
    pub fn with_default_domain(self, domain: impl Into<String>) -> Self {
        Context { default_domain: Some(domain.into()), ..self }
    }

    /// Sets what cloud sync puts in the place of `%DomainFQDN%`.
    #[must_use]
    pub fn with_domain_fqdn(self, domain: impl Into<String>) -> Self {
        Context { domain_fqdn: Some(domain.into()), ..self }
    }

    /// Sets the values that are taken in the target, for `SelectUniqueValue`. Letter case does not
    /// matter, as in Active Directory.
    #[must_use]
    pub fn with_existing<T: AsRef<str>>(self, taken: impl IntoIterator<Item = T>) -> Self {
        let existing = taken.into_iter().map(|value| value.as_ref().to_lowercase()).collect();
        Context { existing, ..self }
    }

    pub(crate) fn now(&self) -> DateTime {
        self.now
    }

    pub(crate) fn now_text(&self) -> &str {
        &self.now_text
    }

    pub(crate) fn default_domain(&self) -> Option<&str> {
        self.default_domain.as_deref()
    }

    pub(crate) fn domain_fqdn(&self) -> Option<&str> {
        self.domain_fqdn.as_deref()
    }

    pub(crate) fn is_taken(&self, value: &str) -> bool {
        !self.existing.is_empty() && self.existing.contains(&value.to_lowercase())
    }

    /// Returns the next number of the SplitMix64 sequence (Steele, Lea, Flood: "Fast splittable
    /// pseudorandom number generators", 2014).
    pub(crate) fn random(&self) -> u64 {
        const STEP: u64 = 0x9E37_79B9_7F4A_7C15;
        let mut mixed = self.random.fetch_add(STEP, Ordering::Relaxed).wrapping_add(STEP);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }
}

impl Clone for Context {
    fn clone(&self) -> Self {
        Context {
            now: self.now,
            now_text: self.now_text.clone(),
            default_domain: self.default_domain.clone(),
            domain_fqdn: self.domain_fqdn.clone(),
            existing: self.existing.clone(),
            random: AtomicU64::new(self.random.load(Ordering::Relaxed)),
        }
    }
}
