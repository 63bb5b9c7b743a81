//! Keys that lead somewhere: `/` to the search, `n` to a new schedule, `?` to this list. They are silent
//! while somebody types and while a dialog is open.

use super::later::{LaterTool, Tool};
use crate::browser::page;
use crate::paths::Page;
use crate::route::Route;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// True while the list of keys is shown.
#[derive(Clone, Copy)]
pub struct ListOfKeys(pub RwSignal<bool>);

/// Listens to the keys.
#[component]
pub fn Shortcuts(
    /// False for who has switched them off: speech would trigger them.
    is_on: RwSignal<bool>,
) -> impl IntoView {
    let route = Route::expect();
    let is_open = RwSignal::new(false);
    provide_context(ListOfKeys(is_open));
    let was_asked = Memo::new(move |before| before == Some(&true) || is_open.get());
    let keys = window_event_listener(ev::keydown, move |event| {
        if !is_on.get_untracked() || event.default_prevented() || is_busy(&event) {
            return;
        }
        match event.key().as_str() {
            "/" if page::focus_first("[type=search]") => {}
            "n" => route.go(&Page::NewSchedule),
            "?" => is_open.set(true),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || keys.remove());
    move || {
        was_asked
            .get()
            .then(|| view! { <LaterTool tool=Tool::Shortcuts /> }.into_any())
    }
}

/// True when the key belongs to somebody else: a field, a dialog, the browser.
fn is_busy(event: &KeyboardEvent) -> bool {
    let is_typing = || {
        let target = event.target()?.dyn_into::<Element>().ok()?;
        target
            .closest(
                "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]",
            )
            .ok()?
    };
    event.ctrl_key()
        || event.meta_key()
        || event.alt_key()
        || event.is_composing()
        || is_typing().is_some()
        || page::exists("dialog[open], :popover-open")
}
