//! What was asked, as any log on the way would write it down: for tests that look for secrets in it.
//!
//! Kept in memory, read at `/sandbox/requests`. Bodies and headers other than `Referer` are in no such log.

use crate::portal::Portal;
use axum::extract::{Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::Response;
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

/// Older ones are forgotten.
const MOST: usize = 10_000;

/// The latest requests, oldest first.
#[derive(Default)]
pub struct Requests(Mutex<VecDeque<Seen>>);

struct Seen {
    method: String,
    /// With the query.
    address: String,
    referer: String,
}

impl Requests {
    fn add(&self, seen: Seen) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() == MOST {
            all.pop_front();
        }
        all.push_back(seen);
    }

    pub(crate) fn told(&self) -> Value {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let tell = |seen: &Seen| json!({"method": seen.method, "address": seen.address, "referer": seen.referer});
        all.iter().map(tell).collect()
    }
}

/// Notes a request before it is answered: one that is cut or refused was asked as well.
pub(crate) async fn note(
    State(portal): State<Arc<Portal>>,
    request: Request,
    next: Next,
) -> Response {
    let referer = request.headers().get(header::REFERER);
    portal.requests.add(Seen {
        method: request.method().to_string(),
        address: request.uri().to_string(),
        referer: referer
            .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
            .unwrap_or_default(),
    });
    next.run(request).await
}
