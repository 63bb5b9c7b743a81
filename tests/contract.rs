//! The app's side of the contract: every reply in `fixtures/` is read as it should be, and every
//! request is what the portal documents.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use portal_tasks::api::arriving::{Arriving, Row};
use portal_tasks::api::decode::{self, Reply};
use portal_tasks::api::paging::Page;
use portal_tasks::api::{
    ApiError, Portal, paging, place, portal, recovery, runs, sign_in, tasks, update,
};
use portal_tasks::draft::TaskDraft;
use portal_tasks::recovery::Name;
use portal_tasks::recovery::backup::{Expiry, State as BackupState, Trigger};
use portal_tasks::recovery::progress::{JobState, Operation, StageState, State as ProgressState};
use portal_tasks::recovery::settings::Staging;
use portal_tasks::recovery::store::Readiness;
use portal_tasks::retention::{Retention, Unit};
use portal_tasks::runs::{Run, RunEdit, RunId, RunState};
use portal_tasks::task::{Kept, Kind, Listed, NextRun, Schedule, State, Task, TaskId};
use quartz_cron::Timestamp;
use std::sync::Arc;
use zeroize::Zeroizing;

fn fixture(name: &str) -> Reply {
    let file = format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
    Reply {
        status: if name.ends_with(".html") { 502 } else { 200 },
        body: std::fs::read_to_string(file).unwrap(),
        ..Reply::default()
    }
}

fn page<T: Row>(reply: &Reply) -> Result<Page<T>, ApiError> {
    let mut list = Arriving::default();
    list.hear(&reply.body);
    list.page(reply, 0)
}

fn documented() -> Vec<Arc<Task>> {
    let page = page::<Listed>(&fixture("tasks.json")).unwrap();
    assert_eq!(page.next, paging::Next::End);
    let task = |listed| match listed {
        Listed::Task(task) => task,
        Listed::Unreadable { why, .. } => panic!("{why}"),
    };
    page.rows.into_iter().map(task).collect()
}

fn here() -> Portal {
    Portal::find(
        &place::Config::default(),
        "https://organization.example.com",
        "/gis/apps/tasks/",
    )
    .unwrap()
}

#[test]
fn the_four_documented_tasks_are_read_completely() {
    let tasks = documented();
    let titles: Vec<&str> = tasks.iter().map(|task| task.title.as_str()).collect();
    assert_eq!(
        titles,
        [
            "schedule2",
            "schedule1",
            "backupRetentionCleanerTask",
            "gpCleanerTask"
        ]
    );

    let saturdays = &tasks[0];
    assert_eq!(
        saturdays.id,
        TaskId::new("5f0cdc50cf36460990bb6edfe9b60e08").unwrap()
    );
    assert_eq!(saturdays.kind, Kind::CreateBackup);
    assert_eq!(saturdays.state, State::Paused);
    assert_eq!(saturdays.expression, "0 0 4 ? * 7");
    assert_eq!(saturdays.start, Some(Timestamp::from_secs(1_634_961_600)));
    assert_eq!(
        saturdays.last_start,
        Some(Timestamp::from_secs(1_634_961_600))
    );
    assert_eq!(saturdays.created, Some(Timestamp::from_secs(1_634_933_908)));
    assert_eq!(saturdays.updated, Some(Timestamp::from_secs(1_635_343_062)));
    assert_eq!(saturdays.generation, Some(2));
    assert_eq!(saturdays.max_runs, None, "-1 is unlimited");
    let backup = saturdays.backup.as_ref().unwrap();
    assert_eq!(backup.store.as_deref(), Some("default"));
    assert_eq!(backup.name.as_deref(), Some("schedule2"));
    assert_eq!(
        backup.kept,
        Some(Kept::For(Retention::new(14, Unit::Day).unwrap()))
    );

    let cleaner = &tasks[2];
    assert_eq!(cleaner.kind, Kind::BackupRetentionCleaner);
    assert!(cleaner.is_active() && cleaner.kind.is_system());
    assert_eq!(cleaner.backup, None);
}

