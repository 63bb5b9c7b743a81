//! Which backups there are at any moment, worked out ahead.
//!
//! The rule is that of the portal's retention cleaner: a backup's time is up so long after its run began
//! as its schedule says, and it is deleted by the first run of the cleaner at or behind that moment.
//! Until then it can be restored. The sandbox does the same on its disk; `tests/fixtures/quarter.json`
//! holds both to it.

use super::cleaner::{Cleaner, Cleanings};
use quartz_cron::Timestamp;

/// A schedule that makes backups.
#[derive(Clone, Debug, PartialEq)]
pub struct Making {
    /// When its runs begin, ascending.
    pub runs: Vec<Timestamp>,
    /// How long a run takes, seconds: until then its backup cannot be restored.
    pub takes_secs: i64,
    /// How long a backup is kept, seconds from the beginning of its run; None for ever.
    pub kept_secs: Option<i64>,
}

/// A backup that is in a store already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stored {
    /// What it restores is what was so at this moment.
    pub point: Timestamp,
    /// When its time is up; None for never, and where the portal does not tell.
    pub expires: Option<Timestamp>,
}

/// A backup's life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Life {
    /// What it restores is what was so at this moment.
    pub point: Timestamp,
    /// From here on it can be restored.
    pub from: Timestamp,
    /// When its time is up.
    pub expires: Option<Timestamp>,
    /// The run of the cleaner that deletes it; None when none will.
    pub gone: Option<Timestamp>,
    /// The position of the schedule that makes it; None when it is in a store already.
    pub made_by: Option<usize>,
}

impl Life {
    /// Whether it can be restored at a moment.
    pub fn is_there(&self, at: Timestamp) -> bool {
        self.from <= at && self.gone.is_none_or(|gone| at < gone)
    }
}

/// What becomes of the backups over a span of time.
#[derive(Clone, Debug, PartialEq)]
pub struct Simulation {
    from: Timestamp,
    to: Timestamp,
    /// By the moment that they restore, the oldest first.
    lives: Vec<Life>,
    /// How many backups there are from each of these instants on; the first is the beginning.
    course: Vec<(Timestamp, usize)>,
}

impl Simulation {
    /// From now on up to an end, with all backups that are there and all runs that are planned to begin
    /// before that end. Without a cleaner nothing is ever deleted.
    pub fn new(
        stored: &[Stored],
        makings: &[Making],
        cleaner: Option<&Cleaner>,
        now: Timestamp,
        to: Timestamp,
    ) -> Self {
        let mut cleanings = cleaner.map(Cleanings::of);
        let mut gone = |expires: Option<Timestamp>, from: Timestamp| {
            cleanings.as_mut()?.from(expires?.max(from).max(now))
        };
        let runs: usize = makings.iter().map(|making| making.runs.len()).sum();
        let mut lives = Vec::with_capacity(stored.len() + runs);
        lives.extend(stored.iter().map(|stored| Life {
            point: stored.point,
            from: stored.point.min(now),
            expires: stored.expires,
            gone: gone(stored.expires, now),
            made_by: None,
        }));
        for (position, making) in makings.iter().enumerate() {
            let later = |at: Timestamp, secs| Timestamp::from_secs(at.as_secs() + secs);
            let inside = making.runs.iter().filter(|run| **run < to);
            lives.extend(inside.map(|run| {
                let expires = making.kept_secs.map(|secs| later(*run, secs));
                let from = later(*run, making.takes_secs);
                Life {
                    point: *run,
                    from,
                    expires,
                    gone: gone(expires, from),
                    made_by: Some(position),
                }
            }));
        }
        let order = |life: &Life| (life.point, life.made_by);
        if !lives.is_sorted_by_key(order) {
            lives.sort_by_key(order);
        }
        let course = course(&lives, now, to);
        Self {
            from: now,
            to,
            lives,
            course,
        }
    }

    /// The first moment of the span.
    pub fn from(&self) -> Timestamp {
        self.from
    }

    /// Every backup that is there or will be made, the oldest first.
    pub fn lives(&self) -> &[Life] {
        &self.lives
    }

    /// Those that can be restored at a moment, the oldest first.
    pub fn at(&self, at: Timestamp) -> impl Iterator<Item = &Life> {
        self.lives.iter().filter(move |life| life.is_there(at))
    }

    /// How many backups there are from each of these instants on, up to the next; ascending. The first
    /// is now.
    pub fn course(&self) -> &[(Timestamp, usize)] {
        &self.course
    }

    /// How many there are at a moment of the span.
    pub fn count(&self, at: Timestamp) -> usize {
        let behind = self.course.partition_point(|(from, _)| *from <= at);
        behind.checked_sub(1).map_or(0, |i| self.course[i].1)
    }

    /// The most at any moment of the span: what the store must have room for.
    pub fn most(&self) -> usize {
        self.course.iter().map(|(_, n)| *n).max().unwrap_or(0)
    }

