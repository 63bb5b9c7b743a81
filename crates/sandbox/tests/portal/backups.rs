//! Backups: making, listing, keeping, deleting them, and the jobs that tell of it.

use crate::contract::{fixture, has_shape};
use crate::recovery::{DR, PASSCODE, Session, folder_of};
use crate::support::{NOW_MS, SCHEDULE_2, Sandbox};
use serde_json::{Value, json};

const BACKUPS: &str = "/gis/admin/system/disasterrecovery/stores/default/backups";
const OLD: &str = "/gis/admin/system/disasterrecovery/backuprestore";

#[tokio::test]
async fn a_backup_is_listed_with_what_was_asked_for() {
    let sandbox = Sandbox::documented();
    let session = Session::administrator(&sandbox).await;
    let later = (NOW_MS + 86_400_000).to_string();
    let form = [
        ("description", "Before the upgrade"),
        ("retentionDate", later.as_str()),
    ];
    let job = session.back_up("default", "before upgrade", &form).await;
    assert_eq!(job["status"], "COMPLETED", "{job}");
    assert_eq!(job["result"]["stages"].as_array().unwrap().len(), 5);
    let list = session.get(BACKUPS).await;
    let [backup] = list["backups"].as_array().unwrap().as_slice() else {
        panic!("{list}");
    };
    assert_eq!(backup["backupName"], "before upgrade");
    assert_eq!(backup["description"], "Before the upgrade");
    assert_eq!(backup["scheduleType"], "MANUAL");
    assert_eq!(backup["status"], "completed");
    assert_eq!(backup["retentionDate"], NOW_MS + 86_400_000);
    let one = session.get(&format!("{BACKUPS}/before%20upgrade")).await;
    assert_eq!(&one, backup);
    let status = session.get(&format!("{DR}/status")).await["status"].clone();
    assert_eq!(
        (&status["state"], &status["operation"]),
        (&json!("success"), &json!("Backup"))
    );
    assert_eq!(status["backupName"], "before upgrade");
}

#[tokio::test]
async fn a_backup_under_way_is_told_by_status_and_job_and_lets_no_other_begin() {
    let sandbox = Sandbox::slow();
    let session = Session::administrator(&sandbox).await;
    let submitted = session.create("default", "slow", &[]).await;
    let id = submitted["jobid"].as_str().unwrap();
    let job = session.get(&format!("/gis/admin/jobs/{id}")).await;
    assert_eq!(
        (&job["status"], &job["endtime"]),
        (&json!("EXECUTING"), &json!(0))
    );
    let told = session.get(&format!("{DR}/status")).await;
    has_shape(&fixture("status-running.json"), &told, "status");
    let status = told["status"].clone();
    assert_eq!(
        (&status["state"], &status["backupName"]),
        (&json!("in_progress"), &json!("slow"))
    );
    assert_eq!(status["stages"][4]["state"], "not_started");
    let second = session.create("default", "second", &[]).await;
    let busy = "Another disaster recovery operation is in progress: wait until it is done.";
    assert_eq!(
        (&second["error"]["code"], &second["error"]["details"]),
        (&json!(409), &json!([busy]))
    );
    assert!(
        session.names("default").await.is_empty(),
        "it is no backup yet"
    );
    let unregister = format!("{DR}/stores/default/unregister");
    let told = session.post(&unregister, &[]).await;
    assert_eq!(
        told["error"]["code"], 409,
        "a store that is written to stays"
    );
}

#[tokio::test]
async fn what_is_wrong_with_a_backup_is_told_and_nothing_begins() {
    let sandbox = Sandbox::documented();
    let session = Session::administrator(&sandbox).await;
    for (name, passcode, date, word) in [
        ("", PASSCODE, "-1", "'name' is required"),
        ("../up", PASSCODE, "-1", "'name' may have"),
        ("short", "1234567", "-1", "at least 8 characters"),
        ("none", "", "-1", "at least 8 characters"),
        ("past", PASSCODE, "1634736144653", "a time to come"),
        ("text", PASSCODE, "tomorrow", "a time to come"),
    ] {
        let form = [
            ("name", name),
            ("passcode", passcode),
            ("retentionDate", date),
        ];
        let told = session.post(&format!("{BACKUPS}/create"), &form).await;
        assert_eq!(told["error"]["code"], 400, "{name}");
        assert!(
            told["error"]["details"].to_string().contains(word),
            "{name}: {told}"
        );
    }
    let nowhere = session.create("nowhere", "b", &[]).await;
    assert_eq!(nowhere["error"]["code"], 404);
    assert_eq!(session.get("/gis/admin/jobs").await, json!({"jobs": []}));
    assert_eq!(
        session.get(&format!("{DR}/status")).await,
        json!({"status": {}})
    );
}

