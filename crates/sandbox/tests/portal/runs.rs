//! Looking at runs, editing and deleting them.

use crate::support::{SCHEDULE_2, Sandbox};
use sandbox::cli::Seed;
use serde_json::{Value, json};

const TASKS: &str = "/gis/admin/system/tasks";
/// The documented hourly backup.
const SCHEDULE_1: &str = "059ac9ad30ad4ac18d92faec93715428";
const CLEANER: &str = "e34d3851b7f34510a3097f23cb7adab3";
const HOUR_MS: i64 = 3_600_000;

async fn runs(sandbox: &Sandbox, token: &str, task: &str) -> Vec<Value> {
    let path = format!("{TASKS}/{task}/runs?f=json&token={token}");
    let list = sandbox.get(&path).await.json();
    let runs = list["result"]
        .as_array()
        .unwrap_or_else(|| panic!("{list}"));
    assert_eq!(list["total"], runs.len());
    assert_eq!(
        (&list["num"], &list["start"], &list["nextStart"]),
        (&list["total"], &json!(0), &json!(0))
    );
    runs.clone()
}

fn path(task: &str, run: &Value, operation: &str) -> String {
    format!(
        "{TASKS}/{task}/runs/{}{operation}",
        run["runId"].as_str().unwrap()
    )
}

#[tokio::test]
async fn the_documented_tasks_have_run_as_often_as_their_generation_tells() {
    let sandbox = Sandbox::documented();
    let token = sandbox.administrator().await;
    let list = sandbox
        .get(&format!("{TASKS}?f=json&token={token}"))
        .await
        .json();
    let mut counts = Vec::new();
    for task in list["result"].as_array().unwrap() {
        let runs = runs(&sandbox, &token, task["id"].as_str().unwrap()).await;
        let newest = &runs[0];
        assert_eq!(
            newest["task"]["lastStart"], task["lastStart"],
            "newest first"
        );
        assert_eq!(newest["task"]["generation"], runs.len() + 1);
        assert_eq!(newest["task"]["taskTitle"], task["taskTitle"]);
        counts.push(runs.len());
    }
    assert_eq!(counts, [1, 114, 127, 128]);
}

#[tokio::test]
async fn a_run_has_the_documented_members_and_starts_soon_after_its_time() {
    let sandbox = Sandbox::documented();
    let token = sandbox.administrator().await;
    let runs = runs(&sandbox, &token, SCHEDULE_1).await;
    for run in &runs {
        let names: Vec<&str> = run
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        assert_eq!(
            names,
            [
                "result", "task", "created", "modified", "runId", "url", "status"
            ]
        );
        let (created, modified) = (
            run["created"].as_i64().unwrap(),
            run["modified"].as_i64().unwrap(),
        );
        assert!(created <= modified);
        if run["status"] != "skipped" {
            let late = created - run["task"]["lastStart"].as_i64().unwrap();
            assert!((0..60_000).contains(&late), "{late}");
        }
    }
    let of = |status: &str| runs.iter().filter(|run| run["status"] == status).count();
    assert_eq!(of("skipped"), 1);
    assert!(of("failed") >= 1 && of("succeeded") > 100);
    // It was passed over because the one before took longer than an hour.
    let skipped = runs
        .iter()
        .position(|run| run["status"] == "skipped")
        .unwrap();
    let before = &runs[skipped + 1];
    assert!(before["modified"].as_i64() > runs[skipped]["created"].as_i64());
    assert!(before["modified"].as_i64().unwrap() - before["created"].as_i64().unwrap() > HOUR_MS);
}

#[tokio::test]
async fn one_run_is_told_as_in_the_list() {
    let sandbox = Sandbox::documented();
    let token = sandbox.administrator().await;
    let run = runs(&sandbox, &token, SCHEDULE_2).await[0].clone();
    let address = format!("{}?f=json&token={token}", path(SCHEDULE_2, &run, ""));
    assert_eq!(sandbox.get(&address).await.json(), run);
    let elsewhere = format!("{}?f=json&token={token}", path(CLEANER, &run, ""));
    assert_eq!(
        sandbox.get(&elsewhere).await.code(),
        404,
        "a run belongs to its task"
    );
}

