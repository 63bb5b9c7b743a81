//! After a request without an answer: nobody may send it again before it is known whether it was
//! carried out. That stands in the list, which is read for it.

use crate::api::ApiError;
use crate::live::LiveTasks;
use crate::task::{Listed, Operation, State, TaskId};
use rustc_hash::FxHashSet;

/// Why something was not done, or is not known to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    pub error: ApiError,
    pub evidence: Evidence,
}

/// What is known after a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// It was not done: the portal said so.
    Refused,
    /// There was no answer; what was read after it shows that nothing was done.
    Unchanged,
    /// There was no answer; what was read after it shows nothing, and the portal may be at it still.
    NotYet,
    /// There was no answer, and nothing could be read after it.
    Missing,
}

impl From<ApiError> for Failure {
    fn from(error: ApiError) -> Self {
        Self {
            error,
            evidence: Evidence::Refused,
        }
    }
}

impl Failure {
    /// After an error that may hide a success, `was_read` tells whether something was read after it, which
    /// showed none.
    pub fn new(error: ApiError, was_read: bool) -> Self {
        let evidence = match (error.may_hide_success(), was_read) {
            (false, _) => Evidence::Refused,
            (true, false) => Evidence::Missing,
            (true, true) if error.may_come_late() => Evidence::NotYet,
            (true, true) => Evidence::Unchanged,
        };
        Self { error, evidence }
    }

    /// True where it is certain that nothing was done.
    pub fn is_certain(&self) -> bool {
        matches!(self.evidence, Evidence::Refused | Evidence::Unchanged)
    }

    /// `“nightly” was not enabled.`
    pub fn title(&self, what: &str, verb: &str) -> String {
        match self.evidence {
            Evidence::Refused | Evidence::Unchanged => format!("{} was not {verb}.", begin(what)),
            Evidence::NotYet => format!("{} is not {verb} yet.", begin(what)),
            Evidence::Missing => format!("It is not known whether {what} was {verb}."),
        }
    }

    /// What happened and whether that is certain, for one line of many.
    pub fn short(&self) -> String {
        let error = &self.error;
        match self.evidence {
            Evidence::Refused | Evidence::Unchanged => error.to_string(),
            Evidence::NotYet => format!("{error} It may still happen."),
            Evidence::Missing => format!("{error} It is not known whether it happened."),
        }
    }

    /// What happened, what is known, what to do.
    pub fn text(&self) -> String {
        let Self { error, evidence } = self;
        match evidence {
            Evidence::Refused => format!("{error} {}", error.advice()),
            Evidence::Unchanged => {
                format!("{error} The list was read after it and shows it unchanged. Try again.")
            }
            Evidence::NotYet => format!(
                "{error} The list was read after it and shows it unchanged. The portal may still do it: look again before you try again."
            ),
            Evidence::Missing => format!(
                "{error} The list could not be read after it: look at it before you try again."
            ),
        }
    }
}

/// What became of a request. Where its answer may hide a success, `look` reads whether it was carried out; None
/// where that could not be read.
pub async fn of_request<T: Default>(
    answer: Result<T, ApiError>,
    look: impl AsyncFnOnce() -> Option<bool>,
) -> Result<T, Failure> {
    match answer {
        Err(error) if error.may_hide_success() => match look().await {
            Some(true) => Ok(T::default()),
            seen => Err(Failure::new(error, seen.is_some())),
        },
        answer => answer.map_err(Failure::from),
    }
}

/// What became of operations that failed, each with its task: those that the list shows as done are none.
pub async fn of_operations(
    live: LiveTasks,
    failed: Vec<(TaskId, ApiError)>,
    operation: Operation,
) -> Vec<(TaskId, Failure)> {
    let is_open = failed.iter().any(|(_, error)| error.may_hide_success());
    let was_read = is_open && live.read().await;
    let judge = |(id, error): (TaskId, ApiError)| {
        let is_done = was_read
            && error.may_hide_success()
            && live.with_tasks_untracked(|tasks| is_done(tasks, &id, operation));
        (!is_done).then(|| (id, Failure::new(error, was_read)))
    };
    failed.into_iter().filter_map(judge).collect()
}

/// What became of one.
pub async fn of_operation(
    live: LiveTasks,
    id: TaskId,
    operation: Operation,
    error: ApiError,
) -> Result<(), Failure> {
    let failed = of_operations(live, vec![(id, error)], operation).await;
    match failed.into_iter().next() {
        Some((_, failure)) => Err(failure),
        None => Ok(()),
    }
}

/// The schedule that an unanswered request made after all: one of this title that was not there before.
pub async fn of_creation(
    live: LiveTasks,
    before: Option<FxHashSet<TaskId>>,
    title: &str,
    error: ApiError,
) -> Result<Option<TaskId>, Failure> {
    if !error.may_hide_success() {
        return Err(error.into());
    }
    // Of a list that was never read before it nobody can tell what is new in it.
    let was_read = live.read().await && before.is_some();
    match live.with_tasks_untracked(|tasks| made(tasks, before.as_ref()?, title)) {
        Some(id) if was_read => Ok(Some(id)),
        _ => Err(Failure::new(error, was_read)),
    }
}

