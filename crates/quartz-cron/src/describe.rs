//! A sentence in English, true for every expression.

use crate::cron::Cron;
use crate::field::Field;
use crate::item::Item;
use crate::time::Weekday;

/// How times are told.
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

/// More times of day than this are told by their rule, not one by one.
const MOST_TIMES: usize = 6;

/// What an expression means, without a full stop.
///
/// ```
/// use quartz_cron::{describe, Cron, Style};
/// let told = |text: &str| describe(&text.parse::<Cron>().unwrap(), &Style::default());
/// assert_eq!(told("0 0 2/6 * * ?"), "Every 6 hours from 02:00 UTC");
/// assert_eq!(told("0 30 4 ? * 2-6"), "Monday to Friday at 04:30 UTC");
/// assert_eq!(told("0 0 3 L * ?"), "Last day of every month at 03:00 UTC");
/// ```
pub fn describe(cron: &Cron, style: &Style<'_>) -> String {
    let days = Days::of(cron);
    let years = years(cron);
    match times(cron, style) {
        Times::At(times) => format!("{} at {}{years}", capital(&days.leading()), and(&times)),
        Times::Every(rule) => match days.following() {
            Some(days) => format!("{rule}, {days}{years}"),
            None => format!("{rule}{years}"),
        },
    }
}

enum Times {
    /// A few times of day, each with its zone behind the last.
    At(Vec<String>),
    /// A rule that begins a sentence: `Every 15 minutes`.
    Every(String),
}

fn times(cron: &Cron, style: &Style<'_>) -> Times {
    let (seconds, minutes, hours) = (bits(cron.seconds), bits(cron.minutes), bits(cron.hours));
    let is_even = minutes.len() == 1 && stride(&hours, 24).is_some();
    if !is_even && seconds.len() * minutes.len() * hours.len() <= MOST_TIMES {
        return Times::At(listed_times(&hours, &minutes, &seconds, style));
    }
    let zone = zone(style);
    let behind = match *seconds.as_slice() {
        [0] => String::new(),
        ref seconds if seconds.len() == 60 => " in every second".to_owned(),
        ref seconds => format!(" at {}", numbered("second", seconds)),
    };
    let rule = match (minutes.as_slice(), hours.as_slice()) {
        (minutes, hours) if hours.len() == 24 => every_hour(cron, minutes),
        ([minute], hours) => match stride(hours, 24) {
            Some((from, step)) => {
                let from = format!("{}{zone}", time(from, *minute, None, style));
                match 24 % step {
                    0 => format!("Every {step} hours from {from}"),
                    _ => format!("Every {step} hours from {from}, anew each day"),
                }
            }
            None => at_minutes_of_hours(&[*minute], hours, &zone),
        },
        (minutes, hours) if minutes.len() == 60 => {
            format!("Every minute of {}{zone}", hours_told(hours))
        }
        (minutes, hours) => at_minutes_of_hours(minutes, hours, &zone),
    };
    Times::Every(format!("{rule}{behind}"))
}

fn every_hour(cron: &Cron, minutes: &[u8]) -> String {
    match minutes {
        [0] if bits(cron.seconds) == [0] => "Every hour, on the hour".to_owned(),
        [minute] => format!("Every hour at minute {minute}"),
        minutes if minutes.len() == 60 => "Every minute".to_owned(),
        minutes => match stride(minutes, 60) {
            Some((0, step)) if 60 % step == 0 => format!("Every {step} minutes"),
            Some((from, step)) => {
                format!("Every {step} minutes from minute {from} of every hour")
            }
            None => format!("At {} of every hour", numbered("minute", minutes)),
        },
    }
}

