//! "Keep for 14 days": a number and a unit.

use super::field::{ProblemText, described_by};
use crate::retention::Unit;
use leptos::prelude::*;

#[component]
pub fn RetentionInput(
    amount: RwSignal<String>,
    unit: RwSignal<Unit>,
    #[prop(into)] problem: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <div class="field">
            <label for="keep">"Keep for"</label>
            <div class="glued keep">
                <input
                    class="input"
                    id="keep"
                    inputmode="numeric"
                    autocomplete="off"
                    prop:value=move || amount.get()
                    on:input:target=move |ev| amount.set(ev.target().value())
                    aria-invalid=move || problem.with(Option::is_some).then_some("true")
                    aria-describedby=described_by("keep", true, problem)
                />
                <select
                    class="input"
                    aria-label="Unit"
                    on:change:target=move |ev| {
                        if let Ok(chosen) = ev.target().value().parse() {
                            unit.set(chosen);
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
            </div>
            <small id="keep-hint">
                {move || match unit.get() {
                    Unit::Month => {
                        "A month counts 30 days. Then the retention cleaner deletes the backup, within the hour."
                    }
                    Unit::Day | Unit::Week => "Then the retention cleaner deletes the backup, within the hour.",
                }}
            </small>
            <ProblemText id="keep-problem" problem />
        </div>
    }
}
