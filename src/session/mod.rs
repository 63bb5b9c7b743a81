//! Who is signed in. A [`Session`] hands out a [`Client`] or says that there is none.

mod entry;
mod watch;

use crate::api::oauth::Problem;
use crate::api::place::Rules;
use crate::api::portal::About;
use crate::api::sign_in::{Grant, Way};
use crate::api::{ApiError, Client, Portal, Token};
use crate::browser::channel::Channel;
use crate::browser::clock;
use crate::deadlines::{Deadlines, Warning, Why};
use crate::storage;
use leptos::prelude::*;
use leptos::task::spawn_local;
use quartz_cron::Timestamp;
use std::time::Duration;

/// Until the portal is asked once more who is signed in, where it has not answered.
const LEARN_AGAIN: Duration = Duration::from_secs(30);

/// Signed out, signed in, or signed in until a moment ago.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    SignedOut,
    SignedIn(Open),
    /// The session is over. The page stays as it is under a dialog that asks for the password of this
    /// account: nothing typed is lost, and what was asked for waits.
    Ended(Open, Why),
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
            Self::SignedIn(open) | Self::Ended(open, _) => Some(open),
            Self::SignedOut => None,
        }
    }
}

/// A handle, in the context of every page.
#[derive(Clone, Copy)]
pub struct Session {
    portal: StoredValue<Portal>,
    rules: StoredValue<Rules>,
    state: RwSignal<State>,
    expires: RwSignal<Option<Timestamp>>,
    visit: StoredValue<u32>,
    /// When somebody signed in last, milliseconds on this machine's clock.
    opened: StoredValue<i64>,
    /// None while there is no token.
    times: StoredValue<Option<Deadlines>>,
    way: StoredValue<Way>,
    is_renewing: StoredValue<bool>,
    renewed: StoredValue<Option<Timestamp>>,
    warning: RwSignal<Option<Warning>>,
    /// Somebody wants to stay and must sign in for it.
    is_staying: RwSignal<bool>,
    /// Why signing in on the portal's page failed, until somebody has been told.
    problem: StoredValue<Option<Problem>>,
    tabs: StoredValue<Option<Channel>, LocalStorage>,
    about: RwSignal<About>,
    ahead_ms: RwSignal<i64>,
}

impl Session {
    /// Takes up what the portal's page has sent back, else the session that this tab has kept, if any.
    pub fn provide(portal: Portal, rules: Rules, came: Option<Result<Grant, Problem>>) -> Self {
        let kept = storage::load_session(&portal);
        let session = Self {
            ahead_ms: RwSignal::new(portal.ahead_ms()),
            portal: StoredValue::new(portal),
            rules: StoredValue::new(rules),
            state: RwSignal::new(State::SignedOut),
            expires: RwSignal::new(None),
            visit: StoredValue::new(0),
            opened: StoredValue::new(0),
            times: StoredValue::new(None),
            way: StoredValue::new(Way::Password),
            is_renewing: StoredValue::new(false),
            renewed: StoredValue::new(None),
            warning: RwSignal::new(None),
            is_staying: RwSignal::new(false),
            problem: StoredValue::new(None),
            tabs: StoredValue::new_local(None),
            about: RwSignal::new(About::default()),
        };
        match (came, kept) {
            (Some(Ok(grant)), _) => session.take(grant),
            (came, kept) => {
                session.problem.set_value(came.and_then(Result::err));
                if let Some(kept) = kept {
                    session.opened.set_value(kept.opened);
                    session.take_up(kept.grant, kept.active);
                    // Whoever comes back after too long a time begins anew.
                    if untrack(|| session.ended()).is_some() {
                        session.leave();
                    }
                }
            }
        }
        session.watch();
        provide_context(session);
        session
    }

    /// The one of the app, from the context.
    pub fn expect() -> Self {
        expect_context()
    }

    /// The portal that is signed in to. Every copy hears the same clock.
    pub fn portal(self) -> Portal {
        self.portal.get_value()
    }

    /// How often somebody has signed out: what was begun before is not for the next one.
    pub fn visit(self) -> u32 {
        self.visit.get_value()
    }

    /// True from sign-in to sign-out, also while an ended session waits for its password.
    pub fn is_open(self) -> bool {
        self.state.with(|state| state.open().is_some())
    }

    /// Whose password is asked for, when the session has ended.
    pub fn ended(self) -> Option<String> {
        self.state.with(|state| match state {
            State::Ended(open, _) => Some(open.username.clone()),
            State::SignedOut | State::SignedIn(_) => None,
        })
    }

