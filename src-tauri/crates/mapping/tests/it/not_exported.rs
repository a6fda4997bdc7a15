//! Of how many people nothing is known, because an attribute was not exported.

use std::ops::ControlFlow;

use footbridge_mapping::{
    DraftImpact, Evaluator, Mapping, MappingTable, Rules, Scope, VendorGroups, targets,
};

use crate::support::{ENGLISH, WORK_EMAIL, context, directory, preview, table};

const PEOPLE: &str = "userPrincipalName,department\na@n.example,Sales\nb@n.example,\n";
const EITHER: &str = "Coalesce([department], [companyName])";

#[test]
fn counts_and_unknown_add_up_to_everybody() {
    let (directory, context) = (directory(PEOPLE), context());
    for (mapping, counts, unknown, reason) in [
        (Mapping::direct("department", targets::DEPARTMENT), [1, 1, 0, 0], &[][..], "it is there"),
        (
            Mapping::direct("companyName", targets::ORGANIZATION),
            [0, 0, 0, 2],
            &["organization"],
            "it is not",
        ),
        (
            Mapping::expression(EITHER, targets::DIVISION),
            [1, 0, 0, 1],
            &["division"],
            "one of two attributes",
        ),
        (Mapping::direct("mail", WORK_EMAIL), [0, 0, 0, 2], &[], "no level"),
    ] {
        let set = table(vec![mapping]);
        let evaluator = Evaluator::new(&directory, &set, &context);
        let preview = preview(&evaluator, set.rules());
        let target = &preview.result().targets[0];
        let found = [target.filled, target.empty, target.errors, target.unknown];
        assert_eq!(found, counts, "{reason}");
        assert_eq!(preview.result().tree.unknown, unknown, "{reason}");
    }
}

#[test]
fn groups_without_their_attribute_are_not_known() {
    let (directory, context) = (directory(PEOPLE), context());
    for (mapping, expected, reason) in [
        (Mapping::direct("department", "title"), (1, 1, 0), "it is there"),
        (Mapping::direct("country", "title"), (0, 0, 2), "it is not"),
        (Mapping::expression(EITHER, "title"), (1, 0, 1), "one of two"),
    ] {
        let rules = Rules { grouped_by: Some("title".to_owned()), ..Rules::default() };
        let set = MappingTable::new(vec![mapping], rules, "the vendor");
        let evaluator = Evaluator::new(&directory, &set, &context);
        let groups = VendorGroups::new(&evaluator, set.rules()).unwrap();
        let found = (groups.groups.len(), groups.without, groups.unknown);
        assert_eq!(found, expected, "{reason}");
    }
}

#[test]
fn draft_without_its_attribute_leaves_nobody_empty() {
    let kept = Mapping::direct("department", "title");
    for (draft, expected, reason) in [
        (Mapping::direct("country", "title"), (0, 0, 2), "nothing of anybody"),
        (Mapping::expression(EITHER, "title"), (1, 0, 1), "nothing of one"),
        (Mapping::direct("department", "title"), (1, 1, 0), "everything"),
    ] {
        let impact = DraftImpact::of(
            (&directory(PEOPLE), &Scope::Everybody),
            Some(&kept),
            &draft,
            &context(),
            &ENGLISH,
            &mut |_, _| ControlFlow::Continue(()),
        );
        let impact = impact.unwrap();
        assert_eq!((impact.sent, impact.empty, impact.unknown), expected, "{reason}");
        assert_eq!(impact.empty_before, Some(1), "{reason}");
    }
}