#[test]
fn a_documented_task_tells_its_next_run() {
    let cleaner = &documented()[3];
    let now = Timestamp::from_secs(1_635_372_000);
    assert_eq!(
        cleaner.next_run(now),
        NextRun::At(Timestamp::from_secs(1_635_375_600))
    );
}

#[test]
fn no_documented_passcode_survives_decoding() {
    let told = format!("{:?}", documented());
    assert!(
        !told.contains("otherPassCode") && !told.contains("passCode"),
        "{told}"
    );
    assert!(
        told.contains("retentionOffset"),
        "the rest of the JSON is kept"
    );
}

#[test]
fn one_task_and_one_of_release_10_9_are_read() {
    let Listed::Task(task) = tasks::decode_one(&fixture("task.json")).unwrap() else {
        panic!("not read");
    };
    assert_eq!(task.title, "schedule2");
    let Listed::Task(old) = tasks::decode_one(&fixture("task-10.9.json")).unwrap() else {
        panic!("not read");
    };
    assert_eq!(old.last_start, Some(Timestamp::from_secs(1_619_056_800)));
    assert!(matches!(old.schedule, Schedule::Cron(_)));
}

#[test]
fn a_token_and_its_refusals_are_read() {
    let grant = sign_in::decode(&fixture("token.json"), "siteadmin").unwrap();
    assert_eq!(grant.expires, Timestamp::from_secs(1_666_030_543));
    let refusal = |name| sign_in::decode(&fixture(name), "siteadmin").unwrap_err();
    assert!(matches!(
        refusal("token-refused.json"),
        sign_in::Refusal::Credentials(_)
    ));
    assert!(matches!(
        refusal("token-locked.json"),
        sign_in::Refusal::Locked(_)
    ));
    assert!(matches!(
        refusal("bad-gateway.html"),
        sign_in::Refusal::Failed(ApiError::NotJson { status: 502, .. })
    ));
}

#[test]
fn the_documented_runs_are_read() {
    let page = page::<Option<Run>>(&fixture("runs.json")).unwrap();
    assert_eq!(page.next, paging::Next::End);
    let run = page.rows[0].clone().unwrap();
    assert_eq!(
        run.id,
        RunId::new("dae1bfa5d6ec44349790ebb3f27dd4e1").unwrap()
    );
    assert_eq!(run.state, RunState::Succeeded);
    assert_eq!(run.message, "GP Jobs have been cleaned.");
    assert_eq!(run.start, Some(Timestamp::from_secs(1_634_914_831)));
    assert_eq!(run.took_ms, Some(0));
    let one = runs::decode_one(&fixture("run.json")).unwrap();
    assert_eq!(one.run, run);
    assert!(one.raw.text().contains("\"taskTitle\":\"gpCleanerTask\""));
}

#[test]
fn what_is_asked_of_runs_goes_to_the_documented_addresses() {
    let task = TaskId::new("e34d3851b7f34510a3097f23cb7adab3").unwrap();
    let run = RunId::new("dae1bfa5d6ec44349790ebb3f27dd4e1").unwrap();
    let at = "https://organization.example.com/gis/admin/system/tasks/e34d3851b7f34510a3097f23cb7adab3/runs";
    assert_eq!(runs::list(&here(), &task, 0).url, at);
    assert_eq!(runs::list(&here(), &task, 500).value("start"), Some("500"));
    assert_eq!(
        runs::one(&here(), &task, &run).url,
        format!("{at}/{}", run.as_str())
    );
    let edit = RunEdit {
        state: RunState::Failed,
        message: "Looked into: the store was full.".into(),
    };
    let request = runs::edit(&here(), &task, &run, &edit);
    assert_eq!(request.url, format!("{at}/{}/update", run.as_str()));
    assert_eq!(request.value("status"), Some("failed"));
    assert_eq!(
        request.value("result"),
        Some("Looked into: the store was full.")
    );
    assert_eq!(
        runs::delete(&here(), &task, &run).url,
        format!("{at}/{}/delete", run.as_str())
    );
}

