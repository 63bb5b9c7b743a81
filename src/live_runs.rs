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

/// Of which version of the task the runs are.
#[derive(Clone, Copy, Debug, Default)]
struct Versions {
    /// The task as it was told last.
    told: Option<Version>,
    /// The task as it was when its runs were asked for: None before any are here, and inside where nothing
    /// was known of the task then.
    read: Option<Option<Version>>,
}

impl Versions {
    /// Takes up what is told of the task; None says nothing. True when the runs that are here are of an
    /// older version.
    fn hear(&mut self, told: Option<Version>) -> bool {
        let Some(told) = told else { return false };
        self.told = Some(told);
        match &mut self.read {
            Some(read) => *read.get_or_insert(told) != told,
            None => false,
        }
    }

    /// Runs are here that were asked for when the task was told like this. Where nothing was known of it then,
    /// they count for what has been told meanwhile.
    fn take(&mut self, asked: Option<Version>) {
        self.read = Some(asked.or(self.told));
    }
}

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
    versions: StoredValue<Versions>,
}

impl LiveRuns {
    /// Of no task until [`Self::turn_to`] names one. A sign-out forgets the task and its runs.
    pub fn provide(session: Session) -> Self {
        let live = Self {
            session,
            task: RwSignal::new(None),
            list: RwSignal::new(None),
            failure: RwSignal::new(None),
            is_asking: RwSignal::new(false),
            ask_again: StoredValue::new(false),
            versions: StoredValue::default(),
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

    /// The one of the app, from the context.
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

    /// True while the answer to [`Self::refresh`] is on its way, even if it is of the task before.
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
            self.versions.set_value(Versions::default());
        }
    }

    /// Reads the runs unless what was read is still so: the task tells when it has run again. None while
    /// nothing is known of the task.
    pub fn keep_up(self, task: Option<&Task>) {
        let version = task.map(|task| (task.generation, task.last_start, task.updated));
        let was_read = self.list.with_untracked(Option::is_some) || self.is_asking.get_untracked();
        let mut versions = self.versions.get_value();
        let has_moved = versions.hear(version);
        self.versions.set_value(versions);
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
        let asked = self.versions.get_value().told;
        spawn_local(async move {
            let answer = self.session.settle(client.runs(&task).await);
            self.is_asking.set(false);
            if self.is_about(&task) {
                self.take(answer, asked);
            } else {
                self.ask_again.set_value(true);
            }
            if self.ask_again.get_value() {
                self.ask_again.set_value(false);
                self.refresh();
            }
        });
    }

    /// Reads the list for whoever must know what is so now; None when it could not be read as a
    /// whole.
    pub async fn read(self) -> Option<Arc<RunList>> {
        let (client, task) = untrack(|| Some((self.session.client().ok()?, self.task.get()?)))?;
        let asked = self.versions.get_value().told;
        let answer = self.session.settle(client.runs(&task).await);
        if !self.is_about(&task) {
            return None;
        }
        let is_whole = answer.as_ref().is_ok_and(|list| list.is_complete);
        self.take(answer, asked);
        self.list.get_untracked().filter(|_| is_whole)
    }

    /// False when another task is looked at by now, or nobody is signed in: then it is nobody's answer.
    fn is_about(self, task: &TaskId) -> bool {
        self.task
            .with_untracked(|shown| shown.as_ref() == Some(task))
    }

    fn take(self, answer: Result<RunList, ApiError>, asked: Option<Version>) {
        match answer {
            Ok(list) => {
                self.versions.update_value(|versions| versions.take(asked));
                self.list.set(Some(Arc::new(list)));
                self.failure.set(None);
            }
            Err(ApiError::SessionEnded) => {}
            Err(error) => self.failure.set(Some(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: Option<Version> = Some((Some(1), None, None));
    const SECOND: Option<Version> = Some((Some(2), None, None));

    /// A page that was opened by its address did not show the first run after it.
    #[test]
    fn runs_that_were_asked_for_before_anything_was_told_are_those_of_what_is_told_when_they_come()
    {
        let mut versions = Versions::default();
        assert!(!versions.hear(FIRST));
        versions.take(None);
        assert!(versions.hear(SECOND), "the task has run");
    }

    #[test]
    fn runs_that_could_not_be_read_again_stay_due() {
        let mut versions = Versions::default();
        assert!(!versions.hear(FIRST));
        versions.take(FIRST);
        assert!(!versions.hear(FIRST), "they are read");
        assert!(versions.hear(SECOND), "the task has run");
        assert!(versions.hear(SECOND), "the answer was lost");
        versions.take(SECOND);
        assert!(!versions.hear(SECOND));
    }

    #[test]
    fn what_was_asked_for_before_the_task_ran_is_of_the_older_version() {
        let mut versions = Versions::default();
        versions.hear(FIRST);
        versions.hear(SECOND);
        versions.take(FIRST);
        assert!(versions.hear(SECOND));
    }

    #[test]
    fn runs_that_came_before_their_task_are_asked_for_once() {
        let mut versions = Versions::default();
        versions.take(None);
        assert!(!versions.hear(None), "nothing is known of the task");
        assert!(!versions.hear(FIRST));
        assert!(versions.hear(SECOND));
    }
}
