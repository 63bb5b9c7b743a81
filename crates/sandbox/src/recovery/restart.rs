//! What a process that was killed left, and what became of its operation.

use super::progress::{Operation, Progress, StageState};
use super::{Recovery, Volume, restore};
use anyhow::{Context as _, Result};
use std::fs;

const STOPPED: &str = "The portal was stopped meanwhile.";

/// Tells how the operation ended that was under way, then removes everything unfinished.
pub(super) fn clear_up(recovery: &Recovery, now_ms: i64) -> Result<()> {
    if let Some(mut last) = recovery.catalogue.progress()? {
        let mut job = recovery.catalogue.open_jobs()?.pop();
        if last.end.is_none() {
            let failure = (!came_through(recovery, &last)?).then(|| STOPPED.to_owned());
            last.finish(failure.clone(), now_ms);
            if let Some(job) = &mut job {
                job.result = Some(last.result(now_ms));
                job.finish(failure, now_ms);
            }
            recovery.catalogue.record(&last, job.as_ref())?;
        }
        *recovery.last() = Some(last);
    }
    let staging = recovery.folder.join("staging");
    if staging.exists() {
        fs::remove_dir_all(&staging).context("the staging volume cannot be emptied")?;
    }
    if recovery.volumes().exists() {
        for volume in fs::read_dir(recovery.volumes())? {
            Volume::at(volume?.path())
                .tidy()
                .context("a volume cannot be cleared up")?;
        }
    }
    Ok(())
}

/// Whether the operation had done its work when the process was killed.
fn came_through(recovery: &Recovery, last: &Progress) -> Result<bool> {
    match last.operation {
        Operation::Backup => {
            let Some(store) = recovery.catalogue.store(&last.store)? else {
                return Ok(false);
            };
            let backup = recovery.volume(&store).backup(&last.backup);
            Ok(backup.is_some())
        }
        Operation::Restore => {
            let swap = last.stages.get(restore::SWAP);
            let began = swap.is_some_and(|stage| stage.state != StageState::NotStarted);
            Ok(began && !recovery.staged(restore::STAGED).exists())
        }
    }
}
