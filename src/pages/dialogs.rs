//! What is asked before something is done to a task, and the JSON of one.

use crate::api::tasks::pretty;
use crate::components::confirm::Confirm;
use crate::components::raw_json::RawJson;
use crate::pages::actions::{Actions, question};
use leptos::prelude::*;

#[component]
pub fn Dialogs(actions: Actions) -> impl IntoView {
    let asked = RwSignal::new(None);
    let json = RwSignal::new(None);
    Effect::new(move |_| {
        let question_of = |(task, operation)| question(&task, operation);
        asked.set(actions.asked().get().map(question_of));
    });
    Effect::new(move |_| {
        let shown = actions.json().get();
        json.set(shown.map(|(title, raw)| (title, pretty(&raw))));
    });
    view! {
        <Confirm question=asked.read_only() on_answer=move |answer| actions.answer(answer) />
        <RawJson shown=json.read_only() on_close=move |()| actions.close_json() />
    }
}
