//! A backup store: where backups are written. Source: section 3.2 of the administrator API notes.

use super::{Listing, Name};
use crate::task::Task;

/// A registered store. Its `identityKey` is not among what is kept.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Store {
    pub name: Name,
    /// The store that the portal takes when none is named. A store *named* `default` need not be it.
    pub is_default: bool,
    /// `HOSTED`, `S3`, `AZURE_BLOBSTORE`, or something newer, as the portal spells it.
    pub kind: Option<String>,
    /// `64Gi`, on a hosted store.
    pub size: Option<String>,
    /// `STATIC` or `DYNAMIC`, on a hosted store.
    pub provisioning: Option<String>,
    /// Storage class, bucket or container: what an administrator of the cluster knows it by.
    pub place: Option<String>,
}

impl Store {
    /// What it is, in a line: `HOSTED · 64Gi · backups`.
    pub fn about(&self) -> String {
        let parts = [&self.kind, &self.size, &self.place];
        let told: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        told.join(" · ")
    }
}

/// Whether backups can be written to a store, as its `validate` operation says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Readiness {
    /// Asked, no answer yet.
    Checking,
    Ready,
    /// The portal says no; its words where it has some.
    NotReady(Option<String>),
    /// It could not be asked, and why.
    Unknown(String),
}

/// Why a schedule's backups have nowhere to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// No store of that name is registered.
    Gone,
    NotReady(Option<String>),
}

impl Trouble {
    /// What is wrong with the store that a task names. None too where nothing is known: an account
    /// may see tasks and no stores.
    pub fn of(
        task: &Task,
        stores: Option<&Listing<Store>>,
        readiness: impl Fn(&Name) -> Option<Readiness>,
    ) -> Option<Self> {
        let named = task.backup.as_ref()?.store.as_deref()?;
        let stores = stores?;
        match stores.items.iter().find(|s| s.name.as_str() == named) {
            // A store that could not be read may be the one.
            None => (stores.unreadable == 0).then_some(Self::Gone),
            Some(store) => match readiness(&store.name)? {
                Readiness::NotReady(why) => Some(Self::NotReady(why)),
                Readiness::Checking | Readiness::Ready | Readiness::Unknown(_) => None,
            },
        }
    }

    /// In two or three words, beside the store's name.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Gone => "Not registered",
            Self::NotReady(_) => "Not ready",
        }
    }

    /// What follows from it.
    pub fn sentence(&self) -> String {
        match self {
            Self::Gone => {
                "No store of this name is registered: backups of this schedule fail.".to_owned()
            }
            Self::NotReady(None) => {
                "The store did not pass its check: backups of this schedule may fail.".to_owned()
            }
            Self::NotReady(Some(why)) => {
                format!(
                    "The store did not pass its check: “{why}” Backups of this schedule may fail."
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::task::{Backup, Kind, Schedule, State, TaskId};

    fn task(store: &str) -> Task {
        Task {
            id: TaskId::new("a").unwrap(),
            title: "nightly".into(),
            kind: Kind::CreateBackup,
            state: State::Active,
            schedule: Schedule::Missing,
            expression: String::new(),
            start: None,
            end: None,
            max_runs: None,
            last_start: None,
            created: None,
            updated: None,
            generation: None,
            owner_id: None,
            backup: Some(Backup {
                store: Some(store.into()),
                ..Backup::default()
            }),
            raw: "{}".into(),
        }
    }

    fn registered(unreadable: usize) -> Listing<Store> {
        Listing {
            items: vec![Store {
                name: Name::new("default").unwrap(),
                is_default: true,
                kind: Some("HOSTED".into()),
                size: Some("64Gi".into()),
                provisioning: None,
                place: None,
            }],
            unreadable,
        }
    }

    #[test]
    fn a_schedule_whose_store_is_gone_or_not_ready_has_nowhere_to_write() {
        let ready = |_: &Name| Some(Readiness::Ready);
        let broken = |_: &Name| Some(Readiness::NotReady(None));
        let stores = registered(0);
        assert_eq!(Trouble::of(&task("default"), Some(&stores), ready), None);
        assert_eq!(
            Trouble::of(&task("nas"), Some(&stores), ready),
            Some(Trouble::Gone)
        );
        assert_eq!(
            Trouble::of(&task("default"), Some(&stores), broken),
            Some(Trouble::NotReady(None))
        );
    }

    #[test]
    fn what_is_not_known_is_no_trouble() {
        assert_eq!(Trouble::of(&task("nas"), None, |_| None), None);
        let with_an_odd_one = registered(1);
        assert_eq!(
            Trouble::of(&task("nas"), Some(&with_an_odd_one), |_| None),
            None
        );
    }

    #[test]
    fn a_store_is_told_in_a_line() {
        assert_eq!(registered(0).items[0].about(), "HOSTED · 64Gi");
    }
}
