//! A sentence in English, true for every expression.

use crate::cron::Cron;
use crate::meaning::{DayRule, Meaning, Steps, TimeRule};
use crate::time::Weekday;

/// How times are told.
///
/// ```
/// use quartz_cron::{Cron, Style, describe};
/// let cron: Cron = "0 30 16 * * ?".parse().unwrap();
/// let style = Style { hour12: true, zone: "" };
/// assert_eq!(describe(&cron, &style), "Every day at 4:30 pm");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style<'a> {
    /// 4:00 am in the place of 04:00.
    pub hour12: bool,
    /// The name behind every time, such as `UTC`; may be empty.
    pub zone: &'a str,
}

impl Default for Style<'_> {
    /// 24 hours, UTC.
    fn default() -> Self {
        Self {
            hour12: false,
            zone: "UTC",
        }
    }
}

/// What an expression means, without a full stop. Told from its [`Meaning`] alone.
///
/// ```
/// use quartz_cron::{describe, Cron, Style};
/// let told = |text: &str| describe(&text.parse::<Cron>().unwrap(), &Style::default());
/// assert_eq!(told("0 0 2/6 * * ?"), "Every 6 hours from 02:00 UTC");
/// assert_eq!(told("0 30 4 ? * 2-6"), "Monday to Friday at 04:30 UTC");
/// assert_eq!(told("0 0 3 L * ?"), "Last day of every month at 03:00 UTC");
/// ```
pub fn describe(cron: &Cron, style: &Style<'_>) -> String {
    let meaning = cron.meaning();
    let days = DayWords::of(&meaning);
    let years = years(&meaning);
    match &meaning.times {
        TimeRule::At(times) => {
            let times = listed_times(times, style);
            format!("{} at {}{years}", capital(&days.leading()), and(&times))
        }
        rule => {
            let rule = rule_of_times(rule, style);
            match days.following() {
                Some(days) => format!("{rule}, {days}{years}"),
                None => format!("{rule}{years}"),
            }
        }
    }
}

/// A rule that begins a sentence: `Every 15 minutes`.
fn rule_of_times(rule: &TimeRule, style: &Style<'_>) -> String {
    let zone = zone(style);
    match rule {
        TimeRule::At(times) => and(&listed_times(times, style)),
        TimeRule::EveryHours {
            step,
            first,
            minute,
            seconds,
        } => {
            let from = format!("{}{zone}", time(*first, *minute, None, style));
            let anew = if 24 % step == 0 {
                ""
            } else {
                ", anew each day"
            };
            format!("Every {step} hours from {from}{anew}{}", behind(seconds))
        }
        TimeRule::Each {
            hours,
            minutes,
            seconds,
        } => {
            let told = match (minutes, hours.is_empty()) {
                (Steps::These(minutes), true) if *minutes == [0] && is_zero(seconds) => {
                    "Every hour, on the hour".to_owned()
                }
                (Steps::These(minutes), true) if minutes.len() == 1 => {
                    format!("Every hour at minute {}", minutes[0])
                }
                (Steps::Every, true) => "Every minute".to_owned(),
                (Steps::Every, false) => format!("Every minute of {}{zone}", hours_told(hours)),
                (Steps::From { first: 0, step }, true) if 60 % step == 0 => {
                    format!("Every {step} minutes")
                }
                (minutes, true) => format!("{} of every hour", minutes_told(minutes)),
                (minutes, false) => {
                    format!("{} of {}{zone}", minutes_told(minutes), hours_told(hours))
                }
            };
            format!("{told}{}", behind(seconds))
        }
    }
}

fn is_zero(seconds: &Steps) -> bool {
    matches!(seconds, Steps::These(seconds) if *seconds == [0])
}

/// The seconds, behind a rule.
fn behind(seconds: &Steps) -> String {
    match seconds {
        seconds if is_zero(seconds) => String::new(),
        Steps::Every => " in every second".to_owned(),
        Steps::From { first, step } => format!(" every {step} seconds from second {first}"),
        Steps::These(seconds) => format!(" at {}", numbered("second", seconds)),
    }
}

