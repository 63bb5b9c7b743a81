//! `/sandbox/`: the page and the API that make a bad day, and let time pass.
//!
//! It is no part of a portal, stands outside of its context, and answers this machine only. Each POST
//! answers with the state as JSON where `f=json`, and leads back to the page otherwise.

mod guard;
mod page;

use crate::faults::{Fault, Switch};
use crate::http::{Call, Format};
use crate::portal::Portal;
use anyhow::{Context as _, Result, bail, ensure};
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use std::sync::Arc;

/// How far time may be let pass at once, milliseconds: a year and a day.
const MOST_MS: i64 = 366 * 86_400_000;

pub fn routes() -> Router<Arc<Portal>> {
    Router::new()
        .route("/sandbox/", get(look))
        .route("/sandbox/style.css", get(style))
        .route("/sandbox/requests", get(requests))
        .route("/sandbox/faults/{name}", post(switch))
        .route("/sandbox/reset", post(reset))
        .route("/sandbox/end-sessions", post(end_sessions))
        .route("/sandbox/clock", post(run_until))
        .layer(middleware::from_fn(guard::from_here))
}

async fn look(State(portal): State<Arc<Portal>>, call: Call) -> Response {
    match call.format {
        Format::Html => page::page(&portal).into_response(),
        _ => Json(state(&portal)).into_response(),
    }
}

async fn style() -> impl axum::response::IntoResponse {
    let kind = HeaderValue::from_static("text/css; charset=utf-8");
    ([(header::CONTENT_TYPE, kind)], page::STYLE)
}

/// Every request to the portal and the app, oldest first.
async fn requests(State(portal): State<Arc<Portal>>) -> Json<Value> {
    Json(portal.requests.told())
}

/// `on` is `true` or `false`; `calls` how many, none is until it is switched off; `path` a part of the
/// paths that are struck, none is all; `number` as the fault has one.
async fn switch(
    State(portal): State<Arc<Portal>>,
    Path(name): Path<String>,
    call: Call,
) -> Response {
    let done = Fault::named(&name)
        .with_context(|| format!("There is no fault '{name}'."))
        .and_then(|fault| {
            if call.param("on") == Some("false") {
                portal.faults.switch_off(fault);
                return Ok(());
            }
            let number = |name: &str| {
                let sent = call.param(name).map(str::parse::<u32>).transpose();
                sent.with_context(|| format!("'{name}' must be a whole number."))
            };
            let calls = number("calls")?;
            ensure!(calls != Some(0), "'calls' must be at least 1.");
            let usual = fault.number().map_or(0, |(_, usual)| usual);
            let switch = Switch {
                calls,
                path: call.param("path").unwrap_or_default().to_owned(),
                number: number("number")?.unwrap_or(usual),
            };
            portal.faults.switch_on(fault, switch);
            Ok(())
        });
    answer(&portal, &call, done)
}

async fn reset(State(portal): State<Arc<Portal>>, call: Call) -> Response {
    portal.faults.reset();
    answer(&portal, &call, Ok(()))
}

async fn end_sessions(State(portal): State<Arc<Portal>>, call: Call) -> Response {
    answer(&portal, &call, portal.store.end_sessions())
}

/// `until` an instant, epoch milliseconds or text in UTC; or `by` so many seconds. The answer comes
/// when the clock is there.
async fn run_until(State(portal): State<Arc<Portal>>, call: Call) -> Response {
    let now = portal.clock.now_ms();
    let goal = goal(&call, now);
    if let Ok(goal) = goal {
        portal.clock.run_until(goal).await;
    }
    answer(&portal, &call, goal.map(|_| ()))
}

fn goal(call: &Call, now_ms: i64) -> Result<i64> {
    let goal = match (call.param("until"), call.param("by").map(str::parse::<i64>)) {
        (Some(text), _) => instant(text)
            .with_context(|| format!("'{text}' is no instant such as 2026-10-24T04:00:00Z."))?,
        (None, Some(Ok(seconds))) => now_ms.saturating_add(seconds.saturating_mul(1000)),
        _ => bail!("'until' must be an instant, or 'by' a whole number of seconds."),
    };
    ensure!(goal >= now_ms, "The clock does not go back.");
    ensure!(goal - now_ms <= MOST_MS, "At most a year may pass at once.");
    Ok(goal)
}

fn instant(text: &str) -> Option<i64> {
    let civil = || {
        let civil: DateTime = text.parse().ok()?;
        Some(civil.to_zoned(TimeZone::UTC).ok()?.timestamp())
    };
    text.parse().ok().or_else(|| {
        let instant: Option<Timestamp> = text.parse().ok().or_else(civil);
        instant.map(Timestamp::as_millisecond)
    })
}

fn answer(portal: &Portal, call: &Call, done: Result<()>) -> Response {
    match (done, call.format) {
        (Ok(()), Format::Html) => Redirect::to("/sandbox/").into_response(),
        (Ok(()), _) => Json(state(portal)).into_response(),
        (Err(error), _) => {
            let error =
                json!({"error": {"code": 400, "message": error.to_string(), "details": []}});
            (StatusCode::BAD_REQUEST, Json(error)).into_response()
        }
    }
}

fn state(portal: &Portal) -> Value {
    let faults: Vec<Value> = Fault::ALL
        .into_iter()
        .map(|fault| {
            let switch = portal.faults.switch(fault);
            let mut told =
                json!({"name": fault.name(), "sentence": fault.sentence(), "on": switch.is_some()});
            if let Some(Switch {
                calls,
                path,
                number,
            }) = switch
            {
                told["calls"] = json!(calls);
                told["path"] = json!(path);
                if fault.number().is_some() {
                    told["number"] = json!(number);
                }
            }
            told
        })
        .collect();
    let now = portal.clock.now_ms();
    json!({
        "now": now,
        "nowText": Timestamp::from_millisecond(now).map(|now| now.to_string()).unwrap_or_default(),
        "speed": portal.clock.speed(),
        "faults": faults,
        "calls": portal.ledger.tell(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_numbers_or_texts() {
        let at = Some(1_792_814_400_000);
        for text in [
            "1792814400000",
            "2026-10-24T04:00:00Z",
            "2026-10-24T06:00:00+02:00",
            "2026-10-24T04:00",
        ] {
            assert_eq!(instant(text), at, "{text}");
        }
        assert_eq!(instant("tomorrow"), None);
    }
}
