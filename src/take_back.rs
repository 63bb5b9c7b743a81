//! What was just done and can be taken back for ten seconds, on whatever page that is.
//!
//! Enabling and disabling undo each other. A deletion cannot be undone by the portal, and is
//! confirmed before: docs/decisions.md.

use crate::aftermath::{self, Failure};
use crate::foreign;
use crate::live::LiveTasks;
use crate::session::Session;
use crate::task::{Operation, Task, TaskId};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// How long it is offered.
const OFFERED_FOR: Duration = Duration::from_secs(10);

/// What is said for a while.
#[derive(Clone, Debug)]
pub struct Offer {
    /// What was done, or why it could not be taken back, in a sentence.
    pub said: String,
    /// Whom and what to ask for to take it back; None where there is nothing to take back.
    reverse: Option<(Vec<TaskId>, Operation)>,
}

impl Offer {
    /// False for what is only told, such as why something could not be taken back.
    pub fn can_be_accepted(&self) -> bool {
        self.reverse.is_some()
    }
}

/// A handle, in the context of every page.
#[derive(Clone, Copy)]
pub struct TakeBack {
    session: Session,
    live: LiveTasks,
    offer: RwSignal<Option<Offer>>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl TakeBack {
    /// Offers nothing yet. A sign-out takes away what is offered: it was for whoever did it.
    pub fn provide(session: Session, live: LiveTasks) -> Self {
        let take_back = Self {
            session,
            live,
            offer: RwSignal::new(None),
            timer: StoredValue::new(None),
        };
        provide_context(take_back);
        // It is offered to whoever did it.
        Effect::new(move |_| {
            if !session.is_open() {
                take_back.offer.set(None);
            }
        });
        take_back
    }

    /// The one of the app, from the context.
    pub fn expect() -> Self {
        expect_context()
    }

    /// What is said now; None when its ten seconds are over, and once it was accepted.
    pub fn offer(self) -> ReadSignal<Option<Offer>> {
        self.offer.read_only()
    }

    /// Offers to take back what was done to these tasks, in the place of the offer before.
    pub fn propose(self, tasks: &[Task], done: Operation) {
        let reverse = match done {
            Operation::Enable => Operation::Disable,
            Operation::Disable => Operation::Enable,
            Operation::Delete => return,
        };
        if !tasks.is_empty() {
            let ids = tasks.iter().map(|task| task.id.clone()).collect();
            self.show(said(tasks, done), Some((ids, reverse)));
        }
    }

    /// Takes it back.
    pub fn accept(self) {
        let offer = self.offer.get_untracked();
        let Some((ids, reverse)) = offer.and_then(|offer| offer.reverse) else {
            return;
        };
        self.offer.set(None);
        let visit = self.session.visit();
        spawn_local(async move {
            let mut failed = Vec::new();
            for id in ids {
                let answer = self.live.operate_one_of_many(id.clone(), reverse).await;
                // The rest is not for whoever signs in next.
                if self.session.visit() != visit {
                    return;
                }
                failed.extend(answer.err().map(|error| (id, error)));
            }
            self.live.refresh();
            let failed = aftermath::of_operations(self.live, failed, reverse).await;
            if let Some((_, failure)) = failed.into_iter().next()
                && self.session.visit() == visit
            {
                self.show(why_not(&failure), None);
            }
        });
    }

    fn show(self, said: String, reverse: Option<(Vec<TaskId>, Operation)>) {
        if let Some(before) = self.timer.get_value() {
            before.clear();
        }
        self.offer.set(Some(Offer { said, reverse }));
        let hide = move || self.offer.set(None);
        self.timer
            .set_value(set_timeout_with_handle(hide, OFFERED_FOR).ok());
    }
}

fn why_not(failure: &Failure) -> String {
    let known = match failure.is_certain() {
        true => "Not everything was taken back.",
        false => "It is not certain that everything was taken back.",
    };
    format!("{known} {}", failure.short())
}

fn said(tasks: &[Task], done: Operation) -> String {
    let verb = done.past();
    match tasks {
        [only] => format!("“{}” was {verb}.", foreign::line(&only.title)),
        many => format!("{} tasks were {verb}.", many.len()),
    }
}
