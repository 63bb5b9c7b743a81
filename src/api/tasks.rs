//! `system/tasks`: the list, one task, and what can be done to it. Sections 1.2 to 1.7 of docs/portal-api.md.

use super::arriving::Row;
use super::decode::{self, Reply};
use super::paging::{self, Next};
use super::{ApiError, ApiRequest, Portal};
use crate::draft::NewTask;
use crate::findings::passcodes::Comparison;
use crate::raw::Raw;
use crate::retention::{Retention, Unit};
pub use crate::task::Operation;
use crate::task::{Backup, Kept, Kind, Listed, Schedule, State, Task, TaskId};
use crate::wire::date::Date;
use crate::wire::page;
use crate::wire::tasks as wire;
use quartz_cron::{Cron, Timestamp};
use serde_json::{Value, json};
use std::sync::Arc;

const TASKS: &str = "/system/tasks";

/// The address of a task.
pub fn address(portal: &Portal, id: &TaskId) -> String {
    portal.admin(&format!("{TASKS}/{}", id.as_str()))
}

fn path(operation: Operation) -> &'static str {
    match operation {
        Operation::Enable => "enable",
        Operation::Disable => "disable",
        Operation::Delete => "delete",
    }
}

/// A page of the list, from a 0-based position.
pub fn list(portal: &Portal, start: i64) -> ApiRequest {
    ApiRequest::get(portal.admin(TASKS)).from(start)
}

/// One task. The reply is the bare object, without the frame of a list.
pub fn one(portal: &Portal, id: &TaskId) -> ApiRequest {
    ApiRequest::get(address(portal, id))
}

/// Enables, disables or deletes a task; a deletion takes its runs with it.
pub fn operate(portal: &Portal, id: &TaskId, operation: Operation) -> ApiRequest {
    ApiRequest::post(format!("{}/{}", address(portal, id), path(operation)))
}

/// With the parameters of another task beneath, as far as `task` says nothing of them.
pub fn create(portal: &Portal, task: &NewTask, like: Option<&Task>) -> ApiRequest {
    let retention = task.retention();
    let timing = task.timing();
    let mut parameters = json!({
        "name": task.backup_name(),
        "passcode": task.passcode().expose(),
        "storeName": task.store(),
        "metaData": {
            "recurring": timing.max_runs() != Some(1),
            "startTime": timing.start_time(),
            "retention": { "type": retention.unit().slug(), "value": retention.value() },
        },
        "retentionOffset": retention.offset_ms(),
    });
    if let Some(description) = task.description() {
        parameters["description"] = description.into();
    }
    if let Some(like) = like {
        let below = like.raw.value()["parameters"].take();
        parameters = laid_over(below, parameters);
    }
    let fields = timing.fields();
    let mut request = ApiRequest::post(portal.admin(&format!("{TASKS}/createTask")))
        .param("title", task.title())
        .param("type", "CreateBackup")
        .param("parameters", parameters.to_string())
        .param("minute", &fields.minute)
        .param("hour", &fields.hour)
        .param("dayOfMonth", &fields.day_of_month)
        .param("month", &fields.month)
        .param("dayOfWeek", &fields.day_of_week)
        .param("maxOccurrences", most(timing.max_runs()));
    if let Some(start) = timing.start() {
        request = request.param("startDate", milliseconds(start));
    }
    if let Some(end) = timing.end() {
        request = request.param("endDate", milliseconds(end));
    }
    request
}

/// Two objects member by member; anything else is replaced.
fn laid_over(below: Value, above: Value) -> Value {
    match (below, above) {
        (Value::Object(mut below), Value::Object(above)) => {
            for (name, value) in above {
                let under = below.remove(&name).unwrap_or_default();
                below.insert(name, laid_over(under, value));
            }
            Value::Object(below)
        }
        (_, above) => above,
    }
}

/// `maxOccurrences`: -1 is no limit.
pub(super) fn most(runs: Option<u32>) -> String {
    runs.map_or(-1, i64::from).to_string()
}

pub(super) fn milliseconds(at: Timestamp) -> String {
    (at.as_secs() * 1000).to_string()
}

/// The new task's identifier, where the reply tells it.
pub fn decode_created(reply: &Reply) -> Result<Option<TaskId>, ApiError> {
    let answer = decode::operation(reply)?;
    Ok(answer.task_id.or(answer.id).and_then(|id| TaskId::new(&id)))
}

/// From the portal's JSON to a task.
impl Row for Listed {
    type Wire<'a> = wire::Task<'a>;

