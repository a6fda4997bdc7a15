//! The five mappings, five times: a department's three levels, the mail address in lower case, a
//! switch on whether the account is enabled.
//!
//! Each engine is used the way it would be used here: its program compiled before the first user,
//! the three values bound for each user, and the two text functions that only the language of Entra
//! has given to the others as native ones.

// Each of the benches and examples uses its own part of this.
#![allow(dead_code)]

pub mod cel;
pub mod evalexpr;
pub mod footbridge;
pub mod hand_written;
pub mod rhai;

use footbridge_expression_bench::user;

/// What the mappings need of a user.
pub struct Input {
    pub department: String,
    pub mail: String,
    pub enabled: String,
}

/// Returns the first users.
pub fn inputs(count: u64) -> Vec<Input> {
    let input = |row| {
        let user = user(row);
        let text = |column| user.get(column).to_owned();
        Input {
            department: text("department"),
            mail: text("mail"),
            enabled: text("accountEnabled"),
        }
    };
    (0..count).map(input).collect()
}

/// Takes every result: its length, and so much of its content that a difference shows.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Sink {
    pub bytes: u64,
    pub check: u64,
}

impl Sink {
    pub fn put(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let ends = [bytes.first(), bytes.last()].map(|byte| byte.map_or(0, |byte| u64::from(*byte)));
        self.bytes += bytes.len() as u64;
        let seen = (bytes.len() as u64) << 16 | ends[0] << 8 | ends[1];
        self.check = (self.check.rotate_left(5) ^ seen).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

/// A level of a department, for the engines that have no function for it.
fn level(department: &str, number: i64) -> String {
    let index = usize::try_from(number - 1).unwrap_or(0);
    department.split(" > ").nth(index).unwrap_or_default().to_owned()
}

/// A way to compute the five mappings.
pub type Run = Box<dyn FnMut(&[Input]) -> Sink>;

/// Every way, by name.
pub fn all() -> Vec<(&'static str, Run)> {
    vec![
        ("hand-written", Box::new(hand_written::run) as Run),
        ("footbridge", footbridge::proposals()),
        ("footbridge, Item of Split", footbridge::items()),
        ("cel", cel::mappings()),
        ("rhai", rhai::mappings()),
        ("evalexpr", evalexpr::mappings()),
    ]
}
