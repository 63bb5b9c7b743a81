//! "Plan and reality": whether a task ran when it should have.

use crate::agenda::reality::{Reality, reality};
use crate::components::audit_table::{AuditTable, Line, lines};
use crate::components::blank::Bones;
use crate::components::icon::Icon;
use crate::components::notice::{Notice, Tone};
use crate::histories::Histories;
use crate::live::LiveTasks;
use crate::live_runs::LiveRuns;
use crate::now::Now;
use crate::paths::Page;
use crate::runs::{Run, RunId};
use crate::schedule::times;
use crate::task::{Listed, Task, TaskId};
use leptos::prelude::*;
use std::sync::Arc;

/// Other tasks whose runs tell whether the portal was up: each is a request.
const WITNESSES: usize = 5;

#[component]
pub fn PlanAndReality(id: TaskId, runs: LiveRuns) -> impl IntoView {
    let (live, now, histories) = (LiveTasks::expect(), Now::expect(), Histories::of_page());
    let list = runs.runs();
    let wanted = id.clone();
    let task = Memo::new(move |_| live.task(&wanted));
    let own = id.clone();
    let witnesses = Memo::new(move |_| {
        live.tasks().with(|tasks| {
            let tasks = tasks
                .iter()
                .flat_map(|tasks| tasks.iter().filter_map(Listed::task));
            let others = tasks.filter(|task| task.id != own && task.is_active());
            let others = others.filter(|task| task.schedule.cron().is_some());
            others.take(WITNESSES).cloned().collect::<Vec<Task>>()
        })
    });
    // Of a paused task nothing is planned, and nothing is asked.
    let is_planned =
        Memo::new(move |_| task.with(|task| task.as_ref().is_some_and(Task::is_active)));
    Effect::new(move |_| {
        if is_planned.get() {
            let ids =
                |tasks: &Vec<Task>| tasks.iter().map(|task| task.id.clone()).collect::<Vec<_>>();
            histories.read(witnesses.with(ids));
        }
    });
    // Its place is kept meanwhile: somebody may press what stands beneath.
    let is_waiting = Memo::new(move |_| match live.tasks().with(Option::is_some) {
        false => live.failure().with(Option::is_none),
        true => is_planned.get() && histories.is_reading(),
    });
    let minute = Memo::new(move |_| times::floor(now.coarse().get(), 60));
    let found = Memo::new(move |_| {
        if histories.is_reading() {
            return None;
        }
        let (task, known) = (task.get()?, histories.known().get());
        witnesses.with(|witnesses| {
            let others = witnesses.iter();
            let others =
                others.filter_map(|task| Some((task, known.get(&task.id)?.runs.as_slice())));
            let others: Vec<(&Task, &[Run])> = others.collect();
            list.with(|list| reality(&task, &list.runs, &others, minute.get()))
        })
    });
    let id = StoredValue::new(id);
    move || {
        let told = match found.get() {
            Some(found) => view! {
                <p class="sentence">{found.audit.headline()}</p>
                <p class="dim">{since(&found)}</p>
                {found
                    .signs
                    .iter()
                    .map(|sign| {
                        view! { <Notice tone=Tone::Warning title=sign.sentence() icon=Icon::Warn /> }.into_any()
                    })
                    .collect_view()}
                <Tables lines=list.with(|list| lines(&found, &list.runs)) id now />
            }
            .into_any(),
            None if is_waiting.get() => {
                view! { <Bones label="Comparing the runs with the schedule" rows=2 /> }.into_any()
            }
            None => return None,
        };
        Some(
            view! {
                <section class="stack tight" aria-labelledby="reality-h">
                    <h2 id="reality-h">"Plan and reality"</h2>
                    {told}
                </section>
            }
            .into_any(),
        )
    }
}

/// What is not as planned, then everything.
#[component]
fn Tables(lines: Vec<Line>, id: StoredValue<TaskId>, now: Now) -> impl IntoView {
    let href = move |run: RunId| Page::Run(id.get_value(), run).href();
    let this_year = now.coarse().with_untracked(|now| now.civil(0).year);
    let zone = now.zone().get_untracked();
    let odd: Vec<Line> = lines
        .iter()
        .filter(|line| !line.is_fine())
        .cloned()
        .collect();
    let table = move |caption: &'static str, lines: Vec<Line>| {
        let zone = Arc::clone(&zone);
        view! { <AuditTable caption lines this_year zone href /> }.into_any()
    };
    let folded = |summary: String, table: AnyView| {
        view! {
            <details>
                <summary>{summary}</summary>
                {table}
            </details>
        }
        .into_any()
    };
    let told = match (odd.len(), lines.len()) {
        (0, _) => None,
        (1, _) => Some("The one that was not as planned".to_owned()),
        (n, _) => Some(format!("The {n} that were not as planned")),
    };
    let all = lines.len();
    view! {
        {told.map(|told| folded(told, table("Runs that were not as planned", odd)))}
        {(all > 0).then(|| folded(format!("All {all}, the newest first"), table("Planned runs", lines)))}
    }
}

fn since(found: &Reality) -> String {
    let civil = found.since.civil(0);
    let since = format!("{}, {} UTC", times::full_date(civil), times::clock(civil));
    let why = match found.is_since_edit {
        true => ", when the task was last edited",
        false => "",
    };
    format!(
        "Since {since}{why}. A run is on time within five minutes; one whose record was deleted counts as missed."
    )
}
