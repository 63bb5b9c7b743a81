//! What was just done and can be taken back for ten seconds, on whatever page that is.
//!
//! Enabling and disabling undo each other. A deletion cannot be undone by the portal, and is
//! confirmed before: docs/decisions.md.

use crate::api::ApiError;
use crate::live::LiveTasks;
use crate::task::{Operation, Task};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// How long it is offered.
const OFFERED_FOR: Duration = Duration::from_secs(10);

/// What is offered.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// What was done, in a sentence.
    pub said: String,
    tasks: Vec<Task>,
    /// What takes it back.
    reverse: Operation,
}

/// A handle, in the context of every page.
#[derive(Clone, Copy)]
pub struct TakeBack {
    live: LiveTasks,
    offer: RwSignal<Option<Offer>>,
    /// Why taking back failed, in a sentence.
    failure: RwSignal<Option<String>>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl TakeBack {
    pub fn provide(live: LiveTasks) -> Self {
        let take_back = Self {
            live,
            offer: RwSignal::new(None),
            failure: RwSignal::new(None),
            timer: StoredValue::new(None),
        };
        provide_context(take_back);
        take_back
    }

    pub fn expect() -> Self {
        expect_context()
    }

    pub fn offer(self) -> ReadSignal<Option<Offer>> {
        self.offer.read_only()
    }

    pub fn failure(self) -> ReadSignal<Option<String>> {
        self.failure.read_only()
    }

    /// Offers to take back what was done to these tasks, in the place of the offer before.
    pub fn propose(self, tasks: Vec<Task>, done: Operation) {
        let reverse = match done {
            Operation::Enable => Operation::Disable,
            Operation::Disable => Operation::Enable,
            Operation::Delete => return,
        };
        if tasks.is_empty() {
            return;
        }
        self.failure.set(None);
        self.offer.set(Some(Offer {
            said: said(&tasks, done),
            tasks,
            reverse,
        }));
        self.hide_later();
    }

    /// Takes it back.
    pub fn accept(self) {
        let Some(offer) = self.offer.get_untracked() else {
            return;
        };
        self.offer.set(None);
        spawn_local(async move {
            let mut failure = None;
            for task in &offer.tasks {
                let answer = self
                    .live
                    .operate_one_of_many(task.id.clone(), offer.reverse);
                if let Err(error) = answer.await {
                    failure = Some((task.title.clone(), error));
                }
            }
            self.live.refresh();
            if let Some((title, error)) = failure
                && error != ApiError::SessionEnded
            {
                self.failure
                    .set(Some(format!("“{title}” stays as it is. {error}")));
                self.hide_later();
            }
        });
    }

    fn hide_later(self) {
        if let Some(before) = self.timer.get_value() {
            before.clear();
        }
        let hide = move || {
            self.offer.set(None);
            self.failure.set(None);
        };
        self.timer
            .set_value(set_timeout_with_handle(hide, OFFERED_FOR).ok());
    }
}

fn said(tasks: &[Task], done: Operation) -> String {
    let verb = done.past();
    match tasks {
        [only] => format!("“{}” was {verb}.", only.title),
        many => format!("{} tasks were {verb}.", many.len()),
    }
}
