//! The scheduler: fires active tasks at their times on the portal's clock, in the order of these times.
//!
//! The clock does not pass a fire time before it is handled ([`crate::clock`]), so none is lost or
//! doubled at any speed. What was handled is in the database: after a restart the scheduler knows what
//! it missed ([`missed`]).

mod missed;
mod plan;
mod runs;

pub use plan::Plan;

use crate::portal::Portal;
use crate::random;
use crate::run::{NewRun, Status};
use crate::store::Fire;
use anyhow::{Result, anyhow};
use serde_json::Value;
use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::task::JoinHandle;

/// How often a portal that is down is asked whether it is back, in our time.
const DOWN: Duration = Duration::from_millis(20);

/// What the scheduler has in mind.
#[derive(Debug, Default)]
pub struct Scheduler {
    plan: Mutex<Plan>,
    changed: Notify,
    /// Tasks with a run under way.
    running: Mutex<HashSet<String>>,
}

impl Scheduler {
    /// The plan. While it is held no task fires: a change of a task and of its plan are one.
    pub fn plan(&self) -> MutexGuard<'_, Plan> {
        self.plan.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn running(&self) -> MutexGuard<'_, HashSet<String>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Plans a task anew after a change, or forgets one that is gone.
///
/// # Errors
///
/// When the database cannot be used.
pub fn changed(portal: &Portal, plan: &mut Plan, id: &str) -> Result<()> {
    match portal.store.schedule(id)? {
        Some((task, followed)) => plan.put(&task, followed),
        None => plan.remove(id),
    }
    if plan.is_followed() {
        portal.clock.hold_at(plan.next_ms());
        portal.scheduler.changed.notify_one();
    }
    Ok(())
}

/// Follows the schedules from now on, as long as the runtime is there.
///
/// # Errors
///
/// When the database cannot be used.
pub fn start(portal: &Arc<Portal>) -> Result<JoinHandle<()>> {
    missed::catch_up(portal)?;
    Ok(tokio::spawn(follow(Arc::clone(portal))))
}

async fn follow(portal: Arc<Portal>) {
    loop {
        let mut outcome = until_it_is_down(&portal).await;
        while portal.recovery.is_down() {
            tokio::time::sleep(DOWN).await;
        }
        outcome = outcome.and_then(|()| missed::catch_up(&portal));
        if let Err(error) = outcome {
            tracing::error!("the scheduler had to begin anew: {error:#}");
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }
}

/// Follows the plan until a restore takes the portal down.
async fn until_it_is_down(portal: &Arc<Portal>) -> Result<()> {
    loop {
        let next = portal.scheduler.plan().next_ms();
        let reached = async {
            match next {
                Some(next) => portal.clock.reached(next).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = reached => {}
            () = portal.scheduler.changed.notified() => continue,
        }
        if portal.recovery.is_down() {
            // What falls into the outage is missed; the clock goes on, since the restore takes its time.
            portal.scheduler.plan().leave();
            portal.clock.hold_at(None);
            return Ok(());
        }
        for (task, run) in fire(portal)? {
            tokio::spawn(runs::carry_out(Arc::clone(portal), task, run));
        }
    }
}

/// Handles the earliest fire time of the plan. The tasks that are to run now, each with its run's id.
fn fire(portal: &Portal) -> Result<Vec<(Value, String)>> {
    let mut plan = portal.scheduler.plan();
    let now = portal.clock.now_ms();
    let (at, due) = plan.due(now);
    let mut running = portal.scheduler.running();
    let mut fires = Vec::new();
    for task_id in due {
        let (status, result) = if running.contains(&task_id) {
            (Status::Skipped, "The run before was still under way.")
        } else {
            (Status::Scheduled, "")
        };
        fires.push(Fire {
            task_id,
            at_ms: at,
            run: new_run(status, result, now)?,
        });
    }
    let fired = portal.store.fire(&fires)?;
    let mut to_run = Vec::new();
    for (task, followed) in fired {
        plan.put(&task, followed);
        let id = task["id"].as_str().unwrap_or_default();
        let fire = fires.iter().find(|fire| fire.task_id == id);
        if let Some(fire) = fire.filter(|fire| fire.run.status == Status::Scheduled) {
            running.insert(id.to_owned());
            portal.clock.begin_work();
            to_run.push((task, fire.run.id.clone()));
        }
    }
    portal.clock.hold_at(plan.next_ms());
    Ok(to_run)
}

fn new_run(status: Status, result: &str, now_ms: i64) -> Result<NewRun> {
    Ok(NewRun {
        id: random::hex::<16>().map_err(|_| anyhow!("no random bytes"))?,
        status,
        result: result.to_owned(),
        created_ms: now_ms,
        modified_ms: now_ms,
    })
}
