//! Nothing to show, and why: an icon, a heading, a sentence, a next step.

use super::icon::{Glyph, Icon};
use leptos::prelude::*;

#[component]
pub fn Blank(
    icon: Icon,
    #[prop(into)] heading: String,
    #[prop(into)] text: String,
    /// The next step.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    // What stands in the place of a page that could not be read is said; all else was asked for.
    let role = (icon == Icon::Fail).then_some("alert");
    view! {
        <div class="panel blank" role=role>
            <Glyph icon />
            <h2>{heading}</h2>
            <p>{text}</p>
            {children.map(|children| view! { <div class="row">{children()}</div> }.into_any())}
        </div>
    }
}

/// Rows in the shape of what comes. Shown after 200 ms, so that a quick answer does not flicker.
#[component]
pub fn Bones(
    /// Said to screen readers.
    #[prop(into)]
    label: String,
    rows: usize,
) -> impl IntoView {
    let is_late = RwSignal::new(false);
    set_timeout(
        move || is_late.set(true),
        std::time::Duration::from_millis(200),
    );
    let row = || {
        view! {
            <li>
                <span class="bone"></span>
                <span class="bone"></span>
            </li>
        }
        .into_any()
    };
    view! {
        <div class="sheet bones" aria-busy="true" data-late=move || is_late.get().then_some("")>
            <p class="sr" role="status">
                {label}
            </p>
            <ul aria-hidden="true">{(0..rows).map(|_| row()).collect_view()}</ul>
        </div>
    }
}
