//! From text to value.

use crate::cron::Cron;
use crate::error::{ErrorKind, ParseError};
use crate::field::Field;
use crate::item::Item;
use crate::lint::{Lint, Rule};
use crate::scan;
use std::ops::Range;
use std::str::FromStr;

impl FromStr for Cron {
    type Err = ParseError;

    /// Reads five fields (minute first), six (second first) or seven (with a year). The first
    /// problem is told; [`Cron::from_fields`] tells all of them.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        read_text(text).map(|(cron, _)| cron)
    }
}

/// Reads an expression, with what was noticed on the way.
pub(crate) fn read_text(text: &str) -> Result<(Cron, Vec<Lint>), ParseError> {
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
        read("0", [minute, hour, day_of_month, month, day_of_week], None).map(|(cron, _)| cron)
    }
}

fn read(
    second: &str,
    rest: [&str; 5],
    year: Option<&str>,
) -> Result<(Cron, Vec<Lint>), Vec<ParseError>> {
    let mut notes = Vec::new();
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
        match text.map_or(Ok(Vec::new()), |text| read_field(field, text, &mut notes)) {
            Ok(read) => items[field as usize] = read,
            Err(error) => errors.push(error),
        }
    }
    let year = &mut items[Field::Year as usize];
    if year.contains(&Item::Any) {
        // Every year is what is meant where none is named.
        year.clear();
    }
    if errors.is_empty() {
        errors.extend(day_fields(&items, &texts));
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    Ok((Cron::from_items(items), notes))
}

/// Exactly one of the day fields is `?`. Where a `*` is the one to become it, the error is there.
fn day_fields(items: &[Vec<Item>; 7], texts: &[Option<&str>; 7]) -> Option<ParseError> {
    let of = |field: Field| items[field as usize].as_slice();
    let is_open = |field| of(field).iter().any(Item::is_open);
    let (field, kind) = match (is_open(Field::DayOfMonth), is_open(Field::DayOfWeek)) {
        (true, true) => (Field::DayOfWeek, ErrorKind::TwoQuestionMarks),
        (false, false)
            if !matches!(of(Field::DayOfWeek), [Item::Any])
                && matches!(of(Field::DayOfMonth), [Item::Any]) =>
        {
            (Field::DayOfMonth, ErrorKind::NoQuestionMark)
        }
        (false, false) => (Field::DayOfWeek, ErrorKind::NoQuestionMark),
        _ => return None,
    };
    let text = texts[field as usize].unwrap_or_default();
    Some(ParseError {
        field: Some(field),
        span: 0..text.len(),
        found: text.to_owned(),
        kind,
    })
}

/// The elements of a field; notes go to `notes`.
fn read_field(field: Field, text: &str, notes: &mut Vec<Lint>) -> Result<Vec<Item>, ParseError> {
    let wrong = |span: Range<usize>, kind| ParseError {
        field: Some(field),
        found: text[span.clone()].to_owned(),
        span,
        kind,
    };
    let upper = text.to_ascii_uppercase();
    if field == Field::DayOfWeek && upper.contains('L') && upper.contains(',') {
        return Err(wrong(0..text.len(), ErrorKind::LastInList));
    }
    if field == Field::DayOfWeek && upper.matches('#').count() > 1 {
        return Err(wrong(0..text.len(), ErrorKind::NthTwice));
    }
    let mut items = Vec::new();
    let mut at = 0;
    for part in upper.split(',') {
        let span = at..at + part.len();
        at = span.end + 1;
        let noted = if part.is_empty() {
            Some(Rule::EmptyElement)
        } else {
            let (item, noted) =
                scan::element(field, part).map_err(|kind| wrong(span.clone(), kind))?;
            items.push(item);
            noted
        };
        notes.extend(noted.map(|rule| Lint {
            rule,
            field,
            found: text[span.clone()].to_owned(),
            span,
            fix: None,
        }));
    }
    match items.as_slice() {
        [] if text.is_empty() => Err(wrong(0..0, ErrorKind::Empty)),
        [] => Err(wrong(0..text.len(), ErrorKind::OnlyCommas)),
        _ => Ok(items),
    }
}
