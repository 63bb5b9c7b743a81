//! The token of a session, shared by everything that is asked in it.
//!
//! The portal may stop taking a token at any moment. It answers so instead of doing what was asked, so
//! the request can be sent again: it waits here until somebody has signed in, or has given up.

use super::Token;
use std::fmt;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};

/// A handle: clones hold the same token.
#[derive(Clone)]
pub struct Key(Arc<Inner>);

struct Inner {
    held: Mutex<Held>,
    on_refused: Box<dyn Fn() + Send + Sync>,
}

struct Held {
    what: What,
    waiting: Vec<Waker>,
}

enum What {
    Token(Token),
    /// Somebody is asked to sign in again.
    Awaited,
    /// Signed out: there will be no other token.
    Nothing,
}

impl Key {
    /// `on_refused` is told each time that the portal takes the token no longer, once a token.
    pub fn new(token: Token, on_refused: impl Fn() + Send + Sync + 'static) -> Self {
        Self(Arc::new(Inner {
            held: Mutex::new(Held {
                what: What::Token(token),
                waiting: Vec::new(),
            }),
            on_refused: Box::new(on_refused),
        }))
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.0.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn put(&self, what: What) {
        let mut held = self.held();
        held.what = what;
        for waker in std::mem::take(&mut held.waiting) {
            waker.wake();
        }
    }

    /// From now on this token is sent; whatever waits for one goes on.
    pub fn renew(&self, token: Token) {
        self.put(What::Token(token));
    }

    /// Nothing is sent until there is another token.
    pub fn withdraw(&self) {
        let mut held = self.held();
        if matches!(held.what, What::Token(_)) {
            held.what = What::Awaited;
        }
    }

    /// Nothing is ever sent again; whatever waits is told.
    pub fn close(&self) {
        self.put(What::Nothing);
    }

    /// The token, as soon as there is one. None after signing out.
    pub async fn token(&self) -> Option<Token> {
        poll_fn(|context| {
            let mut held = self.held();
            match &held.what {
                What::Token(token) => Poll::Ready(Some(token.clone())),
                What::Nothing => Poll::Ready(None),
                What::Awaited => {
                    let waker = context.waker();
                    if !held.waiting.iter().any(|known| known.will_wake(waker)) {
                        held.waiting.push(waker.clone());
                    }
                    Poll::Pending
                }
            }
        })
        .await
    }

    /// Signed out: what comes now is for nobody.
    pub fn is_closed(&self) -> bool {
        matches!(self.held().what, What::Nothing)
    }

    /// The portal does not take this token. Says so once, however many requests find it out.
    pub fn refuse(&self, refused: &Token) {
        let mut held = self.held();
        if matches!(&held.what, What::Token(token) if token == refused) {
            held.what = What::Awaited;
            drop(held);
            (self.0.on_refused)();
        }
    }

    /// What is sent now, without waiting.
    pub fn peek(&self) -> Option<Token> {
        match &self.held().what {
            What::Token(token) => Some(token.clone()),
            What::Awaited | What::Nothing => None,
        }
    }
}

/// The same session.
impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Key {}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::pin::pin;
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::task::Context;

    fn token(text: &str) -> Token {
        Token::new(text.to_owned()).unwrap()
    }

    /// A key, and how often it has told that it was refused.
    fn key() -> (Key, Arc<AtomicU32>) {
        let told = Arc::new(AtomicU32::new(0));
        let count = Arc::clone(&told);
        let key = Key::new(token("first"), move || {
            count.fetch_add(1, Ordering::Relaxed);
        });
        (key, told)
    }

    fn poll<T>(future: impl Future<Output = T>) -> Poll<T> {
        pin!(future).poll(&mut Context::from_waker(Waker::noop()))
    }

    #[test]
    fn several_requests_that_are_refused_ask_for_one_sign_in() {
        let (key, told) = key();
        key.refuse(&token("first"));
        key.refuse(&token("first"));
        assert_eq!(told.load(Ordering::Relaxed), 1);
        assert_eq!(poll(key.token()), Poll::Pending);
    }

    #[test]
    fn a_late_refusal_of_an_old_token_does_not_end_the_new_session() {
        let (key, told) = key();
        key.refuse(&token("first"));
        key.renew(token("second"));
        key.refuse(&token("first"));
        assert_eq!(poll(key.token()), Poll::Ready(Some(token("second"))));
        assert_eq!(told.load(Ordering::Relaxed), 1);
    }

    #[test]
    fn whoever_waits_goes_on_with_the_new_token() {
        let (key, _) = key();
        key.withdraw();
        let mut first = Box::pin(key.token());
        let mut second = Box::pin(key.token());
        let mut context = Context::from_waker(Waker::noop());
        assert!(first.as_mut().poll(&mut context).is_pending());
        assert!(second.as_mut().poll(&mut context).is_pending());
        key.renew(token("second"));
        let ready = Poll::Ready(Some(token("second")));
        assert_eq!(first.as_mut().poll(&mut context), ready);
        assert_eq!(second.as_mut().poll(&mut context), ready);
    }

    #[test]
    fn after_signing_out_nobody_waits_for_ever_and_nothing_comes_back() {
        let (key, _) = key();
        key.refuse(&token("first"));
        key.close();
        assert_eq!(poll(key.token()), Poll::Ready(None));
        assert!(key.is_closed());
        key.withdraw();
        assert_eq!(poll(key.token()), Poll::Ready(None));
        assert_eq!(key.peek(), None);
    }

    #[test]
    fn debug_output_never_shows_the_token() {
        assert_eq!(format!("{:?}", key().0), "Key(…)");
    }
}
