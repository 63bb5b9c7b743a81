//! Starts the app in the browser.

fn main() {
    #[cfg(debug_assertions)]
    console_error_panic_hook::set_once();
    wasm_bindgen_futures::spawn_local(portal_tasks::app::start());
}
