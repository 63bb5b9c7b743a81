//! Who is signed in, for how long, and how the page looks.

use super::icon::{Glyph, Icon};
use leptos::prelude::*;

/// Button "Account" and its menu.
#[component]
pub fn AccountMenu(
    username: Signal<String>,
    role: Signal<Option<String>>,
    /// Until the session ends: `47 min`.
    time_left: Signal<Option<String>>,
    /// `light`, `dark`, or None for the system's.
    #[prop(into)]
    theme: Signal<Option<String>>,
    #[prop(into)] on_theme: Callback<Option<String>>,
    /// Times in UTC alone.
    #[prop(into)]
    utc_only: Signal<bool>,
    #[prop(into)] on_utc_only: Callback<bool>,
    #[prop(into)] on_sign_out: Callback<()>,
) -> impl IntoView {
    let facts = move || {
        let parts = [
            role.get(),
            time_left
                .get()
                .map(|left| format!("session ends in {left}")),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    let themes = [
        ("System", None),
        ("Light", Some("light")),
        ("Dark", Some("dark")),
    ];
    view! {
        <button type="button" class="button" data-kind="quiet" aria-label="Account" popovertarget="account">
            <Glyph icon=Icon::User />
        </button>
        <div id="account" popover="auto">
            <div class="stack">
                <p>
                    <strong>
                        <bdi>{username}</bdi>
                    </strong>
                    <br />
                    <small>{facts}</small>
                </p>
                <div class="field">
                    <label for="zone">"Time zone shown"</label>
                    <select
                        class="input"
                        id="zone"
                        on:change:target=move |ev| on_utc_only.run(ev.target().value() == "utc")
                    >
                        <option value="local" selected=move || !utc_only.get()>
                            "UTC and local time"
                        </option>
                        <option value="utc" selected=move || utc_only.get()>
                            "UTC only"
                        </option>
                    </select>
                </div>
                <fieldset>
                    <legend class="sr">"Theme"</legend>
                    <div class="tabs">
                        {themes
                            .map(|(word, slug)| {
                                view! {
                                    <label>
                                        <input
                                            type="radio"
                                            name="theme"
                                            prop:checked=move || theme.get().as_deref() == slug
                                            on:change=move |_| on_theme.run(slug.map(str::to_owned))
                                        />
                                        {word}
                                    </label>
                                }
                                    .into_any()
                            })
                            .collect_view()}
                    </div>
                </fieldset>
                <button type="button" class="button" on:click=move |_| on_sign_out.run(())>
                    "Sign out"
                </button>
            </div>
        </div>
    }
}
