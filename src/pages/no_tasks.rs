//! What stands in the place of the list of tasks: nothing fits, nothing is there, nothing can be read.

use super::later::{LaterTool, Tool};
use crate::api::ApiError;
use crate::components::blank::Blank;
use crate::components::icon::{Glyph, Icon};
use crate::listing::Filter;
use crate::live::LiveTasks;
use crate::paths::Page;
use crate::task::Listed;
use leptos::prelude::*;
use std::sync::Arc;

/// Nothing to list: because of the filter, or because there is nothing.
#[component]
pub fn NoRows(
    rows: Memo<Arc<Vec<Listed>>>,
    filter: Memo<Filter>,
    #[prop(into)] on_clear: Callback<()>,
) -> impl IntoView {
    let all = rows.with_untracked(|rows| rows.len());
    if all == 0 {
        return view! {
            <Blank
                icon=Icon::Calendar
                heading="No task at all"
                text="Not even the portal’s own cleaners are listed. Without a backup there is nothing to restore."
            >
                <a class="button" data-kind="primary" href=Page::NewSchedule.href()>
                    <Glyph icon=Icon::Plus />
                    "New schedule"
                </a>
            </Blank>
        }
        .into_any();
    }
    let heading = filter.with_untracked(|filter| match filter.text.trim() {
        "" => "No task fits the filter".to_owned(),
        text => format!("No task matches “{text}”"),
    });
    let text = match all {
        1 => "One task is hidden by the filter.".to_owned(),
        n => format!("{n} tasks are hidden by the filter."),
    };
    view! {
        <Blank icon=Icon::Search heading text>
            <button type="button" class="button" on:click=move |_| on_clear.run(())>
                "Clear the filter"
            </button>
        </Blank>
    }
    .into_any()
}

/// There is nothing to show, and why.
#[component]
pub fn Failed(failure: ApiError) -> impl IntoView {
    let live = LiveTasks::expect();
    if let ApiError::Forbidden(_) = failure {
        return view! { <LaterTool tool=Tool::Refusal /> }.into_any();
    }
    view! {
        <header>
            <h1>"The tasks could not be read"</h1>
        </header>
        <Blank icon=Icon::Fail heading=failure.to_string() text=failure.advice()>
            <button
                type="button"
                class="button"
                data-kind="primary"
                aria-busy=move || live.is_asking().get().then_some("true")
                on:click=move |_| live.refresh()
            >
                "Try again"
            </button>
        </Blank>
    }
    .into_any()
}
