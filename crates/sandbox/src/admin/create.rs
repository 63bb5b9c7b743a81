//! `createTask`: from a form to a task. Sections 1.4, 1.5 and 1.5b.

use super::administrator;
use crate::http::{Answer, Call, Refusal};
use crate::portal::Portal;
use crate::seed::{ORG_ID, owner_id};
use axum::extract::State;
use quartz_cron::{Cron, Timestamp, Utc};
use serde_json::{Map, Value, json};
use std::sync::Arc;

const FORM: &[&str] = &[
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

pub(super) async fn create(State(portal): State<Arc<Portal>>, call: Call) -> Answer {
    const TITLE: &str = "Create Task";
    if !call.is_post {
        let mut answer = Answer::of(&call, TITLE, Err(Refusal::PostOnly));
        answer.form = Some(FORM);
        return answer;
    }
    let created = administrator(&portal, &call).and_then(|user| {
        let task = task(&call, &owner_id(&user.username), portal.clock.now_ms())?;
        portal.store.add_task(&task)?;
        Ok(json!({"success": true, "status": "success", "taskId": task["id"]}))
    });
    Answer::of(&call, TITLE, created)
}

/// The task that the form describes, or everything that is wrong with it.
fn task(call: &Call, owner: &str, now_ms: i64) -> Result<Value, Refusal> {
    let mut wrong = Vec::new();
    let kind = call.param("type").unwrap_or_default();
    if kind != "CreateBackup" {
        wrong.push(format!("'type' must be CreateBackup, not '{kind}'."));
    }
    let cron = schedule(call, &mut wrong);
    let parameters = parameters(call, &mut wrong);
    let mut whole_number = |name: &str| match call.param(name).map(str::parse::<i64>) {
        None => None,
        Some(Ok(number)) => Some(number),
        Some(Err(_)) => {
            wrong.push(format!("'{name}' must be a whole number."));
            None
        }
    };
    let start = whole_number("startDate");
    let end = whole_number("endDate");
    let most = whole_number("maxOccurrences").unwrap_or(-1);
    if start.zip(end).is_some_and(|(start, end)| end <= start) {
        wrong.push("'endDate' must be after 'startDate'.".to_owned());
    }
    if most == 0 || most < -1 {
        wrong.push("'maxOccurrences' must be -1 or at least 1.".to_owned());
    }
    let (Some((cron, fields)), Some(parameters), true) = (cron, parameters, wrong.is_empty())
    else {
        return Err(Refusal::Invalid {
            message: "Unable to create task.",
            details: wrong,
        });
    };
    let id = identifier()?;
    let mut task = json!({
        "generation": 1,
        "created": now_ms,
        "active": true,
        "ownerId": owner,
        "type": "CREATE_BACKUP_TASK_TYPE",
        "orgId": ORG_ID,
        "cronSchedule": {
            "dayOfWeek": fields[4],
            "hour": fields[1],
            "month": fields[3],
            "dayOfMonth": fields[2],
            "minute": fields[0],
        },
        "cronExpression": format!("0 {}", fields.join(" ")),
        "runIntervalSeconds": interval(&cron, now_ms),
        "taskType": "CreateBackup",
        "taskState": "active",
        "taskTitle": call.param("title").or(parameters["name"].as_str()),
        "maxOccurrences": most,
        "id": id,
        "parameters": parameters,
        "updated": now_ms,
        "taskId": id,
    });
    for (name, date) in [("startDate", start), ("endDate", end)] {
        if let Some(date) = date {
            task[name] = date.into();
        }
    }
    Ok(task)
}

fn schedule<'a>(call: &'a Call, wrong: &mut Vec<String>) -> Option<(Cron, [&'a str; 5])> {
    let names = ["minute", "hour", "dayOfMonth", "month", "dayOfWeek"];
    let fields = names.map(|name| call.param(name).map(str::trim).unwrap_or_default());
    for (name, field) in names.iter().zip(fields) {
        if field.is_empty() {
            wrong.push(format!("'{name}' is required."));
        }
    }
    let [minute, hour, day_of_month, month, day_of_week] = fields;
    match Cron::from_fields(minute, hour, day_of_month, month, day_of_week) {
        Ok(cron) => Some((cron, fields)),
        Err(errors) => {
            wrong.extend(
                errors
                    .iter()
                    .map(|error| format!("Invalid cron expression. {error}")),
            );
            None
        }
    }
}

/// The parameters as they were sent, with the member that only replies have.
fn parameters(call: &Call, wrong: &mut Vec<String>) -> Option<Value> {
    let sent: Map<String, Value> = match call.param("parameters").map(serde_json::from_str) {
        Some(Ok(sent)) => sent,
        Some(Err(_)) => {
            wrong.push("'parameters' must be a JSON object.".to_owned());
            return None;
        }
        None => {
            wrong.push("'parameters' is required.".to_owned());
            return None;
        }
    };
    let before = wrong.len();
    for name in ["name", "storeName"] {
        if sent
            .get(name)
            .and_then(Value::as_str)
            .is_none_or(|text| text.trim().is_empty())
        {
            wrong.push(format!("'{name}' is required in the parameters."));
        }
    }
    let passcode = sent
        .get("passcode")
        .and_then(Value::as_str)
        .unwrap_or_default();
    if passcode.chars().count() < 8 {
        wrong.push("The passcode must have at least 8 characters.".to_owned());
    }
    let meta = sent.get("metaData").unwrap_or(&Value::Null);
    if !meta["recurring"].is_boolean() || !is_time(meta["startTime"].as_str()) {
        wrong.push("'metaData' needs 'recurring' and a 'startTime' such as 04:00.".to_owned());
    }
    let unit = match meta["retention"]["type"].as_str() {
        Some("day") => Some(DAY_MS),
        Some("week") => Some(7 * DAY_MS),
        Some("month") => Some(30 * DAY_MS),
        _ => None,
    };
    let kept = unit.zip(
        meta["retention"]["value"]
            .as_i64()
            .filter(|value| *value > 0),
    );
    match (kept, sent.get("retentionOffset").and_then(Value::as_i64)) {
        (Some((unit, value)), Some(offset)) if unit.checked_mul(value) == Some(offset) => {}
        (Some(_), Some(_)) => {
            wrong.push("'retentionOffset' must equal the retention of 'metaData'.".to_owned());
        }
        _ => wrong.push("'retentionOffset' and 'metaData.retention' are required.".to_owned()),
    }
    (wrong.len() == before).then(|| {
        let mut stored = Map::new();
        stored.insert("itemId".to_owned(), "".into());
        stored.extend(sent);
        Value::Object(stored)
    })
}

fn is_time(text: Option<&str>) -> bool {
    let parts = text.and_then(|text| text.split_once(':'));
    parts.is_some_and(|(hour, minute)| {
        let below =
            |text: &str, limit: u8| text.len() == 2 && text.parse::<u8>().is_ok_and(|n| n < limit);
        below(hour, 24) && below(minute, 60)
    })
}

/// The distance between the next two fire times, seconds; 0 where there are no two.
pub(crate) fn interval(cron: &Cron, now_ms: i64) -> i64 {
    let now = Timestamp::from_secs(now_ms.div_euclid(1000));
    let mut fires = cron.fires_after(now, &Utc);
    match (fires.next(), fires.next()) {
        (Some(first), Some(second)) => second.as_secs() - first.as_secs(),
        _ => 0,
    }
}

fn identifier() -> Result<String, Refusal> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|_| Refusal::Broken("No random bytes.".to_owned()))?;
    Ok(hex::encode(bytes))
}
