//! Schedules fire on the portal's clock, each at its time, once.

use crate::support::{NOW_MS, Sandbox, parameters, schedule};
use sandbox::faults::{Fault, Switch};
use serde_json::{Value, json};

const SYSTEM: &str = "/gis/admin/system";
const TASKS: &str = "/gis/admin/system/tasks";
const CLEANER: &str = "e34d3851b7f34510a3097f23cb7adab3";
const RETENTION: &str = "05422480f3014101a467314182f5d858";
const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
/// 15:00 of the day that it is.
const NEXT_HOUR: i64 = NOW_MS + 58 * 60_000;

struct Living {
    sandbox: Sandbox,
    token: String,
}

impl Living {
    async fn new() -> Self {
        Self::over(Sandbox::documented().living()).await
    }

    async fn over(sandbox: Sandbox) -> Self {
        let token = sandbox.administrator().await;
        Self { sandbox, token }
    }

    /// Lets time pass; sessions do not outlive it.
    async fn until(&mut self, at_ms: i64) {
        self.sandbox.portal().clock.run_until(at_ms).await;
        self.token = self.sandbox.administrator().await;
    }

    /// A backup task of this expression, with more in its form.
    async fn task(&self, cron: &str, more: &[(&str, &str)]) -> String {
        let mut parameters = parameters();
        parameters["storeName"] = json!("default");
        let parameters = parameters.to_string();
        let mut form = schedule("t", &parameters, &self.token);
        let names = ["minute", "hour", "dayOfMonth", "month", "dayOfWeek"];
        form.retain(|(name, _)| !names.contains(name));
        form.extend(names.into_iter().zip(cron.split(' ')));
        form.extend(more);
        let told = self
            .sandbox
            .post(&format!("{TASKS}/createTask"), &form)
            .await
            .json();
        told["taskId"]
            .as_str()
            .unwrap_or_else(|| panic!("{told}"))
            .to_owned()
    }

    async fn post(&self, path: &str, form: &[(&str, &str)]) -> Value {
        let form = [form, &[("f", "json"), ("token", &self.token)]].concat();
        self.sandbox.post(path, &form).await.json()
    }

    async fn get(&self, path: &str) -> Value {
        let path = format!("{TASKS}/{path}?f=json&token={}", self.token);
        self.sandbox.get(&path).await.json()
    }

    /// State and scheduled instant of the runs, the oldest first. Of a skipped one it is when it was passed over.
    async fn runs(&self, task: &str) -> Vec<(String, i64)> {
        let list = self.get(&format!("{task}/runs")).await;
        let mut runs: Vec<_> = list["result"]
            .as_array()
            .unwrap()
            .iter()
            .map(|run| {
                let status = run["status"].as_str().unwrap().to_owned();
                let at = if status == "skipped" {
                    &run["created"]
                } else {
                    &run["task"]["lastStart"]
                };
                (status, at.as_i64().unwrap())
            })
            .collect();
        runs.reverse();
        runs
    }
}

fn each(from: i64, step: i64, count: usize) -> Vec<(String, i64)> {
    (0..count as i64)
        .map(|n| ("succeeded".to_owned(), from + n * step))
        .collect()
}

#[tokio::test]
async fn a_month_of_nights_has_every_night_once() {
    let mut living = Living::new().await;
    let night = living.task("0 4 * * ?", &[]).await;
    let before = living.get(&night).await;
    living.until(NOW_MS + 30 * DAY).await;

    let first = NOW_MS + 13 * HOUR + 58 * 60_000;
    assert_eq!(living.runs(&night).await, each(first, DAY, 30));
    let after = living.get(&night).await;
    assert_eq!(after["lastStart"], first + 29 * DAY);
    assert_eq!(after["generation"], 31);
    assert_eq!(after["updated"], before["updated"], "a run is no edit");
    for (system, had) in [(CLEANER, 128), (RETENTION, 127)] {
        let runs = living.runs(system).await;
        assert_eq!(runs[had..], each(NEXT_HOUR, HOUR, 720));
    }
}

#[tokio::test]
async fn a_fast_clock_fires_what_a_slow_one_fires() {
    let mut living = Living::over(Sandbox::fast().living()).await;
    let night = living.task("0 4 * * ?", &[]).await;
    let clock = &living.sandbox.portal().clock;
    clock.sleep_until(NOW_MS + 4 * DAY).await;
    living.token = living.sandbox.administrator().await;
    let runs = living.runs(&night).await;
    let first = NOW_MS + 13 * HOUR + 58 * 60_000;
    assert_eq!(runs[..4], each(first, DAY, 4));
    // The newest one may be under way.
    let cleaned = living.runs(CLEANER).await;
    assert_eq!(cleaned[128..128 + 95], each(NEXT_HOUR, HOUR, 95));
}

