//! How long a run of a task is expected to take.

use super::{Run, RunState};

/// The portal's time-out: a backup that takes longer is cancelled, unless somebody raised
/// `timeoutInSeconds`. Source: section 3.4 of docs/portal-api.md.
pub const TIME_OUT_MS: i64 = 2 * 3_600_000;
/// Fewer runs say nothing about the usual.
const FEWEST: usize = 5;

/// What is expected, and from what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Of so many runs that succeeded: half took no longer than the median, 95 of 100 no longer than
    /// the other. Milliseconds.
    Measured {
        median_ms: i64,
        most_ms: i64,
        runs: usize,
    },
    /// Too few runs have succeeded: [`TIME_OUT_MS`] is taken.
    TimeOut,
}

impl Expected {
    /// Nearest rank: one of the durations themselves.
    pub fn of(runs: &[Run]) -> Self {
        let succeeded = runs.iter().filter(|run| run.state == RunState::Succeeded);
        let mut took: Vec<i64> = succeeded.filter_map(|run| run.took_ms).collect();
        if took.len() < FEWEST {
            return Self::TimeOut;
        }
        took.sort_unstable();
        let rank = |of_100: usize| took[(took.len() * of_100).div_ceil(100) - 1];
        Self::Measured {
            median_ms: rank(50),
            most_ms: rank(95),
            runs: took.len(),
        }
    }

    /// What to draw: the median, or the time-out. Seconds, rounded up.
    pub fn usual_secs(self) -> i64 {
        let ms = match self {
            Self::Measured { median_ms, .. } => median_ms,
            Self::TimeOut => TIME_OUT_MS,
        };
        seconds(ms)
    }

    /// What to leave room for: the 95th of a hundred, or the time-out. Seconds, rounded up.
    pub fn most_secs(self) -> i64 {
        let ms = match self {
            Self::Measured { most_ms, .. } => most_ms,
            Self::TimeOut => TIME_OUT_MS,
        };
        seconds(ms)
    }
}

fn seconds(ms: i64) -> i64 {
    ms.div_euclid(1000) + i64::from(ms.rem_euclid(1000) > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runs::RunId;

    fn run(state: RunState, took_ms: i64) -> Run {
        Run {
            id: RunId::new("a").unwrap(),
            state,
            message: String::new(),
            start: None,
            took_ms: Some(took_ms),
        }
    }

    #[test]
    fn what_runs_took_is_what_is_expected() {
        let mut runs: Vec<Run> = (1..=100)
            .map(|n| run(RunState::Succeeded, n * 1000))
            .collect();
        runs.push(run(RunState::Failed, 9_000_000));
        let expected = Expected::of(&runs);
        assert_eq!(
            expected,
            Expected::Measured {
                median_ms: 50_000,
                most_ms: 95_000,
                runs: 100
            }
        );
        assert_eq!((expected.usual_secs(), expected.most_secs()), (50, 95));
    }

    #[test]
    fn four_runs_say_nothing_and_the_time_out_counts() {
        let runs: Vec<Run> = (0..4).map(|_| run(RunState::Succeeded, 60_000)).collect();
        assert_eq!(Expected::of(&runs), Expected::TimeOut);
        assert_eq!(Expected::of(&runs).usual_secs(), 7200);
        let five: Vec<Run> = (0..5).map(|_| run(RunState::Succeeded, 60_001)).collect();
        assert_eq!(Expected::of(&five).usual_secs(), 61);
    }
}