#[tokio::test]
async fn the_retention_of_a_backup_can_be_changed() {
    let sandbox = Sandbox::documented();
    let session = Session::administrator(&sandbox).await;
    session.back_up("default", "b", &[]).await;
    let date = async || session.get(&format!("{BACKUPS}/b")).await["retentionDate"].clone();
    assert_eq!(date().await, -1, "kept for ever where nothing is said");
    let later = NOW_MS + 1;
    let path = format!("{BACKUPS}/b/update");
    let told = session
        .post(&path, &[("retentionDate", &later.to_string())])
        .await;
    assert_eq!(told, json!({"status": "success"}));
    assert_eq!(date().await, later);
    for odd in ["", "0", "x"] {
        assert_eq!(
            session.post(&path, &[("retentionDate", odd)]).await["error"]["code"],
            400,
            "{odd}"
        );
    }
    assert_eq!(date().await, later);
    session.post(&path, &[("retentionDate", "-1")]).await;
    assert_eq!(date().await, -1);
    let missing = session
        .post(&format!("{BACKUPS}/x/update"), &[("retentionDate", "-1")])
        .await;
    assert_eq!(missing["error"]["code"], 404);
}

#[tokio::test]
async fn a_backup_is_deleted_at_either_address() {
    let sandbox = Sandbox::documented();
    let session = Session::administrator(&sandbox).await;
    for name in ["a", "b", "c"] {
        session.back_up("default", name, &[]).await;
    }
    let told = session.post(&format!("{BACKUPS}/a/delete"), &[]).await;
    assert_eq!(told, json!({"status": "success"}));
    let told = session.post(&format!("{OLD}/backups/b/delete"), &[]).await;
    assert_eq!(told, json!({"status": "success"}));
    assert_eq!(session.names("default").await, ["c"]);
    let told = session
        .post(&format!("{BACKUPS}/c/delete"), &[("async", "True")])
        .await;
    assert!(
        told["jobid"].is_string() && told["jobsUrl"].is_string(),
        "{told}"
    );
    for path in [
        format!("{BACKUPS}/c/delete"),
        format!("{OLD}/backups/c/delete"),
    ] {
        assert_eq!(session.post(&path, &[]).await["error"]["code"], 404);
    }
}

#[tokio::test]
async fn the_addresses_of_release_10_9_do_the_same() {
    let sandbox = Sandbox::documented();
    let session = Session::administrator(&sandbox).await;
    session.back_up("default", "here", &[]).await;
    let form = [
        ("name", "there"),
        ("storeName", "backupstore1"),
        ("passcode", PASSCODE),
    ];
    let told = session.post(&format!("{OLD}/backup"), &form).await;
    assert!(told["jobid"].is_string(), "{told}");
    let status = async || session.get(&format!("{OLD}/status")).await["status"]["state"].clone();
    while status().await == "in_progress" {}
    let list = session.get(&format!("{OLD}/backups")).await;
    let names: Vec<&Value> = list["backups"]
        .as_array()
        .unwrap()
        .iter()
        .map(|b| &b["backupName"])
        .collect();
    assert_eq!(names, ["here", "there"]);
    let one = session.get(&format!("{OLD}/backups/there")).await;
    assert_eq!(one["backupStore"], "backupstore1");
    let form = [
        ("storeName", "backupstore1"),
        ("passcode", "not the passcode"),
    ];
    let refused = session
        .post(&format!("{OLD}/backups/there/restore"), &form)
        .await;
    assert_eq!(refused["error"]["code"], 400, "{refused}");
    let unnamed = session
        .post(
            &format!("{OLD}/backup"),
            &[("name", "x"), ("passcode", PASSCODE)],
        )
        .await;
    assert_eq!(
        unnamed["error"]["details"],
        json!(["'storeName' is required."])
    );
}