/// The documented task with what a newer release might add, and the form over it.
fn edited(change: impl FnOnce(&mut TaskDraft)) -> portal_tasks::api::ApiRequest {
    let mut body: serde_json::Value = serde_json::from_str(&fixture("task.json").body).unwrap();
    body["startDate"] = 1_634_961_600_123_i64.into();
    body["parameters"]["compression"] = serde_json::json!({"level": 9});
    body["parameters"]["metaData"]["colour"] = "blue".into();
    body["parameters"]["description"] = "Old".into();
    body["cronSchedule"]["dayOfWeek"] = "SAT".into();
    let reply = Reply {
        status: 200,
        body: body.to_string(),
        ..Reply::default()
    };
    let Listed::Task(task) = tasks::decode_one(&reply).unwrap() else {
        panic!("not read");
    };
    let mut draft = TaskDraft::of(&task);
    draft.passcode = Zeroizing::new("a new passcode".into());
    draft.confirm = draft.passcode.clone();
    change(&mut draft);
    let edit = draft
        .parse_edit(&task, Timestamp::from_secs(1_792_764_120))
        .unwrap();
    update::update(&here(), &task, &edit)
}

#[test]
fn an_edit_sends_the_whole_task_and_what_was_not_changed_as_it_was_written() {
    let request = edited(|draft| draft.title = "Saturdays".into());
    assert_eq!(
        request.url,
        "https://organization.example.com/gis/admin/system/tasks/5f0cdc50cf36460990bb6edfe9b60e08/update"
    );
    for (name, value) in [
        ("title", "Saturdays"),
        ("type", "CreateBackup"),
        ("minute", "0"),
        ("hour", "4"),
        ("dayOfMonth", "?"),
        ("month", "*"),
        ("dayOfWeek", "SAT"),
        ("startDate", "1634961600123"),
        ("maxOccurrences", "-1"),
    ] {
        assert_eq!(request.value(name), Some(value), "{name}");
    }
    assert_eq!(request.value("endDate"), None);
    assert_eq!(request.value("itemId"), None);
    let parameters: serde_json::Value =
        serde_json::from_str(request.value("parameters").unwrap()).unwrap();
    assert_eq!(
        parameters,
        serde_json::json!({
            "itemId": "",
            "name": "schedule2",
            "storeName": "default",
            "passcode": "a new passcode",
            "description": "Old",
            "compression": {"level": 9},
            "metaData": {
                "recurring": true,
                "startTime": "04:00",
                "retention": {"type": "day", "value": 14},
                "colour": "blue",
            },
            "retentionOffset": 1_209_600_000,
        })
    );
    assert!(!format!("{request:?}").contains("passcode\":"));
}

#[test]
fn an_edit_that_changes_everything_keeps_what_belongs_together_together() {
    let request = edited(|draft| {
        draft.cron = "0 30 1 * * ?".parse().ok();
        draft.start = String::new();
        draft.end = "2027-01-31".into();
        draft.max_runs = "1".into();
        draft.keep = "2".into();
        draft.keep_unit = Unit::Month;
        draft.description = " ".into();
        draft.store = "nas".into();
    });
    assert_eq!(request.value("startDate"), Some(""), "taken away");
    assert_eq!(request.value("endDate"), Some("1801439999000"));
    assert_eq!(request.value("dayOfWeek"), Some("?"));
    assert_eq!(request.value("maxOccurrences"), Some("1"));
    let parameters: serde_json::Value =
        serde_json::from_str(request.value("parameters").unwrap()).unwrap();
    assert_eq!(parameters["storeName"], "nas");
    assert_eq!(parameters["description"], "");
    assert_eq!(parameters["retentionOffset"], 5_184_000_000_i64);
    assert_eq!(
        parameters["metaData"],
        serde_json::json!({
            "recurring": false,
            "startTime": "01:30",
            "retention": {"type": "month", "value": 2},
            "colour": "blue",
        })
    );
}

