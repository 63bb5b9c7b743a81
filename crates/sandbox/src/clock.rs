//! The portal's clock: it may start at another time and run at another speed.

use jiff::Timestamp;
use std::time::{Duration, Instant};

/// A virtual clock. It stamps every time that the portal tells, the `Date` header included.
#[derive(Debug)]
pub struct Clock {
    started: Instant,
    from_ms: i64,
    speed: f64,
}

impl Clock {
    /// From `now` on, or from the present; `speed` seconds pass in one of ours.
    pub fn new(now: Option<Timestamp>, speed: f64) -> Self {
        Self {
            started: Instant::now(),
            from_ms: now.unwrap_or_else(Timestamp::now).as_millisecond(),
            speed,
        }
    }

    /// Epoch milliseconds.
    pub fn now_ms(&self) -> i64 {
        let passed = self.started.elapsed().as_secs_f64() * self.speed * 1000.0;
        self.from_ms.saturating_add(passed as i64)
    }

    /// How long it takes in our time until so much has passed here. On a clock that stands, no time: nobody could wait it out.
    pub fn real(&self, portal_time: Duration) -> Duration {
        Duration::try_from_secs_f64(portal_time.as_secs_f64() / self.speed).unwrap_or_default()
    }

    /// For the `Date` header: `Fri, 23 Oct 2026 14:02:00 GMT`.
    pub fn http_date(&self) -> String {
        let now = Timestamp::from_millisecond(self.now_ms()).unwrap_or(Timestamp::MAX);
        now.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fast_clock_lets_a_day_pass_in_a_moment() {
        let clock = Clock::new("2026-10-23T14:02:00Z".parse().ok(), 10_000_000.0);
        while clock.now_ms() < 1_792_764_120_000 + 86_400_000 {}
    }

    #[test]
    fn a_standing_clock_shows_what_it_was_set_to() {
        let clock = Clock::new("2026-10-23T14:02:00Z".parse().ok(), 0.0);
        assert_eq!(clock.now_ms(), 1_792_764_120_000);
        assert_eq!(clock.http_date(), "Fri, 23 Oct 2026 14:02:00 GMT");
    }
}
