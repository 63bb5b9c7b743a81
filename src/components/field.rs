//! A label, an input, a hint, and what is wrong with it.

use super::icon::{Glyph, Icon};
use leptos::prelude::*;

/// What is wrong, tied to its input by `id`. Empty space is not kept for it.
#[component]
pub fn ProblemText(
    /// Named by the input's `aria-describedby`.
    #[prop(into)]
    id: String,
    /// The sentence, or nothing.
    #[prop(into)]
    problem: Signal<Option<String>>,
) -> impl IntoView {
    move || {
        problem.get().map(|sentence| {
            view! {
                <p class="problem" id=id.clone()>
                    <Glyph icon=Icon::Warn />
                    <span>{sentence}</span>
                </p>
            }
            .into_any()
        })
    }
}

/// The ids of hint and problem, for `aria-describedby`; None while there is nothing to describe.
pub fn described_by(
    id: &str,
    has_hint: bool,
    problem: Signal<Option<String>>,
) -> Signal<Option<String>> {
    let (hint, wrong) = (format!("{id}-hint"), format!("{id}-problem"));
    Signal::derive(move || {
        let mut ids = Vec::new();
        if has_hint {
            ids.push(hint.as_str());
        }
        if problem.with(Option::is_some) {
            ids.push(wrong.as_str());
        }
        (!ids.is_empty()).then(|| ids.join(" "))
    })
}

/// One line of text.
#[component]
pub fn TextField(
    #[prop(into)] label: String,
    /// Of the input; the label and the texts beneath are tied to it.
    #[prop(into)]
    id: String,
    value: RwSignal<String>,
    #[prop(into)] problem: Signal<Option<String>>,
    /// A sentence that always stands beneath.
    #[prop(optional, into)]
    hint: Option<String>,
    /// A word in brackets behind the label, such as `optional`.
    #[prop(optional, into)]
    remark: Option<String>,
    /// The input's `type`: `text`, `date`.
    #[prop(default = "text")]
    kind: &'static str,
    #[prop(optional)] placeholder: Option<&'static str>,
    /// The input's `inputmode`.
    #[prop(optional)]
    keyboard: Option<&'static str>,
) -> impl IntoView {
    let described = described_by(&id, hint.is_some(), problem);
    let hint_id = format!("{id}-hint");
    let problem_id = format!("{id}-problem");
    view! {
        <div class="field">
            <label for=id
                .clone()>
                {label} {remark.map(|remark| view! { <span class="dim">{format!(" ({remark})")}</span> }.into_any())}
            </label>
            <input
                class="input"
                id=id
                type=kind
                placeholder=placeholder
                inputmode=keyboard
                autocomplete="off"
                spellcheck="false"
                prop:value=move || value.get()
                on:input:target=move |ev| value.set(ev.target().value())
                aria-invalid=move || problem.with(Option::is_some).then_some("true")
                aria-describedby=described
            />
            {hint.map(|hint| view! { <small id=hint_id>{hint}</small> }.into_any())}
            <ProblemText id=problem_id problem />
        </div>
    }
}
