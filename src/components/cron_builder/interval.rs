//! "Every 6 hours from 02:00 UTC."

use super::Desk;
use crate::components::field::{ProblemText, described_by};
use crate::schedule::builder::{Control, Every};
use leptos::prelude::*;

#[component]
pub fn Interval(desk: Desk) -> impl IntoView {
    let every = desk.see(|controls| controls.every.clone());
    let unit = desk.see(|controls| controls.unit);
    let from = desk.see(|controls| match controls.unit {
        Every::Minutes => controls.from_minute.clone(),
        Every::Hours => controls.from_time.clone(),
    });
    let every_problem = desk.problem(Control::Every);
    let from_problem = desk.problem(Control::From);
    let write_from = move |typed: String| {
        desk.edit(|controls| match controls.unit {
            Every::Minutes => controls.from_minute = typed,
            Every::Hours => controls.from_time = typed,
        });
    };
    let is_hours = move || unit.get() == Every::Hours;
    view! {
        <div class="said">
            "Every "
            <input
                class="input"
                data-fit="number"
                inputmode="numeric"
                autocomplete="off"
                aria-label="Every"
                prop:value=every
                on:input:target=move |ev| {
                    let typed = ev.target().value();
                    desk.edit(|controls| controls.every = typed);
                }
                aria-invalid=move || every_problem.with(Option::is_some).then_some("true")
                aria-describedby=described_by("every", false, every_problem)
            />
            <select
                class="input"
                data-fit=""
                aria-label="Minutes or hours"
                on:change:target=move |ev| {
                    let unit = if ev.target().value() == "minutes" { Every::Minutes } else { Every::Hours };
                    desk.edit(|controls| controls.unit = unit);
                }
            >
                <option value="hours" selected=is_hours>
                    "hours"
                </option>
                <option value="minutes" selected=move || !is_hours()>
                    "minutes"
                </option>
            </select> {move || if is_hours() { "from" } else { "from minute" }}
            <input
                class="input"
                data-fit="time"
                inputmode="numeric"
                autocomplete="off"
                aria-label="From"
                prop:value=from
                on:input:target=move |ev| write_from(ev.target().value())
                aria-invalid=move || from_problem.with(Option::is_some).then_some("true")
                aria-describedby=described_by("from", false, from_problem)
            /> {move || if is_hours() { "UTC" } else { "of every hour" }}
        </div>
        <ProblemText id="every-problem" problem=every_problem />
        <ProblemText id="from-problem" problem=from_problem />
    }
}
