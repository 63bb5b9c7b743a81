//! An edit: what it sends, and what it leaves as it was written.

use super::{documented, fixture, here};
use portal_tasks::api::decode::Reply;
use portal_tasks::api::{decode, tasks, update};
use portal_tasks::draft::TaskDraft;
use portal_tasks::retention::Unit;
use portal_tasks::task::Listed;
use quartz_cron::Timestamp;
use zeroize::Zeroizing;

/// The documented task with what a newer release might add, and the form over it.
fn edited(change: impl FnOnce(&mut TaskDraft)) -> portal_tasks::api::ApiRequest {
    edited_of(|_| (), change)
}

fn edited_of(
    written: impl FnOnce(&mut serde_json::Value),
    change: impl FnOnce(&mut TaskDraft),
) -> portal_tasks::api::ApiRequest {
    let mut body: serde_json::Value = serde_json::from_str(&fixture("task.json").body).unwrap();
    body["startDate"] = 1_634_961_600_123_i64.into();
    body["parameters"]["compression"] = serde_json::json!({"level": 9});
    body["parameters"]["metaData"]["colour"] = "blue".into();
    body["parameters"]["description"] = "Old".into();
    body["cronSchedule"]["dayOfWeek"] = "SAT".into();
    written(&mut body["parameters"]);
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
fn an_edit_mends_what_contradicts_the_form() {
    let parameters = |written: fn(&mut serde_json::Value)| -> serde_json::Value {
        let request = edited_of(written, |_| ());
        serde_json::from_str(request.value("parameters").unwrap()).unwrap()
    };
    let mended = parameters(|told| {
        told["retentionOffset"] = 604_800_000.into();
        told["metaData"]["startTime"] = "20:00".into();
    });
    assert_eq!(mended["retentionOffset"], 1_209_600_000);
    assert_eq!(mended["metaData"]["startTime"], "04:00");
    // A month of 31 days is one way to write a month.
    let left = parameters(|told| {
        told["retentionOffset"] = 2_678_400_000_i64.into();
        told["metaData"]["retention"] = serde_json::json!({"type": "month", "value": 1});
        told["metaData"]["startTime"] = "4:00".into();
    });
    assert_eq!(left["retentionOffset"], 2_678_400_000_i64);
    assert_eq!(left["metaData"]["startTime"], "4:00");
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
