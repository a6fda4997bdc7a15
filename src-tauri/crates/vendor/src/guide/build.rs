//! Makes the guide of one situation out of the steps.

use std::collections::BTreeSet;

use footbridge_finding::Language;
use footbridge_mapping::{Apply, Mapping, Source};

use super::common::{CommonGuide, Step, common};
use super::condition::Circumstances;
use super::fill::Fillings;
use super::{
    Choice, CopyValue, Differences, Guide, GuideAction, GuideStep, GuideValues, Picture, Proof,
    Situation, SituationField, SituationQuestion,
};
use crate::format::{
    ActionEntry, Conditions, LinkEntry, MappingSelection, PageEntry, ProofEntry, Text,
};
use crate::portal::CopyKind;
use crate::vendor::{Link, Note};

/// What of the profile the guide needs beside its steps.
#[derive(Debug)]
pub(crate) struct Subject<'a> {
    pub(crate) steps: &'a [Step],
    pub(crate) vendor: &'a str,
    pub(crate) app_name: &'a str,
    pub(crate) expiry_days: Option<u32>,
    pub(crate) takes_groups: bool,
    /// The wanted table against Entra's.
    pub(crate) differences: &'a Differences,
}

/// Returns the guide of `subject` for one situation.
pub(crate) fn build(
    subject: &Subject<'_>,
    situation: Situation,
    values: &GuideValues,
    language: &Language,
) -> Guide {
    let situation = Situation { groups: situation.groups && subject.takes_groups, ..situation };
    let circumstances = Circumstances {
        situation,
        differences: subject.differences,
        tenant_url: &values.tenant_url,
    };
    let expiry_days = subject.expiry_days.map(|days| days.to_string()).unwrap_or_default();
    let users = values.users.map(|users| users.to_string()).unwrap_or_default();
    let fillings = Fillings::default()
        .with("vendor", subject.vendor)
        .with("app_name", subject.app_name)
        .with("tenant_url", &values.tenant_url)
        .with("expiry_days", &expiry_days)
        .with("users", &users);
    let writer = Writer {
        circumstances,
        fillings,
        tenant_url: &values.tenant_url,
        users_known: values.users.is_some(),
        language,
        common: common(),
    };
    Guide {
        questions: writer.questions(subject),
        steps: subject.steps.iter().filter_map(|step| writer.step(step)).collect(),
    }
}

struct Writer<'a> {
    circumstances: Circumstances<'a>,
    fillings: Fillings<'a>,
    tenant_url: &'a str,
    users_known: bool,
    language: &'a Language,
    common: &'static CommonGuide,
}

