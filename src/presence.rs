//! Whether whoever asked is still there when the portal answers.

use leptos::prelude::*;

/// A handle for a page, a form or a dialog, made while that is built.
#[derive(Clone, Copy)]
pub struct Presence(StoredValue<()>);

impl Presence {
    /// Of what is being built now: it ends when that is taken apart.
    pub fn here() -> Self {
        Self(StoredValue::new(()))
    }

    /// False once the page was left or the dialog was closed, also when another one was opened since.
    pub fn lasts(self) -> bool {
        self.0.try_get_value().is_some()
    }
}
