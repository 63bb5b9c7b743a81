//! How far back the portal can be taken now: the oldest backup that can be restored from a store that
//! is ready.

use super::Name;
use super::backup::Backup;
use super::store::Readiness;
use quartz_cron::Timestamp;

/// The answer, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// The stores have not answered yet.
    #[default]
    NotRead,
    /// They could not be read, and why.
    Unreadable(String),
    /// No ready store holds a backup that can be restored.
    Nothing,
    Back {
        at: Timestamp,
        name: Name,
        /// False when a store could not be read: there may be an older one.
        is_certain: bool,
    },
}

/// A store, as far as it is known.
#[derive(Clone, Copy, Debug)]
pub struct Shelf<'a> {
    /// None until the portal has been asked.
    pub readiness: Option<&'a Readiness>,
    pub contents: Contents<'a>,
}

/// The backups of a store, or why there are none to look at.
#[derive(Clone, Copy, Debug)]
pub enum Contents<'a> {
    NotRead,
    Unreadable,
    Read(&'a [Backup]),
}

impl Reach {
    /// Of all registered stores. One that is not ready counts for nothing; nothing is told before each of the
    /// others has answered.
    pub fn of<'a>(shelves: impl Iterator<Item = Shelf<'a>>) -> Self {
        let mut oldest: Option<(Timestamp, &Name)> = None;
        let mut is_certain = true;
        for shelf in shelves {
            match (shelf.readiness, shelf.contents) {
                (Some(Readiness::NotReady(_)), _) => {}
                (None | Some(Readiness::Checking), _) | (_, Contents::NotRead) => {
                    return Self::NotRead;
                }
                (Some(Readiness::Unknown(_)), _) | (_, Contents::Unreadable) => is_certain = false,
                (Some(Readiness::Ready), Contents::Read(backups)) => {
                    let points = backups.iter().filter(|backup| backup.can_be_restored());
                    let dated = points.filter_map(|backup| Some((backup.point()?, &backup.name)));
                    oldest = dated.chain(oldest).min();
                }
            }
        }
        match (oldest, is_certain) {
            (Some((at, name)), is_certain) => Self::Back {
                at,
                name: name.clone(),
                is_certain,
            },
            (None, true) => Self::Nothing,
            (None, false) => Self::Unreadable("A store could not be read.".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::backup::{Expiry, State, Trigger};
    use super::*;

    fn backup(name: &str, at: i64, state: State) -> Backup {
        Backup {
            name: Name::new(name).unwrap(),
            store: Name::new("default").unwrap(),
            description: None,
            state,
            release: None,
            started: Some(Timestamp::from_secs(at)),
            completed: None,
            expiry: Expiry::Never,
            trigger: Trigger::Manual,
            size: None,
        }
    }

    fn of(shelves: &[(&Readiness, Contents<'_>)]) -> Reach {
        Reach::of(shelves.iter().map(|(readiness, contents)| Shelf {
            readiness: Some(readiness),
            contents: *contents,
        }))
    }

    fn back(name: &str, at: i64, is_certain: bool) -> Reach {
        Reach::Back {
            at: Timestamp::from_secs(at),
            name: Name::new(name).unwrap(),
            is_certain,
        }
    }

    #[test]
    fn the_oldest_of_all_ready_stores_counts_if_it_can_be_restored() {
        let (young, old) = (
            backup("young", 900, State::Completed),
            backup("old", 500, State::Completed),
        );
        let broken = [backup("broken", 100, State::Other("failed".into())), young];
        let old = [old];
        let shelves = [
            (&Readiness::Ready, Contents::Read(&broken)),
            (&Readiness::Ready, Contents::Read(&old)),
        ];
        assert_eq!(of(&shelves), back("old", 500, true));
    }

    #[test]
    fn what_lies_in_a_store_that_is_not_ready_cannot_be_restored_now() {
        let old = [backup("old", 500, State::Completed)];
        let not_ready = Readiness::NotReady(None);
        assert_eq!(of(&[(&not_ready, Contents::Read(&old))]), Reach::Nothing);
    }

    #[test]
    fn a_store_that_could_not_be_read_may_hold_an_older_one() {
        let old = [backup("old", 500, State::Completed)];
        let unreadable = (&Readiness::Ready, Contents::Unreadable);
        let read = (&Readiness::Ready, Contents::Read(&old[..]));
        assert_eq!(of(&[read, unreadable]), back("old", 500, false));
        assert!(matches!(of(&[unreadable]), Reach::Unreadable(_)));
    }

    #[test]
    fn nothing_is_said_before_every_store_has_answered() {
        let read = (&Readiness::Ready, Contents::Read(&[][..]));
        assert_eq!(
            of(&[read, (&Readiness::Checking, Contents::NotRead)]),
            Reach::NotRead
        );
        assert_eq!(of(&[read]), Reach::Nothing);
        assert_eq!(of(&[]), Reach::Nothing);
    }
}
