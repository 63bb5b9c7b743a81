//! The Administrator API. Every call needs a token, and the tasks need the default administrator.

mod create;
mod form;
mod jobs;
mod recovery;
mod runs;
mod tasks;
mod update;

use crate::http::{Answer, Call, Refusal};
use crate::portal::{Portal, RELEASE};
use crate::sharing::caller;
use crate::store::User;
use axum::Router;
use axum::extract::State;
use axum::routing::any;
use serde_json::{Value, json};
use std::sync::Arc;

pub fn routes() -> Router<Arc<Portal>> {
    Router::new()
        .route("/", any(root))
        .route("/system", any(system))
        .route("/jobs", any(jobs::list))
        .route("/jobs/{id}", any(jobs::one))
        .nest("/system/disasterrecovery", recovery::routes())
        .route("/system/tasks", any(tasks::list))
        .route("/system/tasks/createTask", any(create::create))
        .route("/system/tasks/{id}", any(tasks::one))
        .route("/system/tasks/{id}/enable", any(tasks::enable))
        .route("/system/tasks/{id}/disable", any(tasks::disable))
        .route("/system/tasks/{id}/delete", any(tasks::delete))
        .route("/system/tasks/{id}/update", any(update::update))
        .route("/system/tasks/{id}/runs", any(runs::list))
        .route("/system/tasks/{id}/runs/{run}", any(runs::one))
        .route("/system/tasks/{id}/runs/{run}/update", any(runs::update))
        .route("/system/tasks/{id}/runs/{run}/delete", any(runs::delete))
}

/// The default administrator who calls.
fn administrator(portal: &Portal, call: &Call) -> Result<User, Refusal> {
    let user = caller(portal, call)?;
    if user.role == "org_admin" {
        Ok(user)
    } else {
        Err(Refusal::Forbidden)
    }
}

/// Carries out a POST of an administrator; a GET shows a form and does nothing.
fn operation(
    portal: &Portal,
    call: &Call,
    title: &str,
    form: &'static [&'static str],
    act: impl FnOnce(&User) -> Result<Value, Refusal>,
) -> Answer {
    if !call.is_post {
        let mut answer = Answer::of(call, title, Err(Refusal::PostOnly));
        answer.form = Some(form);
        return answer;
    }
    let result = administrator(portal, call).and_then(|user| act(&user));
    Answer::of(call, title, result)
}

async fn root(State(portal): State<Arc<Portal>>, call: Call) -> Answer {
    let about = caller(&portal, &call).map(|_| {
        json!({
            "fullVersion": RELEASE,
            "currentVersion": RELEASE,
            "resources": ["system", "jobs"],
            "status": {"stages": []},
        })
    });
    Answer::of(&call, "Administrator Directory", about)
}

async fn system(State(portal): State<Arc<Portal>>, call: Call) -> Answer {
    let children =
        caller(&portal, &call).map(|_| json!({"resources": ["disasterrecovery", "tasks"]}));
    Answer::of(&call, "System", children)
}

/// The address of the Administrator API as the caller knows it.
fn base(portal: &Portal, call: &Call) -> String {
    format!("{}/admin", portal.address(call))
}
