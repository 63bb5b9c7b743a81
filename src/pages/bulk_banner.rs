//! What becomes of an operation on many tasks, told on every page but the list.

use crate::bulk::Underway;
use crate::bulk_run::BulkRun;
use crate::components::icon::Icon;
use crate::components::notice::{Notice, Tone};
use crate::paths::Page;
use crate::route::Route;
use leptos::prelude::*;

/// An operation on many tasks that was asked for on the list, told on every other page.
#[component]
pub fn BulkBanner() -> impl IntoView {
    let run = BulkRun::expect();
    let route = Route::expect();
    let is_elsewhere = Memo::new(move |_| {
        let on_list = matches!(route.page().get(), Some(Page::Tasks | Page::SignIn));
        !on_list
    });
    let is_underway = Memo::new(move |_| run.is_underway());
    let told = move || {
        run.underway
            .with(|underway| underway.as_ref().map(Underway::told))
    };
    let title = Memo::new(move |_| {
        let report = run.report.get().filter(|_| !is_underway.get())?;
        Some((report.is_clean(), report.title()))
    });
    move || {
        match (is_elsewhere.get(), is_underway.get(), title.get()) {
        (false, ..) | (_, false, None) => ().into_any(),
        (true, true, _) => view! {
            <Notice tone=Tone::Info title="Working on the chosen tasks." is_banner=true icon=Icon::Running>
                <p class="advice" role="status">
                    {told}
                </p>
                <button type="button" class="button" data-size="small" on:click=move |_| run.stop()>
                    "Stop"
                </button>
            </Notice>
        }
        .into_any(),
        (true, false, Some((is_clean, title))) => {
            let tone = if is_clean { Tone::Good } else { Tone::Bad };
            let advice = (!is_clean).then_some("The list tells which, and why.");
            view! {
                <Notice tone title is_banner=true>
                    <p class="advice">{advice}</p>
                    <a class="button" data-size="small" href=Page::Tasks.href()>
                        "Go to the list"
                    </a>
                </Notice>
            }
            .into_any()
        }
    }
    }
}
