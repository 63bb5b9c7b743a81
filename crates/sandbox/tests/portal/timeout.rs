//! A backup that takes longer than the settings allow.

use crate::recovery::{DR, PASSCODE, Session, leftovers};
use crate::support::{NOW_MS, Sandbox};
use sandbox::faults::{Fault, Switch};
use serde_json::{Value, json};

const HOUR_MS: i64 = 3_600_000;

async fn allow(session: &Session<'_>, hours: i64) {
    let settings = json!({"timeoutInSeconds": hours * 3600}).to_string();
    let told = session
        .post(&format!("{DR}/settings/update"), &[("settings", &settings)])
        .await;
    assert_eq!(told["status"], "success", "{told}");
}

/// Each of the five stages lasts an hour. The job, after six of them.
async fn back_up(sandbox: &Sandbox, hours_allowed: i64) -> (Value, Value, Vec<String>) {
    let session = Session::administrator(sandbox).await;
    allow(&session, hours_allowed).await;
    let told = session.create("default", "long", &[]).await;
    let job = format!("/gis/admin/jobs/{}", told["jobid"].as_str().unwrap());
    sandbox.portal().clock.run_until(NOW_MS + 6 * HOUR_MS).await;
    let session = Session::administrator(sandbox).await;
    let status = session.get(&format!("{DR}/status")).await["status"].clone();
    (
        session.get(&job).await,
        status,
        session.names("default").await,
    )
}

#[tokio::test]
async fn it_is_cancelled_and_leaves_nothing() {
    let sandbox = Sandbox::slow();
    let (job, status, names) = back_up(&sandbox, 2).await;
    assert_eq!(job["status"], "FAILED", "{job}");
    let why = "The backup took longer than 7200 seconds and was cancelled: 'timeoutInSeconds' in the disaster recovery settings allows no more.";
    assert_eq!(job["messages"], json!([why]));
    assert_eq!(
        (&status["state"], &status["message"]),
        (&json!("failed"), &json!(why))
    );
    let states: Vec<_> = status["stages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| &s["state"])
        .collect();
    assert_eq!(
        states,
        [
            "completed",
            "completed",
            "failed",
            "not_started",
            "not_started"
        ]
    );
    assert!(names.is_empty(), "{names:?}");
    assert_eq!(leftovers(sandbox.data()), Vec::<String>::new());
}

#[tokio::test]
async fn one_that_is_in_the_store_in_time_is_a_backup() {
    let sandbox = Sandbox::slow();
    let (job, _, names) = back_up(&sandbox, 4).await;
    assert_eq!(
        (&job["status"], names),
        (&json!("COMPLETED"), vec!["long".to_owned()])
    );
}

#[tokio::test]
async fn a_run_that_takes_too_long_has_failed_and_says_why() {
    let sandbox = Sandbox::seeded(sandbox::cli::Seed::Tasks).living();
    let longer = Switch {
        calls: None,
        path: String::new(),
        number: 7300,
    };
    sandbox.portal().faults.switch_on(Fault::LongRuns, longer);
    let parameters = json!({
        "name": "nightly", "passcode": PASSCODE, "storeName": "default", "retentionOffset": 86_400_000,
        "metaData": {"recurring": true, "startTime": "16:00", "retention": {"type": "day", "value": 1}},
    });
    let parameters = parameters.to_string();
    let token = sandbox.administrator().await;
    let mut form = crate::support::schedule("nightly", &parameters, &token);
    form.retain(|(name, _)| !["hour", "dayOfWeek", "dayOfMonth"].contains(name));
    form.extend([("hour", "16"), ("dayOfWeek", "?"), ("dayOfMonth", "*")]);
    let told = sandbox
        .post("/gis/admin/system/tasks/createTask", &form)
        .await
        .json();
    sandbox
        .portal()
        .clock
        .run_until(NOW_MS + 12 * HOUR_MS)
        .await;
    let session = Session::administrator(&sandbox).await;
    let path = format!(
        "/gis/admin/system/tasks/{}/runs",
        told["taskId"].as_str().unwrap()
    );
    let runs = session.get(&path).await;
    let run = &runs["result"][0];
    assert_eq!(run["status"], "failed", "{runs}");
    assert!(
        run["result"]
            .as_str()
            .unwrap()
            .contains("took longer than 7200 seconds"),
        "{run}"
    );
    let took = run["modified"].as_i64().unwrap() - run["created"].as_i64().unwrap();
    assert_eq!(took, 7_200_000);
    assert!(session.names("default").await.is_empty());
}
