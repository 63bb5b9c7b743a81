//! What is to be known before the list: what became of the last thing that was asked for, what is
//! stale, what is missing.

use super::desk::{Desk, Opened};
use super::refusal::advice;
use crate::browser::clock;
use crate::components::notice::{Notice, Tone};
use crate::live::LiveTasks;
use crate::recovery::settings::Staging;
use crate::schedule::times;
use leptos::prelude::*;

#[component]
pub fn Notices(desk: Desk) -> impl IntoView {
    let outcome = move || {
        desk.outcome.get().map(|outcome| {
            view! {
                <Notice tone=outcome.tone title=outcome.title>
                    {(!outcome.text.is_empty()).then(|| view! { <p class="advice">{outcome.text}</p> })}
                </Notice>
            }
            .into_any()
        })
    };
    view! {
        {outcome}
        <Stale desk />
        <NoStaging desk />
        <Unread desk />
    }
}

/// The portal does not answer, but there is something to show. Silent where the banner above every
/// page says it.
#[component]
fn Stale(desk: Desk) -> impl IntoView {
    let tasks = LiveTasks::expect();
    let known = desk.live.known();
    let failure = Memo::new(move |_| {
        let is_told =
            tasks.failure().with(Option::is_some) && tasks.read_at().with(Option::is_some);
        known
            .with(|known| known.stores.failure.clone())
            .filter(|_| !is_told)
    });
    let age = move || {
        desk.now.coarse().track();
        let read_at = known.with(|known| known.stores.read_at)?;
        let age = clock::now(0).as_secs() - read_at.as_secs();
        Some(format!("You see what was so {} ago. ", times::span(age)))
    };
    move || {
        failure.get().map(|error| {
            view! {
                <Notice tone=Tone::Warning title=error.to_string()>
                    <p class="advice">{age} {advice(&error)}</p>
                    <div class="row">
                        <button type="button" class="button" data-size="small" on:click=move |_| desk.refresh()>
                            "Try again"
                        </button>
                    </div>
                </Notice>
            }
            .into_any()
        })
    }
}

/// Without a staging volume every backup fails.
#[component]
fn NoStaging(desk: Desk) -> impl IntoView {
    let is_missing = Memo::new(move |_| {
        desk.live.known().with(|known| {
            known
                .settings
                .value
                .as_ref()
                .is_some_and(|told| told.staging == Staging::Missing)
        })
    });
    view! {
        <Show when=move || is_missing.get()>
            <Notice tone=Tone::Warning title="No staging volume is configured: every backup fails.">
                <p class="advice">"A backup is put together on it before it goes to its store."</p>
                <div class="row">
                    <button
                        type="button"
                        class="button"
                        data-size="small"
                        on:click=move |_| desk.open(Opened::Settings)
                    >
                        "Set up a staging volume"
                    </button>
                </div>
            </Notice>
        </Show>
    }
}

/// A store whose backups could not be read hides only its own.
#[component]
fn Unread(desk: Desk) -> impl IntoView {
    let unread = Memo::new(move |_| {
        desk.live.known().with(|known| {
            let mut unread: Vec<(String, String)> = known
                .backups
                .iter()
                .filter_map(|(store, held)| {
                    let error = held.failure.as_ref()?;
                    let title = format!("The backups in “{store}” could not be read.");
                    Some((title, format!("{error} {}", advice(error))))
                })
                .collect();
            let odd: usize = known
                .backups
                .values()
                .filter_map(|held| held.value.as_ref())
                .map(|list| list.unreadable)
                .sum();
            if odd > 0 {
                unread.push((
                    format!("{odd} of the portal’s entries cannot be read."),
                    "They are not shown below.".to_owned(),
                ));
            }
            unread.sort();
            unread
        })
    });
    move || {
        let told = unread.get().into_iter().map(|(title, text)| {
            view! {
                <Notice tone=Tone::Warning title>
                    <p class="advice">{text}</p>
                </Notice>
            }
            .into_any()
        });
        told.collect_view()
    }
}
