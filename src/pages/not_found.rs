//! An address that leads nowhere.

use crate::browser::page;
use crate::components::blank::Blank;
use crate::components::icon::Icon;
use crate::paths::Page;
use leptos::prelude::*;

/// Stands in the place of a page where the address is none of ours, with a way to the tasks.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    page::set_title("Not found");
    view! {
        <main id="main" tabindex="-1">
            <h1>"There is no such page"</h1>
            <Blank
                icon=Icon::Search
                heading="The address leads nowhere"
                text="It may have been typed or cut off wrongly, or come from another version of this page."
            >
                <a class="button" data-kind="primary" href=Page::Tasks.href()>
                    "Go to the tasks"
                </a>
            </Blank>
        </main>
    }
}
