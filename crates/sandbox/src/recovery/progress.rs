//! How far an operation is, as `status` tells it. Section 3.5 of docs/portal-api.md.

use super::manifest::ScheduleType;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Operation {
    Backup,
    Restore,
}

impl Operation {
    /// The stages of a backup are documented; those of a restore are modelled on them.
    fn stages(self) -> [&'static str; 5] {
        match self {
            Self::Backup => [
                "Validation",
                "Stage Relational store",
                "Stage Object store",
                "Stage system configuration",
                "Post backup operation cleanup",
            ],
            Self::Restore => [
                "Validation",
                "Restore Relational store",
                "Restore Object store",
                "Restore system configuration",
                "Post restore operation cleanup",
            ],
        }
    }
}

/// Of a stage. The documented sample has `completed` only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum StageState {
    NotStarted,
    InProgress,
    Completed,
    Failed,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stage {
    pub(super) name: String,
    pub(super) state: StageState,
    pub(super) began_ms: i64,
    /// 0 before it begins.
    pub(super) updated_ms: i64,
}

impl Stage {
    /// `3096 millis (~ 0 minutes)`
    fn duration(&self, now_ms: i64) -> String {
        let until = match self.state {
            StageState::InProgress => now_ms,
            _ => self.updated_ms,
        };
        let millis = until - self.began_ms;
        format!("{millis} millis (~ {} minutes)", millis / 60_000)
    }
}

/// How an operation ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct End {
    pub(super) at_ms: i64,
    /// Why it failed.
    pub(super) failure: Option<String>,
}

/// An operation under way, or the last one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Progress {
    pub(super) operation: Operation,
    pub(super) schedule_type: ScheduleType,
    pub(super) store: String,
    pub(super) backup: String,
    pub(super) started_ms: i64,
    pub(super) stages: Vec<Stage>,
    /// `None` while it is under way.
    pub(super) end: Option<End>,
}

impl Progress {
    pub(super) fn new(
        operation: Operation,
        schedule_type: ScheduleType,
        (store, backup): (&str, &str),
        started_ms: i64,
    ) -> Self {
        let stage = |name: &str| Stage {
            name: name.to_owned(),
            state: StageState::NotStarted,
            began_ms: 0,
            updated_ms: 0,
        };
        Self {
            operation,
            schedule_type,
            store: store.to_owned(),
            backup: backup.to_owned(),
            started_ms,
            stages: operation.stages().map(stage).into(),
            end: None,
        }
    }

    pub(super) fn begin(&mut self, stage: usize, now_ms: i64) {
        if let Some(stage) = self.stages.get_mut(stage) {
            stage.state = StageState::InProgress;
            (stage.began_ms, stage.updated_ms) = (now_ms, now_ms);
        }
    }

    /// The stage that is under way is over.
    pub(super) fn close(&mut self, state: StageState, now_ms: i64) {
        let under_way = |stage: &&mut Stage| stage.state == StageState::InProgress;
        if let Some(stage) = self.stages.iter_mut().find(under_way) {
            stage.state = state;
            stage.updated_ms = now_ms;
        }
    }

    /// The whole is over. After a success no stage is left to do.
    pub(super) fn finish(&mut self, failure: Option<String>, now_ms: i64) {
        match failure {
            Some(_) => self.close(StageState::Failed, now_ms),
            None => {
                for stage in 0..self.stages.len() {
                    if self.stages[stage].state == StageState::NotStarted {
                        self.begin(stage, now_ms);
                    }
                    self.close(StageState::Completed, now_ms);
                }
            }
        }
        self.end = Some(End {
            at_ms: now_ms,
            failure,
        });
    }

    /// `{"status": {...}}`
    pub(super) fn told(&self, now_ms: i64) -> Value {
        let (code, state, message) = match &self.end {
            None => (1, "in_progress", ""),
            Some(End { failure: None, .. }) => (3, "success", ""),
            Some(End {
                failure: Some(why), ..
            }) => (4, "failed", why.as_str()),
        };
        let stage = |stage: &Stage| {
            json!({
                "duration": stage.duration(now_ms),
                "lastUpdated": stage.updated_ms,
                "name": stage.name,
                "state": stage.state,
            })
        };
        let complete = self.end.as_ref().map(|end| end.at_ms);
        json!({"status": {
            "code": code,
            "scheduleType": self.schedule_type,
            "stages": self.stages.iter().map(stage).collect::<Vec<_>>(),
            "completeTime": complete.unwrap_or(0),
            "startTime": self.started_ms,
            "state": state,
            "backupStore": self.store,
            "message": message,
            "operation": self.operation,
            "overallDuration": overall(complete.unwrap_or(now_ms) - self.started_ms),
            "backupName": self.backup,
        }})
    }

    /// The stages as the result of a job tells them.
    pub(super) fn result(&self, now_ms: i64) -> Value {
        let stage = |stage: &Stage| {
            json!({
                "name": stage.name,
                "state": stage.state,
                "duration": stage.duration(now_ms),
            })
        };
        json!({"stages": self.stages.iter().map(stage).collect::<Vec<_>>()})
    }
}

/// `00hr:01min:04sec:221millisec`
fn overall(millis: i64) -> String {
    let (seconds, millis) = (millis / 1000, millis % 1000);
    let (minutes, seconds) = (seconds / 60, seconds % 60);
    format!(
        "{:02}hr:{:02}min:{seconds:02}sec:{millis:03}millisec",
        minutes / 60,
        minutes % 60
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_told_as_documented() {
        assert_eq!(overall(64_221), "00hr:01min:04sec:221millisec");
        assert_eq!(overall(7_384_005), "02hr:03min:04sec:005millisec");
        let stage = Stage {
            name: String::new(),
            state: StageState::Completed,
            began_ms: 1000,
            updated_ms: 4096,
        };
        assert_eq!(stage.duration(99_999), "3096 millis (~ 0 minutes)");
    }

    #[test]
    fn a_failure_marks_the_stage_it_happened_in() {
        use StageState::{Completed, Failed, NotStarted};
        let mut progress = Progress::new(Operation::Backup, ScheduleType::Manual, ("s", "b"), 0);
        progress.begin(0, 0);
        progress.close(Completed, 5);
        progress.begin(1, 5);
        progress.finish(Some("The disk is full.".to_owned()), 9);
        let told = &progress.told(1000)["status"];
        assert_eq!(told["state"], "failed");
        assert_eq!(told["message"], "The disk is full.");
        let states: Vec<_> = progress.stages.iter().map(|stage| stage.state).collect();
        assert_eq!(
            states,
            [Completed, Failed, NotStarted, NotStarted, NotStarted]
        );
    }
}
