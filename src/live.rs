//! What the portal last said about its tasks. Outlives the pages, so that going from one to another
//! shows at once what is known.

use crate::api::ApiError;
use crate::api::client::TaskList;
use crate::browser::{clock, page};
use crate::refreshing;
use crate::session::Session;
use crate::task::{Listed, Operation, Task, TaskId};
use leptos::prelude::*;
use leptos::task::spawn_local;
use quartz_cron::Timestamp;
use rustc_hash::FxHashSet;
use std::sync::Arc;
use std::time::Duration;

/// Between two frames so many tasks forget their secrets.
const AT_ONCE: usize = 100;

/// A handle, in the context of every page.
#[derive(Clone, Copy)]
pub struct LiveTasks {
    session: Session,
    tasks: RwSignal<Option<Arc<Vec<Listed>>>>,
    is_complete: RwSignal<bool>,
    /// When `tasks` was read, on this browser's clock.
    read_at: RwSignal<Option<Timestamp>>,
    failure: RwSignal<Option<ApiError>>,
    is_asking: RwSignal<bool>,
    /// Somebody asked again while an answer was on its way.
    ask_again: StoredValue<bool>,
    failures: StoredValue<u32>,
    last_try: StoredValue<i64>,
    busy: RwSignal<FxHashSet<TaskId>>,
    /// Title of a schedule that was just created, until its page has said so.
    created: StoredValue<Option<String>>,
    /// A task that was just edited, until its page has said so.
    saved: StoredValue<Option<TaskId>>,
}

impl LiveTasks {
    /// Reads the list at each sign-in, then by itself while the page is looked at; a sign-out forgets it.
    pub fn provide(session: Session) -> Self {
        let live = Self {
            session,
            tasks: RwSignal::new(None),
            is_complete: RwSignal::new(true),
            read_at: RwSignal::new(None),
            failure: RwSignal::new(None),
            is_asking: RwSignal::new(false),
            ask_again: StoredValue::new(false),
            failures: StoredValue::new(0),
            last_try: StoredValue::new(0),
            busy: RwSignal::new(FxHashSet::default()),
            created: StoredValue::new(None),
            saved: StoredValue::new(None),
        };
        provide_context(live);
        // A new client means that somebody has just signed in; none means that what was read is not
        // for the next one who does.
        Effect::new(move |_| match session.fresh_client() {
            Ok(_) => live.refresh(),
            Err(_) if !session.is_open() => live.clear(),
            Err(_) => {}
        });
        if let Ok(timer) =
            set_interval_with_handle(move || live.keep_fresh(), Duration::from_secs(1))
        {
            on_cleanup(move || timer.clear());
        }
        live
    }

    /// The one of the app, from the context.
    pub fn expect() -> Self {
        expect_context()
    }

    /// None until the first answer.
    pub fn tasks(self) -> ReadSignal<Option<Arc<Vec<Listed>>>> {
        self.tasks.read_only()
    }

    /// False when the portal did not show the whole list.
    pub fn is_complete(self) -> ReadSignal<bool> {
        self.is_complete.read_only()
    }

    /// When the list was read, on this browser's clock.
    pub fn read_at(self) -> ReadSignal<Option<Timestamp>> {
        self.read_at.read_only()
    }

    /// Why the last attempt to read the list failed; the rows are those of the last success.
    pub fn failure(self) -> ReadSignal<Option<ApiError>> {
        self.failure.read_only()
    }

    /// True while the answer to [`Self::refresh`] is on its way; [`Self::read`] does not count.
    pub fn is_asking(self) -> ReadSignal<bool> {
        self.is_asking.read_only()
    }

    /// Tasks whose state is being changed.
    pub fn busy(self) -> ReadSignal<FxHashSet<TaskId>> {
        self.busy.read_only()
    }

    /// The task with this id, as last read.
    pub fn task(self, id: &TaskId) -> Option<Task> {
        self.tasks.with(|tasks| {
            let tasks = tasks.as_ref()?;
            let mut found = tasks.iter().filter_map(Listed::task);
            found.find(|task| task.id == *id).cloned()
        })
    }

    /// Reads the list now. While an answer is on its way, one more is asked for after it.
    pub fn refresh(self) {
        if self.is_asking.get_untracked() {
            self.ask_again.set_value(true);
            return;
        }
        let Ok(client) = untrack(|| self.session.client()) else {
            return;
        };
        self.is_asking.set(true);
        self.last_try.set_value(clock::now_ms() / 1000);
        spawn_local(async move {
            let answer = self.session.settle(client.tasks().await);
            self.is_asking.set(false);
            // Signed out meanwhile: this answer is nobody's.
            if !untrack(|| self.session.is_open()) {
                return;
            }
            self.take(answer);
            if self.ask_again.get_value() {
                self.ask_again.set_value(false);
                self.refresh();
            }
        });
    }

    /// Shows what was just read. What is as it was stays the same row.
    fn adopt(self, mut read: Vec<Listed>) {
        if let Some(before) = self.tasks.get_untracked() {
            for (new, old) in read.iter_mut().zip(before.iter()) {
                if new.raw() == old.raw() {
                    new.clone_from(old);
                }
            }
        }
        let read = Arc::new(read);
        self.tasks.set(Some(Arc::clone(&read)));
        forget_secrets(read, 0);
    }

