//! "Export and import": the list as a file, and back.

use super::icon::{Glyph, Icon};
use crate::exchange::Format;
use leptos::prelude::*;

/// The button and its menu.
#[component]
pub fn ExchangeMenu(
    /// How many tasks are exported, in words.
    #[prop(into)]
    what: Signal<String>,
    #[prop(into)] on_export: Callback<Format>,
    #[prop(into)] on_import: Callback<()>,
) -> impl IntoView {
    let item = move |word: &'static str, on_click: Callback<()>| {
        view! {
            <button
                type="button"
                class="button"
                data-kind="quiet"
                popovertarget="exchange"
                popovertargetaction="hide"
                on:click=move |_| on_click.run(())
            >
                {word}
            </button>
        }
        .into_any()
    };
    let export = move |format| Callback::new(move |()| on_export.run(format));
    view! {
        <button type="button" class="button" data-kind="quiet" aria-label="Export and import" popovertarget="exchange">
            <Glyph icon=Icon::More />
        </button>
        <div id="exchange" popover="auto" class="menu" role="group" aria-label="Export and import">
            <p class="dim">{what}</p>
            {item("Export as JSON", export(Format::Json))}
            {item("Export as CSV", export(Format::Csv))}
            {item("Import", on_import)}
        </div>
    }
}
