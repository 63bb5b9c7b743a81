//! Moving schedules apart: shifts of minutes and hours after which nothing meets any more.

use super::shift::{is_hourly, shifted};
use super::{Bar, Planned};
use quartz_cron::{Cron, Timestamp};

/// Shifts are multiples of five minutes, up to twelve hours to either side.
const STEP: i64 = 5;
const FARTHEST: i64 = 12 * 60;
/// How many edits are proposed at most; after them one may ask again.
const MOST_EDITS: usize = 20;
/// Schedules that run more often in the span are left where they are.
const MOST_RUNS: usize = 20_000;

/// One schedule moved; edits are applied in their order.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// The position of the schedule.
    pub of: usize,
    /// Later, or earlier where negative.
    pub minutes: i64,
    pub cron: Cron,
    /// How many other schedules it met before and meets no more.
    pub frees: usize,
}

/// What is proposed.
#[derive(Clone, Debug, PartialEq)]
pub struct Spread {
    pub edits: Vec<Edit>,
    /// Pairs of schedules that still meet when all edits are made.
    pub left: usize,
}

impl Spread {
    /// For the runs that begin from an instant on up to another. Each edit leaves its schedule without
    /// any overlap; among those it is the one that frees most pairs, then the smallest shift (later
    /// before earlier), then the first schedule. The same schedules give the same edits.
    pub fn of(planned: &[Planned], from: Timestamp, to: Timestamp) -> Self {
        let mut board = Board::new(planned, from, to);
        let mut edits = Vec::new();
        while edits.len() < MOST_EDITS {
            let Some(edit) = board.best() else { break };
            board.apply(&edit);
            edits.push(edit);
        }
        Self {
            edits,
            left: board.pairs(),
        }
    }
}

/// Who is at work in each minute.
struct Board {
    from: i64,
    to: i64,
    planned: Vec<Planned>,
    /// By schedule: the minutes of its runs since the beginning, first and first behind.
    bars: Vec<Vec<(usize, usize)>>,
    /// How many are at work in each minute.
    busy: Vec<u16>,
}

impl Board {
    fn new(planned: &[Planned], from: Timestamp, to: Timestamp) -> Self {
        let longest = planned.iter().map(|p| p.takes_secs).max().unwrap_or(0);
        let span = to.as_secs() - from.as_secs() + longest.max(0) + 86_400;
        let mut board = Self {
            from: from.as_secs(),
            to: to.as_secs(),
            planned: planned.to_vec(),
            bars: Vec::new(),
            busy: vec![0; usize::try_from(span / 60 + 2).unwrap_or(0)],
        };
        for of in 0..planned.len() {
            let bars = board.bars_of(of);
            board.mark(&bars, true);
            board.bars.push(bars);
        }
        board
    }

    fn bars_of(&self, of: usize) -> Vec<(usize, usize)> {
        let span = (
            Timestamp::from_secs(self.from),
            Timestamp::from_secs(self.to),
        );
        let bars = self.planned[of].bars(of, span.0, span.1);
        bars.iter().map(|bar| self.minutes(bar)).collect()
    }

    fn minutes(&self, bar: &Bar) -> (usize, usize) {
        let (from, to) = (bar.from.as_secs() - self.from, bar.to.as_secs() - self.from);
        let end = usize::try_from(to / 60 + i64::from(to % 60 > 0)).unwrap_or(0);
        (
            usize::try_from(from / 60).unwrap_or(0),
            end.min(self.busy.len()),
        )
    }

    fn mark(&mut self, bars: &[(usize, usize)], is_there: bool) {
        // A minute in which one run ends and the next one of the same schedule begins counts once.
        let mut done = 0;
        for (from, to) in bars {
            let minutes = self.busy.get_mut((*from).max(done)..*to);
            for n in minutes.into_iter().flatten() {
                *n = if is_there { *n + 1 } else { *n - 1 };
            }
            done = done.max(*to);
        }
    }

