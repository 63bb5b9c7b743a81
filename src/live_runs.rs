//! The runs of the task that is looked at. Outlives the pages, so that going from the task to its runs
//! and to one of them asks once.

use crate::api::ApiError;
use crate::api::client::RunList;
use crate::runs::Run;
use crate::session::Session;
use crate::task::{Task, TaskId};
use leptos::prelude::*;
use leptos::task::spawn_local;
use quartz_cron::Timestamp;
use std::sync::Arc;

/// What of a task changes with its runs.
type Version = (Option<i64>, Option<Timestamp>, Option<Timestamp>);

/// A handle, in the context of every page.
#[derive(Clone, Copy)]
pub struct LiveRuns {
    session: Session,
    /// Whose runs these are.
    task: RwSignal<Option<TaskId>>,
    list: RwSignal<Option<Arc<RunList>>>,
    failure: RwSignal<Option<ApiError>>,
    is_asking: RwSignal<bool>,
    /// Somebody asked again while an answer was on its way.
    ask_again: StoredValue<bool>,
    /// The task as it was when its runs were read.
    version: StoredValue<Option<Version>>,
}

impl LiveRuns {
    pub fn provide(session: Session) -> Self {
        let live = Self {
            session,
            task: RwSignal::new(None),
            list: RwSignal::new(None),
            failure: RwSignal::new(None),
            is_asking: RwSignal::new(false),
            ask_again: StoredValue::new(false),
            version: StoredValue::new(None),
        };
        provide_context(live);
        // What was read is not for the next one who signs in.
        Effect::new(move |_| {
            if !session.is_open() {
                live.task.set(None);
                live.list.set(None);
            }
        });
        live
    }

    pub fn expect() -> Self {
        expect_context()
    }

    /// None until the first answer.
    pub fn list(self) -> ReadSignal<Option<Arc<RunList>>> {
        self.list.read_only()
    }

    /// Why the last attempt to read the runs failed; the list is that of the last success.
    pub fn failure(self) -> ReadSignal<Option<ApiError>> {
        self.failure.read_only()
    }

    pub fn is_asking(self) -> ReadSignal<bool> {
        self.is_asking.read_only()
    }

    /// The runs in one place for pages: empty until the first answer.
    pub fn runs(self) -> Memo<Arc<RunList>> {
        Memo::new(move |_| {
            self.list.get().unwrap_or_else(|| {
                Arc::new(RunList {
                    runs: Vec::new(),
                    unreadable: 0,
                    is_complete: true,
                })
            })
        })
    }

    /// True while a run of a list that is quickly read may still change.
    pub fn has_open_runs(self) -> bool {
        /// Above this a list is read again only when its task has changed or when somebody asks.
        const MOST: usize = 2000;
        let is_open = |run: &Run| !run.state.is_over();
        self.list.with(|list| {
            list.as_ref()
                .is_some_and(|list| list.runs.len() <= MOST && list.runs.iter().any(is_open))
        })
    }

    /// Turns to the runs of a task: those of another one are no longer shown.
    pub fn turn_to(self, task: &TaskId) {
        if self
            .task
            .with_untracked(|shown| shown.as_ref() != Some(task))
        {
            self.task.set(Some(task.clone()));
            self.list.set(None);
            self.failure.set(None);
            self.version.set_value(None);
        }
    }

    /// Reads the runs unless what was read is still so: the task tells when it has run again. None while
    /// nothing is known of the task.
    pub fn keep_up(self, task: Option<&Task>) {
        let version = task.map(|task| (task.generation, task.last_start, task.updated));
        let was_read = self.list.with_untracked(Option::is_some) || self.is_asking.get_untracked();
        let has_moved = version.is_some()
            && self
                .version
                .get_value()
                .is_some_and(|read| Some(read) != version);
        if version.is_some() {
            self.version.set_value(version);
        }
        if !was_read || has_moved {
            self.refresh();
        }
    }

    /// Reads the list now. While an answer is on its way, one more is asked for after it.
    pub fn refresh(self) {
        if self.is_asking.get_untracked() {
            self.ask_again.set_value(true);
            return;
        }
        let (Ok(client), Some(task)) =
            (untrack(|| self.session.client()), self.task.get_untracked())
        else {
            return;
        };
        self.is_asking.set(true);
        spawn_local(async move {
            let answer = self.session.settle(client.runs(&task).await);
            self.is_asking.set(false);
            // Another task may be looked at by now, or nobody be signed in: then it is nobody's answer.
            if self.task.with_untracked(|shown| *shown == Some(task)) {
                match answer {
                    Ok(list) => {
                        self.list.set(Some(Arc::new(list)));
                        self.failure.set(None);
                    }
                    Err(ApiError::SessionEnded) => {}
                    Err(error) => self.failure.set(Some(error)),
                }
            } else {
                self.ask_again.set_value(true);
            }
            if self.ask_again.get_value() {
                self.ask_again.set_value(false);
                self.refresh();
            }
        });
    }
}
