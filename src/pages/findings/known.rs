//! What the check needs beside the list of tasks: stores, runs, and who shares a passcode.

use crate::api::ApiError;
use crate::browser::page;
use crate::findings::{Finding, Known, findings};
use crate::histories::Histories;
use crate::live::LiveTasks;
use crate::live_recovery::{Held, LiveRecovery};
use crate::now::Now;
use crate::pages::ask::Answer;
use crate::recovery::Listing;
use crate::recovery::store::{Destinations, Readiness, Store};
use crate::runs::counted;
use crate::schedule::times;
use crate::session::Session;
use crate::task::{Listed, Task, TaskId};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// A handle for one visit.
#[derive(Clone, Copy)]
pub struct Checked {
    live: LiveTasks,
    recovery: LiveRecovery,
    shared: Answer<Vec<Vec<TaskId>>>,
    histories: Histories,
    pub found: Memo<Vec<Finding>>,
}

impl Checked {
    /// Asks for the stores, for shared passcodes and for the runs of tasks with a most number of runs, and
    /// checks anew at every answer and every minute.
    pub fn of_page(live: LiveTasks) -> Self {
        let (session, now) = (Session::expect(), Now::expect());
        let (recovery, histories) = (LiveRecovery::expect(), Histories::of_page());
        recovery.keep_stores();
        // A browser without randomness compares nothing: a digest that can be guessed is none.
        let shared = Answer::to(session, |client| async move {
            let mut key = [0; 16];
            match page::fill_random(&mut key) {
                true => client.shared_passcodes(key).await,
                false => Ok(Vec::new()),
            }
        });
        // Only of these it matters how often they have run.
        Effect::new(move |_| {
            let ids = live.with_tasks(|tasks| {
                let counted = tasks.iter().filter_map(Listed::task);
                let counted = counted.filter(|task| task.max_runs.is_some());
                counted
                    .map(|task: &Task| task.id.clone())
                    .collect::<Vec<_>>()
            });
            histories.read(ids);
        });
        let minute = Memo::new(move |_| times::floor(now.coarse().get(), 60));
        let found = Memo::new(move |_| {
            let recorded = histories.known().get();
            let recorded = recorded.iter();
            let recorded = recorded.map(|(id, list)| (id.clone(), counted(&list.runs)));
            let known = Known {
                destinations: recovery.known().with(|known| match &known.stores.value {
                    Some(stores) => Destinations::new(stores, &known.readiness),
                    None => Destinations::default(),
                }),
                shared_passcodes: shared.value().get().unwrap_or_default(),
                recorded_runs: recorded.collect(),
                is_complete: live.is_complete().get()
                    && live.with_tasks(|tasks| tasks.iter().all(|t| t.task().is_some())),
            };
            live.with_tasks(|tasks| findings(tasks, &known, minute.get()))
        });
        Self {
            live,
            recovery,
            shared,
            histories,
            found,
        }
    }

    /// True while tasks, passcodes or runs are on their way; stores do not count. Tells who looks.
    pub fn is_reading(self) -> bool {
        self.shared.is_asking().get() || self.histories.is_reading() || self.live.is_asking().get()
    }

    /// Asks for tasks, passcodes and stores anew, and for the runs that could not be read. Those that were
    /// read stay.
    pub fn again(self) {
        self.live.refresh();
        self.histories.again();
        self.shared.again();
        spawn_local(self.recovery.check_stores(0));
    }

    /// True until each question has its first answer: nothing that was found so far is all there is.
    pub fn is_incomplete(self) -> bool {
        let is_asked =
            |known: &Held<Listing<Store>>| known.value.is_none() && known.failure.is_none();
        let stores = self.recovery.known().with(|known| {
            let mut stores = known.listed_stores().iter();
            is_asked(&known.stores)
                || stores.any(|store| {
                    matches!(
                        known.readiness.get(&store.name),
                        None | Some(Readiness::Checking)
                    )
                })
        });
        let is_compared = self.shared.value().with(Option::is_some)
            || self.shared.failure().with(Option::is_some);
        stores || !is_compared || self.histories.is_reading()
    }

    /// What could not be checked, and why.
    pub fn unknown(self) -> Vec<(String, &'static str)> {
        let told = |what: &str, failure: &ApiError| (format!("{what} {failure}"), failure.advice());
        let shared = self.shared.failure().get();
        let shared = shared.map(|failure| told("The passcodes were not compared.", &failure));
        let stores = self.recovery.known().with(|known| {
            let failure = known.stores.failure.as_ref();
            let told = failure.map(|failure| told("The stores were not checked.", failure));
            let unreadable = known
                .stores
                .value
                .as_ref()
                .map_or(0, |stores| stores.unreadable);
            let is_unknown = |readiness: &Readiness| matches!(readiness, Readiness::Unknown(_));
            let is_partly = unreadable > 0 || known.readiness.values().any(is_unknown);
            let partly = || {
                let title = "Some stores could not be checked.".to_owned();
                (title, "The page of backups tells which, and why.")
            };
            told.or_else(|| is_partly.then(partly))
        });
        let is_whole = self.live.is_complete().get()
            && self
                .live
                .with_tasks(|tasks| tasks.iter().all(|listed| listed.task().is_some()));
        let tasks = (!is_whole).then(|| {
            let title = "Some tasks could not be read.".to_owned();
            (title, "What is wrong with them is not known.")
        });
        let runs = (self.histories.missing().get() > 0).then(|| {
            let title = "The runs of some tasks were not counted.".to_owned();
            (title, "Whether they have made all their runs is not known.")
        });
        [tasks, shared, stores, runs]
            .into_iter()
            .flatten()
            .collect()
    }
}
