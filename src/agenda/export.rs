//! Planned runs as a file for another calendar.

use super::Entry;
use crate::foreign;
use crate::schedule::plan::Plan;
use crate::share::ical::{Event, calendar};
use quartz_cron::{Style, Timestamp, describe};

/// Three months are written.
const AHEAD: i64 = 92 * 86_400;
/// Other calendars groan under more events.
const MOST: usize = 5000;

/// The text of an `.ics` file and how much of the plan it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    pub text: String,
    pub runs: usize,
    /// All runs that begin before are in it.
    pub until: Timestamp,
}

/// The runs of the coming three months, as far as there is room for them.
pub fn file(name: &str, entries: &[Entry], now: Timestamp) -> File {
    let mut until = Timestamp::from_secs(now.as_secs() + AHEAD);
    let mut runs: Vec<(Timestamp, usize)> = Vec::new();
    for (of, entry) in entries.iter().enumerate() {
        let plan = Plan::new(&entry.planned.cron, entry.planned.window, now, until);
        // Of one schedule alone more than that cannot be written.
        runs.extend(plan.runs().take(MOST + 1).map(|run| (run, of)));
    }
    runs.sort_unstable();
    if let Some((first, _)) = runs.get(MOST) {
        until = *first;
        runs.retain(|(run, _)| *run < until);
    }
    let about: Vec<(String, String)> = entries
        .iter()
        .map(|entry| {
            let cron = &entry.planned.cron;
            let told = format!("{}. {cron}", describe(cron, &Style::default()));
            (foreign::line(&entry.title), told)
        })
        .collect();
    let events: Vec<Event<'_>> = runs
        .iter()
        .map(|(from, of)| Event {
            task: entries[*of].id.as_str(),
            from: *from,
            takes_secs: entries[*of].lasts.secs(),
            summary: &about[*of].0,
            description: &about[*of].1,
        })
        .collect();
    File {
        text: calendar(name, &events, now),
        runs: events.len(),
        until,
    }
}
