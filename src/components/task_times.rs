//! When a task runs next and when it ran last: two cells of its row.

use super::icon::{Glyph, Icon};
use super::when::When;
use super::words;
use crate::schedule::times;
use crate::schedule::zone::LocalZone;
use crate::task::{NextRun, Task};
use leptos::prelude::*;
use quartz_cron::Timestamp;
use std::sync::Arc;

#[component]
pub fn NextRunCell(
    task: Task,
    now: Memo<Timestamp>,
    zone: ReadSignal<Arc<LocalZone>>,
) -> impl IntoView {
    // Searching for fire times costs more than looking at the clock: once until the next one is due,
    // or until the clock is put back.
    let searched = StoredValue::new(Timestamp::from_secs(i64::MAX));
    let next = Memo::new(move |before: Option<&NextRun>| {
        let now = now.get();
        match before {
            Some(NextRun::At(at)) if *at > now && searched.get_value() <= now => NextRun::At(*at),
            _ => {
                searched.set_value(now);
                task.next_run(now)
            }
        }
    });
    move || match next.get() {
        NextRun::At(at) => {
            let year = at.civil(0).year;
            view! {
                <span>{move || times::relative(at, now.get())}</span>
                <small>
                    <When at this_year=year zone=zone.get() />
                </small>
            }
            .into_any()
        }
        other => {
            let would = match other {
                NextRun::Paused(Some(at)) => Some(at),
                _ => None,
            };
            view! {
                <span class="state">
                    <Glyph icon=if other == NextRun::Unknown { Icon::Warn } else { Icon::Pause } />
                    {words::no_next_run(other)}
                </span>
                {would
                    .map(|at| {
                        let civil = at.civil(0);
                        let told = format!(
                            "would run {}, {} UTC",
                            times::date(civil, now.get_untracked().civil(0).year),
                            times::clock(civil),
                        );
                        view! { <small>{told}</small> }.into_any()
                    })}
            }
            .into_any()
        }
    }
}

#[component]
pub fn LastRunCell(
    at: Option<Timestamp>,
    now: Memo<Timestamp>,
    zone: ReadSignal<Arc<LocalZone>>,
) -> impl IntoView {
    match at {
        Some(at) => view! {
            <span>{move || format!("Started {}", times::relative(at, now.get()))}</span>
            <small>
                {move || {
                    let this_year = now.with(|now| now.civil(0).year);
                    view! { <When at this_year zone=zone.get() /> }.into_any()
                }}
            </small>
        }
        .into_any(),
        None => view! { <span class="dim">"Not yet"</span> }.into_any(),
    }
}
