//! "More for <name>": what can be done with a row beside what its cells offer.

use super::icon::{Glyph, Icon};
use leptos::prelude::*;
use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash, Hasher};

/// A line of the menu.
pub enum Entry {
    Do(Icon, &'static str, Callback<()>),
    /// Why something is not offered.
    Remark(Cow<'static, str>),
}

/// The id of a row's menu. What the row is about may be called anything; an id may not.
pub fn menu_id(kind: &str, row: &impl Hash) -> String {
    let mut hasher = DefaultHasher::new();
    row.hash(&mut hasher);
    format!("{kind}-{:x}", hasher.finish())
}

#[component]
pub fn MoreMenu(
    /// Of the menu, in the page; letters, digits and hyphens.
    id: String,
    /// What the row is about.
    #[prop(into)]
    name: String,
    /// Asked when the menu is first opened: most menus of a long list never are.
    #[prop(into)]
    entries: Callback<(), Vec<Entry>>,
) -> impl IntoView {
    let was_opened = RwSignal::new(false);
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
    let content = move || {
        was_opened.get().then(|| {
            entries
                .run(())
                .into_iter()
                .map(&line)
                .collect_view()
                .into_any()
        })
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
        <div
            id=id
            popover="auto"
            class="menu"
            role="group"
            on:beforetoggle=move |_: web_sys::Event| was_opened.set(true)
        >
            {content}
        </div>
    }
}
