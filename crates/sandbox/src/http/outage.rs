//! What an ingress says in the place of a portal that is down.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse as _, Response};

const PAGE: &str = include_str!("../../../../tests/fixtures/bad-gateway.html");

/// 502, as a page.
pub fn bad_gateway() -> Response {
    let mut response = (StatusCode::BAD_GATEWAY, Html(PAGE)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
