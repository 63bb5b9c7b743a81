//! "More for <name>": what can be done with a row beside what its cells offer.

use super::icon::{Glyph, Icon};
use leptos::prelude::*;

/// A line of the menu.
pub enum Entry {
    Do(Icon, &'static str, Callback<()>),
    /// Why something is not offered.
    Remark(&'static str),
}

#[component]
pub fn MoreMenu(
    /// Of the menu, in the page; letters, digits and hyphens.
    id: String,
    /// What the row is about.
    #[prop(into)]
    name: String,
    entries: Vec<Entry>,
) -> impl IntoView {
    let target = id.clone();
    let line = move |entry: Entry| match entry {
        Entry::Remark(text) => view! { <p class="dim">{text}</p> }.into_any(),
        Entry::Do(icon, word, act) => view! {
            <button
                type="button"
                class="button"
                data-kind="quiet"
                popovertarget=target.clone()
                popovertargetaction="hide"
                on:click=move |_| act.run(())
            >
                <Glyph icon />
                {word}
            </button>
        }
        .into_any(),
    };
    view! {
        <button
            type="button"
            class="button"
            data-kind="quiet"
            data-size="small"
            aria-label=format!("More for {name}")
            popovertarget=id.clone()
        >
            <Glyph icon=Icon::More />
        </button>
        <div id=id popover="auto" class="menu" role="group">
            {entries.into_iter().map(line).collect_view()}
        </div>
    }
}
