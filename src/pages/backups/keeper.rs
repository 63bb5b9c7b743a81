//! Keeps the page fresh: everything every half minute, the status every two seconds while something
//! is under way, and a restore until it is over.

use super::desk::Desk;
use crate::api::ApiError;
use crate::browser::{clock, page};
use crate::components::notice::Tone;
use crate::foreign;
use crate::live::LiveTasks;
use crate::presence::Presence;
use crate::recovery::outage::{Ending, Heard, Outage, Phase};
use crate::recovery::progress::{JobState, Operation, Progress, State};
use crate::recovery::watch::{Verdict, Watch};
use crate::refreshing;
use crate::schedule::times;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// Seconds between two looks at what is under way.
const CLOSELY: i64 = 2;

/// Starts to keep the page fresh, for as long as it is open.
pub fn keep_fresh(desk: Desk, tasks: LiveTasks) {
    let keeper = Keeper {
        desk,
        presence: Presence::here(),
        tasks,
        looked: StoredValue::new(0),
        read: StoredValue::new(0),
        failures: StoredValue::new(0),
        is_looking: StoredValue::new(false),
    };
    // At once, and again after a new sign-in.
    Effect::new(move |_| {
        if desk.session.fresh_client().is_ok() && !desk.live.is_down() {
            keeper.read_everything();
        }
    });
    let tick = move || keeper.tick();
    if let Ok(timer) = set_interval_with_handle(tick, Duration::from_secs(1)) {
        on_cleanup(move || timer.clear());
    }
}

#[derive(Clone, Copy)]
struct Keeper {
    desk: Desk,
    presence: Presence,
    tasks: LiveTasks,
    /// When the status was asked for last, seconds on this browser's clock.
    looked: StoredValue<i64>,
    /// When everything was.
    read: StoredValue<i64>,
    failures: StoredValue<u32>,
    is_looking: StoredValue<bool>,
}

impl Keeper {
    fn tick(self) {
        let now = clock::now_ms() / 1000;
        let live = self.desk.live;
        let is_close =
            live.is_down() || live.watch().with_untracked(Option::is_some) || live.is_running();
        if is_close {
            if now - self.looked.get_value() >= CLOSELY && !self.is_looking.get_value() {
                self.look();
            }
            return;
        }
        let since = now - self.read.get_value();
        let wait = refreshing::wait(self.failures.get_value());
        if refreshing::is_due(since, wait, page::document().hidden()) {
            self.read_everything();
        }
    }

    fn read_everything(self) {
        self.read.set_value(clock::now_ms() / 1000);
        spawn_local(async move {
            self.desk.live.read_all().await;
            let has_failed = self.desk.live.look(|known| known.stores.failure.is_some());
            // The page may be gone by now.
            let _ = self.failures.try_update_value(|n| {
                *n = if has_failed { n.saturating_add(1) } else { 0 };
            });
        });
    }

    /// Looks at the status, and tells what has ended.
    fn look(self) {
        self.looked.set_value(clock::now_ms() / 1000);
        self.is_looking.set_value(true);
        let live = self.desk.live;
        let before = live.look(|known| known.progress().cloned());
        spawn_local(async move {
            let answer = live.read_status().await;
            // The end of what was asked for here is told on the next visit.
            if !self.presence.lasts() {
                return;
            }
            if let Some(outage) = live.outage_now() {
                self.wait_out(outage, &answer);
            } else if let Some(watch) = live.watch().get_untracked() {
                self.follow(watch).await;
            } else if let (Some(before), Ok(Some(after))) = (before, answer)
                && before.is_running()
                && !after.is_running()
            {
                self.tell_end(&after);
                live.read_all().await;
            }
            self.is_looking.set_value(false);
        });
    }

    /// The list is the proof where the status tells of something else.
    async fn follow(self, watch: Watch) {
        let live = self.desk.live;
        let judge = || {
            live.look(|known| {
                let listed = known
                    .backups
                    .get(&watch.store)
                    .and_then(|held| held.value.as_ref());
                let listed = listed.map_or(&[][..], |list| &list.items);
                watch.verdict(known.progress(), known.job.as_ref(), listed)
            })
        };
        let mut verdict = judge();
        let says_done = live.look(|known| {
            let job = known.job.as_ref();
            job.is_some_and(|job| job.state != JobState::Running)
        });
        if verdict == Verdict::Waiting && says_done {
            live.read_all().await;
            if !self.presence.lasts() {
                return;
            }
            verdict = judge();
        }
        let name = &watch.name;
        match verdict {
            Verdict::Waiting | Verdict::Running => return,
            Verdict::Done => self.desk.good(
                format!("“{name}” was made."),
                "Keep its passcode: without it there is no restore.",
            ),
            Verdict::DoneWithWarnings(message) => self.desk.tell(
                Tone::Warning,
                format!("“{name}” was made, with warnings."),
                message.map_or_else(
                    || "The portal does not say which.".to_owned(),
                    |message| foreign::line(&message),
                ),
            ),
            Verdict::Failed(message) => {
                self.desk
                    .tell(Tone::Bad, format!("“{name}” was not made."), said(message));
            }
        }
        live.watch().set(None);
        live.read_all().await;
    }

    /// Something that was under way when the page was opened has ended.
    fn tell_end(self, progress: &Progress) {
        let name = foreign::line(progress.backup.as_deref().unwrap_or("The backup"));
        match (&progress.operation, progress.state) {
            (Operation::Backup, State::Succeeded) => {
                self.desk.good(format!("“{name}” was made."), "");
            }
            (_, State::Failed) => self.desk.tell(
                Tone::Bad,
                format!("“{name}” failed."),
                said(progress.message.clone()),
            ),
            _ => {}
        }
    }

    fn wait_out(self, mut outage: Outage, answer: &Result<Option<Progress>, ApiError>) {
        let heard = match answer {
            Ok(status) => Heard::Status(status.clone()),
            Err(ApiError::SessionEnded) => Heard::SessionEnded,
            Err(ApiError::Refused { .. } | ApiError::Forbidden(_)) => Heard::Refused,
            Err(_) => Heard::Nothing,
        };
        let now = clock::now_ms() / 1000;
        outage.hear(&heard, now);
        let live = self.desk.live;
        let Phase::Over(ending) = &outage.phase else {
            live.set_outage(Some(outage));
            return;
        };
        let name = &outage.backup;
        let away = times::span(outage.elapsed(now));
        match ending {
            Ending::Restored => self.desk.good(
                format!("The portal was restored from “{name}”."),
                &format!("It took {away}. What you see is as it was then."),
            ),
            Ending::RestoredWithWarnings(message) => self.desk.tell(
                Tone::Warning,
                format!("The portal was restored from “{name}”, with warnings."),
                said(message.clone()),
            ),
            Ending::Failed(message) => self.desk.tell(
                Tone::Bad,
                format!("The portal was not restored from “{name}”."),
                said(message.clone()),
            ),
            Ending::Back => self.desk.tell(
                Tone::Warning,
                format!("The portal is back after {away}."),
                "It does not say how the restore ended: look whether what you expect is there."
                    .to_owned(),
            ),
            Ending::NeverBegan => self.desk.tell(
                Tone::Warning,
                "The restore did not begin.".to_owned(),
                "The portal answers as before and tells of no restore. Look into its logs."
                    .to_owned(),
            ),
        }
        live.set_outage(None);
        self.tasks.refresh();
        self.read_everything();
    }
}

fn said(message: Option<String>) -> String {
    match message {
        Some(words) => format!("The portal says: “{}”", foreign::line(&words)),
        None => "The portal does not say why.".to_owned(),
    }
}