#[tokio::test]
async fn a_run_is_edited_by_the_name_of_the_documentation_and_by_the_clients() {
    let sandbox = Sandbox::documented();
    let token = sandbox.administrator().await;
    let run = runs(&sandbox, &token, SCHEDULE_2).await[0].clone();
    let address = path(SCHEDULE_2, &run, "/update");
    for (name, status, text) in [
        ("result", "failed", "By hand."),
        ("results", "succeeded", "After all."),
    ] {
        let form = [
            ("status", status),
            (name, text),
            ("f", "json"),
            ("token", &token),
        ];
        assert_eq!(
            sandbox.post(&address, &form).await.json(),
            json!({"status": "success"})
        );
        let now = runs(&sandbox, &token, SCHEDULE_2).await[0].clone();
        assert_eq!(
            (&now["status"], &now["result"]),
            (&json!(status), &json!(text))
        );
        assert_eq!(now["created"], run["created"]);
    }
    let form = [("status", "failed"), ("f", "json"), ("token", &token)];
    sandbox.post(&address, &form).await;
    let now = runs(&sandbox, &token, SCHEDULE_2).await[0].clone();
    assert_eq!(
        (&now["status"], &now["result"]),
        (&json!("failed"), &json!("After all."))
    );
}

#[tokio::test]
async fn a_state_that_is_none_is_refused_with_those_that_are() {
    let sandbox = Sandbox::documented();
    let token = sandbox.administrator().await;
    let run = runs(&sandbox, &token, SCHEDULE_2).await[0].clone();
    for status in ["", "done", "Succeeded"] {
        let form = [
            ("status", status),
            ("result", "x"),
            ("f", "json"),
            ("token", &token),
        ];
        let told = sandbox
            .post(&path(SCHEDULE_2, &run, "/update"), &form)
            .await;
        assert_eq!(told.code(), 400);
        assert!(told.text.contains("submitfailed"), "{}", told.text);
    }
    assert_eq!(runs(&sandbox, &token, SCHEDULE_2).await[0], run);
}

#[tokio::test]
async fn a_deleted_run_is_gone_and_the_others_stay() {
    let sandbox = Sandbox::documented();
    let token = sandbox.administrator().await;
    let form = [("f", "json"), ("token", token.as_str())];
    let before = runs(&sandbox, &token, SCHEDULE_1).await;
    let address = path(SCHEDULE_1, &before[3], "/delete");
    assert_eq!(
        sandbox
            .get(&format!("{address}?f=json&token={token}"))
            .await
            .code(),
        405
    );
    assert_eq!(sandbox.post(&address, &[("f", "json")]).await.code(), 499);
    assert_eq!(
        sandbox.post(&address, &form).await.json(),
        json!({"status": "success"})
    );
    assert_eq!(sandbox.post(&address, &form).await.code(), 404);
    let mut wanted = before;
    wanted.remove(3);
    assert_eq!(runs(&sandbox, &token, SCHEDULE_1).await, wanted);
}

#[tokio::test]
async fn with_a_task_go_its_runs() {
    let sandbox = Sandbox::documented();
    let token = sandbox.administrator().await;
    let run = runs(&sandbox, &token, SCHEDULE_2).await[0].clone();
    let form = [("f", "json"), ("token", token.as_str())];
    sandbox
        .post(&format!("{TASKS}/{SCHEDULE_2}/delete"), &form)
        .await;
    for address in [
        format!("{TASKS}/{SCHEDULE_2}/runs"),
        path(SCHEDULE_2, &run, ""),
    ] {
        let told = sandbox
            .get(&format!("{address}?f=json&token={token}"))
            .await;
        assert_eq!(told.code(), 404);
    }
}

#[tokio::test]
async fn the_runs_need_the_default_administrator() {
    let sandbox = Sandbox::documented();
    let publisher = sandbox.sign_in("publisher", "sandbox.publisher1").await;
    let address = format!("{TASKS}/{SCHEDULE_2}/runs?f=json");
    assert_eq!(
        sandbox
            .get(&format!("{address}&token={publisher}"))
            .await
            .code(),
        403
    );
    assert_eq!(sandbox.get(&address).await.code(), 499);
}

#[tokio::test]
async fn a_hundred_thousand_runs_of_one_task_are_told_in_one_answer() {
    let sandbox = Sandbox::seeded(Seed::Runs(100_000));
    let token = sandbox.administrator().await;
    let runs = runs(&sandbox, &token, CLEANER).await;
    assert_eq!(runs.len(), 100_000);
    assert_eq!(
        runs[0]["task"]["lastStart"], 1_792_764_000_000_i64,
        "the hour before now"
    );
    let starts = runs
        .windows(2)
        .all(|pair| pair[0]["task"]["lastStart"].as_i64() > pair[1]["task"]["lastStart"].as_i64());
    assert!(starts);
}
