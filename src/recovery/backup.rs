//! One backup: a point that the portal can be taken back to. Source: section 3.3 of docs/portal-api.md.

use super::Name;
use crate::retention::simulate::Stored;
use quartz_cron::Timestamp;

/// A backup as the list of its store tells it. `encryptKey` and `metadata` are not among it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Backup {
    pub name: Name,
    /// Where it lies: the store whose list it stood in.
    pub store: Name,
    pub description: Option<String>,
    pub state: State,
    /// The release that made it. Only a portal of the same release can restore it.
    pub release: Option<String>,
    /// What it restores is what was so at this moment.
    pub started: Option<Timestamp>,
    pub completed: Option<Timestamp>,
    pub expiry: Expiry,
    pub trigger: Trigger,
    /// Bytes. No documented release tells it.
    pub size: Option<u64>,
}

/// How the making of a backup ended.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// It can be restored.
    Completed,
    /// As the portal spells it.
    Other(String),
    NotTold,
}

/// When the retention cleaner deletes a backup.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Expiry {
    /// `retentionDate` is -1.
    Never,
    At(Timestamp),
    NotTold,
}

/// What had a backup made: `scheduleType`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Trigger {
    Manual,
    Scheduled,
    /// As the portal spells it, or nothing.
    Other(Option<String>),
}

impl Backup {
    /// True when the portal can be taken back to it.
    pub fn can_be_restored(&self) -> bool {
        self.state == State::Completed
    }

    /// The moment that it restores: its start, or its end where only that is told.
    pub fn point(&self) -> Option<Timestamp> {
        self.started.or(self.completed)
    }

    /// As the simulation of what is kept takes it; None where its moment is not told. Nobody deletes one
    /// whose expiry is not told.
    pub fn stored(&self) -> Option<Stored> {
        let expires = match self.expiry {
            Expiry::At(at) => Some(at),
            Expiry::Never | Expiry::NotTold => None,
        };
        let point = self.point()?;
        Some(Stored { point, expires })
    }

    /// True once the retention cleaner may delete it.
    pub fn is_expired(&self, now: Timestamp) -> bool {
        matches!(self.expiry, Expiry::At(at) if at <= now)
    }
}

/// `812 kB`, `1.4 GB`: decimal units, as disks are sold.
pub fn size(bytes: u64) -> String {
    const UNITS: [&str; 5] = ["kB", "MB", "GB", "TB", "PB"];
    let mut tenths = u128::from(bytes) * 10;
    let mut unit = "B";
    for larger in UNITS {
        if tenths < 10_000 {
            break;
        }
        tenths = (tenths + 500) / 1000;
        unit = larger;
    }
    match (tenths / 10, tenths % 10) {
        (whole @ 0..10, tenth @ 1..) if unit != "B" => format!("{whole}.{tenth} {unit}"),
        (whole, _) => format!("{whole} {unit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_told_in_two_or_three_digits() {
        for (bytes, told) in [
            (0, "0 B"),
            (999, "999 B"),
            (1_000, "1 kB"),
            (1_400_000_000, "1.4 GB"),
            (68_719_476_736, "68 GB"),
            (u64::MAX, "18446 PB"),
        ] {
            assert_eq!(size(bytes), told);
        }
    }
}
