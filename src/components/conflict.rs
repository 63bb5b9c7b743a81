//! Somebody else changed what is being edited: both versions, and the choice.

use super::changes::ChangeList;
use super::dialog::Modal;
use crate::draft::Change;
use leptos::prelude::*;

/// What to do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Save what was typed, over what the portal has now.
    Mine,
    /// Put what the portal has now into the form.
    Theirs,
    /// Neither yet.
    GoOn,
}

/// Shown while there are two versions: each field that differs, the portal's before the person's.
#[component]
pub fn Conflict(
    differences: ReadSignal<Option<Vec<Change>>>,
    #[prop(into)] on_choice: Callback<Choice>,
) -> impl IntoView {
    let body = move |differences: Vec<Change>| {
        let versions = match differences.is_empty() {
            true => view! { <p>"No field of this form differs: it may be the passcode or the state that changed."</p> }.into_any(),
            false => view! { <ChangeList changes=differences before="the portal" after="yours" /> }.into_any(),
        };
        view! {
            <form method="dialog">
                <div class="stack tight">
                    <h2 id="conflict-heading">"The task was changed meanwhile"</h2>
                    <p>
                        "Somebody saved it after you opened this form. Nothing of yours was sent. What the portal has is struck through, what you typed follows."
                    </p>
                </div>
                {versions}
                <footer role="none">
                    <button type="button" class="button" autofocus on:click=move |_| on_choice.run(Choice::GoOn)>
                        "Go on editing"
                    </button>
                    <button type="button" class="button" on:click=move |_| on_choice.run(Choice::Theirs)>
                        "Take the portal’s version"
                    </button>
                    <button
                        type="button"
                        class="button"
                        data-kind="primary"
                        on:click=move |_| on_choice.run(Choice::Mine)
                    >
                        "Save my version"
                    </button>
                </footer>
            </form>
        }
        .into_any()
    };
    view! {
        <Modal
            open=Signal::derive(move || differences.with(Option::is_some))
            on_close=move |()| on_choice.run(Choice::GoOn)
            labelled_by="conflict-heading"
            is_wide=true
        >
            {move || differences.get().map(body)}
        </Modal>
    }
}
