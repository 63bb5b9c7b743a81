//! The nights in which the clock of a zone changes, and what that does to a schedule that is kept in
//! UTC: no run is lost or doubled, all of them move on the local clock.

use super::preview::{Window, fires};
use super::times;
use super::zone::{LocalZone, transitions};
use quartz_cron::{Cron, Timestamp};

/// How far ahead changes of the clock are looked for: the next two lie in a year.
const AHEAD: i64 = 400 * 86_400;

/// One change of a zone's clock and the first run behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Night {
    /// The first instant of the new offset.
    pub at: Timestamp,
    /// Seconds ahead of UTC before and after.
    pub before: i32,
    pub after: i32,
    /// The first run at or after the change.
    pub run: Option<Timestamp>,
    /// A run of that night whose time the local clock shows twice.
    pub twice: Option<Timestamp>,
}

impl Night {
    /// The next two changes, those of winter and summer time; none for a zone that keeps its clock.
    pub fn coming(cron: &Cron, window: Window, zone: &LocalZone, now: Timestamp) -> Vec<Self> {
        let minute = now.as_secs().div_euclid(60) * 60;
        let offset = |at| zone.offset(Timestamp::from_secs(at));
        let changes = transitions(minute, minute + AHEAD, 86_400, offset);
        let nights = changes.windows(2).take(2);
        nights
            .map(|pair| Self::of(cron, window, pair[1].0, (pair[0].1, pair[1].1)))
            .collect()
    }

    fn of(cron: &Cron, window: Window, at: Timestamp, (before, after): (i32, i32)) -> Self {
        let first_from = |from: i64| {
            // How many runs are left by then is not known.
            let window = Window {
                max_runs: None,
                ..window
            };
            fires(cron, window, Timestamp::from_secs(from - 1)).next()
        };
        let back = i64::from(before - after).max(0);
        let twice = first_from(at.as_secs() - back)
            .filter(|run| back > 0 && run.as_secs() < at.as_secs() + back);
        Self {
            at,
            before,
            after,
            run: first_from(at.as_secs()),
            twice,
        }
    }

    /// `On Sun 28 Mar 2027 the clock of Copenhagen goes forward by 1 h: what ran at 02:00 CET runs at
    /// 03:00 CEST.`
    pub fn sentence(&self, zone: &LocalZone) -> String {
        let moved = i64::from(self.after - self.before);
        let direction = if moved > 0 { "forward" } else { "back" };
        let day = times::full_date(self.at.civil(self.after));
        let mut told = format!(
            "On {day} the clock of {} goes {direction} by {}",
            zone.city(),
            times::span(moved)
        );
        if let Some(run) = self.run {
            let just_before = Timestamp::from_secs(self.at.as_secs() - 1);
            told.push_str(&format!(
                ": what ran at {} {} runs at {} {}",
                times::clock(run.civil(self.before)),
                zone.label(just_before),
                times::clock(run.civil(self.after)),
                zone.label(self.at),
            ));
        }
        told.push('.');
        if let Some(twice) = self.twice {
            let time = times::clock(zone.civil(twice));
            told.push_str(&format!(
                " That night the clock shows {time} twice; the run at {} UTC is made once.",
                times::clock(twice.civil(0))
            ));
        }
        told
    }
}
