//! What the portal last said about its disaster recovery. Outlives the pages, so that the list of
//! tasks knows the stores, and a restore is waited out wherever one looks meanwhile.

use crate::api::ApiError;
use crate::api::Client;
use crate::browser::clock;
use crate::recovery::backup::Backup;
use crate::recovery::outage::Outage;
use crate::recovery::progress::{Job, Progress};
use crate::recovery::store::{Choice, Destinations, Readiness, Store};
use crate::recovery::watch::Watch;
use crate::recovery::{Listing, Name};
use crate::recovery_news::RecoveryNews;
use crate::session::Session;
use leptos::prelude::*;
use quartz_cron::Timestamp;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

/// Seconds between two questions to a store whether it is ready: the portal tries its volume each time.
const CHECK_EVERY: i64 = 300;

/// What was last read of one thing, and why it could not be read again.
#[derive(Clone, Debug, PartialEq)]
pub struct Held<T> {
    pub value: Option<Arc<T>>,
    /// When `value` was read, on this browser's clock.
    pub read_at: Option<Timestamp>,
    /// Why the last attempt failed; `value` is that of the last success.
    pub failure: Option<ApiError>,
}

impl<T> Default for Held<T> {
    fn default() -> Self {
        Self {
            value: None,
            read_at: None,
            failure: None,
        }
    }
}

impl<T> Held<T> {
    /// Takes in an answer. An ended session says nothing about the thing itself.
    fn take(&mut self, answer: Result<T, ApiError>) {
        match answer {
            Ok(value) => {
                self.value = Some(Arc::new(value));
                self.read_at = Some(clock::now(0));
                self.failure = None;
            }
            Err(ApiError::SessionEnded) => {}
            Err(error) => self.failure = Some(error),
        }
    }
}

/// All that is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Known {
    pub stores: Held<Listing<Store>>,
    pub readiness: HashMap<Name, Readiness>,
    /// By store.
    pub backups: HashMap<Name, Held<Listing<Backup>>>,
    /// The last operation; its inside is None before the first.
    pub status: Held<Option<Progress>>,
    /// Whether a staging volume is configured.
    pub staging: Held<bool>,
    /// The job of what is watched.
    pub job: Option<Job>,
}

impl Known {
    /// Every backup of every store.
    pub fn all_backups(&self) -> impl Iterator<Item = &Backup> {
        let lists = self.backups.values().filter_map(|held| held.value.as_ref());
        lists.flat_map(|list| &list.items)
    }

    /// The stores, as last read.
    pub fn listed_stores(&self) -> &[Store] {
        self.stores.value.as_ref().map_or(&[], |list| &list.items)
    }

    /// The stores to choose from; None where they are not known.
    pub fn choices(&self) -> Option<Vec<Choice>> {
        let choice = |store: &Store| Choice {
            readiness: self.readiness.get(&store.name).cloned(),
            store: store.clone(),
        };
        let stores = self.stores.value.as_ref()?;
        Some(stores.items.iter().map(choice).collect())
    }

    /// The last operation, if one is told.
    pub fn progress(&self) -> Option<&Progress> {
        self.status.value.as_deref()?.as_ref()
    }

    /// True while something is made or restored.
    pub fn is_running(&self) -> bool {
        self.progress().is_some_and(Progress::is_running)
    }
}

/// A handle, in the context of every page.
#[derive(Clone, Copy)]
pub struct LiveRecovery {
    session: Session,
    news: RecoveryNews,
    known: RwSignal<Known>,
    watch: RwSignal<Option<Watch>>,
    outage: RwSignal<Option<Outage>>,
    is_asking: RwSignal<bool>,
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

    /// Tells every page which stores are in trouble.
    fn tell(self) {
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

    pub fn known(self) -> ReadSignal<Known> {
        self.known.read_only()
    }

    /// The backup that was asked for here, until it is certain how it ended.
    pub fn watch(self) -> RwSignal<Option<Watch>> {
        self.watch
    }

    /// The restore that was asked for here, until its end was told.
    pub fn outage(self) -> ReadSignal<Option<Outage>> {
        self.outage.read_only()
    }

    /// The restore begins, goes on, or is over.
    pub fn set_outage(self, outage: Option<Outage>) {
        self.news.is_restoring.set(outage.is_some());
        self.outage.set(outage);
    }

    pub fn is_asking(self) -> ReadSignal<bool> {
        self.is_asking.read_only()
    }

    fn client(self) -> Result<Client, ApiError> {
        untrack(|| self.session.client())
    }

    /// Reads the stores, and asks each whether it is ready unless that was done `within` so many
    /// seconds.
    pub async fn read_stores(self, within: i64) {
        let Ok(client) = self.client() else { return };
        let answer = self.session.settle(client.stores().await);
        if !untrack(|| self.session.is_open()) {
            return;
        }
        let names: Vec<Name> = match &answer {
            Ok(list) => list.items.iter().map(|store| store.name.clone()).collect(),
            Err(_) => Vec::new(),
        };
        self.known.update(|known| known.stores.take(answer));
        self.tell();
        let now = clock::now(0).as_secs();
        if now - self.checked.get_value() < within {
            return;
        }
        self.checked.set_value(now);
        for name in names {
            self.check(&client, name).await;
        }
    }

    /// Reads the stores now and every few minutes, for as long as whoever asks is shown.
    pub fn keep_stores(self) {
        let read = move || leptos::task::spawn_local(self.read_stores(CHECK_EVERY));
        read();
        let again = Duration::from_secs(CHECK_EVERY.unsigned_abs());
        if let Ok(timer) = set_interval_with_handle(read, again) {
            on_cleanup(move || timer.clear());
        }
    }

    async fn check(self, client: &Client, name: Name) {
        self.known.update(|known| {
            known
                .readiness
                .entry(name.clone())
                .or_insert(Readiness::Checking);
        });
        let answer = self.session.settle(client.validate(&name).await);
        let readiness = answer.unwrap_or_else(|error| Readiness::Unknown(error.to_string()));
        self.known.update(|known| {
            known.readiness.insert(name, readiness);
        });
        self.tell();
    }

    /// Reads everything that the page of backups shows. A second call while one is under way does
    /// nothing.
    pub async fn read_all(self) {
        let Ok(client) = self.client() else { return };
        if self.is_asking.get_untracked() {
            return;
        }
        self.is_asking.set(true);
        let _ = self.read_status().await;
        self.read_stores(CHECK_EVERY).await;
        let names: Vec<Name> = self.known.with_untracked(|known| {
            let stores = known.listed_stores().iter();
            stores.map(|store| store.name.clone()).collect()
        });
        self.known
            .update(|known| known.backups.retain(|name, _| names.contains(name)));
        for name in names {
            let answer = self.session.settle(client.backups(&name).await);
            self.known
                .update(|known| known.backups.entry(name).or_default().take(answer));
        }
        let answer = self.session.settle(client.has_staging().await);
        self.known.update(|known| known.staging.take(answer));
        self.is_asking.set(false);
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
