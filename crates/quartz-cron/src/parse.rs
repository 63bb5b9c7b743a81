//! From text to value.

use crate::cron::{Cron, mask};
use crate::days::Days;
use crate::error::{ErrorKind, ParseError};
use crate::field::Field;
use crate::item::Item;
use crate::time::Weekday;
use std::str::FromStr;

impl FromStr for Cron {
    type Err = ParseError;

    /// Reads five fields (minute first), six (second first) or seven (with a year). The first
    /// problem is told; [`Cron::from_fields`] tells all of them.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let fields: Vec<&str> = text.split_ascii_whitespace().collect();
        let (second, rest, year) = match *fields.as_slice() {
            [a, b, c, d, e] => ("0", [a, b, c, d, e], None),
            [s, a, b, c, d, e] => (s, [a, b, c, d, e], None),
            [s, a, b, c, d, e, year] => (s, [a, b, c, d, e], Some(year)),
            _ => {
                return Err(ParseError {
                    field: None,
                    span: 0..text.len(),
                    found: text.to_owned(),
                    kind: ErrorKind::FieldCount(fields.len()),
                });
            }
        };
        read(second, rest, year).map_err(|mut errors| errors.swap_remove(0))
    }
}

impl Cron {
    /// Reads the five fields of a portal's request. Seconds are 0.
    ///
    /// ```
    /// use quartz_cron::{Cron, Field};
    /// assert!(Cron::from_fields("0", "4", "?", "*", "7").is_ok());
    /// let errors = Cron::from_fields("61", "24", "?", "*", "7").unwrap_err();
    /// assert_eq!(errors.len(), 2);
    /// assert_eq!(errors[0].to_string(), "61 is out of range: minute goes from 0 to 59.");
    /// ```
    ///
    /// # Errors
    ///
    /// At least one: the first problem of each field, then those between the day fields.
    pub fn from_fields(
        minute: &str,
        hour: &str,
        day_of_month: &str,
        month: &str,
        day_of_week: &str,
    ) -> Result<Self, Vec<ParseError>> {
        read("0", [minute, hour, day_of_month, month, day_of_week], None)
    }
}

