//! From the static page to the app: what was typed into the sign-in form before the app was there
//! is taken over, with the focus and an early Enter.

use crate::browser::page::document;
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

/// What the static sign-in form held.
#[derive(Default)]
pub struct Takeover {
    pub username: String,
    pub password: String,
    /// The id of the field that had the focus.
    pub focus: Option<String>,
    /// The form was sent before anyone could take it, or its button is being pressed.
    pub was_submitted: bool,
}

thread_local! {
    static TYPED: RefCell<Takeover> = RefCell::default();
}

impl Takeover {
    /// Reads the static page and takes it away. Called once, right before the app is mounted, so
    /// that no keystroke falls between the two.
    pub fn of_shell() {
        let document = document();
        let Some(shell) = document.get_element_by_id("shell") else {
            return;
        };
        let value = |id: &str| {
            let field = document.get_element_by_id(id)?;
            Some(field.dyn_into::<HtmlInputElement>().ok()?.value())
        };
        // A press whose release would find another button is as good as one.
        let sent = "#door-form:is([data-submitted], :has(button:active))";
        let typed = Self {
            username: value("username").unwrap_or_default(),
            password: value("password").unwrap_or_default(),
            focus: document
                .active_element()
                .map(|element| element.id())
                .filter(|id| id == "username" || id == "password"),
            was_submitted: matches!(document.query_selector(sent), Ok(Some(_))),
        };
        TYPED.set(typed);
        shell.remove();
    }

    /// Hands it out once: a later sign-in page starts empty.
    pub fn take() -> Self {
        TYPED.take()
    }
}
