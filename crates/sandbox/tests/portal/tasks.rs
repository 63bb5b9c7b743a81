//! Looking at tasks, switching and deleting them.

use crate::support::{SCHEDULE_2, Sandbox};
use serde_json::Value;

const TASKS: &str = "/gis/admin/system/tasks";

async fn one(sandbox: &Sandbox, token: &str, id: &str) -> Value {
    sandbox
        .get(&format!("{TASKS}/{id}?f=json&token={token}"))
        .await
        .json()
}

#[tokio::test]
async fn enabling_and_disabling_move_state_and_generation_together() {
    let sandbox = Sandbox::documented();
    let token = sandbox.administrator().await;
    let form = [("f", "json"), ("token", token.as_str())];
    let before = one(&sandbox, &token, SCHEDULE_2).await;
    assert_eq!(
        (
            &before["active"],
            &before["taskState"],
            &before["generation"]
        ),
        (&false.into(), &"paused".into(), &2.into())
    );
    for (operation, active, state, generation) in [
        ("enable", true, "active", 3),
        ("enable", true, "active", 3),
        ("disable", false, "paused", 4),
    ] {
        let path = format!("{TASKS}/{SCHEDULE_2}/{operation}");
        let told = sandbox.post(&path, &form).await.json();
        assert_eq!(told["status"], "success");
        let after = one(&sandbox, &token, SCHEDULE_2).await;
        assert_eq!(after["active"], active);
        assert_eq!(after["taskState"], state);
        assert_eq!(after["generation"], generation);
    }
}

#[tokio::test]
async fn a_deleted_task_is_gone_and_one_of_the_system_stays() {
    let sandbox = Sandbox::documented();
    let token = sandbox.administrator().await;
    let form = [("f", "json"), ("token", token.as_str())];
    let path = format!("{TASKS}/{SCHEDULE_2}/delete");
    assert_eq!(sandbox.post(&path, &form).await.json()["status"], "success");
    assert_eq!(
        one(&sandbox, &token, SCHEDULE_2).await["error"]["code"],
        404
    );
    assert_eq!(sandbox.post(&path, &form).await.code(), 404);

    let list = sandbox
        .get(&format!("{TASKS}?f=json&token={token}"))
        .await
        .json();
    assert_eq!(list["total"], 3);
    let cleaner = list["result"]
        .as_array()
        .unwrap()
        .iter()
        .find(|task| task["taskType"] == "BackupRetentionCleaner")
        .unwrap();
    let path = format!("{TASKS}/{}/delete", cleaner["id"].as_str().unwrap());
    assert_eq!(sandbox.post(&path, &form).await.code(), 400);
}

#[tokio::test]
async fn looking_at_an_operation_never_carries_it_out() {
    let sandbox = Sandbox::documented();
    let token = sandbox.administrator().await;
    for operation in ["delete", "enable"] {
        let path = format!("{TASKS}/{SCHEDULE_2}/{operation}?f=json&token={token}");
        assert_eq!(sandbox.get(&path).await.code(), 405);
    }
    let task = one(&sandbox, &token, SCHEDULE_2).await;
    assert_eq!(
        (&task["active"], &task["generation"]),
        (&false.into(), &2.into())
    );
}

#[tokio::test]
async fn an_unknown_task_is_said_to_be_unknown() {
    let sandbox = Sandbox::documented();
    let token = sandbox.administrator().await;
    assert_eq!(
        one(&sandbox, &token, "00000000000000000000000000000000").await["error"]["code"],
        404
    );
}
