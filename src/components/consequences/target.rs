//! The longest gap that is allowed, and whether the schedule keeps to it.

use crate::components::field::{ProblemText, described_by};
use crate::components::icon::{Glyph, Icon};
use crate::schedule::loss::Loss;
use crate::schedule::target::{Target, Unit};
use leptos::prelude::*;

#[component]
pub fn TargetInput(
    target: RwSignal<Option<Target>>,
    /// The outer None: not worked out yet. The inner: no run.
    loss: Memo<Option<Option<Loss>>>,
) -> impl IntoView {
    let kept = target.get_untracked();
    let typed = RwSignal::new(
        kept.map(|kept| kept.value().to_string())
            .unwrap_or_default(),
    );
    let unit = RwSignal::new(kept.map_or(Unit::Hour, Target::unit));
    let read = move || typed.with(|typed| Target::parse(typed, unit.get()));
    let take = move || {
        if let Ok(read) = untrack(read) {
            target.set(read);
        }
    };
    let problem: Signal<Option<String>> =
        Memo::new(move |_| read().err().map(str::to_owned)).into();
    let verdict = Memo::new(move |_| {
        let allowed = target.get()?.secs();
        let against = loss.with(|loss| Some(loss.as_ref()?.as_ref()?.against(allowed)))?;
        Some((against.is_met(), against.sentence()))
    });
    view! {
        <span class="glued keep">
            <input
                class="input"
                id="target"
                inputmode="numeric"
                autocomplete="off"
                placeholder="None"
                prop:value=move || typed.get()
                on:input:target=move |ev| {
                    typed.set(ev.target().value());
                    take();
                }
                aria-invalid=move || problem.with(Option::is_some).then_some("true")
                aria-describedby=described_by("target", true, problem)
            />
            <select
                class="input"
                aria-label="Hours or days"
                on:change:target=move |ev| {
                    if let Ok(chosen) = ev.target().value().parse() {
                        unit.set(chosen);
                        take();
                    }
                }
            >
                {Unit::ALL
                    .map(|each| {
                        view! {
                            <option value=each.slug() selected=move || unit.get() == each>
                                {each.plural()}
                            </option>
                        }
                            .into_any()
                    })
                    .collect_view()}
            </select>
        </span>
        <span id="target-hint">
            {move || match verdict.get() {
                None => view! { <small>"Your target, kept in this browser for all schedules."</small> }.into_any(),
                Some((true, words)) => {
                    view! {
                        <small class="state" data-tone="ok">
                            <Glyph icon=Icon::Ok />
                            {words}
                        </small>
                    }
                        .into_any()
                }
                Some((false, words)) => {
                    view! {
                        <small class="state" data-tone="warn">
                            <Glyph icon=Icon::Warn />
                            {words}
                        </small>
                    }
                        .into_any()
                }
            }}
        </span>
        <ProblemText id="target-problem" problem />
    }
}
