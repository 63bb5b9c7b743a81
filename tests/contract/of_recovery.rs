//! Stores, backups, and what is being made or restored.

use super::fixture;
use portal_tasks::api::recovery;
use portal_tasks::recovery::Name;
use portal_tasks::recovery::backup::{Expiry, State as BackupState, Trigger};
use portal_tasks::recovery::progress::{JobState, Operation, StageState, State as ProgressState};
use portal_tasks::recovery::settings::Staging;
use portal_tasks::recovery::store::Readiness;
use quartz_cron::Timestamp;

#[test]
fn the_stores_are_read_and_the_default_one_is_not_the_one_named_default() {
    let stores = recovery::decode_stores(&fixture("stores.json")).unwrap();
    assert_eq!(stores.unreadable, 0);
    let told: Vec<(&str, bool)> = stores
        .items
        .iter()
        .map(|store| (store.name.as_str(), store.is_default))
        .collect();
    assert_eq!(told, [("default", false), ("backupstore1", true)]);
    assert_eq!(stores.items[0].about(), "HOSTED · 64Gi · backups");
    assert!(!format!("{stores:?}").contains("cretIdentityKey"));
    let none = recovery::decode_stores(&fixture("stores-empty.json")).unwrap();
    assert!(none.items.is_empty());
}

#[test]
fn a_store_is_ready_or_says_why_not() {
    assert_eq!(
        recovery::decode_validated(&fixture("store-ready.json")),
        Readiness::Ready
    );
    assert_eq!(
        recovery::decode_validated(&fixture("store-not-ready.json")),
        Readiness::NotReady(Some(
            "The volume of the backup store cannot be written to.".into()
        ))
    );
}

#[test]
fn the_backups_of_a_store_are_read_without_their_keys() {
    let store = Name::new("default").unwrap();
    let list = recovery::decode_backups(&fixture("backups.json"), &store).unwrap();
    assert_eq!((list.items.len(), list.unreadable), (3, 0));
    let first = &list.items[0];
    assert_eq!(first.name.as_str(), "backup_first");
    assert_eq!(first.state, BackupState::Completed);
    assert_eq!(first.trigger, Trigger::Manual);
    assert_eq!(first.point(), Some(Timestamp::from_secs(1_634_736_144)));
    assert_eq!(
        first.expiry,
        Expiry::At(Timestamp::from_secs(1_635_945_710))
    );
    assert_eq!(first.size, None, "no release tells it");
    assert_eq!(list.items[1].expiry, Expiry::Never);
    assert_eq!(list.items[2].trigger, Trigger::Scheduled);
    let told = format!("{list:?}");
    assert!(!told.contains("XxxxxXxXX") && !told.contains("{crypt}"));
    let none = recovery::decode_backups(&fixture("backups-empty.json"), &store).unwrap();
    assert!(none.items.is_empty());
}

#[test]
fn the_status_tells_what_runs_how_far_it_is_and_how_it_ended() {
    let read = |name| recovery::decode_status(&fixture(name)).unwrap();
    assert_eq!(read("status-none.json"), None);

    let over = read("status.json").unwrap();
    assert_eq!(over.operation, Operation::Backup);
    assert_eq!(over.state, ProgressState::Succeeded);
    assert!(over.is_scheduled);
    assert_eq!(over.stages[0].took, Some(4));
    assert_eq!(over.message, None);

    let running = read("status-running.json").unwrap();
    assert!(running.is_running());
    assert_eq!(running.steps(), (2, 5));
    assert_eq!(running.stages[2].state, StageState::Running);
    assert_eq!(running.stages[3].state, StageState::Waiting);
    assert_eq!(running.completed, None);

    let failed = read("status-failed.json").unwrap();
    assert_eq!(failed.state, ProgressState::Failed);
    assert_eq!(
        failed.message.as_deref(),
        Some("The volume of the backup store cannot be written to.")
    );
}

#[test]
fn a_missing_staging_volume_is_noticed() {
    let set = recovery::decode_settings(&fixture("dr-settings.json")).unwrap();
    let Staging::On(volume) = set.staging else {
        panic!("{:?}", set.staging)
    };
    assert_eq!(volume.about(), "64Gi of default, made on demand");
    let unset = recovery::decode_settings(&fixture("dr-settings-unset.json")).unwrap();
    assert_eq!(
        (unset.staging, unset.timeout),
        (Staging::Missing, Some(7200))
    );
}

#[test]
fn a_backup_that_was_asked_for_is_a_job() {
    let id = recovery::decode_submitted(&fixture("backup-submitted.json")).unwrap();
    assert_eq!(
        id.unwrap().as_str(),
        "j2bcbcd49-83a4-4cc1-a034-40e4a266e96d"
    );
    let job = |name| recovery::decode_job(&fixture(name)).unwrap();
    assert_eq!(job("job.json").state, JobState::Running);
    assert_eq!(job("job-completed.json").state, JobState::Completed);
    assert_eq!(
        job("job-failed.json").message.as_deref(),
        Some("The volume of the backup store cannot be written to.")
    );
}

#[test]
fn what_recovery_refuses_is_told_in_its_own_words() {
    for (name, words) in [
        ("backup-name-taken.json", "already holds a backup named"),
        ("recovery-busy.json", "Another disaster recovery operation"),
        (
            "staging-missing.json",
            "The staging volume is not configured",
        ),
    ] {
        let error = recovery::decode_submitted(&fixture(name)).unwrap_err();
        assert!(error.to_string().contains(words), "{error}");
    }
}
