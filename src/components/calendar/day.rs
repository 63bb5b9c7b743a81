//! The runs of one day, in words: what the strip of the day draws, and what became of those behind us.

use crate::agenda::month::meets;
use crate::agenda::past::Past;
use crate::agenda::{Entry, Lasts};
use crate::calendar::Bar;
use crate::calendar::month::Day;
use crate::components::audit_table::VerdictBadge;
use crate::foreign;
use crate::runs::RunId;
use crate::schedule::times;
use crate::schedule::zone::LocalZone;
use crate::task::TaskId;
use leptos::prelude::*;
use quartz_cron::Timestamp;
use std::sync::Arc;

/// Schedules that are named as met; the others are counted.
const NAMED: usize = 3;

/// A run: planned, recorded, or both.
struct Line<'a> {
    at: Timestamp,
    of: usize,
    bar: Option<&'a Bar>,
    past: Option<&'a Past>,
}

fn lines<'a>(bars: &'a [Bar], past: &'a [Past]) -> Vec<Line<'a>> {
    let known = |bar: &Bar| {
        let mut planned = past.iter().filter(|run| run.verdict.is_some());
        planned.find(|run| (run.at, run.of) == (bar.from, bar.of))
    };
    let planned = bars.iter().map(|bar| Line {
        at: bar.from,
        of: bar.of,
        bar: Some(bar),
        past: known(bar),
    });
    let unplanned = past.iter().filter(|run| run.verdict.is_none());
    let unplanned = unplanned.map(|run| Line {
        at: run.at,
        of: run.of,
        bar: None,
        past: Some(run),
    });
    let mut lines: Vec<Line> = planned.chain(unplanned).collect();
    lines.sort_by_key(|line| (line.at, line.of));
    lines
}

#[component]
pub fn DayRuns(
    day: Day,
    /// What became of its runs; empty where nothing has yet.
    past: Vec<Past>,
    entries: Arc<Vec<Entry>>,
    zone: Arc<LocalZone>,
    #[prop(into)] href: Callback<TaskId, String>,
    #[prop(into)] run_href: Callback<(TaskId, RunId), String>,
) -> impl IntoView {
    let civil = zone.civil(day.from);
    let title = format!(
        "{} {} {} {}",
        times::weekday_name(civil.weekday()),
        civil.day,
        times::month_name(civil.month),
        civil.year
    );
    let lines = lines(&day.bars, &past);
    if lines.is_empty() {
        return view! { <p class="dim">{format!("{title}: no run.")}</p> }.into_any();
    }
    let has_past = !past.is_empty();
    let more = day.runs.saturating_sub(day.bars.len());
    let row = |line: &Line| {
        let entry = entries.get(line.of);
        let title = entry.map_or_else(String::new, |entry| foreign::line(&entry.title));
        let link = entry.map(|entry| href.run(entry.id.clone()));
        let lasts = entry
            .filter(|_| line.bar.is_some())
            .map(|entry| entry.lasts);
        let became = |run: &Past| {
            let made = run.made.as_ref().zip(entry);
            let link = made.map(|(made, entry)| {
                let href = run_href.run((entry.id.clone(), made.id.clone()));
                view! { <a href=href>"Its run"</a> }.into_any()
            });
            view! {
                <span class="row">
                    <VerdictBadge verdict=run.verdict />
                    {link}
                </span>
            }
            .into_any()
        };
        let became = has_past.then(|| {
            let told = line.past.map(became);
            view! { <td>{told.unwrap_or_else(|| "–".into_any())}</td> }.into_any()
        });
        let met = line
            .bar
            .map_or_else(|| "–".to_owned(), |bar| met(bar, &day.bars, &entries));
        view! {
            <tr>
                <td class="when">{moment(line.at, &zone)}</td>
                <td>
                    <a href=link>
                        <bdi>{title}</bdi>
                    </a>
                </td>
                {became}
                <td class="when" title=lasts.map(Lasts::why)>
                    {lasts.map_or_else(|| "–".to_owned(), Lasts::words)}
                </td>
                <td>{met}</td>
            </tr>
        }
        .into_any()
    };
    view! {
        <table class="fires">
            <caption>{format!("Runs of {title}")}</caption>
            <thead>
                <tr>
                    <th scope="col">"Begins"</th>
                    <th scope="col">"Schedule"</th>
                    {has_past.then(|| view! { <th scope="col">"What became of it"</th> }.into_any())}
                    <th scope="col">"Takes"</th>
                    <th scope="col">"Meets"</th>
                </tr>
            </thead>
            <tbody>{lines.iter().map(row).collect_view()}</tbody>
        </table>
        {(more > 0)
            .then(|| view! { <p class="dim">{format!("{more} more on this day are not listed.")}</p> }.into_any())}
    }
    .into_any()
}

fn moment(at: Timestamp, zone: &LocalZone) -> String {
    let utc = format!("{} UTC", times::clock(at.civil(0)));
    match zone.is_utc() {
        true => utc,
        false => format!("{utc} · {}", zone.clock(at)),
    }
}

/// Whom a run meets.
fn met(bar: &Bar, all: &[Bar], entries: &[Entry]) -> String {
    let mut met: Vec<usize> = all
        .iter()
        .filter(|other| meets(bar, other))
        .map(|other| other.of)
        .collect();
    met.sort_unstable();
    met.dedup();
    let named = met.iter().take(NAMED).filter_map(|of| entries.get(*of));
    let mut names: Vec<String> = named.map(|entry| foreign::short(&entry.title)).collect();
    if let more @ 1.. = met.len().saturating_sub(NAMED) {
        names.push(format!("{more} more"));
    }
    match names.is_empty() {
        true => "–".to_owned(),
        false => names.join(", "),
    }
}
