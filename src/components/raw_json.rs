//! A task's JSON, for reading and copying. Secrets were removed when it was read.

use super::dialog::Modal;
use super::icon::{Glyph, Icon};
use crate::browser::page;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Shown while there is a title and a text.
#[component]
pub fn RawJson(
    shown: ReadSignal<Option<(String, String)>>,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let copied = RwSignal::new(false);
    let copy = move |_| {
        if let Some((_, text)) = shown.get_untracked() {
            spawn_local(async move { copied.set(page::copy(&text).await) });
        }
    };
    let close = move || {
        copied.set(false);
        on_close.run(());
    };
    view! {
        <Modal
            open=Signal::derive(move || shown.with(Option::is_some))
            on_close=move |()| close()
            labelled_by="json-heading"
            is_wide=true
        >
            <form method="dialog">
                <div>
                    <h2 id="json-heading">
                        <bdi>{move || shown.get().map(|(title, _)| title)}</bdi>
                    </h2>
                    <p class="dim">"As the portal wrote it, passcode and other secrets removed."</p>
                </div>
                <pre class="json" tabindex="0" aria-label="Raw JSON">
                    {move || shown.get().map(|(_, text)| text)}
                </pre>
                <footer role="none">
                    <button type="button" class="button" on:click=copy>
                        <Glyph icon=Icon::Copy />
                        {move || if copied.get() { "Copied" } else { "Copy" }}
                    </button>
                    <button class="button" data-kind="primary" autofocus>
                        "Close"
                    </button>
                </footer>
            </form>
        </Modal>
    }
}
