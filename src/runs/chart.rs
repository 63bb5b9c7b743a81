//! What the latest runs look like side by side: how long they took and how they ended.

use super::{Run, RunState};
use quartz_cron::Timestamp;

/// How many runs stand beside each other at most.
pub const MOST: usize = 60;

/// The heights of the lines that a chart may have, milliseconds: what a clock shows.
const STEPS: [i64; 21] = [
    100, 200, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000,
    900_000, 1_800_000, 3_600_000, 7_200_000, 10_800_000, 21_600_000, 43_200_000, 86_400_000,
];

/// A chart of the latest runs, the oldest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    pub bars: Vec<Bar>,
    /// The lower of its two lines, milliseconds; the other one is at twice that height and is its top.
    pub line_ms: i64,
    /// How many runs ended in each state, in the order of the states.
    pub counts: Vec<(RunState, usize)>,
    /// What four of five took that succeeded, milliseconds: the shortest and the longest of them.
    pub usual_ms: Option<(i64, i64)>,
}

/// One run in a chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Its position in the list that the chart was made from.
    pub position: usize,
    pub state: RunState,
    pub start: Timestamp,
    pub took_ms: Option<i64>,
    /// Of the chart's height, 0 to 1; None where there is no duration.
    pub height: Option<f64>,
}

impl Chart {
    /// Of the latest [`MOST`] among the chosen runs. Those without a start have no place in it.
    pub fn of(runs: &[Run], chosen: &[usize]) -> Self {
        let mut dated: Vec<(Timestamp, usize)> = chosen
            .iter()
            .filter_map(|i| Some((runs.get(*i)?.start?, *i)))
            .collect();
        if dated.len() > MOST {
            dated.select_nth_unstable_by(MOST, |a, b| b.cmp(a));
            dated.truncate(MOST);
        }
        dated.sort();
        let longest = dated.iter().filter_map(|(_, i)| runs[*i].took_ms).max();
        let line_ms = line_for(longest.unwrap_or(0));
        let bars: Vec<Bar> = dated
            .into_iter()
            .map(|(start, position)| {
                let run = &runs[position];
                Bar {
                    position,
                    state: run.state.clone(),
                    start,
                    took_ms: run.took_ms,
                    height: run
                        .took_ms
                        .filter(|_| run.state != RunState::Skipped)
                        .map(|took| (took as f64 / (2 * line_ms) as f64).clamp(0.0, 1.0)),
                }
            })
            .collect();
        Self {
            counts: counts(&bars),
            usual_ms: usual(&bars),
            bars,
            line_ms,
        }
    }
}

/// The lowest line that, taken twice, is not below the longest.
fn line_for(longest_ms: i64) -> i64 {
    let fits = |line: &i64| line.saturating_mul(2) >= longest_ms;
    STEPS.into_iter().find(fits).unwrap_or(longest_ms / 2 + 1)
}

fn counts(bars: &[Bar]) -> Vec<(RunState, usize)> {
    let mut counts: Vec<(RunState, usize)> = Vec::new();
    for bar in bars {
        match counts.iter_mut().find(|(state, _)| *state == bar.state) {
            Some((_, n)) => *n += 1,
            None => counts.push((bar.state.clone(), 1)),
        }
    }
    counts.sort();
    counts
}

/// From the tenth to the ninetieth of a hundred. Fewer than five say nothing about the usual.
fn usual(bars: &[Bar]) -> Option<(i64, i64)> {
    let succeeded = bars.iter().filter(|bar| bar.state == RunState::Succeeded);
    let mut took: Vec<i64> = succeeded.filter_map(|bar| bar.took_ms).collect();
    took.sort_unstable();
    let last = took.len().checked_sub(1).filter(|last| *last >= 4)?;
    Some((took[last / 10], took[last - last / 10]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runs::RunId;

    fn run(start: i64, state: RunState, took_ms: Option<i64>) -> Run {
        Run {
            id: RunId::new(&format!("r{start}")).unwrap(),
            state,
            message: String::new(),
            start: (start > 0).then(|| Timestamp::from_secs(start)),
            took_ms,
        }
    }

    fn of(runs: &[Run]) -> Chart {
        let all: Vec<usize> = (0..runs.len()).collect();
        Chart::of(runs, &all)
    }

    #[test]
    fn the_latest_runs_stand_in_the_order_of_time_whatever_the_order_of_the_list() {
        let runs: Vec<Run> = (1..=100)
            .map(|i| run(i * 37 % 101, RunState::Succeeded, Some(1)))
            .collect();
        let chart = of(&runs);
        let starts: Vec<i64> = chart.bars.iter().map(|bar| bar.start.as_secs()).collect();
        assert_eq!(starts, (41..=100).collect::<Vec<_>>());
        assert_eq!(
            runs[chart.bars[0].position].start,
            Some(chart.bars[0].start)
        );
    }

    #[test]
    fn only_the_chosen_runs_and_those_with_a_start_have_a_place() {
        let runs = [
            run(10, RunState::Succeeded, Some(5)),
            run(0, RunState::Failed, None),
            run(30, RunState::Failed, Some(5)),
        ];
        assert_eq!(Chart::of(&runs, &[1, 2]).bars.len(), 1);
        assert!(Chart::of(&runs, &[]).bars.is_empty());
    }

    #[test]
    fn the_lines_are_round_and_the_longest_run_fits_below_the_upper_one() {
        for (longest_ms, line_ms) in [
            (0, 100),
            (42 * 60_000, 30 * 60_000),
            (120 * 60_000, 60 * 60_000),
            (121 * 60_000, 120 * 60_000),
            (9_000_000_000, 4_500_000_001),
        ] {
            let chart = of(&[run(1, RunState::Succeeded, Some(longest_ms))]);
            assert_eq!(chart.line_ms, line_ms, "{longest_ms}");
            let height = chart.bars[0].height.unwrap();
            assert!((0.0..=1.0).contains(&height), "{height}");
        }
    }

    #[test]
    fn a_skipped_run_and_one_under_way_have_no_height() {
        let chart = of(&[
            run(1, RunState::Skipped, Some(0)),
            run(2, RunState::Executing, None),
        ]);
        assert!(chart.bars.iter().all(|bar| bar.height.is_none()));
    }

    #[test]
    fn how_they_ended_is_counted_failures_first() {
        let chart = of(&[
            run(1, RunState::Succeeded, Some(1)),
            run(2, RunState::Failed, Some(1)),
            run(3, RunState::Succeeded, Some(1)),
        ]);
        assert_eq!(
            chart.counts,
            [(RunState::Failed, 1), (RunState::Succeeded, 2)]
        );
    }

    #[test]
    fn the_usual_leaves_out_what_stands_alone_and_says_nothing_of_a_few() {
        let mut runs: Vec<Run> = (1..=20)
            .map(|i| run(i, RunState::Succeeded, Some(i * 1000)))
            .collect();
        runs.push(run(21, RunState::Failed, Some(9_000_000)));
        assert_eq!(of(&runs).usual_ms, Some((2_000, 19_000)));
        assert_eq!(of(&runs[..4]).usual_ms, None);
    }
}
