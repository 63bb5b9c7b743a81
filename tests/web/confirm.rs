//! A question before what cannot be undone.

use crate::support::{Stage, settled, stage};
use leptos::prelude::*;
use portal_tasks::components::confirm::{Answer, Confirm, Question};
use std::sync::{Arc, Mutex};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlDialogElement;

type Answers = Arc<Mutex<Vec<Answer>>>;

fn asked(milder: Option<&'static str>) -> (Stage, Answers) {
    let answers = Answers::default();
    let heard = Arc::clone(&answers);
    let stage = stage(move || {
        let question = RwSignal::new(Some(Question {
            heading: "Delete <b>schedule1</b>?".to_owned(),
            text: "Its runs are deleted too.".to_owned(),
            remark: None,
            yes: "Delete schedule",
            milder,
        }));
        let on_answer = move |answer| {
            heard.lock().unwrap().push(answer);
            question.set(None);
        };
        view! { <Confirm question=question.read_only() on_answer /> }.into_any()
    });
    (stage, answers)
}

fn dialog(stage: &Stage) -> HtmlDialogElement {
    stage.all("dialog")[0].clone().unchecked_into()
}

#[wasm_bindgen_test]
async fn it_stands_over_the_page_with_the_focus_on_cancel() {
    let (stage, _) = asked(None);
    settled().await;
    assert!(dialog(&stage).open());
    let focused = web_sys::window()
        .unwrap()
        .document()
        .unwrap()
        .active_element()
        .unwrap();
    assert_eq!(focused.text_content().as_deref(), Some("Cancel"));
    assert!(
        stage.text().contains("Delete <b>schedule1</b>?"),
        "markup is text"
    );
}

/// A dialog that was shown before its buttons were there once had the focus itself.
#[wasm_bindgen_test]
async fn each_question_has_the_focus_on_cancel() {
    let stage = stage(|| {
        let question = RwSignal::new(None::<Question>);
        let ask = move |_| {
            question.set(Some(Question {
                heading: "Delete schedule1?".to_owned(),
                text: String::new(),
                remark: None,
                yes: "Delete",
                milder: None,
            }));
        };
        let on_answer = move |_: Answer| question.set(None);
        view! {
            <button on:click=ask>"Ask"</button>
            <Confirm question=question.read_only() on_answer />
        }
        .into_any()
    });
    for _ in 0..2 {
        stage.button("Ask").click();
        settled().await;
        let document = web_sys::window().unwrap().document().unwrap();
        let focused = document.active_element().unwrap();
        assert_eq!(focused.text_content().as_deref(), Some("Cancel"));
        stage.button("Cancel").click();
        settled().await;
    }
}

#[wasm_bindgen_test]
async fn the_verb_answers_yes_and_closes_it() {
    let (stage, answers) = asked(None);
    settled().await;
    stage.button("Delete schedule").click();
    settled().await;
    assert_eq!(answers.lock().unwrap().first(), Some(&Answer::Yes));
    assert!(!dialog(&stage).open());
}

#[wasm_bindgen_test]
async fn cancel_and_the_milder_way_are_answers_of_their_own() {
    for (button, answer) in [("Cancel", Answer::No), ("Disable instead", Answer::Milder)] {
        let (stage, answers) = asked(Some("Disable instead"));
        settled().await;
        stage.button(button).click();
        settled().await;
        assert_eq!(answers.lock().unwrap().first(), Some(&answer));
    }
}