    /// Reads the list for whoever must know what is so now; false when it could not be read as a whole.
    pub async fn read(self) -> bool {
        let Ok(client) = untrack(|| self.session.client()) else {
            return false;
        };
        let answer = self.session.settle(client.tasks().await);
        let is_whole = answer.as_ref().is_ok_and(|list| list.is_complete);
        if untrack(|| self.session.is_open()) {
            self.take(answer);
        }
        is_whole
    }

    fn take(self, answer: Result<TaskList, ApiError>) {
        match answer {
            Ok(list) => {
                self.adopt(list.tasks);
                self.is_complete.set(list.is_complete);
                self.read_at.set(Some(clock::now(0)));
                self.failures.set_value(0);
                self.failure.set(None);
            }
            Err(ApiError::SessionEnded) => {}
            Err(error) => {
                self.failures.update_value(|n| *n = n.saturating_add(1));
                self.failure.set(Some(error));
            }
        }
    }

    /// The tasks as last read; none before the first answer. Tells who looks when they change.
    pub fn with_tasks<T>(self, look: impl FnOnce(&[Listed]) -> T) -> T {
        self.tasks
            .with(|tasks| look(tasks.as_deref().map_or(&[], Vec::as_slice)))
    }

    /// The same, once.
    pub fn with_tasks_untracked<T>(self, look: impl FnOnce(&[Listed]) -> T) -> T {
        self.tasks
            .with_untracked(|tasks| look(tasks.as_deref().map_or(&[], Vec::as_slice)))
    }

    /// Which tasks there are, as last read; None before the first answer.
    pub fn ids(self) -> Option<FxHashSet<TaskId>> {
        self.tasks.with_untracked(|tasks| {
            let tasks = tasks.as_ref()?.iter().filter_map(Listed::task);
            Some(tasks.map(|task| task.id.clone()).collect())
        })
    }

    /// Enables, disables or deletes a task, then reads the list again. A second request for the same
    /// task waits for nobody: it is refused and not sent.
    pub async fn operate(self, id: TaskId, operation: Operation) -> Result<(), ApiError> {
        let answer = self.operate_one_of_many(id, operation).await;
        // Whatever the answer was: what is so stands in the list.
        self.refresh();
        answer
    }

    /// The same without reading the list again: whoever asks for many does that once, at the end.
    pub async fn operate_one_of_many(
        self,
        id: TaskId,
        operation: Operation,
    ) -> Result<(), ApiError> {
        if self.busy.with_untracked(|busy| busy.contains(&id)) {
            return Err(ApiError::Busy);
        }
        let client = untrack(|| self.session.client())?;
        self.busy.update(|busy| {
            busy.insert(id.clone());
        });
        let answer = self.session.settle(client.operate(&id, operation).await);
        self.busy.update(|busy| {
            busy.remove(&id);
        });
        answer
    }

    /// Remembers that a schedule was just created, for the page that shows it next.
    pub fn announce(self, title: String) {
        self.created.set_value(Some(title));
    }

    /// True once for the schedule that was just created.
    pub fn take_announcement(self, title: &str) -> bool {
        let is_it = self
            .created
            .with_value(|created| created.as_deref() == Some(title));
        if is_it {
            self.created.set_value(None);
        }
        is_it
    }

    /// Remembers that a task was just edited, for the page that shows it next.
    pub fn announce_saved(self, id: TaskId) {
        self.saved.set_value(Some(id));
    }

    /// True once for the task that was just edited.
    pub fn take_saved(self, id: &TaskId) -> bool {
        let is_it = self.saved.with_value(|saved| saved.as_ref() == Some(id));
        if is_it {
            self.saved.set_value(None);
        }
        is_it
    }

    fn keep_fresh(self) {
        // A refusal is an answer: it is asked for again when somebody else signs in.
        let is_refused =
            |failure: &Option<ApiError>| matches!(failure, Some(ApiError::Forbidden(_)));
        if self.failure.with_untracked(is_refused) && self.read_at.with_untracked(Option::is_none) {
            return;
        }
        let since = clock::now_ms() / 1000 - self.last_try.get_value();
        let wait = refreshing::wait(self.failures.get_value());
        let is_due = refreshing::is_due(since, wait, page::document().hidden());
        if is_due && !self.is_asking.get_untracked() {
            self.refresh();
        }
    }

    fn clear(self) {
        self.tasks.set(None);
        self.read_at.set(None);
        self.failure.set(None);
        self.failures.set_value(0);
    }
}

/// Lets every task from a position on forget its secrets, a few at a time.
fn forget_secrets(tasks: Arc<Vec<Listed>>, from: usize) {
    if from >= tasks.len() {
        return;
    }
    set_timeout(
        move || {
            tasks
                .iter()
                .skip(from)
                .take(AT_ONCE)
                .for_each(|listed| listed.raw().settle());
            forget_secrets(tasks, from + AT_ONCE);
        },
        Duration::ZERO,
    );
}
