//! How often each schedule runs and how long it takes, with where that is known from.

use crate::agenda::{Entry, how_often};
use crate::foreign;
use crate::task::TaskId;
use leptos::prelude::*;
use std::sync::Arc;

/// Schedules that are shown at once; the others fold away.
const SHOWN: usize = 8;

#[component]
pub fn Counted(
    entries: Arc<Vec<Entry>>,
    /// The runs of 52 weeks, in the order of the entries.
    runs: Vec<u64>,
    #[prop(into)] href: Callback<TaskId, String>,
) -> impl IntoView {
    let line = |i: usize| {
        let entry = entries.get(i)?;
        let paused = (!entry.is_active).then_some("Paused. ");
        Some(
            view! {
                <dt>
                    <a href=href.run(entry.id.clone())>
                        <bdi>{foreign::line(&entry.title)}</bdi>
                    </a>
                </dt>
                <dd>
                    {format!("{}, {}", how_often(runs.get(i).copied().unwrap_or(0)), entry.lasts.words())}
                    <small class="dim">{paused} {sentence(&entry.lasts.why())}</small>
                </dd>
            }
            .into_any(),
        )
    };
    let all = entries.len();
    view! {
        <dl class="facts counted">{(0..all.min(SHOWN)).map(line).collect_view()}</dl>
        {(all > SHOWN)
            .then(|| {
                view! {
                    <details>
                        <summary>{format!("{} more", all - SHOWN)}</summary>
                        <dl class="facts counted">{(SHOWN..all).map(line).collect_view()}</dl>
                    </details>
                }
                    .into_any()
            })}
    }
}

/// Why, told by itself: our own words begin with a letter of ASCII.
fn sentence(why: &str) -> String {
    let mut told = format!("{why}.");
    if let Some(first) = told.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    told
}