fn read(second: &str, rest: [&str; 5], year: Option<&str>) -> Result<Cron, Vec<ParseError>> {
    let mut errors = Vec::new();
    let mut items: [Vec<Item>; 7] = Default::default();
    let [minute, hour, day_of_month, month, day_of_week] = rest;
    let texts = [
        Some(second),
        Some(minute),
        Some(hour),
        Some(day_of_month),
        Some(month),
        Some(day_of_week),
        year,
    ];
    for (field, text) in Field::ALL.into_iter().zip(texts) {
        match text.map_or(Ok(Vec::new()), |text| read_field(field, text)) {
            Ok(read) => items[field as usize] = read,
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() {
        errors.extend(day_fields(&items));
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let [seconds, minutes, hours, days, months, weekdays, years] = &items;
    Ok(Cron {
        seconds: mask(Field::Second, seconds),
        minutes: mask(Field::Minute, minutes),
        hours: mask(Field::Hour, hours),
        months: mask(Field::Month, months),
        days: Days::new(days, weekdays),
        years: year_set(years),
        items,
    })
}

/// Exactly one of the day fields is `?`.
fn day_fields(items: &[Vec<Item>; 7]) -> Option<ParseError> {
    let is_open = |field: Field| items[field as usize] == [Item::NoSpecificValue];
    let kind = match (is_open(Field::DayOfMonth), is_open(Field::DayOfWeek)) {
        (true, true) => ErrorKind::TwoQuestionMarks,
        (false, false) => ErrorKind::NoQuestionMark,
        _ => return None,
    };
    Some(ParseError {
        field: Some(Field::DayOfWeek),
        span: 0..0,
        found: String::new(),
        kind,
    })
}

fn year_set(items: &[Item]) -> Option<Vec<u16>> {
    let (low, high) = Field::Year.range();
    if items.is_empty() || items.contains(&Item::Any) {
        return None;
    }
    let fits = |year: &u16| {
        items.iter().any(|item| match *item {
            Item::Value(value) => *year == value,
            Item::Range { from, to } => (from..=to).contains(year),
            Item::Step { from, to, step } => {
                let from = from.unwrap_or(low);
                (from..=to.unwrap_or(high)).contains(year)
                    && (year - from).is_multiple_of(step.max(1))
            }
            _ => false,
        })
    };
    Some((low..=high).filter(fits).collect())
}

fn read_field(field: Field, text: &str) -> Result<Vec<Item>, ParseError> {
    let mut items = Vec::new();
    let mut at = 0;
    for part in text.split(',') {
        let span = at..at + part.len();
        at = span.end + 1;
        let item = read_item(field, part).map_err(|kind| ParseError {
            field: Some(field),
            span,
            found: part.to_owned(),
            kind,
        })?;
        items.push(item);
    }
    match only_one(&items) {
        Some(kind) => Err(ParseError {
            field: Some(field),
            span: 0..text.len(),
            found: text.to_owned(),
            kind,
        }),
        None => Ok(items),
    }
}

/// Specials that must stand alone.
fn only_one(items: &[Item]) -> Option<ErrorKind> {
    if items.len() < 2 {
        return None;
    }
    items.iter().find_map(|item| match item {
        Item::Last
        | Item::LastOffset(_)
        | Item::LastWeekday
        | Item::LastOffsetWeekday(_)
        | Item::LastOfMonth { .. } => Some(ErrorKind::LastInList),
        Item::NthWeekday { .. } => Some(ErrorKind::NthTwice),
        Item::NoSpecificValue => Some(ErrorKind::SpecialElsewhere),
        _ => None,
    })
}

fn read_item(field: Field, part: &str) -> Result<Item, ErrorKind> {
    let is_day = matches!(field, Field::DayOfMonth | Field::DayOfWeek);
    match part {
        "" => return Err(ErrorKind::Empty),
        "*" => return Ok(Item::Any),
        "?" if is_day => return Ok(Item::NoSpecificValue),
        "?" => return Err(ErrorKind::SpecialElsewhere),
        _ => {}
    }
    let upper = part.to_ascii_uppercase();
    match field {
        Field::DayOfMonth => {
            if let Some(item) = read_day_of_month(&upper)? {
                return Ok(item);
            }
        }
        Field::DayOfWeek => {
            if let Some(item) = read_day_of_week(&upper)? {
                return Ok(item);
            }
        }
        _ => {}
    }
    match upper.split_once('/') {
        Some((range, step)) => read_step(field, range, step),
        None => read_range(field, &upper),
    }
}

/// `L`, `L-3`, `LW`, `L-3W`, `15W`.
fn read_day_of_month(text: &str) -> Result<Option<Item>, ErrorKind> {
    if let Some(rest) = text.strip_prefix('L') {
        let (rest, is_weekday) = match rest.strip_suffix('W') {
            Some(rest) => (rest, true),
            None => (rest, false),
        };
        let before = match rest.strip_prefix('-') {
            Some(digits) => match number(digits) {
                Some(n @ 0..=30) => n as u8,
                Some(_) => return Err(ErrorKind::OutOfRange),
                None => return Err(ErrorKind::NotAValue),
            },
            None if rest.is_empty() => 0,
            None => return Err(ErrorKind::NotAValue),
        };
        return Ok(Some(match (before, is_weekday) {
            (0, false) => Item::Last,
            (0, true) => Item::LastWeekday,
            (n, false) => Item::LastOffset(n),
            (n, true) => Item::LastOffsetWeekday(n),
        }));
    }
    match text.strip_suffix('W') {
        Some(digits) => match number(digits) {
            Some(0) => Err(ErrorKind::Hangs),
            Some(day @ 1..=31) => Ok(Some(Item::NearestWeekday(day as u8))),
            Some(_) => Err(ErrorKind::OutOfRange),
            None => Err(ErrorKind::NotAValue),
        },
        None => Ok(None),
    }
}

/// `L` (Saturday), `6L`, `FRIL`, `6#3`, `FRI#3`.
fn read_day_of_week(text: &str) -> Result<Option<Item>, ErrorKind> {
    if text == "L" {
        return Ok(Some(Item::Value(7)));
    }
    let weekday = |text: &str| {
        let (value, _) = value(Field::DayOfWeek, text)?;
        Weekday::from_number(value).ok_or(ErrorKind::OutOfRange)
    };
    if let Some((day, nth)) = text.split_once('#') {
        if nth.contains('#') {
            return Err(ErrorKind::NthTwice);
        }
        let weekday = weekday(day)?;
        return match number(nth) {
            Some(n @ 1..=5) => Ok(Some(Item::NthWeekday {
                weekday,
                n: n as u8,
            })),
            _ => Err(ErrorKind::Nth),
        };
    }
    match text.strip_suffix('L') {
        Some(day) => Ok(Some(Item::LastOfMonth {
            weekday: weekday(day)?,
        })),
        None => Ok(None),
    }
}

fn read_step(field: Field, range: &str, step: &str) -> Result<Item, ErrorKind> {
    let (_, high) = field.range();
    let step = match number(step) {
        Some(step) if step >= 1 && step <= high => step,
        _ => return Err(ErrorKind::Step),
    };
    if range == "*" || range.is_empty() {
        return Ok(if step == 1 {
            Item::Any
        } else {
            Item::Step {
                from: None,
                to: None,
                step,
            }
        });
    }
    let is_named = range.starts_with(|c: char| c.is_ascii_alphabetic());
    match read_range(field, range)? {
        // Quartz drops a step behind a name.
        item if is_named => Ok(item),
        Item::Value(from) => Ok(Item::Step {
            from: Some(from),
            to: None,
            step,
        }),
        Item::Range { from, to } => Ok(Item::Step {
            from: Some(from),
            to: Some(to),
            step,
        }),
        item => Ok(item),
    }
}

fn read_range(field: Field, text: &str) -> Result<Item, ErrorKind> {
    let Some((from, to)) = text.split_once('-') else {
        return value(field, text).map(|(value, _)| Item::Value(value));
    };
    let ((from, from_is_named), (to, to_is_named)) = (value(field, from)?, value(field, to)?);
    if from_is_named != to_is_named {
        return Err(ErrorKind::MixedRange);
    }
    if field == Field::Year && from > to {
        return Err(ErrorKind::OutOfRange);
    }
    Ok(Item::Range { from, to })
}

/// A number or a name of the field, and whether it was a name.
fn value(field: Field, text: &str) -> Result<(u16, bool), ErrorKind> {
    let (low, high) = field.range();
    if text.is_empty() {
        return Err(ErrorKind::Empty);
    }
    if let Some(at) = field.names().iter().position(|name| *name == text) {
        return Ok((low + at as u16, true));
    }
    match number(text) {
        Some(number) if (low..=high).contains(&number) => Ok((number, false)),
        Some(_) => Err(ErrorKind::OutOfRange),
        None => Err(ErrorKind::NotAValue),
    }
}

/// Up to four digits.
fn number(text: &str) -> Option<u16> {
    let is_number = (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}
