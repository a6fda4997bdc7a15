//! A report as it may be kept on disk: what Footbridge knows and says by itself. What a server said
//! stays out of it, be it a stored value, a detail, an id or a body.

use crate::code::Code;
use crate::report::{Check, LeftBehind, ProofReport, TargetProof};

impl ProofReport {
    /// Returns the report without anything that a server said: checks, targets and what became of
    /// them, and the findings of a proof's own codes stay; what was stored, evidence, ids, and the
    /// requests with their answers do not. A finding of the way to the server, which its words are
    /// part of, is made anew by the connection test.
    #[must_use]
    pub fn for_saving(&self) -> ProofReport {
        let is_ours = |code: &str| Code::ALL.iter().any(|own| own.as_str() == code);
        let check = |check: &Check| Check { detail: String::new(), ..check.clone() };
        let target = |target: &TargetProof| TargetProof {
            stored: None,
            after_change: None,
            ..target.clone()
        };
        let left = |left: &LeftBehind| LeftBehind { id: None, url: None, ..left.clone() };
        let findings = self.findings.iter().filter(|finding| is_ours(&finding.code));
        ProofReport {
            ok: self.ok,
            tenant_url: self.tenant_url.clone(),
            at: self.at.clone(),
            total_ms: self.total_ms,
            checks: self.checks.iter().map(check).collect(),
            targets: self.targets.iter().map(target).collect(),
            findings: findings
                .map(|finding| {
                    let mut finding = finding.clone();
                    finding.evidence = None;
                    finding
                })
                .collect(),
            left_behind: self.left_behind.iter().map(left).collect(),
            exchanges: Vec::new(),
            cancelled: self.cancelled,
        }
    }
}
