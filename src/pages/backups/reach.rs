//! "What can be restored": what could be restored right now, and what each schedule guarantees.

use super::desk::Desk;
use crate::agenda::guarantee::{guarantees, points};
use crate::components::restore_line::{GuaranteeTable, RestoreLine};
use crate::histories::Histories;
use crate::live::LiveTasks;
use crate::paths::Page;
use crate::recovery::backup::Backup;
use crate::recovery::stock::Told;
use crate::retention::simulate::Stored;
use crate::runs::counted;
use crate::schedule::times;
use crate::task::{Kind, Listed, TaskId};
use leptos::prelude::*;

const HOUR: i64 = 3600;

#[component]
pub fn RestorePoints(desk: Desk, told: Memo<Told>) -> impl IntoView {
    let live = LiveTasks::expect();
    let hour = Memo::new(move |_| times::floor(desk.now.coarse().get(), HOUR));
    let stored = Memo::new(move |_| {
        let mut stored: Vec<Stored> = desk.live.known().with(|known| {
            let all = known.all_backups();
            all.filter(|backup| backup.can_be_restored())
                .filter_map(Backup::stored)
                .collect()
        });
        stored.sort_by_key(|stored| stored.point);
        stored
    });
    let histories = Histories::of_page();
    // Only of these it matters how often they have run.
    Effect::new(move |_| {
        let ids = live.with_tasks(|tasks| {
            let backups = tasks.iter().filter_map(Listed::task);
            let counted =
                backups.filter(|task| task.kind == Kind::CreateBackup && task.max_runs.is_some());
            counted.map(|task| task.id.clone()).collect::<Vec<_>>()
        });
        histories.read(ids);
    });
    let promised = Memo::new(move |_| {
        let known = histories.known().get();
        let made = |id: &TaskId| known.get(id).map_or(0, |list| counted(&list.runs));
        live.with_tasks(|tasks| guarantees(tasks, made, hour.get()))
    });
    let line = move || {
        let stored = stored.get();
        let none = match told.get() {
            Told::NotYet => "The backups are not read yet.",
            Told::InPart => "No restore point is known.",
            Told::Wholly => "There is no restore point to draw.",
        };
        // The clock goes in steps: a backup may be younger than its last one.
        let clock = desk.now.coarse().get();
        let now = stored
            .last()
            .map_or(clock, |stored| clock.max(stored.point));
        let counted = points(&stored, now);
        let points = stored.iter().map(|stored| stored.point).collect();
        view! { <RestoreLine points counted now none /> }
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
