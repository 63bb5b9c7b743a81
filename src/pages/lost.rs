//! The app does not know where the portal is: an operator's page, not an admin's.

use crate::api::place::Lost;
use crate::browser::page;
use crate::components::blank::Blank;
use crate::components::icon::Icon;
use leptos::prelude::*;

#[component]
pub fn LostPage(lost: Lost) -> impl IntoView {
    page::set_title("No portal");
    view! {
        <main id="main" tabindex="-1">
            <h1>"Where is the portal?"</h1>
            <Blank icon=Icon::Cut heading="No portal to talk to" text=lost.to_string()>
                <a class="button" data-kind="primary" href="">
                    "Try again"
                </a>
            </Blank>
        </main>
    }
}
