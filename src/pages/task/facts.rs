//! What stands beside the runs of a task: the next ones, what it keeps, the facts, the JSON.

use super::keeps::Keeps;
use crate::agenda::{Choice, Entry, Record, entries};
use crate::components::consequences::keeping::Keeping;
use crate::components::consequences::trap::Trap;
use crate::components::consequences::{Beside, Meaning, Subject};
use crate::components::ical_export::IcalExport;
use crate::components::icon::Icon;
use crate::components::notice::{Notice, Tone};
use crate::components::when::When;
use crate::components::words;
use crate::foreign;
use crate::live_runs::LiveRuns;
use crate::now::Now;
use crate::pages::insight::beside_task;
use crate::paths::Page;
use crate::route::Route;
use crate::runs::counted;
use crate::runs::duration::Expected;
use crate::schedule::preview::Preview;
use crate::task::{Kind, Listed, Task};
use leptos::prelude::*;
use quartz_cron::{Cron, Timestamp};
use std::sync::Arc;

#[component]
pub fn Facts(task: Task, runs: LiveRuns) -> impl IntoView {
    let raw = task.raw.pretty();
    let makes_backups = task.kind == Kind::CreateBackup;
    view! {
        <aside class="panel" aria-label="Facts">
            <Coming task=task.clone() runs />
            {makes_backups.then(|| view! { <Keeps task=task.clone() /> }.into_any())}
            <section>
                <h2>"Facts"</h2>
                <FactList task />
            </section>
            <section>
                <details>
                    <summary>"Raw JSON " <small>"secrets left out"</small></summary>
                    <pre class="json" tabindex="0" aria-label="Raw JSON">
                        {raw}
                    </pre>
                </details>
            </section>
        </aside>
    }
}

#[component]
fn FactList(task: Task) -> impl IntoView {
    let now = Now::expect();
    let this_year = now.coarse().with_untracked(|now| now.civil(0).year);
    let moment = move |at: Option<Timestamp>, none: &'static str| match at {
        Some(at) => view! { <When at this_year zone=now.zone().get_untracked() /> }.into_any(),
        None => view! { <span class="dim">{none}</span> }.into_any(),
    };
    let backup = task.backup.clone();
    let text =
        |text: Option<String>| text.map_or_else(|| "–".to_owned(), |text| foreign::line(&text));
    let runs = task
        .max_runs
        .map_or_else(|| "No limit".to_owned(), |n| n.to_string());
    view! {
        <dl class="facts">
            <dt>"Type"</dt>
            <dd>{words::kind(&task.kind)}</dd>
            <dt>"Last run"</dt>
            <dd>{moment(task.last_start, "Not yet")}</dd>
            <dt>"Start"</dt>
            <dd>{moment(task.start, "Not set")}</dd>
            <dt>"End"</dt>
            <dd>{moment(task.end, "Not set")}</dd>
            <dt>"Maximum runs"</dt>
            <dd>{runs}</dd>
            {backup
                .map(|backup| {
                    view! {
                        <dt>"Backup name"</dt>
                        <dd>
                            <bdi>{text(backup.name)}</bdi>
                        </dd>
                        <dt>"Backup store"</dt>
                        <dd>
                            <bdi>{text(backup.store)}</bdi>
                        </dd>
                        <dt>"Description"</dt>
                        <dd>
                            <bdi>{text(backup.description)}</bdi>
                        </dd>
                        <dt>"Passcode"</dt>
                        <dd class="dim">"Set. This page never reads it."</dd>
                    }
                        .into_any()
                })}
            <dt>"Created"</dt>
            <dd>{moment(task.created, "Not told")}</dd>
            <dt>"Changed"</dt>
            <dd>{moment(task.updated, "Not told")}</dd>
            <dt>"Generation"</dt>
            <dd>{text(task.generation.map(|n| n.to_string()))}</dd>
            <dt>"Owner"</dt>
            <dd>
                <code>{text(task.owner_id)}</code>
            </dd>
            <dt>"Id"</dt>
            <dd>
                <code>{task.id.as_str().to_owned()}</code>
            </dd>
        </dl>
    }
}

/// What the schedule of a task means, as it stands.
#[component]
fn Coming(task: Task, runs: LiveRuns) -> impl IntoView {
    let now = Now::expect();
    let is_active = task.is_active();
    let Some(cron) = task.schedule.cron().cloned() else {
        return view! {
            <section aria-label="Runs to come">
                <p class="dim">"Without a schedule that can be read there is nothing to foresee."</p>
            </section>
        }
        .into_any();
    };
    let traps = task.kind.can_be_edited().then(|| traps(&task));
    let planned = planned(&task, runs);
    let (subject, beside) = known_of(task, runs);
    let window = subject.window;
    let preview = Memo::new(move |_| {
        let zone = now.zone();
        Some(zone.with(|zone| Preview::new(&cron, window.get(), None, zone, now.coarse().get())))
    });
    view! {
        {(!is_active)
            .then(|| {
                view! {
                    <section>
                        <Notice tone=Tone::Info title="It is paused." icon=Icon::Pause>
                            <p class="advice">"What follows is what it would do."</p>
                        </Notice>
                    </section>
                }
                    .into_any()
            })}
        {traps}
        <Meaning preview figures=subject.figures(beside) subject beside />
        <section class="row">
            <IcalExport entries=planned now=now.second() />
        </section>
    }
    .into_any()
}

/// What its expression hides, each with the way to the form that mends it.
fn traps(task: &Task) -> AnyView {
    let (route, id) = (Route::expect(), task.id.clone());
    let on_fix = Callback::new(move |fix: Cron| {
        route.go(&Page::EditTask(id.clone()));
        route.set_query(&[("cron", Some(&fix.to_string()))]);
    });
    let lints = Cron::lint(&task.expression).unwrap_or_default();
    let trap = |lint| view! { <Trap lint on_fix verb="Edit, to write" /> }.into_any();
    (!lints.is_empty())
        .then(|| {
            view! { <section class="stack">{lints.into_iter().map(trap).collect_view()}</section> }
                .into_any()
        })
        .into_any()
}

/// The task as a calendar sees it.
fn planned(task: &Task, runs: LiveRuns) -> Memo<Arc<Vec<Entry>>> {
    let listed = [Listed::Task(Arc::new(task.clone()))];
    let choice = Choice {
        paused: true,
        ..Choice::default()
    };
    let list = runs.runs();
    Memo::new(move |_| {
        let record = list.with(|list| Record::of(&list.runs));
        Arc::new(entries(&listed, choice, |_| Some(record)))
    })
}

/// The backups that there will be.
#[component]
pub fn Ahead(task: Task, runs: LiveRuns) -> impl IntoView {
    let (subject, beside) = known_of(task, runs);
    view! {
        <div class="panel">
            <Keeping outlook=subject.outlook(beside) subject beside />
        </div>
    }
}

fn known_of(task: Task, runs: LiveRuns) -> (Subject, Beside) {
    let list = runs.runs();
    let expected = Memo::new(move |_| list.with(|list| Expected::of(&list.runs)));
    let kept = task.backup.as_ref().and_then(|backup| backup.kept);
    let cron = task.schedule.cron().cloned();
    let bounded = task.clone();
    let window = Memo::new(move |_| list.with(|list| bounded.window_left(counted(&list.runs))));
    let subject = Subject {
        cron: Memo::new(move |_| cron.clone()),
        window,
        kept_secs: Memo::new(move |_| kept.map(|kept| kept.ms() / 1000)),
        makes_backups: task.kind == Kind::CreateBackup,
    };
    (subject, beside_task(expected, task))
}
