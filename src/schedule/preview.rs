//! What a schedule means, as far as it can be told at once: its sentence, the next runs and the nights
//! when the local clock changes between them.

use super::times;
use super::zone::LocalZone;
use quartz_cron::{Cron, Style, Timestamp, Utc, describe};

/// How many runs are shown.
pub const RUNS: usize = 10;

/// The bounds of a schedule beside its expression.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Window {
    pub start: Option<Timestamp>,
    pub end: Option<Timestamp>,
    pub max_runs: Option<u32>,
}

/// What is said of a schedule; `kept` is a dash where no retention was given.
#[derive(Clone, Debug, PartialEq)]
pub struct Preview {
    pub sentence: String,
    pub kept: String,
    pub rows: Vec<Row>,
}

/// A line in the list of the next runs.
#[derive(Clone, Debug, PartialEq)]
pub enum Row {
    Run(Timestamp),
    /// A sentence about the night between two runs.
    ClockChange(String),
}

impl Row {
    /// When the run begins; None for a change of the clock.
    pub fn at(&self) -> Option<Timestamp> {
        match self {
            Self::Run(at) => Some(*at),
            Self::ClockChange(_) => None,
        }
    }
}

impl Preview {
    /// `kept` is how long a backup is kept, in words.
    pub fn new(
        cron: &Cron,
        window: Window,
        kept: Option<String>,
        zone: &LocalZone,
        now: Timestamp,
    ) -> Self {
        let runs: Vec<Timestamp> = fires(cron, window, now).take(RUNS).collect();
        Self {
            sentence: sentence(cron, window, kept.as_deref(), now),
            kept: kept.unwrap_or_else(|| "–".to_owned()),
            rows: rows(&runs, zone),
        }
    }
}

/// The fire times of a schedule after `now`, inside its bounds.
pub fn fires(cron: &Cron, window: Window, now: Timestamp) -> impl Iterator<Item = Timestamp> {
    let from = crate::schedule::first_moment(window.start, now);
    let most = window
        .max_runs
        .map_or(usize::MAX, |n| usize::try_from(n).unwrap_or(usize::MAX));
    std::iter::successors(cron.after(from, &Utc), |at| cron.after(*at, &Utc))
        .take_while(move |at| window.end.is_none_or(|end| *at <= end))
        .take(most)
}

/// A run that one schedule makes and another does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shift {
    pub at: Timestamp,
    /// True when the later schedule makes it, false when only the earlier one did.
    pub is_new: bool,
}

/// What becomes of the next runs when one schedule takes the place of another: of each the first
/// [`RUNS`], as far as both are known.
pub fn shifts(before: &[Timestamp], after: &[Timestamp]) -> Vec<Shift> {
    let known = |runs: &[Timestamp]| match runs.get(RUNS - 1) {
        Some(last) => *last,
        // That was all.
        None => Timestamp::from_secs(i64::MAX),
    };
    let until = known(before).min(known(after));
    let only = |runs: &[Timestamp], others: &[Timestamp], is_new| {
        let lone = runs
            .iter()
            .filter(|at| **at <= until && !others.contains(at));
        lone.map(|at| Shift { at: *at, is_new }).collect::<Vec<_>>()
    };
    let mut shifts = only(before, after, false);
    shifts.extend(only(after, before, true));
    shifts.sort_by_key(|shift| (shift.at, shift.is_new));
    shifts
}

fn sentence(cron: &Cron, window: Window, kept: Option<&str>, now: Timestamp) -> String {
    let mut text = describe(cron, &Style::default());
    let this_year = now.civil(0).year;
    let day = |at: Timestamp| times::date(at.civil(0), this_year);
    if let Some(start) = window.start.filter(|start| *start > now) {
        text.push_str(&format!(", from {}", day(start)));
    }
    if let Some(end) = window.end {
        text.push_str(&format!(", until {}", day(end)));
    }
    match window.max_runs {
        Some(1) => text.push_str(", once"),
        Some(n) => text.push_str(&format!(", at most {n} times")),
        None => {}
    }
    text.push('.');
    if let Some(kept) = kept {
        text.push_str(&format!(" Each backup is kept for {kept}."));
    }
    text
}

fn rows(runs: &[Timestamp], zone: &LocalZone) -> Vec<Row> {
    let mut rows = Vec::with_capacity(runs.len() + 2);
    let mut before: Option<Timestamp> = None;
    for at in runs {
        if let Some(before) = before {
            rows.extend(clock_change(before, *at, zone).map(Row::ClockChange));
        }
        rows.push(Row::Run(*at));
        before = Some(*at);
    }
    rows
}

