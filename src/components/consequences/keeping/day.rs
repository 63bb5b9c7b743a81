//! One moment to come: which backups there are then, how far back they reach, and what a failure would
//! lose.

use crate::components::field::{ProblemText, described_by};
use crate::components::small_table::small_table;
use crate::components::unfold::Unfold;
use crate::retention::outlook::{Day, Outlook};
use crate::retention::simulate::Life;
use crate::schedule::times::{self, TimeOfDay};
use leptos::prelude::*;
use quartz_cron::Timestamp;

/// How many backups are listed.
const LISTED: usize = 50;
const DAY: i64 = 86_400;

/// The moment that is looked at.
#[derive(Clone, Copy)]
pub struct Moment {
    /// A number of days since 1970; None for the last day that can be looked at.
    pub day: RwSignal<Option<i64>>,
    /// The time of that day as it is typed, UTC; empty for its end.
    pub clock: RwSignal<String>,
}

/// A moment that was found.
#[derive(Clone, Copy, PartialEq)]
struct Found {
    day: Day,
    at: Timestamp,
    /// True where no time was typed.
    is_end: bool,
}

impl Moment {
    /// The last moment that can be looked at.
    pub fn last() -> Self {
        Self {
            day: RwSignal::new(None),
            clock: RwSignal::new(String::new()),
        }
    }

    /// The position of its day among all of them.
    pub fn position(self, outlook: &Outlook) -> Option<(usize, Day)> {
        outlook.day(self.day.get().unwrap_or(i64::MAX / 2))
    }

    /// The time that is typed, None for the end of the day; or what is wrong with it.
    fn time(self) -> Result<Option<TimeOfDay>, &'static str> {
        self.clock.with(|typed| match typed.trim() {
            "" => Ok(None),
            typed => TimeOfDay::parse(typed)
                .map(Some)
                .ok_or("Use a time from 00:00 to 23:59."),
        })
    }

    fn find(self, outlook: &Outlook) -> Option<Found> {
        let (_, day) = self.position(outlook)?;
        let time = self.time().unwrap_or(None);
        let typed = time.map(|time| {
            let secs = i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60;
            Timestamp::from_secs(day.midnight.as_secs() + secs)
        });
        // What is over cannot be foreseen.
        let at = typed.map(|at| at.clamp(outlook.from().min(day.at), day.at));
        Some(Found {
            day,
            at: at.unwrap_or(day.at),
            is_end: at.is_none(),
        })
    }
}

impl Found {
    /// `At the end of Sat 7 Nov 2026 UTC`, `On Sat 7 Nov 2026 at 14:00 UTC`.
    fn head(&self) -> String {
        let day = times::full_date(self.day.civil());
        match self.is_end {
            true => format!("At the end of {day} UTC"),
            false => format!("On {day} at {} UTC", times::clock(self.at.civil(0))),
        }
    }
}

#[component]
pub fn OnADay(outlook: Memo<Option<Outlook>>, chosen: Moment) -> impl IntoView {
    let found = Memo::new(move |_| outlook.with(|outlook| chosen.find(outlook.as_ref()?)));
    let day = Memo::new(move |_| found.get().map(|found| found.day));
    let bounds = Memo::new(move |_| {
        outlook.with(|outlook| {
            let days = outlook.as_ref()?.days();
            let (first, last) = (days.first()?, days.last()?);
            Some((number(first), number(last)))
        })
    });
    let points = Memo::new(move |_| {
        let found = found.get()?;
        outlook.with(|outlook| Some(outlook.as_ref()?.points(found.at)))
    });
    let head = move || found.get().map(|found| found.head());
    let counts = move || {
        let points = points.get()?;
        let cells = [
            points.last_day,
            points.last_week,
            points.last_month,
            points.last_year,
        ];
        let cell = |n: usize| view! { <td>{n.to_string()}</td> }.into_any();
        let at = found.get()?.at.as_secs();
        let ends = points.oldest.zip(points.newest).map(|(oldest, newest)| {
            let ago = |point: Timestamp| times::span(at - point.as_secs());
            format!(
                " The oldest takes the portal back by {}. A failure then would lose the last {} of changes.",
                ago(oldest),
                ago(newest),
            )
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
                            0 => "There is no backup then: a failure would lose everything.".to_owned(),
                            1 => "1 backup in all.".to_owned(),
                            n => format!("{n} backups in all."),
                        }} {ends}
                    </small>
                </p>
            }
            .into_any(),
        )
    };
    let which = move || {
        let at = found.get()?.at;
        let lives = outlook.with(|outlook| outlook.as_ref().map(|outlook| outlook.at(at)))?;
        Some(which_there_are(lives, at))
    };
    view! {
        <div class="stack tight" role="group" aria-labelledby="restore-points-h">
            <h3 id="restore-points-h">"Restore points by age" <small>{head}</small></h3>
            <Picker day bounds chosen />
            {counts}
            <Unfold summary="Which they are" content=which />
        </div>
    }
}

fn number(day: &Day) -> i64 {
    day.midnight.as_secs().div_euclid(DAY)
}

fn told(day: &Day) -> String {
    format!("{} UTC", times::full_date(day.civil()))
}

/// A date, typed or slid to, and a time of it.
#[component]
fn Picker(
    day: Memo<Option<Day>>,
    /// The first and the last number.
    bounds: Memo<Option<(i64, i64)>>,
    chosen: Moment,
) -> impl IntoView {
    let slider = NodeRef::<leptos::html::Input>::new();
    // A slider takes no value beyond the end that it has: the ends come first.
    Effect::new(move |_| {
        if let (Some(slider), Some((first, last)), Some(day)) =
            (slider.get(), bounds.get(), day.get())
        {
            slider.set_min(&first.to_string());
            slider.set_max(&last.to_string());
            slider.set_value(&number(&day).to_string());
        }
    });
    let date = move |number: i64| times::iso_date(Timestamp::from_secs(number * DAY).civil(0));
    let problem: Signal<Option<String>> =
        Memo::new(move |_| chosen.time().err().map(str::to_owned)).into();
    view! {
        <div class="row">
            <input
                class="input"
                data-fit=""
                type="date"
                aria-label="Date to look at"
                min=move || bounds.get().map(|(first, _)| date(first))
                max=move || bounds.get().map(|(_, last)| date(last))
                prop:value=move || day.get().map(|day| date(number(&day)))
                on:change:target=move |ev| {
                    let typed = times::parse_iso_date(&ev.target().value());
                    chosen.day.set(typed.map(|at| at.as_secs().div_euclid(DAY)));
                }
            />
            <input
                class="input"
                data-fit="time"
                inputmode="numeric"
                autocomplete="off"
                placeholder="its end"
                aria-label="Time to look at, UTC"
                prop:value=chosen.clock
                on:input:target=move |ev| chosen.clock.set(ev.target().value())
                aria-invalid=move || problem.with(Option::is_some).then_some("true")
                aria-describedby=described_by("look-at", false, problem)
            />
            <input
                class="slider"
                type="range"
                step="1"
                node_ref=slider
                aria-label="Day to look at"
                aria-valuetext=move || day.get().map(|day| told(&day))
                on:input:target=move |ev| chosen.day.set(ev.target().value().parse().ok())
            />
        </div>
        <ProblemText id="look-at-problem" problem />
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
