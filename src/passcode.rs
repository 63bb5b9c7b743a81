//! The passcode that encrypts a backup: what is allowed, how strong it is, how one is made.
//!
//! A passcode lives in memory only. It has no `Display`, its `Debug` is silent, and its buffer is
//! overwritten when it is dropped.

use std::fmt;

use zeroize::Zeroizing;

/// The portal refuses anything shorter (create-task, `parameters.passcode`).
pub const SHORTEST: usize = 8;

/// What we advise: out of reach of guessing even when the words are common.
pub const ADVISED: usize = 15;

/// A passcode of at least [`SHORTEST`] characters, confirmed by typing it twice.
#[derive(Clone, PartialEq, Eq)]
pub struct Passcode(Zeroizing<String>);

impl Passcode {
    /// Accepts what was typed in both fields. A passcode is taken as it is: spaces count.
    pub fn confirm(typed: &str, again: &str) -> Result<Self, Problem> {
        match typed.chars().count() {
            0 => Err(Problem::Empty),
            n if n < SHORTEST => Err(Problem::TooShort(n)),
            _ if typed.chars().any(char::is_control) => Err(Problem::Control),
            _ if again.is_empty() => Err(Problem::NotConfirmed),
            _ if typed != again => Err(Problem::Different),
            _ => Ok(Self(Zeroizing::new(typed.to_owned()))),
        }
    }

    /// For the request body, and for nothing else.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Passcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passcode(…)")
    }
}

/// Why a passcode cannot be accepted; its text is what the field says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    #[error("Choose a passcode. Without one there is no backup.")]
    Empty,
    #[error("At least 8 characters; this has {0}.")]
    TooShort(usize),
    #[error("A passcode is one line of text, without tabs or line breaks.")]
    Control,
    #[error("Type the passcode once more.")]
    NotConfirmed,
    #[error("Not the same as the passcode above.")]
    Different,
}

impl Problem {
    /// True when the second field is the one to mend.
    pub fn is_about_confirmation(self) -> bool {
        matches!(self, Self::NotConfirmed | Self::Different)
    }
}

/// How hard a passcode is to guess, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    TooShort,
    Weak,
    Fair,
    Strong,
    VeryStrong,
}

impl Strength {
    /// Judged by the size of the space that a guesser would have to search: different characters,
    /// kinds of characters and length. Repeats and runs (`aaaa`, `1234`) add nothing.
    pub fn of(typed: &str) -> Self {
        if typed.chars().count() < SHORTEST {
            return Self::TooShort;
        }
        let bits = surprise(typed) * alphabet_bits(typed);
        match bits {
            ..40 => Self::Weak,
            40..56 => Self::Fair,
            56..80 => Self::Strong,
            _ => Self::VeryStrong,
        }
    }

    /// The word on screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::TooShort => "Too short",
            Self::Weak => "Weak",
            Self::Fair => "Fair",
            Self::Strong => "Strong",
            Self::VeryStrong => "Very strong",
        }
    }

    /// Bars that repeat the word, 0 to 4.
    pub fn bars(self) -> u8 {
        self as u8
    }
}

/// Characters that neither repeat the one before nor continue a run from it.
fn surprise(typed: &str) -> u32 {
    let mut before: Option<u32> = None;
    let mut count = 0;
    for c in typed.chars().map(u32::from) {
        if before.is_none_or(|b| c.abs_diff(b) > 1) {
            count += 1;
        }
        before = Some(c);
    }
    let distinct = typed
        .chars()
        .collect::<std::collections::BTreeSet<_>>()
        .len();
    count.min(
        u32::try_from(distinct)
            .unwrap_or(u32::MAX)
            .saturating_mul(2),
    )
}

/// Bits for each character: letters alone are likely words, hence fewer than their alphabet gives.
fn alphabet_bits(typed: &str) -> u32 {
    let kinds = [
        typed.chars().any(char::is_lowercase),
        typed.chars().any(char::is_uppercase),
        typed.chars().any(char::is_numeric),
        typed.chars().any(|c| !c.is_alphanumeric()),
    ];
    match kinds.into_iter().filter(|&kind| kind).count() {
        0 | 1 => 3,
        2 => 4,
        _ => 5,
    }
}

/// Letters and digits that nobody mistakes for one another on paper (no `0 1 i l o u`), 30 of them.
const LEGIBLE: &[u8] = b"23456789abcdefghjkmnpqrstvwxyz";

/// Characters of a group.
const GROUP: usize = 5;
/// Characters of a made passcode, and its length with the dashes between groups.
const CHARACTERS: usize = 30;
const LENGTH: usize = CHARACTERS + CHARACTERS / GROUP - 1;

