//! Whether a schedule can run into itself.

use super::gaps::Gaps;
use super::times;
use quartz_cron::Gap;

/// Runs of one schedule that may begin while the run before is still under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Itself {
    /// The first of the closest pairs of runs.
    pub closest: Gap,
    /// How many runs begin that early.
    pub times: u64,
    /// How long a run is taken to last, seconds.
    pub takes_secs: i64,
}

impl Itself {
    /// `gaps` as a plan tells them. None when every run is over before the next one begins.
    pub fn of(gaps: &[Gaps], takes_secs: i64) -> Option<Self> {
        let early = gaps
            .iter()
            .take_while(|gaps| gaps.first.secs() < takes_secs);
        Some(Self {
            closest: gaps
                .first()
                .filter(|gaps| gaps.first.secs() < takes_secs)?
                .first,
            times: early.map(|gaps| gaps.times).sum(),
            takes_secs,
        })
    }

    /// `A run may take 2 h and the next one may begin 1 h after it: …`
    pub fn sentence(&self) -> String {
        format!(
            "A run may take {} and the next one may begin {} after it: what the portal does then is not documented.",
            times::span(self.takes_secs),
            times::span(self.closest.secs())
        )
    }
}
