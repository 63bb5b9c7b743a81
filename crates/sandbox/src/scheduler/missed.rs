//! What was missed while the portal was not there.
//!
//! Quartz's default for a cron trigger, `MISFIRE_INSTRUCTION_FIRE_ONCE_NOW`: however many fire times
//! were missed, one run makes up for them. It is the latest of them, late; those before are recorded
//! as skipped, so that an admin sees them.

use super::new_run;
use super::plan::next;
use crate::portal::Portal;
use crate::run::Status;
use crate::store::Fire;
use anyhow::Result;

/// The most skipped runs that are recorded of one task: the latest ones.
const MOST: usize = 1000;

/// Closes the runs that were under way, records what was missed, and takes up the plan.
pub(super) fn catch_up(portal: &Portal) -> Result<()> {
    let now = portal.clock.now_ms();
    portal.store.close_open_runs(now)?;
    let mut fires = Vec::new();
    for (task, mut followed) in portal.store.schedules()? {
        let id = task["id"].as_str().unwrap_or_default();
        let (mut missed, mut forgotten) = (std::collections::VecDeque::new(), 0);
        while let Some(at) = next(&task, followed).filter(|at| *at <= now) {
            followed.handled_ms = at;
            missed.push_back(at);
            if missed.len() > MOST + 1 {
                missed.pop_front();
                forgotten += 1;
            }
        }
        // The last one is not skipped: it is due.
        missed.pop_back();
        for (nth, at_ms) in missed.into_iter().enumerate() {
            let result = match forgotten {
                1.. if nth == 0 => {
                    format!("The portal was not running. {forgotten} runs before were missed too.")
                }
                _ => "The portal was not running.".to_owned(),
            };
            fires.push(Fire {
                task_id: id.to_owned(),
                at_ms,
                run: new_run(Status::Skipped, &result, at_ms)?,
            });
        }
    }
    fires.sort_by_key(|fire| fire.at_ms);
    portal.store.fire(&fires)?;
    let mut plan = portal.scheduler.plan();
    plan.leave();
    plan.take_up();
    for (task, followed) in portal.store.schedules()? {
        plan.put(&task, followed);
    }
    portal.clock.hold_at(plan.next_ms());
    Ok(())
}
