//! A passcode, typed twice or generated: shown for a moment when asked, never read back.
//!
//! The text lives in signals and in the inputs' value properties, never in an attribute.

use super::field::{ProblemText, described_by};
use super::icon::{Glyph, Icon};
use super::passcode_sheet::{Opens, PasscodeSheet};
use crate::browser::page;
use crate::passcode::{self, ADVISED, SHORTEST, Strength};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;
use zeroize::Zeroizing;

/// A shown passcode hides itself after so many seconds.
const SHOWN_FOR: u32 = 15;

/// "Passcode" and "Confirm passcode".
#[component]
pub fn PasscodeInput(
    value: RwSignal<Zeroizing<String>>,
    confirm: RwSignal<Zeroizing<String>>,
    #[prop(into)] problem: Signal<Option<String>>,
    #[prop(into)] confirm_problem: Signal<Option<String>>,
    /// What cannot be had without it.
    #[prop(default = "no backup of this schedule")]
    protects: &'static str,
    /// What it opens, for whoever prints or saves it.
    #[prop(optional, into)]
    opens: Signal<Opens>,
) -> impl IntoView {
    let hint = format!(
        "At least {SHORTEST} characters, better {ADVISED}. Without it {protects} can be restored, not even by Esri. It is never shown again: keep it now."
    );
    let left = RwSignal::new(0u32);
    let is_shown = Memo::new(move |_| left.get() > 0);
    let is_on_paper = RwSignal::new(false);
    let kept = RwSignal::new(None::<&'static str>);
    if let Ok(timer) = set_interval_with_handle(
        move || {
            if left.get_untracked() > 0 {
                left.update(|left| *left -= 1);
            }
        },
        Duration::from_secs(1),
    ) {
        on_cleanup(move || timer.clear());
    }
    let toggle = move |_| {
        left.set(if is_shown.get_untracked() {
            0
        } else {
            SHOWN_FOR
        });
    };
    let generate = move |_| {
        if let Some(made) = passcode::make(page::fill_random) {
            confirm.set(made.clone());
            value.set(made);
            left.set(SHOWN_FOR);
            kept.set(None);
        }
    };
    let copy = move |_| {
        let text = value.get_untracked();
        spawn_local(async move {
            kept.set(Some(if page::copy(&text).await {
                "Copied. Paste it where you keep passwords."
            } else {
                "The browser did not allow copying. Show it and write it down."
            }));
        });
    };
    let kind = move || if is_shown.get() { "text" } else { "password" };
    let has_text = Memo::new(move |_| value.with(|value| !value.is_empty()));
    view! {
        <div class="pair">
            <div class="field">
                <label for="passcode">"Passcode"</label>
                <div class="glued">
                    <input
                        class="input"
                        class:mono=is_shown
                        id="passcode"
                        type=kind
                        autocomplete="new-password"
                        autocapitalize="none"
                        spellcheck="false"
                        prop:value=move || value.get().to_string()
                        on:input:target=move |ev| {
                            kept.set(None);
                            value.set(Zeroizing::new(ev.target().value()));
                        }
                        aria-invalid=move || problem.with(Option::is_some).then_some("true")
                        aria-describedby=described_by("passcode", true, problem)
                    />
                    <button
                        type="button"
                        class="button"
                        aria-label=move || if is_shown.get() { "Hide passcode" } else { "Show passcode" }
                        aria-pressed=move || is_shown.get().to_string()
                        on:click=toggle
                    >
                        <Glyph icon=Icon::Eye />
                    </button>
                    <button type="button" class="button" aria-label="Generate a passcode" on:click=generate>
                        <Glyph icon=Icon::Dice />
                    </button>
                </div>
                <Meter value left />
                <ProblemText id="passcode-problem" problem />
            </div>
            <div class="field">
                <label for="confirm">"Confirm passcode"</label>
                <input
                    class="input"
                    id="confirm"
                    type=kind
                    autocomplete="new-password"
                    autocapitalize="none"
                    spellcheck="false"
                    prop:value=move || confirm.get().to_string()
                    on:input:target=move |ev| confirm.set(Zeroizing::new(ev.target().value()))
                    aria-invalid=move || confirm_problem.with(Option::is_some).then_some("true")
                    aria-describedby=described_by("confirm", false, confirm_problem)
                />
                <ProblemText id="confirm-problem" problem=confirm_problem />
            </div>
        </div>
        <div class="stack tight">
            <small id="passcode-hint">{hint}</small>
            <Show when=move || has_text.get()>
                <div class="row">
                    <button type="button" class="button" data-size="small" on:click=copy>
                        <Glyph icon=Icon::Copy />
                        "Copy passcode"
                    </button>
                    <button type="button" class="button" data-size="small" on:click=move |_| is_on_paper.set(true)>
                        "Print or save"
                    </button>
                    <small role="status">{move || kept.get()}</small>
                </div>
            </Show>
        </div>
        <PasscodeSheet is_open=is_on_paper value opens protects />
    }
}

/// How strong it is: the word says it, the bars repeat it.
#[component]
fn Meter(value: RwSignal<Zeroizing<String>>, left: RwSignal<u32>) -> impl IntoView {
    let strength = Memo::new(move |_| {
        value
            .with(|value| (!value.is_empty()).then(|| (Strength::of(value), value.chars().count())))
    });
    let tone = move || match strength.get() {
        Some((Strength::Strong | Strength::VeryStrong, _)) => "ok",
        Some((Strength::Fair, _)) => "warn",
        _ => "bad",
    };
    let words = move || {
        let (strength, length) = strength.get()?;
        let what = format!("{}, {length} characters", strength.word());
        Some(match left.get() {
            0 => what,
            left => format!("{} · hides itself in {left} s", strength.word()),
        })
    };
    view! {
        <div
            class="strength"
            data-tone=tone
            data-score=move || strength.get().map_or(0, |(strength, _)| strength.bars()).to_string()
            hidden=move || strength.get().is_none()
        >
            <i></i>
            <i></i>
            <i></i>
            <i></i>
            <b>{words}</b>
        </div>
    }
}
