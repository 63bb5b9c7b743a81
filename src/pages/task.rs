//! One task: what it does, when it runs next, and everything the portal says of it.

use crate::browser::page;
use crate::components::blank::{Blank, Bones};
use crate::components::consequences::Fires;
use crate::components::icon::{Glyph, Icon};
use crate::components::notice::{Notice, Tone};
use crate::components::task_row::Intent;
use crate::components::when::When;
use crate::components::words;
use crate::live::LiveTasks;
use crate::now::Now;
use crate::pages::actions::Actions;
use crate::pages::dialogs::Dialogs;
use crate::paths::Page;
use crate::route::Route;
use crate::schedule::preview::{Preview, Window};
use crate::task::{Kind, Task, TaskId};
use leptos::prelude::*;
use quartz_cron::Timestamp;
use std::sync::Arc;

#[component]
pub fn TaskPage(id: TaskId) -> impl IntoView {
    let live = LiveTasks::expect();
    let actions = Actions::new(live);
    let route = Route::expect();
    let task = Memo::new(move |_| live.task(&id));
    Effect::new(move |_| {
        if actions.deleted().get().is_some() {
            route.go(&Page::Tasks);
        }
    });
    view! {
        <main id="main" tabindex="-1">
            {move || match (task.get(), live.tasks().with(Option::is_some), live.failure().get()) {
                (Some(task), ..) => view! { <Facts task actions /> }.into_any(),
                (None, true, _) if !live.is_asking().get() => {
                    page::set_title("No such task");
                    view! {
                        <h1>"There is no such task"</h1>
                        <Blank
                            icon=Icon::Search
                            heading="The portal does not list it"
                            text="It may have been deleted, here or elsewhere."
                        >
                            <a class="button" data-kind="primary" href=Page::Tasks.href()>
                                "Go to the tasks"
                            </a>
                        </Blank>
                    }
                        .into_any()
                }
                (None, false, Some(failure)) => {
                    view! {
                        <h1>"The task could not be read"</h1>
                        <Blank icon=Icon::Fail heading=failure.to_string() text=failure.advice()>
                            <button type="button" class="button" data-kind="primary" on:click=move |_| live.refresh()>
                                "Try again"
                            </button>
                        </Blank>
                    }
                        .into_any()
                }
                _ => {
                    view! {
                        <h1>"Task"</h1>
                        <Bones label="Loading the task" rows=3 />
                    }
                        .into_any()
                }
            }}
        </main>
        <Dialogs actions />
    }
}

#[component]
fn Facts(task: Task, actions: Actions) -> impl IntoView {
    let live = LiveTasks::expect();
    page::set_title(&task.title);
    let sentence = words::schedule(&task.schedule);
    let unreadable = match &task.schedule {
        crate::task::Schedule::Unreadable { why, .. } => Some(why.clone()),
        _ => None,
    };
    let created = live.take_announcement(&task.title);
    view! {
        <header>
            <div>
                <p>
                    <small>
                        <a href=Page::Tasks.href()>"Tasks"</a>
                        " / "
                        {words::kind(&task.kind)}
                    </small>
                </p>
                <h1>
                    <bdi>{task.title.clone()}</bdi>
                </h1>
                <p>{format!("{sentence}.")} " " <code class="dim">{task.expression.clone()}</code></p>
            </div>
            <Buttons task=task.clone() actions />
        </header>
        {created
            .then(|| {
                view! {
                    <Notice tone=Tone::Good title="The schedule was created.">
                        <p class="advice">"Keep its passcode: it cannot be read back."</p>
                    </Notice>
                }
                    .into_any()
            })}
        {unreadable
            .map(|why| {
                view! {
                    <Notice tone=Tone::Warning title="This page cannot read the schedule.">
                        <p class="advice">{why}</p>
                    </Notice>
                }
                    .into_any()
            })}
        {move || {
            actions
                .outcome()
                .get()
                .map(|outcome| {
                    view! {
                        <Notice tone=outcome.tone title=outcome.title>
                            <p class="advice">{outcome.text}</p>
                        </Notice>
                    }
                        .into_any()
                })
        }}
        <div class="split" data-lead="end">
            <section class="panel" aria-labelledby="facts">
                <section>
                    <h2 id="facts">"Facts"</h2>
                    <FactList task=task.clone() />
                </section>
            </section>
            <section class="panel" aria-label="Runs to come">
                <section>
                    <Runs task />
                </section>
            </section>
        </div>
    }
}

#[component]
fn Buttons(task: Task, actions: Actions) -> impl IntoView {
    let live = LiveTasks::expect();
    let id = task.id.clone();
    let is_busy = move || live.busy().with(|busy| busy.contains(&id));
    let is_active = task.is_active();
    let can_be_deleted = !task.kind.is_system();
    let (switched, deleted) = (task.clone(), task.clone());
    let json = Intent::ShowJson {
        title: task.title.clone(),
        raw: Arc::clone(&task.raw),
    };
    view! {
        <div class="row">
            <button
                type="button"
                class="button"
                aria-busy=move || is_busy().then_some("true")
                on:click=move |_| {
                    actions
                        .take(
                            if is_active { Intent::Disable(switched.clone()) } else { Intent::Enable(switched.clone()) },
                        );
                }
            >
                <Glyph icon=if is_active { Icon::Pause } else { Icon::Play } />
                {if is_active { "Disable" } else { "Enable" }}
            </button>
            <button type="button" class="button" on:click=move |_| actions.take(json.clone())>
                <Glyph icon=Icon::Code />
                "Raw JSON"
            </button>
            {can_be_deleted
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="button"
                            data-kind="danger"
                            on:click=move |_| actions.take(Intent::Delete(deleted.clone()))
                        >
                            <Glyph icon=Icon::Trash />
                            "Delete"
                        </button>
                    }
                        .into_any()
                })}
        </div>
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
    let text = |text: Option<String>| text.unwrap_or_else(|| "–".to_owned());
    let runs = task
        .max_runs
        .map_or_else(|| "No limit".to_owned(), |n| n.to_string());
    view! {
        <dl class="facts">
            <dt>"State"</dt>
            <dd>{words::state(&task.state)}</dd>
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
                        <dt>"Keeps"</dt>
                        <dd>{words::kept(backup.kept)}</dd>
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
fn Runs(task: Task) -> impl IntoView {
    let now = Now::expect();
    let window = Window {
        start: task.start,
        end: task.end,
        max_runs: None,
    };
    let is_active = task.is_active();
    let is_backup = task.kind == Kind::CreateBackup;
    let kept = task.backup.as_ref().and_then(|backup| backup.kept);
    let kept = (is_backup && kept.is_some()).then(|| words::kept(kept));
    let Some(cron) = task.schedule.cron().cloned() else {
        return view! { <p class="dim">"Without a schedule that can be read there is nothing to foresee."</p> }
            .into_any();
    };
    let preview = now.zone().with_untracked(|zone| {
        let from = now.coarse().get_untracked();
        Preview::new(&cron, window, kept, zone, from)
    });
    let how_often = preview.how_often;
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
            <small>{how_often} ". Longest gap: " {preview.longest_gap} "."</small>
        </p>
    }
    .into_any()
}
