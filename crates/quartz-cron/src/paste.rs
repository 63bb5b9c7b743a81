//! Text from elsewhere: a crontab line, `@daily`, AWS, Quartz in any length.

use crate::cron::Cron;
use crate::error::{ErrorKind, ParseError};
use crate::field::Field;
use crate::meaning::DayRule;
use std::fmt;

/// What a text was taken for.
///
/// ```
/// use quartz_cron::{Dialect, paste};
/// assert_eq!(paste("cron(0 4 ? * SAT *)").unwrap().dialect, Dialect::Aws);
/// assert_eq!(paste("@daily").unwrap().dialect, Dialect::Nickname);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// Quartz: five fields with a `?` or another special of Quartz, six, or seven.
    Quartz,
    /// Unix: five fields, perhaps a command behind them. 0 and 7 are Sunday; where both day fields are
    /// set, either may fit, or both must if one begins with `*`.
    Crontab,
    /// `@hourly` and its kin.
    Nickname,
    /// `cron(…)` of AWS EventBridge: minute first, year last.
    Aws,
}

/// Something that had to change on the way to Quartz.
///
/// ```
/// use quartz_cron::{Change, paste};
/// let changes = paste("0 4 * * MON").unwrap().changes;
/// assert!(changes.contains(&Change::QuestionMark));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    /// Seconds were put in front.
    SecondsAdded,
    /// `*` became `?` in one day field.
    QuestionMark,
    /// Weekdays were numbered anew: 1 is Sunday.
    WeekdaysRenumbered,
    /// A command stood behind the fields.
    CommandLeftOut,
    /// A year of `*` stood behind the fields.
    YearLeftOut,
    /// `cron(` and `)`, quotes, or a nickname.
    Unwrapped,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::SecondsAdded => "Quartz has seconds in front: 0 was added.",
            Self::QuestionMark => "One day field must be “?” in Quartz.",
            Self::WeekdaysRenumbered => "Weekdays were numbered anew: in Quartz 1 is Sunday.",
            Self::CommandLeftOut => "The command behind the schedule was left out.",
            Self::YearLeftOut => "Every year needs no year: it was left out.",
            Self::Unwrapped => "What stood around the fields was taken away.",
        })
    }
}

/// Why a person must choose.
///
/// ```
/// use quartz_cron::{Outcome, Question, paste};
/// let Outcome::Ask(question, _) = paste("0 4 * * 1").unwrap().outcome else { unreachable!() };
/// assert_eq!(question, Question::WhichWeekdays);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Question {
    /// Is a number a weekday of crontab or one of Quartz?
    WhichWeekdays,
    /// The seconds are not 0, and a portal's request has none.
    Seconds,
}

/// What became of a text.
///
/// ```
/// use quartz_cron::{Outcome, paste};
/// // On the first of the month, and on every Monday.
/// assert!(matches!(paste("0 4 1 * MON").unwrap().outcome, Outcome::Two(_)));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// One expression that means the same.
    One(Box<Cron>),
    /// Two that mean the same together: in crontab either day field may fit.
    Two(Box<[Cron; 2]>),
    /// Readings to choose from, the likelier one first.
    Ask(Question, Vec<Cron>),
}

/// A text understood.
///
/// ```
/// use quartz_cron::{Dialect, paste};
/// let daily = paste("@daily").unwrap();
/// assert_eq!(daily.dialect, Dialect::Nickname);
/// assert!(!daily.changes.is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paste {
    /// What it was taken for.
    pub dialect: Dialect,
    /// What it means.
    pub outcome: Outcome,
    /// What had to change, in the order of the fields.
    pub changes: Vec<Change>,
}

const NICKNAMES: [(&str, &str); 7] = [
    ("@yearly", "0 0 0 1 1 ?"),
    ("@annually", "0 0 0 1 1 ?"),
    ("@monthly", "0 0 0 1 * ?"),
    ("@weekly", "0 0 0 ? * 1"),
    ("@daily", "0 0 0 * * ?"),
    ("@midnight", "0 0 0 * * ?"),
    ("@hourly", "0 0 * * * ?"),
];

