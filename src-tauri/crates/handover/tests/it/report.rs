//! What the report says.

use footbridge_finding::Language;
use footbridge_handover::{LineState, Record};

use crate::{at, empty, full_of, proof_of, real};

const EN: Language = Language::ENGLISH;

#[test]
fn what_was_not_done_is_an_open_point() {
    let record = empty();
    let states: Vec<_> = record.lines(&EN).into_iter().map(|line| line.state).collect();
    let open = LineState::Open;
    assert_eq!(states, [open, open, open, open, open, open], "only the vendor is chosen");
    assert_eq!(record.open_points(&EN).len(), 5, "URL, token, connection, people, portal");
    let html = record.html(&EN).expect("it renders");
    for sentence in [
        "The secret token has not been made.",
        "The connection has not been tested.",
        "There is no mapping table.",
        "No export of your users was loaded.",
        "The steps in the portal have not been followed.",
    ] {
        assert!(html.contains(sentence), "the page says: {sentence}");
        assert!(record.markdown(&EN).expect("it renders").contains(sentence), "{sentence}");
    }
    assert!(!record.has_expiry(), "no token, no expiry");
}

#[test]
fn a_set_up_is_told() {
    let record = real();
    let lines = record.lines(&EN);
    let values: Vec<_> = lines.iter().map(|line| line.value.as_str()).collect();
    assert_eq!(
        values,
        [
            "Microsoft Entra ID to Example Security",
            "https://scim.example.com/v2/",
            "Ends in q83A, fingerprint ba78 16bf 8f01; expires on 2027-02-19",
            "Passed on 2026-11-21 10:42 UTC",
            "5 attributes, changed from the vendor's profile; previewed for 412 people from \
             exportUsers_2026-11-21.csv",
            "2 of 3 ticked",
        ],
        "the set-up in six lines"
    );
    assert_eq!(
        record.open_points(&EN),
        [
            "Connection, worth settling: The server answers slowly.",
            "No e-mail address: 12 people.",
            "Still to do in the portal: Turn provisioning on.",
        ],
        "what is left, in the order of the steps"
    );
    let next = record.next_steps(&EN);
    assert_eq!(next.len(), 5, "finish, first cycle, look, later, expiry");
    assert!(next[4].contains("2027-02-19"), "the day of expiry is named: {}", next[4]);
}

#[test]
fn exercise_says_so_in_its_first_lines() {
    let mut record = real();
    record.practice = true;
    record.tenant_url = "http://127.0.0.1:8080/scim".to_owned();
    let html = record.html(&EN).expect("it renders");
    let title = "<title>Provisioning record: Exercise with the practice tenant: Microsoft Entra ID to \
                 Example Security</title>";
    assert!(html.contains(title), "the page's title");
    assert!(html.contains("<h1>Exercise with the practice tenant: "), "its heading");
    let markdown = record.markdown(&EN).expect("it renders");
    assert!(markdown.starts_with("# Exercise with the practice tenant: "), "the first line");
    let first: Vec<&str> = markdown.lines().take(6).collect();
    assert!(
        first.iter().any(|line| line.starts_with("> An exercise: ")),
        "and the next: {first:?}"
    );
    let lines = record.lines(&EN);
    assert!(lines[0].value.starts_with("Exercise with the practice tenant"), "at a glance");
    assert_eq!(
        lines[1].value,
        "http://127.0.0.1:8080/scim (the practice tenant on this computer, not the vendor's)",
        "the URL is not the vendor's"
    );
    record.practice = false;
    for text in [record.html(&EN), record.markdown(&EN)].map(|text| text.expect("it renders")) {
        assert!(!text.to_lowercase().contains("exercise"), "the real thing does not");
    }
}

#[test]
fn an_expired_token_is_open() {
    let mut record = real();
    record.made_at = at("2027-02-19T23:00:00Z");
    assert_eq!(record.lines(&EN)[2].state, LineState::Done, "the day itself still counts");
    record.made_at = at("2027-02-20T00:00:00Z");
    assert_eq!(record.lines(&EN)[2].state, LineState::Open, "the day after does not");
    assert!(record.open_points(&EN)[0].contains("expired on 2027-02-19"), "and it is said");
}