/// The schedule that was made, where the portal has not told its identifier.
pub async fn created(
    live: LiveTasks,
    before: Option<FxHashSet<TaskId>>,
    title: &str,
) -> Option<TaskId> {
    let was_read = live.read().await;
    let made = live.with_tasks_untracked(|tasks| made(tasks, before.as_ref()?, title));
    made.filter(|_| was_read)
}

/// With a capital, for the beginning of a sentence. Our own words begin with a letter of ASCII: the tables of all
/// others stay out of the bundle.
pub fn begin(what: &str) -> String {
    let mut told = what.to_owned();
    if let Some(first) = told.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    told
}

fn is_done(tasks: &[Listed], id: &TaskId, operation: Operation) -> bool {
    let mut tasks = tasks.iter().filter_map(Listed::task);
    let task = tasks.find(|task| task.id == *id);
    match operation {
        Operation::Enable => task.is_some_and(|task| task.state == State::Active),
        Operation::Disable => task.is_some_and(|task| task.state == State::Paused),
        Operation::Delete => task.is_none(),
    }
}

fn made(tasks: &[Listed], before: &FxHashSet<TaskId>, title: &str) -> Option<TaskId> {
    let mut tasks = tasks.iter().filter_map(Listed::task);
    let new = tasks.find(|task| task.title == title && !before.contains(&task.id))?;
    Some(new.id.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::tasks::read_tree;
    use serde_json::json;
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    fn list() -> Vec<Listed> {
        [("a", "nightly", "active"), ("b", "weekly", "paused")]
            .map(|(id, title, state)| {
                read_tree(&json!({"id": id, "taskTitle": title, "taskState": state}))
            })
            .into()
    }

    fn id(text: &str) -> TaskId {
        TaskId::new(text).unwrap()
    }

    #[test]
    fn the_list_tells_whether_an_operation_was_carried_out() {
        for (task, operation, done) in [
            ("a", Operation::Enable, true),
            ("a", Operation::Disable, false),
            ("b", Operation::Disable, true),
            ("a", Operation::Delete, false),
            ("gone", Operation::Delete, true),
            ("gone", Operation::Enable, false),
        ] {
            assert_eq!(is_done(&list(), &id(task), operation), done, "{task}");
        }
    }

    #[test]
    fn only_a_schedule_that_was_not_there_before_was_made() {
        let before = FxHashSet::from_iter([id("a")]);
        assert_eq!(made(&list(), &before, "weekly"), Some(id("b")));
        assert_eq!(made(&list(), &before, "nightly"), None, "it was there");
        assert_eq!(made(&list(), &before, "other"), None);
    }

    #[test]
    fn what_is_not_known_is_not_called_a_failure() {
        let lost = |was_read| Failure::new(ApiError::CutOff, was_read);
        assert_eq!(
            lost(false).title("the run", "deleted"),
            "It is not known whether the run was deleted."
        );
        assert_eq!(
            lost(true).title("the run", "deleted"),
            "The run was not deleted."
        );
        assert!(lost(true).text().contains("shows it unchanged"));
        assert!(lost(true).is_certain() && !lost(false).is_certain());
        let refused = Failure::new(ApiError::Forbidden("No.".into()), false);
        assert_eq!(refused.evidence, Evidence::Refused);
    }

    #[test]
    fn what_the_portal_may_still_be_at_is_not_called_undone() {
        for late in [
            ApiError::TimedOut(60),
            ApiError::Unreachable,
            ApiError::Status(504),
        ] {
            let failure = Failure::new(late, true);
            assert_eq!(failure.evidence, Evidence::NotYet);
            assert!(!failure.is_certain());
            assert_eq!(
                failure.title("“nightly”", "deleted"),
                "“nightly” is not deleted yet."
            );
            assert!(failure.text().contains("The portal may still do it"));
        }
        let answered = Failure::new(ApiError::Status(500), true);
        assert_eq!(answered.evidence, Evidence::Unchanged);
    }

    #[test]
    fn a_request_is_judged_by_what_is_read_after_it() {
        let judged = |answer: Result<(), ApiError>, seen: Option<bool>| {
            let judging = pin!(of_request(answer, async || seen));
            match judging.poll(&mut Context::from_waker(Waker::noop())) {
                Poll::Ready(judged) => judged.map_err(|failure| failure.evidence),
                Poll::Pending => panic!("nothing is waited for"),
            }
        };
        let lost = || Err(ApiError::CutOff);
        assert_eq!(judged(lost(), Some(true)), Ok(()));
        assert_eq!(judged(lost(), Some(false)), Err(Evidence::Unchanged));
        assert_eq!(judged(lost(), None), Err(Evidence::Missing));
        let refused = || Err(ApiError::Forbidden("No.".into()));
        assert_eq!(judged(refused(), Some(true)), Err(Evidence::Refused));
        assert_eq!(judged(Ok(()), None), Ok(()));
    }
}
