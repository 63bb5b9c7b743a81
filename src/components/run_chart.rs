//! The latest runs as bars: how high is how long, how it looks is how it ended. A sentence and a table
//! say the same.

use super::run_state::RunStateBadge;
use super::words;
use crate::runs::RunState;
use crate::runs::chart::{Bar, Chart};
use crate::schedule::times;
use leptos::prelude::*;
use quartz_cron::Timestamp;

/// Units of the drawing: a bar's place, its width, the height of the whole.
const STEP: f64 = 10.0;
const WIDE: f64 = 7.0;
const HIGH: f64 = 96.0;
/// The height of a bar that has no duration.
const NO_HEIGHT: f64 = 30.0;
/// Room for so many bars at least: few of them do not become walls.
const FEWEST: usize = 30;
/// The lowest bar that can be seen.
const LOWEST: f64 = 2.0;

#[component]
pub fn RunChart(chart: Memo<Chart>, now: Memo<Timestamp>) -> impl IntoView {
    move || {
        let chart = chart.get();
        (!chart.bars.is_empty()).then(|| {
            view! { <Drawn chart this_year=now.with_untracked(|now| now.civil(0).year) /> }
                .into_any()
        })
    }
}

#[component]
fn Drawn(chart: Chart, this_year: i32) -> impl IntoView {
    let sentence = sentence(&chart);
    let day = |bar: Option<&Bar>| bar.map(|bar| times::date(bar.start.civil(0), this_year));
    let days = match (day(chart.bars.first()), day(chart.bars.last())) {
        (Some(first), Some(last)) if first != last => format!("{first} to {last}"),
        (first, _) => first.unwrap_or_default(),
    };
    let wide = chart.bars.len().max(FEWEST) as f64 * STEP;
    let bars = chart.bars.iter().enumerate();
    let bars = bars.map(|(i, bar)| view! { <Column i bar=bar.clone() this_year /> }.into_any());
    let lines = format!(
        "Lines at {} and {}",
        times::took(chart.line_ms),
        times::took(chart.line_ms * 2)
    );
    view! {
        <figure class="stack tight">
            <svg
                class="bars"
                role="img"
                aria-label=sentence.clone()
                viewBox=format!("0 0 {wide} {HIGH}")
                preserveAspectRatio="none"
            >
                <path
                    class="line"
                    d=format!("M0 .5H{wide}M0 {half}H{wide}M0 {base}H{wide}", half = HIGH / 2.0, base = HIGH - 0.5)
                />
                {bars.collect_view()}
            </svg>
            <p class="ends" aria-hidden="true">
                <span>{days}</span>
                <span>{lines}</span>
            </p>
            <figcaption>
                <ul class="key">
                    {chart
                        .counts
                        .iter()
                        .map(|(state, n)| {
                            view! {
                                <li>
                                    <RunStateBadge state=state.clone() />
                                    {n.to_string()}
                                </li>
                            }
                                .into_any()
                        })
                        .collect_view()} {usual(&chart).map(|told| view! { <li class="push">{told}</li> }.into_any())}
                </ul>
                <details>
                    <summary>"The bars as a table"</summary>
                    <BarTable bars=chart.bars this_year />
                </details>
            </figcaption>
        </figure>
    }
}

#[component]
fn Column(i: usize, bar: Bar, this_year: i32) -> impl IntoView {
    let (_, _, tone) = words::run_state(&bar.state);
    let high = bar
        .height
        .map_or(NO_HEIGHT, |height| (height * HIGH).max(LOWEST));
    let told = told(&bar, this_year);
    view! {
        <rect
            data-state=tone
            data-open=bar.height.is_none().then_some("")
            x=(i as f64 * STEP + (STEP - WIDE) / 2.0).to_string()
            y=(HIGH - high).to_string()
            width=WIDE.to_string()
            height=high.to_string()
        >
            <title>{told}</title>
        </rect>
    }
}

#[component]
fn BarTable(bars: Vec<Bar>, this_year: i32) -> impl IntoView {
    let row = |bar: Bar| {
        view! {
            <tr>
                <td>{moment(&bar, this_year)}</td>
                <td>{words::run_state(&bar.state).1}</td>
                <td class="num">{bar.took_ms.map_or_else(|| "–".to_owned(), times::took)}</td>
            </tr>
        }
        .into_any()
    };
    view! {
        <table class="fires">
            <caption class="sr">"The latest runs, the newest first"</caption>
            <thead>
                <tr>
                    <th scope="col">"Started"</th>
                    <th scope="col">"State"</th>
                    <th scope="col" class="num">
                        "Took"
                    </th>
                </tr>
            </thead>
            <tbody>{bars.into_iter().rev().map(row).collect_view()}</tbody>
        </table>
    }
}

fn moment(bar: &Bar, this_year: i32) -> String {
    let utc = bar.start.civil(0);
    format!("{}, {} UTC", times::date(utc, this_year), times::clock(utc))
}

fn told(bar: &Bar, this_year: i32) -> String {
    let word = words::run_state(&bar.state).1;
    let took = bar.took_ms.map(|ms| format!(", {}", times::took(ms)));
    format!(
        "{}: {word}{}",
        moment(bar, this_year),
        took.unwrap_or_default()
    )
}

/// `The last 60 runs: 58 succeeded, 2 failed. Usually 1 min to 9 min.`
fn sentence(chart: &Chart) -> String {
    let counts: Vec<String> = chart
        .counts
        .iter()
        .map(|(state, n)| match state {
            RunState::Other(_) => format!("{n} {}", words::run_state(state).1),
            known => format!("{n} {}", words::run_state(known).1.to_lowercase()),
        })
        .collect();
    let runs = match chart.bars.len() {
        1 => "The last run".to_owned(),
        n => format!("The last {n} runs"),
    };
    format!(
        "{runs}: {}. {}",
        counts.join(", "),
        usual(chart).unwrap_or_default()
    )
}

fn usual(chart: &Chart) -> Option<String> {
    let (short, long) = chart.usual_ms?;
    Some(format!(
        "Usually {} to {}.",
        times::took(short),
        times::took(long)
    ))
}
