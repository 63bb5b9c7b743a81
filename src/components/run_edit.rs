//! The dialog that writes another state and message into the record of a run.

use super::dialog::Modal;
use super::words;
use crate::runs::{Run, RunEdit, RunState};
use leptos::prelude::*;

/// Shown while there is a run to edit. What is typed stays when the portal refuses.
#[component]
pub fn RunEditDialog(
    run: ReadSignal<Option<Run>>,
    /// Why the last attempt failed.
    #[prop(into)]
    failure: Signal<Option<String>>,
    #[prop(into)] is_saving: Signal<bool>,
    #[prop(into)] on_save: Callback<RunEdit>,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let body =
        move |run: Run| view! { <Fields run failure is_saving on_save on_close /> }.into_any();
    view! {
        <Modal
            open=Signal::derive(move || run.with(Option::is_some))
            on_close=move |()| on_close.run(())
            labelled_by="run-edit-heading"
        >
            {move || run.get().map(body)}
        </Modal>
    }
}

#[component]
fn Fields(
    run: Run,
    failure: Signal<Option<String>>,
    is_saving: Signal<bool>,
    on_save: Callback<RunEdit>,
    on_close: Callback<()>,
) -> impl IntoView {
    let state = RwSignal::new(run.state.clone());
    let message = RwSignal::new(run.message);
    let mut states = RunState::KNOWN.to_vec();
    if !states.contains(&run.state) {
        states.insert(0, run.state);
    }
    let option = move |each: RunState| {
        let (name, word) = (each.name().to_owned(), words::run_state(&each).1);
        view! {
            <option value=name selected=move || state.with(|state| *state == each)>
                {word}
            </option>
        }
        .into_any()
    };
    let submit = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        if !is_saving.get_untracked() {
            on_save.run(RunEdit {
                state: state.get_untracked(),
                message: message.get_untracked().trim().to_owned(),
            });
        }
    };
    view! {
        <form method="post" on:submit=submit>
            <div class="stack tight">
                <h2 id="run-edit-heading">"Edit the record of this run"</h2>
                <p class="dim">"What the run did stays as it is: only what is written of it changes."</p>
            </div>
            <div class="field">
                <label for="run-state">"State"</label>
                <select
                    class="input"
                    id="run-state"
                    on:change:target=move |ev| state.set(RunState::named(&ev.target().value()))
                >
                    {states.into_iter().map(option).collect_view()}
                </select>
            </div>
            <div class="field">
                <label for="run-message">"Message"</label>
                <textarea
                    class="input"
                    id="run-message"
                    rows="4"
                    prop:value=move || message.get()
                    on:input:target=move |ev| message.set(ev.target().value())
                ></textarea>
            </div>
            {move || {
                failure
                    .get()
                    .map(|failure| {
                        view! {
                            <p class="problem" role="alert">
                                {failure}
                            </p>
                        }
                            .into_any()
                    })
            }}
            <footer role="none">
                <button type="button" class="button" on:click=move |_| on_close.run(())>
                    "Cancel"
                </button>
                <button class="button" data-kind="primary" aria-busy=move || is_saving.get().then_some("true")>
                    "Save record"
                </button>
            </footer>
        </form>
    }
}
