//! One operation on many tasks: whom it concerns, how far it is, what became of each.

use crate::foreign;
use crate::task::{Kind, Operation, Task};

/// Those of the chosen tasks that an operation would change, and may.
pub fn concerned(chosen: &[Task], operation: Operation) -> Vec<Task> {
    let tasks = chosen.iter().filter(|task| operation.concerns(task));
    tasks.cloned().collect()
}

/// What stands beside the buttons: chosen tasks that cannot be deleted.
pub fn remark(chosen: &[Task]) -> Option<String> {
    let mut system = chosen.iter().filter(|task| task.kind.is_system());
    match (system.next(), system.count()) {
        (None, _) => None,
        (Some(only), 0) => Some(format!(
            "{} belongs to the system and cannot be deleted.",
            foreign::line(&only.title)
        )),
        (Some(_), more) => Some(format!(
            "{} of them belong to the system and cannot be deleted.",
            more + 1
        )),
    }
}

/// What has a price, said before; None for what is done at once.
pub fn price(tasks: &[Task], operation: Operation) -> Option<String> {
    let has_cleaner = || {
        tasks
            .iter()
            .any(|task| task.kind == Kind::BackupRetentionCleaner)
    };
    match operation {
        Operation::Delete => Some(
            "Their runs are deleted too, and this cannot be undone. The backups that they made stay until their retention ends."
                .to_owned(),
        ),
        Operation::Disable if has_cleaner() => Some(
            "The retention cleaner is among them: backups past their retention are no longer deleted, and pile up until the store is full."
                .to_owned(),
        ),
        Operation::Disable | Operation::Enable => None,
    }
}

/// `3 tasks`, `1 task`.
pub fn count(n: usize) -> String {
    format!("{n} {}", if n == 1 { "task" } else { "tasks" })
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Underway {
    pub operation: Operation,
    pub done: usize,
    pub all: usize,
}

impl Underway {
    /// `Disable: 3 of 40 tasks`.
    pub fn told(&self) -> String {
        let Self {
            operation,
            done,
            all,
        } = self;
        format!("{}: {done} of {}", operation.verb(), count(*all))
    }
}

/// What became of each task.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    pub operation: Operation,
    pub done: Vec<Task>,
    pub failed: Vec<Missed>,
    /// It was stopped before these were asked for.
    pub left: Vec<Task>,
}

/// A task that was not changed, or is not known to be.
#[derive(Clone, Debug, PartialEq)]
pub struct Missed {
    pub task: Task,
    /// In a sentence.
    pub why: String,
    /// False where the portal may have changed it all the same, or may still do so.
    pub is_certain: bool,
}

impl Report {
    /// An empty one: the tasks are put in once what became of them is known.
    pub fn new(operation: Operation) -> Self {
        Self {
            operation,
            done: Vec::new(),
            failed: Vec::new(),
            left: Vec::new(),
        }
    }

    /// True when every task was changed.
    pub fn is_clean(&self) -> bool {
        self.failed.is_empty() && self.left.is_empty()
    }

    /// `2 of 5 tasks were not deleted.`, as far as that is known.
    pub fn title(&self) -> String {
        let missed = self.failed.len() + self.left.len();
        let verb = self.operation.past();
        match missed {
            0 => {
                let done = self.done.len();
                format!("{} {} {verb}.", count(done), was(done))
            }
            missed => {
                let all = count(missed + self.done.len());
                let is_certain = self.failed.iter().all(|missed| missed.is_certain);
                let end = if is_certain {
                    "."
                } else {
                    ", as far as is known."
                };
                format!("{missed} of {all} {} not {verb}{end}", was(missed))
            }
        }
    }

    /// What can be asked for once more.
    pub fn again(&self) -> Vec<Task> {
        let failed = self.failed.iter().map(|missed| &missed.task);
        failed.chain(&self.left).cloned().collect()
    }
}

fn was(n: usize) -> &'static str {
    if n == 1 { "was" } else { "were" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::task::{Schedule, State, TaskId};

    fn task(title: &str, kind: Kind, state: State) -> Task {
        Task {
            id: TaskId::new(title).unwrap(),
            title: title.into(),
            kind,
            state,
            schedule: Schedule::Missing,
            expression: String::new(),
            start: None,
            end: None,
            max_runs: None,
            last_start: None,
            created: None,
            updated: None,
            generation: None,
            owner_id: None,
            backup: None,
            raw: "{}".into(),
        }
    }

    fn three() -> [Task; 3] {
        [
            task("nightly", Kind::CreateBackup, State::Active),
            task("weekly", Kind::CreateBackup, State::Paused),
            task("cleaner", Kind::BackupRetentionCleaner, State::Active),
        ]
    }

    fn titles(tasks: &[Task]) -> Vec<&str> {
        tasks.iter().map(|task| task.title.as_str()).collect()
    }

    #[test]
    fn only_those_are_asked_for_that_it_would_change() {
        let three = three();
        let asked = |operation| concerned(&three, operation);
        assert_eq!(titles(&asked(Operation::Enable)), ["weekly"]);
        assert_eq!(titles(&asked(Operation::Disable)), ["nightly", "cleaner"]);
        assert_eq!(titles(&asked(Operation::Delete)), ["nightly", "weekly"]);
        assert_eq!(
            remark(&three).unwrap(),
            "cleaner belongs to the system and cannot be deleted."
        );
    }

    #[test]
    fn what_has_a_price_says_so_before() {
        let three = three();
        assert!(price(&three[..2], Operation::Disable).is_none());
        assert!(
            price(&three, Operation::Disable)
                .unwrap()
                .contains("pile up")
        );
        assert!(
            price(&three[..1], Operation::Delete)
                .unwrap()
                .contains("cannot be undone")
        );
    }

    #[test]
    fn what_failed_and_what_was_left_can_be_asked_for_again() {
        let [a, b, c] = three();
        let mut report = Report {
            operation: Operation::Disable,
            done: vec![a],
            failed: vec![Missed {
                task: b,
                why: "The portal cannot be reached.".into(),
                is_certain: true,
            }],
            left: vec![c],
        };
        assert_eq!(report.title(), "2 of 3 tasks were not disabled.");
        assert_eq!(titles(&report.again()), ["weekly", "cleaner"]);
        assert!(!report.is_clean());
        report.failed[0].is_certain = false;
        assert_eq!(
            report.title(),
            "2 of 3 tasks were not disabled, as far as is known."
        );
    }

    #[test]
    fn a_report_without_a_failure_is_a_plain_sentence() {
        let [a, ..] = three();
        let mut report = Report::new(Operation::Delete);
        report.done.push(a);
        assert_eq!(report.title(), "1 task was deleted.");
    }
}
