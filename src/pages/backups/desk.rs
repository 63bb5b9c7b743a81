//! What is open on the page of backups and what became of the last thing that was asked for.

use crate::api::ApiError;
use crate::components::backup_table::BackupIntent;
use crate::components::notice::Tone;
use crate::live_recovery::LiveRecovery;
use crate::now::Now;
use crate::pages::actions::Outcome;
use crate::recovery::backup::Backup;
use crate::session::Session;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The dialog that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    BackUp,
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
}

impl Desk {
    pub fn of_page() -> Self {
        Self {
            session: Session::expect(),
            live: LiveRecovery::expect(),
            now: Now::expect(),
            opened: RwSignal::new(None),
            outcome: RwSignal::new(None),
        }
    }

    pub fn open(self, dialog: Opened) {
        self.outcome.set(None);
        self.opened.set(Some(dialog));
    }

    pub fn take(self, intent: BackupIntent) {
        self.open(match intent {
            BackupIntent::Restore(backup) => Opened::Restore(backup),
            BackupIntent::ChangeExpiry(backup) => Opened::ChangeExpiry(backup),
            BackupIntent::Delete(backup) => Opened::Delete(backup),
        });
    }

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

    pub fn good(self, title: String, text: &str) {
        self.tell(Tone::Good, title, text.to_owned());
    }

    pub fn tell(self, tone: Tone, title: String, text: String) {
        self.outcome.set(Some(Outcome { tone, title, text }));
    }

    /// Reads everything again.
    pub fn refresh(self) {
        spawn_local(self.live.read_all());
    }

    /// Deletes a backup, then tells what became of it.
    pub fn delete(self, backup: Backup) {
        let name = backup.name.to_string();
        spawn_local(async move {
            let answer = match untrack(|| self.session.client()) {
                Ok(client) => self
                    .session
                    .settle(client.delete_backup(&backup.store, &backup.name).await),
                Err(error) => Err(error),
            };
            match answer {
                Ok(()) => self.good(format!("“{name}” was deleted."), ""),
                Err(ApiError::SessionEnded) => {}
                Err(error) => self.tell(
                    Tone::Bad,
                    format!("“{name}” was not deleted."),
                    format!("{error} {}", error.advice()),
                ),
            }
            self.live.read_all().await;
        });
    }
}
