//! A backup store: where backups are written. Source: section 3.2 of docs/portal-api.md.

use super::{Listing, Name};
use crate::foreign;
use rustc_hash::FxHashMap;
use std::collections::HashMap;

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
    /// Whether spatiotemporal data is in its backups. Told and asked for from release 12.0 on.
    pub has_big_data: Option<bool>,
}

impl Store {
    /// What it is, in a line: `HOSTED · 64Gi · backups`.
    pub fn about(&self) -> String {
        let parts = [&self.kind, &self.size, &self.place];
        let told: Vec<String> = parts
            .into_iter()
            .flatten()
            .map(|part| foreign::line(part))
            .collect();
        told.join(" · ")
    }
}

/// Whether backups can be written to a store, as its `validate` operation says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Readiness {
    /// Asked, no answer yet.
    Checking,
    Ready,
    /// The portal says no; its words where it has some, fit to be shown.
    NotReady(Option<String>),
    /// It could not be asked, and why.
    Unknown(String),
}

/// A store that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub store: Store,
    /// None until the portal has been asked.
    pub readiness: Option<Readiness>,
}

impl Choice {
    /// The line in a list to choose from.
    pub fn label(&self) -> String {
        let mut label = self.store.name.to_string();
        if self.store.is_default {
            label.push_str(" · the default store");
        }
        if matches!(self.readiness, Some(Readiness::NotReady(_))) {
            label.push_str(" · not ready");
        }
        label
    }
}

/// Why the backups of a schedule have nowhere to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// No store of that name is registered.
    Gone,
    /// Its words where it has some, fit to be shown.
    NotReady(Option<String>),
}

/// What is known of the stores that schedules name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Destinations {
    /// The registered stores; None where they are not known: an account may see tasks and no stores.
    troubles: Option<FxHashMap<String, Option<Trouble>>>,
    /// False when a store could not be read: a name that is missing may be its.
    is_complete: bool,
}

impl Destinations {
    /// From the stores as last read, and what their checks said. Only a check that says no is a trouble: one
    /// that is missing, under way or could not be made is none.
    pub fn new(stores: &Listing<Store>, readiness: &HashMap<Name, Readiness>) -> Self {
        let trouble = |store: &Store| {
            let trouble = match readiness.get(&store.name) {
                Some(Readiness::NotReady(why)) => Some(Trouble::NotReady(why.clone())),
                Some(Readiness::Checking | Readiness::Ready | Readiness::Unknown(_)) | None => None,
            };
            (store.name.as_str().to_owned(), trouble)
        };
        Self {
            troubles: Some(stores.items.iter().map(trouble).collect()),
            is_complete: stores.unreadable == 0,
        }
    }

    /// What is wrong with the store of this name. None also where nothing is known.
    pub fn trouble(&self, store: &str) -> Option<Trouble> {
        match self.troubles.as_ref()?.get(store) {
            Some(trouble) => trouble.clone(),
            None => self.is_complete.then_some(Trouble::Gone),
        }
    }
}

impl Trouble {
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

    fn registered(unreadable: usize) -> Listing<Store> {
        Listing {
            items: vec![Store {
                name: Name::new("default").unwrap(),
                is_default: true,
                kind: Some("HOSTED".into()),
                size: Some("64Gi".into()),
                provisioning: None,
                place: None,
                has_big_data: None,
            }],
            unreadable,
        }
    }

    fn with(readiness: Readiness) -> Destinations {
        let readiness = [(Name::new("default").unwrap(), readiness)];
        Destinations::new(&registered(0), &HashMap::from(readiness))
    }

    #[test]
    fn a_schedule_whose_store_is_gone_or_not_ready_has_nowhere_to_write() {
        let ready = with(Readiness::Ready);
        assert_eq!(ready.trouble("default"), None);
        assert_eq!(ready.trouble("nas"), Some(Trouble::Gone));
        let broken = with(Readiness::NotReady(None));
        assert_eq!(broken.trouble("default"), Some(Trouble::NotReady(None)));
    }

    #[test]
    fn what_is_not_known_is_no_trouble() {
        assert_eq!(Destinations::default().trouble("nas"), None);
        assert_eq!(with(Readiness::Checking).trouble("default"), None);
        let with_an_odd_one = Destinations::new(&registered(1), &HashMap::new());
        assert_eq!(with_an_odd_one.trouble("nas"), None);
    }

    #[test]
    fn a_store_is_told_in_a_line() {
        assert_eq!(registered(0).items[0].about(), "HOSTED · 64Gi");
    }
}
