//! What is known of disaster recovery, and since when.

use crate::api::ApiError;
use crate::browser::clock;
use crate::recovery::backup::Backup;
use crate::recovery::progress::{Job, Progress};
use crate::recovery::reach::{Contents, Reach, Shelf};
use crate::recovery::settings::Settings;
use crate::recovery::stock::{Stock, Told};
use crate::recovery::store::{Choice, Readiness, Store};
use crate::recovery::{Listing, Name};
use quartz_cron::Timestamp;
use std::collections::HashMap;
use std::sync::Arc;

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
    pub(super) fn take(&mut self, answer: Result<T, ApiError>) {
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
    pub settings: Held<Settings>,
    /// The job of what is watched.
    pub job: Option<Job>,
}

impl Known {
    /// Every backup of every store.
    pub fn all_backups(&self) -> impl Iterator<Item = &Backup> {
        let lists = self.backups.values().filter_map(|held| held.value.as_ref());
        lists.flat_map(|list| &list.items)
    }

    /// What there is to restore, as far as it is known.
    pub fn stock(&self) -> Stock {
        Stock::of(self.all_backups(), self.told())
    }

    fn told(&self) -> Told {
        let of = |store: &Store| match self.backups.get(&store.name) {
            Some(Held {
                value: Some(list), ..
            }) if list.unreadable == 0 => Told::Wholly,
            Some(Held {
                value: None,
                failure: None,
                ..
            })
            | None => Told::NotYet,
            Some(_) => Told::InPart,
        };
        let stores = self.listed_stores().iter();
        stores.map(of).min().unwrap_or(Told::Wholly)
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

    /// How far back the portal can be taken now.
    pub(super) fn reach(&self) -> Reach {
        let Some(stores) = &self.stores.value else {
            return match &self.stores.failure {
                Some(error) => Reach::Unreadable(error.to_string()),
                None => Reach::NotRead,
            };
        };
        Reach::of(stores.items.iter().map(|store| {
            let contents = match self.backups.get(&store.name) {
                Some(Held {
                    value: Some(list), ..
                }) => Contents::Read(&list.items),
                Some(Held {
                    failure: Some(_), ..
                }) => Contents::Unreadable,
                _ => Contents::NotRead,
            };
            Shelf {
                readiness: self.readiness.get(&store.name),
                contents,
            }
        }))
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Of stores whose lists have so many entries that cannot be read; None before the first answer.
    fn told(stores: &[Option<Result<usize, ApiError>>]) -> Told {
        let mut known = Known::default();
        let mut items = Vec::new();
        for (at, answer) in stores.iter().enumerate() {
            let name = Name::new(&format!("store{at}")).unwrap();
            items.push(Store {
                name: name.clone(),
                is_default: false,
                kind: None,
                size: None,
                provisioning: None,
                place: None,
                has_big_data: None,
            });
            let Some(answer) = answer else { continue };
            let list = answer.as_ref().ok().map(|&unreadable| {
                Arc::new(Listing {
                    items: Vec::new(),
                    unreadable,
                })
            });
            let held = Held {
                value: list,
                read_at: None,
                failure: answer.clone().err(),
            };
            known.backups.insert(name, held);
        }
        known.stores.value = Some(Arc::new(Listing {
            items,
            unreadable: 0,
        }));
        known.stock().told
    }

    #[test]
    fn all_is_known_when_every_store_has_told_of_every_backup() {
        assert_eq!(told(&[]), Told::Wholly);
        assert_eq!(told(&[Some(Ok(0)), Some(Ok(0))]), Told::Wholly);
    }

    #[test]
    fn a_store_that_was_refused_and_an_entry_that_cannot_be_read_may_hide_a_backup() {
        let refused = || Some(Err(ApiError::Unreachable));
        assert_eq!(told(&[Some(Ok(0)), refused()]), Told::InPart);
        assert_eq!(told(&[Some(Ok(1)), Some(Ok(0))]), Told::InPart);
        assert_eq!(told(&[refused(), None]), Told::NotYet);
    }

    #[test]
    fn nothing_is_known_before_the_last_store_has_answered() {
        assert_eq!(told(&[Some(Ok(0)), None]), Told::NotYet);
    }
}
