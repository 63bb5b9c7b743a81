//! "Export as iCalendar": planned runs as a file for other calendars.

use super::icon::{Glyph, Icon};
use crate::agenda::Entry;
use crate::agenda::export::file;
use crate::browser::page;
use crate::schedule::times;
use leptos::prelude::*;
use quartz_cron::Timestamp;
use std::sync::Arc;

#[component]
pub fn IcalExport(entries: Memo<Arc<Vec<Entry>>>, now: ReadSignal<Timestamp>) -> impl IntoView {
    let told = RwSignal::new(String::new());
    let save = move |_| {
        let now = now.get_untracked();
        let file = entries.with_untracked(|entries| file("Portal Tasks", entries, now));
        let c = now.civil(0);
        let name = format!("portal-tasks-{:04}{:02}{:02}.ics", c.year, c.month, c.day);
        let runs = if file.runs == 1 { "run" } else { "runs" };
        told.set(match page::save_file(&name, "text/calendar", &file.text) {
            true => format!(
                "{} {runs} until {} written to {name}.",
                file.runs,
                times::date(file.until.civil(0), c.year)
            ),
            false => "The browser took no file.".to_owned(),
        });
    };
    let is_empty = move || entries.with(|entries| entries.is_empty());
    view! {
        <button
            type="button"
            class="button"
            disabled=is_empty
            title="The planned runs of three months as an iCalendar file"
            on:click=save
        >
            <Glyph icon=Icon::Calendar />
            "Export as iCalendar"
        </button>
        <p class="dim" role="status">
            {told}
        </p>
    }
}
