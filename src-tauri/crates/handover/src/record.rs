//! What was done in a set-up, and what that amounts to in words.

use footbridge_connection::{ConnectionReport, StageStatus};
use footbridge_finding::{Language, Severity, fill};
use footbridge_mapping::{FindingGroup, MappingRow, OrganisationTree};
use footbridge_proof::{ProofReport, TargetStatus};
use footbridge_token::TokenSummary;
use footbridge_vendor::GuideStep;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::moment;
use crate::words::{Words, words};

/// Everything that a hand-over tells. Parts that were not done are `None` or empty, and are told as
/// open points.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Record {
    /// When the record is made.
    pub made_at: Timestamp,
    /// The version of Footbridge.
    pub version: String,
    /// The vendor's name.
    pub vendor: String,
    /// The identity provider's name, such as `Microsoft Entra ID`.
    pub identity_provider: String,
    /// The tenant URL; empty while it is not known.
    pub tenant_url: String,
    /// Whether this was an exercise against the practice tenant.
    pub practice: bool,
    /// The token, without the token.
    pub token: Option<TokenSummary>,
    /// The last connection test.
    pub connection: Option<ConnectionReport>,
    /// The mapping table.
    pub mappings: Vec<MappingRow>,
    /// Whether the table differs from the vendor's profile.
    pub mappings_changed: bool,
    /// The last proof with a made-up person; nobody has to make one.
    pub proof: Option<ProofReport>,
    /// The people of the loaded export, as numbers.
    pub people: Option<People>,
    /// The steps in the portal, in order.
    pub steps: Vec<PortalStep>,
}

/// What the preview of an export came to. No single person is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct People {
    /// The file's name without its folder.
    pub file: String,
    /// Whether these are the invented sample people.
    pub sample: bool,
    /// How many people there are.
    pub users: u32,
    /// What was found, in the preview's order.
    pub findings: Vec<PeopleFinding>,
    /// The organisation with head-counts.
    pub tree: OrganisationTree,
}

/// A finding about people, and how many it concerns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PeopleFinding {
    /// How much it matters.
    pub severity: Severity,
    /// A few words.
    pub title: String,
    /// How many people it is about.
    pub count: u32,
}

impl From<&FindingGroup> for PeopleFinding {
    /// Leaves the examples behind: they are names of people.
    fn from(group: &FindingGroup) -> Self {
        PeopleFinding {
            severity: group.finding.severity,
            title: group.finding.title.clone(),
            count: group.count,
        }
    }
}

/// A step in the portal, and when it was ticked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PortalStep {
    /// What is done, in a few words; portal words may stand in backticks.
    pub title: String,
    /// The portal's page in words.
    pub page: String,
    /// When it was ticked, RFC 3339 in UTC.
    pub ticked_at: Option<String>,
}

impl PortalStep {
    /// Takes a step of the guide, and when it was ticked.
    pub fn of(step: &GuideStep, ticked_at: Option<String>) -> Self {
        PortalStep { title: step.title.clone(), page: step.page.clone(), ticked_at }
    }
}

/// Whether a line of the record is settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum LineState {
    /// It is done.
    Done,
    /// Something is left to do.
    Open,
}

/// One thing of the set-up, and what was reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Line {
    /// What it is about.
    pub label: String,
    /// What was reached.
    pub value: String,
    /// Whether it is settled.
    pub state: LineState,
}

impl Record {
    /// Tells the set-up in six lines, and in one more when there was a proof.
    pub fn lines(&self, language: &Language) -> Vec<Line> {
        let words = words(language);
        let facts = &words.facts;
        let lines = [
            (&facts.provisioning, self.route(words), self.is_complete()),
            (&facts.tenant_url, self.tenant_url_in_words(words), !self.tenant_url.is_empty()),
            (&facts.token, self.token_in_words(words), self.token_is_good()),
            (&facts.connection, self.connection_in_words(words), self.connection_is_good()),
            (&facts.mapping, self.mapping_in_words(words), self.people.is_some()),
            (&facts.portal, self.portal_in_words(words), self.unticked() == 0 && self.has_steps()),
        ];
        let proof = self.proof.as_ref();
        let proof = proof.map(|proof| (&facts.proof, proof_in_words(proof, words), proof.ok));
        let none = &words.values.none;
        let (before, portal) = lines.split_at(lines.len() - 1);
        before
            .iter()
            .chain(&proof)
            .chain(portal)
            .cloned()
            .map(|(label, value, done)| Line {
                label: label.clone(),
                value: if value.is_empty() { none.clone() } else { value },
                state: if done { LineState::Done } else { LineState::Open },
            })
            .collect()
    }

