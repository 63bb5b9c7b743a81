//! A window in which somebody has signed in for another page of the app: it has done its part.

use crate::browser::page;
use leptos::prelude::*;

/// Closes its window at once. The words are for a browser that does not let it.
#[component]
pub fn HandedOverPage() -> impl IntoView {
    page::set_title("Back to your page");
    let _ = page::window().close();
    view! {
        <main id="main" class="blank">
            <h1>"The other window goes on"</h1>
            <p>"You can close this one."</p>
        </main>
    }
}
