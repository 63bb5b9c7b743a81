//! The portal's clock: it may start at another time, run at another speed, and run ahead to an instant.
//!
//! It never passes an instant at which something is to happen before that has happened: see
//! [`Clock::hold_at`]. So a simulated month has the same nights on a slow machine as on a fast one.

mod waiting;

use jiff::Timestamp;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Notify;

/// A virtual clock. It stamps every time that the portal tells, the `Date` header included.
#[derive(Debug)]
pub struct Clock {
    speed: f64,
    state: Mutex<State>,
    /// The time or what holds it has changed otherwise than by passing.
    changed: Notify,
}

#[derive(Debug)]
struct State {
    /// At this instant of ours the clock showed `anchor_ms`.
    anchor: Instant,
    anchor_ms: i64,
    /// What is to happen then has not happened yet: the clock stands there.
    hold_ms: Option<i64>,
    /// Runs ahead to this instant: as fast as what is to happen can be done.
    goal_ms: Option<i64>,
    /// How much work is under way that is not waiting for a later time.
    working: usize,
    /// When those who sleep want to wake up.
    sleepers: Vec<i64>,
}

impl State {
    fn now_ms(&self, speed: f64) -> i64 {
        if self.goal_ms.is_some() {
            return self.anchor_ms;
        }
        let passed = self.anchor.elapsed().as_secs_f64() * speed * 1000.0;
        let now = self.anchor_ms.saturating_add(passed as i64);
        let hold = self.hold_ms.unwrap_or(i64::MAX).max(self.anchor_ms);
        now.min(hold)
    }

    /// Goes on from what it shows.
    fn anchor(&mut self, speed: f64) {
        self.anchor_ms = self.now_ms(speed);
        self.anchor = Instant::now();
    }

    /// Running ahead: the next instant at which something happens, once all work is done.
    fn run_ahead(&mut self) {
        let Some(goal) = self.goal_ms.filter(|_| self.working == 0) else {
            return;
        };
        let sleeper = self.sleepers.iter().copied().min().unwrap_or(i64::MAX);
        let hold = self.hold_ms.unwrap_or(i64::MAX);
        self.anchor_ms = self.anchor_ms.max(goal.min(hold).min(sleeper));
        if hold > goal && sleeper > goal {
            self.goal_ms = None;
            self.anchor = Instant::now();
        }
    }
}

impl Clock {
    /// From `now` on, or from the present; `speed` seconds pass in one of ours.
    pub fn new(now: Option<Timestamp>, speed: f64) -> Self {
        let state = State {
            anchor: Instant::now(),
            anchor_ms: now.unwrap_or_else(Timestamp::now).as_millisecond(),
            hold_ms: None,
            goal_ms: None,
            working: 0,
            sleepers: Vec::new(),
        };
        Self {
            speed,
            state: Mutex::new(state),
            changed: Notify::new(),
        }
    }

    /// Epoch milliseconds.
    pub fn now_ms(&self) -> i64 {
        self.state().now_ms(self.speed)
    }

    /// How many of its seconds pass in one of ours.
    pub fn speed(&self) -> f64 {
        self.speed
    }

    /// From now on the clock does not pass this instant. One that has passed holds it where it is.
    pub fn hold_at(&self, at_ms: Option<i64>) {
        self.change(|state| state.hold_ms = at_ms);
    }

    /// For the `Date` header: `Fri, 23 Oct 2026 14:02:00 GMT`.
    pub fn http_date(&self) -> String {
        let now = Timestamp::from_millisecond(self.now_ms()).unwrap_or(Timestamp::MAX);
        now.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        let mut state = self.state();
        state.anchor(self.speed);
        change(&mut state);
        state.run_ahead();
        drop(state);
        self.changed.notify_waiters();
    }

    /// A panic elsewhere leaves the clock as it is.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How long it takes in our time until `ms` have passed at a speed.
fn real(ms: i64, speed: f64) -> Duration {
    Duration::try_from_secs_f64(ms.max(0) as f64 / 1000.0 / speed).unwrap_or(Duration::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: i64 = 1_792_764_120_000;

    fn clock(speed: f64) -> Clock {
        Clock::new("2026-10-23T14:02:00Z".parse().ok(), speed)
    }

    #[test]
    fn a_fast_clock_lets_a_day_pass_in_a_moment() {
        let clock = clock(10_000_000.0);
        while clock.now_ms() < NOON + 86_400_000 {}
    }

    #[test]
    fn a_standing_clock_shows_what_it_was_set_to() {
        let clock = clock(0.0);
        assert_eq!(clock.now_ms(), NOON);
        assert_eq!(clock.http_date(), "Fri, 23 Oct 2026 14:02:00 GMT");
    }

    #[test]
    fn what_is_to_happen_holds_the_clock_and_it_goes_on_from_there() {
        const DAY: i64 = 86_400_000;
        let clock = clock(10_000_000.0);
        for hold in [NOON + 20 * DAY, NOON + 40 * DAY] {
            clock.hold_at(Some(hold));
            while clock.now_ms() < hold {}
            std::thread::yield_now();
            assert_eq!(clock.now_ms(), hold);
        }
        clock.hold_at(Some(NOON));
        assert_eq!(clock.now_ms(), NOON + 40 * DAY, "it never goes back");
    }
}