    /// Tells what is left to do, as sentences in the order of the steps.
    pub fn open_points(&self, language: &Language) -> Vec<String> {
        let open = &words(language).open;
        let mut points = Vec::new();
        if self.practice {
            points.push(open.practice.clone());
        }
        if self.tenant_url.is_empty() {
            points.push(open.tenant_url.clone());
        }
        match &self.token {
            None => points.push(open.token.clone()),
            Some(token) => {
                if self.token_has_expired() {
                    let on = token.expires_on.map(|on| on.to_string()).unwrap_or_default();
                    points.push(fill(&open.token_expired, &[("date", &on)]));
                }
            }
        }
        match &self.connection {
            None => points.push(open.connection.clone()),
            Some(report) if report.ok => {
                let warnings = report.findings.iter().filter(|f| f.severity == Severity::Warning);
                points.extend(
                    warnings.map(|warning| {
                        fill(&open.connection_warning, &[("title", &warning.title)])
                    }),
                );
            }
            Some(report) => {
                let errors: Vec<_> =
                    report.findings.iter().filter(|f| f.severity == Severity::Error).collect();
                if errors.is_empty() {
                    points.push(open.connection_unfinished.clone());
                }
                points.extend(
                    errors
                        .iter()
                        .map(|error| fill(&open.connection_error, &[("title", &error.title)])),
                );
            }
        }
        match &self.people {
            None => points.push(open.people.clone()),
            Some(people) if people.sample => points.push(open.people_sample.clone()),
            Some(people) => {
                let serious = people.findings.iter().filter(|f| f.severity != Severity::Info);
                points.extend(serious.map(|finding| {
                    let count = finding.count.to_string();
                    let text = match finding.count {
                        1 => &open.people_finding_one,
                        _ => &open.people_finding,
                    };
                    fill(text, &[("title", &finding.title), ("count", &count)])
                }));
            }
        }
        if let Some(proof) = &self.proof {
            let errors = proof.findings.iter().filter(|it| it.severity == Severity::Error);
            points.extend(errors.map(|it| fill(&open.proof_error, &[("title", &it.title)])));
            let left = proof.left_behind.iter();
            points.extend(left.map(|left| fill(&open.proof_left, &[("name", &left.name)])));
        }
        if !self.has_steps() {
            points.push(open.portal.clone());
        }
        let unticked = self.steps.iter().filter(|step| step.ticked_at.is_none());
        let unticked: Vec<_> = unticked.map(|step| step.title.as_str()).collect();
        if !unticked.is_empty() {
            points.push(fill(&open.portal_steps, &[("steps", &unticked.join(" · "))]));
        }
        points
    }

    /// Tells what happens next, as sentences.
    pub fn next_steps(&self, language: &Language) -> Vec<String> {
        let next = &words(language).next;
        let mut steps = Vec::new();
        if self.unticked() > 0 || !self.has_steps() {
            steps.push(next.finish.clone());
        }
        steps.extend([next.first_cycle.clone(), next.look.clone(), next.later.clone()]);
        if let Some(on) = self.token.as_ref().and_then(|token| token.expires_on) {
            steps.push(fill(&next.expiry, &[("date", &on.to_string())]));
        }
        steps
    }

    /// Whether the day on which the token expires is known, so that there can be a calendar entry.
    pub fn has_expiry(&self) -> bool {
        self.token.as_ref().is_some_and(|token| token.expires_on.is_some())
    }

