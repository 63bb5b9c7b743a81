//! What there is to restore: the answer that stands above the list.

use super::backup::Backup;
use crate::schedule::times;
use quartz_cron::Timestamp;

/// How much is known of what lies in the stores.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Told {
    /// A store has not answered yet.
    #[default]
    NotYet,
    /// Something could not be read: there may be more.
    InPart,
    /// Every store has told of all its backups.
    Wholly,
}

/// The figures of the headline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stock {
    /// Whether the figures are those of all stores.
    pub told: Told,
    /// Backups that can be restored.
    pub points: usize,
    /// Backups that cannot.
    pub broken: usize,
    pub newest: Option<Timestamp>,
    /// How far back the portal can be taken.
    pub oldest: Option<Timestamp>,
}

impl Stock {
    /// Of the backups that are known. The newest and the oldest are among those that can be restored.
    pub fn of<'a>(backups: impl Iterator<Item = &'a Backup>, told: Told) -> Self {
        let mut stock = Self {
            told,
            ..Self::default()
        };
        for backup in backups {
            if !backup.can_be_restored() {
                stock.broken += 1;
                continue;
            }
            stock.points += 1;
            if let Some(at) = backup.point() {
                stock.newest = Some(stock.newest.map_or(at, |newest| newest.max(at)));
                stock.oldest = Some(stock.oldest.map_or(at, |oldest| oldest.min(at)));
            }
        }
        stock
    }

    /// The page's title: a sentence about what is so, as far as it is known.
    pub fn headline(&self, now: Timestamp) -> String {
        if self.told == Told::NotYet {
            return "Backups".to_owned();
        }
        match (self.points, self.newest) {
            (0, _) if self.told == Told::InPart => "No restore point is known".to_owned(),
            (0, _) => "There is nothing to restore".to_owned(),
            (_, Some(newest)) => {
                let age = times::span(now.as_secs() - newest.as_secs());
                format!("The newest restore point is {age} old")
            }
            (1, None) => "There is one restore point".to_owned(),
            (n, None) => format!("There are {n} restore points"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Name;
    use super::super::backup::{Expiry, State, Trigger};
    use super::*;

    const NOW: Timestamp = Timestamp::from_secs(1_792_764_120);

    fn backup(hours_ago: i64, state: State) -> Backup {
        Backup {
            name: Name::new("nightly").unwrap(),
            store: Name::new("default").unwrap(),
            description: None,
            state,
            release: None,
            started: Some(Timestamp::from_secs(NOW.as_secs() - hours_ago * 3600)),
            completed: None,
            expiry: Expiry::Never,
            trigger: Trigger::Manual,
            size: None,
        }
    }

    #[test]
    fn only_completed_backups_are_restore_points() {
        let all = [
            backup(1, State::Other("failed".into())),
            backup(5, State::Completed),
            backup(48, State::Completed),
        ];
        let stock = Stock::of(all.iter(), Told::Wholly);
        assert_eq!((stock.points, stock.broken), (2, 1));
        assert_eq!(stock.headline(NOW), "The newest restore point is 5 h old");
        assert_eq!(stock.oldest, all[2].started);
    }

    #[test]
    fn an_empty_store_restores_nothing() {
        let none = Stock::of([].iter(), Told::Wholly);
        assert_eq!(none.headline(NOW), "There is nothing to restore");
    }

    /// While a store had not answered, or could not, the page said that nothing can be restored.
    #[test]
    fn a_store_that_has_not_told_is_not_called_empty() {
        let unread = |told| Stock::of([].iter(), told).headline(NOW);
        assert_eq!(unread(Told::NotYet), "Backups");
        assert_eq!(unread(Told::InPart), "No restore point is known");
        let one = [backup(5, State::Completed)];
        let headline = |told| Stock::of(one.iter(), told).headline(NOW);
        assert_eq!(headline(Told::NotYet), "Backups");
        assert_eq!(
            headline(Told::InPart),
            "The newest restore point is 5 h old"
        );
    }
}
