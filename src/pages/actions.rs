//! What can be done to a task from the list and from its page: asked for, confirmed where it cannot
//! be undone or has a price, carried out, and told.

use crate::aftermath::{self, Failure};
use crate::api::ApiError;
use crate::components::confirm::{Answer, Question};
use crate::components::notice::Tone;
use crate::components::task_row::Intent;
use crate::foreign;
use crate::live::LiveTasks;
use crate::raw::Raw;
use crate::take_back::TakeBack;
use crate::task::{Kind, Operation, Task, TaskId};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What became of an operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    pub tone: Tone,
    pub title: String,
    pub text: String,
}

/// A handle for one page.
#[derive(Clone, Copy)]
pub struct Actions {
    live: LiveTasks,
    take_back: TakeBack,
    /// What a question is about.
    asked: RwSignal<Option<(Task, Operation)>>,
    json: RwSignal<Option<(String, Raw)>>,
    outcome: RwSignal<Option<Outcome>>,
    /// The task that was deleted last: its page must leave.
    deleted: RwSignal<Option<TaskId>>,
}

impl Actions {
    /// Nothing is asked or told yet. Only [`Self::provide`] puts it into the context.
    pub fn new(live: LiveTasks) -> Self {
        Self {
            live,
            take_back: TakeBack::expect(),
            asked: RwSignal::new(None),
            json: RwSignal::new(None),
            outcome: RwSignal::new(None),
            deleted: RwSignal::new(None),
        }
    }

    /// For the dialogs, wherever they are.
    pub fn provide(live: LiveTasks) -> Self {
        let actions = Self::new(live);
        provide_context(actions);
        actions
    }

    /// The one of the list of tasks, from the context.
    pub fn expect() -> Self {
        expect_context()
    }

    /// What is asked about, while something is.
    pub fn asked(self) -> ReadSignal<Option<(Task, Operation)>> {
        self.asked.read_only()
    }

    fn ask(self, task: Task, operation: Operation) {
        self.asked.set(Some((task, operation)));
    }

    /// True while a dialog is to be open.
    pub fn has_dialog(self) -> bool {
        self.asked.with(Option::is_some) || self.json.with(Option::is_some)
    }

    /// Title and text of the JSON that is shown.
    pub fn json(self) -> ReadSignal<Option<(String, Raw)>> {
        self.json.read_only()
    }

    /// The JSON is no longer shown.
    pub fn close_json(self) {
        self.json.set(None);
    }

    /// What became of the last operation; None while one is under way, and where another place tells it.
    pub fn outcome(self) -> ReadSignal<Option<Outcome>> {
        self.outcome.read_only()
    }

    /// The task that was deleted last from here: its page must leave.
    pub fn deleted(self) -> ReadSignal<Option<TaskId>> {
        self.deleted.read_only()
    }

    /// Does at once what can be undone; asks before the rest.
    pub fn take(self, intent: Intent) {
        match intent {
            Intent::ShowJson { title, raw } => self.json.set(Some((title, raw))),
            Intent::Enable(task) => self.run(task, Operation::Enable),
            Intent::Disable(task) if task.kind == Kind::BackupRetentionCleaner => {
                self.ask(task, Operation::Disable);
            }
            Intent::Disable(task) => self.run(task, Operation::Disable),
            Intent::Delete(task) => self.ask(task, Operation::Delete),
        }
    }

    /// Does what was asked, or disables the task instead, or leaves it. Without a question it does nothing.
    pub fn answer(self, answer: Answer) {
        let Some((task, operation)) = self.asked.get_untracked() else {
            return;
        };
        self.asked.set(None);
        match answer {
            Answer::Yes => self.run(task, operation),
            Answer::Milder => self.run(task, Operation::Disable),
            Answer::No => {}
        }
    }

    fn run(self, task: Task, operation: Operation) {
        self.outcome.set(None);
        spawn_local(async move {
            let id = task.id.clone();
            let answer = match self.live.operate(id.clone(), operation).await {
                Err(error) => aftermath::of_operation(self.live, id, operation, error).await,
                Ok(()) => Ok(()),
            };
            if answer.is_ok() {
                if operation == Operation::Delete {
                    self.deleted.set(Some(task.id.clone()));
                }
                self.take_back
                    .propose(std::slice::from_ref(&task), operation);
            }
            self.outcome.set(outcome(&task, operation, answer));
        });
    }
}

/// That a task was enabled or disabled is told by the offer to take it back; the rest is said here.
fn outcome(task: &Task, operation: Operation, answer: Result<(), Failure>) -> Option<Outcome> {
    let title = &foreign::line(&task.title);
    match (answer, operation) {
        (Ok(()), Operation::Delete) => Some(Outcome {
            tone: Tone::Good,
            title: format!("“{title}” was deleted."),
            text: "Its runs went with it.".to_owned(),
        }),
        (Ok(()), _) => None,
        (Err(failure), _) if failure.error == ApiError::SessionEnded => None,
        // Pressed twice: the switch shows that it is at it.
        (Err(failure), Operation::Enable | Operation::Disable)
            if failure.error == ApiError::Busy =>
        {
            None
        }
        (Err(failure), operation) => Some(Outcome {
            tone: Tone::Bad,
            title: failure.title(&format!("“{title}”"), operation.past()),
            text: failure.text(),
        }),
    }
}

/// What is asked before an operation that cannot be undone or has a price.
pub fn question(task: &Task, operation: Operation) -> Question {
    let title = foreign::line(&task.title);
    match operation {
        Operation::Delete if task.kind == Kind::CreateBackup => Question {
            heading: format!("Delete {title}?"),
            text: "Its runs are deleted too, and this cannot be undone. The backups that it made stay until their retention ends; you still need the passcode to restore them.".to_owned(),
            remark: task
                .is_active()
                .then(|| "To stop it for a while, disable it instead.".to_owned()),
            yes: "Delete schedule",
            milder: task.is_active().then_some("Disable instead"),
        },
        Operation::Delete => Question {
            heading: format!("Delete {title}?"),
            text: "Its runs are deleted too, and this cannot be undone.".to_owned(),
            remark: None,
            yes: "Delete task",
            milder: task.is_active().then_some("Disable instead"),
        },
        Operation::Disable => Question {
            heading: format!("Disable {title}?"),
            text: "Backups past their retention are no longer deleted. They pile up until the store is full, and then new backups fail.".to_owned(),
            remark: None,
            yes: "Disable cleaner",
            milder: None,
        },
        Operation::Enable => Question {
            heading: format!("Enable {title}?"),
            text: String::new(),
            remark: None,
            yes: "Enable",
            milder: None,
        },
    }
}