#[test]
fn a_failed_test_is_open() {
    let mut record = real();
    let report = record.connection.as_mut().expect("there is a test");
    report.ok = false;
    report.findings.clear();
    report.cancelled = true;
    assert_eq!(record.lines(&EN)[3].value, "Cancelled on 2026-11-21 10:42 UTC", "it is told");
    assert!(record.open_points(&EN)[0].contains("did not come to its end"), "and left to do");
}

#[test]
fn no_person_and_no_exchange_is_in_it() {
    let record = real();
    for text in [record.html(&EN), record.markdown(&EN)].map(|text| text.expect("it renders")) {
        assert!(!text.contains("somebody@example.com"), "a server's answer stays out");
    }
}

#[test]
fn the_page_is_self_contained() {
    let html = real().html(&EN).expect("it renders");
    let policy = r#"http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'""#;
    assert!(html.contains(policy), "nothing may be loaded or run");
    for reference in ["<script", "src=", "href=", "url(", "@import", "<iframe", "<form", "<base"] {
        assert!(!html.contains(reference), "{reference} would reach outside");
    }
    assert!(html.contains("@media print"), "it prints");
    assert!(html.contains("<code>Provisioning</code> › <code>Connectivity</code>"), "portal words");
}

#[test]
fn a_long_level_is_shortened_and_its_people_are_counted() {
    let mut record = full_of("x");
    let people = record.people.as_mut().expect("there are people");
    let leaf = people.tree.root.children[1].clone();
    people.tree.root.children = (0..40)
        .map(|index| footbridge_mapping::TreeNode {
            name: format!("Department {index}"),
            ..leaf.clone()
        })
        .collect();
    let html = record.html(&EN).expect("it renders");
    assert!(
        html.contains("Department 14") && !html.contains("Department 15<"),
        "fifteen are shown"
    );
    assert!(html.contains("25 more, with 750 people together"), "the others are counted");
}

#[test]
fn level_that_was_not_exported_is_not_said_to_be_empty() {
    let mut record = full_of("x");
    let levels = |record: &Record| {
        let markdown = record.markdown(&EN).expect("it renders");
        let said = |words: &str| markdown.contains(&format!("- {words}: 30"));
        (said("without a value here"), said("not exported"))
    };
    assert_eq!(levels(&record), (true, false), "30 people have no organization");
    let tree = &mut record.people.as_mut().expect("people").tree;
    tree.unknown = vec!["organization".to_owned()];
    assert_eq!(levels(&record), (false, true), "nobody knows whether they have one");
}

#[test]
fn the_markdown_reads_well() {
    let markdown = real().markdown(&EN).expect("it renders");
    assert!(!markdown.contains("\n\n\n"), "no empty stretches: {markdown}");
    for line in [
        "# Microsoft Entra ID to Example Security",
        "| Secret token | Ends in q83A, fingerprint ba78 16bf 8f01; expires on 2027-02-19 | Done |",
        "| Name found | Passed | 203.0.113.7 | 12 ms |",
        "| `mail` | `emails[type eq \"work\"].value` |  | Always |  |",
        "- Fjord Energi AS: 301",
        "  - Drift \\& vedlikehold: 140",
        "- [x] Enter the credentials (`Provisioning` › `Connectivity`), 2026-11-21 10:43 UTC",
        "- [ ] Turn provisioning on (`Provisioning` › `Overview`)",
    ] {
        assert!(markdown.lines().any(|found| found == line), "{line} is missing in:\n{markdown}");
    }
}

/// A record is saved with the progress and read again.
#[test]
fn a_record_survives_serde() {
    let record = real();
    let json = serde_json::to_string(&record).expect("it serialises");
    let back: footbridge_handover::Record = serde_json::from_str(&json).expect("it reads back");
    assert_eq!(back, record, "nothing is lost");
}

