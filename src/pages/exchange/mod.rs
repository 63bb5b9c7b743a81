//! Tasks out to a file and in from one.

pub mod chosen;
pub mod create;
pub mod import;
pub mod plan_list;

use crate::browser::page;
use crate::bulk::count;
use crate::components::dialog::Modal;
use crate::exchange::{Format, csv, json};
use crate::now::Now;
use crate::pages::list_tools::ListTools;
use crate::session::Session;
use import::Import;
use leptos::prelude::*;

/// The dialog "Export and import".
#[component]
pub fn ExchangeDialog() -> impl IntoView {
    let is_open = ListTools::expect().is_exchanging;
    let is_creating = RwSignal::new(false);
    view! {
        <Modal
            open=is_open
            on_close=move |()| is_open.set(false)
            labelled_by="exchange-h"
            is_wide=true
            must_be_answered=Signal::from(is_creating)
        >
            <form method="dialog">
                <Export />
            </form>
            <Import is_open is_creating />
        </Modal>
    }
}

/// Those that are chosen, else those that are shown, as a file.
#[component]
fn Export() -> impl IntoView {
    let tools = ListTools::expect();
    let session = Session::expect();
    let now = Now::expect();
    let is_refused = RwSignal::new(false);
    let (tasks, which) = match tools.chosen_tasks() {
        chosen if chosen.is_empty() => (tools.shown_tasks(), "shown"),
        chosen => (chosen, "chosen"),
    };
    let count = count(tasks.len());
    let tasks = StoredValue::new(tasks);
    let export = move |format: Format| {
        let now = now.second().get_untracked();
        let text = tasks.with_value(|tasks| match format {
            Format::Json => json::write(tasks, session.portal().label(), now),
            Format::Csv => csv::write(tasks, now),
        });
        let is_done = page::save_file(&format.file_name(now), format.media_type(), &text);
        is_refused.set(!is_done);
    };
    view! {
        <div>
            <h2 id="exchange-h">"Export and import"</h2>
            <p class="dim">{format!("{count} {which}, without passcodes.")}</p>
        </div>
        <div class="row">
            <button type="button" class="button" on:click=move |_| export(Format::Json)>
                "Export as JSON"
            </button>
            <button type="button" class="button" on:click=move |_| export(Format::Csv)>
                "Export as CSV"
            </button>
            <small role="alert">{move || is_refused.get().then_some("The browser did not allow it.")}</small>
        </div>
    }
}
