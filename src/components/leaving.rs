//! Leaving the page while something would be lost.

use leptos::ev;
use leptos::prelude::*;

/// While it is true the browser asks before the page is left or loaded again.
pub fn ask_before_leaving(would_lose: Memo<bool>) {
    Effect::new(move |_| {
        if would_lose.get() {
            let ask = window_event_listener(ev::beforeunload, |event| event.prevent_default());
            on_cleanup(move || ask.remove());
        }
    });
}
