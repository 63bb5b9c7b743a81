//! Restoring: the portal is down, then it is as it was.

use crate::recovery::{DR, PASSCODE, Session, folder_of, leftovers};
use crate::support::{NOW_MS, SCHEDULE_2, Sandbox};
use sandbox::recovery;
use sandbox::run::{NewRun, Status};
use sandbox::store::Fire;
use serde_json::json;
use std::path::Path;

const TASKS: &str = "/gis/admin/system/tasks";

/// Changes one byte in the middle.
fn damage(file: &Path) {
    let mut bytes = std::fs::read(file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(file, bytes).unwrap();
}

async fn total(session: &Session<'_>) -> i64 {
    session.get(TASKS).await["total"].as_i64().unwrap()
}

#[tokio::test]
async fn the_portal_is_as_it_was_when_the_backup_was_made() {
    let sandbox = Sandbox::documented();
    let session = Session::administrator(&sandbox).await;
    let before = session.get(TASKS).await;
    session.back_up("default", "b", &[]).await;
    session
        .post(&format!("{TASKS}/{SCHEDULE_2}/delete"), &[])
        .await;
    assert_eq!(total(&session).await, 3);
    let status = session.restore("default", "b", PASSCODE).await;
    assert_eq!(
        (&status["state"], &status["operation"]),
        (&json!("success"), &json!("Restore"))
    );
    assert_eq!(session.get(TASKS).await, before);
    assert_eq!(session.names("default").await, ["b"], "still listed");
    assert_eq!(leftovers(sandbox.data()), Vec::<String>::new());
}

#[tokio::test]
async fn a_wrong_passcode_changes_nothing() {
    let sandbox = Sandbox::documented();
    let session = Session::administrator(&sandbox).await;
    session.back_up("default", "b", &[]).await;
    session
        .post(&format!("{TASKS}/{SCHEDULE_2}/delete"), &[])
        .await;
    let status = session.get(&format!("{DR}/status")).await;
    let path = format!("{DR}/stores/default/backups/b/restore");
    for passcode in ["not the passcode", "", "planted-passcode "] {
        let told = session.post(&path, &[("passcode", passcode)]).await;
        assert_eq!(told["error"]["code"], 400, "{passcode:?}: {told}");
    }
    assert_eq!(total(&session).await, 3);
    assert_eq!(session.get(&format!("{DR}/status")).await, status);
    let missing = session
        .post(
            &format!("{DR}/stores/default/backups/x/restore"),
            &[("passcode", PASSCODE)],
        )
        .await;
    assert_eq!(missing["error"]["code"], 404);
}

#[tokio::test]
async fn while_it_restores_nothing_below_the_context_answers() {
    let sandbox = Sandbox::documented();
    let session = Session::administrator(&sandbox).await;
    session.back_up("default", "b", &[]).await;
    let sandbox = sandbox.restarted(1.0);
    let session = Session::administrator(&sandbox).await;
    let path = format!("{DR}/stores/default/backups/b/restore");
    let told = session.post(&path, &[("passcode", PASSCODE)]).await;
    assert_eq!(told, json!({"status": "success"}));
    for path in [
        "/gis",
        "/gis/",
        "/gis/sharing/rest/info",
        "/gis/apps/tasks/",
        TASKS,
        DR,
    ] {
        let told = sandbox
            .get(&format!("{path}?f=json&token={}", session.token))
            .await;
        assert_eq!(told.status, 502, "{path}");
        assert!(told.kind.starts_with("text/html"), "{path}");
        assert!(told.text.contains("502 Bad Gateway"), "{path}");
    }
    assert_eq!(sandbox.get("/elsewhere?f=json").await.status, 200);
}

#[tokio::test]
async fn a_damaged_backup_restores_nothing() {
    let sandbox = Sandbox::documented();
    let session = Session::administrator(&sandbox).await;
    session.back_up("default", "b", &[]).await;
    session
        .post(&format!("{TASKS}/{SCHEDULE_2}/delete"), &[])
        .await;
    damage(&folder_of(sandbox.data(), "b").join("archive.age"));
    let status = session.restore("default", "b", PASSCODE).await;
    assert_eq!(status["state"], "failed");
    assert_eq!(
        status["message"],
        "The backup is damaged and cannot be restored. Nothing was changed."
    );
    assert_eq!(status["stages"][0]["state"], "failed");
    assert_eq!(total(&session).await, 3);
    assert_eq!(leftovers(sandbox.data()), Vec::<String>::new());
}

#[tokio::test]
async fn sessions_are_those_of_now_and_not_those_of_the_backup() {
    let sandbox = Sandbox::documented();
    let session = Session::administrator(&sandbox).await;
    session.back_up("default", "b", &[]).await;
    let later = Session::administrator(&sandbox).await;
    later.restore("default", "b", PASSCODE).await;
    assert_eq!(total(&later).await, 4, "signed in since the backup");
    assert_eq!(total(&session).await, 4, "signed in before it");
    let operator = sandbox.sign_in("operator", "sandbox.operator1").await;
    assert!(!operator.is_empty(), "accounts are those of the backup");
}

#[tokio::test]
async fn stores_and_settings_are_those_of_now() {
    let sandbox = Sandbox::documented();
    let session = Session::administrator(&sandbox).await;
    session.back_up("default", "b", &[]).await;
    session
        .post(&format!("{DR}/stores/backupstore1/unregister"), &[])
        .await;
    session
        .post(
            &format!("{DR}/settings/update"),
            &[("settings", r#"{"timeoutInSeconds":9}"#)],
        )
        .await;
    session.restore("default", "b", PASSCODE).await;
    let stores = session.get(&format!("{DR}/stores")).await;
    assert_eq!(stores["backupStores"].as_array().unwrap().len(), 1);
    let settings = session.get(&format!("{DR}/settings")).await;
    assert_eq!(settings["timeoutInSeconds"], 9);
}

#[tokio::test]
async fn the_run_that_made_the_backup_is_done_in_it() {
    let sandbox = Sandbox::documented();
    let session = Session::administrator(&sandbox).await;
    let portal = sandbox.portal();
    let mut task = portal.store.task(SCHEDULE_2).unwrap().unwrap();
    task["parameters"]["passcode"] = json!(PASSCODE);
    let run = NewRun {
        id: "0".repeat(32),
        status: Status::Executing,
        result: String::new(),
        created_ms: NOW_MS,
        modified_ms: NOW_MS,
    };
    let fire = Fire {
        task_id: SCHEDULE_2.to_owned(),
        at_ms: NOW_MS,
        run,
    };
    portal.store.fire(&[fire]).unwrap();
    let message = recovery::scheduled_backup(portal, &task).await.unwrap();
    let runs = format!("{TASKS}/{SCHEDULE_2}/runs");
    let newest = async || session.get(&runs).await["result"][0].clone();
    assert_eq!(newest().await["status"], "executing");
    let name = session.names("default").await.remove(0);
    session.restore("default", &name, PASSCODE).await;
    let run = newest().await;
    assert_eq!(
        (&run["status"], &run["result"]),
        (&json!("succeeded"), &json!(message))
    );
}
