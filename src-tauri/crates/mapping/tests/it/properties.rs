//! What holds for every directory.

use std::collections::HashSet;

use footbridge_mapping::targets::{DEPARTMENT, DIVISION, ORGANIZATION};
use footbridge_mapping::{
    Evaluator, Mapping, MappingTable, Outcome, PeopleQuery, TreeNode, output,
};
use proptest::prelude::*;

use crate::support::{ENGLISH, WORK_EMAIL, context, directory, preview, table};

pub(crate) fn everything() -> MappingTable {
    let mut title = Mapping::direct("jobTitle", "title");
    title.default_if_null = Some("Employee".into());
    table(vec![
        Mapping::direct("userPrincipalName", "userName").matched(1),
        Mapping::direct("mail", WORK_EMAIL),
        title,
        Mapping::expression(r#"Item(Split([department], ">"), 1)"#, ORGANIZATION),
        Mapping::expression(r#"Item(Split([department], ">"), 2)"#, DIVISION),
        Mapping::expression(r#"Join("-", [city], [department])"#, DEPARTMENT),
    ])
}

fn sums(node: &TreeNode) -> bool {
    node.children.is_empty()
        || (node.children.iter().map(|child| child.count).sum::<u32>() == node.count
            && node.children.iter().all(sums))
}

fn paths(node: &TreeNode, path: &mut Vec<String>, all: &mut Vec<(Vec<String>, u32)>) {
    for child in &node.children {
        path.push(child.name.clone());
        all.push((path.clone(), child.count));
        paths(child, path, all);
        path.pop();
    }
}

pub(crate) fn users() -> impl Strategy<Value = Vec<[String; 5]>> {
    let cell = |cells: &'static [&'static str]| prop::sample::select(cells).prop_map(str::to_owned);
    let user = (
        "[a-cA-C]{1,2}@n\\.example",
        cell(&["", "a@n.example", "nonsense", "b@n.example"]),
        cell(&["", "Engineer"]),
        cell(&["", "N", "N>Sales", "N>IT>Desk", "M>IT", ">"]),
        cell(&["", "Oslo"]),
    );
    prop::collection::vec(user.prop_map(|(a, b, c, d, e)| [a, b, c, d, e]), 0..40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn counts_add_up_and_one_is_part_of_the_whole(users in users()) {
        let header = "userPrincipalName,mail,jobTitle,department,city\n".to_owned();
        let rows: Vec<String> = users.iter().map(|user| user.join(",") + "\n").collect();
        let directory = directory(&(header + &rows.concat()));
        prop_assert_eq!(directory.users() as usize, users.len());
        let set = everything();
        let context = context();
        let evaluator = Evaluator::new(&directory, &set, &context);
        let preview = preview(&evaluator, set.rules());
        let result = preview.result();

        for target in &result.targets {
            // What was not exported is counted nowhere.
            prop_assert!(target.filled + target.empty + target.errors <= result.users);
            prop_assert!(target.distinct <= target.filled);
        }
        prop_assert!(sums(&result.tree.root));
        prop_assert_eq!(result.tree.root.count, result.users);
        let mut all = Vec::new();
        paths(&result.tree.root, &mut Vec::new(), &mut all);
        for (path, count) in all {
            let query = PeopleQuery { path: Some(path), ..PeopleQuery::default() };
            prop_assert_eq!(preview.people(&evaluator, &query).total, count);
        }
        for group in &result.findings {
            let finding = Some(group.finding.code.clone());
            let query = PeopleQuery { finding, ..PeopleQuery::default() };
            prop_assert_eq!(preview.people(&evaluator, &query).total, group.count);
        }

        let lines: Vec<_> = output::lines(&evaluator, &preview).collect();
        let mut filled = vec![0; result.targets.len()];
        for line in &lines {
            let person = preview.person(&evaluator, line.row, &ENGLISH).unwrap();
            prop_assert_eq!(person.user.as_str(), line.user);
            let codes: Vec<&str> = person.findings.iter().map(|it| it.code.as_str()).collect();
            prop_assert_eq!(codes, line.findings.clone());
            for (place, value) in person.values.iter().enumerate() {
                let sent = line.targets.get(&value.target);
                let sent = sent.as_deref();
                match &value.outcome {
                    Outcome::Sent { value, .. } => {
                        prop_assert_eq!(sent, Some(value.as_str()));
                        filled[place] += 1;
                    }
                    _ => prop_assert_eq!(sent, None),
                }
            }
        }
        for target in &result.targets {
            let values: HashSet<_> =
                lines.iter().filter_map(|line| line.targets.get(&target.target)).collect();
            prop_assert_eq!(target.distinct as usize, values.len());
        }
        let summed: Vec<u32> = result.targets.iter().map(|target| target.filled).collect();
        prop_assert_eq!(filled, summed);
    }
}
