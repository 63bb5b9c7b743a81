//! A part of a page that unfolds, and is made only when somebody unfolds it.

use leptos::prelude::*;

#[component]
pub fn Unfold(
    summary: &'static str,
    /// Makes what is beneath, each time that something in it changes.
    #[prop(into)]
    content: ViewFn,
) -> impl IntoView {
    let is_open = RwSignal::new(false);
    view! {
        <details on:toggle:target=move |ev| is_open.set(ev.target().open())>
            <summary>{summary}</summary>
            {move || is_open.get().then(|| content.run())}
        </details>
    }
}
