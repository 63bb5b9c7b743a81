//! What the pages know beside a schedule, for telling what it means.

use crate::agenda::deleting::deleting;
use crate::browser::page;
use crate::components::consequences::Beside;
use crate::live::LiveTasks;
use crate::live_recovery::LiveRecovery;
use crate::now::Now;
use crate::paths::Page;
use crate::recovery::backup::Backup;
use crate::recovery::origin::Origin;
use crate::runs::duration::Expected;
use crate::share::link::Link;
use crate::storage;
use crate::task::Task;
use leptos::prelude::*;
use quartz_cron::Cron;

/// Of a schedule that does not exist yet.
pub fn beside_new() -> Beside {
    beside(Memo::new(|_| Expected::TimeOut), None)
}

/// Of a task.
pub fn beside_task(expected: Memo<Expected>, task: Task) -> Beside {
    beside(expected, Some(task))
}

fn beside(expected: Memo<Expected>, task: Option<Task>) -> Beside {
    let now = Now::expect();
    let (tasks, known) = (LiveTasks::expect().tasks(), LiveRecovery::expect().known());
    let target = RwSignal::new(storage::target());
    Effect::new(move |before: Option<()>| {
        let target = target.get();
        if before.is_some() {
            storage::save_target(target);
        }
    });
    // The clock matters only to a cleaner that has a maximum of runs.
    let at = now.coarse().get_untracked();
    let deleting = Memo::new(move |_| {
        let tasks = tasks.get().unwrap_or_default();
        deleting(&tasks, at)
    });
    let stored = Memo::new(move |_| {
        let (Some(task), Some(tasks)) = (&task, tasks.get()) else {
            return Vec::new();
        };
        let made = |backup: &&Backup| {
            let origin = Origin::of(backup, &tasks);
            backup.can_be_restored()
                && matches!(origin, Origin::Schedule { id, .. } if id == task.id)
        };
        known.with(|known| {
            let mine = known.all_backups().filter(made);
            mine.filter_map(Backup::stored).collect()
        })
    });
    let last_bytes = Memo::new(move |_| {
        known.with(|known| {
            let sized = known.all_backups().filter(|backup| backup.size.is_some());
            sized.max_by_key(|backup| backup.point())?.size
        })
    });
    Beside {
        now: now.coarse(),
        zone: now.zone(),
        expected,
        target,
        stored,
        deleting,
        last_bytes,
    }
}

/// Makes the whole address of a new schedule with an expression, to be looked at in the zone that is shown.
pub fn linking() -> Callback<Cron, String> {
    let zone = Now::expect().zone();
    Callback::new(move |cron| {
        let zone = zone.with_untracked(|zone| (!zone.is_utc()).then(|| zone.name().to_owned()));
        let fragment = Link { cron, zone }.fragment();
        format!("{}{}{fragment}", page::origin(), Page::NewSchedule.href())
    })
}
