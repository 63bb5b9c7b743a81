//! What becomes of the backups of one schedule: how many there are on each day to come, which on one of
//! them, and whether there is a time with none.

use super::cleaner::Cleaner;
use super::simulate::{Bare, Life, Making, Points, Simulation, Stored};
use crate::schedule::figures::Asked;
use crate::schedule::plan::Plan;
use crate::schedule::times;
use quartz_cron::{Civil, Timestamp};

const DAY: i64 = 86_400;
/// The span that is looked at.
const DAYS: i64 = 731;
/// So many runs at most are followed one by one: a schedule of every minute makes them in a day and a half.
const MOST_RUNS: usize = 2000;

/// Who deletes backups whose time is up.
#[derive(Clone, Debug, PartialEq)]
pub enum Deleting {
    By(Cleaner),
    /// The retention cleaner is paused.
    Nobody,
    /// It is not known; it is taken to run like this.
    Assumed(Cleaner),
}

impl Deleting {
    /// The cleaner's schedule, known or assumed.
    pub fn cleaner(&self) -> Option<&Cleaner> {
        match self {
            Self::By(cleaner) | Self::Assumed(cleaner) => Some(cleaner),
            Self::Nobody => None,
        }
    }
}

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    pub asked: Asked,
    /// How long a backup is kept, seconds.
    pub kept_secs: i64,
    /// Its backups that are in the store now.
    pub stored: Vec<Stored>,
    pub deleting: Deleting,
}

/// How many backups there are on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// Its midnight, UTC.
    pub midnight: Timestamp,
    /// The moment of it that is looked at: its last second, or the last of the span.
    pub at: Timestamp,
    pub least: usize,
    pub most: usize,
    /// At that moment.
    pub end: usize,
}

impl Day {
    /// Its date, UTC.
    pub fn civil(&self) -> Civil {
        self.midnight.civil(0)
    }
}

/// The answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlook {
    simulation: Simulation,
    days: Vec<Day>,
    /// The first time without any backup, within two years.
    bare: Option<Bare>,
    /// The schedule has a last run within two years.
    ends: bool,
    /// The runs after the last of the days are too many to be followed one by one.
    pub is_cut: bool,
}

impl Outlook {
    /// Its days reach two years ahead, or as far as 2000 runs go: see `is_cut`.
    pub fn of(question: &Question) -> Self {
        let Asked {
            cron,
            window,
            takes_secs,
            now,
            ..
        } = &question.asked;
        let from = Timestamp::from_secs(now.as_secs() + 1);
        let limit = Timestamp::from_secs((now.as_secs().div_euclid(DAY) + DAYS + 1) * DAY);
        let plan = Plan::new(cron, *window, from, limit);
        let mut runs: Vec<Timestamp> = plan.runs().take(MOST_RUNS + 1).collect();
        let cut = runs.get(MOST_RUNS).copied();
        runs.truncate(MOST_RUNS);
        let making = Making {
            runs,
            takes_secs: *takes_secs,
            kept_secs: Some(question.kept_secs),
        };
        let (cleaner, to) = (question.deleting.cleaner(), cut.unwrap_or(limit));
        let simulation = Simulation::new(&question.stored, &[making], cleaner, *now, to);
        // What begins in the part that was followed may end behind it.
        let near = simulation.first_without();
        let bare = match cut {
            Some(_) => near
                .filter(|bare| bare.until.is_some())
                .or_else(|| bare_of_plan(question, &plan, limit)),
            None => near,
        };
        Self {
            days: days(&simulation, *now, to),
            simulation,
            bare,
            ends: plan.next().is_none(),
            is_cut: cut.is_some(),
        }
    }

    /// What the days were counted from: the life of each backup, those of the store too.
    pub fn simulation(&self) -> &Simulation {
        &self.simulation
    }

    /// The moment from which on it looks ahead.
    pub fn from(&self) -> Timestamp {
        self.simulation.from()
    }

    /// True when there is a time without any backup after the first.
    pub fn is_ever_bare(&self) -> bool {
        self.simulation.first_without().is_some()
    }

    /// Each day of the span, ascending; there is one at least.
    pub fn days(&self) -> &[Day] {
        &self.days
    }

