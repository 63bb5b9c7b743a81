//! Who deletes the backups of a portal whose time is up.

use crate::retention::cleaner::Cleaner;
use crate::retention::outlook::Deleting;
use crate::schedule::preview::Window;
use crate::task::{Kind, Listed};
use quartz_cron::{Cron, Timestamp};

/// The retention cleaner among the tasks. One that is not listed, or cannot be read, is taken to run as
/// the portal sets it up: every hour.
pub fn deleting(tasks: &[Listed], now: Timestamp) -> Deleting {
    let mut tasks = tasks.iter().filter_map(Listed::task);
    let cleaner = tasks.find(|task| task.kind == Kind::BackupRetentionCleaner);
    match cleaner.map(|task| (task, task.schedule.cron())) {
        Some((task, _)) if !task.is_active() => Deleting::Nobody,
        Some((task, Some(cron))) => Deleting::By(Cleaner::new(cron, task.window(), now)),
        Some((_, None)) | None => match "0 0 * * * ?".parse::<Cron>() {
            Ok(hourly) => Deleting::Assumed(Cleaner::new(&hourly, Window::default(), now)),
            Err(_) => Deleting::Nobody,
        },
    }
}
