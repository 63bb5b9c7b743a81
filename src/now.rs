//! The portal's time, as a signal, and the zone to show times in.

use crate::browser::{clock, zone};
use crate::schedule::times;
use crate::schedule::zone::LocalZone;
use crate::session::Session;
use crate::storage;
use leptos::prelude::*;
use quartz_cron::Timestamp;
use std::sync::Arc;
use std::time::Duration;

/// A handle, in the context of every page.
#[derive(Clone, Copy)]
pub struct Now {
    second: RwSignal<Timestamp>,
    coarse: Memo<Timestamp>,
    zone: RwSignal<Arc<LocalZone>>,
}

impl Now {
    /// Starts the clock: it follows the portal's, as heard in its answers.
    pub fn provide(session: Session) -> Self {
        let ahead_ms = session.ahead_ms();
        let second = RwSignal::new(clock::now(ahead_ms.get_untracked()));
        let tell = move || second.set(clock::now(ahead_ms.get_untracked()));
        Effect::new(move |_| {
            ahead_ms.track();
            tell();
        });
        if let Ok(timer) = set_interval_with_handle(tell, Duration::from_secs(1)) {
            on_cleanup(move || timer.clear());
        }
        let coarse = Memo::new(move |_| times::floor(second.get(), 10));
        let zone = RwSignal::new(Arc::new(chosen_zone(second.get_untracked())));
        let now = Self {
            second,
            coarse,
            zone,
        };
        provide_context(now);
        now
    }

    /// The one of the app, from the context.
    pub fn expect() -> Self {
        expect_context()
    }

    /// To the second.
    pub fn second(self) -> ReadSignal<Timestamp> {
        self.second.read_only()
    }

    /// In steps of ten seconds, for what is told in minutes.
    pub fn coarse(self) -> Memo<Timestamp> {
        self.coarse
    }

    /// The zone that times are shown in: the one that was chosen, else the browser's own.
    pub fn zone(self) -> ReadSignal<Arc<LocalZone>> {
        self.zone.read_only()
    }

    /// Seconds that local time is ahead of UTC now.
    pub fn offset(self) -> Memo<i32> {
        Memo::new(move |_| self.zone.with(|zone| zone.offset(self.coarse.get())))
    }

    /// What local time is called; None where it is UTC.
    pub fn city(self) -> Signal<Option<String>> {
        Signal::derive(move || self.zone.with(|zone| (!zone.is_utc()).then(|| zone.city())))
    }

    /// Shows times in UTC and in this zone, kept for the next visit: an IANA name, `UTC` for UTC alone,
    /// None for the zone that the browser is set to.
    pub fn show_zone(self, name: Option<&str>) {
        storage::save_zone(name);
        self.zone
            .set(Arc::new(chosen_zone(self.second.get_untracked())));
    }
}

/// The zone that was chosen; the browser's own where it does not know that one.
fn chosen_zone(now: Timestamp) -> LocalZone {
    match storage::zone().as_deref() {
        Some("UTC") => LocalZone::utc(),
        Some(name) => zone::named(name, now).unwrap_or_else(|| zone::local(now)),
        None => zone::local(now),
    }
}
