//! What stands beside the runs of a task: the next ones, what it keeps, the facts, the JSON.

use super::keeps::Keeps;
use crate::components::consequences::Fires;
use crate::components::icon::Icon;
use crate::components::notice::{Notice, Tone};
use crate::components::when::When;
use crate::components::words;
use crate::foreign;
use crate::now::Now;
use crate::schedule::preview::{Preview, Window};
use crate::task::{Kind, Task};
use leptos::prelude::*;
use quartz_cron::Timestamp;

#[component]
pub fn Facts(task: Task) -> impl IntoView {
    let raw = task.raw.pretty();
    let makes_backups = task.kind == Kind::CreateBackup;
    view! {
        <aside class="panel" aria-label="Facts">
            <section aria-label="Runs to come">
                <Coming task=task.clone() />
            </section>
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

#[component]
fn Coming(task: Task) -> impl IntoView {
    let now = Now::expect();
    let window = Window {
        start: task.start,
        end: task.end,
        max_runs: None,
    };
    let is_active = task.is_active();
    let Some(cron) = task.schedule.cron().cloned() else {
        return view! { <p class="dim">"Without a schedule that can be read there is nothing to foresee."</p> }
            .into_any();
    };
    let preview = now.zone().with_untracked(|zone| {
        let from = now.coarse().get_untracked();
        Preview::new(&cron, window, None, zone, from)
    });
    view! {
        {(!is_active)
            .then(|| {
                view! {
                    <Notice tone=Tone::Info title="It is paused." icon=Icon::Pause>
                        <p class="advice">"These are the runs that it would make."</p>
                    </Notice>
                }
                    .into_any()
            })}
        <Fires rows=preview.rows now=now.coarse() zone=now.zone() />
        <p class="dim">
            <small>{preview.how_often} ". Longest gap: " {preview.longest_gap} "."</small>
        </p>
    }
    .into_any()
}