#[tokio::test]
async fn a_schedule_runs_from_its_start_to_its_end() {
    let mut living = Living::new().await;
    let (start, end) = (NEXT_HOUR + 2 * HOUR, NEXT_HOUR + 4 * HOUR);
    let dates = [
        ("startDate", &*start.to_string()),
        ("endDate", &*end.to_string()),
    ];
    let task = living.task("0 * * * ?", &dates).await;
    living.until(NOW_MS + DAY).await;
    assert_eq!(living.runs(&task).await, each(start, HOUR, 3));
}

#[tokio::test]
async fn a_schedule_runs_at_most_as_often_as_it_may_and_another_one_begins_to_count_anew() {
    let mut living = Living::new().await;
    let task = living.task("0 * * * ?", &[("maxOccurrences", "2")]).await;
    living.until(NOW_MS + DAY).await;
    assert_eq!(living.runs(&task).await, each(NEXT_HOUR, HOUR, 2));

    living.post(&format!("{TASKS}/{task}/disable"), &[]).await;
    living.post(&format!("{TASKS}/{task}/enable"), &[]).await;
    living.until(NOW_MS + 2 * DAY).await;
    assert_eq!(living.runs(&task).await.len(), 2);

    let mut again = parameters();
    again["storeName"] = json!("default");
    let form = [("minute", "30"), ("parameters", &again.to_string())];
    living.post(&format!("{TASKS}/{task}/update"), &form).await;
    living.until(NOW_MS + 3 * DAY).await;
    assert_eq!(living.runs(&task).await.len(), 4);
}

#[tokio::test]
async fn a_task_never_runs_twice_at_once() {
    let mut living = Living::new().await;
    let switch = Switch {
        calls: None,
        path: String::new(),
        number: 5400,
    };
    living
        .sandbox
        .portal()
        .faults
        .switch_on(Fault::LongRuns, switch);
    living.until(NEXT_HOUR + 5 * HOUR + 60_000).await;
    let runs = &living.runs(CLEANER).await[128..];
    let states: Vec<&str> = runs.iter().map(|(status, _)| status.as_str()).collect();
    assert_eq!(
        states,
        [
            "succeeded",
            "skipped",
            "succeeded",
            "skipped",
            "succeeded",
            "skipped"
        ]
    );
    let list = living.get(&format!("{CLEANER}/runs")).await;
    assert_eq!(
        list["result"][0]["result"],
        "The run before was still under way."
    );
    assert_eq!(living.get(CLEANER).await["lastStart"], NEXT_HOUR + 4 * HOUR);
}

#[tokio::test]
async fn a_run_under_way_says_so() {
    let mut living = Living::new().await;
    let switch = Switch {
        calls: Some(1),
        path: String::new(),
        number: 600,
    };
    living
        .sandbox
        .portal()
        .faults
        .switch_on(Fault::LongRuns, switch);
    living
        .post(&format!("{TASKS}/{RETENTION}/disable"), &[])
        .await;
    living.until(NEXT_HOUR - 1).await;
    assert_eq!(living.runs(CLEANER).await.len(), 128);
    let clock = &living.sandbox.portal().clock;
    let (_, state) = tokio::join!(clock.run_until(NEXT_HOUR + HOUR / 2), async {
        loop {
            let newest = living.runs(CLEANER).await.pop().unwrap();
            if newest.0 == "executing" {
                break newest;
            }
            tokio::task::yield_now().await;
        }
    });
    assert_eq!(state, ("executing".to_owned(), NEXT_HOUR));
    let run = living.get(&format!("{CLEANER}/runs")).await["result"][0].clone();
    assert_eq!(
        (&run["status"], &run["created"], &run["modified"]),
        (
            &json!("succeeded"),
            &json!(NEXT_HOUR),
            &json!(NEXT_HOUR + 600_000)
        )
    );
}

#[tokio::test]
async fn a_paused_task_does_not_run_and_makes_up_for_nothing() {
    let mut living = Living::new().await;
    living
        .post(&format!("{TASKS}/{CLEANER}/disable"), &[])
        .await;
    living.until(NEXT_HOUR + 3 * HOUR + 1).await;
    living.post(&format!("{TASKS}/{CLEANER}/enable"), &[]).await;
    living.until(NEXT_HOUR + 5 * HOUR).await;
    let runs = living.runs(CLEANER).await;
    assert_eq!(runs[128..], each(NEXT_HOUR + 4 * HOUR, HOUR, 2));
}

#[tokio::test]
async fn an_edit_counts_from_the_next_run() {
    let mut living = Living::new().await;
    living.until(NEXT_HOUR).await;
    living
        .post(&format!("{TASKS}/{CLEANER}/update"), &[("minute", "30")])
        .await;
    living.until(NEXT_HOUR + 2 * HOUR).await;
    let half_past = NEXT_HOUR + HOUR / 2;
    let wanted = [each(NEXT_HOUR, HOUR, 1), each(half_past, HOUR, 2)].concat();
    assert_eq!(living.runs(CLEANER).await[128..], wanted);
}

