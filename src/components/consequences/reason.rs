//! Where a number comes from: a table that is made when somebody asks for it.

use leptos::prelude::*;

#[component]
pub fn Reason(
    summary: &'static str,
    /// Makes what is beneath, each time that something in it changes.
    #[prop(into)]
    table: ViewFn,
) -> impl IntoView {
    let is_open = RwSignal::new(false);
    view! {
        <details on:toggle:target=move |ev| is_open.set(ev.target().open())>
            <summary>{summary}</summary>
            {move || is_open.get().then(|| table.run())}
        </details>
    }
}
