//! What every vendor's set-up has in common, as data: `guide/common.toml`.

use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::format::{
    ActionEntry, Conditions, PageEntry, ProofEntry, QuestionEntry, StepEntry, Text, WarningEntry,
};

/// The common guide.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub(crate) struct CommonGuide {
    /// What Entra asks for, whatever the vendor.
    pub(crate) needs: Vec<Text>,
    /// What happens first where the token is made of a key and a secret.
    pub(crate) makes_token: Text,
    /// What happens first where the vendor gives a finished token.
    pub(crate) pastes_token: Text,
    /// What happens then.
    pub(crate) what_happens: Vec<Text>,
    /// The portal's words for the parts of a mapping.
    pub(crate) mapping_form: MappingForm,
    /// The questions about the situation.
    pub(crate) questions: Questions,
    /// The steps, which profiles name by `id`.
    pub(crate) steps: Vec<StepEntry>,
}

/// The labels of the portal's mapping form, and of its attribute list.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub(crate) struct MappingForm {
    pub(crate) source: Text,
    pub(crate) constant: Text,
    pub(crate) expression: Text,
    pub(crate) default: Text,
    pub(crate) target: Text,
    pub(crate) attribute_name: Text,
    /// Added to the instruction of an expression.
    pub(crate) expression_type: Text,
    /// Added to the instruction of a constant.
    pub(crate) constant_type: Text,
    /// Added to the instruction of a matching attribute.
    pub(crate) matched: Text,
    /// Added to the instruction when Entra's row matches and this one does not.
    pub(crate) not_matched: Text,
    /// Added to the instruction when a mapping applies on creation only.
    pub(crate) on_creation: Text,
}

/// The questions, by the field of the situation that they set.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub(crate) struct Questions {
    pub(crate) sso_application: QuestionEntry,
    pub(crate) second_application: QuestionEntry,
    pub(crate) groups: QuestionEntry,
    pub(crate) portal: QuestionEntry,
}

pub(crate) const COMMON_TOML: &str = include_str!("../../guide/common.toml");

#[expect(clippy::expect_used, reason = "the common guide is compiled in and covered by a test")]
static COMMON: LazyLock<CommonGuide> =
    LazyLock::new(|| toml::from_str(COMMON_TOML).expect("the common guide is valid"));

/// Returns the common guide.
pub(crate) fn common() -> &'static CommonGuide {
    &COMMON
}

/// Returns the names of the common steps.
pub(crate) fn common_step_names() -> Vec<&'static str> {
    common().steps.iter().filter_map(|step| step.id.as_deref()).collect()
}

/// A step with the common one's parts filled in.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    pub(crate) id: String,
    /// The step is shown when all of these let it be.
    pub(crate) conditions: Vec<(Conditions, Option<Conditions>)>,
    pub(crate) title: Text,
    pub(crate) pages: Vec<PageEntry>,
    pub(crate) actions: Vec<ActionEntry>,
    pub(crate) warnings: Vec<WarningEntry>,
    pub(crate) proof: ProofEntry,
}

/// A step that lacks this key, because it is written neither here nor in the common step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MissingPart(pub(crate) &'static str);

impl Step {
    /// Returns the step of a profile's entry.
    ///
    /// # Errors
    /// Fails when a part is missing; an unknown common step counts as `use` missing.
    pub(crate) fn resolve(entry: &StepEntry) -> Result<Step, MissingPart> {
        let base = match &entry.r#use {
            None => StepEntry::default(),
            Some(name) => common()
                .steps
                .iter()
                .find(|step| step.id.as_ref() == Some(name))
                .cloned()
                .ok_or(MissingPart("use"))?,
        };
        let entry = entry.clone();
        let pages = if entry.pages.is_empty() { base.pages } else { entry.pages };
        let actions = if entry.actions.is_empty() { base.actions } else { entry.actions };
        if pages.is_empty() {
            return Err(MissingPart("pages"));
        }
        if actions.is_empty() {
            return Err(MissingPart("actions"));
        }
        Ok(Step {
            id: entry.id.or(entry.r#use).ok_or(MissingPart("id"))?,
            conditions: vec![(base.when, base.unless), (entry.when, entry.unless)],
            title: entry.title.or(base.title).ok_or(MissingPart("title"))?,
            pages,
            actions,
            warnings: base.warnings.into_iter().chain(entry.warnings).collect(),
            proof: entry.proof.or(base.proof).ok_or(MissingPart("proof"))?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::check_shape;
    use crate::schema::schema_of;

    #[test]
    fn the_common_guide_passes_the_same_checks_as_a_profile() {
        let problems = check_shape("common.toml", COMMON_TOML, &schema_of::<CommonGuide>());
        let told: Vec<_> = problems.iter().map(ToString::to_string).collect();
        assert!(told.is_empty(), "{}", told.join("\n"));
    }

    #[test]
    fn every_common_step_is_complete() {
        for entry in &common().steps {
            let step =
                Step::resolve(&StepEntry { r#use: entry.id.clone(), ..StepEntry::default() });
            assert!(step.is_ok(), "{:?}: {:?}", entry.id, step.err());
        }
    }
}
