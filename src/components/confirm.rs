//! "Are you sure", asked so that it can be answered: what goes, what stays, a milder way. The verb is
//! on the button; Cancel has the focus.

use super::dialog::Modal;
use leptos::prelude::*;

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    pub heading: String,
    pub text: String,
    pub remark: Option<String>,
    /// The verb that does it.
    pub yes: &'static str,
    /// The verb of a milder way, if there is one.
    pub milder: Option<&'static str>,
}

/// What the person chooses. A dialog that is closed, with Escape too, is a No.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Yes,
    Milder,
    No,
}

/// Shown while there is a question.
#[component]
pub fn Confirm(
    question: ReadSignal<Option<Question>>,
    #[prop(into)] on_answer: Callback<Answer>,
) -> impl IntoView {
    let body = move |question: Question| {
        view! {
            <form method="dialog">
                <div class="stack">
                    <h2 id="confirm-heading">
                        <bdi>{question.heading}</bdi>
                    </h2>
                    <p>{question.text}</p>
                    {question.remark.map(|remark| view! { <p class="dim">{remark}</p> }.into_any())}
                </div>
                <footer role="none">
                    {question
                        .milder
                        .map(|milder| {
                            view! {
                                <button
                                    type="button"
                                    class="button"
                                    data-kind="quiet"
                                    on:click=move |_| on_answer.run(Answer::Milder)
                                >
                                    {milder}
                                </button>
                            }
                                .into_any()
                        })} <button type="button" class="button" autofocus on:click=move |_| on_answer.run(Answer::No)>
                        "Cancel"
                    </button>
                    <button
                        type="button"
                        class="button"
                        data-kind="danger"
                        on:click=move |_| on_answer.run(Answer::Yes)
                    >
                        {question.yes}
                    </button>
                </footer>
            </form>
        }.into_any()
    };
    view! {
        <Modal
            open=Signal::derive(move || question.with(Option::is_some))
            on_close=move |()| on_answer.run(Answer::No)
            labelled_by="confirm-heading"
        >
            {move || question.get().map(body)}
        </Modal>
    }
}
