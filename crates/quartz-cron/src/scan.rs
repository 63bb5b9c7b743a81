//! One element of a field, read as Quartz reads it: with the same tolerance, noting what is ignored.
//!
//! Follows `CronExpression.storeExpressionVals` and `checkNext` of Quartz 2.3.2.

use crate::error::ErrorKind;
use crate::field::Field;
use crate::item::Item;
use crate::lint::Rule;
use crate::time::Weekday;

/// What Quartz makes of an element, and what it passed over in silence. `part` is upper case and not
/// empty.
pub(crate) fn element(field: Field, part: &str) -> Result<(Item, Option<Rule>), ErrorKind> {
    if is_last(part) {
        return last(field, part);
    }
    let (first, rest) = first(part).ok_or(ErrorKind::NotAValue)?;
    match first {
        'A'..='Z' => named(field, part),
        '?' => no_specific_value(field, rest),
        '*' => every(field, rest),
        '/' => every(field, part),
        '0'..='9' => numbered(field, part),
        _ => Err(ErrorKind::NotAValue),
    }
}

/// The first character and what follows it.
fn first(text: &str) -> Option<(char, &str)> {
    let mut chars = text.chars();
    chars.next().map(|first| (first, chars.as_str()))
}

/// `L`, `LW`, `L-3`, `L-3W`: told apart from the names that begin with a letter too.
fn is_last(part: &str) -> bool {
    let Some(rest) = part.strip_prefix('L') else {
        return false;
    };
    match rest.strip_prefix('-') {
        Some(offset) => {
            let digits = offset.strip_suffix('W').unwrap_or(offset);
            digits.bytes().all(|b| b.is_ascii_digit())
        }
        None => matches!(rest, "" | "W"),
    }
}

/// Begins with a name: three letters, then perhaps `-NAME`, `#n` or `L`.
fn named(field: Field, part: &str) -> Result<(Item, Option<Rule>), ErrorKind> {
    let (from, rest) = name(field, part)?;
    if let Some(behind) = rest.strip_prefix('-') {
        let (to, rest) = name(field, behind).map_err(|kind| {
            let is_number = behind.starts_with(|c: char| c.is_ascii_digit());
            if is_number {
                ErrorKind::MixedRange
            } else {
                kind
            }
        })?;
        return Ok((Item::Range { from, to }, dropped(rest)));
    }
    if let (Field::DayOfWeek, Some(weekday)) = (field, Weekday::from_number(from)) {
        if let Some(n) = rest.strip_prefix('#') {
            return nth(weekday, n);
        }
        if let Some(rest) = rest.strip_prefix('L') {
            return Ok((Item::LastOfMonth { weekday }, dropped(rest)));
        }
    }
    Ok((Item::Value(from), dropped(rest)))
}

/// The value of the three letters that a text begins with, and what follows them.
fn name(field: Field, text: &str) -> Result<(u16, &str), ErrorKind> {
    let (letters, rest) = text.split_at_checked(3).ok_or(ErrorKind::NotAValue)?;
    let at = field.names().iter().position(|name| *name == letters);
    let at = at.ok_or(ErrorKind::NotAValue)?;
    Ok((field.range().0 + at as u16, rest))
}

/// The rule for what stands behind an element and has no effect.
fn dropped(rest: &str) -> Option<Rule> {
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    match rest.as_bytes().first()? {
        b'/' => Some(Rule::StepAfterName),
        b'#' => Some(Rule::SpecialDropped),
        b'L' | b'W' if letters == 1 => Some(Rule::SpecialDropped),
        _ if letters > 0 => Some(Rule::NameCut),
        _ => Some(Rule::Ignored),
    }
}

/// `?`; one character behind it is passed over.
fn no_specific_value(field: Field, rest: &str) -> Result<(Item, Option<Rule>), ErrorKind> {
    if !matches!(field, Field::DayOfMonth | Field::DayOfWeek) {
        return Err(ErrorKind::SpecialElsewhere);
    }
    match first(rest) {
        None => Ok((Item::NoSpecificValue, None)),
        Some((_, "")) => Ok((Item::NoSpecificValue, Some(Rule::Ignored))),
        _ => Err(ErrorKind::NotAValue),
    }
}

/// Behind a `*`, or from a `/` on.
fn every(field: Field, rest: &str) -> Result<(Item, Option<Rule>), ErrorKind> {
    let Some(step) = rest.strip_prefix('/') else {
        let rule = (!rest.is_empty()).then_some(Rule::Ignored);
        return Ok((Item::Any, rule));
    };
    let (_, high) = field.range();
    match number(step) {
        Some(0) => Ok((Item::Any, Some(Rule::StepZero))),
        Some(1) => Ok((Item::Any, None)),
        Some(step) if step <= high => Ok((
            Item::Step {
                from: None,
                to: None,
                step,
            },
            None,
        )),
        _ => Err(ErrorKind::Step),
    }
}

