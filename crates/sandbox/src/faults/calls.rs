//! What a bad day does to calls: late, instead of an answer, half of one, or none.

use super::{Fault, Faults, shape};
use crate::http::{Refusal, bad_gateway};
use crate::portal::Portal;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use futures_util::stream::{self, StreamExt as _};
use std::io;
use std::sync::Arc;
use std::time::Duration;

/// Answers of the portal are at most so long.
const MOST_BYTES: usize = 1 << 30;
/// How long the connection of a cut answer outlives it.
const FLUSH: Duration = Duration::from_millis(50);

/// Whether a path is below the context and none of the app's own files.
fn is_of_portal(portal: &Portal, path: &str) -> bool {
    let below = path
        .strip_prefix('/')
        .and_then(|path| path.strip_prefix(&portal.context));
    below.is_some_and(|below| below.starts_with('/') && !below.starts_with("/apps/"))
}

/// Stands in front of what counts the calls that were done: a call that nobody waits for any more is
/// one of them.
pub async fn withhold(State(portal): State<Arc<Portal>>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let response = next.run(request).await;
    if is_of_portal(&portal, &path)
        && let Some(ms) = portal.faults.strikes(Fault::NoAnswer, &path)
    {
        tokio::time::sleep(Duration::from_millis(ms.into())).await;
    }
    response
}

/// Stands in front of everything below the context, save the app's own files.
pub async fn strike(State(portal): State<Arc<Portal>>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let query = request.uri().query().unwrap_or_default().to_owned();
    if !is_of_portal(&portal, &path) {
        return next.run(request).await;
    }
    let faults = &portal.faults;
    if let Some(ms) = faults.strikes(Fault::Slow, &path) {
        tokio::time::sleep(Duration::from_millis(ms.into())).await;
    }
    if faults.strikes(Fault::BadGateway, &path).is_some() {
        return bad_gateway();
    }
    if faults.strikes(Fault::ServerError, &path).is_some() {
        return server_error();
    }
    let mut response = next.run(request).await;
    let shapes = shape::Shapes::of(faults, &path);
    if shapes.is_any() && is_json(&response) {
        response = rewrite(response, |text| shapes.apply(&text, &query)).await;
    }
    cut(faults, &path, response).await
}

/// In the words of a running portal.
fn server_error() -> Response {
    let refusal = Refusal::Broken("JSONObject[\"supportBDSBackup\"] not found.".to_owned());
    let kind = HeaderValue::from_static("application/json;charset=UTF-8");
    ([(header::CONTENT_TYPE, kind)], refusal.body().to_string()).into_response()
}

fn is_json(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"))
}

async fn rewrite(response: Response, write: impl FnOnce(String) -> String) -> Response {
    let (mut parts, body) = response.into_parts();
    let bytes = whole(body).await;
    let text = write(String::from_utf8_lossy(&bytes).into_owned());
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(text))
}

/// The first half of an answer that promises the whole.
async fn cut(faults: &Faults, path: &str, response: Response) -> Response {
    if faults.strikes(Fault::Cut, path).is_none() {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let bytes = whole(body).await;
    parts
        .headers
        .insert(header::CONTENT_LENGTH, bytes.len().into());
    let half = stream::iter([Ok(bytes.slice(..bytes.len() / 2))]);
    // What was written a moment before the end is on its way.
    let end = stream::once(async {
        tokio::time::sleep(FLUSH).await;
        Err(io::Error::from(io::ErrorKind::ConnectionReset))
    });
    Response::from_parts(parts, Body::from_stream(half.chain(end)))
}

async fn whole(body: Body) -> Bytes {
    axum::body::to_bytes(body, MOST_BYTES)
        .await
        .unwrap_or_default()
}
