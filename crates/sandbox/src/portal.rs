//! The portal as a whole: its state and its addresses.

use crate::app_files::{self, AppFiles};
use crate::clock::Clock;
use crate::faults::Faults;
use crate::http::{Answer, Call, Refusal, bad_gateway};
use crate::ledger::{self, Ledger};
use crate::recovery::Recovery;
use crate::requests::{self, Requests};
use crate::scheduler::Scheduler;
use crate::sharing::Pending;
use crate::store::Store;
use crate::{admin, control, faults, sharing};
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{any, get};
use std::sync::Arc;

/// The release that the sandbox is like.
pub const RELEASE: &str = "11.5.0";

/// What every handler may use.
pub struct Portal {
    pub context: String,
    pub store: Store,
    pub recovery: Recovery,
    pub clock: Clock,
    pub app: Option<AppFiles>,
    /// Whether it is served with TLS.
    pub is_secure: bool,
    /// Where OAuth may lead back to, besides the portal's own apps.
    pub redirect_uris: Vec<String>,
    pub pending: Pending,
    pub faults: Faults,
    pub ledger: Ledger,
    pub requests: Requests,
    pub scheduler: Scheduler,
}

impl Portal {
    /// A portal over its data, on a good day.
    pub fn new(
        context: String,
        store: Store,
        recovery: Recovery,
        clock: Clock,
        app: Option<AppFiles>,
    ) -> Self {
        Self {
            context,
            store,
            recovery,
            clock,
            app,
            is_secure: false,
            redirect_uris: Vec::new(),
            pending: Pending::default(),
            faults: Faults::default(),
            ledger: Ledger::default(),
            requests: Requests::default(),
            scheduler: Scheduler::default(),
        }
    }
}

impl Portal {
    /// The portal as the caller addresses it: `http://127.0.0.1:7080/gis`. A call that does not say where
    /// it went gets the path alone.
    pub fn address(&self, call: &Call) -> String {
        let scheme = if self.is_secure { "https" } else { "http" };
        match call.host.as_str() {
            "" => format!("/{}", self.context),
            host => format!("{scheme}://{host}/{}", self.context),
        }
    }
}

/// All addresses. Everything a portal serves lies below its context.
pub fn router(portal: Arc<Portal>) -> Router {
    let context = portal.context.clone();
    let org = Router::new()
        .merge(sharing::routes())
        .nest("/admin", admin::routes());
    let mut all = Router::new().nest(&format!("/{context}"), org);
    if portal.app.is_some() {
        let place = format!("/{context}/apps/tasks");
        let home = format!("{place}/");
        let to_app = move || {
            let home = home.clone();
            async move { Redirect::temporary(&home) }
        };
        all = all
            .route("/", get(to_app.clone()))
            .route(&format!("/{context}"), get(to_app.clone()))
            .route(&format!("/{context}/"), get(to_app.clone()))
            .route(&place, get(to_app))
            .route(&format!("{place}/"), get(app_files::serve))
            .route(&format!("{place}/{{*path}}"), get(app_files::serve));
    }
    all.fallback(any(not_found))
        .layer(middleware::from_fn_with_state(
            Arc::clone(&portal),
            faults::strike,
        ))
        .layer(middleware::from_fn_with_state(Arc::clone(&portal), outage))
        .layer(middleware::from_fn_with_state(
            Arc::clone(&portal),
            ledger::count,
        ))
        .layer(middleware::from_fn_with_state(
            Arc::clone(&portal),
            faults::withhold,
        ))
        .layer(middleware::from_fn_with_state(
            Arc::clone(&portal),
            requests::note,
        ))
        .merge(control::routes())
        .layer(middleware::from_fn_with_state(Arc::clone(&portal), stamp))
        .with_state(portal)
}

async fn not_found(call: Call) -> Answer {
    let refusal = Refusal::NotFound(call.path.clone());
    Answer::of(&call, "Not found", Err(refusal))
}

/// While a restore is under way nothing below the context answers.
async fn outage(State(portal): State<Arc<Portal>>, request: Request, next: Next) -> Response {
    let mut parts = request.uri().path().split('/').skip(1);
    if portal.recovery.is_down() && parts.next() == Some(portal.context.as_str()) {
        return bad_gateway();
    }
    next.run(request).await
}

/// Every answer carries the portal's own time.
async fn stamp(State(portal): State<Arc<Portal>>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await.into_response();
    if let Ok(date) = HeaderValue::from_str(&portal.clock.http_date()) {
        response.headers_mut().insert(header::DATE, date);
    }
    response
}