#[test]
fn a_task_of_the_system_is_edited_with_its_item_and_without_parameters() {
    let cleaner = &documented()[3];
    let mut draft = TaskDraft::of(cleaner);
    draft.cron = "0 15 * * * ?".parse().ok();
    let edit = draft
        .parse_edit(cleaner, Timestamp::from_secs(1_792_764_120))
        .unwrap();
    let request = update::update(&here(), cleaner, &edit);
    assert_eq!(request.value("type"), Some("CleanGPJobs"));
    assert_eq!(request.value("parameters"), Some("{}"));
    assert_eq!(request.value("minute"), Some("15"));
    assert_eq!(request.value("startDate"), None);
    assert!(request.value("itemId").is_some());
    assert!(decode::operation(&fixture("updated.json")).is_ok());
}

#[test]
fn every_envelope_of_a_refusal_is_understood() {
    for (name, told) in [
        ("invalid-token.json", "Your session has ended."),
        ("token-required.json", "Your session has ended."),
        (
            "forbidden.json",
            "Your account may not do this. The portal says: “You do not have permissions to access this resource or perform this operation.”",
        ),
        (
            "error-details-null.json",
            "The portal answered 500: “JSONObject[\"supportBDSBackup\"] not found.”",
        ),
        (
            "error-messages.json",
            "The portal answered 500: “The backup store is not reachable.”",
        ),
        (
            "error-failure.json",
            "The portal answered 500: “Unable to reach the task service.”",
        ),
        (
            "error-success-false.json",
            "The portal answered 500: “No reason was given.”",
        ),
        (
            "bad-gateway.html",
            "The portal is not available (HTTP status 502).",
        ),
    ] {
        let error = decode::operation(&fixture(name)).err().unwrap();
        assert_eq!(error.to_string(), told, "{name}");
        assert!(!error.advice().is_empty());
    }
}

#[test]
fn a_created_task_is_known_by_whatever_the_reply_tells() {
    let id = TaskId::new("5f0cdc50cf36460990bb6edfe9b60e08");
    assert_eq!(
        tasks::decode_created(&fixture("created-both.json")).unwrap(),
        id
    );
    assert_eq!(
        tasks::decode_created(&fixture("created-sharing.json")).unwrap(),
        id
    );
    assert_eq!(
        tasks::decode_created(&fixture("success.json")).unwrap(),
        None
    );
}

#[test]
fn the_portal_tells_its_name_and_who_is_signed_in() {
    let about = portal::decode(&fixture("portal-self.json")).unwrap();
    assert_eq!(about.name.as_deref(), Some("Sandbox Portal"));
    let user = about.user.unwrap();
    assert_eq!(
        (user.username.as_str(), user.role),
        ("siteadmin", portal::Role::Administrator)
    );
}

#[test]
fn create_task_sends_the_documented_parameters() {
    let draft = TaskDraft {
        title: "backups".into(),
        backup_name: "myBackup".into(),
        store: "backups".into(),
        description: String::new(),
        cron: "0 0 4 * * ?".parse().ok(),
        start: "2026-11-01".into(),
        end: String::new(),
        max_runs: String::new(),
        keep: "14".into(),
        keep_unit: Unit::Day,
        passcode: Zeroizing::new("myPassword".into()),
        confirm: Zeroizing::new("myPassword".into()),
    };
    let task = draft.parse(Timestamp::from_secs(1_792_764_120)).unwrap();
    let request = tasks::create(&here(), &task);
    assert_eq!(
        request.url,
        "https://organization.example.com/gis/admin/system/tasks/createTask"
    );
    for (name, value) in [
        ("f", "json"),
        ("title", "backups"),
        ("type", "CreateBackup"),
        ("minute", "0"),
        ("hour", "4"),
        ("dayOfMonth", "*"),
        ("month", "*"),
        ("dayOfWeek", "?"),
        ("maxOccurrences", "-1"),
        ("startDate", "1793491200000"),
    ] {
        assert_eq!(request.value(name), Some(value), "{name}");
    }
    assert_eq!(request.value("endDate"), None);
    let parameters: serde_json::Value =
        serde_json::from_str(request.value("parameters").unwrap()).unwrap();
    assert_eq!(
        parameters,
        serde_json::json!({
            "name": "myBackup",
            "passcode": "myPassword",
            "storeName": "backups",
            "metaData": {"recurring": true, "startTime": "04:00", "retention": {"type": "day", "value": 14}},
            "retentionOffset": 1_209_600_000,
        })
    );
    assert!(!format!("{request:?}").contains("myPassword"));
}