fn minutes_told(minutes: &Steps) -> String {
    match minutes {
        Steps::Every => "Every minute".to_owned(),
        Steps::From { first: 0, step } if 60 % step == 0 => format!("Every {step} minutes"),
        Steps::From { first, step } => format!("Every {step} minutes from minute {first}"),
        Steps::These(minutes) => format!("At {}", numbered("minute", minutes)),
    }
}

fn hours_told(hours: &[u8]) -> String {
    match *hours {
        [hour] => format!("hour {hour}"),
        ref hours => match runs(hours, 24).as_slice() {
            [(from, to)] => format!("the hours {from} to {to}"),
            _ => format!("the hours {}", and(&strings(hours))),
        },
    }
}

fn listed_times(times: &[(u8, u8, u8)], style: &Style<'_>) -> Vec<String> {
    let shows_seconds = times.iter().any(|(_, _, second)| *second != 0);
    let told = |&(hour, minute, second): &(u8, u8, u8)| {
        time(hour, minute, shows_seconds.then_some(second), style)
    };
    let mut told: Vec<String> = times.iter().map(told).collect();
    if let Some(last) = told.last_mut() {
        last.push_str(&zone(style));
    }
    told
}

fn time(hour: u8, minute: u8, second: Option<u8>, style: &Style<'_>) -> String {
    let seconds = second.map_or_else(String::new, |second| format!(":{second:02}"));
    if style.hour12 {
        let half = if hour < 12 { "am" } else { "pm" };
        let hour = (hour + 11) % 12 + 1;
        format!("{hour}:{minute:02}{seconds} {half}")
    } else {
        format!("{hour:02}:{minute:02}{seconds}")
    }
}

fn zone(style: &Style<'_>) -> String {
    match style.zone {
        "" => String::new(),
        zone => format!(" {zone}"),
    }
}

/// Which days: a phrase before the times, and one behind a rule.
struct DayWords {
    /// None for every day.
    rule: Option<Phrase>,
    /// ` in January and June`, or empty for every month.
    months: String,
}

enum Phrase {
    /// `Monday to Friday`, `every Saturday`.
    Week(String),
    /// `last day`: of a month.
    Month(String),
}

impl DayWords {
    fn of(meaning: &Meaning) -> Self {
        Self {
            rule: phrase(&meaning.days),
            months: months_told(&meaning.months),
        }
    }

    fn leading(&self) -> String {
        match (&self.rule, self.months.as_str()) {
            (None, "") => "every day".to_owned(),
            (None, months) => format!("every day in {months}"),
            (Some(Phrase::Week(days)), "") => days.clone(),
            (Some(Phrase::Week(days)), months) => format!("{days} in {months}"),
            (Some(Phrase::Month(day)), "") => format!("{day} of every month"),
            (Some(Phrase::Month(day)), months) => format!("{day} of {months}"),
        }
    }

    fn following(&self) -> Option<String> {
        match (&self.rule, self.months.as_str()) {
            (None, "") => None,
            (None, months) => Some(format!("in {months}")),
            (Some(Phrase::Month(_)), _) => {
                let days = self.leading();
                let days = days.strip_prefix("the ").unwrap_or(&days);
                Some(format!("on the {days}"))
            }
            (Some(Phrase::Week(_)), _) => Some(self.leading()),
        }
    }
}

fn phrase(days: &DayRule) -> Option<Phrase> {
    match days {
        DayRule::Every => None,
        DayRule::Weekdays(weekdays) => Some(Phrase::Week(weekdays_told(weekdays))),
        rule => Some(Phrase::Month(and(&days_of_month(rule)))),
    }
}

/// The days of a month, one by one or in runs: `the 1st`, `15th`, `last day`.
fn days_of_month(rule: &DayRule) -> Vec<String> {
    let told = match rule {
        DayRule::Every | DayRule::Weekdays(_) => return Vec::new(),
        DayRule::AnyOf(rules) => return rules.iter().flat_map(days_of_month).collect(),
        DayRule::Days(days) => {
            let mut told = runs_named(days, 31, ordinal);
            if let Some(first) = told.first_mut() {
                first.insert_str(0, "the ");
            }
            return told;
        }
        DayRule::Last(0) => "last day".to_owned(),
        DayRule::Last(1) => "day before the last".to_owned(),
        DayRule::Last(n) => format!("{} day before the last", ordinal(*n)),
        DayRule::LastWeekday(0) => "last weekday (Monday to Friday)".to_owned(),
        DayRule::LastWeekday(n) => format!(
            "weekday (Monday to Friday) nearest to the {} day before the last",
            ordinal(*n)
        ),
        DayRule::Nearest(day) => {
            format!(
                "weekday (Monday to Friday) nearest to the {}",
                ordinal(*day)
            )
        }
        DayRule::Nth(weekday, n) => format!("{} {}", nth(*n), weekday.name()),
        DayRule::LastOf(weekday) => format!("last {}", weekday.name()),
    };
    vec![told]
}