    /// The times of the span without any backup, ascending: the first moment of each, and the moment at
    /// which there is one again.
    pub fn bare(&self) -> Vec<Bare> {
        let ends = self.course.iter().skip(1).map(|(at, _)| Some(*at));
        let pieces = self.course.iter().zip(ends.chain([None]));
        let empty = pieces.filter(|((_, n), _)| *n == 0);
        empty
            .map(|((from, _), until)| Bare {
                from: *from,
                until,
                is_before_the_first: *from == self.from
                    && self.lives.iter().all(|life| life.from > self.from),
            })
            .collect()
    }

    /// The first moment at which there was a backup and there is none any more: an error, whatever else
    /// the schedule is good for.
    pub fn first_without(&self) -> Option<Bare> {
        let mut bare = self.bare().into_iter();
        bare.find(|bare| !bare.is_before_the_first)
    }

    /// Between which numbers of backups it swings once as many go as come, and from when on. None where
    /// the span is too short for that, and where backups pile up for ever.
    pub fn steady(&self) -> Option<Steady> {
        // A schedule is in its stride when the first backup that it made is gone.
        let mut from = self.from;
        for (i, life) in self.lives.iter().enumerate() {
            let is_first = match life.made_by {
                Some(maker) => self.lives[..i].iter().all(|l| l.made_by != Some(maker)),
                // One that is kept for ever is there before and after.
                None => life.gone.is_some(),
            };
            if is_first {
                from = from.max(life.gone?);
            }
        }
        let inside = self.course.iter().filter(|(at, _)| *at > from);
        let counts = inside.map(|(_, n)| *n).chain([self.count(from)]);
        let (least, most) = counts.fold((usize::MAX, 0), |(least, most), n| {
            (least.min(n), most.max(n))
        });
        (from < self.to).then_some(Steady { from, least, most })
    }

    /// How far back the portal can be taken at a moment.
    pub fn points(&self, at: Timestamp) -> Points {
        const DAY: i64 = 86_400;
        let mut points = Points::default();
        for life in self.at(at) {
            let age = at.as_secs() - life.point.as_secs();
            points.all += 1;
            points.last_day += usize::from(age < DAY);
            points.last_week += usize::from(age < 7 * DAY);
            points.last_month += usize::from(age < 30 * DAY);
            points.last_year += usize::from(age < 365 * DAY);
            points.newest = Some(points.newest.map_or(life.point, |p| p.max(life.point)));
            points.oldest = Some(points.oldest.map_or(life.point, |p| p.min(life.point)));
        }
        points
    }
}

/// A time without any backup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bare {
    pub from: Timestamp,
    /// None: to the end of the span.
    pub until: Option<Timestamp>,
    /// No backup has been made yet, as against all being gone.
    pub is_before_the_first: bool,
}

/// The number of backups once as many go as come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Steady {
    pub from: Timestamp,
    pub least: usize,
    pub most: usize,
}

/// Restore points by their age: up to a day, 7, 30, 365 days. Each includes those before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Points {
    pub last_day: usize,
    pub last_week: usize,
    pub last_month: usize,
    pub last_year: usize,
    pub all: usize,
    pub newest: Option<Timestamp>,
    pub oldest: Option<Timestamp>,
}

/// An estimate of the room that backups take, bytes: so many of the size of the last one.
pub fn room(count: usize, last_bytes: u64) -> u64 {
    last_bytes.saturating_mul(count as u64)
}

/// How many backups there are from each instant on, from one up to another. Begins and ends are nearly always
/// in order as they come, and then nothing is sorted.
fn course(lives: &[Life], from: Timestamp, to: Timestamp) -> Vec<(Timestamp, usize)> {
    // One that is deleted before it is finished was never there.
    let was_there = |life: &&Life| life.gone.is_none_or(|gone| gone > life.from);
    let mut begins: Vec<Timestamp> = lives
        .iter()
        .filter(was_there)
        .map(|life| life.from)
        .collect();
    let mut ends: Vec<Timestamp> = lives
        .iter()
        .filter(was_there)
        .filter_map(|life| life.gone)
        .collect();
    for moments in [&mut begins, &mut ends] {
        if !moments.is_sorted() {
            moments.sort();
        }
    }
    let (mut begun, mut ended, mut at) = (0, 0, from);
    let mut course = Vec::with_capacity(begins.len() + ends.len());
    while at < to || course.is_empty() {
        begun += begins[begun..]
            .iter()
            .take_while(|begin| **begin <= at)
            .count();
        ended += ends[ended..].iter().take_while(|end| **end <= at).count();
        course.push((at, begun.saturating_sub(ended)));
        match (begins.get(begun), ends.get(ended)) {
            (Some(begin), Some(end)) => at = *begin.min(end),
            (Some(next), None) | (None, Some(next)) => at = *next,
            (None, None) => break,
        }
    }
    course.dedup_by_key(|(_, there)| *there);
    course
}
