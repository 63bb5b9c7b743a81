//! A restore takes the whole organisation down, this API with it. What can be known meanwhile, and
//! when it is over. Source: section 3.5 of docs/portal-api.md, and how Esri's command line tool waits.

use super::Name;
use super::progress::{Operation, Progress, State};
use quartz_cron::Timestamp;

/// What began so many seconds before the restore was asked for is still it.
const SLACK: i64 = 60;
/// An answer that tells nothing of the restore counts when it came so often in a row: an ingress
/// lets single calls through while the portal goes down.
const STEADY: u32 = 3;
/// A portal that has answered for so many seconds as if nothing was asked will not go down any more.
const LONGEST_START: i64 = 180;

/// A restore that was asked for here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outage {
    pub backup: Name,
    /// When, on the portal's clock.
    pub since: Timestamp,
    /// When, on the clock of whoever waits, seconds: the portal's cannot be heard meanwhile.
    pub began: i64,
    pub phase: Phase,
    /// Answers in a row that tell nothing of a restore.
    quiet: u32,
}

/// How far it has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The portal still answers.
    Starting,
    Down,
    Over(Ending),
}

/// How it ended: as the portal tells, or as far as its answers let one guess.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    Restored,
    /// It is there, and the portal has something to say about it.
    RestoredWithWarnings(Option<String>),
    Failed(Option<String>),
    /// The portal was away and is back. It does not tell how the restore ended.
    Back,
    /// The portal never went away and tells of no restore.
    NeverBegan,
}

/// What a look at `status` found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// No answer, or one of a proxy.
    Nothing,
    /// The portal answers, and wants to know who asks.
    SessionEnded,
    /// The last operation, if there ever was one.
    Status(Option<Progress>),
    /// An answer that is no status.
    Refused,
}

impl Outage {
    /// Of a restore that has just been asked for: it is taken that the portal still answers.
    pub fn new(backup: Name, since: Timestamp, began: i64) -> Self {
        Self {
            backup,
            since,
            began,
            phase: Phase::Starting,
            quiet: 0,
        }
    }

    /// Seconds that have passed, where it is `now` on the clock of whoever waits.
    pub fn elapsed(&self, now: i64) -> i64 {
        (now - self.began).max(0)
    }

    /// Takes in what was heard at `now` on that clock.
    pub fn hear(&mut self, heard: &Heard, now: i64) {
        match heard {
            Heard::Nothing => {
                self.phase = Phase::Down;
                self.quiet = 0;
            }
            // Whoever signs in again will hear more.
            Heard::SessionEnded => {}
            Heard::Status(Some(status)) if self.is_about_it(status) => {
                self.quiet = 0;
                let message = status.message.clone();
                self.phase = match status.state {
                    State::Running => return,
                    State::Succeeded => Phase::Over(Ending::Restored),
                    State::SucceededWithWarnings => {
                        Phase::Over(Ending::RestoredWithWarnings(message))
                    }
                    State::Failed => Phase::Over(Ending::Failed(message)),
                };
            }
            Heard::Status(_) | Heard::Refused => {
                self.quiet += 1;
                self.phase = match self.phase {
                    Phase::Down if self.quiet >= STEADY => Phase::Over(Ending::Back),
                    Phase::Starting if now - self.began >= LONGEST_START => {
                        Phase::Over(Ending::NeverBegan)
                    }
                    _ => return,
                };
            }
        }
    }

    fn is_about_it(&self, status: &Progress) -> bool {
        status.operation == Operation::Restore
            && status
                .started
                .is_none_or(|at| at.as_secs() >= self.since.as_secs() - SLACK)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SINCE: Timestamp = Timestamp::from_secs(1_792_764_120);

    fn outage() -> Outage {
        Outage::new(Name::new("nightly").unwrap(), SINCE, 0)
    }

    fn status(operation: Operation, state: State) -> Heard {
        Heard::Status(Some(Progress {
            operation,
            state,
            backup: None,
            store: None,
            is_scheduled: false,
            stages: Vec::new(),
            started: Some(SINCE),
            completed: None,
            message: Some("Disk full.".to_owned()),
        }))
    }

    #[test]
    fn the_portal_goes_down_and_tells_the_end_when_it_is_back() {
        let mut outage = outage();
        outage.hear(&status(Operation::Restore, State::Running), 1);
        assert_eq!(outage.phase, Phase::Starting);
        outage.hear(&Heard::Nothing, 5);
        assert_eq!(outage.phase, Phase::Down);
        outage.hear(&status(Operation::Restore, State::Succeeded), 900);
        assert_eq!(outage.phase, Phase::Over(Ending::Restored));
    }

    #[test]
    fn a_failed_restore_is_told_in_the_portals_words() {
        let mut outage = outage();
        outage.hear(&status(Operation::Restore, State::Failed), 5);
        assert_eq!(
            outage.phase,
            Phase::Over(Ending::Failed(Some("Disk full.".into())))
        );
    }

    #[test]
    fn a_single_answer_between_two_silences_is_not_the_end() {
        let mut outage = outage();
        let other = status(Operation::Backup, State::Succeeded);
        outage.hear(&Heard::Nothing, 5);
        outage.hear(&other, 7);
        outage.hear(&Heard::Nothing, 9);
        outage.hear(&other, 60);
        outage.hear(&Heard::Status(None), 62);
        assert_eq!(outage.phase, Phase::Down);
        outage.hear(&other, 64);
        assert_eq!(outage.phase, Phase::Over(Ending::Back));
    }

    #[test]
    fn a_session_that_ended_with_the_restore_ends_nothing_else() {
        let mut outage = outage();
        outage.hear(&Heard::Nothing, 5);
        for second in 6..600 {
            outage.hear(&Heard::SessionEnded, second);
        }
        assert_eq!(outage.phase, Phase::Down);
    }

    #[test]
    fn a_restore_that_never_begins_is_given_up_after_a_while() {
        let mut outage = outage();
        let other = status(Operation::Backup, State::Succeeded);
        outage.hear(&other, 179);
        assert_eq!(outage.phase, Phase::Starting);
        outage.hear(&other, 180);
        assert_eq!(outage.phase, Phase::Over(Ending::NeverBegan));
    }
}
