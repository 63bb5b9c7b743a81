//! What takes two years of runs to be told: how often, the longest gap, whether runs meet.

use super::itself::Itself;
use super::loss::{Loss, in_two_years};
use super::plan::Plan;
use super::preview::{Window, fires};
use super::rhythm::Rhythm;
use quartz_cron::{Cron, Gap, Timestamp};

/// A schedule that is asked about.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    pub cron: Cron,
    pub window: Window,
    /// How long a run is taken to last, seconds.
    pub takes_secs: i64,
    pub now: Timestamp,
    /// Until then the answer is the same, or nearly so.
    until: Timestamp,
}

impl Asked {
    /// Longer than an hour no answer is taken for that of now.
    const LONGEST: i64 = 3600;

    /// The answer is taken for that of now until the next run, and for an hour at most.
    pub fn new(cron: Cron, window: Window, takes_secs: i64, now: Timestamp) -> Self {
        let an_hour = Timestamp::from_secs(now.as_secs() + Self::LONGEST);
        let next = fires(&cron, window, now).next();
        Self {
            until: next.map_or(an_hour, |next| next.min(an_hour)),
            cron,
            window,
            takes_secs,
            now,
        }
    }

    /// The question that was asked `before`, where this one has the same answer.
    pub fn or_before(self, before: Option<&Self>) -> Self {
        let same = |before: &&Self| {
            before.cron == self.cron
                && before.window == self.window
                && before.takes_secs == self.takes_secs
                && (before.now..before.until).contains(&self.now)
        };
        match before.filter(same) {
            Some(before) => before.clone(),
            None => self,
        }
    }
}

/// The answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    pub rhythm: Rhythm,
    /// None when there is no run in two years.
    pub loss: Option<Loss>,
    /// The first of the closest pairs of runs.
    pub closest: Option<Gap>,
    /// How its runs meet, where they can.
    pub itself: Option<Itself>,
}

impl Figures {
    /// Gaps are those of the two years from `now` on; the rhythm is that of the 24 whole months to come.
    pub fn of(asked: &Asked) -> Self {
        let (cron, window, now) = (&asked.cron, asked.window, asked.now);
        let plan = Plan::new(cron, window, now, in_two_years(now));
        let loss = Loss::of_plan(&plan);
        let gaps = loss.as_ref().map_or(&[][..], Loss::gaps);
        Self {
            rhythm: Rhythm::of(cron, window, now),
            closest: gaps.first().map(|gaps| gaps.first),
            itself: Itself::of(gaps, asked.takes_secs),
            loss,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Friday 23 October 2026, 14:02 UTC.
    const NOW: Timestamp = Timestamp::from_secs(1_792_764_120);

    fn asked(cron: &str, later: i64) -> Asked {
        let now = Timestamp::from_secs(NOW.as_secs() + later);
        Asked::new(cron.parse().unwrap(), Window::default(), 7200, now)
    }

    #[test]
    fn a_question_is_asked_anew_when_it_differs_or_the_next_run_has_come() {
        let first = asked("0 30 14 * * ?", 0);
        let again = |later: Asked| later.or_before(Some(&first)) == first;
        assert!(again(asked("0 30 14 * * ?", 27 * 60)));
        assert!(!again(asked("0 30 14 * * ?", 28 * 60)), "it runs at 14:30");
        assert!(!again(asked("0 31 14 * * ?", 0)));
        assert!(!again(asked("0 30 14 * * ?", -60)));
        let daily = asked("0 0 4 * * ?", 0);
        let later = |secs| asked("0 0 4 * * ?", secs).or_before(Some(&daily)) == daily;
        assert!(later(3599) && !later(3600));
    }

    #[test]
    fn the_figures_are_those_of_each_question() {
        let figures = Figures::of(&asked("0 0 */6 * * ?", 0));
        assert_eq!(
            figures.rhythm.words(),
            "4 a day, 112 to 124 a month, 1460 to 1464 a year"
        );
        assert_eq!(figures.closest.unwrap().secs(), 6 * 3600);
        assert_eq!(figures.itself, None);
        let never = Figures::of(&asked("0 0 4 31 2 ?", 0));
        assert_eq!((never.loss, never.closest), (None, None));
    }
}
