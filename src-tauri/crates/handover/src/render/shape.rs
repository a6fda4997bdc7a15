//! The record's parts as the templates want them: rounded, shortened, in reading order.

use footbridge_connection::{CertificateFacts, ConnectionReport, StageName, StageStatus};
use footbridge_finding::{Finding, fill};
use footbridge_mapping::{Apply, MappingRow, OrganisationTree, Source, TreeNode};
use footbridge_proof::{ProofReport, TargetProof};
use serde::Serialize;

use crate::record::{People, PortalStep};
use crate::words::Words;
use crate::{moment, words};

/// A test without its requests and answers: a server may answer with people.
#[derive(Serialize)]
pub(super) struct Connection<'a> {
    host: &'a str,
    at: String,
    stages: Vec<Stage<'a>>,
    findings: &'a [Finding],
    certificate: Option<CertificateFacts>,
}

#[derive(Serialize)]
struct Stage<'a> {
    name: StageName,
    status: StageStatus,
    detail: &'a str,
    ms: String,
}

pub(super) fn connection(report: &ConnectionReport) -> Connection<'_> {
    let stages = report.stages.iter().map(|stage| Stage {
        name: stage.name,
        status: stage.status,
        detail: &stage.detail,
        ms: format!("{:.0}", stage.ms),
    });
    let certificate = report.certificate.clone().map(|mut facts| {
        facts.not_after = moment::readable(&facts.not_after);
        facts
    });
    Connection {
        host: &report.host,
        at: moment::readable(&report.at),
        stages: stages.collect(),
        findings: &report.findings,
        certificate,
    }
}

/// A proof without its requests and answers.
#[derive(Serialize)]
pub(super) struct Proof<'a> {
    url: &'a str,
    at: String,
    targets: &'a [TargetProof],
    findings: &'a [Finding],
}

pub(super) fn proof(report: &ProofReport) -> Proof<'_> {
    Proof {
        url: &report.tenant_url,
        at: moment::readable(&report.at),
        targets: &report.targets,
        findings: &report.findings,
    }
}

#[derive(Serialize)]
pub(super) struct Mapping<'a> {
    source: &'a str,
    constant: bool,
    target: &'a str,
    default: Option<&'a str>,
    /// The name of the word for it.
    apply: &'static str,
    matching: String,
}

pub(super) fn mappings(rows: &[MappingRow]) -> Vec<Mapping<'_>> {
    rows.iter()
        .map(|row| Mapping {
            source: &row.source_text,
            constant: matches!(row.mapping.source, Source::Constant { .. }),
            target: &row.mapping.target,
            default: row.mapping.default_if_null.as_deref(),
            apply: match row.mapping.apply {
                Apply::Always => "always",
                Apply::OnCreation => "on_creation",
            },
            matching: row.mapping.matching.map(|order| order.to_string()).unwrap_or_default(),
        })
        .collect()
}

pub(super) fn steps(steps: &[PortalStep]) -> Vec<PortalStep> {
    let readable = |step: &PortalStep| PortalStep {
        ticked_at: step.ticked_at.as_deref().map(moment::readable),
        ..step.clone()
    };
    steps.iter().map(readable).collect()
}

/// A branch of the organisation.
#[derive(Serialize)]
pub(super) struct Branch {
    name: String,
    /// Whether the name is ours, for people without one or for what is left out.
    blank: bool,
    count: u32,
    /// Its share of everybody, in units of a bar that is 120 long.
    bar: u32,
    children: Vec<Branch>,
}

/// How many branches are shown under one; the rest is told in one line. Our choice: a record is
/// one to two pages, and the window shows them all.
const MOST: usize = 15;

/// Returns the branches under the root, or none when no level is mapped.
pub(super) fn tree(people: Option<&People>, words: &words::Words) -> Vec<Branch> {
    people.map_or_else(Vec::new, |people| branches(&people.tree, &people.tree.root, 0, words))
}

/// Returns what is below `node`, which is on level `depth`, counted from 0.
fn branches(tree: &OrganisationTree, node: &TreeNode, depth: usize, words: &Words) -> Vec<Branch> {
    let nodes = &node.children;
    let everybody = tree.root.count;
    // Of people whose level was not exported nobody knows whether they have none.
    let is_unknown = tree.levels.get(depth).is_some_and(|level| tree.unknown.contains(level));
    let without = if is_unknown { "level_not_exported" } else { "without_level" };
    let word = |name: &str| words.page.get(name).cloned().unwrap_or_default();
    let bar = |count: u32| {
        let share = u64::from(count) * 120 / u64::from(everybody.max(1));
        u32::try_from(share).unwrap_or(120).min(120)
    };
    let (shown, rest) = nodes.split_at(nodes.len().min(MOST));
    let mut branches: Vec<Branch> = shown
        .iter()
        .map(|node| {
            let blank = node.name.is_empty();
            // A lone branch of people without the level says nothing.
            let only_blank = node.children.iter().all(|child| child.name.is_empty());
            Branch {
                name: if blank { word(without) } else { node.name.clone() },
                blank,
                count: node.count,
                bar: bar(node.count),
                children: match only_blank {
                    true => Vec::new(),
                    false => branches(tree, node, depth + 1, words),
                },
            }
        })
        .collect();
    if !rest.is_empty() {
        let people: u32 = rest.iter().map(|node| node.count).sum();
        let (count, sum) = (rest.len().to_string(), people.to_string());
        branches.push(Branch {
            name: fill(&word("more"), &[("count", &count), ("people", &sum)]),
            blank: true,
            count: people,
            bar: bar(people),
            children: Vec::new(),
        });
    }
    branches
}
