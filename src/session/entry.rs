//! Into a session: by password, by what the portal's page has granted, or with what this tab has kept.

use super::{Open, Session, State};
use crate::api::oauth::Problem;
use crate::api::sign_in::{Credentials, Grant, Refusal, Way};
use crate::api::{Client, Key};
use crate::browser::{clock, page};
use crate::deadlines::Deadlines;
use crate::storage;
use leptos::prelude::*;
use quartz_cron::Timestamp;

impl Session {
    /// Opens a session, or tells why not. What was typed stays with the caller.
    pub async fn sign_in(self, credentials: Credentials) -> Result<(), Refusal> {
        let visit = self.visit();
        let portal = self.portal();
        let grant = portal.sign_in(&credentials, &page::origin()).await?;
        if self.visit() == visit {
            self.take(grant);
        }
        Ok(())
    }

    /// Takes what was granted on the portal's page, unless this is the page of somebody else, or somebody has
    /// signed out since it was asked for at `visit`.
    pub fn accept(self, grant: Grant, visit: u32) -> Result<(), Problem> {
        let here = untrack(|| self.username());
        let other = here.filter(|here| *here != grant.username);
        if other.is_none() && self.visit() == visit {
            self.take(grant);
            return Ok(());
        }
        self.revoke(&grant.way, Some(grant.token));
        match other {
            Some(here) => Err(Problem::of_other(&grant.username, &here)),
            None => Ok(()),
        }
    }

    /// Goes on with the session of this account, or opens a new one: somebody has just signed in.
    pub(super) fn take(self, grant: Grant) {
        self.hear_time();
        let (way, token) = (self.way.get_value(), self.token());
        let now = self.now();
        // Also where the clock of this machine was set back since.
        let opened = clock::now_ms().max(storage::signed_out(&self.portal()) + 1);
        self.opened.set_value(opened);
        self.take_up(grant, now);
        // In the place of a session that had not ended: what opened that one is of no use any more.
        self.revoke(&way, token);
        self.is_staying.set(false);
    }

    /// The same where somebody did something at `active` for the last time.
    pub(super) fn take_up(self, grant: Grant, active: Timestamp) {
        let can_renew = matches!(&grant.way, Way::OAuth(Some(_))) && self.client_id().is_some();
        let now = self.now();
        let mut times = Deadlines::new(now, grant.expires, can_renew, active, self.idle());
        if let Some(before) = self.times.get_value() {
            times.active(before.last_active());
        }
        let opened = self.opened.get_value();
        storage::save_session(&self.portal(), &grant, times.last_active(), opened);
        self.times.set_value(Some(times));
        self.way.set_value(grant.way);
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
                client: Client::new(self.portal(), Key::new(grant.token, move || self.refused())),
            },
        };
        let state = State::SignedIn(open);
        if self.state.with_untracked(|before| *before != state) {
            self.state.set(state);
        }
        self.look();
    }
}
