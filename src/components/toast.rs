//! A sentence at the edge of the page that goes by itself, with one thing to do about it.

use super::icon::{Glyph, Icon};
use leptos::prelude::*;

#[component]
pub fn Toast(
    said: String,
    /// The verb on the button; None where there is nothing to do.
    verb: Option<&'static str>,
    #[prop(into)] on_act: Callback<()>,
) -> impl IntoView {
    let button = verb.map(|verb| {
        view! {
            <button type="button" class="button" data-size="small" on:click=move |_| on_act.run(())>
                <Glyph icon=Icon::Back />
                {verb}
            </button>
        }
        .into_any()
    });
    view! {
        <div class="toast">
            <bdi>{said}</bdi>
            {button}
        </div>
    }
}
