//! The form over a task as it is, what changes and what will happen beside it. Before anything is sent the
//! task is read again: nobody's change is overwritten unseen.

use super::swap::{shifting, swapping};
use crate::aftermath::{self, Evidence, Failure};
use crate::api::ApiError;
use crate::browser::page;
use crate::components::changes::Changes;
use crate::components::conflict::{Choice, Conflict};
use crate::components::consequences::{Consequences, Foreseen};
use crate::components::notice::{Notice, Tone};
use crate::components::task_form::form::{Form, builder_of};
use crate::components::task_form::summary::Summary;
use crate::components::task_form::{self, TaskForm};
use crate::draft::{Change, Edit, TaskDraft};
use crate::foreign;
use crate::live::LiveTasks;
use crate::live_recovery::{Known, LiveRecovery};
use crate::now::Now;
use crate::pages::draft_keeper::{DraftKeeper, DraftOffer};
use crate::pages::insight::{beside_task, linking};
use crate::pages::run_actions::runs_of;
use crate::paths::Page;
use crate::retention::Retention;
use crate::route::Route;
use crate::runs::duration::Expected;
use crate::session::Session;
use crate::task::{Kind, Listed, Schedule, Task};
use leptos::prelude::*;
use quartz_cron::Cron;

const PASSCODE_REASON: &str = "The portal takes no edit without the passcode, and it is never read back: type it again, or choose a new one for the backups to come.";

/// What came of an attempt to save.
#[derive(Clone)]
enum Saved {
    Done,
    /// The portal has another version by now.
    Conflict(Box<Task>),
}

