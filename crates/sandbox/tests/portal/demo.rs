//! The backups that a new portal holds, so that there is something to look at and to restore.

use crate::process::{post, start, token};
use crate::recovery::DR;
use sandbox::recovery::DEMO_PASSCODE;
use serde_json::{Value, json};

fn backups(address: &str, token: &str, store: &str) -> Vec<Value> {
    let path = format!("{DR}/stores/{store}/backups");
    let told = post(address, &path, &[("f", "json"), ("token", token)]).unwrap();
    told["backups"]
        .as_array()
        .unwrap_or_else(|| panic!("{told}"))
        .clone()
}

#[test]
fn they_are_told_like_others_and_one_can_be_restored_with_the_documented_passcode() {
    let data = tempfile::tempdir().unwrap();
    let options = [
        "--pace",
        "0",
        "--speed",
        "0",
        "--now",
        "2026-10-23T14:02:00Z",
    ];
    let running = start(data.path(), &options);
    let (address, token) = (running.address.as_str(), token(&running.address));
    let scheduled = backups(address, &token, "default");
    let names: Vec<_> = scheduled
        .iter()
        .map(|backup| &backup["backupName"])
        .collect();
    assert_eq!(
        names,
        ["schedule2-2026-10-10-040000", "schedule2-2026-10-17-040000"]
    );
    assert_eq!(scheduled[0]["scheduleType"], "SCHEDULED");
    let by_hand = backups(address, &token, "backupstore1");
    let names: Vec<_> = by_hand.iter().map(|backup| &backup["backupName"]).collect();
    assert_eq!(names, ["before-upgrade", "month-end"]);
    assert_eq!(by_hand[0]["retentionDate"], -1);

    let restore = format!("{DR}/stores/backupstore1/backups/before-upgrade/restore");
    let asked = |passcode: &str| {
        let form = [
            ("f", "json"),
            ("token", token.as_str()),
            ("passcode", passcode),
        ];
        post(address, &restore, &form).unwrap()
    };
    assert_eq!(asked("not-the-passcode")["error"]["code"], 400);
    assert_eq!(asked(DEMO_PASSCODE), json!({"status": "success"}));
    let status = format!("{DR}/status");
    let status = loop {
        let form = [("f", "json"), ("token", token.as_str())];
        if let Some(told) = post(address, &status, &form) {
            break told["status"].clone();
        }
        std::thread::yield_now();
    };
    assert_eq!(
        (&status["operation"], &status["state"]),
        (&json!("Restore"), &json!("success"))
    );
}

#[test]
fn the_seed_of_tasks_alone_holds_none() {
    let data = tempfile::tempdir().unwrap();
    let running = start(data.path(), &["--seed", "tasks"]);
    let token = token(&running.address);
    for store in ["default", "backupstore1"] {
        assert!(backups(&running.address, &token, store).is_empty());
    }
}
