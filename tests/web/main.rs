//! Components in a real browser, found as a person finds them: by label, role and text.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod builder;
mod confirm;
mod passcode;
mod storage;
mod support;
mod table;
mod virtual_rows;
mod zone;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
