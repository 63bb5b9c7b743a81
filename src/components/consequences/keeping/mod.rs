//! "Backups that exist": which backups of a schedule there are on a day to come.

pub mod chart;
pub mod day;

use super::{Beside, Subject};
use crate::components::icon::Icon;
use crate::components::notice::{Notice, Tone};
use crate::components::small_table::small_table;
use crate::components::unfold::Unfold;
use crate::recovery::backup::size;
use crate::retention::outlook::{Day, Deleting, Outlook};
use crate::retention::simulate::room;
use crate::schedule::times;
use chart::Chart;
use day::{Moment, OnADay};
use leptos::prelude::*;

#[component]
pub fn Keeping(outlook: Memo<Option<Outlook>>, subject: Subject, beside: Beside) -> impl IntoView {
    let this_year = Memo::new(move |_| beside.now.with(|now| now.civil(0).year));
    let is_known = Memo::new(move |_| subject.kept_secs.with(Option::is_some));
    let has_one = Memo::new(move |_| outlook.with(Option::is_some));
    let chosen = Moment::last();
    let unknown = move || {
        let told = "How long a backup is kept is not known: nothing can be foreseen.";
        (!is_known.get()).then(|| view! { <p class="dim">{told}</p> }.into_any())
    };
    let foreseen = move || {
        has_one.get().then(|| {
            view! {
                <Warnings outlook beside this_year />
                <div class="stack">
                    <Chart outlook chosen this_year />
                    <Facts outlook beside this_year />
                    <OnADay outlook chosen />
                </div>
            }
            .into_any()
        })
    };
    view! {
        <section aria-labelledby="keeping-h" hidden=subject.is_missing()>
            <h3 id="keeping-h">"Backups that exist" <small>"of this schedule alone"</small></h3>
            {unknown}
            <div class="stack" hidden=move || !is_known.get()>
                {foreseen}
            </div>
        </section>
    }
}

/// What is wrong with what is kept.
#[component]
fn Warnings(outlook: Memo<Option<Outlook>>, beside: Beside, this_year: Memo<i32>) -> impl IntoView {
    let bare = Memo::new(move |_| {
        outlook.with(|outlook| {
            let outlook = outlook.as_ref()?;
            let more = match outlook.times_without() {
                0 | 1 => String::new(),
                n => format!(" So it is {n} times by the end of what is looked at."),
            };
            Some(outlook.nothing_left(this_year.get())? + &more)
        })
    });
    let is_halted = Memo::new(move |_| beside.deleting.with(|d| *d == Deleting::Nobody));
    view! {
        {move || {
            bare.get()
                .map(|bare| {
                    view! {
                        <Notice tone=Tone::Bad title="There are times without any backup." icon=Icon::Fail>
                            <p class="advice">{bare}</p>
                        </Notice>
                    }
                        .into_any()
                })
        }}
        {move || {
            is_halted
                .get()
                .then(|| {
                    view! {
                        <Notice tone=Tone::Warning title="The retention cleaner does not run.">
                            <p class="advice">"Backups pile up until it does."</p>
                        </Notice>
                    }
                        .into_any()
                })
        }}
    }
}

/// The count in the long run, the most, the room that takes.
#[component]
fn Facts(outlook: Memo<Option<Outlook>>, beside: Beside, this_year: Memo<i32>) -> impl IntoView {
    let steady =
        move || outlook.with(|outlook| Some(outlook.as_ref()?.steady_words(this_year.get())));
    let most = Memo::new(move |_| {
        outlook.with(|outlook| outlook.as_ref().map_or(0, |o| o.simulation().most()))
    });
    let takes = move || {
        let Some(bytes) = beside.last_bytes.get() else {
            let told = "Not known: the portal tells no size of a backup";
            return view! { <span class="dim">{told}</span> }.into_any();
        };
        let why = format!(
            "{} times {}, the size of the last backup",
            most.get(),
            size(bytes)
        );
        let all = size(room(most.get(), bytes));
        view! {
            <span>{all}</span>
            <small>{why}</small>
        }
        .into_any()
    };
    let rule = move || {
        let who = beside.deleting.with(|deleting| match deleting {
            Deleting::By(_) => "by the retention cleaner’s next run after its time is up",
            Deleting::Nobody => "by nobody, as the retention cleaner does not run",
            Deleting::Assumed(_) => {
                "within the hour after its time is up; the retention cleaner’s own schedule is not known"
            }
        });
        let there = match beside.stored.with(Vec::len) {
            0 => String::new(),
            1 => " The one that is in the store now counts.".to_owned(),
            n => format!(" The {n} that are in the store now count."),
        };
        let cut = outlook.with(|outlook| outlook.as_ref().is_some_and(|outlook| outlook.is_cut));
        let cut = cut.then_some(" So many are made that only the next two thousand are looked at.");
        let takes = times::span(beside.expected.get().most_secs());
        view! {
            <p class="dim">
                <small>
                    "A backup counts from its end, at most " {takes} " after it begins, and is deleted " {who} "."
                    {there} {cut}
                </small>
            </p>
        }
        .into_any()
    };
    let days = move || {
        let this_year = this_year.get();
        outlook.with(|outlook| Some(table(outlook.as_ref()?.days(), this_year)))
    };
    view! {
        <Unfold summary="The count as a table" content=days />
        <dl class="facts">
            <dt>"In the long run"</dt>
            <dd>{steady}</dd>
            <dt>"At most"</dt>
            <dd>{move || most.get().to_string()}</dd>
            <dt>"Room"</dt>
            <dd>{takes}</dd>
        </dl>
        {rule}
    }
}

/// Each day whose count is not that of the day before.
fn table(days: &[Day], this_year: i32) -> AnyView {
    let counts = |day: &Day| (day.least, day.most, day.end);
    let is_new = |i: &usize| *i == 0 || counts(&days[i - 1]) != counts(&days[*i]);
    let row = |i: usize| {
        let Day {
            least, most, end, ..
        } = days[i];
        let date = times::date(days[i].civil(), this_year);
        [date, least.to_string(), most.to_string(), end.to_string()]
    };
    small_table(
        "Backups on each day, UTC; days like the one before are left out",
        ["Day", "Fewest", "Most", "At its end"],
        (0..days.len()).filter(is_new).map(row),
        None,
    )
}
