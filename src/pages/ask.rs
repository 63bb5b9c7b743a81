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
    /// How often it was asked: the last answer counts, whichever comes last.
    turn: StoredValue<u32>,
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
            turn: StoredValue::new(0),
        };
        Effect::new(move |_| {
            answer.again.track();
            let Ok(client) = session.fresh_client() else {
                return;
            };
            answer.is_asking.set(true);
            answer.turn.update_value(|turn| *turn += 1);
            let turn = answer.turn.get_value();
            let reply = question(client);
            spawn_local(async move {
                let reply = session.settle(reply.await);
                if answer.turn.try_get_value() != Some(turn) {
                    return;
                }
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

    /// The last answer that could be read; None before the first.
    pub fn value(self) -> ReadSignal<Option<T>> {
        self.value.read_only()
    }

    /// Why the last attempt failed; the value is that of the last success. The end of a session is none.
    pub fn failure(self) -> ReadSignal<Option<ApiError>> {
        self.failure.read_only()
    }

    /// True while an answer is on its way.
    pub fn is_asking(self) -> ReadSignal<bool> {
        self.is_asking.read_only()
    }

    /// Asks once more: now, or when a session that has ended goes on.
    pub fn again(self) {
        self.again.notify();
    }
}
