//! What there is to restore: the answer that stands above the list.

use super::backup::Backup;
use crate::schedule::times;
use quartz_cron::Timestamp;

/// The figures of the headline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stock {
    /// Backups that can be restored.
    pub points: usize,
    /// Backups that cannot.
    pub broken: usize,
    pub newest: Option<Timestamp>,
    /// How far back the portal can be taken.
    pub oldest: Option<Timestamp>,
}

impl Stock {
    /// Of the backups of all stores. The newest and the oldest are among those that can be restored.
    pub fn of<'a>(backups: impl Iterator<Item = &'a Backup>) -> Self {
        let mut stock = Self::default();
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

    /// The page's title: a sentence about what is so.
    pub fn headline(&self, now: Timestamp) -> String {
        match (self.points, self.newest) {
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
        let stock = Stock::of(all.iter());
        assert_eq!((stock.points, stock.broken), (2, 1));
        assert_eq!(stock.headline(NOW), "The newest restore point is 5 h old");
        assert_eq!(stock.oldest, all[2].started);
    }

    #[test]
    fn an_empty_store_restores_nothing() {
        let none = Stock::of([].iter());
        assert_eq!(none.headline(NOW), "There is nothing to restore");
    }
}
