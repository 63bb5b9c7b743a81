//! Scheduled backups, how long they are kept, and what the two cleaners leave.

use crate::recovery::{DR, PASSCODE, Session, leftovers};
use crate::support::{NOW_MS, Sandbox, portal_at};
use sandbox::Portal;
use sandbox::jobs::Job;
use sandbox::recovery::{self, Manifest, ScheduleType};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

const DAY_MS: i64 = 86_400_000;

fn task(prefix: &str, store: &str, days: i64) -> Value {
    json!({"taskType": "CreateBackup", "parameters": {
        "name": prefix,
        "storeName": store,
        "passcode": PASSCODE,
        "retentionOffset": if days < 0 { -1 } else { days * DAY_MS },
    }})
}

/// Every backup of the documented stores, by store and name.
fn backups(portal: &Portal) -> BTreeMap<(String, String), Manifest> {
    let mut found = BTreeMap::new();
    for store in portal.recovery.catalogue().stores().unwrap() {
        for backup in portal.recovery.volume(&store).backups().unwrap() {
            found.insert((store.name.clone(), backup.backup_name.clone()), backup);
        }
    }
    found
}

fn documented(data: &Path, now_ms: i64) -> Arc<Portal> {
    let portal = portal_at(data, now_ms);
    recovery::seed(&portal.recovery, sandbox::cli::Seed::Documented, now_ms).unwrap();
    portal
}

#[tokio::test]
async fn a_scheduled_backup_is_named_by_prefix_and_date_and_kept_as_long_as_its_task_says() {
    let data = tempfile::tempdir().unwrap();
    let portal = documented(data.path(), NOW_MS);
    let told = recovery::scheduled_backup(&portal, &task("nightly", "default", 14)).await;
    assert_eq!(
        told.unwrap(),
        "Backup 'nightly-2026-10-23-140200' has been created in the backup store 'default'."
    );
    let again = recovery::scheduled_backup(&portal, &task("nightly", "default", -1)).await;
    assert!(
        again.unwrap().contains("'nightly-2026-10-23-140200-2'"),
        "two in one second"
    );
    let all = backups(&portal);
    let dates: Vec<_> = all.values().map(|backup| backup.retention_date).collect();
    assert_eq!(dates, [Some(NOW_MS + 14 * DAY_MS), None]);
    assert!(
        all.values()
            .all(|backup| backup.schedule_type == ScheduleType::Scheduled)
    );
    let status = &portal.recovery.status(NOW_MS)["status"];
    assert_eq!(
        (&status["scheduleType"], &status["state"]),
        (&json!("SCHEDULED"), &json!("success"))
    );
}

#[tokio::test]
async fn a_scheduled_backup_that_cannot_be_made_says_why() {
    let data = tempfile::tempdir().unwrap();
    let portal = portal_at(data.path(), NOW_MS);
    let told = recovery::scheduled_backup(&portal, &task("n", "gone", 1)).await;
    assert_eq!(told.unwrap_err(), "There is no backup store 'gone'.");
    let portal = documented(data.path(), NOW_MS);
    let told = recovery::scheduled_backup(&portal, &task("a/b", "default", 1)).await;
    assert!(told.unwrap_err().starts_with("'name' may have"));
    let told = recovery::scheduled_backup(&portal, &json!({"parameters": null})).await;
    assert!(told.is_err());
    std::fs::remove_dir_all(data.path().join("volumes")).unwrap();
    let told = recovery::scheduled_backup(&portal, &task("n", "default", 1)).await;
    assert_eq!(
        told.unwrap_err(),
        "The volume of the backup store 'default' cannot be written to."
    );
    assert_eq!(leftovers(data.path()), Vec::<String>::new());
}

#[tokio::test]
async fn schedules_that_fire_at_once_take_turns() {
    let data = tempfile::tempdir().unwrap();
    let portal = documented(data.path(), NOW_MS);
    let (a, b) = (task("a", "default", 1), task("b", "backupstore1", 1));
    let (a, b) = tokio::join!(
        recovery::scheduled_backup(&portal, &a),
        recovery::scheduled_backup(&portal, &b)
    );
    assert!(a.is_ok() && b.is_ok(), "{a:?} {b:?}");
    assert_eq!(backups(&portal).len(), 2);
}

/// Three schedules and a person for ninety-two days: each night the backups that are there are those
/// whose retention has not passed.
#[tokio::test]
async fn a_quarter_leaves_exactly_the_backups_whose_retention_has_not_passed() {
    let data = tempfile::tempdir().unwrap();
    documented(data.path(), NOW_MS);
    let schedules = [
        (1, task("nightly", "default", 14)),
        (7, task("weekly", "default", 84)),
        (30, task("monthly", "backupstore1", -1)),
    ];
    let mut expected = BTreeMap::new();
    let (mut made, mut deleted) = (0, 0);
    for night in 0..92 {
        // The portal starts anew each night: what is kept is on the disk.
        let now = NOW_MS + night * DAY_MS;
        let portal = portal_at(data.path(), now);
        for (every, task) in &schedules {
            if night % every == 0 {
                recovery::scheduled_backup(&portal, task).await.unwrap();
                made += 1;
            }
        }
        for (key, backup) in backups(&portal) {
            expected.entry(key).or_insert(backup);
        }
        // Somebody keeps every fifth nightly for ever, shortens another to a day, and deletes one.
        let nightly = expected
            .iter()
            .filter(|((_, name), _)| name.starts_with("nightly"))
            .map(|(key, _)| key.clone())
            .next_back()
            .unwrap();
        match night % 5 {
            0 => keep(&portal, &mut expected, &nightly, None),
            2 => keep(&portal, &mut expected, &nightly, Some(now + DAY_MS)),
            4 if night % 20 == 4 => {
                recovery::delete(&portal, &nightly.0, &nightly.1).unwrap();
                expected.remove(&nightly);
                deleted += 1;
            }
            _ => {}
        }
        let before = expected.len();
        expected.retain(|_, backup| backup.retention_date.is_none_or(|date| date > now));
        deleted += before - expected.len();
        let told = recovery::clean_expired(&portal).await.unwrap();
        let cleaned = before - expected.len();
        let number = told.split(' ').next().unwrap().parse().unwrap_or(0);
        assert_eq!(number, cleaned, "night {night}: {told}");
        assert_eq!(backups(&portal), expected, "night {night}");
    }
    assert_eq!(made, 92 + 14 + 4);
    assert_eq!(expected.len(), made - deleted);
    assert!(deleted > 40, "{deleted}");
    assert_eq!(leftovers(data.path()), Vec::<String>::new());
}

