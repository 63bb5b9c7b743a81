//! Who is signed in. A [`Session`] hands out a [`Client`] or says that there is none.

use crate::api::portal::About;
use crate::api::sign_in::{Credentials, Grant, Refusal};
use crate::api::{ApiError, Client, Portal};
use crate::browser::page;
use crate::storage;
use leptos::prelude::*;
use quartz_cron::Timestamp;

/// Signed out, signed in, or signed in until a moment ago.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    SignedOut,
    SignedIn(SignedIn),
    /// The portal ended the session. The page stays as it is under a dialog that asks for the
    /// password of this account: nothing typed is lost.
    Ended {
        username: String,
    },
}

/// An open session.
#[derive(Clone, Debug, PartialEq)]
pub struct SignedIn {
    pub username: String,
    pub expires: Timestamp,
    client: Client,
}

/// A handle, in the context of every page.
#[derive(Clone, Copy)]
pub struct Session {
    portal: StoredValue<Portal>,
    state: RwSignal<State>,
    about: RwSignal<About>,
    ahead_ms: RwSignal<i64>,
}

impl Session {
    /// Takes up the session that this tab has kept, if any.
    pub fn provide(portal: Portal) -> Self {
        let state = match storage::load_session(&portal) {
            Some(grant) => State::SignedIn(signed_in(&portal, grant)),
            None => State::SignedOut,
        };
        let session = Self {
            ahead_ms: RwSignal::new(portal.ahead_ms()),
            portal: StoredValue::new(portal),
            state: RwSignal::new(state),
            about: RwSignal::new(About::default()),
        };
        provide_context(session);
        session
    }

    pub fn expect() -> Self {
        expect_context()
    }

    pub fn portal(self) -> Portal {
        self.portal.get_value()
    }

    /// True from sign-in to sign-out, also while an ended session waits for its password.
    pub fn is_open(self) -> bool {
        self.state.with(|state| !matches!(state, State::SignedOut))
    }

    /// Whose password is asked for, when the portal has ended the session.
    pub fn ended(self) -> Option<String> {
        self.state.with(|state| match state {
            State::Ended { username } => Some(username.clone()),
            State::SignedOut | State::SignedIn(_) => None,
        })
    }

    pub fn username(self) -> Option<String> {
        self.state.with(|state| match state {
            State::SignedIn(SignedIn { username, .. }) | State::Ended { username } => {
                Some(username.clone())
            }
            State::SignedOut => None,
        })
    }

    /// When the token ends.
    pub fn expires(self) -> Option<Timestamp> {
        self.state.with(|state| match state {
            State::SignedIn(signed_in) => Some(signed_in.expires),
            State::SignedOut | State::Ended { .. } => None,
        })
    }

    /// What the portal is called and who is signed in, as far as it has answered.
    pub fn about(self) -> ReadSignal<About> {
        self.about.read_only()
    }

    /// The client of this session. Tracks the session: after a new sign-in there is a new client.
    pub fn client(self) -> Result<Client, ApiError> {
        self.state.with(|state| match state {
            State::SignedIn(signed_in) => Ok(signed_in.client.clone()),
            State::SignedOut | State::Ended { .. } => Err(ApiError::SessionEnded),
        })
    }

    /// How far the portal's clock is ahead of ours, milliseconds, as last heard.
    pub fn ahead_ms(self) -> ReadSignal<i64> {
        self.ahead_ms.read_only()
    }

    /// Every answer tells the portal's time too.
    fn hear_time(self) {
        let ahead_ms = self.portal.with_value(Portal::ahead_ms);
        if self.ahead_ms.get_untracked() != ahead_ms {
            self.ahead_ms.set(ahead_ms);
        }
    }

    /// Opens a session, or tells why not. What was typed stays with the caller.
    pub async fn sign_in(self, credentials: Credentials) -> Result<(), Refusal> {
        let portal = self.portal();
        let grant = portal.sign_in(&credentials, &page::origin()).await?;
        storage::save_session(&portal, &grant);
        self.state.set(State::SignedIn(signed_in(&portal, grant)));
        self.learn().await;
        Ok(())
    }

    /// Asks the portal for its name and, when signed in, for the account. A failure says nothing:
    /// whatever needs the portal next will say it.
    pub async fn learn(self) {
        let answer = match untrack(|| self.client()) {
            Ok(client) => client.about().await,
            Err(_) => self.portal().about().await,
        };
        self.hear_time();
        if let Ok(about) = answer {
            self.about.set(about);
        }
    }

    /// Every answer passes here: a session that the portal has ended is ended on our side too.
    pub fn settle<T>(self, answer: Result<T, ApiError>) -> Result<T, ApiError> {
        self.hear_time();
        if matches!(answer, Err(ApiError::SessionEnded)) {
            self.end();
        }
        answer
    }

    /// Does nothing unless somebody is signed in: setting wakes readers even when nothing changes.
    fn end(self) {
        let username = self.state.with_untracked(|state| match state {
            State::SignedIn(signed_in) => Some(signed_in.username.clone()),
            State::SignedOut | State::Ended { .. } => None,
        });
        if let Some(username) = username {
            storage::forget_session();
            self.state.set(State::Ended { username });
        }
    }

    /// Forgets the session. A token of `generateToken` cannot be revoked: it ends by itself.
    pub fn sign_out(self) {
        storage::forget_session();
        if self
            .state
            .with_untracked(|state| *state != State::SignedOut)
        {
            self.about.update(|about| about.user = None);
            self.state.set(State::SignedOut);
        }
    }
}

fn signed_in(portal: &Portal, grant: Grant) -> SignedIn {
    SignedIn {
        username: grant.username,
        expires: grant.expires,
        client: Client::new(portal.clone(), grant.token),
    }
}
