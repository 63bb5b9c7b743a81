//! "Backup store": a choice of those that are registered, or a text where they may not be listed.

use super::field::{ProblemText, TextField, described_by};
use crate::browser::page;
use crate::foreign;
use crate::recovery::store::{Choice, Readiness};
use leptos::prelude::*;

/// The field "Backup store".
#[component]
pub fn StorePicker(
    /// The name of the store.
    value: RwSignal<String>,
    /// None where the account may not list stores, or as long as they are not known.
    choices: Memo<Option<Vec<Choice>>>,
    #[prop(into)] problem: Signal<Option<String>>,
    /// Nothing was chosen yet: the portal's default store is, as soon as it is known.
    #[prop(optional)]
    is_new: bool,
) -> impl IntoView {
    let first = value.get_untracked();
    let is_preset = StoredValue::new(false);
    Effect::new(move |_| {
        let Some(choices) = choices.get().filter(|_| is_new && !is_preset.get_value()) else {
            return;
        };
        is_preset.set_value(true);
        let default = choices.iter().find(|choice| choice.store.is_default);
        // Whoever was quicker than the portal has chosen.
        if let Some(default) = default.or(choices.first())
            && value.with_untracked(|value| *value == first)
        {
            value.set(default.store.name.as_str().to_owned());
        }
    });
    let can_choose =
        Memo::new(move |_| choices.with(|choices| choices.as_ref().is_some_and(|c| !c.is_empty())));
    move || {
        if can_choose.get() {
            // Whoever was in the text goes on in the choice.
            if page::has_focus("store") {
                request_animation_frame(|| page::focus("store"));
            }
            view! { <Select value choices problem /> }.into_any()
        } else {
            view! { <TextField label="Backup store" id="store" value problem hint="The name it is registered under." /> }
            .into_any()
        }
    }
}

#[component]
fn Select(
    value: RwSignal<String>,
    choices: Memo<Option<Vec<Choice>>>,
    problem: Signal<Option<String>>,
) -> impl IntoView {
    let listed = move || choices.get().unwrap_or_default();
    let chosen = move || {
        listed()
            .into_iter()
            .find(|c| value.with(|name| name == c.store.name.as_str()))
    };
    // A name that is not registered any more stays what it is until somebody chooses another.
    let missing = Memo::new(move |_| {
        let name = value.get();
        (!name.is_empty() && chosen().is_none()).then_some(name)
    });
    let told = move || match (missing.get(), chosen().and_then(|c| c.readiness)) {
        (Some(name), _) => {
            let name = foreign::line(&name);
            format!("“{name}” is not registered any more: its backups fail. Choose another store.")
        }
        (None, Some(Readiness::NotReady(Some(why)))) => {
            format!("Not ready: “{why}”")
        }
        (None, Some(Readiness::NotReady(None))) => {
            "Not ready: it did not pass the portal’s check.".to_owned()
        }
        (None, Some(Readiness::Ready)) => "Ready.".to_owned(),
        (None, Some(Readiness::Checking)) => "The portal is checking it.".to_owned(),
        (None, Some(Readiness::Unknown(_)) | None) => {
            "Whether it is ready is not known.".to_owned()
        }
    };
    let option = move |name: String, label: String| {
        let own = name.clone();
        view! {
            <option value=name selected=move || value.with(|value| *value == own)>
                {label}
            </option>
        }
        .into_any()
    };
    let options = move || {
        let choices = listed().into_iter();
        let mut all: Vec<AnyView> = choices
            .map(|choice| option(choice.store.name.as_str().to_owned(), choice.label()))
            .collect();
        all.extend(missing.get().map(|name| {
            let label = format!("{} · not registered", foreign::line(&name));
            option(name, label)
        }));
        all
    };
    view! {
        <div class="field">
            <label for="store">"Backup store"</label>
            <select
                class="input"
                id="store"
                on:change:target=move |ev| value.set(ev.target().value())
                aria-invalid=move || problem.with(Option::is_some).then_some("true")
                aria-describedby=described_by("store", true, problem)
            >
                {options}
            </select>
            <small id="store-hint">{told}</small>
            <ProblemText id="store-problem" problem />
        </div>
    }
}
