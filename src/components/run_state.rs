//! The state of a run: icon, word, colour.

use super::icon::Glyph;
use super::words;
use crate::runs::RunState;
use leptos::prelude::*;

#[component]
pub fn RunStateBadge(state: RunState) -> impl IntoView {
    let (icon, word, tone) = words::run_state(&state);
    view! {
        <span class="state" data-state=tone>
            <Glyph icon />
            <bdi>{word}</bdi>
        </span>
    }
}
