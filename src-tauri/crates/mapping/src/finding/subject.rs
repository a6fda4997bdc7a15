//! What a finding is about beside its people: targets of mappings, or names of the organisation.

use footbridge_finding::Language;

use crate::finding::code::words;
use crate::finding::group::EXAMPLES;

/// One thing that a finding is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Subject {
    /// A target or a level.
    Name(String),
    /// Two spellings of one name.
    Similar { common: String, rare: String },
    /// A department under two divisions, and under so many more.
    Divided { department: String, divisions: [String; 2], more: usize },
}

impl Subject {
    pub(crate) fn in_words(&self, language: &Language) -> String {
        match self {
            Subject::Name(name) => name.clone(),
            Subject::Similar { common, rare } => {
                words("subject.similar", language, &[("common", common), ("rare", rare)])
            }
            Subject::Divided { department, divisions: [first, second], more } => {
                let key = if *more == 0 { "subject.divided" } else { "subject.divided_more" };
                let more = language.number(*more as u64);
                let parameters = [
                    ("department", department.as_str()),
                    ("first", first),
                    ("second", second),
                    ("more", &more),
                ];
                words(key, language, &parameters)
            }
        }
    }
}

/// Some subjects of many: the first ones, and how many there are.
#[derive(Debug, Clone, Default)]
pub(crate) struct Subjects {
    pub(crate) first: Vec<Subject>,
    count: usize,
}

impl Subjects {
    pub(crate) fn add(&mut self, subject: impl FnOnce() -> Subject) {
        self.count += 1;
        if self.first.len() < EXAMPLES {
            self.first.push(subject());
        }
    }

    pub(crate) fn add_all(&mut self, other: &Subjects) {
        self.count += other.count;
        let room = EXAMPLES - self.first.len();
        self.first.extend(other.first.iter().take(room).cloned());
    }

    /// Joins the first ones and counts the others.
    pub(crate) fn in_words(&self, language: &Language) -> String {
        let first: Vec<String> = self.first.iter().map(|it| it.in_words(language)).collect();
        let first = first.join(", ");
        match self.count - self.first.len() {
            0 => first,
            more => {
                let more = language.number(more as u64);
                words("subject.more", language, &[("first", &first), ("more", &more)])
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_beyond_the_first_are_counted() {
        let mut subjects = Subjects::default();
        let mut of = |count: usize| {
            (0..count).for_each(|it| subjects.add(|| Subject::Name(format!("t{it}"))));
            subjects.in_words(&Language::ENGLISH)
        };
        assert_eq!(of(5), "t0, t1, t2, t3, t4", "as many as are named");
        assert_eq!(of(1_200), "t0, t1, t2, t3, t4 and 1,200 more", "and more");
    }

    #[test]
    fn subject_of_names_quotes_them() {
        let name = str::to_owned;
        let divisions = ["N", "S"].map(name);
        let divided =
            |more| Subject::Divided { department: name("IT"), divisions: divisions.clone(), more };
        for (subject, expected) in [
            (
                Subject::Similar { common: name("IT"), rare: name("{common}") },
                "“IT” and “{common}”",
            ),
            (divided(0), "“IT” under “N” and “S”"),
            (divided(1), "“IT” under “N”, “S” and 1 more"),
        ] {
            assert_eq!(subject.in_words(&Language::ENGLISH), expected);
        }
    }
}