    fn read(task: serde_json::Result<wire::Task<'_>>, json: &str) -> Self {
        let raw = Raw::new(json);
        let why = match task {
            Ok(task) => match identifier(&task) {
                Some(id) => return Self::Task(Arc::new(convert(task, id, raw))),
                None => "it has no usable id".to_owned(),
            },
            Err(error) => error.to_string(),
        };
        let title = raw.value()["taskTitle"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        Self::Unreadable { title, why, raw }
    }
}

/// Takes up the passcodes of a page of the list into a comparison, and nothing else of it; whether there
/// are more pages. The only place that looks at them, and only when the comparison is asked for.
pub fn compare_passcodes(
    reply: &Reply,
    asked: i64,
    comparison: &mut Comparison,
) -> Result<Next, ApiError> {
    let page: page::Page<Value> = decode::resource(reply)?;
    let page = paging::page(page, asked, |task| {
        let id = ["id", "taskId"].map(|name| task[name].as_str().and_then(TaskId::new));
        let passcode = task["parameters"]["passcode"].as_str();
        if let (Some(id), Some(passcode)) = (id.into_iter().flatten().next(), passcode) {
            comparison.add(id, passcode);
        }
    });
    Ok(page.next)
}

/// One task, its secrets forgotten at once. One that cannot be read is [`Listed::Unreadable`], no `Err`.
pub fn decode_one(reply: &Reply) -> Result<Listed, ApiError> {
    decode::resource(reply).map(|value| read_tree(&value))
}

/// A task from JSON that is a tree already; its secrets are forgotten at once.
pub fn read_tree(value: &Value) -> Listed {
    let json = value.to_string();
    let listed = Listed::read(serde_json::from_str(&json), &json);
    listed.raw().settle();
    listed
}

fn identifier(task: &wire::Task) -> Option<TaskId> {
    [&task.id, &task.task_id]
        .into_iter()
        .flatten()
        .find_map(|id| TaskId::new(id))
}

fn convert(task: wire::Task, id: TaskId, raw: Raw) -> Task {
    let kind = Kind::from_names(task.task_type.as_deref(), task.internal_type.as_deref());
    let (schedule, expression) = schedule(&task);
    let backup = matches!(kind, Kind::CreateBackup).then(|| backup(task.parameters));
    Task {
        title: task
            .task_title
            .and_then(filled)
            .unwrap_or_else(|| id.as_str().to_owned()),
        id,
        state: match (task.task_state.as_deref(), task.active) {
            (Some("active"), _) | (None, Some(true)) => State::Active,
            (Some("paused"), _) | (None, Some(false)) => State::Paused,
            (Some(other), _) => State::Other(other.to_owned()),
            (None, None) => State::Other("unknown".to_owned()),
        },
        schedule,
        expression,
        start: task.start_date.and_then(instant),
        end: task.end_date.and_then(instant),
        max_runs: task.max_occurrences.and_then(|n| u32::try_from(n).ok()),
        last_start: task.last_start.and_then(instant),
        created: task.created.and_then(instant),
        updated: task.updated.and_then(instant),
        generation: task.generation,
        owner_id: task.owner_id.map(|id| id.to_string()),
        backup,
        kind,
        raw,
    }
}

/// The six-field expression is what the scheduler runs; the five fields stand in where it is missing.
fn schedule(task: &wire::Task) -> (Schedule, String) {
    let text = match (&task.cron_expression, &task.cron_schedule) {
        (Some(expression), _) => expression.to_string(),
        (None, Some(f)) => {
            let fields = [
                &f.minute,
                &f.hour,
                &f.day_of_month,
                &f.month,
                &f.day_of_week,
            ];
            format!("0 {}", fields.map(|field| &**field).join(" "))
        }
        (None, None) => return (Schedule::Missing, String::new()),
    };
    let schedule = match text.parse::<Cron>() {
        Ok(cron) => Schedule::Cron(cron),
        Err(error) => Schedule::Unreadable {
            text: text.clone(),
            why: error.to_string(),
        },
    };
    (schedule, text)
}

fn backup(parameters: Option<wire::Parameters>) -> Backup {
    let Some(parameters) = parameters else {
        return Backup::default();
    };
    let offset_ms = parameters.retention_offset;
    let (told, start_time) = parameters
        .meta_data
        .map_or((None, None), |meta| (meta.retention, meta.start_time));
    let kept = told
        .and_then(|r| Retention::new(r.value, r.unit.parse::<Unit>().ok()?).ok())
        .map(Kept::For)
        .or(offset_ms.map(Kept::Offset));
    Backup {
        name: parameters.name.and_then(filled),
        store: parameters.store_name.and_then(filled),
        description: parameters.description.and_then(filled),
        kept,
        offset_ms,
        start_time: start_time.filter(|time| !time.trim().is_empty()),
    }
}

fn filled(text: wire::Text) -> Option<String> {
    (!text.trim().is_empty()).then(|| text.to_string())
}

/// The portal writes -1 and 0 for "not set".
fn instant(Date(ms): Date) -> Option<Timestamp> {
    (ms > 0).then(|| Timestamp::from_secs(ms.div_euclid(1000)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::arriving::Arriving;
    use crate::api::paging::Page;

    fn page(body: &str, asked: i64) -> Result<Page<Listed>, ApiError> {
        let mut list = Arriving::default();
        list.hear(body);
        let reply = Reply {
            status: 200,
            body: body.to_owned(),
            ..Reply::default()
        };
        list.page(&reply, asked)
    }

    #[test]
    fn passcodes_are_compared_page_by_page_and_are_in_no_task() {
        let of = |id: &str, passcode: &str| {
            format!(r#"{{"id":"{id}","parameters":{{"passcode":"{passcode}"}}}}"#)
        };
        let (a, b, c) = (
            of("a", "Sesame 12"),
            of("b", "other one"),
            of("c", "Sesame 12"),
        );
        let mut comparison = Comparison::new([1; 16]);
        for (asked, body, next) in [
            (
                0,
                format!(r#"{{"result":[{a},{b}],"total":3,"start":0,"nextStart":2}}"#),
                Next::At(2),
            ),
            (
                2,
                format!(r#"{{"result":[{c}],"total":3,"start":2,"nextStart":0}}"#),
                Next::End,
            ),
        ] {
            let reply = Reply {
                status: 200,
                body: body.clone(),
                ..Reply::default()
            };
            assert_eq!(
                compare_passcodes(&reply, asked, &mut comparison).unwrap(),
                next
            );
            let told = format!("{:?}{comparison:?}", page(&body, asked).unwrap());
            assert!(!told.contains("Sesame"), "{told}");
        }
        let shared = ["a", "c"].map(|id| TaskId::new(id).unwrap());
        assert_eq!(comparison.groups(), [shared]);
    }

    #[test]
    fn the_end_of_the_list_is_zero_minus_one_or_nothing_new() {
        for (tail, next) in [
            (r#""total":4,"num":1,"start":0,"nextStart":0"#, Next::End),
            (r#""total":4,"num":1,"start":0,"nextStart":-1"#, Next::End),
            (r#""total":4,"num":1,"start":0"#, Next::End),
            (r#""total":1,"num":1,"start":0,"nextStart":1"#, Next::End),
            (r#""total":4,"num":1,"start":0,"nextStart":1"#, Next::At(1)),
        ] {
            let body = format!(r#"{{"result":[{{"id":"a"}}],{tail}}}"#);
            assert_eq!(page(&body, 0).unwrap().next, next, "{tail}");
        }
    }

    #[test]
    fn a_server_that_ignores_the_position_is_noticed_and_adds_no_rows_twice() {
        let first = r#"{"result":[{"id":"a"}],"total":4,"num":1,"start":0,"nextStart":1}"#;
        let again = page(first, 1).unwrap();
        assert_eq!(again.next, Next::Stuck);
        assert!(again.rows.is_empty());
    }

    #[test]
    fn an_empty_page_that_promises_more_ends_the_list() {
        let body = r#"{"result":[],"total":4,"start":2,"nextStart":3}"#;
        assert_eq!(page(body, 2).unwrap().next, Next::End);
    }

    #[test]
    fn one_odd_task_does_not_hide_the_others() {
        let body = r#"{"result":[{"id":"a","taskTitle":"good"},{"id":7,"taskTitle":"odd"},"text",{"taskTitle":"nameless"}]}"#;
        let tasks = page(body, 0).unwrap().rows;
        assert!(matches!(&tasks[0], Listed::Task(task) if task.title == "good"));
        assert!(matches!(&tasks[1], Listed::Unreadable { title, .. } if title == "odd"));
        assert!(matches!(&tasks[2], Listed::Unreadable { .. }));
        assert!(
            matches!(&tasks[3], Listed::Unreadable { why, .. } if why == "it has no usable id")
        );
    }

    #[test]
    fn the_portals_passcode_reaches_neither_the_task_nor_its_raw_json() {
        let body = r#"{"result":[{"id":"a","taskType":"CreateBackup","parameters":{"name":"n","passcode":"planted!"}}]}"#;
        let tasks = page(body, 0).unwrap().rows;
        assert!(!format!("{tasks:?}").contains("planted"));
    }
}
