//! The clock over a session: it renews, warns and ends, and lets the tabs of one portal know of each
//! other. What is due is decided in [`crate::deadlines`].

use super::Session;
use crate::api::sign_in::Way;
use crate::browser::channel::Channel;
use crate::deadlines::{Deadlines, Due, Warning, Why};
use crate::storage;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use quartz_cron::Timestamp;
use std::time::Duration;

/// Said to the other tabs: somebody has signed out.
pub(super) const OUT: &str = "out";
/// Somebody does something here.
const ACTIVE: &str = "active";
/// Seconds between two times that this is said.
const SAID_EVERY: i64 = 15;
/// A token that is refused so soon after it was renewed, seconds, is not renewed again.
const TOO_SOON: i64 = 60;

impl Session {
    /// Starts to look at the clock: each second, and at once when the page is seen again, since timers
    /// sleep with the laptop.
    pub(super) fn watch(self) {
        let name = format!("portal-tasks:{}", self.portal().as_str());
        self.tabs
            .set_value(Channel::open(&name, move |said| match said {
                OUT => self.leave(),
                ACTIVE => {
                    self.note_active();
                    self.last_active()
                        .into_iter()
                        .for_each(storage::note_active);
                }
                _ => {}
            }));
        let look = move || self.look();
        let timer = set_interval_with_handle(look, Duration::from_secs(1)).ok();
        let wakes = [
            window_event_listener_untyped("visibilitychange", move |_| self.wake()),
            window_event_listener_untyped("focus", move |_| self.wake()),
            window_event_listener_untyped("pageshow", move |_| self.wake()),
            window_event_listener_untyped("storage", move |_| self.wake()),
            window_event_listener(ev::keydown, move |_| self.touch()),
            window_event_listener(ev::pointerdown, move |_| self.touch()),
            window_event_listener(ev::wheel, move |_| self.touch()),
        ];
        on_cleanup(move || {
            timer.into_iter().for_each(|timer| timer.clear());
            wakes.into_iter().for_each(WindowListenerHandle::remove);
        });
    }

    /// The session ends within a minute unless somebody stays.
    pub fn warning(self) -> ReadSignal<Option<Warning>> {
        self.warning.read_only()
    }

    /// True while the password is asked for before the end.
    pub fn is_staying(self) -> ReadSignal<bool> {
        self.is_staying.read_only()
    }

    /// Somebody stays: that is all it takes after idleness, and a sign-in where the token ends.
    pub fn stay(self) {
        self.touch();
        if self.warning.with_untracked(Option::is_some) {
            self.is_staying.set(true);
        }
    }

    /// Not now: the session ends when it ends.
    pub fn stop_staying(self) {
        self.is_staying.set(false);
    }

    pub(super) fn say(self, word: &str) {
        self.tabs.with_value(|tabs| {
            if let Some(tabs) = tabs {
                tabs.say(word);
            }
        });
    }

    /// Somebody does something. Too late is too late: what is due comes first.
    fn touch(self) {
        self.look();
        let before = self.last_active();
        self.note_active();
        if let (Some(before), Some(after)) = (before, self.last_active()) {
            let said = |at: Timestamp| at.as_secs().div_euclid(SAID_EVERY);
            if said(before) != said(after) {
                storage::note_active(after);
                self.say(ACTIVE);
            }
        }
    }

    fn last_active(self) -> Option<Timestamp> {
        let times = self.times.get_value();
        times.map(|times| times.last_active())
    }

    fn note_active(self) {
        let now = self.now();
        self.times.update_value(|times| {
            if let Some(times) = times {
                times.active(now);
            }
        });
        if self.warning.with_untracked(Option::is_some) {
            self.look();
        }
    }

    /// A tab that slept heard nothing of what was said meanwhile.
    fn wake(self) {
        let is_open = untrack(|| self.is_open());
        if is_open && self.opened.get_value() <= storage::signed_out(&self.portal()) {
            self.leave();
        }
        self.look();
    }

    /// Does what is due.
    pub(super) fn look(self) {
        let now = self.now();
        let due = self
            .times
            .with_value(|times| times.as_ref().map(|times| times.due(now)));
        let warning = match due {
            Some(Due::Warn(warning)) => Some(warning),
            // What was announced is so until another token is there.
            Some(Due::Renew) => self.warning.get_untracked(),
            _ => None,
        };
        if self.warning.with_untracked(|before| *before != warning) {
            self.warning.set(warning);
        }
        match due {
            Some(Due::Renew) => self.renew(),
            Some(Due::End(why)) => self.end(why),
            Some(Due::Nothing | Due::Warn(_)) | None => {}
        }
    }

    /// The portal does not take the token: another one, without asking anybody where that is possible.
    pub(super) fn refused(self) {
        let now = self.now().as_secs();
        let is_too_soon = self
            .renewed
            .get_value()
            .is_some_and(|at| now - at.as_secs() < TOO_SOON);
        let can_renew = self
            .times
            .with_value(|times| times.as_ref().is_some_and(Deadlines::can_renew));
        if can_renew && !is_too_soon {
            self.renew();
        } else {
            self.end(Why::Refused);
        }
    }

    fn renew(self) {
        let (Way::OAuth(Some(refresh)), Some(client_id)) = (self.way.get_value(), self.client_id())
        else {
            return;
        };
        if self.is_renewing.get_value() {
            return;
        }
        self.is_renewing.set_value(true);
        let (visit, began) = (self.visit(), self.now());
        self.change_times(|times| times.attempted(began));
        spawn_local(async move {
            let answer = self.portal().renew(&client_id, &refresh).await;
            self.hear_time();
            self.is_renewing.set_value(false);
            let is_same_visit = self.visit() == visit;
            let is_wanted = is_same_visit && self.times.with_value(Option::is_some);
            let now = self.now();
            match answer {
                Ok(grant) if is_wanted => {
                    let active = self.last_active().unwrap_or(now);
                    self.renewed.set_value(Some(now));
                    self.take_up(grant, active);
                    return;
                }
                // It ended meanwhile: nobody must be left with what came too late.
                Ok(grant) => return self.revoke(&grant.way, Some(grant.token)),
                // It is nothing to whoever has signed in since.
                Err(_) if !is_same_visit => return,
                Err(error) => {
                    self.change_times(Deadlines::failed_to_renew);
                    let is_over = untrack(|| self.expires.get()).is_none_or(|at| at <= now);
                    if !error.may_hide_success() || is_over {
                        self.change_times(Deadlines::give_up_renewing);
                    }
                }
            }
            // Requests wait for a token that does not come.
            if self.token().is_none() {
                self.end(Why::Refused);
            }
            self.look();
        });
    }

    fn change_times(self, change: impl FnOnce(&mut Deadlines)) {
        self.times.update_value(|times| {
            if let Some(times) = times {
                change(times);
            }
        });
    }
}
