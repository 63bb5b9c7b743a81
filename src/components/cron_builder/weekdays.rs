//! "Every week on TUE, THU and SAT at 01:30 UTC."

use super::Desk;
use super::time_input::TimeInput;
use crate::components::field::ProblemText;
use crate::schedule::builder::Control;
use crate::schedule::choice::Days;
use crate::schedule::times::{weekday_name, weekday_short};
use leptos::prelude::*;

#[component]
pub fn Weekdays(desk: Desk) -> impl IntoView {
    let days = desk.see(|controls| controls.weekdays);
    view! {
        <div class="said">
            "Every week on " <fieldset class="days">
                <legend class="sr">"Days of the week"</legend>
                {Days::ALL
                    .map(|day| {
                        view! {
                            <label>
                                <input
                                    type="checkbox"
                                    aria-label=weekday_name(day)
                                    prop:checked=move || days.get().holds(day)
                                    on:change=move |_| {
                                        desk.edit(|controls| controls.weekdays = controls.weekdays.toggled(day));
                                    }
                                />
                                {weekday_short(day).to_ascii_uppercase()}
                            </label>
                        }
                            .into_any()
                    })
                    .collect_view()}
            </fieldset>
        </div>
        <div class="said">"at " <TimeInput desk /></div>
        <ProblemText id="weekdays-problem" problem=desk.problem(Control::Weekdays) />
        <ProblemText id="time-problem" problem=desk.problem(Control::Time) />
    }
}
