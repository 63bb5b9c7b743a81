//! `system/tasks/<taskId>/runs`: the list, one run, and what can be done to it. Sections 1.8 and 1.9 of
//! docs/portal-api.md.

use super::arriving::Row;
use super::decode::{self, Reply};
use super::{ApiError, ApiRequest, Portal, tasks};
use crate::raw::{Raw, redact};
use crate::runs::{Run, RunEdit, RunId, RunState};
use crate::task::TaskId;
use crate::wire::date::Date;
use crate::wire::runs as wire;
use quartz_cron::Timestamp;
use serde::Deserialize;
use serde_json::Value;

/// One run with everything the portal says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneRun {
    pub run: Run,
    /// The whole reply.
    pub raw: Raw,
}

fn address(portal: &Portal, task: &TaskId, below: &str) -> String {
    format!("{}/runs{below}", tasks::address(portal, task))
}

/// A page of the list, from a 0-based position; the first is asked as documented, without one.
pub fn list(portal: &Portal, task: &TaskId, start: i64) -> ApiRequest {
    ApiRequest::get(address(portal, task, "")).from(start)
}

/// One run. The reply holds its whole task, passcode included.
pub fn one(portal: &Portal, task: &TaskId, run: &RunId) -> ApiRequest {
    ApiRequest::get(address(portal, task, &format!("/{}", run.as_str())))
}

/// Writes another state and message into the record of a run.
pub fn edit(portal: &Portal, task: &TaskId, run: &RunId, edit: &RunEdit) -> ApiRequest {
    ApiRequest::post(address(portal, task, &format!("/{}/update", run.as_str())))
        .param("status", edit.state.name())
        .param("result", &edit.message)
}

/// Deletes the record of a run and its files.
pub fn delete(portal: &Portal, task: &TaskId, run: &RunId) -> ApiRequest {
    ApiRequest::post(address(portal, task, &format!("/{}/delete", run.as_str())))
}

/// None stands for a run without an identifier.
impl Row for Option<Run> {
    type Wire<'a> = wire::Run;

    fn read(run: serde_json::Result<wire::Run>, _: &str) -> Self {
        run.ok().and_then(read)
    }
}

/// A run and its whole reply. One without an identifier that can stand in an address is an `Err`.
pub fn decode_one(reply: &Reply) -> Result<OneRun, ApiError> {
    let value: Value = decode::resource(reply)?;
    let raw = Raw::new(&value.to_string());
    let run = serde_json::from_value(value).ok().and_then(read);
    let run = run.ok_or_else(|| ApiError::Unexpected("this is not a run".to_owned()))?;
    Ok(OneRun { run, raw })
}

fn read(mut run: wire::Run) -> Option<Run> {
    redact(&mut run.result);
    let message = match run.result {
        Value::Null => String::new(),
        Value::String(text) => text.trim().to_owned(),
        other => other.to_string(),
    };
    let state = RunState::named(run.status.as_str().unwrap_or("unknown"));
    let (created, modified) = (instant(&run.created), instant(&run.modified));
    let took = created
        .zip(modified)
        .map(|(created, modified)| modified - created);
    Some(Run {
        id: RunId::new(run.run_id.as_str()?)?,
        message,
        start: created.map(|ms| Timestamp::from_secs(ms.div_euclid(1000))),
        took_ms: took.filter(|took| state.is_over() && *took >= 0),
        state,
    })
}

fn instant(date: &Value) -> Option<i64> {
    let Date(ms) = Date::deserialize(date).ok()?;
    (ms > 0).then_some(ms)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::arriving::Arriving;
    use crate::api::paging::{Next, Page};

    fn reply(body: &str) -> Reply {
        Reply {
            status: 200,
            body: body.to_owned(),
            ..Reply::default()
        }
    }

    fn page(reply: &Reply) -> Result<Page<Option<Run>>, ApiError> {
        let mut list = Arriving::default();
        list.hear(&reply.body);
        list.page(reply, 0)
    }

    fn runs(result: &str) -> Vec<Option<Run>> {
        let page = page(&reply(&format!("{{\"result\":[{result}]}}"))).unwrap();
        assert_eq!(page.next, Next::End);
        page.rows
    }

    #[test]
    fn a_state_nobody_knows_and_a_run_without_dates_are_shown() {
        let rows = runs(r#"{"runId":"a","status":"resting"},{"runId":"b","status":"succeeded"}"#);
        let first = rows[0].clone().unwrap();
        assert_eq!(first.state, RunState::Other("resting".into()));
        assert_eq!((first.start, first.took_ms), (None, None));
        assert_eq!(rows[1].clone().unwrap().state, RunState::Succeeded);
    }

    #[test]
    fn one_odd_run_does_not_hide_the_others() {
        let rows = runs(
            r#"{"runId":"a","result":{"done":3}},"text",null,{"runId":7},{"runId":"b","created":"some day"}"#,
        );
        let told: Vec<_> = rows
            .iter()
            .map(|run| run.as_ref().map(|run| run.message.as_str()))
            .collect();
        assert_eq!(told, [Some("{\"done\":3}"), None, None, None, Some("")]);
    }

    #[test]
    fn a_run_that_is_not_over_has_no_duration_yet() {
        let rows = runs(r#"{"runId":"a","status":"executing","created":1000,"modified":61000}"#);
        assert_eq!(rows[0].as_ref().unwrap().took_ms, None);
    }

    #[test]
    fn a_release_that_writes_dates_as_texts_tells_the_same() {
        let rows = runs(
            r#"{"runId":"a","status":"failed","created":"Apr 22, 2021, 3:00:31 AM","modified":"Apr 22, 2021, 3:01:01 AM"}"#,
        );
        let run = rows[0].as_ref().unwrap();
        assert_eq!(run.start, Some(Timestamp::from_secs(1_619_060_431)));
        assert_eq!(run.took_ms, Some(30_000));
    }

    #[test]
    fn a_refusal_is_read_in_the_place_of_the_list() {
        let refused = reply(r#"{"error":{"code":404,"message":"gone","details":null}}"#);
        assert!(matches!(
            page(&refused),
            Err(ApiError::Refused { code: 404, .. })
        ));
        let status = Reply {
            status: 500,
            ..reply(r#"{"result":[]}"#)
        };
        assert_eq!(page(&status), Err(ApiError::Status(500)));
    }

    #[test]
    fn the_passcode_of_the_embedded_task_is_dropped() {
        let body = r#"{"runId":"a","status":"succeeded","result":"{\"passcode\":\"planted!\"}","task":{"parameters":{"passcode":"planted!","name":"n"}}}"#;
        let one = decode_one(&reply(body)).unwrap();
        assert!(!format!("{one:?}").contains("planted"));
        assert!(one.raw.text().contains("\"name\":\"n\""));
        assert!(!format!("{:?}", runs(body)).contains("planted"));
    }
}
