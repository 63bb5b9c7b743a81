//! A month: a strip of bars a day, each as long as its run is expected to take, and beneath it the runs
//! that were made.

use crate::agenda::month::{LANES, Month, Strip, strips};
use crate::agenda::past::{Amiss, Past, Traces, of_day};
use crate::agenda::week::DAYS;
use crate::calendar::month::Day;
use crate::components::icon::{Glyph, Icon};
use crate::schedule::times;
use crate::schedule::zone::LocalZone;
use leptos::prelude::*;
use quartz_cron::Timestamp;
use std::sync::Arc;

/// What the month is drawn from.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    pub month: Month,
    pub days: Arc<Vec<Day>>,
    /// What became of the runs that are behind us.
    pub past: Arc<Vec<Past>>,
    pub zone: Arc<LocalZone>,
    pub today: Timestamp,
}

#[component]
pub fn MonthTable(
    drawn: Memo<Drawn>,
    /// The first instant of the day that is told of.
    chosen: Memo<Option<Timestamp>>,
    #[prop(into)] on_day: Callback<Timestamp>,
) -> impl IntoView {
    let table = move || {
        let drawn = drawn.get();
        let strips = strips(&drawn.days);
        let cells: Vec<(Day, Strip)> = drawn.days.iter().cloned().zip(strips).collect();
        let week = |days: &[(Day, Strip)]| {
            let cell = |(day, strip): &(Day, Strip)| {
                view! { <DayCell day=day.clone() strip=strip.clone() drawn=drawn.clone() chosen on_day /> }
                .into_any()
            };
            view! { <tr>{days.iter().map(cell).collect_view()}</tr> }.into_any()
        };
        view! {
            <table class="month">
                <caption class="sr">{format!("Runs of {}", drawn.month.title())}</caption>
                <thead>
                    <tr>{DAYS.map(|day| view! { <th scope="col">{day}</th> }.into_any())}</tr>
                </thead>
                <tbody>{cells.chunks(7).map(week).collect_view()}</tbody>
            </table>
        }
        .into_any()
    };
    view! {
        {table}
        <ul class="key">
            <li>
                <i data-load="3"></i>
                "a run, as long as it is expected to take"
            </li>
            <li>
                <i data-overlap=""></i>
                "a run that meets another"
            </li>
            <li>
                <i data-trace="made"></i>
                "a run that was made"
            </li>
            <li>
                <i data-trace="late"></i>
                "how late it was"
            </li>
            <li>
                <i data-trace="missed"></i>
                "one that was not made"
            </li>
        </ul>
    }
}

#[component]
fn DayCell(
    day: Day,
    strip: Strip,
    drawn: Drawn,
    chosen: Memo<Option<Timestamp>>,
    on_day: Callback<Timestamp>,
) -> impl IntoView {
    let civil = drawn.zone.civil(day.from);
    let is_other = civil.month != drawn.month.month;
    let is_today = (day.from..day.to).contains(&drawn.today);
    let number = match civil.day {
        1 => format!("1 {}", &times::month_name(civil.month)[..3]),
        day => day.to_string(),
    };
    let at_once = (strip.at_once > 1).then(|| format!("{} at once", strip.at_once));
    let past = of_day(&drawn.past, &day);
    let (amiss, traces) = (Amiss::of(past), Traces::of(&day, past));
    let parts = [runs(day.runs)].into_iter().chain(at_once);
    let parts: Vec<String> = parts.chain(amiss.words()).collect();
    let label = format!("{}: {}", times::full_date(civil), parts.join(", "));
    let amiss = (!amiss.words().is_empty()).then(|| {
        let (icon, state) = match amiss.is_grave() {
            true => (Icon::Fail, "failed"),
            false => (Icon::Clock, "skipped"),
        };
        view! {
            <span class="state" data-state=state aria-hidden="true">
                <Glyph icon />
                <small>{amiss.words().join(", ")}</small>
            </span>
        }
        .into_any()
    });
    let clock = match (day.to.as_secs() - day.from.as_secs()) / 3600 {
        24 => None,
        hours if hours > 24 => Some(format!("{hours} h, clocks go back")),
        hours => Some(format!("{hours} h, clocks go forward")),
    };
    let from = day.from;
    let count = (day.runs > 0).then(|| runs(day.runs));
    view! {
        <td data-today=is_today.then_some("") data-off=is_other.then_some("")>
            <button
                type="button"
                aria-pressed=move || (chosen.get() == Some(from)).to_string()
                on:click=move |_| on_day.run(from)
            >
                <span class="sr">{label}</span>
                <span aria-hidden="true">
                    {number} {is_today.then(|| view! { <small>" today"</small> }.into_any())}
                </span>
                <svg viewBox=format!("0 0 1440 {LANES}") preserveAspectRatio="none" aria-hidden="true">
                    <path d=strip.alone />
                    <path data-overlap="" d=strip.meeting />
                </svg>
                <svg class="traces" viewBox="0 0 1440 1" preserveAspectRatio="none" aria-hidden="true">
                    <path data-trace="missed" d=traces.missed />
                    <path data-trace="late" d=traces.late />
                    <path data-trace="made" d=traces.made />
                </svg>
                <small aria-hidden="true">{count}</small>
                {amiss}
                {clock.map(|clock| view! { <small>{clock}</small> }.into_any())}
            </button>
        </td>
    }
}

fn runs(n: usize) -> String {
    match n {
        0 => "no run".to_owned(),
        1 => "1 run".to_owned(),
        n => format!("{n} runs"),
    }
}
