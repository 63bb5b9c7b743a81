//! Who is signed in, for how long, and how the page looks.

use super::icon::{Glyph, Icon};
use crate::foreign;
use crate::schedule::times;
use leptos::prelude::*;

/// Button "Account" and its menu.
#[component]
pub fn AccountMenu(
    username: Signal<String>,
    role: Signal<Option<String>>,
    /// What the account may do, in sentences.
    rights: Signal<Option<String>>,
    /// Until the session ends: `47 min`.
    time_left: Signal<Option<String>>,
    /// `light`, `dark`, or None for the system's.
    #[prop(into)]
    theme: Signal<Option<String>>,
    #[prop(into)] on_theme: Callback<Option<String>>,
    /// Whether keys without Ctrl lead somewhere.
    #[prop(into)]
    shortcuts: Signal<bool>,
    #[prop(into)] on_shortcuts: Callback<bool>,
    /// The zone that times are shown in beside UTC: an IANA name, `UTC` for UTC alone, None for the
    /// browser's own.
    #[prop(into)]
    zone: Signal<Option<String>>,
    /// The browser's own.
    own_zone: String,
    /// All there are; may be empty until the menu is opened.
    #[prop(into)]
    zones: Signal<Vec<String>>,
    #[prop(into)] on_zone: Callback<Option<String>>,
    /// The menu opens.
    #[prop(into)]
    on_open: Callback<()>,
    #[prop(into)] on_sign_out: Callback<()>,
    /// That this machine's clock is wrong.
    clock_note: Memo<Option<String>>,
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
        <button
            type="button"
            class="button"
            data-kind="quiet"
            aria-label="Account"
            popovertarget="account"
            on:click=move |_| on_open.run(())
        >
            <Glyph icon=Icon::User />
        </button>
        <div id="account" popover="auto">
            <div class="stack">
                <p>
                    <strong>
                        <bdi>{move || foreign::line(&username.read())}</bdi>
                    </strong>
                    <br />
                    <small>{facts}</small>
                    <br />
                    <small>{rights}</small>
                </p>
                {move || {
                    clock_note
                        .get()
                        .map(|note| {
                            view! {
                                <p class="off">
                                    <Glyph icon=Icon::Warn />
                                    <small>{note}</small>
                                </p>
                            }
                                .into_any()
                        })
                }}
                <div class="field">
                    <label for="zone">"Time zone shown"</label>
                    <select
                        class="input"
                        id="zone"
                        on:change:target=move |ev| {
                            on_zone.run(Some(ev.target().value()).filter(|name| !name.is_empty()));
                        }
                    >
                        <option value="" selected=move || zone.with(Option::is_none)>
                            {format!("UTC and {own_zone}")}
                        </option>
                        <option value="UTC" selected=move || zone.with(|zone| zone.as_deref() == Some("UTC"))>
                            "UTC only"
                        </option>
                        {move || regions(&zones.get()).into_iter().map(|region| options(region, zone)).collect_view()}
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
                <label class="row">
                    <input
                        type="checkbox"
                        prop:checked=shortcuts
                        on:change:target=move |ev| on_shortcuts.run(ev.target().checked())
                    />
                    "Keyboard shortcuts"
                </label>
                <button type="button" class="button" on:click=move |_| on_sign_out.run(())>
                    "Sign out"
                </button>
            </div>
        </div>
    }
}

/// That this machine's clock is more than a minute off the portal's, which is so many milliseconds ahead.
pub fn clock_note(ahead_ms: i64) -> Option<String> {
    const MOST: u64 = 60_000;
    let off = ahead_ms.unsigned_abs();
    let where_to = if ahead_ms > 0 { "behind" } else { "ahead of" };
    (off > MOST).then(|| {
        let span = times::span(i64::try_from(off / 1000).unwrap_or(i64::MAX));
        format!(
            "This computer’s clock is {span} {where_to} the portal’s. Times on this page follow the portal."
        )
    })
}

/// Zones by the first part of their names, in the order that they come in.
fn regions(zones: &[String]) -> Vec<(String, Vec<String>)> {
    let mut regions: Vec<(String, Vec<String>)> = Vec::new();
    for zone in zones {
        let region = zone.split('/').next().unwrap_or(zone);
        match regions.last_mut() {
            Some((last, zones)) if last == region => zones.push(zone.clone()),
            _ => regions.push((region.to_owned(), vec![zone.clone()])),
        }
    }
    regions
}

/// The options of a region: `UTC and America/New York`.
fn options((region, zones): (String, Vec<String>), chosen: Signal<Option<String>>) -> AnyView {
    let option = |name: String| {
        let words = name.replace('_', " ");
        let value = name.clone();
        view! {
            <option value=value selected=move || chosen.with(|chosen| chosen.as_ref() == Some(&name))>
                {words}
            </option>
        }
        .into_any()
    };
    view! { <optgroup label=region>{zones.into_iter().map(option).collect_view()}</optgroup> }
        .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_told_to_be_wrong_from_a_minute_on_in_either_direction() {
        assert_eq!(clock_note(60_000), None);
        assert_eq!(clock_note(-59_000), None);
        assert_eq!(
            clock_note(240_000).unwrap(),
            "This computer’s clock is 4 min behind the portal’s. Times on this page follow the portal."
        );
        assert!(clock_note(-3_600_000).unwrap().contains("ahead of"));
    }
}
