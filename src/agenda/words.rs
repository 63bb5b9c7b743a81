//! What is said above a calendar and beside each schedule.

use super::week::Week;
use super::{Entry, Lasts};
use crate::calendar::overlap::Overlaps;
use crate::foreign;
use crate::schedule::times;

/// The page's title: a sentence about what is so. `overlaps` is None until they are worked out.
pub fn headline(entries: &[Entry], overlaps: Option<&Overlaps>) -> String {
    let title = |of: usize| {
        entries
            .get(of)
            .map_or_else(String::new, |e| foreign::short(&e.title))
    };
    match (entries.len(), overlaps) {
        (0, _) => "Nothing is planned".to_owned(),
        (1, _) => "One schedule, alone in the calendar".to_owned(),
        (n, None) => format!("{n} schedules"),
        (_, Some(overlaps)) => match overlaps.pairs.as_slice() {
            [] => "No two schedules run into each other".to_owned(),
            [pair] => format!(
                "{} and {} run into each other",
                title(pair.of.0),
                title(pair.of.1)
            ),
            pairs => format!("{} pairs of schedules run into each other", pairs.len()),
        },
    }
}

/// `5 schedules, 41 runs a week, counted over the coming 52 weeks. Overlaps are looked for in the first six of
/// them. Nothing runs on any day from 09:00 to 14:00 UTC.`
pub fn summary(week: &Week, zone: &str) -> String {
    let schedules = match week.runs.len() {
        1 => "One schedule".to_owned(),
        n => format!("{n} schedules"),
    };
    let mut told = format!(
        "{schedules}, {}, counted over the coming 52 weeks.",
        how_often(week.runs.iter().sum())
    );
    if week.runs.len() > 1 {
        told.push_str(" Overlaps are looked for in the first six of them.");
    }
    if let Some((from, to)) = week.quiet() {
        told.push_str(&format!(
            " Nothing runs on any day from {from:02}:00 to {to:02}:00 {zone}."
        ));
    }
    told
}

/// From the runs of 52 weeks: `28 runs a week`, `about 12 runs a year`.
pub fn how_often(runs: u64) -> String {
    match runs {
        0 => "no run in the coming year".to_owned(),
        1 => "one run in the coming year".to_owned(),
        52 => "one run a week".to_owned(),
        2..=103 => format!("{runs} runs a year"),
        _ => format!("{} runs a week", (runs + 26) / 52),
    }
}

impl Lasts {
    /// `52 min`.
    pub fn words(self) -> String {
        match self {
            Self::Measured { secs, .. } | Self::TimeOut(secs) => times::span(secs),
            Self::Unknown => "not known".to_owned(),
        }
    }

    /// Where the length comes from.
    pub fn why(self) -> String {
        match self {
            Self::Measured { runs, .. } => format!("the median of {runs} runs"),
            Self::TimeOut(_) => {
                "the portal’s time-out: fewer than five runs are known to have succeeded".to_owned()
            }
            Self::Unknown => {
                "fewer than five runs are known to have succeeded; drawn as a minute".to_owned()
            }
        }
    }
}