fn weekdays_told(weekdays: &[Weekday]) -> String {
    let numbers: Vec<u8> = weekdays.iter().map(|day| *day as u8).collect();
    let name = |day: u8| Weekday::ALL[usize::from(day - 1)].name();
    match runs(&numbers, 7).as_slice() {
        [(from, to)] if numbers.len() > 2 => format!("{} to {}", name(*from), name(*to)),
        _ => {
            // The week as people say it begins on Monday.
            let week = [2, 3, 4, 5, 6, 7, 1].into_iter();
            let named = week.filter(|day| numbers.contains(day));
            let names: Vec<String> = named.map(|day| name(day).to_owned()).collect();
            format!("every {}", and(&names))
        }
    }
}

fn months_told(months: &[u8]) -> String {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let name = |month: u8| {
        let at = usize::from(month).wrapping_sub(1);
        NAMES.get(at).copied().unwrap_or("").to_owned()
    };
    runs_told(months, 12, name)
}

fn years(meaning: &Meaning) -> String {
    let Some(runs) = &meaning.years else {
        return String::new();
    };
    let told = |&(from, to): &(u16, u16)| match to - from {
        0 => from.to_string(),
        _ => format!("{from} to {to}"),
    };
    match runs.as_slice() {
        [] => ", in no year".to_owned(),
        runs => format!(", in {}", and(&runs.iter().map(told).collect::<Vec<_>>())),
    }
}

/// `1st to 5th and 15th`: runs of three and more as ranges, the rest one by one.
fn runs_told(values: &[u8], size: u8, name: fn(u8) -> String) -> String {
    and(&runs_named(values, size, name))
}

fn runs_named(values: &[u8], size: u8, name: fn(u8) -> String) -> Vec<String> {
    let mut told = Vec::new();
    for (from, to) in runs(values, size) {
        let length = (to + size - from) % size + 1;
        match length {
            1 => told.push(name(from)),
            2 => told.extend([name(from), name(to)]),
            _ => told.push(format!("{} to {}", name(from), name(to))),
        }
    }
    told
}

/// Runs of neighbours, as first and last; one that goes over the end into the beginning is one run
/// and comes last. `values` are sorted, up to `size` of them.
fn runs(values: &[u8], size: u8) -> Vec<(u8, u8)> {
    let mut runs: Vec<(u8, u8)> = Vec::new();
    for value in values {
        match runs.last_mut() {
            Some((_, to)) if *to + 1 == *value => *to = *value,
            _ => runs.push((*value, *value)),
        }
    }
    // Weeks, years and days go round; a month does not for those who read it.
    let (goes_round, low) = (matches!(size, 7 | 12 | 24), u8::from(size != 24));
    if let ([(first, to), .., (from, last)], true) = (runs.as_slice(), goes_round)
        && (*first, *last) == (low, low + size - 1)
        && (to - first) + (last - from) > 0
    {
        let joined = (*from, *to);
        runs.remove(0);
        runs.pop();
        runs.push(joined);
    }
    runs
}

fn strings(values: &[u8]) -> Vec<String> {
    values.iter().map(u8::to_string).collect()
}

fn numbered(unit: &str, values: &[u8]) -> String {
    match values {
        [value] => format!("{unit} {value}"),
        values => format!(
            "{unit}s {}",
            runs_told(values, 60, |value| value.to_string())
        ),
    }
}

fn and(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

fn ordinal(n: u8) -> String {
    let ending = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}
fn nth(n: u8) -> &'static str {
    match n {
        1 => "first",
        2 => "second",
        3 => "third",
        4 => "fourth",
        _ => "fifth",
    }
}
/// Sentences begin with plain letters: no need for the tables of all others.
fn capital(text: &str) -> String {
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}
