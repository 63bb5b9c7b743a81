//! Authorisations under way. They live as long as the process, and by our time: a person signs in at
//! the speed of a person, however fast the portal's clock goes.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long the page to sign in waits.
const PAGE: Duration = Duration::from_secs(600);
/// How long a code can be exchanged.
const CODE: Duration = Duration::from_secs(60);
/// More than these at once are no people.
const MOST: usize = 1000;

/// What an app asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ask {
    pub(super) client_id: String,
    pub(super) redirect_uri: String,
    /// Given back as it came.
    pub(super) state: Option<String>,
    pub(super) answer: Expected,
    /// How long the sign-in is to last, minutes.
    pub(super) minutes: i64,
}

/// What is sent back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Expected {
    /// The token itself.
    Token,
    /// A code to be exchanged, by whoever knows the verifier of the challenge.
    Code { challenge: Option<String> },
}

/// A code that was given out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Granted {
    pub(super) ask: Ask,
    pub(super) username: String,
}

#[derive(Debug, Default)]
pub struct Pending {
    asks: Mutex<HashMap<String, (Instant, Ask)>>,
    codes: Mutex<HashMap<String, (Instant, Granted)>>,
}

impl Pending {
    pub(super) fn add_ask(&self, key: String, ask: Ask) {
        add(lock(&self.asks), PAGE, key, ask);
    }

    /// It stays until somebody has signed in: a wrong password is no end.
    pub(super) fn ask(&self, key: &str) -> Option<Ask> {
        let asks = lock(&self.asks);
        let (since, ask) = asks.get(key)?;
        (since.elapsed() < PAGE).then(|| ask.clone())
    }

    pub(super) fn end_ask(&self, key: &str) {
        lock(&self.asks).remove(key);
    }

    pub(super) fn add_code(&self, code: String, granted: Granted) {
        add(lock(&self.codes), CODE, code, granted);
    }

    /// A code is good once.
    pub(super) fn take_code(&self, code: &str) -> Option<Granted> {
        let (since, granted) = lock(&self.codes).remove(code)?;
        (since.elapsed() < CODE).then_some(granted)
    }
}

type Waiting<T> = HashMap<String, (Instant, T)>;

fn add<T>(mut waiting: MutexGuard<'_, Waiting<T>>, lasts: Duration, key: String, what: T) {
    waiting.retain(|_, (since, _)| since.elapsed() < lasts);
    if waiting.len() < MOST {
        waiting.insert(key, (Instant::now(), what));
    }
}

fn lock<T>(waiting: &Mutex<Waiting<T>>) -> MutexGuard<'_, Waiting<T>> {
    waiting.lock().unwrap_or_else(PoisonError::into_inner)
}
