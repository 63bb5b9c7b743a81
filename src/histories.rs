//! The recorded runs of several tasks, for a page that needs them together: read a few tasks at a time,
//! once a visit.

use crate::api::LANES;
use crate::api::client::RunList;
use crate::session::Session;
use crate::task::TaskId;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;

/// Tasks whose runs are read at most: each is a request of its own.
const MOST: usize = 250;

type Known = HashMap<TaskId, Arc<RunList>>;

/// A handle for one visit to a page.
#[derive(Clone, Copy)]
pub struct Histories {
    session: Session,
    known: RwSignal<Arc<Known>>,
    /// What has come since the last time that all of it was told.
    fresh: StoredValue<Known>,
    asked: StoredValue<HashSet<TaskId>>,
    queue: StoredValue<VecDeque<TaskId>>,
    /// Lanes at work.
    lanes: RwSignal<usize>,
    /// Those whose runs could not be read.
    failed: StoredValue<Vec<TaskId>>,
    /// Tasks whose runs could not be read, or were not asked for.
    missing: RwSignal<usize>,
}

impl Histories {
    /// Knows nothing yet and asks nothing by itself; goes with the page that is built now.
    pub fn of_page() -> Self {
        Self {
            session: Session::expect(),
            known: RwSignal::new(Arc::default()),
            fresh: StoredValue::new(Known::new()),
            asked: StoredValue::new(HashSet::new()),
            queue: StoredValue::new(VecDeque::new()),
            lanes: RwSignal::new(0),
            failed: StoredValue::new(Vec::new()),
            missing: RwSignal::new(0),
        }
    }

    /// What is known, told in one piece when the last answer is there.
    pub fn known(self) -> ReadSignal<Arc<Known>> {
        self.known.read_only()
    }

    /// True while runs are asked for. Tells who looks when that changes.
    pub fn is_reading(self) -> bool {
        self.lanes.get() > 0
    }

    /// How many tasks nothing could be learnt of.
    pub fn missing(self) -> ReadSignal<usize> {
        self.missing.read_only()
    }

    /// Asks for the runs of those tasks that were not asked for yet.
    pub fn read(self, tasks: impl IntoIterator<Item = TaskId>) {
        for task in tasks {
            let is_new = self.asked.try_update_value(|asked| {
                let has_room = asked.len() < MOST;
                asked.insert(task.clone()).then_some(has_room)
            });
            match is_new.flatten() {
                Some(true) => self.queue.update_value(|queue| queue.push_back(task)),
                Some(false) => self.missing.update(|n| *n += 1),
                None => {}
            }
        }
        let waiting = self.queue.with_value(VecDeque::len);
        let idle = LANES.saturating_sub(self.lanes.get_untracked());
        for _ in 0..waiting.min(idle) {
            self.lanes.update(|n| *n += 1);
            spawn_local(self.work());
        }
    }

    /// Asks once more for the runs that could not be read.
    pub fn again(self) {
        let failed = self.failed.try_update_value(std::mem::take);
        let failed = failed.unwrap_or_default();
        self.missing.update(|n| *n -= failed.len());
        self.asked
            .update_value(|asked| asked.retain(|task| !failed.contains(task)));
        self.read(failed);
    }

    /// One lane: reads until nothing is left, or the page is.
    async fn work(self) {
        let next = || self.queue.try_update_value(VecDeque::pop_front).flatten();
        while let Some(task) = next() {
            let Some(Ok(client)) = untrack(|| self.lanes.try_get().map(|_| self.session.client()))
            else {
                break;
            };
            match self.session.settle(client.runs(&task).await) {
                Ok(runs) => {
                    let _ = self
                        .fresh
                        .try_update_value(|fresh| fresh.insert(task, Arc::new(runs)));
                }
                Err(_) => {
                    let _ = self.failed.try_update_value(|failed| failed.push(task));
                    self.missing.try_update(|n| *n += 1);
                }
            }
        }
        let left = self.lanes.try_update(|n| {
            *n -= 1;
            *n
        });
        if left == Some(0)
            && let Some(fresh) = self.fresh.try_update_value(std::mem::take)
        {
            self.known.try_update(|known| {
                let mut all = Known::clone(known);
                all.extend(fresh);
                *known = Arc::new(all);
            });
        }
    }
}
