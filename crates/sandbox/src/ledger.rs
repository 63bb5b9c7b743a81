//! How often each address was asked for, and how often what was asked for was done: whoever tests a client
//! can tell that nothing ran twice.

use crate::http::answer::Done;
use crate::portal::Portal;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// More addresses than any test asks for: what comes later is not counted.
const MOST: usize = 10_000;

/// The counts of one run of the sandbox.
#[derive(Debug, Default)]
pub struct Ledger(Mutex<BTreeMap<String, Count>>);

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    asked: u32,
    done: u32,
}

impl Ledger {
    fn write(&self, name: &str, write: impl FnOnce(&mut Count)) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.len() < MOST || counts.contains_key(name) {
            write(counts.entry(name.to_owned()).or_default());
        }
    }

    /// `{"POST /admin/system/tasks/createTask": {"asked": 2, "done": 1}}`.
    pub fn tell(&self) -> Value {
        let counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let told = counts.iter().map(|(name, count)| {
            let count = json!({"asked": count.asked, "done": count.done});
            (name.clone(), count)
        });
        Value::Object(told.collect())
    }
}

/// Stands in front of every fault: a call that was struck was asked for all the same.
pub async fn count(State(portal): State<Arc<Portal>>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let below = path
        .strip_prefix('/')
        .and_then(|path| path.strip_prefix(&portal.context))
        .filter(|below| below.starts_with('/') && !below.starts_with("/apps/"));
    let Some(name) = below.map(|below| format!("{} {below}", request.method())) else {
        return next.run(request).await;
    };
    portal.ledger.write(&name, |count| count.asked += 1);
    let response = next.run(request).await;
    if response.extensions().get::<Done>().is_some() {
        portal.ledger.write(&name, |count| count.done += 1);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_counted_under_its_own_name() {
        let ledger = Ledger::default();
        ledger.write("GET /a", |count| count.asked += 1);
        ledger.write("GET /a", |count| count.done += 1);
        ledger.write("POST /a", |count| count.asked += 1);
        let told = ledger.tell();
        assert_eq!(told["GET /a"], json!({"asked": 1, "done": 1}));
        assert_eq!(told["POST /a"], json!({"asked": 1, "done": 0}));
    }
}
