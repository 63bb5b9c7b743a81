//! What may have been meant by something that was refused.

use crate::error::ErrorKind;
use crate::field::Field;
use crate::scan;

/// A text for the place of the wrong one, which the field accepts.
pub(crate) fn instead(field: Field, found: &str, kind: ErrorKind) -> Option<String> {
    let found = found.to_ascii_uppercase();
    let (low, high) = field.range();
    let text = match (kind, found.as_str()) {
        (ErrorKind::Empty | ErrorKind::OnlyCommas, _) | (ErrorKind::SpecialElsewhere, "?") => {
            "*".to_owned()
        }
        (ErrorKind::SpecialElsewhere, "L") => high.to_string(),
        (ErrorKind::Hangs, _) => "1W".to_owned(),
        (ErrorKind::OutOfRange, _) if is_backward(field, &found) => {
            let (from, to) = found.split_once('-')?;
            format!("{to}-{from}")
        }
        (ErrorKind::NotAValue | ErrorKind::OutOfRange | ErrorKind::MixedRange, _) => {
            each_value(&found, field, kind)?
        }
        (ErrorKind::Step, _) => {
            let (from, step) = found.split_once('/')?;
            // `0/60`, `*/24`: once in the whole field.
            let is_whole = low == 0 && step.parse() == Ok(high + 1);
            let from = if matches!(from, "*" | "") { "0" } else { from };
            is_whole.then(|| from.to_owned())?
        }
        (ErrorKind::Nth, _) => {
            let (weekday, n) = found.split_once('#')?;
            let n = if n == "0" { 1 } else { 5 };
            format!("{weekday}#{n}")
        }
        _ => return None,
    };
    let is_accepted = matches!(scan::element(field, &text), Ok((_, None)));
    is_accepted.then_some(text)
}

/// `2030-2026`: years do not wrap.
fn is_backward(field: Field, text: &str) -> bool {
    let years = text.split_once('-').filter(|_| field == Field::Year);
    years.is_some_and(|(from, to)| from > to)
}

/// Mends each value in front of a step. `text` is ASCII, else nothing is.
fn each_value(text: &str, field: Field, kind: ErrorKind) -> Option<String> {
    let (mut rest, step) = text.split_at(text.find('/').unwrap_or(text.len()));
    let mut out = String::new();
    while let Some(first) = rest.bytes().next() {
        let like = Like::of(first);
        let is_like = |byte: &u8| Like::of(*byte) == like;
        let length = rest.bytes().take_while(is_like).count();
        let (run, behind) = rest.split_at_checked(length)?;
        out += &match (like, kind) {
            (Like::Digit, ErrorKind::OutOfRange) => nearest_number(field, run)?.to_string(),
            (Like::Letter, ErrorKind::NotAValue) => nearest_name(field, run)?.1.to_owned(),
            (Like::Letter, ErrorKind::MixedRange) => nearest_name(field, run)?.0.to_string(),
            _ => run.to_owned(),
        };
        rest = behind;
    }
    Some(out + step)
}

/// What a character is a part of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Like {
    Letter,
    Digit,
    Special,
}

impl Like {
    fn of(byte: u8) -> Self {
        match byte {
            b'A'..=b'Z' => Self::Letter,
            b'0'..=b'9' => Self::Digit,
            _ => Self::Special,
        }
    }
}

/// The one name, and its number, that begins so, has the same letters in another order, or one wrong letter.
fn nearest_name(field: Field, typed: &str) -> Option<(u16, &'static str)> {
    // A letter that is there counts two, and one more in its place.
    let likeness = |name: &str| {
        let is_there = |letter: &u8| typed.as_bytes().contains(letter);
        let there = name.bytes().filter(is_there).count();
        let pairs = name.bytes().zip(typed.bytes());
        2 * there + pairs.filter(|(a, b)| a == b).count()
    };
    let mut nearest = None;
    let mut most = (3 * typed.len()).min(6) - 1;
    for (number, name) in (field.range().0..).zip(field.names()) {
        match likeness(name) {
            more if more > most => (nearest, most) = (Some((number, *name)), more),
            same if same == most => nearest = None,
            _ => {}
        }
    }
    nearest
}

/// What people count in another way: Sunday as 0, midnight as 24, the first as 0, the year in two
/// digits. Of days behind the month's end only the last is sure.
fn nearest_number(field: Field, typed: &str) -> Option<u16> {
    let (low, high) = field.range();
    match (field, typed.parse().ok()?) {
        (_, n) if (low..=high).contains(&n) => Some(n),
        (Field::Second | Field::Minute, 60) | (Field::Hour, 24) => Some(0),
        (Field::DayOfMonth | Field::Month | Field::DayOfWeek, 0) => Some(1),
        (Field::Year, n @ 0..=99) => Some(2000 + n),
        _ => None,
    }
}
