//! How a task went: the failure that was last, the latest runs, and the way to all of them.

use crate::components::blank::Bones;
use crate::components::icon::Icon;
use crate::components::notice::{Notice, Tone};
use crate::components::run_chart::RunChart;
use crate::components::run_table::{self, RunTable};
use crate::foreign;
use crate::live_runs::LiveRuns;
use crate::now::Now;
use crate::pages::run_actions::{RunActions, RunDialogs, RunOutcome};
use crate::paths::Page;
use crate::runs::chart::Chart;
use crate::runs::shown::{self, Sort};
use crate::runs::{Run, RunState};
use crate::schedule::times;
use crate::task::TaskId;
use leptos::prelude::*;

/// How many rows stand on the task's own page.
const ROWS: usize = 8;

/// The newest run of those that pass.
fn newest(runs: &[Run], passes: fn(&Run) -> bool) -> Option<&Run> {
    runs.iter()
        .filter(|run| passes(run))
        .max_by_key(|run| run.start)
}

/// The last run failed: after how long, what the portal said, what is still there.
#[component]
pub fn LastFailure(id: TaskId, runs: LiveRuns) -> impl IntoView {
    let now = Now::expect();
    let list = runs.runs();
    let last = Memo::new(move |_| {
        list.with(|list| {
            let last = newest(&list.runs, |run| run.state.is_over())?.clone();
            let good = newest(&list.runs, |run| run.state == RunState::Succeeded).cloned();
            last.state.is_failure().then_some((last, good))
        })
    });
    move || {
        let (last, good) = last.get()?;
        let title = match last.took_ms {
            Some(ms) if ms > 0 => format!("The last run failed after {}.", times::took(ms)),
            _ => "The last run failed.".to_owned(),
        };
        let said = match last.message.is_empty() {
            true => "The portal gave no reason.".to_owned(),
            false => format!("The portal says: “{}”", foreign::line(&last.message)),
        };
        let good = match good {
            Some(run) => format!(
                "The last one that succeeded began {}.",
                run_table::name(&run, now.coarse().get_untracked())
            ),
            None => "None has succeeded yet.".to_owned(),
        };
        let href = Page::Run(id.clone(), last.id).href();
        Some(
            view! {
                <Notice tone=Tone::Bad title icon=Icon::Fail>
                    <p class="advice">
                        <bdi>{said}</bdi>
                        " "
                        {good}
                    </p>
                    <div class="row">
                        <a class="button" data-size="small" href=href>
                            "Open the run"
                        </a>
                    </div>
                </Notice>
            }
            .into_any(),
        )
    }
}

/// The bars and the latest rows.
#[component]
pub fn Latest(id: TaskId, runs: LiveRuns) -> impl IntoView {
    let now = Now::expect();
    let actions = RunActions::new(id.clone(), runs);
    let list = runs.runs();
    let order = Memo::new(move |_| list.with(|list| shown::order(&list.runs, Sort::default())));
    let shown = Memo::new(move |_| {
        order.with(|order| order.iter().copied().take(ROWS).collect::<Vec<_>>())
    });
    let chart =
        Memo::new(move |_| list.with(|list| order.with(|order| Chart::of(&list.runs, order))));
    let told = move || {
        chart.with(|chart| {
            let good = chart
                .counts
                .iter()
                .find(|(state, _)| *state == RunState::Succeeded);
            let good = good.map_or(0, |(_, n)| *n);
            match chart.bars.len() {
                // A single one is its own summary.
                0 | 1 => String::new(),
                n => format!("{good} of the last {n} succeeded"),
            }
        })
    };
    let all = Page::Runs(id.clone()).href();
    let count = move || {
        let (shown, all) = (shown.with(Vec::len), order.with(Vec::len));
        format!("{shown} of {all} {}", if all == 1 { "run" } else { "runs" })
    };
    let state =
        Memo::new(
            move |_| match (runs.list().with(Option::is_some), runs.failure().get()) {
                (true, _) if order.with(Vec::is_empty) => Stage::None,
                (true, _) => Stage::Some,
                (false, Some(failure)) => Stage::Failed(format!("{failure} {}", failure.advice())),
                (false, None) => Stage::Loading,
            },
        );
    let sort = Memo::new(|_| Sort::default());
    let id = StoredValue::new(id);
    view! {
        <section class="stack" aria-labelledby="runs">
            <div class="row">
                <h2 id="runs">"Runs"</h2>
                <small>{told}</small>
                <a class="push" href=all.clone()>
                    "All runs"
                </a>
            </div>
            <RunOutcome actions />
            {move || match state.get() {
                Stage::Loading => view! { <Bones label="Loading the runs" rows=4 /> }.into_any(),
                Stage::None => view! { <p class="dim">"It has not run yet."</p> }.into_any(),
                Stage::Failed(text) => {
                    view! {
                        <Notice tone=Tone::Warning title="The runs could not be read.">
                            <p class="advice">{text}</p>
                            <div class="row">
                                <button type="button" class="button" data-size="small" on:click=move |_| runs.refresh()>
                                    "Try again"
                                </button>
                            </div>
                        </Notice>
                    }
                        .into_any()
                }
                Stage::Some => {
                    let all = all.clone();
                    view! {
                        <RunChart chart now=now.coarse() />
                        <RunTable
                            run_at=move |i: usize| list.with(|list| list.runs.get(i).cloned())
                            shown
                            sort
                            now=now.coarse()
                            zone=now.zone()
                            on_intent=move |intent| actions.take(intent)
                            href=move |run| Page::Run(id.get_value(), run).href()
                        >
                            <span>{count}</span>
                            <a href=all>"Show all"</a>
                        </RunTable>
                    }
                        .into_any()
                }
            }}
        </section>
        <RunDialogs actions />
    }
}

/// What there is to show.
#[derive(Clone, PartialEq)]
enum Stage {
    Loading,
    Failed(String),
    None,
    Some,
}
