//! Starts the app in the browser.

fn main() {
    console_error_panic_hook::set_once();
    leptos::task::spawn_local(portal_tasks::app::start());
}
