//! What is asked before something is done to a task, and the JSON of one.

use crate::components::confirm::Confirm;
use crate::components::raw_json::RawJson;
use crate::pages::actions::{Actions, question};
use leptos::prelude::*;

#[component]
pub fn Dialogs(actions: Actions) -> impl IntoView {
    let asked = move || {
        let asked = actions.asked().get();
        asked.map(|(task, operation)| question(&task, operation))
    };
    let json = move || {
        let shown = actions.json().get();
        shown.map(|(title, raw)| (title, raw.pretty()))
    };
    // Set from the start: a dialog that opens before its buttons are there gives none the focus.
    let shown_question = RwSignal::new(untrack(asked));
    let shown_json = RwSignal::new(untrack(json));
    Effect::new(move |_| shown_question.set(asked()));
    Effect::new(move |_| shown_json.set(json()));
    view! {
        <Confirm question=shown_question.read_only() on_answer=move |answer| actions.answer(answer) />
        <RawJson shown=shown_json.read_only() on_close=move |()| actions.close_json() />
    }
}
