//! One task: what went wrong if something did, what it does, how it went, when it runs next.

pub mod facts;
pub mod keeps;
pub mod latest;

use super::no_tasks::Failed;
use crate::api::ApiError;
use crate::browser::page;
use crate::components::blank::{Blank, Bones};
use crate::components::icon::{Glyph, Icon};
use crate::components::notice::{Notice, Tone};
use crate::components::task_row::Intent;
use crate::components::words;
use crate::foreign;
use crate::live::LiveTasks;
use crate::live_recovery::LiveRecovery;
use crate::pages::actions::Actions;
use crate::pages::dialogs::Dialogs;
use crate::pages::run_actions::runs_of;
use crate::paths::Page;
use crate::route::Route;
use crate::schedule::preview::Window;
use crate::task::{Kept, Kind, Schedule, State, Task, TaskId};
use facts::{Ahead, Facts};
use latest::{LastFailure, Latest};
use leptos::prelude::*;

#[component]
pub fn TaskPage(id: TaskId) -> impl IntoView {
    let live = LiveTasks::expect();
    let actions = Actions::new(live);
    let route = Route::expect();
    let was_saved = live.take_saved(&id);
    let wanted = id.clone();
    let task = Memo::new(move |_| live.task(&wanted));
    // What is on the page stays as it is when the list is read again.
    let stage = Memo::new(move |_| {
        match (
            task.with(Option::is_some),
            live.tasks().with(Option::is_some),
        ) {
            (true, _) => Stage::Known,
            (false, true) if !live.is_asking().get() => Stage::Gone,
            (false, false) => live.failure().get().map_or(Stage::Loading, Stage::Failed),
            (false, true) => Stage::Loading,
        }
    });
    Effect::new(move |_| {
        if actions.deleted().get().is_some() {
            route.go(&Page::Tasks);
        }
    });
    view! {
        <main id="main" tabindex="-1">
            {move || match stage.get() {
                Stage::Known => view! { <Told id=id.clone() task actions was_saved /> }.into_any(),
                Stage::Gone => view! { <NoSuchTask /> }.into_any(),
                Stage::Failed(failure) => view! { <Failed failure /> }.into_any(),
                Stage::Loading => {
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

/// What is known of the task.
#[derive(Clone, PartialEq)]
enum Stage {
    Loading,
    Failed(ApiError),
    Gone,
    Known,
}

#[component]
fn NoSuchTask() -> impl IntoView {
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
}

/// The page of a task that is there. What changes with a refresh is drawn anew, the runs are not.
#[component]
fn Told(
    id: TaskId,
    task: Memo<Option<Task>>,
    actions: Actions,
    /// It was just edited.
    was_saved: bool,
) -> impl IntoView {
    let live = LiveTasks::expect();
    let runs = runs_of(&id);
    let makes_backups = task.with_untracked(|task| {
        let task = task.as_ref();
        task.is_some_and(|task| task.kind == Kind::CreateBackup)
    });
    if makes_backups {
        LiveRecovery::expect().keep_stores();
    }
    let title = task.with_untracked(|task| task.as_ref().map(|task| task.title.clone()));
    let was_created = live.take_announcement(&title.unwrap_or_default());
    Effect::new(move |_| {
        if let Some(task) = &*task.read() {
            page::set_title(&task.title);
        }
    });
    // Drawn anew it folds up what was unfolded, so that happens for another plan alone.
    let ahead = Memo::new_with_compare(
        move |_| task.get().filter(has_backups_ahead),
        |before, after| before.map(plan) != after.map(plan),
    );
    view! {
        {move || task.get().map(|task| view! { <Head task actions /> }.into_any())}
        {was_created
            .then(|| {
                view! {
                    <Notice tone=Tone::Good title="The schedule was created.">
                        <p class="advice">"Keep its passcode: it cannot be read back."</p>
                    </Notice>
                }
                    .into_any()
            })}
        {was_saved
            .then(|| {
                view! {
                    <Notice tone=Tone::Good title="The changes were saved.">
                        <p class="advice">"They take effect with the next run."</p>
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
        <LastFailure id=id.clone() runs />
        <div class="split" data-lead="start">
            <div class="stack wide">
                {move || task.get().map(|task| view! { <Sentence task /> }.into_any())} <Latest id runs />
                {move || ahead.get().map(|task| view! { <Ahead task runs /> }.into_any())}
            </div>
            {move || task.get().map(|task| view! { <Facts task runs /> }.into_any())}
        </div>
    }
}

/// It makes backups, and when can be told.
fn has_backups_ahead(task: &Task) -> bool {
    task.kind == Kind::CreateBackup && task.schedule.cron().is_some()
}

/// What says which backups there will be.
fn plan(task: &Option<Task>) -> Option<(&Schedule, Window, Option<Kept>)> {
    let task = task.as_ref()?;
    let kept = task.backup.as_ref().and_then(|backup| backup.kept);
    Some((&task.schedule, task.window(), kept))
}

#[component]
fn Head(task: Task, actions: Actions) -> impl IntoView {
    let (icon, tone) = match task.state {
        State::Active => (Icon::Ok, "ok"),
        State::Paused => (Icon::Pause, ""),
        State::Other(_) => (Icon::More, ""),
    };
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
                <div class="row">
                    <h1>
                        <bdi>{foreign::line(&task.title)}</bdi>
                    </h1>
                    <span class="state" data-tone=tone>
                        <Glyph icon />
                        {words::state(&task.state)}
                    </span>
                </div>
            </div>
            <Buttons task actions />
        </header>
    }
}

/// "Edit", "Disable" or "Enable", "Delete": what the API allows for its type.
#[component]
fn Buttons(task: Task, actions: Actions) -> impl IntoView {
    let live = LiveTasks::expect();
    let id = task.id.clone();
    let is_busy = move || live.busy().with(|busy| busy.contains(&id));
    let is_active = task.is_active();
    let edit = task
        .kind
        .can_be_edited()
        .then(|| Page::EditTask(task.id.clone()).href());
    let can_be_deleted = !task.kind.is_system();
    let switched = task.clone();
    view! {
        <div class="row">
            {edit
                .map(|href| {
                    view! {
                        <a class="button" href=href>
                            <Glyph icon=Icon::Edit />
                            "Edit"
                        </a>
                    }
                        .into_any()
                })}
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
            {can_be_deleted
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="button"
                            data-kind="danger"
                            on:click=move |_| actions.take(Intent::Delete(task.clone()))
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

/// What it does, for people and exactly.
#[component]
fn Sentence(task: Task) -> impl IntoView {
    let kept = task.backup.as_ref().and_then(|backup| backup.kept);
    let kept = kept.map(|kept| format!(" Each backup is kept for {}.", words::kept(Some(kept))));
    let unreadable = match &task.schedule {
        Schedule::Unreadable { why, .. } => Some(foreign::line(why)),
        Schedule::Cron(_) | Schedule::Missing => None,
    };
    view! {
        <div>
            <p class="sentence">{format!("{}.{}", words::schedule(&task.schedule), kept.unwrap_or_default())}</p>
            <p>
                <code class="dim">{foreign::line(&task.expression)}</code>
            </p>
            {unreadable
                .map(|why| {
                    view! {
                        <Notice tone=Tone::Warning title="This page cannot read the schedule.">
                            <p class="advice">{why}</p>
                        </Notice>
                    }
                        .into_any()
                })}
        </div>
    }
}
