//! The runs of one day, in words: what the strip of the day draws.

use crate::agenda::month::meets;
use crate::agenda::{Entry, Lasts};
use crate::calendar::Bar;
use crate::calendar::month::Day;
use crate::foreign;
use crate::schedule::times;
use crate::schedule::zone::LocalZone;
use crate::task::TaskId;
use leptos::prelude::*;
use quartz_cron::Timestamp;
use std::sync::Arc;

/// Schedules that are named as met; the others are counted.
const NAMED: usize = 3;

#[component]
pub fn DayRuns(
    day: Day,
    entries: Arc<Vec<Entry>>,
    zone: Arc<LocalZone>,
    #[prop(into)] href: Callback<TaskId, String>,
) -> impl IntoView {
    let civil = zone.civil(day.from);
    let title = format!(
        "{} {} {} {}",
        times::weekday_name(civil.weekday()),
        civil.day,
        times::month_name(civil.month),
        civil.year
    );
    if day.bars.is_empty() {
        return view! { <p class="dim">{format!("{title}: no run.")}</p> }.into_any();
    }
    let more = day.runs.saturating_sub(day.bars.len());
    let row = |bar: &Bar| {
        let title = entries
            .get(bar.of)
            .map_or_else(String::new, |entry| foreign::line(&entry.title));
        let link = entries.get(bar.of).map(|entry| href.run(entry.id.clone()));
        let lasts = entries.get(bar.of).map(|entry| entry.lasts);
        view! {
            <tr>
                <td class="when">{moment(bar.from, &zone)}</td>
                <td>
                    <a href=link>
                        <bdi>{title}</bdi>
                    </a>
                </td>
                <td class="when" title=lasts.map(Lasts::why)>
                    {lasts.map(Lasts::words)}
                </td>
                <td>{met(bar, &day.bars, &entries)}</td>
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
                    <th scope="col">"Takes"</th>
                    <th scope="col">"Meets"</th>
                </tr>
            </thead>
            <tbody>{day.bars.iter().map(row).collect_view()}</tbody>
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