    /// Why it has ended.
    pub fn why(self) -> Option<Why> {
        self.state.with(|state| match state {
            State::Ended(_, why) => Some(*why),
            State::SignedOut | State::SignedIn(_) => None,
        })
    }

    /// Whose session it is, also while an ended one waits for its password; None when nobody is signed in.
    pub fn username(self) -> Option<String> {
        self.state
            .with(|state| state.open().map(|open| open.username.clone()))
    }

    /// When the token ends; None while there is none.
    pub fn expires(self) -> ReadSignal<Option<Timestamp>> {
        self.expires.read_only()
    }

    /// Under which the app is registered with the portal; None where it does not sign in there.
    pub fn client_id(self) -> Option<std::sync::Arc<str>> {
        self.rules.with_value(|rules| rules.client_id.clone())
    }

    /// Seconds without a key or a click after which a session ends.
    pub fn idle(self) -> i64 {
        self.rules.with_value(|rules| rules.idle)
    }

    /// Why signing in on the portal's page failed: told once.
    pub fn take_problem(self) -> Option<Problem> {
        self.problem.try_update_value(Option::take).flatten()
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
            State::SignedOut | State::Ended(..) => Err(ApiError::SessionEnded),
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

    /// Asks the portal for its name and, when signed in, for the account until it answers. A failure says
    /// nothing: whatever needs the portal next will say it.
    pub fn learn(self) {
        let (visit, asker) = (self.visit(), untrack(|| self.client()).ok());
        spawn_local(async move {
            let answer = match &asker {
                Some(client) => client.about().await,
                None => self.portal().about().await,
            };
            self.hear_time();
            // It is for whoever asked.
            if untrack(|| self.client()).ok() != asker {
                return;
            }
            match answer {
                Ok(about) => self.about.set(about),
                Err(error) if asker.is_some() && error.may_hide_success() => {
                    let again = move || {
                        if self.visit() == visit {
                            self.learn();
                        }
                    };
                    set_timeout(again, LEARN_AGAIN);
                }
                Err(_) => {}
            }
        });
    }

    /// Every answer passes here: it tells the portal's time.
    pub fn settle<T>(self, answer: Result<T, ApiError>) -> Result<T, ApiError> {
        self.hear_time();
        answer
    }

    /// Asks in the name of whoever is signed in.
    pub async fn ask<T>(
        self,
        request: impl AsyncFnOnce(Client) -> Result<T, ApiError>,
    ) -> Result<T, ApiError> {
        let client = untrack(|| self.client())?;
        self.settle(request(client).await)
    }

    fn token(self) -> Option<Token> {
        let client = untrack(|| self.client()).ok()?;
        client.key().peek()
    }

    /// The portal's time.
    fn now(self) -> Timestamp {
        clock::now(self.portal.with_value(Portal::ahead_ms))
    }

    /// Does nothing unless somebody is signed in: setting wakes readers even when nothing changes.
    fn end(self, why: Why) {
        let open = self.state.with_untracked(|state| match state {
            State::SignedIn(open) => Some(open.clone()),
            State::SignedOut | State::Ended(..) => None,
        });
        if let Some(open) = open {
            self.drop_token(&open);
            open.client.key().withdraw();
            self.state.set(State::Ended(open, why));
        }
    }

    /// Forgets the session, in every tab of this portal. A token of `generateToken` cannot be taken back:
    /// it ends by itself.
    pub fn sign_out(self) {
        storage::note_sign_out(&self.portal());
        self.leave();
        self.say(watch::OUT);
    }

    fn leave(self) {
        storage::forget_session();
        self.visit.update_value(|visit| *visit += 1);
        let open = self.state.with_untracked(|state| state.open().cloned());
        if let Some(open) = open {
            self.drop_token(&open);
            self.about.update(|about| about.user = None);
            self.state.set(State::SignedOut);
            open.client.key().close();
        }
    }

    fn drop_token(self, open: &Open) {
        storage::forget_session();
        let way = self.way.get_value();
        self.revoke(&way, open.client.key().peek());
        self.way.set_value(Way::Password);
        self.times.set_value(None);
        self.expires.set(None);
        self.is_staying.set(false);
        self.look();
    }

    /// Takes back what OAuth gave. It is forgotten here whatever the portal answers.
    fn revoke(self, way: &Way, token: Option<Token>) {
        let (Way::OAuth(refresh), Some(client_id)) = (way, self.client_id()) else {
            return;
        };
        let Some(token) = refresh.clone().or(token) else {
            return;
        };
        let portal = self.portal();
        spawn_local(async move {
            let _ = portal.revoke(&client_id, &token).await;
        });
    }
}
