//! A box to check, and what it stands for.

use leptos::prelude::*;

#[component]
pub fn Check(label: &'static str, value: RwSignal<bool>) -> impl IntoView {
    view! {
        <label class="row">
            <input
                type="checkbox"
                prop:checked=move || value.get()
                on:change:target=move |ev| value.set(ev.target().checked())
            />
            {label}
        </label>
    }
}
