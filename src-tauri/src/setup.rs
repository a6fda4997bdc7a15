//! What the wizard knows: the set-ups, one a vendor, and what is derived from them.
//!
//! [`vendor_setup`] is one vendor's whole set-up; [`workspace`] is the set-ups of one desk with the
//! people that are looked at; [`wizard`] has two of those, the real one and the one for practice.
//! What is shown ([`view`], [`steps`]), saved ([`saved`]) and reported ([`handover_record`]) is
//! derived from them and never kept beside them.

mod columns;
pub(crate) mod file_name;
pub(crate) mod file_use;
pub(crate) mod handover_record;
pub(crate) mod proof;
pub(crate) mod proof_remains;
pub(crate) mod proxy;
pub(crate) mod saved;
pub(crate) mod snapshot;
mod steps;
pub(crate) mod vendor_setup;
pub(crate) mod view;
pub(crate) mod wizard;
mod wizard_view;
pub(crate) mod workspace;

use footbridge_finding::Language;

/// The language of the window. English is the one in which every text exists.
pub(crate) const LANGUAGE: Language = Language::ENGLISH;