    /// The day with this number since 1970, or the nearest.
    pub fn day(&self, number: i64) -> Option<(usize, Day)> {
        let first = self.days.first()?.midnight.as_secs().div_euclid(DAY);
        let last = self.days.len() - 1;
        let at = usize::try_from((number - first).max(0)).unwrap_or(last);
        let at = at.min(last);
        Some((at, self.days[at]))
    }

    /// The backups that can be restored at a moment, the newest first.
    pub fn at(&self, at: Timestamp) -> Vec<Life> {
        let mut lives: Vec<Life> = self.simulation.at(at).copied().collect();
        lives.reverse();
        lives
    }

    /// How many of the backups that can be restored at a moment are how old by then.
    pub fn points(&self, at: Timestamp) -> Points {
        self.simulation.points(at)
    }

    /// The first time within two years at which there was a backup and there is none any more.
    pub fn first_without(&self) -> Option<Bare> {
        self.bare
    }

    /// `From Sat 7 Nov, 05:00 to Sat 14 Nov, 06:00 UTC there is none: the last one is deleted before the next
    /// one is there.`
    pub fn nothing_left(&self, this_year: i32) -> Option<String> {
        let bare = self.bare?;
        let moment = |at: Timestamp| {
            let civil = at.civil(0);
            format!("{}, {}", times::date(civil, this_year), times::clock(civil))
        };
        Some(match bare.until {
            Some(until) => format!(
                "From {} to {} UTC there is none: the last one is deleted before the next one is there.",
                moment(bare.from),
                moment(until),
            ),
            None if self.ends => format!(
                "From {} UTC on there is none: the schedule has ended by then, and its last one is deleted.",
                moment(bare.from)
            ),
            None => format!(
                "From {} UTC on there is none, as far as this looks ahead.",
                moment(bare.from)
            ),
        })
    }

    /// How many times of the days that are looked at are without any backup after the first.
    pub fn times_without(&self) -> usize {
        let bare = self.simulation.bare();
        bare.iter().filter(|bare| !bare.is_before_the_first).count()
    }

    /// `6 at any time from Thu 5 Nov on`, `2 to 3`, or why there is no such number.
    pub fn steady_words(&self, this_year: i32) -> String {
        if self.simulation.lives().is_empty() {
            return "None is made".to_owned();
        }
        let last = self
            .simulation
            .course()
            .last()
            .filter(|_| self.ends && !self.is_cut);
        if let Some((from, 0)) = last {
            return format!("None from {} on", times::date(from.civil(0), this_year));
        }
        match self.simulation.steady() {
            Some(steady) => {
                let since = times::date(steady.from.civil(0), this_year);
                match steady.least == steady.most {
                    true => format!("{} from {since} on", steady.most),
                    false => format!("{} to {} from {since} on", steady.least, steady.most),
                }
            }
            None => {
                let until = self
                    .days
                    .last()
                    .map(|day| times::date(day.civil(), this_year));
                format!(
                    "Not reached by {}, with {} then",
                    until.unwrap_or_default(),
                    self.days.last().map_or(0, |day| day.end)
                )
            }
        }
    }
}

/// The first time without any backup, told from the gaps between the days that have runs: closer ones
/// recur each day, and the part that is followed one by one shows them.
fn bare_of_plan(question: &Question, plan: &Plan, limit: Timestamp) -> Option<Bare> {
    let cleaner = question.deleting.cleaner()?;
    let takes = question.asked.takes_secs;
    let later = |at: Timestamp, secs: i64| Timestamp::from_secs(at.as_secs() + secs);
    // What is in the store now may outlive a gap, or all of them.
    let mut held = question.asked.now;
    for stored in &question.stored {
        held = held.max(cleaner.run_from(stored.expires?.max(question.asked.now))?);
    }
    let bare = |last: Timestamp, next: Option<Timestamp>| {
        let until = next.map(|next| later(next, takes));
        let expires = later(last, question.kept_secs.max(takes));
        if until.is_some_and(|until| until <= expires) {
            return None;
        }
        let from = cleaner.run_from(expires)?.max(held);
        let is_bare = from < limit && until.is_none_or(|until| from < until);
        is_bare.then_some(Bare {
            from,
            until,
            is_before_the_first: false,
        })
    };
    let days = || plan.busy_days();
    let next = days().skip(1).map(|(first, _)| Some(first));
    let next = next.chain([plan.next()]);
    days()
        .zip(next)
        .find_map(|((_, last), next)| bare(last, next))
}

