//! What the pages know beside a schedule, for telling what it means.

use crate::browser::page;
use crate::components::consequences::Beside;
use crate::live::LiveTasks;
use crate::live_recovery::LiveRecovery;
use crate::now::Now;
use crate::paths::Page;
use crate::recovery::backup::{Backup, Expiry};
use crate::recovery::origin::Origin;
use crate::retention::cleaner::Cleaner;
use crate::retention::outlook::Deleting;
use crate::retention::simulate::Stored;
use crate::runs::duration::Expected;
use crate::schedule::preview::Window;
use crate::share::link::Link;
use crate::storage;
use crate::task::{Kind, Listed, Task};
use leptos::prelude::*;
use quartz_cron::{Cron, Timestamp};

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
    // The clock matters to a cleaner that has a number of runs only.
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
            mine.filter_map(stored_as).collect()
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

fn stored_as(backup: &Backup) -> Option<Stored> {
    let expires = match backup.expiry {
        Expiry::At(at) => Some(at),
        Expiry::Never | Expiry::NotTold => None,
    };
    let point = backup.point()?;
    Some(Stored { point, expires })
}

fn deleting(tasks: &[Listed], now: Timestamp) -> Deleting {
    let mut tasks = tasks.iter().filter_map(Listed::task);
    let cleaner = tasks.find(|task| task.kind == Kind::BackupRetentionCleaner);
    match cleaner.map(|task| (task, task.schedule.cron())) {
        Some((task, _)) if !task.is_active() => Deleting::Nobody,
        Some((task, Some(cron))) => {
            let window = Window {
                start: task.start,
                end: task.end,
                max_runs: None,
            };
            Deleting::By(Cleaner::new(cron, window, now))
        }
        // The portal's own runs every hour.
        Some((_, None)) | None => match "0 0 * * * ?".parse::<Cron>() {
            Ok(hourly) => Deleting::Assumed(Cleaner::new(&hourly, Window::default(), now)),
            Err(_) => Deleting::Nobody,
        },
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
