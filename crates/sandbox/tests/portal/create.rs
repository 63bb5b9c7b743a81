//! `createTask`.

use crate::support::{NOW_MS, Sandbox, Told, parameters, schedule};
use serde_json::json;

const TASKS: &str = "/gis/admin/system/tasks";

/// The documented request, with some of its fields replaced; an empty one is as good as none.
async fn create(sandbox: &Sandbox, token: &str, changes: &[(&str, &str)]) -> Told {
    let parameters = parameters().to_string();
    let mut form = schedule("backups", &parameters, token);
    for (name, value) in changes {
        form.retain(|(known, _)| known != name);
        form.push((name, value));
    }
    sandbox.post(&format!("{TASKS}/createTask"), &form).await
}

#[tokio::test]
async fn a_created_task_has_what_the_portal_derives() {
    let sandbox = Sandbox::documented();
    let token = sandbox.administrator().await;
    let told = create(&sandbox, &token, &[("startDate", "1793491200000")])
        .await
        .json();
    assert_eq!(
        (&told["success"], &told["status"]),
        (&true.into(), &"success".into())
    );
    let id = told["taskId"].as_str().unwrap();
    assert!(id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit()));

    let task = sandbox
        .get(&format!("{TASKS}/{id}?f=json&token={token}"))
        .await
        .json();
    for (name, value) in [
        ("taskTitle", json!("backups")),
        ("taskType", json!("CreateBackup")),
        ("type", json!("CREATE_BACKUP_TASK_TYPE")),
        ("cronExpression", json!("0 0 4 ? * 7")),
        ("runIntervalSeconds", json!(604_800)),
        ("generation", json!(1)),
        ("active", json!(true)),
        ("taskState", json!("active")),
        ("maxOccurrences", json!(-1)),
        ("created", json!(NOW_MS)),
        ("updated", json!(NOW_MS)),
        ("startDate", json!(1_793_491_200_000_i64)),
        ("id", json!(id)),
    ] {
        assert_eq!(task[name], value, "{name}");
    }
    assert_eq!(task["cronSchedule"]["dayOfWeek"], "7");
    assert_eq!(task["parameters"]["itemId"], "", "only replies have it");
    assert!(task.get("lastStart").is_none(), "it has never run");
    assert!(task.get("endDate").is_none());
}

#[tokio::test]
async fn quartz_decides_what_a_schedule_is() {
    let sandbox = Sandbox::documented();
    let token = sandbox.administrator().await;
    for (field, value) in [
        ("minute", "60"),
        ("minute", ""),
        ("hour", "24"),
        ("dayOfMonth", "5"),
        ("dayOfWeek", "?"),
        ("dayOfWeek", "8"),
        ("dayOfWeek", "2#6"),
        ("month", "13"),
    ] {
        let told = create(&sandbox, &token, &[(field, value)]).await;
        assert_eq!(told.code(), 400, "{field} {value:?}");
        let details = told.json()["error"]["details"].to_string();
        assert!(
            details.contains("cron") || details.contains(field),
            "{details}"
        );
    }
    for (fields, expression) in [
        ([("dayOfMonth", "LW"), ("dayOfWeek", "?")], "0 0 4 LW * ?"),
        ([("dayOfMonth", "?"), ("dayOfWeek", "6L")], "0 0 4 ? * 6L"),
        ([("dayOfMonth", "?"), ("dayOfWeek", "2#1")], "0 0 4 ? * 2#1"),
        (
            [("dayOfMonth", "?"), ("dayOfWeek", "MON-FRI")],
            "0 0 4 ? * MON-FRI",
        ),
    ] {
        let told = create(&sandbox, &token, &fields).await.json();
        let id = told["taskId"].as_str().unwrap_or_else(|| panic!("{told}"));
        let task = sandbox
            .get(&format!("{TASKS}/{id}?f=json&token={token}"))
            .await
            .json();
        assert_eq!(task["cronExpression"], expression);
    }
}

#[tokio::test]
async fn everything_that_is_wrong_is_said_at_once_and_nothing_is_made() {
    let sandbox = Sandbox::documented();
    let token = sandbox.administrator().await;
    let changes = [
        ("type", "CleanGPJobs"),
        ("minute", "61"),
        ("parameters", "{\"name\":\"\",\"passcode\":\"short\"}"),
        ("startDate", "tomorrow"),
        ("maxOccurrences", "0"),
    ];
    let told = create(&sandbox, &token, &changes).await.json();
    let details = told["error"]["details"].as_array().unwrap();
    for expected in [
        "'type' must be CreateBackup",
        "cron",
        "'name' is required",
        "'storeName' is required",
        "at least 8 characters",
        "'metaData'",
        "'startDate' must be a whole number",
        "'maxOccurrences'",
    ] {
        assert!(
            details
                .iter()
                .any(|detail| detail.as_str().unwrap().contains(expected)),
            "{expected}: {details:?}"
        );
    }
    assert!(
        !told.to_string().contains("short"),
        "a passcode is repeated"
    );
    let list = sandbox
        .get(&format!("{TASKS}?f=json&token={token}"))
        .await
        .json();
    assert_eq!(list["total"], 4);
}

#[tokio::test]
async fn a_retention_that_contradicts_itself_is_refused() {
    let sandbox = Sandbox::documented();
    let token = sandbox.administrator().await;
    let mut wrong = parameters();
    wrong["retentionOffset"] = json!(86_400_000);
    let told = create(&sandbox, &token, &[("parameters", &wrong.to_string())]).await;
    assert!(
        told.text.contains("'retentionOffset' must equal"),
        "{}",
        told.text
    );
}

#[tokio::test]
async fn an_end_before_the_start_is_refused() {
    let sandbox = Sandbox::documented();
    let token = sandbox.administrator().await;
    let dates = [("startDate", "1793491200000"), ("endDate", "1793491200000")];
    let told = create(&sandbox, &token, &dates).await;
    assert!(told.text.contains("must be after"), "{}", told.text);
}

#[tokio::test]
async fn members_that_the_portal_does_not_know_are_kept() {
    let sandbox = Sandbox::documented();
    let token = sandbox.administrator().await;
    let mut more = parameters();
    more["description"] = json!("Before the <nightly> load");
    let told = create(&sandbox, &token, &[("parameters", &more.to_string())])
        .await
        .json();
    let id = told["taskId"].as_str().unwrap();
    let task = sandbox
        .get(&format!("{TASKS}/{id}?f=json&token={token}"))
        .await
        .json();
    assert_eq!(
        task["parameters"]["description"],
        "Before the <nightly> load"
    );
}
