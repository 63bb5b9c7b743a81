//! What the portal last said about its disaster recovery. Outlives the pages, so that the list of
//! tasks knows the stores, and that a restore is waited out is not forgotten when the page of backups,
//! which does it, is left for a while.

mod known;

pub use known::{Held, Known};

use crate::api::ApiError;
use crate::api::Client;
use crate::browser::{clock, page};
use crate::recovery::Name;
use crate::recovery::backup::Backup;
use crate::recovery::outage::Outage;
use crate::recovery::progress::Progress;
use crate::recovery::store::{Destinations, Readiness, Store};
use crate::recovery::watch::{Verdict, Watch};
use crate::recovery_news::RecoveryNews;
use crate::refreshing;
use crate::session::Session;
use leptos::prelude::*;
use std::time::Duration;

/// Seconds between two questions to a store whether it is ready: the portal tries its volume each time.
const CHECK_EVERY: i64 = 300;

/// A handle, in the context of every page.
#[derive(Clone, Copy)]
pub struct LiveRecovery {
    session: Session,
    news: RecoveryNews,
    known: RwSignal<Known>,
    watch: RwSignal<Option<Watch>>,
    outage: RwSignal<Option<Outage>>,
    is_asking: RwSignal<bool>,
    /// Somebody asked again while everything was being read.
    ask_again: StoredValue<bool>,
    /// When the stores were last asked whether they are ready, seconds on this browser's clock.
    checked: StoredValue<i64>,
}

impl LiveRecovery {
    /// The one of the app, made when it is first asked for.
    pub fn expect() -> Self {
        let news = RecoveryNews::expect();
        news.detail(|| Self::new(news))
    }

    fn new(news: RecoveryNews) -> Self {
        let live = Self {
            session: news.session,
            news,
            known: RwSignal::default(),
            watch: RwSignal::new(None),
            outage: RwSignal::new(None),
            is_asking: RwSignal::new(false),
            ask_again: StoredValue::new(false),
            checked: StoredValue::new(0),
        };
        // What was read is not for the next one who signs in.
        Effect::new(move |_| {
            if !live.session.is_open() {
                live.known.set(Known::default());
                live.watch.set(None);
                live.set_outage(None);
                live.checked.set_value(0);
                live.tell();
            }
        });
        live
    }

    /// Tells every page which stores are in trouble, and how far back the portal can be taken.
    fn tell(self) {
        let reach = self.known.with_untracked(Known::reach);
        if self.news.reach.with_untracked(|told| *told != reach) {
            self.news.reach.set(reach);
        }
        let destinations = self.known.with_untracked(|known| {
            let stores = known.stores.value.as_ref();
            stores.map(|stores| Destinations::new(stores, &known.readiness))
        });
        let destinations = destinations.unwrap_or_default();
        let told = self.news.destinations;
        if told.with_untracked(|told| *told != destinations) {
            told.set(destinations);
        }
    }

    /// All that is known, for who follows it: [`Self::look`] looks once. Empty after a sign-out.
    pub fn known(self) -> ReadSignal<Known> {
        self.known.read_only()
    }

    /// Looks at it once. Asked each second, so it makes no handle as [`Self::known`] does.
    pub fn look<T>(self, at: impl FnOnce(&Known) -> T) -> T {
        self.known.with_untracked(at)
    }

    /// The backup that was asked for here, until it is certain how it ended.
    pub fn watch(self) -> RwSignal<Option<Watch>> {
        self.watch
    }

    /// The restore that was asked for here, until its end was told.
    pub fn outage(self) -> ReadSignal<Option<Outage>> {
        self.outage.read_only()
    }

    /// The same, once.
    pub fn outage_now(self) -> Option<Outage> {
        self.outage.get_untracked()
    }

    /// A restore is waited out. Asked each second, so it makes no handle as [`Self::outage`] does.
    pub fn is_down(self) -> bool {
        self.outage.with_untracked(Option::is_some)
    }

    /// A backup or a restore is under way, as far as the portal has told.
    pub fn is_running(self) -> bool {
        self.known.with_untracked(Known::is_running)
    }

    /// The restore begins, goes on, or is over.
    pub fn set_outage(self, outage: Option<Outage>) {
        self.news.is_restoring.set(outage.is_some());
        self.outage.set(outage);
    }

    /// True while [`Self::read_all`] is at work; what is read in parts does not count.
    pub fn is_asking(self) -> ReadSignal<bool> {
        self.is_asking.read_only()
    }

    fn client(self) -> Result<Client, ApiError> {
        untrack(|| self.session.client())
    }

    /// Reads which stores there are; None when that could not be read.
    pub async fn read_stores(self) -> Option<Vec<Store>> {
        let answer = self.session.ask(async |client| client.stores().await).await;
        if !untrack(|| self.session.is_open()) {
            return None;
        }
        let stores = answer.as_ref().ok().map(|list| list.items.clone());
        self.known.update(|known| known.stores.take(answer));
        self.tell();
        stores
    }