#[tokio::test]
async fn a_deleted_task_does_not_run() {
    let mut living = Living::new().await;
    let task = living.task("0 * * * ?", &[]).await;
    living.post(&format!("{TASKS}/{task}/delete"), &[]).await;
    living.until(NEXT_HOUR + HOUR).await;
    assert_eq!(
        living.get(&format!("{task}/runs")).await["error"]["code"],
        404
    );
}

#[tokio::test]
async fn a_backup_that_cannot_be_made_is_a_failed_run_with_its_reason() {
    let mut living = Living::new().await;
    let parameters = parameters();
    let form = schedule("t", "", &living.token);
    let parameters = parameters.to_string();
    let form: Vec<_> = form
        .into_iter()
        .map(|(name, value)| match name {
            "parameters" => (name, parameters.as_str()),
            "dayOfWeek" => (name, "*"),
            _ => (name, value),
        })
        .collect();
    let made = living
        .sandbox
        .post(&format!("{TASKS}/createTask"), &form)
        .await
        .json();
    living.until(NOW_MS + DAY).await;
    let runs = living
        .get(&format!("{}/runs", made["taskId"].as_str().unwrap()))
        .await;
    let run = &runs["result"][0];
    assert_eq!(run["status"], "failed");
    assert_eq!(run["result"], "There is no backup store 'backups'.");
}

#[tokio::test]
async fn after_a_restart_what_was_missed_is_told_and_made_up_for_once() {
    let mut living = Living::new().await;
    living.until(NEXT_HOUR).await;
    let sandbox = living.sandbox.restarted_at(NEXT_HOUR + 4 * HOUR + 60_000);
    let mut living = Living::over(sandbox.living()).await;
    living.until(NEXT_HOUR + 5 * HOUR).await;
    let runs = living.runs(CLEANER).await;
    let wanted: Vec<_> = [
        "succeeded",
        "skipped",
        "skipped",
        "skipped",
        "succeeded",
        "succeeded",
    ]
    .iter()
    .zip(0..)
    .map(|(status, n)| ((*status).to_owned(), NEXT_HOUR + n * HOUR))
    .collect();
    assert_eq!(runs[128..], wanted);
    let list = living.get(&format!("{CLEANER}/runs")).await;
    assert_eq!(list["result"][2]["result"], "The portal was not running.");
    assert_eq!(
        list["result"][1]["created"],
        NEXT_HOUR + 4 * HOUR + 60_000,
        "it was late"
    );
}

#[tokio::test]
async fn a_clock_that_was_set_back_fires_nothing_twice() {
    let mut living = Living::new().await;
    living.until(NEXT_HOUR + 3 * HOUR).await;
    let before = living.runs(CLEANER).await;
    let sandbox = living.sandbox.restarted_at(NOW_MS);
    let mut living = Living::over(sandbox.living()).await;
    living.until(NEXT_HOUR + 3 * HOUR + 1).await;
    assert_eq!(living.runs(CLEANER).await, before);
    living.until(NEXT_HOUR + 4 * HOUR).await;
    assert_eq!(living.runs(CLEANER).await.len(), before.len() + 1);
}

#[tokio::test]
async fn a_run_that_the_portal_did_not_live_to_see_has_failed() {
    let living = Living::new().await;
    let store = &living.sandbox.portal().store;
    let task = store.task(CLEANER).unwrap().unwrap();
    let run = sandbox::run::NewRun {
        id: "0".repeat(32),
        status: sandbox::run::Status::Executing,
        result: String::new(),
        created_ms: NOW_MS,
        modified_ms: NOW_MS,
    };
    let fire = sandbox::store::Fire {
        task_id: task["id"].as_str().unwrap().to_owned(),
        at_ms: NOW_MS,
        run,
    };
    store.fire(&[fire]).unwrap();
    let sandbox = living.sandbox.restarted_at(NOW_MS + 1);
    let mut living = Living::over(sandbox.living()).await;
    living.until(NEXT_HOUR).await;
    let run = living
        .get(&format!("{CLEANER}/runs/{}", "0".repeat(32)))
        .await;
    assert_eq!(run["status"], "failed");
    assert_eq!(run["result"], "The portal was stopped during this run.");
}

#[tokio::test]
async fn a_restore_loses_the_runs_since_the_backup_and_repeats_none() {
    let mut living = Living::new().await;
    let backups = format!("{SYSTEM}/disasterrecovery/stores/default/backups");
    let order = [("name", "before"), ("passcode", "a long passcode")];
    let made = living.post(&format!("{backups}/create"), &order).await;
    assert!(made["jobid"].is_string(), "{made}");
    living.until(NEXT_HOUR + 2 * HOUR).await;
    assert_eq!(living.runs(CLEANER).await.len(), 131);

    let passcode = [("passcode", "a long passcode")];
    let begun = living
        .post(&format!("{backups}/before/restore"), &passcode)
        .await;
    assert_eq!(begun["status"], "success", "{begun}");
    living.until(NEXT_HOUR + 4 * HOUR).await;
    let wanted = each(NEXT_HOUR + 3 * HOUR, HOUR, 2);
    assert_eq!(living.runs(CLEANER).await[128..], wanted);
}