fn days(simulation: &Simulation, from: Timestamp, to: Timestamp) -> Vec<Day> {
    let course = simulation.course();
    let (first, last) = (
        from.as_secs().div_euclid(DAY),
        (to.as_secs() - 1).div_euclid(DAY),
    );
    let mut next = 0;
    let mut there = course.first().map_or(0, |(_, n)| *n);
    (first..=last.max(first))
        .map(|day| {
            let end = ((day + 1) * DAY).min(to.as_secs());
            // Before its first change the day has as many as the one before.
            let (mut least, mut most) = (there, there);
            while let Some((at, n)) = course.get(next).filter(|(at, _)| at.as_secs() < end) {
                if at.as_secs().rem_euclid(DAY) == 0 {
                    (least, most) = (*n, *n);
                }
                there = *n;
                (least, most) = (least.min(*n), most.max(*n));
                next += 1;
            }
            Day {
                midnight: Timestamp::from_secs(day * DAY),
                at: Timestamp::from_secs(end - 1),
                least,
                most,
                end: there,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::preview::Window;

    /// Friday 23 October 2026, 14:02 UTC.
    const NOW: Timestamp = Timestamp::from_secs(1_792_764_120);

    fn hourly() -> Cleaner {
        Cleaner::new(&"0 0 * * * ?".parse().unwrap(), Window::default(), NOW)
    }

    fn outlook(cron: &str, kept_days: i64) -> Outlook {
        with(cron, kept_days, Vec::new(), Deleting::By(hourly()))
    }

    fn with(cron: &str, kept_days: i64, stored: Vec<Stored>, deleting: Deleting) -> Outlook {
        Outlook::of(&Question {
            asked: Asked::new(cron.parse().unwrap(), Window::default(), 7200, NOW),
            kept_secs: kept_days * DAY,
            stored,
            deleting,
        })
    }

    #[test]
    fn a_weekly_backup_that_is_kept_for_a_fortnight_leaves_two() {
        let outlook = outlook("0 0 4 ? * 7", 14);
        assert_eq!(outlook.steady_words(2026), "1 to 2 from Sat 7 Nov on");
        assert_eq!(outlook.nothing_left(2026), None);
        let counts: Vec<usize> = outlook.days().iter().map(|day| day.end).collect();
        assert_eq!(counts[..10], [0, 1, 1, 1, 1, 1, 1, 1, 2, 2]);
        assert_eq!(counts.last(), Some(&2));
    }

    #[test]
    fn a_monthly_backup_that_is_kept_for_a_week_leaves_days_with_none() {
        let outlook = outlook("0 30 4 1 * ?", 7);
        assert_eq!(
            outlook.nothing_left(2026).unwrap(),
            "From Sun 8 Nov, 05:00 to Tue 1 Dec, 06:30 UTC there is none: the last one is deleted before the next one is there."
        );
        assert!(outlook.times_without() >= 1);
        let (_, day) = outlook.day(20_770).unwrap();
        assert_eq!(times::iso_date(day.civil()), "2026-11-13");
        assert_eq!((day.least, day.most), (0, 0));
        assert_eq!(outlook.points(day.at).all, 0);
    }

    #[test]
    fn a_day_knows_its_fewest_and_its_most() {
        let stored = Stored {
            point: Timestamp::from_secs(NOW.as_secs() - DAY),
            expires: Some(Timestamp::from_secs(NOW.as_secs() + 60)),
        };
        let outlook = with("0 0 20 * * ?", 3, vec![stored], Deleting::By(hourly()));
        let today = outlook.days()[0];
        // One is there, gone at 15:00, and at 22:00 the next one is finished.
        assert_eq!((today.least, today.most, today.end), (0, 1, 1));
        assert!(outlook.nothing_left(2026).is_some());
        // Made at 20:00 and gone at 20:00, two hours before the next one is finished.
        assert_eq!(outlook.steady_words(2026), "2 to 3 from Mon 26 Oct on");
    }

    #[test]
    fn without_a_cleaner_backups_pile_up() {
        let outlook = with("0 0 4 * * ?", 7, Vec::new(), Deleting::Nobody);
        let days = outlook.days().len();
        assert!(outlook.steady_words(2026).starts_with("Not reached by"));
        assert_eq!(outlook.days()[days - 1].end, days - 1);
    }

    #[test]
    fn a_schedule_of_every_minute_is_looked_at_as_far_as_two_thousand_backups_go() {
        let outlook = outlook("0 * * * * ?", 14);
        assert!(outlook.is_cut);
        assert_eq!(outlook.simulation().lives().len(), MOST_RUNS);
        assert_eq!(outlook.days().len(), 2);
        let each_second = with("* * * * * ?", 14, Vec::new(), Deleting::By(hourly()));
        assert_eq!(each_second.days().len(), 1);
    }

    fn in_march(cron: &str, kept_days: i64) -> Outlook {
        // Wednesday 10 March 2027, 12:00 UTC.
        let now = Timestamp::from_secs(1_804_680_000);
        let cleaner = Cleaner::new(&"0 0 * * * ?".parse().unwrap(), Window::default(), now);
        Outlook::of(&Question {
            asked: Asked::new(cron.parse().unwrap(), Window::default(), 7200, now),
            kept_secs: kept_days * DAY,
            stored: Vec::new(),
            deleting: Deleting::By(cleaner),
        })
    }

    #[test]
    fn a_winter_without_a_backup_is_told_in_spring() {
        let nightly = in_march("0 0 4 ? 2-11 *", 14);
        assert_eq!(
            nightly.nothing_left(2027).unwrap(),
            "From Tue 14 Dec, 04:00 to Tue 1 Feb 2028, 06:00 UTC there is none: the last one is deleted before the next one is there."
        );
        assert_eq!(nightly.times_without(), 2);
        assert_eq!(nightly.steady_words(2027), "0 to 14 from Thu 25 Mar on");
        let (_, winter) = nightly
            .day(nightly.days()[0].midnight.as_secs() / DAY + 300)
            .unwrap();
        assert_eq!((winter.least, winter.most), (0, 0));
        // Too many runs to come as far as the winter one by one.
        let often = in_march("0 0/5 * ? 2-11 *", 14);
        assert!(often.is_cut && often.days().len() < 9);
        assert_eq!(
            often.nothing_left(2027).unwrap(),
            "From Wed 15 Dec, 00:00 to Tue 1 Feb 2028, 02:00 UTC there is none: the last one is deleted before the next one is there."
        );
        assert_eq!(in_march("0 0/5 * ? 2-11 *", 70).nothing_left(2027), None);
    }

    #[test]
    fn after_the_end_of_a_schedule_the_last_backup_goes_too() {
        let ending = |cron: &str, stored: Vec<Stored>| {
            let window = Window {
                end: times::parse_iso_date("2027-04-23"),
                ..Window::default()
            };
            Outlook::of(&Question {
                asked: Asked::new(cron.parse().unwrap(), window, 7200, NOW),
                kept_secs: 14 * DAY,
                stored,
                deleting: Deleting::By(hourly()),
            })
        };
        let nightly = ending("0 0 4 * * ?", Vec::new());
        assert_eq!(
            nightly.nothing_left(2026).unwrap(),
            "From Thu 6 May 2027, 04:00 UTC on there is none: the schedule has ended by then, and its last one is deleted."
        );
        assert_eq!(nightly.steady_words(2026), "None from Thu 6 May 2027 on");
        let often = ending("0 0/5 * * * ?", Vec::new());
        assert!(often.is_cut && often.nothing_left(2026).is_some());
        let mut kept = Stored {
            point: NOW,
            expires: times::parse_iso_date("2027-06-01"),
        };
        assert!(
            ending("0 0/5 * * * ?", vec![kept])
                .nothing_left(2026)
                .unwrap()
                .starts_with("From Tue 1 Jun 2027, 00:00 UTC on")
        );
        kept.expires = None;
        assert_eq!(ending("0 0/5 * * * ?", vec![kept]).nothing_left(2026), None);
    }

    #[test]
    fn a_schedule_that_never_runs_makes_none() {
        let outlook = outlook("0 0 4 31 2 ?", 14);
        assert_eq!(outlook.steady_words(2026), "None is made");
        assert_eq!(outlook.nothing_left(2026), None);
        assert!(outlook.days().iter().all(|day| day.most == 0));
    }

    #[test]
    fn the_nearest_day_is_found_for_any_date() {
        let outlook = outlook("0 0 4 * * ?", 14);
        let last = outlook.days().len() - 1;
        assert_eq!(outlook.day(0).unwrap().0, 0);
        assert_eq!(outlook.day(i64::MAX / 2).unwrap().0, last);
    }
}
