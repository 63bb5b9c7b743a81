//! One answer of the portal for one page: asked when the page opens, and again when somebody says so or
//! has signed in anew.

use crate::api::{ApiError, Client};
use crate::session::Session;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What came of a question.
pub struct Answer<T: 'static> {
    value: RwSignal<Option<T>>,
    failure: RwSignal<Option<ApiError>>,
    is_asking: RwSignal<bool>,
    again: Trigger,
}

impl<T> Clone for Answer<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Answer<T> {}

impl<T: Clone + Send + Sync> Answer<T> {
    /// Asks, and keeps the last value when a later attempt fails.
    pub fn to<F>(session: Session, question: impl Fn(Client) -> F + 'static) -> Self
    where
        F: Future<Output = Result<T, ApiError>> + 'static,
    {
        let answer = Self {
            value: RwSignal::new(None),
            failure: RwSignal::new(None),
            is_asking: RwSignal::new(false),
            again: Trigger::new(),
        };
        Effect::new(move |_| {
            answer.again.track();
            let Ok(client) = session.fresh_client() else {
                return;
            };
            answer.is_asking.set(true);
            let reply = question(client);
            spawn_local(async move {
                let reply = session.settle(reply.await);
                answer.is_asking.set(false);
                match reply {
                    Ok(value) => {
                        answer.value.set(Some(value));
                        answer.failure.set(None);
                    }
                    Err(ApiError::SessionEnded) => {}
                    Err(error) => answer.failure.set(Some(error)),
                }
            });
        });
        answer
    }

    pub fn value(self) -> ReadSignal<Option<T>> {
        self.value.read_only()
    }

    pub fn failure(self) -> ReadSignal<Option<ApiError>> {
        self.failure.read_only()
    }

    pub fn is_asking(self) -> ReadSignal<bool> {
        self.is_asking.read_only()
    }

    pub fn again(self) {
        self.again.notify();
    }
}
