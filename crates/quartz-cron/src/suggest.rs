//! What may have been meant by something that was refused.

use crate::error::ErrorKind;
use crate::field::Field;
use crate::scan;

/// A text for the place of the wrong one, which the field accepts.
pub(crate) fn instead(field: Field, found: &str, kind: ErrorKind) -> Option<String> {
    let found = found.to_ascii_uppercase();
    let text = match kind {
        ErrorKind::Empty | ErrorKind::OnlyCommas => "*".to_owned(),
        ErrorKind::NotAValue => each_name(&found, &|name| nearest_name(field, name))?,
        ErrorKind::OutOfRange if is_backward(&found) => {
            let (from, to) = found.split_once('-')?;
            format!("{to}-{from}")
        }
        ErrorKind::OutOfRange => each_number(&found, &|n| nearest_number(field, n.parse().ok()?))?,
        ErrorKind::MixedRange => each_name(&found, &|name| number_of(field, name))?,
        ErrorKind::Step => without_whole_step(field, &found)?,
        ErrorKind::SpecialElsewhere => special(field, &found)?,
        ErrorKind::Nth => {
            let (weekday, n) = found.split_once('#')?;
            let n = if n == "0" { 1 } else { 5 };
            format!("{weekday}#{n}")
        }
        ErrorKind::Hangs => "1W".to_owned(),
        ErrorKind::FieldCount(_)
        | ErrorKind::LastInList
        | ErrorKind::NthTwice
        | ErrorKind::NoQuestionMark
        | ErrorKind::TwoQuestionMarks
        | ErrorKind::BothDays => return None,
    };
    let is_accepted = matches!(scan::element(field, &text), Ok((_, None)));
    is_accepted.then_some(text)
}

/// `2030-2026`: years do not wrap.
fn is_backward(text: &str) -> bool {
    let year = |text: &str| text.parse::<u16>().ok().filter(|year| *year >= 1970);
    text.split_once('-')
        .and_then(|(from, to)| Some(year(from)? > year(to)?))
        .unwrap_or(false)
}

/// Replaces each run of letters.
fn each_name(text: &str, replace: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    each(text, u8::is_ascii_alphabetic, replace)
}

/// Replaces each number in front of a step.
fn each_number(text: &str, replace: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let (values, step) = text.split_at(text.find('/').unwrap_or(text.len()));
    Some(each(values, u8::is_ascii_digit, replace)? + step)
}

/// Replaces each run of bytes that belong together. `text` is ASCII, else nothing is.
fn each(
    text: &str,
    belongs: fn(&u8) -> bool,
    replace: &dyn Fn(&str) -> Option<String>,
) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some(first) = rest.bytes().next() {
        let is_run = belongs(&first);
        let length = rest.bytes().take_while(|b| belongs(b) == is_run).count();
        let (run, behind) = rest.split_at_checked(length)?;
        if is_run {
            out += &replace(run)?;
        } else {
            out += run;
        }
        rest = behind;
    }
    Some(out)
}

/// The one name that begins so, or has the same letters in another order, or one wrong letter.
fn nearest_name(field: Field, typed: &str) -> Option<String> {
    let count = |text: &str, letter| text.bytes().filter(|b| *b == letter).count();
    let is_shuffled = |name: &str| {
        name.len() == typed.len() && name.bytes().all(|b| count(name, b) == count(typed, b))
    };
    let differing = |name: &str| {
        name.bytes()
            .zip(typed.bytes())
            .filter(|(a, b)| a != b)
            .count()
    };
    let tests: [&dyn Fn(&str) -> bool; 4] = [
        &|name| name == typed,
        &|name| name.starts_with(typed),
        &is_shuffled,
        &|name| name.len() == typed.len() && differing(name) == 1,
    ];
    tests.iter().find_map(|fits| {
        let mut fitting = field.names().iter().filter(|name| fits(name));
        match (fitting.next(), fitting.next()) {
            (Some(name), None) => Some((*name).to_owned()),
            _ => None,
        }
    })
}

/// What people count in another way: Sunday as 0, midnight as 24, the first as 0, the year in two
/// digits. Of days behind the month's end only the last is sure.
fn nearest_number(field: Field, n: u16) -> Option<String> {
    let (low, high) = field.range();
    let number = match (field, n) {
        (_, n) if (low..=high).contains(&n) => n,
        (Field::Second | Field::Minute, 60) | (Field::Hour, 24) => 0,
        (Field::DayOfMonth | Field::Month | Field::DayOfWeek, 0) => 1,
        (Field::Year, 0..=99) => 2000 + n,
        _ => return None,
    };
    Some(number.to_string())
}

fn number_of(field: Field, name: &str) -> Option<String> {
    let at = field.names().iter().position(|known| name == *known)?;
    Some((field.range().0 + at as u16).to_string())
}

/// `0/60`, `*/24`: once in the whole field.
fn without_whole_step(field: Field, text: &str) -> Option<String> {
    let (from, step) = text.split_once('/')?;
    let whole = match field {
        Field::Second | Field::Minute => "60",
        Field::Hour => "24",
        _ => return None,
    };
    (step == whole).then(|| if matches!(from, "*" | "") { "0" } else { from }.to_owned())
}

fn special(field: Field, text: &str) -> Option<String> {
    match text {
        "?" => Some("*".to_owned()),
        "L" => Some(field.range().1.to_string()),
        _ => None,
    }
}
