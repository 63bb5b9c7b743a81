//! "What it keeps": the backups of a schedule that are in its store now, and which of them goes next.

use crate::components::when::When as At;
use crate::components::words;
use crate::live::LiveTasks;
use crate::live_recovery::{Held, LiveRecovery};
use crate::now::Now;
use crate::paths::Page;
use crate::recovery::keeping::{Deletion, Keeping, When};
use crate::recovery::store::Trouble;
use crate::recovery_news::RecoveryNews;
use crate::task::Task;
use leptos::prelude::*;
use quartz_cron::Timestamp;

/// What is known of it.
#[derive(Clone, Debug, PartialEq)]
enum Known {
    NotRead,
    /// Why not.
    Unreadable(String),
    Read(Keeping),
}

#[component]
pub fn Keeps(task: Task) -> impl IntoView {
    let kept = words::kept(task.backup.as_ref().and_then(|backup| backup.kept));
    let known = keeping(task);
    let told = move || match known.get() {
        Known::NotRead => view! {
            <dt>"Now in store"</dt>
            <dd class="dim">"The store is being read"</dd>
        }
        .into_any(),
        Known::Unreadable(why) => view! {
            <dt>"Now in store"</dt>
            <dd>"Not known. " <span class="dim">{why}</span></dd>
        }
        .into_any(),
        Known::Read(keeping) => view! { <Told keeping /> }.into_any(),
    };
    view! {
        <section aria-labelledby="keeps-h">
            <div class="row">
                <h2 id="keeps-h">"What it keeps"</h2>
                <small class="push">
                    <a href=Page::Backups.href()>"All backups"</a>
                </small>
            </div>
            <dl class="facts">
                <dt>"Keeps for"</dt>
                <dd>{kept}</dd>
                {told}
            </dl>
        </section>
    }
}

/// Follows what is read of its store.
fn keeping(task: Task) -> Memo<Known> {
    let live = LiveRecovery::expect();
    let tasks = LiveTasks::expect().tasks();
    let destinations = RecoveryNews::expect().destinations;
    let now = Now::expect().coarse();
    let store = task.backup.as_ref().and_then(|backup| backup.store.clone());
    let store = store.unwrap_or_default();
    Memo::new(move |_| {
        let trouble = destinations.with(|all| all.trouble(&store));
        if trouble == Some(Trouble::Gone) {
            return Known::Unreadable(format!("The store “{store}” is not registered."));
        }
        live.known().with(|known| {
            let mut stores = known.backups.iter();
            match stores.find(|(name, _)| name.as_str() == store) {
                Some((
                    _,
                    Held {
                        value: Some(list), ..
                    },
                )) => {
                    let tasks = tasks.get().unwrap_or_default();
                    let backups = list.items.iter();
                    Known::Read(Keeping::of(&task, &tasks, backups, now.get()))
                }
                Some((
                    _,
                    Held {
                        failure: Some(error),
                        ..
                    },
                )) => Known::Unreadable(error.to_string()),
                _ => match &known.stores.failure {
                    Some(error) => Known::Unreadable(error.to_string()),
                    None => Known::NotRead,
                },
            }
        })
    })
}

#[component]
fn Told(keeping: Keeping) -> impl IntoView {
    let now = Now::expect();
    let this_year = now.coarse().with_untracked(|now| now.civil(0).year);
    let moment = move |at: Timestamp| {
        let zone = now.zone().get_untracked();
        view! { <At at this_year zone /> }.into_any()
    };
    let count = match keeping.count {
        0 => "No backup".to_owned(),
        1 => "1 backup".to_owned(),
        n => format!("{n} backups"),
    };
    let shared = (keeping.shared > 0).then(|| {
        let n = keeping.shared;
        format!("and {n} that it or another schedule of this name made")
    });
    let next = move |deletion: Deletion| {
        let (at, note) = match deletion.when {
            When::At(at) => (at, None),
            When::Halted(at) => (
                at,
                Some("Past then, but the retention cleaner does not run."),
            ),
            When::Expiry(at) => (at, Some("Past then; when the cleaner runs is not known.")),
        };
        view! {
            <dd>
                {moment(at)} <small class="dim">
                    <bdi>{deletion.name.to_string()}</bdi>
                </small> {note.map(|note| view! { <small class="dim">{note}</small> }.into_any())}
            </dd>
        }
        .into_any()
    };
    view! {
        <dt>"Now in store"</dt>
        <dd>{count} {shared.map(|shared| view! { <small class="dim">{shared}</small> }.into_any())}</dd>
        {keeping
            .oldest
            .map(|at| {
                view! {
                    <dt>"Oldest"</dt>
                    <dd>{moment(at)}</dd>
                }
                    .into_any()
            })}
        <dt>"Next deleted"</dt>
        {match keeping.next {
            Some(deletion) => next(deletion),
            None => view! { <dd>"None"</dd> }.into_any(),
        }}
    }
}