#[test]
fn proof_is_told_with_what_it_means_and_what_is_left() {
    let mut record = real();
    let without = record.html(&EN).expect("it renders");
    assert!(!without.contains("Proof"), "nobody has to make one");
    let mut proof = proof_of("x");
    proof.at = "2026-11-21T10:46:00Z".to_owned();
    proof.findings[0].title = "A change of department is lost".to_owned();
    proof.left_behind[0].name = "footbridge-proof-1a2b3c4d".to_owned();
    proof.targets[0].target = "department".to_owned();
    record.proof = Some(proof.clone());
    let value = |record: &Record| {
        let lines = record.lines(&EN);
        lines.into_iter().find(|line| line.label == "Proof").map(|line| (line.value, line.state))
    };
    assert_eq!(
        value(&record),
        Some((
            "Not passed on 2026-11-21 10:46 UTC: 0 of 1 values of a made-up person are kept"
                .to_owned(),
            LineState::Open
        ))
    );
    let points = record.open_points(&EN);
    for point in [
        "Proof: A change of department is lost.",
        "Still at the vendor, from the proof: footbridge-proof-1a2b3c4d. Delete it there.",
    ] {
        assert!(points.iter().any(|it| it == point), "{points:?}");
    }
    let html = record.html(&EN).expect("it renders");
    assert!(html.contains("<td>department</td>"), "the table of targets: {html}");
    let markdown = record.markdown(&EN).expect("it renders");
    assert!(markdown.contains("| department |"), "{markdown}");

    proof.ok = true;
    proof.findings.clear();
    proof.left_behind.clear();
    proof.targets[0].status = footbridge_proof::TargetStatus::Kept;
    record.proof = Some(proof);
    assert_eq!(
        value(&record).map(|(value, state)| (
            value.ends_with("1 of 1 values of a made-up person are kept"),
            state
        )),
        Some((true, LineState::Done))
    );
}

#[test]
fn first_page_says_in_plain_words_what_the_rest_says_in_full() {
    let record = crate::real();
    let html = record.html(&EN).expect("it renders");
    let (first, annex) = html.split_once("class=\"annex\">").expect("an annex");
    for part in ["out of Microsoft Entra ID", "class=\"numbers\"", "Open points", "class=\"tree\""]
    {
        assert!(first.contains(part), "the first page has {part}: {first}");
    }
    for part in ["Connection test", "Attribute mapping", "At a glance"] {
        assert!(!first.contains(&format!("<h2>{part}")), "{part} is for the annex");
        assert!(annex.contains(&format!("<h2>{part}")), "{part} is in the annex");
    }
}

#[test]
fn first_page_counts_one_as_one() {
    let said = |users: u32, levels: &[&str]| {
        let mut record = crate::real();
        let people = record.people.as_mut().expect("people");
        people.users = users;
        people.tree.levels = levels.iter().map(|level| (*level).to_owned()).collect();
        let html = record.html(&EN).expect("it renders");
        let (_, numbers) = html.split_once("class=\"numbers\"").expect("numbers");
        let (numbers, _) = numbers.split_once("Open points").expect("open points");
        (html.clone(), numbers.to_owned())
    };
    let (page, numbers) = said(1, &["department"]);
    assert!(page.contains("The one person of the export was looked at."), "{page}");
    assert!(page.contains("place in the organisation as department."), "{page}");
    assert!(numbers.contains("person<") && numbers.contains("organisation level<"), "{numbers}");
    let (page, numbers) = said(1_200, &["organization", "department"]);
    assert!(page.contains("The 1,200 people of the export were looked at one by one."), "{page}");
    assert!(page.contains("as organization &gt; department."), "{page}");
    assert!(numbers.contains("people<") && numbers.contains("organisation levels<"), "{numbers}");
    let (page, _) = said(2, &[]);
    assert!(!page.contains("place in the organisation as"), "no level is mapped: {page}");
}
