//! A secret that is typed once: it lives in a signal and in the input's value property, never in an
//! attribute.

use super::field::{ProblemText, described_by};
use leptos::prelude::*;
use zeroize::Zeroizing;

#[component]
pub fn SecretField(
    label: &'static str,
    id: &'static str,
    value: RwSignal<Zeroizing<String>>,
    #[prop(into)] problem: Signal<Option<String>>,
    /// A sentence that always stands beneath.
    hint: &'static str,
) -> impl IntoView {
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input
                class="input"
                id=id
                type="password"
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                prop:value=move || value.get().to_string()
                on:input:target=move |ev| value.set(Zeroizing::new(ev.target().value()))
                aria-invalid=move || problem.with(Option::is_some).then_some("true")
                aria-describedby=described_by(id, true, problem)
            />
            <small id=format!("{id}-hint")>{hint}</small>
            <ProblemText id=format!("{id}-problem") problem />
        </div>
    }
}