    /// Which schedules share a minute with another, by position: with which ones.
    fn meetings(&self) -> Vec<Vec<usize>> {
        let mut ends: Vec<(usize, usize, usize)> = Vec::new();
        for (of, bars) in self.bars.iter().enumerate() {
            let crowded = bars.iter().filter(|(from, to)| self.is_crowded(*from, *to));
            ends.extend(crowded.map(|(from, to)| (*from, *to, of)));
        }
        ends.sort_unstable();
        let mut met = vec![Vec::new(); self.bars.len()];
        let mut at_work: Vec<(usize, usize, usize)> = Vec::new();
        for bar in ends {
            at_work.retain(|other| other.1 > bar.0);
            for other in at_work.iter().filter(|other| other.2 != bar.2) {
                for (one, with) in [(bar.2, other.2), (other.2, bar.2)] {
                    if !met[one].contains(&with) {
                        met[one].push(with);
                    }
                }
            }
            at_work.push(bar);
        }
        met
    }

    fn is_crowded(&self, from: usize, to: usize) -> bool {
        self.busy[from..to].iter().any(|n| *n > 1)
    }

    fn pairs(&self) -> usize {
        self.meetings().iter().map(Vec::len).sum::<usize>() / 2
    }

    fn best(&mut self) -> Option<Edit> {
        let met = self.meetings();
        let mut order: Vec<usize> = (0..met.len()).filter(|of| !met[*of].is_empty()).collect();
        order.sort_by_key(|of| (std::cmp::Reverse(met[*of].len()), *of));
        let mut best: Option<Edit> = None;
        for of in order {
            let frees = met[of].len();
            if best.as_ref().is_some_and(|best| best.frees > frees) {
                break;
            }
            let below = best
                .as_ref()
                .map_or(FARTHEST + STEP, |best| best.minutes.abs());
            if let Some((minutes, cron)) = self.smallest(of, below) {
                best = Some(Edit {
                    of,
                    minutes,
                    cron,
                    frees,
                });
            }
        }
        best
    }

    /// The smallest shift below a bound after which a schedule meets no other.
    fn smallest(&mut self, of: usize, below: i64) -> Option<(i64, Cron)> {
        let mine = std::mem::take(&mut self.bars[of]);
        if mine.len() > MOST_RUNS {
            self.bars[of] = mine;
            return None;
        }
        self.mark(&mine, false);
        let candidates = (1..=FARTHEST / STEP)
            .map(|n| n * STEP)
            .take_while(|minutes| *minutes < below)
            .flat_map(|minutes| [minutes, -minutes]);
        let is_hourly = is_hourly(&self.planned[of].cron);
        let mut found = None;
        for minutes in candidates {
            if (is_hourly || self.is_free(&mine, minutes))
                && let Some(cron) = shifted(&self.planned[of].cron, minutes)
                && self.fits(of, &cron)
            {
                found = Some((minutes, cron));
                break;
            }
        }
        self.mark(&mine, true);
        self.bars[of] = mine;
        found
    }

    /// Whether runs would meet no other if all of them were moved alike.
    fn is_free(&self, mine: &[(usize, usize)], minutes: i64) -> bool {
        let moved = |minute: usize| minute.checked_add_signed(minutes as isize);
        let end = usize::try_from((self.to - self.from) / 60).unwrap_or(0);
        mine.iter()
            .all(|(from, to)| match (moved(*from), moved(*to)) {
                (Some(from), Some(to)) if from < end => {
                    let to = to.min(self.busy.len());
                    self.busy[from..to].iter().all(|n| *n == 0)
                }
                // It would begin outside the span.
                _ => true,
            })
    }

    /// Whether a schedule with this expression meets no other; it is not on the board.
    fn fits(&self, of: usize, cron: &Cron) -> bool {
        let moved = Planned {
            cron: cron.clone(),
            ..self.planned[of].clone()
        };
        let span = (
            Timestamp::from_secs(self.from),
            Timestamp::from_secs(self.to),
        );
        let bars = moved.bars(of, span.0, span.1);
        bars.iter()
            .map(|bar| self.minutes(bar))
            .all(|(from, to)| self.busy[from..to].iter().all(|n| *n == 0))
    }

    fn apply(&mut self, edit: &Edit) {
        let old = std::mem::take(&mut self.bars[edit.of]);
        self.mark(&old, false);
        self.planned[edit.of].cron = edit.cron.clone();
        let bars = self.bars_of(edit.of);
        self.mark(&bars, true);
        self.bars[edit.of] = bars;
    }
}
