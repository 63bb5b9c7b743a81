//! "Keyboard shortcuts": which key leads where.

use super::shortcuts::ListOfKeys;
use crate::components::dialog::Modal;
use leptos::prelude::*;

const KEYS: [(&str, &str); 3] = [
    ("/", "Search this page"),
    ("n", "New schedule"),
    ("?", "Show these shortcuts"),
];

/// The dialog. [`ListOfKeys`], from the context, opens it and is told when it closes.
#[component]
pub fn ShortcutsList() -> impl IntoView {
    let ListOfKeys(is_open) = expect_context();
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
                <p class="dim">"They can be switched off in the menu “Account”."</p>
                <footer role="none">
                    <button class="button" data-kind="primary" autofocus>
                        "Close"
                    </button>
                </footer>
            </form>
        </Modal>
    }
}
