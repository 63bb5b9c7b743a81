//! How often a schedule runs: to order by and to filter by.

use crate::task::Listed;
use quartz_cron::{Cron, Timestamp, Utc};
use rustc_hash::FxHashMap;

/// Runs are counted over the year from here, so that the order does not move with the clock: the
/// first of January 2026.
const FROM: Timestamp = Timestamp::from_secs(1_767_225_600);
const YEAR: i64 = 365 * 86_400;

/// A schedule's pace, by its runs a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frequency {
    /// More than once a day.
    Often,
    /// Each day, or on most days of a week.
    Daily,
    /// Once or twice a week.
    Weekly,
    /// Monthly, yearly, never.
    Seldom,
}

impl Frequency {
    /// From the most to the least frequent, the order of the list to choose from.
    pub const ALL: [Self; 4] = [Self::Often, Self::Daily, Self::Weekly, Self::Seldom];

    /// In the address.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Often => "often",
            Self::Daily => "daily",
            Self::Weekly => "weekly",
            Self::Seldom => "seldom",
        }
    }

    /// The pace that [`Self::slug`] names; None, which is any schedule, for any other text.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|each| each.slug() == slug)
    }

    /// The line in a list to choose from.
    pub fn word(self) -> &'static str {
        match self {
            Self::Often => "Several a day",
            Self::Daily => "Daily",
            Self::Weekly => "Weekly",
            Self::Seldom => "Monthly or rarer",
        }
    }

    /// The pace of so many runs in 365 days: often above 366, daily from 150 on, weekly from 40 on.
    pub fn of(runs_a_year: u64) -> Self {
        match runs_a_year {
            367.. => Self::Often,
            150..=366 => Self::Daily,
            40..150 => Self::Weekly,
            ..40 => Self::Seldom,
        }
    }
}

/// Runs a year of each task; None where there is no schedule that can be read. Each expression is
/// counted once.
pub fn runs_a_year(tasks: &[Listed]) -> Vec<Option<u64>> {
    let mut counted: FxHashMap<&str, u64> = FxHashMap::default();
    let count = |cron: &Cron| cron.count(FROM, Timestamp::from_secs(FROM.as_secs() + YEAR), &Utc);
    let runs = |listed| {
        let task = Listed::task(listed)?;
        let cron = task.schedule.cron()?;
        Some(
            *counted
                .entry(&task.expression)
                .or_insert_with(|| count(cron)),
        )
    };
    tasks.iter().map(runs).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frequency(expression: &str) -> Frequency {
        let cron: Cron = expression.parse().unwrap();
        Frequency::of(cron.count(FROM, Timestamp::from_secs(FROM.as_secs() + YEAR), &Utc))
    }

    #[test]
    fn a_schedule_is_told_by_its_runs_a_year() {
        for (expression, told) in [
            ("0 0 * * * ?", Frequency::Often),
            ("0 0 3,15 * * ?", Frequency::Often),
            ("0 0 3 * * ?", Frequency::Daily),
            ("0 0 3 ? * 2-6", Frequency::Daily),
            ("0 0 3 ? * 7", Frequency::Weekly),
            ("0 0 3 ? * 2,5", Frequency::Weekly),
            ("0 0 3 L * ?", Frequency::Seldom),
            ("0 0 3 30 2 ?", Frequency::Seldom),
        ] {
            assert_eq!(frequency(expression), told, "{expression}");
        }
    }

    #[test]
    fn every_pace_is_found_again_by_its_name() {
        for each in Frequency::ALL {
            assert_eq!(Frequency::from_slug(each.slug()), Some(each));
        }
    }
}