/// Understands a schedule written for something else.
///
/// ```
/// use quartz_cron::{Dialect, Outcome, paste};
/// let line = paste("30 4 * * MON-FRI /usr/local/bin/backup --all").unwrap();
/// assert_eq!(line.dialect, Dialect::Crontab);
/// assert_eq!(line.outcome, Outcome::One(Box::new("0 30 4 ? * 2-6".parse().unwrap())));
/// assert_eq!(line.changes[0].to_string(), "The command behind the schedule was left out.");
/// ```
///
/// # Errors
///
/// When it is no schedule in any of the dialects: what is wrong with it as the one it looks like. Also
/// when Quartz cannot say it: two day fields of a crontab that must both fit.
///
/// ```
/// use quartz_cron::{ErrorKind, paste};
/// assert_eq!(paste("0 4 */2 * MON").unwrap_err().kind(), ErrorKind::BothDays);
/// ```
pub fn paste(text: &str) -> Result<Paste, ParseError> {
    let quotes = ['"', '\'', '`'];
    let bare = text.trim().trim_matches(quotes).trim();
    let mut changes = Vec::new();
    if bare != text.trim() {
        changes.push(Change::Unwrapped);
    }
    if let Some((_, fields)) = NICKNAMES
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(bare))
    {
        return Ok(Paste {
            dialect: Dialect::Nickname,
            outcome: Outcome::One(Box::new(fields.parse()?)),
            changes: vec![Change::Unwrapped],
        });
    }
    let inside = bare
        .get(..5)
        .filter(|head| head.eq_ignore_ascii_case("cron("))
        .and_then(|_| bare[5..].strip_suffix(')'));
    if let Some(inside) = inside {
        return aws(inside);
    }
    let fields: Vec<&str> = bare.split_ascii_whitespace().collect();
    match fields.as_slice() {
        five if five.len() == 5 && is_quartz(five) => quartz(bare, changes),
        [minute, hour, day, month, weekday, rest @ ..]
            if rest.is_empty() || !looks_like_field(rest[0]) =>
        {
            if !rest.is_empty() {
                changes.push(Change::CommandLeftOut);
            }
            crontab(bare, [minute, hour, day, month, weekday], changes)
        }
        _ => quartz(bare, changes),
    }
}

/// A special that only Quartz has, in a day field.
fn is_quartz(fields: &[&str]) -> bool {
    let special = |field: &str, letters: &[char]| field.to_ascii_uppercase().contains(letters);
    let names_apart = |field: &str| !field.bytes().any(|b| b.is_ascii_alphabetic());
    special(fields[2], &['?', 'L', 'W'])
        || special(fields[4], &['?', '#'])
        || fields[4].to_ascii_uppercase().ends_with('L')
            && names_apart(&fields[4][..fields[4].len() - 1])
}

fn looks_like_field(text: &str) -> bool {
    let letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
    let is_plain = text
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b"*?,-/#".contains(&b));
    is_plain
        && !text.starts_with(['/', '-'])
        && letters <= 3 * (1 + text.matches([',', '-']).count())
}

fn quartz(text: &str, mut changes: Vec<Change>) -> Result<Paste, ParseError> {
    let fields: Vec<&str> = text.split_ascii_whitespace().collect();
    if fields.len() == 5 {
        changes.push(Change::SecondsAdded);
    }
    // Others write two day fields where Quartz wants a `?` in one.
    let mended = match fields.as_slice() {
        [head @ .., "*", month, weekday] if *weekday != "*" => Some((head, ["?", month, weekday])),
        [head @ .., day, month, "*"] => Some((head, [*day, month, "?"])),
        _ => None,
    };
    let (cron, is_mended) = match (text.parse::<Cron>(), mended) {
        (Ok(cron), _) => (cron, false),
        (Err(error), Some((head, days))) => {
            let again = format!("{} {}", head.join(" "), days.join(" "));
            (again.parse().map_err(|_| error)?, true)
        }
        (Err(error), None) => return Err(error),
    };
    if is_mended {
        changes.push(Change::QuestionMark);
    }
    let outcome = if cron.items(Field::Second) == [crate::item::Item::Value(0)] {
        Outcome::One(Box::new(cron))
    } else {
        let mut without = cron.items.clone();
        without[Field::Second as usize] = vec![crate::item::Item::Value(0)];
        Outcome::Ask(Question::Seconds, vec![Cron::from_items(without), cron])
    };
    Ok(Paste {
        dialect: Dialect::Quartz,
        outcome,
        changes,
    })
}