#[component]
pub fn EditForm(task: Task) -> impl IntoView {
    let (session, live, now, route) = (
        Session::expect(),
        LiveTasks::expect(),
        Now::expect(),
        Route::expect(),
    );
    let recovery = LiveRecovery::expect();
    let stores = Memo::new(move |_| recovery.known().with(Known::choices));
    let (offset, city) = (now.offset(), now.city());
    let is_backup = task.kind == Kind::CreateBackup;
    if is_backup {
        recovery.keep_stores();
    }
    page::set_title(&format!("Edit {}", task.title));
    let (id, title) = (task.id.clone(), foreign::line(&task.title));
    let next_run = match task.is_active() {
        true => "Next run",
        false => "Enabled, it would run",
    };
    // The calendar may have proposed another expression.
    let proposed = untrack(|| route.query("cron")).and_then(|cron| cron.parse().ok());
    let mut draft = TaskDraft::of(&task);
    // A finding may have proposed how long to keep.
    let kept = untrack(|| route.query("keep")).and_then(|kept| Retention::from_slug(&kept));
    if let Some(kept) = kept.filter(|_| is_backup) {
        draft.keep = kept.value().to_string();
        draft.keep_unit = kept.unit();
    }
    let form = match proposed.map(Schedule::Cron) {
        Some(schedule) => {
            let cron = schedule.cron().cloned();
            let builder = builder_of(&schedule, offset.get_untracked());
            Form::new(TaskDraft { cron, ..draft }, builder)
        }
        None => Form::new(draft, builder_of(&task.schedule, offset.get_untracked())),
    };
    let runs = runs_of(&id).runs();
    let expected = Memo::new(move |_| runs.with(|list| Expected::of(&list.runs)));
    let beside = beside_task(expected, task.clone());
    // What the edit starts from: the portal's version as last seen here.
    let base = RwSignal::new(task);
    let keeper = DraftKeeper::of_edit(form, base);
    let parsed =
        Memo::new(move |_| base.with(|base| form.draft().parse_edit(base, now.coarse().get())));
    let tried = RwSignal::new(false);
    let problems = Memo::new(move |_| match tried.get() {
        true => parsed.with(|parsed| parsed.as_ref().err().cloned().unwrap_or_default()),
        false => Vec::new(),
    });
    let changes = Memo::new(move |_| base.with(|base| form.draft().changes(&TaskDraft::of(base))));
    let swap = swapping(form, base, now.coarse());
    let preview = form.preview(is_backup, now.coarse(), now.zone());
    let lints = form.lints();
    let foreseen = Foreseen::of(form.subject(is_backup), beside);

    let differences = RwSignal::new(None::<Vec<Change>>);
    let theirs = StoredValue::new(None::<Task>);
    // What is sent, and the portal's version that was looked at when it was asked for.
    let save = Action::new_local(move |(edit, seen): &(Edit, Task)| {
        let (edit, seen) = (edit.clone(), seen.clone());
        let client = session.client();
        let mine = form.draft();
        let finish = keeper.finishing();
        async move {
            let client = client?;
            let read = async || {
                let fresh = session.settle(client.task(&seen.id).await);
                // It was read, not changed: nothing can have happened.
                match fresh.map_err(Failure::from)? {
                    Listed::Task(fresh) => Ok(Task::clone(&fresh)),
                    Listed::Unreadable { why, .. } => Err(Failure::from(ApiError::Unexpected(why))),
                }
            };
            // Where the session ends in between, somebody may edit the task before the next sign-in.
            let mut is_first = true;
            let (fresh, answer) = loop {
                let fresh = read().await?;
                if has_moved(&seen, &fresh) {
                    return Ok(Saved::Conflict(Box::new(fresh)));
                }
                let answer = session.settle(client.update(&fresh, &edit).await);
                if answer != Err(ApiError::SessionEnded) || !is_first {
                    break (fresh, answer);
                }
                is_first = false;
            };
            aftermath::of_request(answer, async || {
                let after = session.settle(client.task(&fresh.id).await).ok()?;
                let after = after.task()?;
                // The passcode is never told back: that it moved must do for it.
                Some(has_moved(&fresh, after) && mine.changes(&TaskDraft::of(after)).is_empty())
            })
            .await?;
            live.announce_saved(fresh.id.clone());
            live.refresh();
            form.forget_passcode();
            if finish() {
                route.go(&Page::Task(fresh.id));
            }
            Ok::<Saved, Failure>(Saved::Done)
        }
    });
    let pending = save.pending();
    Effect::new(move |_| {
        if let Some(Ok(Saved::Conflict(fresh))) = save.value().get() {
            let mine = untrack(|| form.draft());
            differences.set(Some(mine.changes(&TaskDraft::of(&fresh))));
            theirs.set_value(Some(*fresh));
        }
    });
    let send = move |seen: Task| {
        tried.set(true);
        if pending.get_untracked() {
            return;
        }
        match parsed.get_untracked() {
            Ok(edit) => {
                save.dispatch((edit, seen));
            }
            Err(problems) => task_form::focus_first(&problems),
        }
    };
    let on_choice = move |choice: Choice| {
        let Some(fresh) = theirs.get_value() else {
            return;
        };
        theirs.set_value(None);
        differences.set(None);
        match choice {
            // What was proven against the version before is sent over the one that was shown, and over no
            // other: one that is newer is shown in its turn.
            Choice::Mine => send(fresh),
            Choice::Theirs => {
                let builder = builder_of(&fresh.schedule, offset.get_untracked());
                form.fill(TaskDraft::of(&fresh), builder);
                base.set(fresh);
            }
            Choice::GoOn => base.set(fresh),
        }
    };
    let refusal = move || match save.value().get() {
        Some(Err(error)) if !pending.get() => Some(error),
        _ => None,
    };
    let up = Page::Task(id).href();
    view! {
        <main id="main" tabindex="-1" data-focus="">
            <header>
                <div>
                    <p>
                        <small>
                            <a href=Page::Tasks.href()>"Tasks"</a>
                            " / "
                            <a href=up.clone()>
                                <bdi>{title.clone()}</bdi>
                            </a>
                            " / Edit"
                        </small>
                    </p>
                    <h1>"Edit " <bdi>{title}</bdi></h1>
                </div>
            </header>
            <DraftOffer keeper />
            <div class="split">
                <TaskForm
                    form
                    problems
                    is_backup
                    passcode_reason=PASSCODE_REASON
                    stores
                    offset
                    city
                    link=linking()
                    on_submit=move |()| send(base.get_untracked())
                />
                <div class="stack" data-follow="">
                    <Changes
                        changes
                        shifts=shifting(swap, now.coarse())
                        swap
                        has_passcode=is_backup
                        now=now.coarse()
                        zone=now.zone()
                    />
                    <Consequences
                        preview
                        foreseen
                        lints
                        on_fix=move |fix: Cron| form.mend(&fix, offset.get_untracked())
                    />
                </div>
            </div>
            {move || {
                refusal()
                    .map(|failure| {
                        view! {
                            <Notice tone=Tone::Bad title=failure.error.to_string()>
                                <p class="advice">{what_is_known(&failure)}</p>
                            </Notice>
                        }
                            .into_any()
                    })
            }}
            <footer class="dock">
                <Summary problems warnings=foreseen.warnings(lints) preview now=now.coarse() next_run />
                <a class="button" data-kind="quiet" href=up on:click=move |_| keeper.finish()>
                    "Cancel"
                </a>
                <button
                    class="button"
                    data-kind="primary"
                    form=task_form::ID
                    aria-busy=move || pending.get().then_some("true")
                >
                    {move || if pending.get() { "Saving" } else { "Save changes" }}
                </button>
            </footer>
        </main>
        <Conflict differences=differences.read_only() on_choice />
    }
}

/// True when somebody has edited the task meanwhile. A run alone moves its generation and changes nothing
/// that an edit touches.
fn has_moved(before: &Task, fresh: &Task) -> bool {
    before.updated != fresh.updated
        || !TaskDraft::of(fresh)
            .changes(&TaskDraft::of(before))
            .is_empty()
}

fn what_is_known(failure: &Failure) -> String {
    match failure.evidence {
        Evidence::Refused => format!(
            "The changes were not saved; the form is as you left it. {}",
            failure.error.advice()
        ),
        Evidence::Unchanged => {
            "The task was read after it and does not show your changes. The form is as you left it."
                .to_owned()
        }
        Evidence::NotYet => {
            "The task was read after it and does not show your changes yet. The portal may still save them: look at the task before you try again. The form is as you left it."
                .to_owned()
        }
        Evidence::Missing => {
            "It is not known whether the changes were saved: look at the task before you try again. The form is as you left it."
                .to_owned()
        }
    }
}
