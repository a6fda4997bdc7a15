//! The capturing groups of a pattern, found before it is translated: a back-reference may come
//! before its group.

use super::translator::Result;
use crate::words::Words;

/// The names of the capturing groups in the order of the pattern.
pub(super) fn capturing_groups(source: &[char]) -> Result<Vec<Option<String>>> {
    let mut groups = Vec::new();
    let mut at = 0;
    let mut in_class = 0usize;
    while let Some(&character) = source.get(at) {
        match character {
            '\\' => at += 1,
            '[' if in_class == 0 => {
                in_class = 1;
                // A bracket in the first place is a character of the class.
                at += usize::from(source.get(at + 1) == Some(&'^'));
                at += usize::from(source.get(at + 1) == Some(&']'));
            }
            '[' if source.get(at.wrapping_sub(1)) == Some(&'-') => in_class += 1,
            ']' if in_class > 0 => in_class -= 1,
            '(' if in_class == 0 => {
                match (source.get(at + 1), source.get(at + 2), source.get(at + 3)) {
                    (Some('?'), Some('<'), Some('=' | '!')) => {}
                    (Some('?'), Some(open @ ('<' | '\'')), _) => {
                        let close = if *open == '<' { '>' } else { '\'' };
                        let name: String = source
                            .iter()
                            .skip(at + 3)
                            .take_while(|character| **character != close)
                            .collect();
                        check_name(&name)?;
                        groups.push(Some(name));
                    }
                    (Some('?'), Some('#'), _) => {
                        while source.get(at).is_some_and(|character| *character != ')') {
                            at += 1;
                        }
                    }
                    (Some('?'), ..) => {}
                    _ => groups.push(None),
                }
            }
            _ => {}
        }
        at += 1;
    }
    Ok(groups)
}

fn check_name(name: &str) -> Result<()> {
    if name.contains('-') {
        return Err(Words::BalancingGroups.into());
    }
    if name.is_empty() || !name.chars().all(|c| c.is_alphanumeric() || c == '_') {
        return Err(Words::NoGroupName.with("name", name));
    }
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        return Err(Words::NumberedGroupName.into());
    }
    Ok(())
}
