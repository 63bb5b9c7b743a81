//! What can be done to the record of a run, from the list and from its page: edited in a dialog, deleted
//! after a question, and told.

use crate::aftermath::{self, Failure};
use crate::api::ApiError;
use crate::components::confirm::{Answer, Confirm, Question};
use crate::components::notice::{Notice, Tone};
use crate::components::run_edit::RunEditDialog;
use crate::components::run_table::{self, RunIntent};
use crate::live::LiveTasks;
use crate::live_runs::LiveRuns;
use crate::now::Now;
use crate::runs::{Run, RunEdit, RunId};
use crate::session::Session;
use crate::task::TaskId;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Turns to the runs of a task and keeps them as fresh as the task.
pub fn runs_of(id: &TaskId) -> LiveRuns {
    let (session, live, runs) = (Session::expect(), LiveTasks::expect(), LiveRuns::expect());
    runs.turn_to(id);
    let (id, is_open) = (
        id.clone(),
        Memo::new(move |_| session.fresh_client().is_ok()),
    );
    Effect::new(move |_| {
        let task = live.task(&id);
        if is_open.get() {
            runs.keep_up(task.as_ref());
        }
    });
    // A run that is under way changes without its task.
    Effect::new(move |before: Option<()>| {
        live.read_at().track();
        if before.is_some() && untrack(|| runs.has_open_runs()) {
            runs.refresh();
        }
    });
    runs
}

/// A handle for one page.
#[derive(Clone, Copy)]
pub struct RunActions {
    session: Session,
    runs: LiveRuns,
    now: Now,
    task: StoredValue<TaskId>,
    edited: RwSignal<Option<Run>>,
    is_saving: RwSignal<bool>,
    /// Why the record was not saved.
    refusal: RwSignal<Option<Failure>>,
    asked: StoredValue<Option<Run>>,
    question: RwSignal<Option<Question>>,
    /// What became of the last one.
    outcome: RwSignal<Option<(Tone, String, String)>>,
    /// Counts what was changed: a page that shows it asks again.
    changes: RwSignal<u32>,
    deleted: RwSignal<Option<RunId>>,
}

impl RunActions {
    /// For the runs of one task, with no dialog open and nothing told.
    pub fn new(task: TaskId, runs: LiveRuns) -> Self {
        Self {
            session: Session::expect(),
            runs,
            now: Now::expect(),
            task: StoredValue::new(task),
            edited: RwSignal::new(None),
            is_saving: RwSignal::new(false),
            refusal: RwSignal::new(None),
            asked: StoredValue::new(None),
            question: RwSignal::new(None),
            outcome: RwSignal::new(None),
            changes: RwSignal::new(0),
            deleted: RwSignal::new(None),
        }
    }

    /// How often a record was changed from this page.
    pub fn changes(self) -> ReadSignal<u32> {
        self.changes.read_only()
    }

    /// The run that was deleted last: its page must leave.
    pub fn deleted(self) -> ReadSignal<Option<RunId>> {
        self.deleted.read_only()
    }

    /// Opens the dialog in which a record is edited; asks before one is deleted.
    pub fn take(self, intent: RunIntent) {
        match intent {
            RunIntent::Edit(run) => {
                self.refusal.set(None);
                self.edited.set(Some(run));
            }
            RunIntent::Delete(run) => {
                let name = run_table::name(&run, self.now.coarse().get_untracked());
                self.question.set(Some(Question {
                    heading: "Delete the record of this run?".to_owned(),
                    text: format!(
                        "The run of {name} and its files are deleted. This cannot be undone."
                    ),
                    remark: Some("A backup that it made stays in its store.".to_owned()),
                    yes: "Delete run",
                    milder: None,
                }));
                self.asked.set_value(Some(run));
            }
        }
    }

    fn save(self, edit: RunEdit) {
        let Some(run) = self.edited.get_untracked() else {
            return;
        };
        self.is_saving.set(true);
        self.refusal.set(None);
        let task = self.task.get_value();
        spawn_local(async move {
            let answer = self
                .session
                .ask(async |client| client.edit_run(&task, &run.id, &edit).await)
                .await;
            let answer = aftermath::of_request(answer, async || {
                let list = self.runs.read().await?;
                let is_it = |seen: &Run| {
                    seen.id == run.id && seen.state == edit.state && seen.message == edit.message
                };
                Some(list.runs.iter().any(is_it))
            })
            .await;
            self.is_saving.set(false);
            // It may have been closed meanwhile, or opened for another run.
            let edited = self.edited.try_get_untracked().flatten();
            let is_open = edited.is_some_and(|edited| edited.id == run.id);
            match answer {
                Ok(()) => {
                    if is_open {
                        self.edited.set(None);
                    }
                    self.tell(Tone::Good, "The record was saved.", String::new());
                    self.changed();
                }
                Err(failure) if is_open => self.refusal.set(Some(failure)),
                Err(failure) => {
                    self.tell(
                        Tone::Bad,
                        &failure.title("the record", "saved"),
                        failure.text(),
                    );
                }
            }
        });
    }

    fn answer(self, answer: Answer) {
        let run = self.asked.get_value();
        self.asked.set_value(None);
        self.question.set(None);
        if let (Answer::Yes, Some(run)) = (answer, run) {
            self.delete(run.id);
        }
    }

    fn delete(self, id: RunId) {
        let task = self.task.get_value();
        spawn_local(async move {
            let answer = self
                .session
                .ask(async |client| client.delete_run(&task, &id).await)
                .await;
            let answer = aftermath::of_request(answer, async || {
                let list = self.runs.read().await?;
                Some(list.runs.iter().all(|run| run.id != id))
            })
            .await;
            match answer {
                Ok(()) => {
                    self.tell(Tone::Good, "The run was deleted.", String::new());
                    self.changed();
                    self.deleted.set(Some(id));
                }
                Err(failure) if failure.error == ApiError::SessionEnded => {}
                Err(failure) => {
                    let title = failure.title("the run", "deleted");
                    self.tell(Tone::Bad, &title, failure.text());
                }
            }
        });
    }

    fn changed(self) {
        self.changes.update(|changes| *changes += 1);
        self.runs.refresh();
    }

    fn tell(self, tone: Tone, title: &str, text: String) {
        self.outcome.set(Some((tone, title.to_owned(), text)));
    }
}

/// What became of the last action.
#[component]
pub fn RunOutcome(actions: RunActions) -> impl IntoView {
    move || {
        actions.outcome.get().map(|(tone, title, text)| {
            view! {
                <Notice tone title>
                    <p class="advice">{text}</p>
                </Notice>
            }
            .into_any()
        })
    }
}

/// The dialogs of the actions.
#[component]
pub fn RunDialogs(actions: RunActions) -> impl IntoView {
    let failure = move || {
        let told = |failure: Failure| {
            format!(
                "{} {}",
                failure.title("the record", "saved"),
                failure.text()
            )
        };
        actions.refusal.get().map(told)
    };
    view! {
        <RunEditDialog
            run=actions.edited.read_only()
            failure=Signal::derive(failure)
            is_saving=actions.is_saving
            on_save=move |edit| actions.save(edit)
            on_close=move |()| actions.edited.set(None)
        />
        <Confirm question=actions.question.read_only() on_answer=move |answer| actions.answer(answer) />
    }
}
