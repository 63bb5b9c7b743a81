//! One operation on many tasks, under way or just over. It outlives the page that asked for it: the
//! work goes on wherever one looks meanwhile.

use crate::bulk::{Report, Underway};
use crate::session::Session;
use crate::task::Task;
use leptos::prelude::*;
use std::collections::VecDeque;

/// A handle, in the context of every page.
#[derive(Clone, Copy)]
pub struct BulkRun {
    session: Session,
    pub underway: RwSignal<Option<Underway>>,
    /// What became of the last one, until it was seen.
    pub report: RwSignal<Option<Report>>,
    /// What is still to be asked for.
    pub queue: StoredValue<VecDeque<Task>>,
    /// What was taken out of the queue because somebody stopped it.
    pub left: StoredValue<VecDeque<Task>>,
}

impl BulkRun {
    /// Nothing is under way yet. A sign-out empties the queue and forgets the report.
    pub fn provide(session: Session) -> Self {
        let run = Self {
            session,
            underway: RwSignal::new(None),
            report: RwSignal::new(None),
            queue: StoredValue::new(VecDeque::new()),
            left: StoredValue::new(VecDeque::new()),
        };
        provide_context(run);
        // It belongs to whoever asked for it.
        Effect::new(move |_| {
            if !session.is_open() {
                run.queue.set_value(VecDeque::new());
                run.left.set_value(VecDeque::new());
                run.underway.set(None);
                run.report.set(None);
            }
        });
        run
    }

    /// The one of the app, from the context.
    pub fn expect() -> Self {
        expect_context()
    }

    /// True while an operation is under way: after a stop too, until what was asked for is answered.
    pub fn is_underway(self) -> bool {
        self.underway.with(Option::is_some)
    }

    /// Whose run it is: what comes of it later is for nobody else.
    pub fn visit(self) -> u32 {
        self.session.visit()
    }

    /// The rest is not asked for.
    pub fn stop(self) {
        let rest = self.queue.try_update_value(std::mem::take);
        self.left.set_value(rest.unwrap_or_default());
    }
}