#[test]
fn operations_are_posts_to_the_documented_addresses() {
    let id = TaskId::new("5f0cdc50cf36460990bb6edfe9b60e08").unwrap();
    let request = tasks::operate(&here(), &id, tasks::Operation::Disable);
    assert_eq!(
        request.url,
        "https://organization.example.com/gis/admin/system/tasks/5f0cdc50cf36460990bb6edfe9b60e08/disable"
    );
    assert_eq!(request.params, [("f", "json".to_owned())]);
}

#[test]
fn ten_thousand_tasks_and_hostile_titles_are_read() {
    let hostile = [
        "<img src=x onerror=alert(1)>",
        "\u{202e}gnp.exe",
        &"x".repeat(10_000),
        "a\u{0}b",
    ];
    let result: Vec<_> = (0..10_000)
        .map(|i| serde_json::json!({"id": format!("{i:032x}"), "taskTitle": hostile[i % hostile.len()]}))
        .collect();
    let body = serde_json::json!({"result": result, "total": 10_000, "num": 10_000, "start": 0, "nextStart": 0});
    let reply = Reply {
        status: 200,
        body: body.to_string(),
        ..Reply::default()
    };
    let page = page::<Listed>(&reply).unwrap();
    assert_eq!(page.rows.len(), 10_000);
    assert!(page.rows.iter().all(|listed| listed.task().is_some()));
}

#[test]
fn wrong_shapes_are_said_and_not_guessed() {
    for (body, told) in [
        (
            "{\"result\":[{\"id\":\"a\"},",
            "The portal’s answer broke off before its end.",
        ),
        (
            "{\"result\":{}}",
            "The portal’s answer could not be read: invalid type: map, expected a sequence.",
        ),
        ("[]", "The portal’s answer could not be read"),
        ("null", "The portal’s answer could not be read"),
        (
            "{}",
            "The portal’s answer could not be read: missing field `result`.",
        ),
        (
            "<html><title>Sign in</title>",
            "The answer is not the portal’s (HTTP status 200): “Sign in”",
        ),
        ("", "The answer is not the portal’s (HTTP status 200)."),
    ] {
        let reply = Reply {
            status: 200,
            body: body.to_owned(),
            ..Reply::default()
        };
        let error = page::<Listed>(&reply).unwrap_err().to_string();
        assert!(error.starts_with(told), "{body}: {error}");
    }
}

#[test]
fn an_unknown_type_missing_parameters_and_texts_for_dates_are_read() {
    let body = serde_json::json!({"result": [
        {"id": "a1", "taskType": "CreateHealthCheckReports", "taskTitle": "health", "taskState": "resting"},
        {"id": "a2", "taskType": "CreateBackup", "taskTitle": "bare", "lastStart": "Apr 22, 2021, 2:00:00 AM"},
        {"id": "a3", "taskType": "CreateBackup", "parameters": null, "cronExpression": "not cron"},
        {"id": "a4", "taskTitle": "dateless", "created": "some day"},
    ]});
    let reply = Reply {
        status: 200,
        body: body.to_string(),
        ..Reply::default()
    };
    let page = page::<Listed>(&reply).unwrap();
    let task = |i: usize| page.rows[i].task().unwrap();
    assert_eq!(
        task(0).kind,
        Kind::Other("CreateHealthCheckReports".to_owned())
    );
    assert_eq!(task(0).schedule, Schedule::Missing);
    assert_eq!(
        task(1).last_start,
        Some(Timestamp::from_secs(1_619_056_800))
    );
    let backup = task(1).backup.as_ref().unwrap();
    assert_eq!((&backup.store, backup.kept), (&None, None));
    assert!(matches!(task(2).schedule, Schedule::Unreadable { .. }));
    // What cannot be read is listed with its title and its reason, and hides nothing else.
    assert!(
        matches!(&page.rows[3], Listed::Unreadable { title, why, .. } if title == "dateless" && why.contains("some day"))
    );
}

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