/// `L` in its forms: in day of month the last day, in day of week Saturday.
fn last(field: Field, part: &str) -> Result<(Item, Option<Rule>), ErrorKind> {
    match field {
        Field::DayOfMonth => {}
        Field::DayOfWeek => return Ok((Item::Value(7), Some(Rule::LastIsSaturday))),
        _ => return Err(ErrorKind::SpecialElsewhere),
    }
    let (offset, is_weekday) = match part.strip_suffix('W') {
        Some(offset) => (offset, true),
        None => (part, false),
    };
    let before = match offset.strip_prefix("L-") {
        None => 0,
        Some(digits) => match number(digits) {
            Some(n @ 0..=30) => n as u8,
            Some(_) => return Err(ErrorKind::OutOfRange),
            None => return Err(ErrorKind::NotAValue),
        },
    };
    let item = match (before, is_weekday) {
        (0, false) => Item::Last,
        (0, true) => Item::LastWeekday,
        (n, false) => Item::LastOffset(n),
        (n, true) => Item::LastOffsetWeekday(n),
    };
    Ok((item, None))
}

/// Begins with a number.
fn numbered(field: Field, part: &str) -> Result<(Item, Option<Rule>), ErrorKind> {
    let (value, rest) = digits(part)?;
    let Some((special, behind)) = first(rest) else {
        return Ok((Item::Value(in_range(field, value)?), None));
    };
    let weekday = || {
        let value = in_range(Field::DayOfWeek, value)?;
        Weekday::from_number(value).ok_or(ErrorKind::OutOfRange)
    };
    match (special, field) {
        ('L', Field::DayOfWeek) => {
            let weekday = weekday()?;
            Ok((Item::LastOfMonth { weekday }, dropped(behind)))
        }
        ('W', Field::DayOfMonth) => match value {
            0 => Err(ErrorKind::Hangs),
            1..=31 => Ok((Item::NearestWeekday(value as u8), dropped(behind))),
            _ => Err(ErrorKind::OutOfRange),
        },
        ('#', Field::DayOfWeek) => nth(weekday()?, behind),
        ('L' | 'W' | '#', _) => Err(ErrorKind::SpecialElsewhere),
        ('-', _) => range(field, in_range(field, value)?, behind),
        ('/', _) => {
            let (step, rest) = digits(behind).map_err(|_| ErrorKind::Step)?;
            let is_ended = rest.is_empty() || behind.len() - rest.len() > 1;
            let from = in_range(field, value)?;
            match step {
                _ if step > field.range().1 || !is_ended => Err(ErrorKind::Step),
                0 => Ok((Item::Value(from), Some(Rule::StepZero))),
                step => Ok((
                    Item::Step {
                        from: Some(from),
                        to: None,
                        step,
                    },
                    (!rest.is_empty()).then_some(Rule::Ignored),
                )),
            }
        }
        _ => Ok((Item::Value(in_range(field, value)?), Some(Rule::Ignored))),
    }
}

/// Behind `from-`.
fn range(field: Field, from: u16, text: &str) -> Result<(Item, Option<Rule>), ErrorKind> {
    if text.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Err(ErrorKind::MixedRange);
    }
    let (to, rest) = digits(text)?;
    let to = in_range(field, to)?;
    if field == Field::Year && from > to {
        return Err(ErrorKind::OutOfRange);
    }
    let Some(step) = rest.strip_prefix('/') else {
        return Ok((Item::Range { from, to }, dropped(rest)));
    };
    let (step, rest) = digits(step).map_err(|_| ErrorKind::Step)?;
    let rule = (!rest.is_empty()).then_some(Rule::Ignored);
    Ok(match step {
        0 => (Item::Value(from), Some(Rule::StepZero)),
        1 => (Item::Range { from, to }, rule),
        step => (
            Item::Step {
                from: Some(from),
                to: Some(to),
                step,
            },
            rule,
        ),
    })
}

fn nth(weekday: Weekday, n: &str) -> Result<(Item, Option<Rule>), ErrorKind> {
    match number(n) {
        Some(n @ 1..=5) => Ok((
            Item::NthWeekday {
                weekday,
                n: n as u8,
            },
            None,
        )),
        _ => Err(ErrorKind::Nth),
    }
}

fn in_range(field: Field, value: u16) -> Result<u16, ErrorKind> {
    let (low, high) = field.range();
    if (low..=high).contains(&value) {
        Ok(value)
    } else {
        Err(ErrorKind::OutOfRange)
    }
}

/// The number that a text begins with, and what follows it.
fn digits(text: &str) -> Result<(u16, &str), ErrorKind> {
    let count = text.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, rest) = text.split_at(count);
    match digits.parse() {
        Ok(value) => Ok((value, rest)),
        Err(_) if count > 0 => Err(ErrorKind::OutOfRange),
        Err(_) => Err(ErrorKind::NotAValue),
    }
}

/// A text that is a number and nothing else.
fn number(text: &str) -> Option<u16> {
    digits(text)
        .ok()
        .filter(|(_, rest)| rest.is_empty())
        .map(|(value, _)| value)
}
