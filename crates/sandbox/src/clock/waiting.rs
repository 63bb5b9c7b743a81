//! Waiting for a time of the portal.

use super::{Clock, real};
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

tokio::task_local! {
    /// Set within [`Clock::work`].
    static COUNTED: ();
}

fn is_counted() -> bool {
    COUNTED.try_with(|()| ()).is_ok()
}

impl Clock {
    /// Work begins that belongs to this moment: a clock in a hurry waits until it is done. It is to be
    /// carried out with [`Clock::work`].
    pub fn begin_work(&self) {
        self.change(|state| state.working += 1);
    }

    /// Carries out work that was begun.
    pub async fn work<F: Future>(&self, work: F) -> F::Output {
        let _done = Finally(|| self.change(|state| state.working -= 1));
        COUNTED.scope((), work).await
    }

    /// Within work: waits for something else than this machine, and the clock need not wait meanwhile.
    /// It waits as long as there is something to wait for: what is there at once takes no time.
    pub async fn idle<F: Future>(&self, waiting: F) -> F::Output {
        let mut waiting = pin!(waiting);
        if let Poll::Ready(output) = poll_fn(|cx| Poll::Ready(waiting.as_mut().poll(cx))).await {
            return output;
        }
        let share = usize::from(is_counted());
        self.change(|state| state.working -= share);
        let _again = Finally(|| self.change(|state| state.working += share));
        waiting.await
    }

    /// Until so much time of the portal has passed. On a clock that stands at once: nobody could wait it out.
    pub async fn sleep(&self, portal_time: Duration) {
        let ms = i64::try_from(portal_time.as_millis()).unwrap_or(i64::MAX);
        self.sleep_until(self.now_ms().saturating_add(ms)).await;
    }

    /// Until the clock shows this instant, or stands.
    pub async fn sleep_until(&self, at_ms: i64) {
        let share = usize::from(is_counted());
        self.change(|state| {
            state.sleepers.push(at_ms);
            state.working -= share;
        });
        let _awake = Finally(|| {
            self.change(|state| {
                if let Some(index) = state.sleepers.iter().position(|at| *at == at_ms) {
                    state.sleepers.swap_remove(index);
                }
                state.working += share;
            });
        });
        self.wait_until(|clock| {
            let state = clock.state();
            let left = at_ms - state.now_ms(clock.speed);
            let stands = clock.speed == 0.0 && state.goal_ms.is_none();
            if left <= 0 || stands {
                None
            } else {
                Some(left)
            }
        })
        .await;
    }

    /// Until the clock shows this instant; and when it is in a hurry, all work that began before is done.
    pub async fn reached(&self, at_ms: i64) {
        self.wait_until(|clock| {
            let state = clock.state();
            let left = at_ms - state.now_ms(clock.speed);
            let in_a_hurry = clock.speed > 1.0 || state.goal_ms.is_some();
            let is_quiet = state.working == 0 && state.sleepers.iter().all(|at| *at > at_ms);
            match left <= 0 {
                true if is_quiet || !in_a_hurry => None,
                // Only a change can end this.
                true => Some(i64::MAX),
                false => Some(left),
            }
        })
        .await;
    }

    /// Runs ahead: everything up to this instant happens as fast as it can. Returns when the clock
    /// shows it, at once when that was before.
    pub async fn run_until(&self, at_ms: i64) {
        self.change(|state| {
            if at_ms > state.anchor_ms {
                state.goal_ms = Some(state.goal_ms.unwrap_or(at_ms).max(at_ms));
            }
        });
        self.wait_until(|clock| {
            let state = clock.state();
            let left = at_ms - state.now_ms(clock.speed);
            let is_there = left <= 0 && state.goal_ms.is_none_or(|goal| goal > at_ms);
            if is_there { None } else { Some(i64::MAX) }
        })
        .await;
    }

    /// Asks at each change, and when the time left has passed. `None` ends it.
    async fn wait_until(&self, left_ms: impl Fn(&Self) -> Option<i64>) {
        loop {
            let mut changed = pin!(self.changed.notified());
            changed.as_mut().enable();
            let Some(left) = left_ms(self) else {
                return;
            };
            // Rounded up to the timer's milliseconds: it would be too early otherwise.
            let wait = real(left, self.speed).saturating_add(Duration::from_millis(1));
            let _ = tokio::time::timeout(wait, changed).await;
        }
    }
}

/// Does something at the end, also when the future is dropped before.
struct Finally<F: FnMut()>(F);

impl<F: FnMut()> Drop for Finally<F> {
    fn drop(&mut self) {
        self.0();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicI64, Ordering};

    const HOUR: Duration = Duration::from_secs(3600);
    const HOUR_MS: i64 = 3_600_000;

    fn standing() -> Arc<Clock> {
        Arc::new(Clock::new("2026-10-23T14:00:00Z".parse().ok(), 0.0))
    }

    #[tokio::test]
    async fn on_a_standing_clock_nobody_sleeps() {
        standing().sleep(HOUR).await;
    }

    #[tokio::test]
    async fn running_ahead_wakes_each_sleeper_at_its_time() {
        let clock = standing();
        let from = clock.now_ms();
        let woke = Arc::new(AtomicI64::new(0));
        let (sleeper, told) = (Arc::clone(&clock), Arc::clone(&woke));
        clock.hold_at(Some(from));
        let run = tokio::spawn({
            let clock = Arc::clone(&clock);
            async move { clock.run_until(from + 5 * HOUR_MS).await }
        });
        tokio::task::yield_now().await;
        let sleeping = tokio::spawn(async move {
            let work = async {
                sleeper.sleep(HOUR).await;
                // Its work takes a while: the clock waits for it.
                tokio::task::spawn_blocking(|| ()).await.unwrap();
                told.store(sleeper.now_ms(), Ordering::SeqCst);
                sleeper.sleep(HOUR).await;
            };
            sleeper.begin_work();
            sleeper.work(work).await;
        });
        tokio::task::yield_now().await;
        clock.hold_at(None);
        run.await.unwrap();
        sleeping.await.unwrap();
        assert_eq!(woke.load(Ordering::SeqCst), from + HOUR_MS);
        assert_eq!(clock.now_ms(), from + 5 * HOUR_MS);
    }

    #[tokio::test]
    async fn running_back_is_no_time_at_all() {
        let clock = standing();
        clock.run_until(clock.now_ms() - HOUR_MS).await;
        assert_eq!(clock.now_ms(), 1_792_764_000_000);
    }

    #[tokio::test]
    async fn a_sleeper_that_gave_up_holds_nobody() {
        let clock = standing();
        let at = clock.now_ms() + HOUR_MS;
        drop(Box::pin(clock.sleep_until(at)));
        let raced = tokio::time::timeout(Duration::ZERO, clock.sleep_until(at)).await;
        assert!(raced.is_ok(), "a standing clock");
        clock.run_until(at + HOUR_MS).await;
        assert_eq!(clock.now_ms(), at + HOUR_MS);
    }
}
