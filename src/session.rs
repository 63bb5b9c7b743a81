//! Who is signed in. A [`Session`] hands out a [`Client`] or says that there is none.

use crate::api::portal::About;
use crate::api::sign_in::{Credentials, Grant, Refusal};
use crate::api::{ApiError, Client, Key, Portal};
use crate::browser::page;
use crate::storage;
use leptos::prelude::*;
use quartz_cron::Timestamp;

/// Signed out, signed in, or signed in until a moment ago.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    SignedOut,
    SignedIn(Open),
    /// The session is over. The page stays as it is under a dialog that asks for the password of this
    /// account: nothing typed is lost, and what was asked for waits.
    Ended(Open),
}

/// Somebody's session.
#[derive(Clone, Debug, PartialEq)]
pub struct Open {
    pub username: String,
    client: Client,
}

impl State {
    fn open(&self) -> Option<&Open> {
        match self {
            Self::SignedIn(open) | Self::Ended(open) => Some(open),
            Self::SignedOut => None,
        }
    }
}

/// A handle, in the context of every page.
#[derive(Clone, Copy)]
pub struct Session {
    portal: StoredValue<Portal>,
    state: RwSignal<State>,
    expires: RwSignal<Option<Timestamp>>,
    /// How often somebody has signed out: what was begun before is not for the next one.
    visit: StoredValue<u32>,
    about: RwSignal<About>,
    ahead_ms: RwSignal<i64>,
}

impl Session {
    /// Takes up the session that this tab has kept, if any.
    pub fn provide(portal: Portal) -> Self {
        let kept = storage::load_session(&portal);
        let session = Self {
            ahead_ms: RwSignal::new(portal.ahead_ms()),
            portal: StoredValue::new(portal),
            state: RwSignal::new(State::SignedOut),
            expires: RwSignal::new(None),
            visit: StoredValue::new(0),
            about: RwSignal::new(About::default()),
        };
        if let Some(grant) = kept {
            session.take(grant);
        }
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
        self.state.with(|state| state.open().is_some())
    }

    /// Whose password is asked for, when the session has ended.
    pub fn ended(self) -> Option<String> {
        self.state.with(|state| match state {
            State::Ended(open) => Some(open.username.clone()),
            State::SignedOut | State::SignedIn(_) => None,
        })
    }

    pub fn username(self) -> Option<String> {
        self.state
            .with(|state| state.open().map(|open| open.username.clone()))
    }

    /// When the token ends; None while there is none.
    pub fn expires(self) -> ReadSignal<Option<Timestamp>> {
        self.expires.read_only()
    }

    /// What the portal is called and who is signed in, as far as it has answered.
    pub fn about(self) -> ReadSignal<About> {
        self.about.read_only()
    }

    /// The client of this session, also while that waits for a password: what is asked then is sent
    /// after it. Tracks who is signed in.
    pub fn client(self) -> Result<Client, ApiError> {
        self.state
            .with(|state| state.open().map(|open| open.client.clone()))
            .ok_or(ApiError::SessionEnded)
    }

    /// The same for whoever asks anew after each sign-in: none while a password is awaited.
    pub fn fresh_client(self) -> Result<Client, ApiError> {
        self.state.with(|state| match state {
            State::SignedIn(open) => Ok(open.client.clone()),
            State::SignedOut | State::Ended(_) => Err(ApiError::SessionEnded),
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
        let visit = self.visit.get_value();
        let portal = self.portal();
        let grant = portal.sign_in(&credentials, &page::origin()).await?;
        if self.visit.get_value() == visit {
            storage::save_session(&portal, &grant);
            self.take(grant);
            self.learn().await;
        }
        Ok(())
    }

    /// Goes on with the session of this account, or opens a new one.
    fn take(self, grant: Grant) {
        self.expires.set(Some(grant.expires));
        let same = self.state.with_untracked(|state| {
            let open = state.open()?;
            (open.username == grant.username).then(|| open.clone())
        });
        let open = match same {
            Some(open) => {
                open.client.key().renew(grant.token);
                open
            }
            None => Open {
                username: grant.username,
                client: Client::new(self.portal(), Key::new(grant.token, move || self.end())),
            },
        };
        let state = State::SignedIn(open);
        if self.state.with_untracked(|before| *before != state) {
            self.state.set(state);
        }
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

    /// Every answer passes here: it tells the portal's time.
    pub fn settle<T>(self, answer: Result<T, ApiError>) -> Result<T, ApiError> {
        self.hear_time();
        answer
    }

    /// Does nothing unless somebody is signed in: setting wakes readers even when nothing changes.
    fn end(self) {
        let open = self.state.with_untracked(|state| match state {
            State::SignedIn(open) => Some(open.clone()),
            State::SignedOut | State::Ended(_) => None,
        });
        if let Some(open) = open {
            storage::forget_session();
            open.client.key().withdraw();
            self.expires.set(None);
            self.state.set(State::Ended(open));
        }
    }

    /// Forgets the session. A token of `generateToken` cannot be revoked: it ends by itself.
    pub fn sign_out(self) {
        storage::forget_session();
        self.visit.update_value(|visit| *visit += 1);
        let open = self.state.with_untracked(|state| state.open().cloned());
        if let Some(open) = open {
            self.about.update(|about| about.user = None);
            self.expires.set(None);
            self.state.set(State::SignedOut);
            open.client.key().close();
        }
    }
}