#[tokio::test]
async fn release_10_9_finds_its_way_validates_and_restores() {
    let sandbox = Sandbox::documented();
    let session = Session::administrator(&sandbox).await;
    assert_eq!(
        session.get(OLD).await,
        json!({"operations": ["backup", "status"], "resources": ["backups"]})
    );
    session.back_up("backupstore1", "there", &[]).await;
    let validated = session
        .post(&format!("{OLD}/backups/there/validate"), &[])
        .await;
    let store = format!("{DR}/stores/backupstore1/validate");
    assert_eq!(validated["isReady"], true, "{validated}");
    assert_eq!(validated, session.post(&store, &[]).await);

    let tasks = "/gis/admin/system/tasks";
    session
        .post(&format!("{tasks}/{SCHEDULE_2}/delete"), &[])
        .await;
    // No store is named: the one that has it is meant.
    let restore = format!("{OLD}/backups/there/restore");
    let status = session.restore_at(&restore, PASSCODE).await;
    assert_eq!(
        (&status["state"], &status["operation"]),
        (&json!("success"), &json!("Restore"))
    );
    assert_eq!(session.get(tasks).await["total"], 4, "as it was");
    for operation in ["restore", "validate"] {
        let path = format!("{OLD}/backups/nowhere/{operation}");
        let missing = session.post(&path, &[("passcode", PASSCODE)]).await;
        assert_eq!(missing["error"]["code"], 404, "{operation}: {missing}");
    }
}

#[tokio::test]
async fn looking_at_an_operation_never_carries_it_out() {
    let sandbox = Sandbox::documented();
    let session = Session::administrator(&sandbox).await;
    session.back_up("default", "b", &[]).await;
    for operation in ["b/delete", "b/restore", "b/update", "create"] {
        let told = session.get(&format!("{BACKUPS}/{operation}")).await;
        assert_eq!(told["error"]["code"], 405, "{operation}");
        let page = sandbox.get(&format!("{BACKUPS}/{operation}")).await;
        assert!(page.text.contains("<form method=\"post\">"), "{operation}");
    }
    for path in [format!("{BACKUPS}/b/delete"), format!("{BACKUPS}/create")] {
        let told = sandbox
            .post(
                &path,
                &[("f", "json"), ("name", "x"), ("passcode", PASSCODE)],
            )
            .await;
        assert_eq!(told.code(), 499, "{path}");
    }
    assert_eq!(session.names("default").await, ["b"]);
}

#[tokio::test]
async fn what_is_no_complete_backup_is_not_listed() {
    let sandbox = Sandbox::documented();
    let session = Session::administrator(&sandbox).await;
    for name in ["whole", "no archive", "no manifest", "short"] {
        session.back_up("default", name, &[]).await;
    }
    let whole = folder_of(sandbox.data(), "whole");
    let volume = whole.parent().unwrap();
    std::fs::remove_file(volume.join("no archive/archive.age")).unwrap();
    std::fs::remove_file(volume.join("no manifest/manifest.json")).unwrap();
    let archive = std::fs::OpenOptions::new()
        .write(true)
        .open(volume.join("short/archive.age"));
    archive.unwrap().set_len(100).unwrap();
    std::fs::write(volume.join("stray.txt"), "x").unwrap();
    assert_eq!(session.names("default").await, ["whole"]);
    let taken = session.create("default", "short", &[]).await;
    assert_eq!(
        taken["error"]["code"], 409,
        "what is there is not written over"
    );
}

#[tokio::test]
async fn whoever_sees_the_end_of_a_backup_may_begin_the_next() {
    let sandbox = Sandbox::documented();
    let session = Session::administrator(&sandbox).await;
    for nth in 0..8 {
        let job = session.back_up("default", &format!("b{nth}"), &[]).await;
        assert_eq!(job["status"], "COMPLETED", "{nth}: {job}");
    }
    let status = async || session.get(&format!("{DR}/status")).await["status"]["state"].clone();
    for nth in 8..16 {
        let told = session.create("default", &format!("b{nth}"), &[]).await;
        assert!(told["jobid"].is_string(), "{nth}: {told}");
        while status().await == "in_progress" {}
    }
    assert_eq!(session.names("default").await.len(), 16);
}
