//! How often it runs, the longest gap, whether runs can meet: each with its reason.

use super::target::TargetInput;
use super::{Beside, Subject};
use crate::components::icon::Icon;
use crate::components::notice::{Notice, Tone};
use crate::components::small_table::small_table;
use crate::components::unfold::Unfold;
use crate::runs::duration::Expected;
use crate::schedule::figures::Figures;
use crate::schedule::gaps::Gaps;
use crate::schedule::itself::Itself;
use crate::schedule::loss::Loss;
use crate::schedule::rhythm::Rhythm;
use crate::schedule::times;
use leptos::prelude::*;

/// How many lengths of gaps stand in the table.
const LENGTHS: usize = 12;

#[component]
pub fn FiguresOf(
    figures: Memo<Option<Figures>>,
    subject: Subject,
    beside: Beside,
) -> impl IntoView {
    let rhythm = Memo::new(move |_| figures.with(|all| all.as_ref().map(|f| f.rhythm.clone())));
    let loss = Memo::new(move |_| figures.with(|all| all.as_ref().map(|f| f.loss.clone())));
    let meets = Memo::new(move |_| figures.with(|all| all.as_ref()?.itself));
    let runs = move || rhythm.with(|rhythm| rhythm.as_ref().map(Rhythm::words));
    let months = move || rhythm.with(|rhythm| rhythm.as_ref().map(months));
    let longest = move || loss.get().map(|loss| view! { <Longest loss /> }.into_any());
    let gaps = move || loss.with(|loss| Some(lengths(loss.as_ref()?.as_ref()?.gaps())));
    let at_worst = move || {
        let takes = beside.expected.get();
        let worst = loss.with(|loss| loss.as_ref()?.as_ref()?.worst_secs(takes.most_secs()));
        match worst {
            Some(secs) => view! {
                {times::span(secs)}
                " of changes"
                <small>
                    "the longest gap, and " {times::span(takes.most_secs())} " for the backup behind it: "
                    {reason(takes)}
                </small>
            }
            .into_any(),
            None => "Everything after the last run".into_any(),
        }
    };
    let apart = move || {
        let closest = figures.with(|all| all.as_ref().map(|f| f.closest))?;
        let takes = beside.expected.get();
        let told = match (closest, meets.get()) {
            (None, _) => "No run is followed by another".to_owned(),
            (Some(_), Some(meets)) => match meets.times {
                1 => "Possible once in two years".to_owned(),
                n => format!("Possible {n} times in two years"),
            },
            (Some(_), None) => "None".to_owned(),
        };
        let why = closest.map(|gap| {
            let (apart, most) = (times::span(gap.secs()), times::span(takes.most_secs()));
            format!(
                "Two runs are {apart} apart at least; one takes {most} at most: {}.",
                reason(takes)
            )
        });
        Some(
            view! {
                {told}
                {why.map(|why| view! { <small>{why}</small> }.into_any())}
            }
            .into_any(),
        )
    };
    let makes_backups = subject.makes_backups;
    view! {
        <section aria-label="Figures" hidden=subject.is_missing()>
            {move || meets.get().map(|meets| view! { <Meets meets /> }.into_any())}
            <dl class="facts">
                <dt>"Runs"</dt>
                <dd>{runs} <Unfold summary="Month by month" content=months /></dd>
                <dt>"Longest gap"</dt>
                <dd>{longest} <Unfold summary="All gaps" content=gaps /></dd>
                {makes_backups
                    .then(|| {
                        view! {
                            <dt>"Lost at worst"</dt>
                            <dd>{at_worst}</dd>
                            <dt>
                                <label for="target">"Allowed gap"</label>
                            </dt>
                            <dd>
                                <TargetInput target=beside.target loss />
                            </dd>
                        }
                            .into_any()
                    })}
                <dt>"Overlap"</dt>
                <dd>{apart}</dd>
            </dl>
        </section>
    }
}

/// Why a run is taken to last that long.
fn reason(expected: Expected) -> String {
    match expected {
        Expected::Measured { runs, .. } => {
            format!("95 of 100 of the {runs} runs that succeeded took no longer")
        }
        Expected::TimeOut => {
            "the portal’s time-out, as fewer than five runs have succeeded".to_owned()
        }
    }
}

#[component]
fn Meets(meets: Itself) -> impl IntoView {
    view! {
        <Notice tone=Tone::Warning title="It can run into itself." icon=Icon::Warn>
            <p class="advice">{meets.sentence()}</p>
        </Notice>
    }
}

#[component]
fn Longest(loss: Option<Loss>) -> impl IntoView {
    let Some(loss) = loss else {
        return "No run in the coming two years".into_any();
    };
    let Some(longest) = loss.longest else {
        return loss.sentence().into_any();
    };
    let often = match longest.times {
        1 => "the only one of that length in the coming two years".to_owned(),
        n => format!("one of {n} in the coming two years"),
    };
    let ends = loss.ends.map(|at| {
        let civil = at.civil(0);
        let day = times::full_date(civil);
        format!(
            " The last run is on {day}, {} UTC: nothing is saved after it.",
            times::clock(civil)
        )
    });
    view! {
        {times::span(longest.gap.secs())}
        <small>{longest.reason()} ", " {often} "." {ends}</small>
    }
    .into_any()
}

fn months(rhythm: &Rhythm) -> AnyView {
    let row = |((year, month), runs): ((i32, u8), u64)| {
        let month = format!("{} {year}", times::month_name(month));
        [month, runs.to_string()]
    };
    let all = format!("{} on {} days", rhythm.runs, rhythm.busy_days);
    let all = ["Two years".to_owned(), all];
    let rows = rhythm.by_month().map(row).chain([all]);
    small_table("Runs of each month, UTC", ["Month", "Runs"], rows, None)
}

fn lengths(gaps: &[Gaps]) -> AnyView {
    let more = gaps.len().saturating_sub(LENGTHS);
    let row = |gaps: &Gaps| {
        [
            times::span(gaps.first.secs()),
            gaps.times.to_string(),
            times::moment(gaps.first.from.civil(0)),
        ]
    };
    small_table(
        "Gaps of the coming two years, the longest first",
        ["Length", "Times", "First from, UTC"],
        gaps.iter().rev().take(LENGTHS).map(row),
        (more > 0).then(|| format!("and {more} shorter ones")),
    )
}