/// A sentence when local time is another number of hours from UTC at the second run.
fn clock_change(before: Timestamp, at: Timestamp, zone: &LocalZone) -> Option<String> {
    let (old, new) = (zone.offset(before), zone.offset(at));
    let direction = match new - old {
        0 => return None,
        later if later > 0 => "forward",
        _ => "back",
    };
    let (old_time, new_time) = (zone.clock(before), zone.clock(at));
    Some(
        if before.as_secs().rem_euclid(86_400) == at.as_secs().rem_euclid(86_400) {
            format!("The local clock goes {direction}: {old_time} becomes {new_time}.")
        } else {
            format!(
                "The local clock goes {direction}, from {} to {}.",
                zone.label(before),
                zone.label(at)
            )
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::times::parse_iso_date;
    use crate::schedule::zone::transitions;
    use quartz_cron::OffsetTable;

    /// Friday 23 October 2026, 14:02 UTC.
    const NOW: Timestamp = Timestamp::from_secs(1_792_764_120);
    /// Sunday 25 October 2026, 01:00 UTC: summer time ends in Copenhagen.
    const AUTUMN: i64 = 1_792_890_000;

    fn copenhagen() -> LocalZone {
        let offset = |at: i64| if at < AUTUMN { 7200 } else { 3600 };
        let rows = transitions(AUTUMN - 86_400 * 30, AUTUMN + 86_400 * 90, 86_400, offset);
        let labels = vec![(3600, "CET".into()), (7200, "CEST".into())];
        LocalZone::new(
            "Europe/Copenhagen".into(),
            OffsetTable::new(rows).unwrap(),
            labels,
        )
    }

    fn preview(cron: &str, window: Window) -> Preview {
        Preview::new(
            &cron.parse().unwrap(),
            window,
            Some("14 days".into()),
            &copenhagen(),
            NOW,
        )
    }

    #[test]
    fn the_change_of_the_clock_stands_between_the_runs_it_separates() {
        let rows = preview("0 30 1 ? * 3,5,7", Window::default()).rows;
        assert!(matches!(rows[0], Row::Run(_)));
        assert_eq!(
            rows[1],
            Row::ClockChange("The local clock goes back: 03:30 CEST becomes 02:30 CET.".into())
        );
        assert_eq!(rows.iter().filter(|row| row.at().is_some()).count(), RUNS);
    }

    #[test]
    fn start_end_and_maximum_bound_the_runs_and_are_in_the_sentence() {
        let window = Window {
            start: parse_iso_date("2026-10-26"),
            end: parse_iso_date("2026-10-30"),
            max_runs: Some(3),
        };
        let told = preview("0 0 1 * * ?", window);
        assert_eq!(told.rows.len(), 3);
        assert!(
            told.sentence
                .ends_with(", from Mon 26 Oct, until Fri 30 Oct, at most 3 times. Each backup is kept for 14 days."),
            "{}",
            told.sentence
        );
    }

    #[test]
    fn another_schedule_drops_runs_and_adds_runs_as_far_as_both_are_known() {
        let runs = |cron: &str| -> Vec<Timestamp> {
            let cron = cron.parse().unwrap();
            fires(&cron, Window::default(), NOW).take(RUNS).collect()
        };
        let daily = runs("0 0 4 * * ?");
        assert_eq!(shifts(&daily, &daily), []);
        let weekdays = shifts(&daily, &runs("0 0 4 ? * 2-6"));
        let told: Vec<(String, bool)> = weekdays
            .iter()
            .map(|shift| (times::date(shift.at.civil(0), 2026), shift.is_new))
            .collect();
        // Saturday and Sunday go; beyond the tenth day nothing is known of the daily runs.
        assert_eq!(
            told,
            [
                ("Sat 24 Oct", false),
                ("Sun 25 Oct", false),
                ("Sat 31 Oct", false),
                ("Sun 1 Nov", false)
            ]
            .map(|(day, is_new)| (day.to_owned(), is_new))
        );
        let moved = shifts(&daily[..1], &runs("0 0 5 24 10 ? 2026"));
        assert_eq!(
            moved.iter().map(|shift| shift.is_new).collect::<Vec<_>>(),
            [false, true]
        );
    }

    #[test]
    fn a_schedule_that_never_runs_has_no_rows() {
        let never = preview("0 0 4 31 2 ?", Window::default());
        assert!(never.rows.is_empty());
    }
}
