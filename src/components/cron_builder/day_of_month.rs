//! "On the last Friday of every month at 03:00 UTC."

use super::Desk;
use super::time_input::TimeInput;
use crate::components::field::{ProblemText, described_by};
use crate::schedule::builder::{Control, DayKind};
use crate::schedule::choice::Days;
use crate::schedule::times::weekday_name;
use leptos::prelude::*;

const NTH: [(u8, &str); 6] = [
    (1, "first"),
    (2, "second"),
    (3, "third"),
    (4, "fourth"),
    (5, "fifth"),
    (0, "last"),
];

fn kind_word(kind: DayKind) -> &'static str {
    match kind {
        DayKind::These => "these days",
        DayKind::Last => "the last day",
        DayKind::LastWeekday => "the last weekday",
        DayKind::Nearest => "the weekday nearest to",
        DayKind::Nth => "the nth weekday",
    }
}

#[component]
pub fn DayOfMonth(
    desk: Desk,
    /// `of every month`, `of that month`.
    period: &'static str,
) -> impl IntoView {
    let kind = desk.see(|controls| controls.day_kind);
    let choose = move |slug: String| {
        let chosen = DayKind::ALL
            .into_iter()
            .find(|kind| kind_word(*kind) == slug);
        if let Some(chosen) = chosen {
            desk.edit(|controls| controls.day_kind = chosen);
        }
    };
    let detail = move || match kind.get() {
        DayKind::Nearest => view! { <Nearest desk /> }.into_any(),
        DayKind::Nth => view! { <Nth desk /> }.into_any(),
        DayKind::These | DayKind::Last | DayKind::LastWeekday => ().into_any(),
    };
    view! {
        <div class="said">
            "On "
            <select
                class="input"
                data-fit=""
                aria-label="Kind of day"
                on:change:target=move |ev| choose(ev.target().value())
            >
                {DayKind::ALL
                    .map(|each| {
                        view! {
                            <option value=kind_word(each) selected=move || kind.get() == each>
                                {kind_word(each)}
                            </option>
                        }
                            .into_any()
                    })
                    .collect_view()}
            </select> {detail} {period} " at " <TimeInput desk />
        </div>
        <ProblemText id="time-problem" problem=desk.problem(Control::Time) />
        <Show when=move || kind.get() == DayKind::These>
            <DayGrid desk />
        </Show>
    }
}

/// The days 1 to 31 to pick from.
#[component]
fn DayGrid(desk: Desk) -> impl IntoView {
    let days = desk.see(|controls| controls.days);
    view! {
        <fieldset class="days">
            <legend class="sr">"Days of the month"</legend>
            {(1..=31u8)
                .map(|day| {
                    view! {
                        <label>
                            <input
                                type="checkbox"
                                aria-label=format!("Day {day}")
                                prop:checked=move || days.get() & 1 << day != 0
                                on:change=move |_| desk.edit(|controls| controls.days ^= 1 << day)
                            />
                            {day}
                        </label>
                    }
                        .into_any()
                })
                .collect_view()}
        </fieldset>
        <ProblemText id="days-problem" problem=desk.problem(Control::Days) />
    }
}

#[component]
fn Nearest(desk: Desk) -> impl IntoView {
    let nearest = desk.see(|controls| controls.nearest.clone());
    let problem = desk.problem(Control::Nearest);
    view! {
        <input
            class="input"
            data-fit="number"
            inputmode="numeric"
            autocomplete="off"
            aria-label="Day"
            prop:value=nearest
            on:input:target=move |ev| {
                let typed = ev.target().value();
                desk.edit(|controls| controls.nearest = typed);
            }
            aria-invalid=move || problem.with(Option::is_some).then_some("true")
            aria-describedby=described_by("nearest", false, problem)
        />
        <ProblemText id="nearest-problem" problem />
    }
}

#[component]
fn Nth(desk: Desk) -> impl IntoView {
    let nth = desk.see(|controls| controls.nth);
    let weekday = desk.see(|controls| controls.nth_weekday);
    view! {
        <select
            class="input"
            data-fit=""
            aria-label="Which"
            on:change:target=move |ev| {
                if let Ok(nth) = ev.target().value().parse() {
                    desk.edit(|controls| controls.nth = nth);
                }
            }
        >
            {NTH
                .map(|(n, word)| {
                    view! {
                        <option value=n.to_string() selected=move || nth.get() == n>
                            {word}
                        </option>
                    }
                        .into_any()
                })
                .collect_view()}
        </select>
        <select
            class="input"
            data-fit=""
            aria-label="Weekday"
            on:change:target=move |ev| {
                let chosen = Days::ALL.into_iter().find(|day| weekday_name(*day) == ev.target().value());
                if let Some(day) = chosen {
                    desk.edit(|controls| controls.nth_weekday = day);
                }
            }
        >
            {Days::ALL
                .map(|day| {
                    view! {
                        <option value=weekday_name(day) selected=move || weekday.get() == day>
                            {weekday_name(day)}
                        </option>
                    }
                        .into_any()
                })
                .collect_view()}
        </select>
    }
}
