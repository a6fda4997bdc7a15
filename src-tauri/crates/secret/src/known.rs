//! The secrets of a run, and whether a text holds one of them in any form.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use secrecy::{ExposeSecret as _, SecretString};
use zeroize::Zeroizing;

use crate::forms::{self, Text};
use crate::letters::{self, Letter, Letters};
use crate::views;
use crate::windows::Windows;
use crate::words::{self, Mark};

/// What stands in the place of a secret.
pub const MASK: &str = "••••";

/// So many letters in a row give a secret away.
const PIECE: usize = 8;

/// So many letters give one away that reads like words, if they tell half of it.
const WORDS: usize = 16;

/// A shorter secret would be found in every text.
const SHORTEST: usize = 4;

/// A shorter encoding would, too.
const SHORTEST_ENCODED: usize = 5;

/// Every secret of a run, in every form that can be derived from it.
///
/// Two texts are the same to it when their letters and digits are: it sees through another case,
/// through what stands between letters, be it a blank, a line break or an invisible character,
/// through escapes, up to three deep, and it reads in both directions. It knows each secret as it
/// is, the two halves of a pair `key:secret`, also when the pair is encoded in base64, and each of
/// these in base64 at any offset, base32, hex and decimal numbers, also of another case or direction
/// and one encoding upon another.
///
/// Eight letters in a row are a piece of a secret, and as much in an encoding. A secret with fewer
/// than eight letters and digits is only found whole and letter by letter, and one of fewer than
/// four characters not at all: it would be found in any text.
#[derive(Clone, Default)]
pub struct KnownSecrets(Arc<Forms>);

#[derive(Clone, Default)]
struct Forms {
    count: usize,
    /// Pieces of what is encoded. No ordinary text holds one.
    encoded: Patterns,
    /// Pieces of what is not.
    pieces: Patterns,
    /// Those of them that no ordinary text holds.
    telling: Patterns,
    /// Everything, whole.
    wholes: Patterns,
}

/// What a text is searched for.
#[derive(Clone, Default)]
struct Patterns {
    windows: Windows,
    /// Too short for a window: to be found as they are.
    exact: Vec<Text>,
}

impl KnownSecrets {
    /// Learns `secrets`.
    pub fn new<'a>(secrets: impl IntoIterator<Item = &'a SecretString>) -> Self {
        let mut known = KnownSecrets::default();
        known.learn(secrets);
        known
    }

    /// Learns one more.
    pub fn add(&mut self, secret: &SecretString) {
        self.learn([secret]);
    }

    fn learn<'a>(&mut self, secrets: impl IntoIterator<Item = &'a SecretString>) {
        let forms = Arc::make_mut(&mut self.0);
        for secret in secrets {
            // EXPOSE: to know what to look for; only hashes of its pieces are kept, and wiped.
            forms.add(secret.expose_secret());
        }
        forms.seal();
    }

    /// Whether there is no secret to look for.
    pub fn is_empty(&self) -> bool {
        self.0.count == 0
    }

    /// Masks every piece of a secret in what others said, and rather a word too many.
    pub fn mask(&self, text: &str) -> String {
        masked(text, &[&self.0.encoded, &self.0.pieces])
    }

    /// Masks a secret in words of ours, where it stands whole: a host that shares letters with a
    /// secret stays readable.
    pub fn mask_whole(&self, text: &str) -> String {
        masked(text, &[&self.0.wholes])
    }

    /// Whether a secret or a telling piece of one stands in what is to be kept or handed on.
    ///
    /// Letters that read like words are no telling piece, unless they are 16 or more and half of what
    /// the secret tells: the name of a vendor at the beginning of a token is not the token.
    pub fn found_in(&self, text: &str) -> bool {
        !self.is_empty() && !places(text, &[&self.0.encoded, &self.0.telling]).is_empty()
    }
}

impl fmt::Debug for KnownSecrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KnownSecrets").field("count", &self.0.count).finish_non_exhaustive()
    }
}

impl Forms {
    fn add(&mut self, secret: &str) {
        let secret = forms::without_scheme(secret);
        if secret.chars().count() < SHORTEST {
            return;
        }
        self.count += 1;
        self.add_plain(secret, Learnt::Given);
        let decoded = forms::decoded(secret);
        if let Some(pair) = &decoded {
            self.add_plain(pair, Learnt::Given);
        }
        let pair = decoded.as_ref().map_or(secret, |pair| pair.as_str());
        if let Some((key, secret)) = pair.split_once(':') {
            let learnt = Learnt::HalfOf(words::weight(pair));
            for half in [key, secret] {
                self.add_plain(half, learnt);
            }
        }
    }

    /// Adds a text, and what it becomes when it is encoded.
    fn add_plain(&mut self, text: &str, learnt: Learnt) {
        let text = text.trim();
        if text.chars().count() < SHORTEST {
            return;
        }
        let skeleton = letters::skeleton(&letters::letters(text));
        if skeleton.len() < PIECE {
            self.add_short(text, learnt);
        } else {
            self.pieces.windows.insert(&skeleton, PIECE, |_| true);
            self.add_telling(text, &skeleton, learnt);
        }
        for form in forms::encoded(text) {
            let skeleton = letters::skeleton(&letters::letters(&form.text));
            if skeleton.len() >= form.piece {
                self.encoded.windows.insert(&skeleton, form.piece, |_| true);
                self.wholes.windows.insert(&skeleton, skeleton.len(), |_| true);
            } else if form.text.len() >= SHORTEST_ENCODED {
                self.encoded.exact.push(form.text.clone());
                self.wholes.exact.push(form.text);
            }
        }
    }