fn at_minutes_of_hours(minutes: &[u8], hours: &[u8], zone: &str) -> String {
    let minutes = match stride(minutes, 60) {
        Some((0, step)) if 60 % step == 0 => format!("Every {step} minutes"),
        Some((from, step)) => format!("Every {step} minutes from minute {from}"),
        None => format!("At {}", numbered("minute", minutes)),
    };
    format!("{minutes} of {}{zone}", hours_told(hours))
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

fn listed_times(hours: &[u8], minutes: &[u8], seconds: &[u8], style: &Style<'_>) -> Vec<String> {
    let shows_seconds = seconds != [0];
    let mut times = Vec::new();
    for hour in hours {
        for minute in minutes {
            for second in seconds {
                let second = shows_seconds.then_some(*second);
                times.push(time(*hour, *minute, second, style));
            }
        }
    }
    if let Some(last) = times.last_mut() {
        last.push_str(&zone(style));
    }
    times
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
struct Days {
    /// None for every day.
    rule: Option<Rule>,
    /// ` in January and June`, or empty for every month.
    months: String,
}

enum Rule {
    /// `Monday to Friday`, `every Saturday`.
    Week(String),
    /// `last day`: of a month.
    Month(String),
}

impl Days {
    fn of(cron: &Cron) -> Self {
        let months = bits(cron.months);
        Self {
            rule: rule(cron),
            months: if months.len() == 12 {
                String::new()
            } else {
                months_told(&months)
            },
        }
    }

    fn leading(&self) -> String {
        match (&self.rule, self.months.as_str()) {
            (None, "") => "every day".to_owned(),
            (None, months) => format!("every day in {months}"),
            (Some(Rule::Week(days)), "") => days.clone(),
            (Some(Rule::Week(days)), months) => format!("{days} in {months}"),
            (Some(Rule::Month(day)), "") => format!("{day} of every month"),
            (Some(Rule::Month(day)), months) => format!("{day} of {months}"),
        }
    }

    fn following(&self) -> Option<String> {
        match (&self.rule, self.months.as_str()) {
            (None, "") => None,
            (None, months) => Some(format!("in {months}")),
            (Some(Rule::Month(_)), _) => Some(format!(
                "on the {}",
                self.leading().trim_start_matches("the ")
            )),
            (Some(Rule::Week(_)), _) => Some(self.leading()),
        }
    }
}

fn rule(cron: &Cron) -> Option<Rule> {
    let day_of_month = cron.items(Field::DayOfMonth);
    if day_of_month.contains(&Item::NoSpecificValue) {
        return week_rule(cron);
    }
    if let crate::days::Days::NearestWeekday(day) = cron.days {
        let day = ordinal(day);
        return Some(Rule::Month(format!(
            "weekday (Monday to Friday) nearest to the {day}"
        )));
    }
    let rule = match *day_of_month {
        [Item::Last] => "last day".to_owned(),
        [Item::LastOffset(1)] => "day before the last".to_owned(),
        [Item::LastOffset(n)] => format!("{} day before the last", ordinal(n)),
        [Item::LastWeekday] => "last weekday (Monday to Friday)".to_owned(),
        [Item::LastOffsetWeekday(n)] => {
            format!(
                "weekday (Monday to Friday) nearest to the {} day before the last",
                ordinal(n)
            )
        }
        _ => {
            let days = bits(crate::cron::mask(Field::DayOfMonth, day_of_month));
            if days.len() == 31 {
                return None;
            }
            format!("the {}", runs_told(&days, 31, ordinal))
        }
    };
    Some(Rule::Month(rule))
}

fn week_rule(cron: &Cron) -> Option<Rule> {
    use crate::days::Days;
    Some(match cron.days {
        Days::Nth(weekday, n) => Rule::Month(format!("{} {}", nth(n), weekday.name())),
        Days::LastOf(weekday) => Rule::Month(format!("last {}", weekday.name())),
        _ => {
            let days = bits(crate::cron::mask(
                Field::DayOfWeek,
                cron.items(Field::DayOfWeek),
            ));
            let name = |day: u8| {
                Weekday::from_number(u16::from(day))
                    .map_or("", Weekday::name)
                    .to_owned()
            };
            match (days.len(), runs(&days, 7).as_slice()) {
                (7, _) => return None,
                (3.., [(from, to)]) => Rule::Week(format!("{} to {}", name(*from), name(*to))),
                _ => {
                    // The week as people say it begins on Monday.
                    let mut days = days;
                    days.sort_by_key(|day| (day + 5) % 7);
                    let names: Vec<String> = days.into_iter().map(name).collect();
                    Rule::Week(format!("every {}", and(&names)))
                }
            }
        }
    })
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

fn years(cron: &Cron) -> String {
    match &cron.years {
        None => String::new(),
        Some(_) => {
            let told: Vec<String> = cron
                .items(Field::Year)
                .iter()
                .map(|item| match *item {
                    Item::Value(year) => year.to_string(),
                    Item::Range { from, to } => format!("{from} to {to}"),
                    Item::Step { from, to, step } => {
                        let from = from.unwrap_or(1970);
                        let end = to.map_or_else(String::new, |to| format!(" to {to}"));
                        format!("every {step} years from {from}{end}")
                    }
                    _ => String::new(),
                })
                .collect();
            format!(", in {}", and(&told))
        }
    }
}

/// `1st to 5th and 15th`: runs of three and more as ranges, the rest one by one.
fn runs_told(values: &[u8], size: u8, name: impl Fn(u8) -> String) -> String {
    let mut told = Vec::new();
    for (from, to) in runs(values, size) {
        let length = (to + size - from) % size + 1;
        match length {
            1 => told.push(name(from)),
            2 => told.extend([name(from), name(to)]),
            _ => told.push(format!("{} to {}", name(from), name(to))),
        }
    }
    and(&told)
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
    // Weeks, years and days go round; a month and an hour do not for those who read them.
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

/// First value and distance, when the values are all those from the first on at that distance, at
/// least 2, to the end of the field.
fn stride(values: &[u8], size: u8) -> Option<(u8, u8)> {
    let [first, second, ..] = *values else {
        return None;
    };
    let step = second - first;
    let last = values.last()?;
    let is_even = values.windows(2).all(|pair| pair[1] - pair[0] == step);
    (step > 1 && values.len() > 2 && is_even && first < step && last + step >= size)
        .then_some((first, step))
}

fn bits(mask: u64) -> Vec<u8> {
    (0..64).filter(|bit| mask & 1 << bit != 0).collect()
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

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}
