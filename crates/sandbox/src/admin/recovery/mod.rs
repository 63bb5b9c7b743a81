//! Disaster recovery over HTTP: `system/disasterrecovery`. Section 3 of docs/portal-api.md.
//!
//! Needs the default administrator or the privilege "Security and infrastructure".

mod backups;
mod release_10_9;
mod stores;

use crate::http::{Answer, Call, Refusal};
use crate::portal::Portal;
use crate::recovery::{self, Trouble};
use crate::sharing::caller;
use crate::store::User;
use axum::Router;
use axum::extract::State;
use axum::routing::any;
use serde_json::{Value, json};
use std::sync::Arc;

pub(super) fn routes() -> Router<Arc<Portal>> {
    let old = "/backuprestore";
    Router::new()
        .route("/", any(index))
        .route("/status", any(status))
        .route("/settings", any(settings))
        .route("/settings/update", any(update_settings))
        .route("/stores", any(stores::list))
        .route("/stores/register", any(stores::register))
        .route("/stores/{store}", any(stores::one))
        .route("/stores/{store}/update", any(stores::update))
        .route("/stores/{store}/validate", any(stores::validate))
        .route("/stores/{store}/unregister", any(stores::unregister))
        .route("/stores/{store}/backups", any(backups::list))
        .route("/stores/{store}/backups/create", any(backups::create))
        .route("/stores/{store}/backups/{backup}", any(backups::one))
        .route(
            "/stores/{store}/backups/{backup}/update",
            any(backups::update),
        )
        .route(
            "/stores/{store}/backups/{backup}/restore",
            any(backups::restore),
        )
        .route(
            "/stores/{store}/backups/{backup}/delete",
            any(backups::delete),
        )
        // Release 10.9; Esri's Python client asks here still.
        .route(old, any(release_10_9::index))
        .route(&format!("{old}/status"), any(status))
        .route(&format!("{old}/backup"), any(release_10_9::create))
        .route(&format!("{old}/backups"), any(release_10_9::list))
        .route(&format!("{old}/backups/{{backup}}"), any(release_10_9::one))
        .route(
            &format!("{old}/backups/{{backup}}/restore"),
            any(release_10_9::restore),
        )
        .route(
            &format!("{old}/backups/{{backup}}/validate"),
            any(release_10_9::validate),
        )
        .route(
            &format!("{old}/backups/{{backup}}/delete"),
            any(release_10_9::delete),
        )
}

/// Whoever may look after disaster recovery.
pub(super) fn operator(portal: &Portal, call: &Call) -> Result<User, Refusal> {
    let user = caller(portal, call)?;
    if user.manages_security() {
        Ok(user)
    } else {
        Err(Refusal::Forbidden)
    }
}

/// A resource: what is found for whoever may see it.
pub(super) async fn resource(
    portal: Arc<Portal>,
    call: Call,
    title: &'static str,
    find: impl FnOnce(&Arc<Portal>, &Call) -> Result<Value, Refusal> + Send + 'static,
) -> Answer {
    blocking(call, title, move |call| {
        operator(&portal, call).and_then(|_| find(&portal, call))
    })
    .await
}

/// An operation: a POST of whoever may. A GET shows a form and does nothing.
async fn operation(
    portal: Arc<Portal>,
    call: Call,
    title: &'static str,
    form: &'static [&'static str],
    act: impl FnOnce(&Arc<Portal>, &Call, &User) -> Result<Value, Refusal> + Send + 'static,
) -> Answer {
    if !call.is_post {
        let mut answer = Answer::of(&call, title, Err(Refusal::PostOnly));
        answer.form = Some(form);
        return answer;
    }
    blocking(call, title, move |call| {
        operator(&portal, call).and_then(|user| act(&portal, call, &user))
    })
    .await
}

/// Answers from a thread that may wait for the disk.
async fn blocking(
    call: Call,
    title: &'static str,
    work: impl FnOnce(&Call) -> Result<Value, Refusal> + Send + 'static,
) -> Answer {
    let call = Arc::new(call);
    let asked = Arc::clone(&call);
    let done = tokio::task::spawn_blocking(move || work(&asked)).await;
    let broken = |_| Err(Refusal::Broken("The sandbox failed.".to_owned()));
    Answer::of(&call, title, done.unwrap_or_else(broken))
}

fn success() -> Value {
    json!({"status": "success"})
}

/// A parameter that is `true` or `false`; Esri's clients write them with a capital as well.
fn flag(call: &Call, name: &'static str) -> Result<bool, Trouble> {
    match call.param(name).map(str::to_ascii_lowercase).as_deref() {
        None | Some("false") => Ok(false),
        Some("true") => Ok(true),
        Some(_) => Err(Trouble::Wrong(vec![format!(
            "'{name}' must be true or false."
        )])),
    }
}

async fn index(State(portal): State<Arc<Portal>>, call: Call) -> Answer {
    resource(portal, call, "Disaster Recovery", |_, _| {
        Ok(json!({"operations": ["status"], "resources": ["stores", "settings"]}))
    })
    .await
}

async fn status(State(portal): State<Arc<Portal>>, call: Call) -> Answer {
    resource(portal, call, "Status", |portal, _| {
        Ok(portal.recovery.status(portal.clock.now_ms()))
    })
    .await
}

async fn settings(State(portal): State<Arc<Portal>>, call: Call) -> Answer {
    resource(portal, call, "Settings", |portal, call| {
        recovery::settings(portal, &call.path)
            .map_err(|trouble| trouble.refusal("Unable to read settings."))
    })
    .await
}

async fn update_settings(State(portal): State<Arc<Portal>>, call: Call) -> Answer {
    operation(
        portal,
        call,
        "Update Settings",
        &["settings"],
        |portal, call, _| {
            let text = call.param("settings").unwrap_or_default();
            recovery::set_settings(&portal.recovery, text, portal.clock.now_ms())
                .map(|()| success())
                .map_err(|trouble| trouble.refusal("Unable to update settings."))
        },
    )
    .await
}
