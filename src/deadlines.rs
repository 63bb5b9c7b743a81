//! When a session is renewed, warned about and ended. Every instant is the portal's, and each look
//! compares it with the clock on the wall: a timer that slept with the laptop misses nothing.

use quartz_cron::Timestamp;

/// A token is renewed so many seconds before its end, or at half of its life where that is later.
const EARLY: i64 = 300;
/// Seconds before the end at which it is announced.
const WARNED: i64 = 60;
/// Seconds between two attempts to renew.
const PAUSE: i64 = 20;

/// The times of one session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadlines {
    expires: i64,
    renew_at: Option<i64>,
    /// The last attempt to renew has failed: the session may end with its token after all.
    is_failing: bool,
    /// Seconds without a key or a click after which it ends.
    idle: i64,
    last_active: i64,
}

/// Why a session ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Nobody did anything.
    Idle,
    /// The token's time is up.
    Expired,
    /// The portal does not take the token any more.
    Refused,
}

/// What is to be done now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    Nothing,
    Renew,
    Warn(Warning),
    End(Why),
}

/// The session is about to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Warning {
    pub why: Why,
    pub ends: Timestamp,
}

impl Deadlines {
    /// Of a token that is taken up `now`, in whose session somebody did something at `active` for the last
    /// time. `idle` is in seconds.
    pub fn new(
        now: Timestamp,
        expires: Timestamp,
        can_renew: bool,
        active: Timestamp,
        idle: i64,
    ) -> Self {
        let (now, expires) = (now.as_secs(), expires.as_secs());
        let early = EARLY.min((expires - now) / 2);
        Self {
            expires,
            renew_at: can_renew.then_some(expires - early),
            is_failing: false,
            idle,
            last_active: active.as_secs(),
        }
    }

    /// Somebody did something then, here or in another tab.
    pub fn active(&mut self, at: Timestamp) {
        self.last_active = self.last_active.max(at.as_secs());
    }

    /// When somebody did something last.
    pub fn last_active(&self) -> Timestamp {
        Timestamp::from_secs(self.last_active)
    }

    /// An attempt to renew has begun: not again at once.
    pub fn attempted(&mut self, now: Timestamp) {
        if let Some(at) = &mut self.renew_at {
            *at = now.as_secs() + PAUSE;
        }
    }

    /// An attempt has failed; another one may not.
    pub fn failed_to_renew(&mut self) {
        self.is_failing = true;
    }

    /// No attempt will help.
    pub fn give_up_renewing(&mut self) {
        self.renew_at = None;
    }

    /// True while a renewal may still be tried: not of a token without a way to renew it, nor once given up.
    pub fn can_renew(&self) -> bool {
        self.renew_at.is_some()
    }

    /// Only looks. An idle session ends before anything is renewed; while nothing speaks against a renewal that saves
    /// the token from its end, nobody is warned of that.
    pub fn due(&self, now: Timestamp) -> Due {
        let now = now.as_secs();
        let idle_end = self.last_active + self.idle;
        let (ends, why) = if idle_end < self.expires {
            (idle_end, Why::Idle)
        } else {
            (self.expires, Why::Expired)
        };
        if now >= idle_end {
            return Due::End(Why::Idle);
        }
        if self.renew_at.is_some_and(|at| now >= at) {
            return Due::Renew;
        }
        if now >= ends {
            // An attempt that began before the end may still succeed.
            return match self.renew_at {
                Some(_) => Due::Nothing,
                None => Due::End(why),
            };
        }
        let is_renewing = why == Why::Expired && self.renew_at.is_some() && !self.is_failing;
        if now >= ends - WARNED && !is_renewing {
            return Due::Warn(Warning {
                why,
                ends: Timestamp::from_secs(ends),
            });
        }
        Due::Nothing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3600;
    const IDLE: i64 = 900;

    fn at(secs: i64) -> Timestamp {
        Timestamp::from_secs(1_792_764_120 + secs)
    }

    /// An hour's token, taken up at 0.
    fn deadlines(can_renew: bool) -> Deadlines {
        Deadlines::new(at(0), at(HOUR), can_renew, at(0), IDLE)
    }

    fn warning(why: Why, ends: i64) -> Due {
        Due::Warn(Warning {
            why,
            ends: at(ends),
        })
    }

    #[test]
    fn whoever_works_is_warned_a_minute_before_the_token_ends() {
        let mut times = deadlines(false);
        times.active(at(HOUR - 100));
        assert_eq!(times.due(at(HOUR - 61)), Due::Nothing);
        assert_eq!(times.due(at(HOUR - 60)), warning(Why::Expired, HOUR));
        assert_eq!(times.due(at(HOUR)), Due::End(Why::Expired));
    }

    #[test]
    fn whoever_does_nothing_is_warned_a_minute_before_and_may_stay() {
        let mut times = deadlines(false);
        assert_eq!(times.due(at(IDLE - 61)), Due::Nothing);
        assert_eq!(times.due(at(IDLE - 60)), warning(Why::Idle, IDLE));
        times.active(at(IDLE - 30));
        assert_eq!(times.due(at(IDLE)), Due::Nothing);
        assert_eq!(times.due(at(2 * IDLE - 30)), Due::End(Why::Idle));
    }

    #[test]
    fn news_of_another_tab_never_makes_the_time_shorter() {
        let mut times = deadlines(false);
        times.active(at(500));
        times.active(at(100));
        assert_eq!(times.last_active(), at(500));
    }

    #[test]
    fn a_token_that_can_be_is_renewed_five_minutes_early_and_nobody_is_warned() {
        let mut times = deadlines(true);
        times.active(at(HOUR - 310));
        assert_eq!(times.due(at(HOUR - 301)), Due::Nothing);
        assert_eq!(times.due(at(HOUR - 300)), Due::Renew);
        times.attempted(at(HOUR - 300));
        assert_eq!(times.due(at(HOUR - 299)), Due::Nothing);
        assert_eq!(times.due(at(HOUR - 280)), Due::Renew, "once more");
        times.give_up_renewing();
        assert_eq!(times.due(at(HOUR - 30)), warning(Why::Expired, HOUR));
    }

    #[test]
    fn whoever_cannot_renew_for_now_is_warned_and_tries_on() {
        let mut times = deadlines(true);
        times.active(at(HOUR - 310));
        times.attempted(at(HOUR - 61));
        times.failed_to_renew();
        assert_eq!(times.due(at(HOUR - 61)), Due::Nothing);
        assert_eq!(times.due(at(HOUR - 60)), warning(Why::Expired, HOUR));
        assert_eq!(times.due(at(HOUR - 41)), Due::Renew);
    }

    #[test]
    fn a_short_token_is_not_renewed_all_the_time() {
        let times = Deadlines::new(at(0), at(120), true, at(0), IDLE);
        assert_eq!(times.due(at(0)), Due::Nothing);
        assert_eq!(times.due(at(60)), Due::Renew);
    }

    #[test]
    fn a_laptop_that_slept_wakes_to_what_is_due() {
        let mut times = deadlines(true);
        assert_eq!(times.due(at(2 * HOUR)), Due::End(Why::Idle));
        times.active(at(2 * HOUR));
        assert_eq!(times.due(at(2 * HOUR)), Due::Renew);
        times.attempted(at(2 * HOUR));
        assert_eq!(times.due(at(2 * HOUR + 1)), Due::Nothing, "it is under way");
        times.give_up_renewing();
        assert_eq!(times.due(at(2 * HOUR + 2)), Due::End(Why::Expired));
    }
}