    fn add_short(&mut self, text: &str, learnt: Learnt) {
        let text = Zeroizing::new(text.to_owned());
        if learnt == Learnt::Given || !words::is_word(&text) {
            self.telling.exact.push(text.clone());
            self.wholes.exact.push(text.clone());
        }
        self.pieces.exact.push(text);
    }

    fn add_telling(&mut self, text: &str, skeleton: &[Letter], learnt: Learnt) {
        let length = skeleton.len();
        let marks = words::marks(text);
        let row = |place: Range<usize>| {
            let letters = skeleton.get(place).unwrap_or_default().iter();
            letters.map(|letter| marks.get(&letter.from).copied().unwrap_or(Mark::Letter))
        };
        let tells = |place: Range<usize>| {
            let no_word = row(place.clone()).filter(|mark| *mark != Mark::Word).count();
            let certain = row(place.clone()).any(|mark| matches!(mark, Mark::Case | Mark::Digit));
            certain && no_word >= 2 && row(place).any(|mark| mark != Mark::Digit)
        };
        let telling = &mut self.telling.windows;
        telling.insert(skeleton, PIECE, tells);
        telling.insert(skeleton, PIECE + PIECE / 2, tells);
        // Half a pair that reads like a name is told by its separators, if it has any.
        if learnt != Learnt::Given && length < WORDS && !tells(0..length) {
            if !words::is_word(text) {
                let text = Zeroizing::new(text.to_owned());
                self.telling.exact.push(text.clone());
                self.wholes.exact.push(text);
            }
            return;
        }
        // As many words as tell half of what the whole tells, which may be nothing less than all.
        let half = match learnt {
            Learnt::Given => words::weight(text).div_ceil(2),
            Learnt::HalfOf(whole) => whole.div_ceil(2),
        };
        let heavy = |place| row(place).map(Mark::weight).sum::<usize>() >= half;
        telling.insert(skeleton, length.min(WORDS.max(length.div_ceil(2))), heavy);
        telling.insert(skeleton, length.min(WORDS.max(half)), |_| true);
        self.wholes.windows.insert(skeleton, length, |_| true);
    }

    fn seal(&mut self) {
        for patterns in [&mut self.encoded, &mut self.pieces, &mut self.telling, &mut self.wholes] {
            patterns.windows.seal();
            patterns.exact.sort_unstable_by(|one, other| one.as_str().cmp(other.as_str()));
            patterns.exact.dedup();
        }
    }
}

/// Where a text that is learnt comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Learnt {
    /// It is what somebody called a secret.
    Given,
    /// It is one half of such a one, which weighs so much.
    HalfOf(usize),
}

/// Masks until nothing is left that a further search would find: what stood before and after a
/// secret may be one, too.
fn masked(text: &str, patterns: &[&Patterns]) -> String {
    /// So often a hostile text may come up with a further one.
    const MOST: usize = 8;
    let mut text = text.to_owned();
    for _ in 0..MOST {
        let places = places(&text, patterns);
        if places.is_empty() {
            return text;
        }
        let mut masked = String::with_capacity(text.len());
        let mut end = 0;
        for place in places {
            masked.push_str(text.get(end..place.start).unwrap_or_default());
            masked.push_str(MASK);
            end = place.end;
        }
        masked.push_str(text.get(end..).unwrap_or_default());
        text = masked;
    }
    MASK.to_owned()
}

/// As much of a text is looked at in one go; what is needed for that is some hundred times as much.
const PART: usize = 32 * 1024;

/// As much is looked at twice where two parts meet: a piece, and what may stand between its letters.
const OVERLAP: usize = 4 * 1024;

/// Returns the bytes of `text` in which a pattern stands, in order and apart.
fn places(text: &str, patterns: &[&Patterns]) -> Vec<Range<usize>> {
    let longest = patterns.iter().map(|patterns| patterns.windows.longest()).max();
    let overlap = OVERLAP + longest.unwrap_or_default() * 2;
    let mut places: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    loop {
        let end = boundary(text, start + overlap + PART);
        let part = text.get(start..end).unwrap_or_default();
        views::each(part, |view| {
            let skeleton = letters::skeleton(view);
            for patterns in patterns {
                patterns.find(view, &skeleton, |place| {
                    places.push(place.start + start..place.end + start);
                });
            }
        });
        if end == text.len() {
            break;
        }
        start = boundary(text, end - overlap);
    }
    places.sort_unstable_by_key(|place| place.start);
    let mut apart: Vec<Range<usize>> = Vec::new();
    for place in places {
        match apart.last_mut() {
            Some(last) if place.start <= last.end => last.end = last.end.max(place.end),
            _ => apart.push(place),
        }
    }
    apart
}

/// Returns the next place at or after `index` that is not inside a character.
fn boundary(text: &str, index: usize) -> usize {
    (index..text.len()).find(|index| text.is_char_boundary(*index)).unwrap_or(text.len())
}

impl Patterns {
    fn find(&self, view: &[Letter], skeleton: &Letters, mut give: impl FnMut(Range<usize>)) {
        self.windows.find(skeleton, |row| {
            give(bytes_of(skeleton.get(row).unwrap_or_default()));
        });
        for exact in &self.exact {
            let length = exact.chars().count();
            for row in view.windows(length.max(1)) {
                if row.iter().map(|one| one.letter).eq(exact.chars()) {
                    give(bytes_of(row));
                }
            }
        }
    }
}

/// Returns the bytes of the text that a row of letters stands for. They may be in reverse.
fn bytes_of(row: &[Letter]) -> Range<usize> {
    let from = row.iter().map(|one| one.from).min().unwrap_or_default();
    let to = row.iter().map(|one| one.to).max().unwrap_or_default();
    from..to
}
