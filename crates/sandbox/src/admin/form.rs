//! The form of `createTask` and `update`: from what was sent to a task. Sections 1.4 to 1.6 of docs/portal-api.md.

use crate::http::Call;
use quartz_cron::{Cron, Timestamp, Utc};
use serde_json::{Map, Value, json};

pub(super) const FORM: &[&str] = &[
    "title",
    "type",
    "parameters",
    "startDate",
    "endDate",
    "minute",
    "hour",
    "dayOfMonth",
    "month",
    "dayOfWeek",
    "maxOccurrences",
];
const DAY_MS: i64 = 86_400_000;

/// Writes what the form says into a task; what it does not name stays. Everything that is wrong with
/// it otherwise, and then the task is not to be kept.
pub(super) fn write(call: &Call, task: &mut Value, now_ms: i64) -> Result<(), Vec<String>> {
    let mut wrong = Vec::new();
    schedule(call, task, now_ms, &mut wrong);
    window(call, task, &mut wrong);
    if task["taskType"] == "CreateBackup" {
        backup_parameters(call, task, &mut wrong);
    } else {
        no_parameters(call, &mut wrong);
    }
    if let Some(title) = call.param("title") {
        task["taskTitle"] = title.into();
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}

fn schedule(call: &Call, task: &mut Value, now_ms: i64, wrong: &mut Vec<String>) {
    let names = ["minute", "hour", "dayOfMonth", "month", "dayOfWeek"];
    let fields = names.map(|name| {
        let before = || task["cronSchedule"][name].as_str();
        let field = call.param(name).map(str::trim).or_else(before);
        field.unwrap_or_default().to_owned()
    });
    for (name, field) in names.iter().zip(&fields) {
        if field.is_empty() {
            wrong.push(format!("'{name}' is required."));
        }
    }
    let [minute, hour, day_of_month, month, day_of_week] = &fields;
    match Cron::from_fields(minute, hour, day_of_month, month, day_of_week) {
        Ok(cron) => {
            task["cronSchedule"] = json!({
                "dayOfWeek": day_of_week,
                "hour": hour,
                "month": month,
                "dayOfMonth": day_of_month,
                "minute": minute,
            });
            task["cronExpression"] = format!("0 {}", fields.join(" ")).into();
            task["runIntervalSeconds"] = interval(&cron, now_ms).into();
        }
        Err(errors) => wrong.extend(
            errors
                .iter()
                .map(|error| format!("Invalid cron expression. {error}")),
        ),
    }
}

/// The distance between the next two fire times, seconds; 0 where there are no two.
fn interval(cron: &Cron, now_ms: i64) -> i64 {
    let now = Timestamp::from_secs(now_ms.div_euclid(1000));
    let mut fires = cron.fires_after(now, &Utc);
    match (fires.next(), fires.next()) {
        (Some(first), Some(second)) => second.as_secs() - first.as_secs(),
        _ => 0,
    }
}

/// A date that was sent empty is taken away.
fn window(call: &Call, task: &mut Value, wrong: &mut Vec<String>) {
    for name in ["startDate", "endDate", "maxOccurrences"] {
        match call.param(name).map(str::parse::<i64>) {
            Some(Ok(number)) => task[name] = number.into(),
            Some(Err(_)) => wrong.push(format!("'{name}' must be a whole number.")),
            None if call.is_empty(name) && name != "maxOccurrences" => {
                task.as_object_mut().map(|task| task.shift_remove(name));
            }
            None => {}
        }
    }
    let number = |name: &str| task[name].as_i64();
    if number("startDate")
        .zip(number("endDate"))
        .is_some_and(|(start, end)| end <= start)
    {
        wrong.push("'endDate' must be after 'startDate'.".to_owned());
    }
    if number("maxOccurrences").is_some_and(|most| most == 0 || most < -1) {
        wrong.push("'maxOccurrences' must be -1 or at least 1.".to_owned());
    }
}

/// The parameters as they were sent. Members that are not sent stay, save the three that each edit
/// must bring along.
fn backup_parameters(call: &Call, task: &mut Value, wrong: &mut Vec<String>) {
    let sent: Map<String, Value> = match call.param("parameters").map(serde_json::from_str) {
        Some(Ok(sent)) => sent,
        Some(Err(_)) => {
            wrong.push("'parameters' must be a JSON object.".to_owned());
            return;
        }
        None => {
            wrong.push("'parameters' is required.".to_owned());
            return;
        }
    };
    for name in ["name", "storeName"] {
        let text = sent.get(name).and_then(Value::as_str);
        if text.is_none_or(|text| text.trim().is_empty()) {
            wrong.push(format!("'{name}' is required in the parameters."));
        }
    }
    let passcode = sent.get("passcode").and_then(Value::as_str);
    if passcode.unwrap_or_default().chars().count() < 8 {
        wrong.push("The passcode must have at least 8 characters.".to_owned());
    }
    if let Some(parameters) = task["parameters"].as_object_mut() {
        parameters.extend(sent);
    }
    retention(&task["parameters"], wrong);
}

fn retention(parameters: &Value, wrong: &mut Vec<String>) {
    let meta = &parameters["metaData"];
    if !meta["recurring"].is_boolean() || !is_time(meta["startTime"].as_str()) {
        wrong.push("'metaData' needs 'recurring' and a 'startTime' such as 04:00.".to_owned());
    }
    let unit = match meta["retention"]["type"].as_str() {
        Some("day") => Some(DAY_MS),
        Some("week") => Some(7 * DAY_MS),
        Some("month") => Some(30 * DAY_MS),
        _ => None,
    };
    let value = meta["retention"]["value"].as_i64().filter(|n| *n > 0);
    match (unit.zip(value), parameters["retentionOffset"].as_i64()) {
        (Some((unit, value)), Some(offset)) if unit.checked_mul(value) == Some(offset) => {}
        (Some(_), Some(_)) => {
            wrong.push("'retentionOffset' must equal the retention of 'metaData'.".to_owned());
        }
        _ => wrong.push("'retentionOffset' and 'metaData.retention' are required.".to_owned()),
    }
}

/// A task of the system takes none: `{}`, or nothing.
fn no_parameters(call: &Call, wrong: &mut Vec<String>) {
    let sent = call.param("parameters").unwrap_or("{}");
    let is_empty = serde_json::from_str(sent).is_ok_and(|sent: Map<String, Value>| sent.is_empty());
    if !is_empty {
        wrong.push("'parameters' of a task of the system must be {}.".to_owned());
    }
}

fn is_time(text: Option<&str>) -> bool {
    let parts = text.and_then(|text| text.split_once(':'));
    parts.is_some_and(|(hour, minute)| {
        let below =
            |text: &str, limit: u8| text.len() == 2 && text.parse::<u8>().is_ok_and(|n| n < limit);
        below(hour, 24) && below(minute, 60)
    })
}
