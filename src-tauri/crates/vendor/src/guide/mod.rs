//! The guide: the portal's pages as steps that fit one admin's situation.
//!
//! Steps that every vendor shares are written once in `guide/common.toml`; a profile names them and
//! adds its own. What a step shows follows from the admin's [`Situation`], from the mapping table
//! as the admin has it now, and from what is filled in ([`GuideValues`]).
//!
//! Ticks and their memory are the shell's.

mod build;
mod common;
mod condition;
mod difference;
mod fill;

use footbridge_mapping::Mapping;
use serde::{Deserialize, Serialize};

use crate::portal::{CopyKind, Evidence, PortalLayout};
use crate::vendor::{Link, Note};

pub(crate) use build::{Subject, build};
pub(crate) use common::{MissingPart, Step, common, common_step_names};
pub(crate) use difference::Differences;
pub(crate) use fill::PLACEHOLDERS;

/// What the guide's conditions look at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Situation {
    /// An enterprise application for single sign-on of this vendor exists.
    pub sso_application: bool,
    /// A second application had to be created for provisioning.
    pub second_application: bool,
    /// Groups are provisioned; without effect where the vendor takes none.
    pub groups: bool,
    /// The layout of the admin's portal.
    pub portal: PortalLayout,
}

/// What is filled into the guide.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GuideValues {
    /// The tenant URL of this set-up; empty while it is not known.
    pub tenant_url: String,
    /// How many people the admin's own export holds, when one was read.
    pub users: Option<u32>,
    /// The mapping table as the admin has it now; the profile's own when `None`.
    pub mappings: Option<Vec<Mapping>>,
}

/// The guide for one situation, in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Guide {
    /// What the admin is asked about the situation.
    pub questions: Vec<SituationQuestion>,
    /// The steps, in order.
    pub steps: Vec<GuideStep>,
}

/// A field of [`Situation`].
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "camelCase")]
pub enum SituationField {
    /// [`Situation::sso_application`].
    SsoApplication,
    /// [`Situation::second_application`].
    SecondApplication,
    /// [`Situation::groups`].
    Groups,
    /// [`Situation::portal`].
    Portal,
}

/// A question about the situation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SituationQuestion {
    /// The field that the answer sets.
    pub field: SituationField,
    /// The question.
    pub question: String,
    /// The answers.
    pub choices: Vec<Choice>,
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Choice {
    /// `true`, `false`, or the name of a layout.
    pub value: String,
    /// The answer in words.
    pub label: String,
}

/// One step, on one page of the portal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct GuideStep {
    /// A stable name; ticks are saved under it.
    pub id: String,
    /// The portal's page in words: `Provisioning › Connectivity`.
    pub page: String,
    /// A few words.
    pub title: String,
    /// What to do, in order.
    pub actions: Vec<GuideAction>,
    /// Where the way to the page starts.
    pub link: Option<Link>,
    /// What can go wrong.
    pub warnings: Vec<Note>,
    /// How the admin knows that it is done.
    pub proof: Proof,
    /// A sketch of the page.
    pub picture: Option<Picture>,
}

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct GuideAction {
    /// The instruction, with the portal's words in backticks.
    pub text: String,
    /// Values to copy, in the order of the portal's form.
    pub values: Vec<CopyValue>,
}

/// A value to copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct CopyValue {
    /// The field's name in the portal.
    pub label: String,
    /// What kind of value it is.
    pub kind: CopyKind,
    /// The value; empty for the token, which never crosses with the guide.
    pub value: String,
}

/// How the admin knows that a step is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Proof {
    /// What Footbridge can hold beside it.
    pub kind: Evidence,
    /// What to look for.
    pub text: String,
}

/// A sketch of a page of the portal, in its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Picture {
    /// The page's name.
    pub page: String,
    /// Entries of the left menu that help to find the way.
    pub menu: Vec<String>,
    /// The entry that is open.
    pub active_menu: String,
    /// The button that ends the step.
    pub button: Option<String>,
    /// The fields, in the page's order.
    pub fields: Vec<String>,
}
