//! `update`.

use crate::support::{NOW_MS, SCHEDULE_2, Sandbox, Told, parameters};
use serde_json::{Value, json};

const TASKS: &str = "/gis/admin/system/tasks";
/// The documented task of the system that cleans jobs.
const CLEANER: &str = "e34d3851b7f34510a3097f23cb7adab3";

async fn update(sandbox: &Sandbox, token: &str, id: &str, form: &[(&str, &str)]) -> Told {
    let form = [form, &[("f", "json"), ("token", token)]].concat();
    sandbox.post(&format!("{TASKS}/{id}/update"), &form).await
}

async fn one(sandbox: &Sandbox, token: &str, id: &str) -> Value {
    let path = format!("{TASKS}/{id}?f=json&token={token}");
    sandbox.get(&path).await.json()
}

#[tokio::test]
async fn what_is_sent_replaces_and_what_is_not_sent_stays() {
    let sandbox = Sandbox::documented();
    let token = sandbox.administrator().await;
    let before = one(&sandbox, &token, SCHEDULE_2).await;
    let sent = json!({"name": "new", "storeName": "default", "passcode": "anotherCode", "kept": 1});
    let form = [
        ("hour", "22"),
        ("minute", "30"),
        ("parameters", &sent.to_string()),
    ];
    let told = update(&sandbox, &token, SCHEDULE_2, &form).await.json();
    assert_eq!(
        told,
        json!({"success": true, "status": "success", "taskId": SCHEDULE_2})
    );

    let after = one(&sandbox, &token, SCHEDULE_2).await;
    let mut wanted = before.clone();
    wanted["cronSchedule"]["hour"] = "22".into();
    wanted["cronSchedule"]["minute"] = "30".into();
    wanted["cronExpression"] = "0 30 22 ? * 7".into();
    wanted["generation"] = 3.into();
    wanted["updated"] = NOW_MS.into();
    for (name, value) in sent.as_object().unwrap() {
        wanted["parameters"][name] = value.clone();
    }
    assert_eq!(after, wanted);
}

#[tokio::test]
async fn a_backup_is_edited_only_with_name_store_and_passcode() {
    let sandbox = Sandbox::documented();
    let token = sandbox.administrator().await;
    let before = one(&sandbox, &token, SCHEDULE_2).await;
    let title = ("title", "renamed");
    for (parameters, expected) in [
        ("", "'parameters' is required"),
        ("[]", "'parameters' must be a JSON object"),
        ("{}", "'storeName' is required"),
        (r#"{"name":"a","storeName":"b"}"#, "at least 8 characters"),
        (
            r#"{"name":"a","storeName":"b","passcode":"longEnough","retentionOffset":1}"#,
            "'retentionOffset' must equal",
        ),
    ] {
        let told = update(
            &sandbox,
            &token,
            SCHEDULE_2,
            &[title, ("parameters", parameters)],
        )
        .await;
        assert_eq!(told.code(), 400, "{parameters}");
        assert!(told.text.contains(expected), "{expected}: {}", told.text);
    }
    assert_eq!(one(&sandbox, &token, SCHEDULE_2).await, before);
}

#[tokio::test]
async fn a_task_of_the_system_changes_its_schedule_and_title_only() {
    let sandbox = Sandbox::documented();
    let token = sandbox.administrator().await;
    let form = [
        ("title", "nightly cleaning"),
        ("type", "CleanGPJobs"),
        ("parameters", "{}"),
        ("hour", "3"),
    ];
    let told = update(&sandbox, &token, CLEANER, &form).await;
    assert_eq!(told.json()["success"], true, "{}", told.text);
    let after = one(&sandbox, &token, CLEANER).await;
    assert_eq!(after["cronExpression"], "0 0 3 * * ?");
    assert_eq!(after["runIntervalSeconds"], 86_400);
    assert_eq!(after["taskTitle"], "nightly cleaning");
    assert!(after.get("parameters").is_none());

    for (name, value, expected) in [
        ("parameters", parameters().to_string(), "must be {}"),
        ("type", "CreateBackup".to_owned(), "cannot change"),
        ("itemId", "another".to_owned(), "belongs to another task"),
        ("hour", "25".to_owned(), "cron"),
    ] {
        let told = update(&sandbox, &token, CLEANER, &[(name, &value)]).await;
        assert_eq!(told.code(), 400, "{name}");
        assert!(told.text.contains(expected), "{expected}: {}", told.text);
    }
    assert_eq!(one(&sandbox, &token, CLEANER).await, after);
}

#[tokio::test]
async fn a_date_that_is_sent_empty_is_taken_away() {
    let sandbox = Sandbox::documented();
    let token = sandbox.administrator().await;
    let form = [("endDate", "1893456000000"), ("maxOccurrences", "3")];
    update(&sandbox, &token, CLEANER, &form).await;
    let task = one(&sandbox, &token, CLEANER).await;
    assert_eq!(
        (&task["endDate"], &task["maxOccurrences"]),
        (&json!(1_893_456_000_000_i64), &json!(3))
    );

    update(
        &sandbox,
        &token,
        CLEANER,
        &[("endDate", ""), ("maxOccurrences", "")],
    )
    .await;
    let task = one(&sandbox, &token, CLEANER).await;
    assert!(task.get("endDate").is_none());
    assert_eq!(
        task["maxOccurrences"], 3,
        "this one has a value of its own for none: -1"
    );
}

#[tokio::test]
async fn a_window_that_ends_before_the_start_it_had_is_refused() {
    let sandbox = Sandbox::documented();
    let token = sandbox.administrator().await;
    let sent = parameters().to_string();
    let form = [("endDate", "1634961600000"), ("parameters", sent.as_str())];
    let told = update(&sandbox, &token, SCHEDULE_2, &form).await;
    assert!(told.text.contains("must be after"), "{}", told.text);
}

#[tokio::test]
async fn an_edit_needs_a_post_a_token_and_a_task() {
    let sandbox = Sandbox::documented();
    let token = sandbox.administrator().await;
    let path = format!("{TASKS}/{CLEANER}/update");
    let told = sandbox
        .get(&format!("{path}?f=json&token={token}&hour=3"))
        .await;
    assert_eq!(told.code(), 405);
    assert_eq!(
        sandbox
            .post(&path, &[("f", "json"), ("hour", "3")])
            .await
            .code(),
        499
    );
    let unknown = "0".repeat(32);
    assert_eq!(update(&sandbox, &token, &unknown, &[]).await.code(), 404);
    assert_eq!(one(&sandbox, &token, CLEANER).await["generation"], 129);
}