fn aws(inside: &str) -> Result<Paste, ParseError> {
    let mut changes = vec![Change::Unwrapped, Change::SecondsAdded];
    let fields: Vec<&str> = inside.split_ascii_whitespace().collect();
    let text = match fields.as_slice() {
        [five @ .., "*"] if five.len() == 5 => {
            changes.push(Change::YearLeftOut);
            format!("0 {}", five.join(" "))
        }
        _ => format!("0 {}", fields.join(" ")),
    };
    Ok(Paste {
        dialect: Dialect::Aws,
        outcome: Outcome::One(Box::new(text.parse()?)),
        changes,
    })
}

fn crontab(text: &str, fields: [&str; 5], mut changes: Vec<Change>) -> Result<Paste, ParseError> {
    let [minute, hour, day, month, weekday] = fields;
    changes.push(Change::SecondsAdded);
    let with = |day: &str, weekday: &str| -> Result<Cron, ParseError> {
        format!("0 {minute} {hour} {day} {month} {weekday}").parse()
    };
    let paste = |outcome, changes| Paste {
        dialect: Dialect::Crontab,
        outcome,
        changes,
    };
    changes.push(Change::QuestionMark);
    let by_day = with(day, "?")?;
    let ours = renumbered(weekday);
    let by_weekday = with("?", ours.as_deref().unwrap_or(weekday))?;
    let is_every_day = |cron: &Cron| cron.meaning().days == DayRule::Every;
    // Where a day field begins with `*` both must fit, else either may.
    let either = !day.starts_with('*') && !weekday.starts_with('*');
    if !either && is_every_day(&by_weekday) {
        return Ok(paste(Outcome::One(Box::new(by_day)), changes));
    }
    if !either && !is_every_day(&by_day) {
        return Err(ParseError {
            field: None,
            span: 0..text.len(),
            found: text.to_owned(),
            kind: ErrorKind::BothDays,
        });
    }
    if ours.is_some() {
        changes.push(Change::WeekdaysRenumbered);
    }
    if either {
        return Ok(paste(Outcome::Two(Box::new([by_day, by_weekday])), changes));
    }
    // The same digits name other days in Quartz: which of the two was meant only a person knows.
    let is_other = |cron: &Cron| cron.meaning() != by_weekday.meaning();
    let as_quartz = with("?", weekday).ok().filter(is_other);
    let outcome = match as_quartz {
        Some(as_quartz) if ours.is_some() => {
            Outcome::Ask(Question::WhichWeekdays, vec![by_weekday, as_quartz])
        }
        _ => Outcome::One(Box::new(by_weekday)),
    };
    Ok(paste(outcome, changes))
}

/// Crontab's weekdays in Quartz's numbers; None where there is no number, or what cannot be read.
fn renumbered(field: &str) -> Option<String> {
    let mut days = [false; 7];
    if !field.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    for part in field.split(',') {
        let (range, step) = match part.split_once('/') {
            Some((range, step)) => (range, step.parse().ok().filter(|step| *step > 0)?),
            None => (part, 1),
        };
        let (from, to) = match range.split_once('-') {
            _ if range == "*" => (0, 6),
            Some((from, to)) => (unix_day(from)?, unix_day(to)?),
            None => (unix_day(range)?, unix_day(range)?),
        };
        for day in (from..=to).step_by(step) {
            days[day % 7] = true;
        }
    }
    let numbers: Vec<String> = (0..7)
        .filter(|day| days[*day])
        .map(|day| (day + 1).to_string())
        .collect();
    (!numbers.is_empty()).then(|| numbers.join(","))
}

/// 0 to 7 or a name; 0 and 7 are Sunday.
fn unix_day(text: &str) -> Option<usize> {
    let names = Field::DayOfWeek.names();
    match text.parse() {
        Ok(day @ 0..=7) => Some(day),
        Ok(_) => None,
        Err(_) => names
            .iter()
            .position(|name| name.eq_ignore_ascii_case(text)),
    }
}
