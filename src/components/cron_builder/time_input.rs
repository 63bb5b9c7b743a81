//! "at 04:00 UTC": a time, the clock it is typed on, and the other clock beside it.

use super::Desk;
use crate::components::field::described_by;
use crate::schedule::builder::{Control, TypedIn};
use crate::schedule::times::TimeOfDay;
use leptos::prelude::*;

#[component]
pub fn TimeInput(desk: Desk) -> impl IntoView {
    let time = desk.see(|controls| controls.time.clone());
    let typed_in = desk.see(|controls| controls.typed_in);
    let problem = desk.problem(Control::Time);
    let other = move || {
        let city = desk.city.get()?;
        let (time, offset) = (TimeOfDay::parse(&time.get())?, desk.offset.get());
        let (shown, days, clock) = match typed_in.get() {
            TypedIn::Utc => {
                let (shown, days) = time.shifted(offset);
                (shown, days, format!("in {city} now"))
            }
            TypedIn::Local => {
                let (shown, days) = time.shifted(-offset);
                (shown, days, "UTC".to_owned())
            }
        };
        let day = match days {
            0 => "",
            1 => ", the day after",
            _ => ", the day before",
        };
        Some(format!("{shown} {clock}{day}"))
    };
    let choose = move |slug: String| {
        let chosen = if slug == "local" {
            TypedIn::Local
        } else {
            TypedIn::Utc
        };
        let offset = desk.offset.get_untracked();
        desk.edit(|controls| {
            // The moment stays, its name changes.
            if let Some(time) = TimeOfDay::parse(&controls.time) {
                let by = match (controls.typed_in, chosen) {
                    (TypedIn::Utc, TypedIn::Local) => offset,
                    (TypedIn::Local, TypedIn::Utc) => -offset,
                    _ => 0,
                };
                let (moved, days) = time.shifted(by);
                controls.time = moved.to_string();
                controls.weekdays = controls.weekdays.moved(days);
            }
            controls.typed_in = chosen;
        });
    };
    view! {
        <input
            class="input"
            data-fit="time"
            inputmode="numeric"
            autocomplete="off"
            aria-label="Time"
            prop:value=time
            on:input:target=move |ev| {
                let typed = ev.target().value();
                desk.edit(|controls| controls.time = typed);
            }
            aria-invalid=move || problem.with(Option::is_some).then_some("true")
            aria-describedby=described_by("time", false, problem)
        />
        {move || {
            desk.city
                .get()
                .map(|city| {
                    view! {
                        <select
                            class="input"
                            data-fit=""
                            aria-label="Time zone of this time"
                            on:change:target=move |ev| choose(ev.target().value())
                        >
                            <option value="utc" selected=move || typed_in.get() == TypedIn::Utc>
                                "UTC"
                            </option>
                            <option value="local" selected=move || typed_in.get() == TypedIn::Local>
                                {city}
                            </option>
                        </select>
                    }
                        .into_any()
                })
        }}
        <small class="dim">{other}</small>
    }
}
