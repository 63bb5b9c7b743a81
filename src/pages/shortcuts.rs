//! Keys that lead somewhere: `/` to the search, `n` to a new schedule, `?` to this list. They are silent
//! while somebody types and while a dialog is open.

use crate::browser::page;
use crate::components::dialog::Modal;
use crate::paths::Page;
use crate::route::Route;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

const KEYS: [(&str, &str); 3] = [
    ("/", "Search this page"),
    ("n", "New schedule"),
    ("?", "Show these shortcuts"),
];

/// Listens to the keys, and shows what they do when asked.
#[component]
pub fn Shortcuts() -> impl IntoView {
    let route = Route::expect();
    let is_open = RwSignal::new(false);
    let keys = window_event_listener(ev::keydown, move |event| {
        if event.default_prevented() || is_busy(&event) {
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
    let row = |(key, what): (&'static str, &'static str)| {
        view! {
            <dt>
                <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
        }
        .into_any()
    };
    view! {
        <Modal open=is_open on_close=move |()| is_open.set(false) labelled_by="keys-heading">
            <form method="dialog">
                <h2 id="keys-heading">"Keyboard shortcuts"</h2>
                <dl class="facts">{KEYS.map(row).collect_view()}</dl>
                <footer role="none">
                    <button class="button" data-kind="primary" autofocus>
                        "Close"
                    </button>
                </footer>
            </form>
        </Modal>
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
