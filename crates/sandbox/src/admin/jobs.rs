//! Jobs. Section 3.5.

use super::recovery::resource;
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
    resource(portal, call, "Job", move |portal, _| {
        let job = portal.recovery.job(&id)?;
        job.map(|job| job.told())
            .ok_or_else(|| Refusal::NotFound(format!("There is no job {id}.")))
    })
    .await
}
