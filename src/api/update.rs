//! `system/tasks/<taskId>/update`. Section 1.6 of docs/portal-api.md.
//!
//! No source says whether a field that is not sent keeps its value, so the whole task is sent: what was
//! changed as it is now, everything else, known or not, as the portal wrote it. Only what is secret
//! cannot be sent back: it was dropped when the task was read.

use super::tasks::{address, milliseconds, most};
use super::{ApiRequest, Portal};
use crate::draft::{Edit, NewTask, Timing};
use crate::task::{Kept, Task};
use quartz_cron::{Cron, Timestamp};
use serde_json::{Value, json};

/// Asks for `edit` in the place of `before`, which was just read.
pub fn update(portal: &Portal, before: &Task, edit: &Edit) -> ApiRequest {
    let raw = before.raw.value();
    let timing = edit.timing();
    let parameters = parameters(&raw["parameters"], before, edit);
    let mut request = ApiRequest::post(format!("{}/update", address(portal, &before.id)))
        .param("title", edit.title())
        .param("type", before.kind.name())
        .param("parameters", parameters.to_string());
    if let Some(item) = raw["itemId"].as_str() {
        request = request.param("itemId", item);
    }
    for (name, field) in fields(&raw["cronSchedule"], before, timing) {
        request = request.param(name, field);
    }
    for (name, was, is) in [
        ("startDate", before.start, timing.start()),
        ("endDate", before.end, timing.end()),
    ] {
        if let Some(date) = date(&raw[name], was, is) {
            request = request.param(name, date);
        }
    }
    request.param("maxOccurrences", most(timing.max_runs()))
}

/// The five fields; as they were written where they mean what they meant.
fn fields(raw: &Value, before: &Task, timing: &Timing) -> [(&'static str, String); 5] {
    let now = timing.fields();
    let was = before.schedule.cron().and_then(Cron::request_fields);
    let is_untouched = was.as_ref() == Some(now);
    [
        ("minute", &now.minute),
        ("hour", &now.hour),
        ("dayOfMonth", &now.day_of_month),
        ("month", &now.month),
        ("dayOfWeek", &now.day_of_week),
    ]
    .map(|(name, field)| {
        let written = raw[name].as_str().filter(|_| is_untouched);
        (name, written.unwrap_or(field).to_owned())
    })
}

/// A date to send: to the millisecond where it was left, empty where it was taken away.
fn date(raw: &Value, was: Option<Timestamp>, is: Option<Timestamp>) -> Option<String> {
    match (was, is) {
        (None, None) => None,
        (Some(_), None) => Some(String::new()),
        (was, Some(at)) => {
            let written = raw.as_i64().filter(|_| was == is);
            Some(written.map_or_else(|| milliseconds(at), |ms| ms.to_string()))
        }
    }
}

/// The parameters as they were read, and over them what was changed.
fn parameters(raw: &Value, before: &Task, edit: &Edit) -> Value {
    let mut parameters = match raw {
        Value::Object(_) => raw.clone(),
        _ => json!({}),
    };
    if let Edit::Backup(task) = edit {
        write(&mut parameters, before, task);
    }
    parameters
}

fn write(parameters: &mut Value, before: &Task, task: &NewTask) {
    parameters["name"] = task.backup_name().into();
    parameters["storeName"] = task.store().into();
    parameters["passcode"] = task.passcode().expose().into();
    match task.description() {
        Some(description) => parameters["description"] = description.into(),
        None => {
            if let Some(description) = parameters.get_mut("description") {
                *description = "".into();
            }
        }
    }
    if !parameters["metaData"].is_object() {
        parameters["metaData"] = json!({});
    }
    let meta = &mut parameters["metaData"];
    let timing = task.timing();
    let cron = before.schedule.cron().and_then(Cron::request_fields);
    let is_same_time = cron.as_ref() == Some(timing.fields()) && before.start == timing.start();
    // What the portal wrote stays, unless it contradicts the schedule.
    if !(is_same_time && before.start_time_fits()) {
        meta["startTime"] = timing.start_time().into();
    }
    if !(before.max_runs == timing.max_runs() && meta["recurring"].is_boolean()) {
        meta["recurring"] = (timing.max_runs() != Some(1)).into();
    }
    let retention = task.retention();
    let kept = before.backup.as_ref().and_then(|backup| backup.kept);
    let offset = parameters["retentionOffset"].as_i64();
    let agrees = offset.is_some_and(|offset| retention.agrees_with(offset));
    if kept != Some(Kept::For(retention)) || !agrees {
        let meta = &mut parameters["metaData"];
        if !meta["retention"].is_object() {
            meta["retention"] = json!({});
        }
        meta["retention"]["type"] = retention.unit().slug().into();
        meta["retention"]["value"] = retention.value().into();
        parameters["retentionOffset"] = retention.offset_ms().into();
    }
}
