//! One day to come: which backups there are at its end, and how far back they reach.

use super::super::reason::Reason;
use crate::components::small_table::small_table;
use crate::retention::outlook::{Day, Outlook};
use crate::retention::simulate::Life;
use crate::schedule::times;
use leptos::prelude::*;
use quartz_cron::Timestamp;

/// How many backups are listed.
const LISTED: usize = 50;

#[component]
pub fn OnADay(
    outlook: ReadSignal<Option<Outlook>>,
    /// A number of days since 1970; None for the last day that is looked at.
    chosen: RwSignal<Option<i64>>,
) -> impl IntoView {
    let day = Memo::new(move |_| {
        let number = chosen.get().unwrap_or(i64::MAX / 2);
        outlook.with(|outlook| outlook.as_ref()?.day(number))
    });
    let bounds = Memo::new(move |_| {
        outlook.with(|outlook| {
            let days = outlook.as_ref()?.days();
            let (first, last) = (days.first()?, days.last()?);
            Some((number(first), number(last)))
        })
    });
    let points = Memo::new(move |_| {
        let (_, day) = day.get()?;
        outlook.with(|outlook| Some(outlook.as_ref()?.points(day.at)))
    });
    let head = move || {
        day.get()
            .map(|(_, day)| format!("At the end of {}", told(&day)))
    };
    let counts = move || {
        let points = points.get()?;
        let cells = [
            points.last_day,
            points.last_week,
            points.last_month,
            points.last_year,
        ];
        let cell = |n: usize| view! { <td>{n.to_string()}</td> }.into_any();
        let back = points.oldest.zip(day.get()).map(|(oldest, (_, day))| {
            let age = times::span(day.at.as_secs() - oldest.as_secs());
            format!("The oldest takes the portal back by {age}.")
        });
        Some(
            view! {
                <table class="fires points">
                    <caption class="sr">{head}</caption>
                    <thead>
                        <tr>
                            <th scope="col">"24 hours"</th>
                            <th scope="col">"7 days"</th>
                            <th scope="col">"30 days"</th>
                            <th scope="col">"365 days"</th>
                        </tr>
                    </thead>
                    <tbody>
                        <tr>{cells.map(cell).collect_view()}</tr>
                    </tbody>
                </table>
                <p class="dim">
                    <small>
                        {match points.all {
                            0 => "There is no backup then.".to_owned(),
                            1 => "1 backup in all.".to_owned(),
                            n => format!("{n} backups in all."),
                        }} " " {back}
                    </small>
                </p>
            }
            .into_any(),
        )
    };
    let which = move || {
        let (_, day) = day.get()?;
        let lives = outlook.with(|outlook| outlook.as_ref().map(|outlook| outlook.at(day.at)))?;
        Some(which_there_are(lives, day.at))
    };
    view! {
        <div class="stack tight" role="group" aria-labelledby="restore-points-h">
            <h3 id="restore-points-h">"Restore points by age" <small>{head}</small></h3>
            <Picker day bounds chosen />
            {counts}
            <Reason summary="Which they are" table=which />
        </div>
    }
}

fn number(day: &Day) -> i64 {
    day.midnight.as_secs().div_euclid(86_400)
}

fn told(day: &Day) -> String {
    format!("{} UTC", times::full_date(day.civil()))
}

/// A date, typed or slid to.
#[component]
fn Picker(
    day: Memo<Option<(usize, Day)>>,
    /// The first and the last number.
    bounds: Memo<Option<(i64, i64)>>,
    chosen: RwSignal<Option<i64>>,
) -> impl IntoView {
    let slider = NodeRef::<leptos::html::Input>::new();
    // A slider takes no value beyond the end that it has: the ends come first.
    Effect::new(move |_| {
        if let (Some(slider), Some((first, last)), Some((_, day))) =
            (slider.get(), bounds.get(), day.get())
        {
            slider.set_min(&first.to_string());
            slider.set_max(&last.to_string());
            slider.set_value(&number(&day).to_string());
        }
    });
    let date = move |number: i64| times::iso_date(Timestamp::from_secs(number * 86_400).civil(0));
    view! {
        <div class="row">
            <input
                class="input"
                data-fit=""
                type="date"
                aria-label="Date to look at"
                min=move || bounds.get().map(|(first, _)| date(first))
                max=move || bounds.get().map(|(_, last)| date(last))
                prop:value=move || day.get().map(|(_, day)| date(number(&day)))
                on:change:target=move |ev| {
                    let typed = times::parse_iso_date(&ev.target().value());
                    chosen.set(typed.map(|at| at.as_secs().div_euclid(86_400)));
                }
            />
            <input
                class="slider"
                type="range"
                step="1"
                node_ref=slider
                aria-label="Day to look at"
                aria-valuetext=move || day.get().map(|(_, day)| told(&day))
                on:input:target=move |ev| chosen.set(ev.target().value().parse().ok())
            />
        </div>
    }
}

fn which_there_are(lives: Vec<Life>, at: Timestamp) -> AnyView {
    let more = lives.len().saturating_sub(LISTED);
    let moment = |at: Timestamp| times::moment(at.civil(0));
    let row = move |life: Life| {
        [
            moment(life.point),
            times::span(at.as_secs() - life.point.as_secs()),
            life.gone.map_or_else(|| "Never".to_owned(), moment),
        ]
    };
    small_table(
        "Backups at that moment, the newest first, UTC",
        ["Restores", "Age", "Deleted"],
        lives.into_iter().take(LISTED).map(row),
        (more > 0).then(|| format!("and {more} older ones")),
    )
}