    pub(crate) fn route(&self, words: &Words) -> String {
        let parameters = [("from", self.identity_provider.as_str()), ("to", &self.vendor)];
        let values = &words.values;
        fill(if self.practice { &values.practice_route } else { &values.route }, &parameters)
    }

    fn tenant_url_in_words(&self, words: &Words) -> String {
        if self.practice && !self.tenant_url.is_empty() {
            return fill(&words.values.practice_url, &[("url", &self.tenant_url)]);
        }
        self.tenant_url.clone()
    }

    fn token_in_words(&self, words: &Words) -> String {
        let Some(token) = &self.token else { return String::new() };
        let tail = [("tail", token.last_four.as_str()), ("fingerprint", &token.fingerprint)];
        let mut value = fill(&words.values.token, &tail);
        if let Some(on) = token.expires_on {
            let expires = if self.token_has_expired() {
                &words.values.token_expired
            } else {
                &words.values.token_expires
            };
            value.push_str(&fill(expires, &[("date", &on.to_string())]));
        }
        value
    }

    fn token_is_good(&self) -> bool {
        self.token.is_some() && !self.token_has_expired()
    }

    fn token_has_expired(&self) -> bool {
        let expires_on = self.token.as_ref().and_then(|token| token.expires_on);
        expires_on.is_some_and(|on| on < moment::day(self.made_at))
    }

    fn connection_in_words(&self, words: &Words) -> String {
        let Some(report) = &self.connection else { return String::new() };
        let at = moment::readable(&report.at);
        let failed = report.stages.iter().filter(|stage| stage.status == StageStatus::Failed);
        let failed = failed.count().to_string();
        let parameters = [("at", at.as_str()), ("count", &failed)];
        let values = &words.values;
        let text = match (report.ok, report.cancelled) {
            (true, _) => &values.connection_passed,
            (false, true) => &values.connection_cancelled,
            (false, false) => &values.connection_failed,
        };
        fill(text, &parameters)
    }

    fn connection_is_good(&self) -> bool {
        self.connection.as_ref().is_some_and(|report| report.ok)
    }

    fn mapping_in_words(&self, words: &Words) -> String {
        let rows = self.mappings.len().to_string();
        let values = &words.values;
        let mut value = match (self.mappings.is_empty(), self.mappings_changed) {
            (true, _) => return String::new(),
            (false, true) => fill(&values.mapping_changed, &[("count", &rows)]),
            (false, false) => fill(&values.mapping, &[("count", &rows)]),
        };
        if let Some(people) = &self.people {
            let users = people.users.to_string();
            let text = if people.sample { &values.people_sample } else { &values.people };
            value.push_str(&fill(text, &[("count", &users), ("file", &people.file)]));
        }
        value
    }

    fn portal_in_words(&self, words: &Words) -> String {
        if !self.has_steps() {
            return String::new();
        }
        let all = self.steps.len();
        let ticked = (all - self.unticked()).to_string();
        fill(&words.values.portal, &[("ticked", &ticked), ("all", &all.to_string())])
    }

    /// Whether people arrive by now, as far as this record can tell.
    fn is_complete(&self) -> bool {
        !self.practice && self.connection_is_good() && self.has_steps() && self.unticked() == 0
    }

    fn has_steps(&self) -> bool {
        !self.steps.is_empty()
    }

    fn unticked(&self) -> usize {
        self.steps.iter().filter(|step| step.ticked_at.is_none()).count()
    }
}

fn proof_in_words(proof: &ProofReport, words: &Words) -> String {
    let kept = proof.targets.iter().filter(|target| target.status == TargetStatus::Kept).count();
    let (kept, all) = (kept.to_string(), proof.targets.len().to_string());
    let at = moment::readable(&proof.at);
    let parameters = [("at", at.as_str()), ("kept", &kept), ("all", &all)];
    let values = &words.values;
    let text = match (proof.ok, proof.cancelled) {
        (true, _) => &values.proof_passed,
        (false, true) => &values.proof_cancelled,
        (false, false) => &values.proof_failed,
    };
    fill(text, &parameters)
}
