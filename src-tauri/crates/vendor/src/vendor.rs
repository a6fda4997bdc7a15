//! What the vendor step shows: a card in the list, and the chosen vendor, each in one language.
//!
//! Mappings and guide cross with their own steps.

use footbridge_finding::Severity;
use footbridge_token::{RecipeKind, TokenForm};
use serde::{Deserialize, Serialize};

/// A vendor in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct VendorCard {
    /// The stable name.
    pub id: String,
    /// The name as the vendor writes it.
    pub name: String,
    /// What the token is made of, what is provisioned.
    pub line: String,
    /// Words a person may search for.
    pub search_words: Vec<String>,
    /// Stands for every other vendor; shown last.
    pub other: bool,
}

/// A page on the web.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Link {
    /// What the page is.
    pub label: String,
    /// Its `https` address.
    pub url: String,
}

/// A remark with its weight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Note {
    /// How much it matters.
    pub severity: Severity,
    /// The remark; portal words stand in backticks.
    pub text: String,
}

/// A question and its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Question {
    /// The question.
    pub question: String,
    /// The answer.
    pub answer: String,
}

/// One vendor: all that a screen shows of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Vendor {
    /// The stable name.
    pub id: String,
    /// The name as the vendor writes it, or as the admin calls it.
    pub name: String,
    /// What the admin calls it, empty until then; none where the profile is of one vendor.
    pub given_name: Option<String>,
    /// What the token is made of, what is provisioned.
    pub line: String,
    /// Roles and licence.
    pub needs: Vec<String>,
    /// How long it takes.
    pub minutes: MinuteRange,
    /// What will happen, in order.
    pub what_happens: Vec<String>,
    /// What is worth knowing before the start.
    pub notes: Vec<Note>,
    /// The secret token.
    pub token: TokenFacts,
    /// The tenant URL.
    pub tenant_url: TenantUrlFacts,
    /// What is provisioned.
    pub objects: Objects,
    /// Questions that people ask.
    pub questions: Vec<Question>,
    /// Pages that help.
    pub links: Vec<Link>,
    /// What the vendor demands of the mappings, in words.
    pub mapping_rules: Vec<String>,
}

/// How long a set-up takes, in minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct MinuteRange {
    /// When all goes well.
    pub from: u32,
    /// When it does not.
    pub to: u32,
}

/// How the token is made, and where its parts are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TokenFacts {
    /// The recipe.
    pub recipe: RecipeKind,
    /// What the vendor calls the key; empty when not used.
    pub key_label: String,
    /// What the vendor calls the secret; empty when not used.
    pub secret_label: String,
    /// What the vendor calls the token or the single credential; empty when not used.
    pub token_label: String,
    /// Whether a ready token may be pasted instead of key and secret.
    pub accepts_ready_token: bool,
    /// The way to it in the vendor's portal.
    pub r#where: Vec<String>,
    /// Where that way starts.
    pub link: Option<Link>,
    /// After how many days it expires, when the vendor says so.
    pub expires_after_days: Option<u32>,
    /// What is known of its expiry; empty when nothing is.
    pub expiry_text: String,
}

impl TokenFacts {
    /// Returns the form by which the token is checked and made.
    pub fn form(&self) -> TokenForm<'_> {
        TokenForm {
            recipe: self.recipe,
            accepts_ready_token: self.accepts_ready_token,
            key_label: &self.key_label,
            secret_label: &self.secret_label,
            token_label: &self.token_label,
        }
    }
}

/// The tenant URL.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TenantUrlFacts {
    /// The URL that is the same for everybody; else it is asked.
    pub fixed: Option<String>,
    /// An example of a customer's own URL.
    pub example: Option<String>,
    /// Where the admin finds it.
    pub r#where: String,
}

/// What is provisioned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Objects {
    /// Users are.
    pub users: bool,
    /// Groups can be.
    pub groups: bool,
}
