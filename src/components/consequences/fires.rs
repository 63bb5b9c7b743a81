//! The next ten runs, and what the nights do to them in which the local clock changes.

use super::Subject;
use crate::components::icon::{Glyph, Icon};
use crate::schedule::nights::Night;
use crate::schedule::preview::Row;
use crate::schedule::times;
use crate::schedule::zone::LocalZone;
use leptos::prelude::*;
use quartz_cron::Timestamp;
use std::sync::Arc;

/// The next runs, in UTC and in local time. A change of the clock stands between the runs it
/// separates.
#[component]
pub fn Fires(rows: Vec<Row>, now: Timestamp, zone: ReadSignal<Arc<LocalZone>>) -> impl IntoView {
    let first = rows.iter().find_map(Row::at);
    let this_year = first.map_or(0, |at| at.civil(0).year);
    let has_local = zone.with_untracked(|zone| !zone.is_utc());
    let runs = rows.iter().filter(|row| row.at().is_some()).count();
    let title = match runs {
        0 => "No run".to_owned(),
        1 => "The only run".to_owned(),
        10 => "Next ten runs".to_owned(),
        n => format!("The last {n} runs"),
    };
    let caption = title.clone();
    let (city, zone_name) = zone.with_untracked(|zone| (zone.city(), zone.name().to_owned()));
    let columns = if has_local { "3" } else { "2" };
    let row = move |row: Row| match row {
        Row::Run(at) => {
            let utc = at.civil(0);
            let local = has_local.then(|| zone.with_untracked(|zone| zone.clock(at)));
            view! {
                <tr>
                    <td>
                        <time datetime=times::iso(
                            at,
                        )>{format!("{}, {}", times::date(utc, this_year), times::clock(utc))}</time>
                    </td>
                    {local.map(|local| view! { <td>{local}</td> }.into_any())}
                    <td class="num dim">{times::relative(at, now)}</td>
                </tr>
            }
            .into_any()
        }
        Row::ClockChange(sentence) => view! {
            <tr data-dst="">
                <td colspan=columns>
                    <span>
                        <Glyph icon=Icon::Moon />
                        {sentence}
                    </span>
                </td>
            </tr>
        }
        .into_any(),
    };
    view! {
        <h3>{title} {has_local.then(|| view! { <small>"UTC and " {zone_name}</small> }.into_any())}</h3>
        <table class="fires">
            <caption class="sr">{caption}</caption>
            <thead>
                <tr>
                    <th scope="col">"UTC"</th>
                    {has_local.then(|| view! { <th scope="col">{city}</th> }.into_any())}
                    <th scope="col" class="num">
                        "From now"
                    </th>
                </tr>
            </thead>
            <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

/// The next two nights in which the clock of the zone changes.
#[component]
pub fn Nights(
    subject: Subject,
    now: Memo<Timestamp>,
    zone: ReadSignal<Arc<LocalZone>>,
) -> impl IntoView {
    let told = Memo::new(move |before: Option<&Option<Vec<String>>>| {
        let Some(cron) = subject.cron.get() else {
            return before.cloned().flatten();
        };
        zone.with(|zone| {
            let nights = Night::coming(&cron, subject.window.get(), zone, now.get());
            let told = nights.iter().map(|night| night.sentence(zone));
            (!zone.is_utc()).then(|| told.collect::<Vec<_>>())
        })
    });
    let steady = move || {
        let city = zone.with(|zone| zone.city());
        format!(
            "The clock of {city} does not change in the coming year: each run keeps its local time."
        )
    };
    move || {
        let nights = told.get()?;
        let nights = match nights.is_empty() {
            true => vec![steady()],
            false => nights,
        };
        let item = |night: String| {
            view! {
                <li>
                    <Glyph icon=Icon::Moon />
                    <span>{night}</span>
                </li>
            }
            .into_any()
        };
        Some(
            view! {
                <ul class="nights" aria-label="When the local clock changes">
                    {nights.into_iter().map(item).collect_view()}
                </ul>
            }
            .into_any(),
        )
    }
}
