//! A passcode is in no attribute, and shown for a moment only when asked.

use crate::support::{Stage, settled, stage, write};
use leptos::prelude::*;
use portal_tasks::components::passcode_input::PasscodeInput;
use wasm_bindgen_test::wasm_bindgen_test;
use zeroize::Zeroizing;

fn passcode() -> Stage {
    stage(|| {
        let value = RwSignal::new(Zeroizing::new(String::new()));
        let confirm = RwSignal::new(Zeroizing::new(String::new()));
        let none = Signal::derive(|| None::<String>);
        view! { <PasscodeInput value confirm problem=none confirm_problem=none /> }.into_any()
    })
}

#[wasm_bindgen_test]
async fn what_is_typed_is_in_no_attribute() {
    let stage = passcode();
    write(&stage.input("Passcode"), "typed-pass-3141");
    write(&stage.input("Confirm passcode"), "typed-pass-3141");
    stage.button("Show passcode").click();
    settled().await;
    assert_eq!(stage.input("Passcode").type_(), "text");
    assert!(!stage.html().contains("typed-pass"), "{}", stage.html());
}

#[wasm_bindgen_test]
async fn a_generated_one_fills_both_fields_and_is_strong() {
    let stage = passcode();
    stage.button("Generate a passcode").click();
    settled().await;
    let made = stage.input("Passcode").value();
    assert_eq!(made.len(), 35, "{made}");
    assert_eq!(stage.input("Confirm passcode").value(), made);
    assert!(stage.text().contains("Very strong"), "{}", stage.text());
    stage.button("Hide passcode").click();
    settled().await;
    assert_eq!(stage.input("Passcode").type_(), "password");
}