impl Writer<'_> {
    fn write(&self, text: &Text) -> String {
        self.fillings.fill(text.in_language(self.language))
    }

    fn step(&self, step: &Step) -> Option<GuideStep> {
        let shown = step
            .conditions
            .iter()
            .all(|(when, unless)| self.circumstances.show(when, unless.as_ref()));
        if !shown {
            return None;
        }
        let page = step.pages.iter().find(|page| self.circumstances.show(&page.when, None));
        Some(GuideStep {
            id: step.id.clone(),
            page: page.map(|page| self.write(&page.page)).unwrap_or_default(),
            title: self.write(&step.title),
            actions: step.actions.iter().flat_map(|action| self.action(action)).collect(),
            link: page.and_then(|page| page.link.as_ref()).map(|link| self.link(link)),
            warnings: step
                .warnings
                .iter()
                .filter(|note| self.circumstances.show(&note.when, note.unless.as_ref()))
                .map(|note| Note { severity: note.severity, text: self.write(&note.text) })
                .collect(),
            proof: self.proof(&step.proof),
            picture: page.and_then(|page| self.picture(page)),
        })
    }

    fn link(&self, link: &LinkEntry) -> Link {
        Link { label: self.write(&link.label), url: link.url.clone() }
    }

    fn picture(&self, page: &PageEntry) -> Option<Picture> {
        let write_all = |texts: &[Text]| texts.iter().map(|text| self.write(text)).collect();
        (!page.menu.is_empty()).then(|| Picture {
            page: self.write(&page.page),
            menu: write_all(&page.menu),
            active_menu: page.active.as_ref().map(|text| self.write(text)).unwrap_or_default(),
            button: page.button.as_ref().map(|text| self.write(text)),
            fields: write_all(&page.fields),
        })
    }

    fn proof(&self, proof: &ProofEntry) -> Proof {
        let text = match &proof.text_without_users {
            Some(text) if !self.users_known => text,
            _ => &proof.text,
        };
        Proof { kind: proof.kind, text: self.write(text) }
    }

    fn action(&self, action: &ActionEntry) -> Vec<GuideAction> {
        if !self.circumstances.show(&action.when, action.unless.as_ref()) {
            return Vec::new();
        }
        let mut values: Vec<CopyValue> = action
            .values
            .iter()
            .map(|entry| CopyValue {
                label: self.write(&entry.label),
                kind: entry.kind,
                value: match entry.kind {
                    CopyKind::Text => self.fillings.fill(&entry.value),
                    CopyKind::Expression => entry.value.clone(),
                    CopyKind::TenantUrl => self.tenant_url.to_owned(),
                    CopyKind::Token => String::new(),
                },
            })
            .collect();
        if let Some(selection) = action.list {
            values.extend(self.rows(selection).iter().map(|row| self.listed(row, selection)));
        }
        let Some(selection) = action.each else {
            return vec![GuideAction { text: self.write(&action.text), values }];
        };
        self.rows(selection)
            .iter()
            .map(|row| GuideAction {
                text: self.row_text(&action.text, row),
                values: values.iter().cloned().chain(self.form(row)).collect(),
            })
            .collect()
    }

    fn rows(&self, selection: MappingSelection) -> &[Mapping] {
        let differences = self.circumstances.differences;
        match selection {
            MappingSelection::All => &differences.all,
            MappingSelection::Added => &differences.added,
            MappingSelection::Changed => &differences.changed,
            MappingSelection::Removed => &differences.removed,
            MappingSelection::Custom => &differences.custom,
        }
    }

    /// Returns an instruction for one mapping, with the choices that its form needs.
    fn row_text(&self, text: &Text, row: &Mapping) -> String {
        let fillings = self.fillings.with("source", row.source.text()).with("target", &row.target);
        let form = &self.common.mapping_form;
        let precedence = row.matching.map(|precedence| precedence.to_string()).unwrap_or_default();
        let fillings = fillings.with("precedence", &precedence);
        let choices = [
            match row.source {
                Source::Direct { .. } => None,
                Source::Constant { .. } => Some(&form.constant_type),
                Source::Expression { .. } => Some(&form.expression_type),
            },
            match row.matching {
                Some(_) => Some(&form.matched),
                None if self.circumstances.differences.matched_at_first(&row.target) => {
                    Some(&form.not_matched)
                }
                None => None,
            },
            (row.apply == Apply::OnCreation).then_some(&form.on_creation),
        ];
        [Some(text)]
            .into_iter()
            .chain(choices)
            .flatten()
            .map(|text| fillings.fill(text.in_language(self.language)))
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Returns the values of the portal's form for a mapping, in its order.
    fn form(&self, row: &Mapping) -> Vec<CopyValue> {
        let form = &self.common.mapping_form;
        let (label, kind) = match row.source {
            Source::Direct { .. } => (&form.source, CopyKind::Text),
            Source::Constant { .. } => (&form.constant, CopyKind::Text),
            Source::Expression { .. } => (&form.expression, CopyKind::Expression),
        };
        let value = |label: &Text, kind: CopyKind, value: &str| CopyValue {
            label: self.write(label),
            kind,
            value: value.to_owned(),
        };
        let default = row.default_if_null.as_deref();
        [
            Some(value(label, kind, row.source.text())),
            default.map(|default| value(&form.default, CopyKind::Text, default)),
            Some(value(&form.target, CopyKind::Text, &row.target)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// Returns a mapping as one line: the source and where it goes.
    fn listed(&self, row: &Mapping, selection: MappingSelection) -> CopyValue {
        if selection == MappingSelection::Custom {
            let label = self.write(&self.common.mapping_form.attribute_name);
            return CopyValue { label, kind: CopyKind::Text, value: row.target.clone() };
        }
        match &row.source {
            Source::Expression { text } => CopyValue {
                label: row.target.clone(),
                kind: CopyKind::Expression,
                value: text.clone(),
            },
            source => CopyValue {
                label: source.text().to_owned(),
                kind: CopyKind::Text,
                value: row.target.clone(),
            },
        }
    }

    /// Returns the questions whose answer changes something in this vendor's guide.
    fn questions(&self, subject: &Subject<'_>) -> Vec<SituationQuestion> {
        let used: BTreeSet<SituationField> = subject
            .steps
            .iter()
            .flat_map(conditions)
            .flat_map(Conditions::fields)
            .filter(|field| *field != SituationField::Groups || subject.takes_groups)
            .collect();
        let questions = &self.common.questions;
        [
            (SituationField::SsoApplication, &questions.sso_application),
            (SituationField::SecondApplication, &questions.second_application),
            (SituationField::Groups, &questions.groups),
            (SituationField::Portal, &questions.portal),
        ]
        .into_iter()
        .filter(|(field, entry)| used.contains(field) && self.circumstances.show(&entry.when, None))
        .map(|(field, entry)| SituationQuestion {
            field,
            question: self.write(&entry.question),
            choices: entry
                .choices
                .iter()
                .map(|choice| Choice {
                    value: choice.value.clone(),
                    label: self.write(&choice.label),
                })
                .collect(),
        })
        .collect()
    }
}

/// Returns every set of conditions in a step.
fn conditions(step: &Step) -> impl Iterator<Item = &Conditions> {
    let own = step.conditions.iter().flat_map(|(when, unless)| [Some(when), unless.as_ref()]);
    let pages = step.pages.iter().map(|page| Some(&page.when));
    let actions = step.actions.iter().flat_map(|part| [Some(&part.when), part.unless.as_ref()]);
    let warnings = step.warnings.iter().flat_map(|part| [Some(&part.when), part.unless.as_ref()]);
    own.chain(pages).chain(actions).chain(warnings).flatten()
}
