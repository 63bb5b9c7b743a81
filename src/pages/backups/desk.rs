//! What is open on the page of backups and what became of the last thing that was asked for.

use super::refusal::advice;
use crate::aftermath::{self, Failure};
use crate::api::ApiError;
use crate::api::portal::Area;
use crate::components::backup_table::BackupIntent;
use crate::components::notice::Tone;
use crate::components::store_list::{StoreIntent, StoreRow};
use crate::live_recovery::LiveRecovery;
use crate::now::Now;
use crate::pages::actions::Outcome;
use crate::pages::not_allowed::missing;
use crate::presence::Presence;
use crate::recovery::backup::Backup;
use crate::recovery::store::Store;
use crate::session::Session;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The dialog that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    BackUp,
    Register,
    Settings,
    Unregister(StoreRow),
    Restore(Backup),
    ChangeExpiry(Backup),
    Delete(Backup),
}

/// A handle for one visit to the page.
#[derive(Clone, Copy)]
pub struct Desk {
    pub session: Session,
    pub live: LiveRecovery,
    pub now: Now,
    pub opened: RwSignal<Option<Opened>>,
    pub outcome: RwSignal<Option<Outcome>>,
    /// What the account has no privilege for: then everything can be looked at and nothing done.
    pub missing: Memo<Option<&'static str>>,
}

impl Desk {
    /// With no dialog open and nothing told, over what the app knows of disaster recovery.
    pub fn of_page() -> Self {
        let session = Session::expect();
        Self {
            session,
            live: LiveRecovery::expect(),
            now: Now::expect(),
            opened: RwSignal::new(None),
            outcome: RwSignal::new(None),
            missing: missing(session, Area::Backups),
        }
    }

    /// Opens a dialog in the place of another one. What was told before is told no longer.
    pub fn open(self, dialog: Opened) {
        self.outcome.set(None);
        self.opened.set(Some(dialog));
    }

    /// Opens the dialog for what a person wants done with a backup.
    pub fn take(self, intent: BackupIntent) {
        self.open(match intent {
            BackupIntent::Restore(backup) => Opened::Restore(backup),
            BackupIntent::ChangeExpiry(backup) => Opened::ChangeExpiry(backup),
            BackupIntent::Delete(backup) => Opened::Delete(backup),
        });
    }

    /// Does what a person wants done with a store; only unregistering has a dialog.
    pub fn take_store(self, intent: StoreIntent) {
        match intent {
            StoreIntent::Unregister(row) => self.open(Opened::Unregister(row)),
            StoreIntent::MakeDefault(store) => self.make_default(store),
            StoreIntent::Check(store) => {
                spawn_local(self.live.check_now(store.name));
            }
        }
    }

    /// Closes whichever dialog is open. What was told stays.
    pub fn close(self) {
        self.opened.set(None);
    }

    /// A dialog tells that it was closed also when another one is already in its place.
    pub fn close_if(self, is_it: impl Fn(&Opened) -> bool) {
        if self
            .opened
            .with_untracked(|opened| opened.as_ref().is_some_and(is_it))
        {
            self.close();
        }
    }

    /// The portal has done what a dialog asked for, and that may have been closed meanwhile, or another one opened.
    pub fn close_for(self, dialog: Presence) {
        if dialog.lasts() {
            self.close();
        }
    }

    /// Tells of a success, in the place of what was told before. `text` may be empty.
    pub fn good(self, title: String, text: &str) {
        self.tell(Tone::Good, title, text.to_owned());
    }

    /// Tells what became of something, in the place of what was told before.
    pub fn tell(self, tone: Tone, title: String, text: String) {
        self.outcome.set(Some(Outcome { tone, title, text }));
    }

    /// Reads everything again.
    pub fn refresh(self) {
        spawn_local(self.live.read_all());
    }

    /// Reads everything again after the stores have changed, and has each of them checked.
    pub async fn read_stores_again(self) {
        self.live.check_stores(0).await;
        self.live.read_all().await;
    }

    /// Deletes a backup, then tells what became of it.
    pub fn delete(self, backup: Backup) {
        spawn_local(async move {
            let Backup { store, name, .. } = &backup;
            let answer = self
                .session
                .ask(async |client| client.delete_backup(store, name).await)
                .await;
            let answer = aftermath::of_request(answer, async || {
                let there = self.live.read_shelf(store).await?;
                Some(there.iter().all(|backup| backup.name != *name))
            })
            .await;
            self.tell_end(answer, &format!("“{name}”"), "deleted");
            self.live.read_all().await;
        });
    }

    /// Lets go of a store, then tells what became of it.
    pub fn unregister(self, store: Store) {
        spawn_local(async move {
            let name = &store.name;
            let answer = self
                .session
                .ask(async |client| client.unregister_store(name).await)
                .await;
            let answer = aftermath::of_request(answer, async || {
                let there = self.live.read_stores().await?;
                Some(there.iter().all(|store| store.name != *name))
            })
            .await;
            self.tell_end(answer, &format!("the store “{name}”"), "unregistered");
            self.read_stores_again().await;
        });
    }

    fn make_default(self, store: Store) {
        self.outcome.set(None);
        spawn_local(async move {
            let name = &store.name;
            let answer = self
                .session
                .ask(async |client| client.make_default(&store).await)
                .await;
            let answer = aftermath::of_request(answer, async || {
                let there = self.live.read_stores().await?;
                let is_it = |store: &Store| store.name == *name && store.is_default;
                Some(there.iter().any(is_it))
            })
            .await;
            self.tell_end(answer, &format!("the store “{name}”"), "made the default");
            self.live.read_all().await;
        });
    }

    /// `“nightly” was deleted.`, or why it was not, or that nobody knows.
    fn tell_end(self, answer: Result<(), Failure>, what: &str, done: &str) {
        match answer {
            Ok(()) => self.good(format!("{} was {done}.", aftermath::begin(what)), ""),
            Err(failure) if failure.error == ApiError::SessionEnded => {}
            Err(failure) if matches!(failure.error, ApiError::Forbidden(_)) => {
                let text = format!("{} {}", failure.error, advice(&failure.error));
                self.tell(Tone::Bad, failure.title(what, done), text);
            }
            Err(failure) => self.tell(Tone::Bad, failure.title(what, done), failure.text()),
        }
    }
}
