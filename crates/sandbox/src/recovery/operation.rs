//! An operation under way: one at a time, in stages.

use super::progress::{Operation, Progress, StageState};
use super::trouble::Trouble;
use crate::jobs::Job;
use crate::portal::Portal;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::OwnedMutexGuard;

/// The right to carry out an operation: nobody else has it meanwhile.
pub(super) type Turn = OwnedMutexGuard<()>;

/// When an operation is cancelled.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limit {
    seconds: i64,
    at_ms: i64,
}

impl Limit {
    /// So many seconds from now on.
    pub(super) fn new(portal: &Portal, seconds: i64) -> Self {
        let ms = seconds.saturating_mul(1000);
        Self {
            seconds,
            at_ms: portal.clock.now_ms().saturating_add(ms),
        }
    }
}

pub(super) struct UnderWay {
    portal: Arc<Portal>,
    /// The job that it is done for. A scheduled backup has none.
    job: Option<Job>,
    /// Until its end is told.
    turn: Option<Turn>,
}

impl UnderWay {
    /// Writes down that it begins.
    pub(super) fn begin(
        portal: &Arc<Portal>,
        progress: Progress,
        job: Option<Job>,
        turn: Turn,
    ) -> Result<Self, Trouble> {
        let recovery = &portal.recovery;
        recovery.catalogue.record(&progress, job.as_ref())?;
        *recovery.last() = Some(progress);
        Ok(Self {
            portal: Arc::clone(portal),
            job,
            turn: Some(turn),
        })
    }

    /// Carries out a stage on a thread that may wait for the disk; it lasts as long as the pace says.
    pub(super) async fn stage<T: Send + 'static>(
        &self,
        stage: usize,
        work: impl FnOnce(&Portal) -> Result<T, Trouble> + Send + 'static,
    ) -> Result<T, Trouble> {
        let pace = self.portal.recovery.pace;
        self.lasting(stage, pace, None, work).await
    }

    /// A stage that takes longer than the pace says by some time, and at a limit is cancelled.
    ///
    /// # Errors
    ///
    /// [`Trouble::TimedOut`]; what its work has come to is dropped then.
    pub(super) async fn limited<T: Send + 'static>(
        &self,
        stage: usize,
        longer: Duration,
        limit: Limit,
        work: impl FnOnce(&Portal) -> Result<T, Trouble> + Send + 'static,
    ) -> Result<T, Trouble> {
        let least = self.portal.recovery.pace.saturating_add(longer);
        self.lasting(stage, least, Some(limit), work).await
    }

    async fn lasting<T: Send + 'static>(
        &self,
        stage: usize,
        least: Duration,
        limit: Option<Limit>,
        work: impl FnOnce(&Portal) -> Result<T, Trouble> + Send + 'static,
    ) -> Result<T, Trouble> {
        let clock = &self.portal.clock;
        self.change(|progress, now| progress.begin(stage, now));
        let least = i64::try_from(least.as_millis()).unwrap_or(i64::MAX);
        let end = clock.now_ms().saturating_add(least);
        let portal = Arc::clone(&self.portal);
        let done = tokio::task::spawn_blocking(move || work(&portal)).await;
        let done = done.map_err(|_| Trouble::Broken("The portal was stopped meanwhile."))??;
        clock
            .sleep_until(limit.map_or(end, |limit| end.min(limit.at_ms)))
            .await;
        if let Some(limit) = limit {
            let now = clock.now_ms();
            // On a clock that stands nothing takes any time.
            if now > limit.at_ms || (now == limit.at_ms && end > now) {
                return Err(Trouble::TimedOut(limit.seconds));
            }
        }
        self.change(|progress, now| progress.close(StageState::Completed, now));
        Ok(done)
    }

    fn change(&self, change: impl FnOnce(&mut Progress, i64)) {
        if let Some(progress) = self.portal.recovery.last().as_mut() {
            change(progress, self.portal.clock.now_ms());
        }
    }

    /// Writes down how it ended; what it did is on the disk by now. Whoever sees the end finds that the
    /// next operation may begin.
    pub(super) fn end(&mut self, outcome: &Result<(), Trouble>) {
        let now = self.portal.clock.now_ms();
        let failure = outcome.as_ref().err().map(ToString::to_string);
        let recovery = &self.portal.recovery;
        let mut last = recovery.last();
        if let Some(progress) = last.as_mut() {
            progress.finish(failure.clone(), now);
            if let Some(job) = &mut self.job {
                job.result = Some(progress.result(now));
                job.finish(failure, now);
            }
            if let Err(error) = recovery.catalogue.record(progress, self.job.as_ref()) {
                tracing::error!("the end of an operation could not be written down: {error:#}");
            }
        }
        self.turn = None;
    }

    /// The path of the call that asked for it; empty where no call did.
    pub(super) fn path(&self) -> &str {
        self.job.as_ref().map_or("", |job| &job.uri)
    }

    pub(super) fn portal(&self) -> &Arc<Portal> {
        &self.portal
    }
}

/// A new account of an operation that begins now.
pub(super) fn account(
    portal: &Portal,
    operation: Operation,
    kind: super::ScheduleType,
    what: (&str, &str),
) -> Progress {
    Progress::new(operation, kind, what, portal.clock.now_ms())
}
