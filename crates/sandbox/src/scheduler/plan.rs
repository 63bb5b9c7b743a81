//! When which task fires next.

use crate::store::Followed;
use quartz_cron::{Cron, Timestamp, Utc};
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};

/// The next fire time of every task that has one.
#[derive(Debug, Default)]
pub struct Plan {
    fires: BTreeSet<(i64, String)>,
    of_task: HashMap<String, i64>,
    is_followed: bool,
}

impl Plan {
    /// Whether a scheduler is at work: only then the clock must wait for it.
    pub(super) fn is_followed(&self) -> bool {
        self.is_followed
    }

    /// From now on it is followed.
    pub(super) fn take_up(&mut self) {
        self.is_followed = true;
    }

    /// Nobody follows it any more, and it is empty.
    pub(super) fn leave(&mut self) {
        *self = Self::default();
    }

    pub(super) fn next_ms(&self) -> Option<i64> {
        self.fires.first().map(|(at, _)| *at)
    }

    /// The earliest fire time that has come, and the tasks that it fires; they leave the plan.
    pub(super) fn due(&mut self, now_ms: i64) -> (i64, Vec<String>) {
        let at = self.next_ms().filter(|at| *at <= now_ms);
        let mut tasks = Vec::new();
        while self.next_ms() == at
            && let Some((_, id)) = self.fires.pop_first()
        {
            self.of_task.remove(&id);
            tasks.push(id);
        }
        (at.unwrap_or(now_ms), tasks)
    }

    pub(super) fn put(&mut self, task: &Value, followed: Followed) {
        let id = task["id"].as_str().unwrap_or_default();
        self.put_at(id, next(task, followed));
    }

    pub(super) fn put_at(&mut self, id: &str, at_ms: Option<i64>) {
        self.remove(id);
        if let Some(at) = at_ms {
            self.of_task.insert(id.to_owned(), at);
            self.fires.insert((at, id.to_owned()));
        }
    }

    pub(super) fn remove(&mut self, id: &str) {
        if let Some(at) = self.of_task.remove(id) {
            self.fires.remove(&(at, id.to_owned()));
        }
    }
}

/// A task's next fire time: after the last one handled, within its dates, while it is active and may
/// still run.
///
/// As in Quartz, start and end date are themselves part of the window.
pub(super) fn next(task: &Value, followed: Followed) -> Option<i64> {
    let most = task["maxOccurrences"].as_i64().unwrap_or(-1);
    if task["active"] != true || (most >= 0 && followed.occurrences >= most) {
        return None;
    }
    let cron: Cron = task["cronExpression"].as_str()?.parse().ok()?;
    let start = task["startDate"].as_i64().unwrap_or(i64::MIN);
    let after = followed.handled_ms.max(start.saturating_sub(1));
    let fire = cron.after(Timestamp::from_secs(after.div_euclid(1000)), &Utc)?;
    let fire = fire.as_secs() * 1000;
    let end = task["endDate"].as_i64().unwrap_or(i64::MAX);
    (fire <= end).then_some(fire)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const NOON: i64 = 1_792_756_800_000;
    const HOUR: i64 = 3_600_000;

    fn after(task: &Value, handled_ms: i64, occurrences: i64) -> Option<i64> {
        let followed = Followed {
            handled_ms,
            occurrences,
        };
        next(task, followed)
    }

    fn hourly() -> Value {
        json!({"id": "a", "active": true, "cronExpression": "0 0 * * * ?", "maxOccurrences": -1})
    }

    #[test]
    fn start_and_end_are_within_the_window() {
        let mut task = hourly();
        task["startDate"] = (NOON + 2 * HOUR).into();
        task["endDate"] = (NOON + 3 * HOUR).into();
        assert_eq!(after(&task, NOON, 0), Some(NOON + 2 * HOUR));
        assert_eq!(after(&task, NOON + 2 * HOUR, 1), Some(NOON + 3 * HOUR));
        assert_eq!(after(&task, NOON + 3 * HOUR, 2), None);
        task["startDate"] = (NOON + 2 * HOUR + 1).into();
        assert_eq!(after(&task, NOON, 0), Some(NOON + 3 * HOUR));
    }

    #[test]
    fn the_most_runs_are_the_last_ones() {
        let mut task = hourly();
        task["maxOccurrences"] = 2.into();
        assert_eq!(after(&task, NOON, 1), Some(NOON + HOUR));
        assert_eq!(after(&task, NOON, 2), None);
    }

    #[test]
    fn a_paused_task_has_no_next_time() {
        let mut task = hourly();
        task["active"] = false.into();
        assert_eq!(after(&task, NOON, 0), None);
    }

    #[test]
    fn those_of_one_time_are_due_together_and_the_later_ones_stay() {
        let mut plan = Plan::default();
        for (id, at) in [("c", 7), ("a", 5), ("b", 5)] {
            plan.put_at(id, Some(at));
        }
        assert_eq!(plan.due(4), (4, vec![]));
        assert_eq!(plan.due(9), (5, vec!["a".to_owned(), "b".to_owned()]));
        plan.put_at("c", Some(8));
        assert_eq!(plan.next_ms(), Some(8));
        plan.remove("c");
        assert_eq!(plan.next_ms(), None);
    }
}