fn keep(
    portal: &Portal,
    expected: &mut BTreeMap<(String, String), Manifest>,
    (store, name): &(String, String),
    until: Option<i64>,
) {
    recovery::keep_until(portal, store, name, until).unwrap();
    let backup = expected.get_mut(&(store.clone(), name.clone())).unwrap();
    backup.retention_date = until;
}

#[tokio::test]
async fn the_cleaner_leaves_what_it_does_not_know() {
    let data = tempfile::tempdir().unwrap();
    let portal = documented(data.path(), NOW_MS);
    recovery::scheduled_backup(&portal, &task("old", "default", 1))
        .await
        .unwrap();
    recovery::scheduled_backup(&portal, &task("old", "backupstore1", 1))
        .await
        .unwrap();
    let later = portal_at(data.path(), NOW_MS + 2 * DAY_MS);
    recovery::unregister(&later, "backupstore1").unwrap();
    let volume = later
        .recovery
        .catalogue()
        .store("default")
        .unwrap()
        .unwrap()
        .volume;
    let volume = data.path().join("volumes").join(volume);
    let unreadable = volume.join("unreadable");
    std::fs::create_dir(&unreadable).unwrap();
    std::fs::write(unreadable.join("manifest.json"), r#"{"retentionDate": 1}"#).unwrap();
    let told = recovery::clean_expired(&later).await.unwrap();
    assert_eq!(told, "1 backup past its retention was deleted.");
    assert!(unreadable.exists());
    let told = recovery::clean_expired(&later).await.unwrap();
    assert_eq!(told, "No backup was past its retention.");
    // Its store is gone; what is on its volume is not the cleaner's.
    let volumes = std::fs::read_dir(data.path().join("volumes")).unwrap();
    let kept = volumes.filter(|volume| {
        volume
            .as_ref()
            .unwrap()
            .path()
            .join("old-2026-10-23-140200")
            .exists()
    });
    assert_eq!(kept.count(), 1);
}

#[tokio::test]
async fn a_store_that_cannot_be_cleaned_is_told_and_the_others_are_cleaned() {
    let data = tempfile::tempdir().unwrap();
    let portal = documented(data.path(), NOW_MS);
    recovery::scheduled_backup(&portal, &task("old", "backupstore1", 1))
        .await
        .unwrap();
    let volume = portal
        .recovery
        .catalogue()
        .store("default")
        .unwrap()
        .unwrap()
        .volume;
    std::fs::remove_dir(data.path().join("volumes").join(volume)).unwrap();
    let later = portal_at(data.path(), NOW_MS + 2 * DAY_MS);
    let told = recovery::clean_expired(&later).await.unwrap_err();
    assert_eq!(
        told,
        "1 backup past its retention was deleted. Backup stores that could not be cleaned: 'default'."
    );
}

#[tokio::test]
async fn records_of_jobs_that_ended_a_day_ago_are_cleaned() {
    let data = tempfile::tempdir().unwrap();
    let portal = portal_at(data.path(), NOW_MS);
    let job = |ended: Option<i64>| {
        let mut job = Job::new("/uri", "siteadmin", NOW_MS - 3 * DAY_MS).unwrap();
        if let Some(ended) = ended {
            job.finish(None, ended);
        }
        portal.recovery.keep(&job).unwrap();
        job.id
    };
    let old = job(Some(NOW_MS - DAY_MS - 1));
    let kept = [job(Some(NOW_MS - DAY_MS)), job(None)];
    let told = sandbox::jobs::clean(&portal).await.unwrap();
    assert_eq!(told, "GP Jobs have been cleaned: 1 record was removed.");
    assert_eq!(portal.recovery.catalogue().jobs().unwrap(), kept);
    assert_eq!(portal.recovery.job(&old).unwrap(), None);
    assert_eq!(
        sandbox::jobs::clean(&portal).await.unwrap(),
        "GP Jobs have been cleaned."
    );
}

#[tokio::test]
async fn nothing_is_cleaned_while_the_portal_is_restored() {
    let sandbox = Sandbox::documented();
    let session = Session::administrator(&sandbox).await;
    session.back_up("default", "b", &[]).await;
    let sandbox = sandbox.restarted(1.0);
    let session = Session::administrator(&sandbox).await;
    let path = format!("{DR}/stores/default/backups/b/restore");
    session.post(&path, &[("passcode", PASSCODE)]).await;
    let told = recovery::clean_expired(sandbox.portal()).await;
    assert_eq!(told.unwrap_err(), "The portal is being restored.");
}
