//! "What can be restored": what could be restored right now, and what each schedule guarantees.

use super::desk::Desk;
use crate::agenda::guarantee::{guarantees, points};
use crate::components::restore_line::{GuaranteeTable, RestoreLine};
use crate::live::LiveTasks;
use crate::paths::Page;
use crate::recovery::backup::Expiry;
use crate::retention::simulate::Stored;
use crate::task::TaskId;
use leptos::prelude::*;
use quartz_cron::Timestamp;

const HOUR: i64 = 3600;

#[component]
pub fn RestorePoints(desk: Desk) -> impl IntoView {
    let live = LiveTasks::expect();
    let now = Memo::new(move |_| {
        let secs = desk.now.coarse().get().as_secs();
        Timestamp::from_secs(secs - secs.rem_euclid(60))
    });
    let hour = Memo::new(move |_| {
        let secs = now.get().as_secs();
        Timestamp::from_secs(secs - secs.rem_euclid(HOUR))
    });
    let stored = Memo::new(move |_| {
        let mut stored: Vec<Stored> = desk.live.known().with(|known| {
            let all = known
                .all_backups()
                .filter(|backup| backup.can_be_restored());
            let one = all.filter_map(|backup| {
                Some(Stored {
                    point: backup.point()?,
                    expires: match backup.expiry {
                        Expiry::At(at) => Some(at),
                        _ => None,
                    },
                })
            });
            one.collect()
        });
        stored.sort_by_key(|stored| stored.point);
        stored
    });
    let promised = Memo::new(move |_| {
        live.tasks().with(|tasks| match tasks {
            Some(tasks) => guarantees(tasks, hour.get()),
            None => Vec::new(),
        })
    });
    let line = move || {
        let (stored, now) = (stored.get(), now.get());
        let counted = points(&stored, now);
        let points = stored.iter().map(|stored| stored.point).collect();
        view! { <RestoreLine points counted now /> }.into_any()
    };
    let table = move || {
        let guarantees = promised.get();
        (!guarantees.is_empty()).then(|| {
            let href = |id: TaskId| Page::Task(id).href();
            view! {
                <h3>"What each schedule guarantees"</h3>
                <GuaranteeTable guarantees href />
            }
            .into_any()
        })
    };
    view! {
        <section class="stack tight" aria-labelledby="points-h">
            <h2 id="points-h">"What can be restored"</h2>
            {line}
            {table}
        </section>
    }
}
