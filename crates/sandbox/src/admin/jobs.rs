//! Jobs. Section 3.5 of docs/portal-api.md.

use super::recovery::resource;
use crate::faults::Fault;
use crate::http::{Answer, Call, Refusal};
use crate::portal::Portal;
use axum::extract::{Path, State};
use serde_json::json;
use std::sync::Arc;

pub(super) async fn list(State(portal): State<Arc<Portal>>, call: Call) -> Answer {
    resource(portal, call, "Jobs", |portal, _| {
        Ok(json!({"jobs": portal.recovery.catalogue().jobs()?}))
    })
    .await
}

pub(super) async fn one(
    State(portal): State<Arc<Portal>>,
    Path(id): Path<String>,
    call: Call,
) -> Answer {
    resource(portal, call, "Job", move |portal, call| {
        let job = portal.recovery.job(&id)?;
        let mut job = job.ok_or_else(|| Refusal::NotFound(format!("There is no job {id}.")))?;
        if !job.is_over() && portal.faults.strikes(Fault::JobEarly, &call.path).is_some() {
            job.finish(None, portal.clock.now_ms());
        }
        Ok(job.told())
    })
    .await
}