    /// Reads the stores, and asks each whether it is ready unless that was done `within` so many
    /// seconds.
    pub async fn check_stores(self, within: i64) {
        let (Ok(client), Some(stores)) = (self.client(), self.read_stores().await) else {
            return;
        };
        let now = clock::now(0).as_secs();
        let is_due = now - self.checked.get_value() >= within;
        if is_due {
            self.checked.set_value(now);
        }
        for Store { name, .. } in stores {
            let is_new = self
                .known
                .with_untracked(|known| !known.readiness.contains_key(&name));
            if is_due || is_new {
                self.check(&client, name).await;
            }
        }
    }

    /// Reads the backups of a store; None when they could not be read.
    pub async fn read_shelf(self, store: &Name) -> Option<Vec<Backup>> {
        let backups = self.take_shelf(store).await;
        self.tell();
        backups
    }

    async fn take_shelf(self, store: &Name) -> Option<Vec<Backup>> {
        let answer = self
            .session
            .ask(async |client| client.backups(store).await)
            .await;
        let backups = answer.as_ref().ok().map(|list| list.items.clone());
        self.known
            .update(|known| known.backups.entry(store.clone()).or_default().take(answer));
        backups
    }

    /// Reads the backups of every store that is known.
    async fn read_shelves(self) {
        let names: Vec<Name> = self.known.with_untracked(|known| {
            let stores = known.listed_stores().iter();
            stores.map(|store| store.name.clone()).collect()
        });
        self.known
            .update(|known| known.backups.retain(|name, _| names.contains(name)));
        for name in names {
            self.take_shelf(&name).await;
        }
        self.tell();
    }

    /// Reads the stores and their backups now and, while the page is looked at, every few minutes, for as
    /// long as whoever asks is shown.
    pub fn keep_stores(self) {
        let last = StoredValue::new(0);
        let read = move || {
            last.set_value(clock::now_ms() / 1000);
            leptos::task::spawn_local(async move {
                self.check_stores(CHECK_EVERY).await;
                self.read_shelves().await;
            });
        };
        // At once, and again after a new sign-in.
        Effect::new(move |_| {
            if self.session.fresh_client().is_ok() {
                read();
            }
        });
        let tick = move || {
            let since = clock::now_ms() / 1000 - last.get_value();
            if refreshing::is_due(since, CHECK_EVERY, page::document().hidden()) {
                read();
            }
        };
        // Whoever looks at the page again need not wait for long.
        if let Ok(timer) = set_interval_with_handle(tick, Duration::from_secs(10)) {
            on_cleanup(move || timer.clear());
        }
    }

    /// Asks one store at once whether it is ready.
    pub async fn check_now(self, name: Name) {
        let Ok(client) = self.client() else { return };
        self.known.update(|known| {
            known.readiness.remove(&name);
        });
        self.check(&client, name).await;
    }

    async fn check(self, client: &Client, name: Name) {
        self.known.update(|known| {
            known
                .readiness
                .entry(name.clone())
                .or_insert(Readiness::Checking);
        });
        let readiness = match self.session.settle(client.validate(&name).await) {
            Ok(readiness) => readiness,
            // Whoever signs in anew asks once more.
            Err(ApiError::SessionEnded) => {
                self.checked.set_value(0);
                return;
            }
            Err(error) => Readiness::Unknown(error.to_string()),
        };
        self.known.update(|known| {
            known.readiness.insert(name, readiness);
        });
        self.tell();
    }

    /// Reads everything that the page of backups shows. Asked for while it is under way, it is done
    /// once more after that: what was changed meanwhile may have been read before.
    pub async fn read_all(self) {
        if self.is_asking.get_untracked() {
            self.ask_again.set_value(true);
            return;
        }
        self.is_asking.set(true);
        loop {
            self.ask_again.set_value(false);
            let Ok(client) = self.client() else { break };
            let _ = self.read_status().await;
            self.check_stores(CHECK_EVERY).await;
            self.read_shelves().await;
            let answer = self.session.settle(client.recovery_settings().await);
            self.known.update(|known| known.settings.take(answer));
            if !self.ask_again.get_value() {
                break;
            }
        }
        self.is_asking.set(false);
    }

    /// Whether a backup that was asked for shows in the status or in the list of its store. None when one of
    /// them could not be read and the other does not show it.
    pub async fn has_begun(self, watch: &Watch) -> Option<bool> {
        let status = self.read_status().await.ok();
        let listed = self.read_shelf(&watch.store).await;
        let was_read = status.is_some() && listed.is_some();
        let (status, listed) = (status.flatten(), listed.unwrap_or_default());
        let is_there = watch.verdict(status.as_ref(), None, &listed) != Verdict::Waiting;
        (is_there || was_read).then_some(is_there)
    }

    /// Reads what is being made or restored, and the job of what is watched. Tells what the portal
    /// answered.
    pub async fn read_status(self) -> Result<Option<Progress>, ApiError> {
        let client = self.client()?;
        let answer = self.session.settle(client.recovery_status().await);
        self.known.update(|known| known.status.take(answer.clone()));
        let job = self
            .watch
            .with_untracked(|watch| watch.as_ref()?.job.clone());
        let job = match job {
            Some(id) => client.job(&id).await.ok(),
            None => None,
        };
        if self.known.with_untracked(|known| known.job != job) {
            self.known.update(|known| known.job = job);
        }
        answer
    }
}