/// Makes a passcode of six groups of five legible characters, such as `kxmf7-wxqp2-bhrt9-cpwz4-nvdt3-ghkq5`:
/// 135 bits, easy to write down and read aloud. `fill` writes random bytes and says whether it could; what
/// chance made look weak is thrown away.
pub fn make(mut fill: impl FnMut(&mut [u8]) -> bool) -> Option<Zeroizing<String>> {
    let mut bytes = Zeroizing::new([0; 64]);
    for _ in 0..20 {
        if !fill(&mut *bytes) {
            return None;
        }
        let made = spelled(&bytes);
        if Strength::of(&made) == Strength::VeryStrong {
            return Some(made);
        }
    }
    None
}

fn spelled(bytes: &[u8; 64]) -> Zeroizing<String> {
    let mut made = Zeroizing::new(String::with_capacity(LENGTH));
    // 240 is a multiple of 30 and of 8: larger bytes would favour the first characters.
    for &byte in bytes.iter().filter(|&&byte| byte < 240).take(CHARACTERS) {
        if made.len() % (GROUP + 1) == GROUP {
            made.push('-');
        }
        // Each group ends with a digit: portals and people that ask for one are content.
        let from = if made.len() % (GROUP + 1) == GROUP - 1 {
            &LEGIBLE[..8]
        } else {
            LEGIBLE
        };
        made.push(char::from(from[usize::from(byte) % from.len()]));
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eight_characters_typed_twice_are_a_passcode() {
        let passcode = Passcode::confirm("otherPas", "otherPas").unwrap();
        assert_eq!(passcode.expose(), "otherPas");
    }

    #[test]
    fn what_is_refused_says_which_field_to_mend() {
        for (typed, again, sentence, second) in [
            (
                "",
                "",
                "Choose a passcode. Without one there is no backup.",
                false,
            ),
            (
                "seven77",
                "seven77",
                "At least 8 characters; this has 7.",
                false,
            ),
            (
                "tab\tinside",
                "tab\tinside",
                "A passcode is one line of text, without tabs or line breaks.",
                false,
            ),
            ("long enough", "", "Type the passcode once more.", true),
            (
                "long enough",
                "long enougt",
                "Not the same as the passcode above.",
                true,
            ),
        ] {
            let problem = Passcode::confirm(typed, again).unwrap_err();
            assert_eq!(problem.to_string(), sentence);
            assert_eq!(problem.is_about_confirmation(), second, "{typed:?}");
        }
    }

    #[test]
    fn characters_are_counted_not_bytes() {
        assert_eq!(Passcode::confirm("åååå", "åååå"), Err(Problem::TooShort(4)));
        assert!(Passcode::confirm("åååååååå", "åååååååå").is_ok());
    }

    #[test]
    fn debug_output_never_shows_it() {
        let passcode = Passcode::confirm("correct horse", "correct horse").unwrap();
        assert_eq!(format!("{passcode:?}"), "Passcode(…)");
    }

    #[test]
    fn strength_is_told_in_words() {
        for (typed, strength) in [
            ("short", Strength::TooShort),
            ("aaaaaaaaaaaaaaaaaaaa", Strength::Weak),
            ("123456789012345", Strength::Weak),
            ("password", Strength::Weak),
            ("otherPass", Strength::Weak),
            ("otherPassCode", Strength::Fair),
            ("correct-horse-map", Strength::Strong),
            ("k7mf-2xqp-9hrt-c4wz-n3vd", Strength::VeryStrong),
        ] {
            assert_eq!(Strength::of(typed), strength, "{typed}");
        }
    }

    /// One that chance had made of few different characters was once called no more than strong.
    #[test]
    fn every_made_passcode_is_legible_and_very_strong() {
        let mut state = 1u64;
        for _ in 0..20_000 {
            let made = make(|bytes| {
                for byte in bytes {
                    state = state
                        .wrapping_mul(6_364_136_223_846_793_005)
                        .wrapping_add(1_442_695_040_888_963_407);
                    *byte = (state >> 56) as u8;
                }
                true
            })
            .unwrap();
            assert_eq!(made.len(), LENGTH);
            assert!(made.bytes().all(|b| b == b'-' || LEGIBLE.contains(&b)));
            assert_eq!(Strength::of(&made), Strength::VeryStrong);
            assert!(Passcode::confirm(&made, &made).is_ok());
        }
    }

    /// OWASP ASVS 11.5.1.
    #[test]
    fn a_made_passcode_has_128_bits_of_chance() {
        let mut bytes = 0..=u8::MAX;
        let made = make(|random| {
            random.fill_with(|| bytes.next().unwrap_or_default());
            true
        })
        .unwrap();
        let groups = made.split('-');
        let bits: f64 = groups
            .map(|group| (group.len() - 1) as f64 * 30f64.log2() + 8f64.log2())
            .sum();
        assert!(bits >= 128.0, "{bits}");
        assert!(
            made.split('-')
                .all(|group| group.ends_with(|last: char| last.is_ascii_digit()))
        );
    }

    #[test]
    fn without_random_bytes_there_is_no_passcode() {
        assert_eq!(make(|_| false), None);
        assert_eq!(
            make(|bytes| {
                bytes.fill(0);
                true
            }),
            None
        );
    }
}
