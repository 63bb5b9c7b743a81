//! What is typed in the form, as signals: from a draft and back.

use crate::components::consequences::Subject;
use crate::draft::TaskDraft;
use crate::retention::{Retention, Unit};
use crate::schedule::builder::Builder;
use crate::schedule::preview::{Preview, Window};
use crate::schedule::times::parse_iso_date;
use crate::schedule::zone::LocalZone;
use crate::task::Schedule;
use leptos::prelude::*;
use quartz_cron::{Cron, Lint, Timestamp};
use std::sync::Arc;
use zeroize::Zeroizing;

/// A handle for one page.
#[derive(Clone, Copy)]
pub struct Form {
    pub title: RwSignal<String>,
    pub name: RwSignal<String>,
    pub store: RwSignal<String>,
    pub description: RwSignal<String>,
    pub builder: RwSignal<Builder>,
    pub start: RwSignal<String>,
    pub end: RwSignal<String>,
    pub max_runs: RwSignal<String>,
    pub keep: RwSignal<String>,
    pub unit: RwSignal<Unit>,
    pub passcode: RwSignal<Zeroizing<String>>,
    pub confirm: RwSignal<Zeroizing<String>>,
}

/// The builder over an existing schedule; one that cannot be read stands in it as it came, with its
/// problem. `offset` is that of local time, in seconds.
pub fn builder_of(schedule: &Schedule, offset: i32) -> Builder {
    match schedule {
        Schedule::Cron(cron) => Builder::of(cron, offset),
        Schedule::Unreadable { text, .. } => {
            let mut builder = Builder::new(offset);
            builder.write_expression(text, offset);
            builder
        }
        Schedule::Missing => Builder::new(offset),
    }
}

impl Form {
    /// Begins with a draft. Its schedule is that of the builder: the draft's own is not looked at.
    pub fn new(draft: TaskDraft, builder: Builder) -> Self {
        Self {
            title: RwSignal::new(draft.title),
            name: RwSignal::new(draft.backup_name),
            store: RwSignal::new(draft.store),
            description: RwSignal::new(draft.description),
            builder: RwSignal::new(builder),
            start: RwSignal::new(draft.start),
            end: RwSignal::new(draft.end),
            max_runs: RwSignal::new(draft.max_runs),
            keep: RwSignal::new(draft.keep),
            unit: RwSignal::new(draft.keep_unit),
            passcode: RwSignal::new(draft.passcode),
            confirm: RwSignal::new(draft.confirm),
        }
    }

    /// Puts a draft in the place of what was typed. The passcode stays: a draft of a task has none.
    pub fn fill(self, draft: TaskDraft, builder: Builder) {
        self.title.set(draft.title);
        self.name.set(draft.backup_name);
        self.store.set(draft.store);
        self.description.set(draft.description);
        self.builder.set(builder);
        self.start.set(draft.start);
        self.end.set(draft.end);
        self.max_runs.set(draft.max_runs);
        self.keep.set(draft.keep);
        self.unit.set(draft.keep_unit);
    }

    /// What is typed now. Follows every keystroke.
    pub fn draft(self) -> TaskDraft {
        TaskDraft {
            title: self.title.get(),
            backup_name: self.name.get(),
            store: self.store.get(),
            description: self.description.get(),
            cron: self.cron(),
            start: self.start.get(),
            end: self.end.get(),
            max_runs: self.max_runs.get(),
            keep: self.keep.get(),
            keep_unit: self.unit.get(),
            passcode: self.passcode.get(),
            confirm: self.confirm.get(),
        }
    }

    /// The schedule, unless something is wrong with it.
    pub fn cron(self) -> Option<Cron> {
        self.builder.with(|builder| builder.cron().cloned())
    }

    /// Empties the passcode and its repetition, once the portal has taken the schedule.
    pub fn forget_passcode(self) {
        self.passcode.set(Zeroizing::default());
        self.confirm.set(Zeroizing::default());
    }

    /// What the expression hides.
    pub fn lints(self) -> Memo<Vec<Lint>> {
        let builder = self.builder;
        Memo::new(move |_| {
            builder.with(|builder| Cron::lint(&builder.expression).unwrap_or_default())
        })
    }

    /// Writes another expression in the place of the one that hides something.
    pub fn mend(self, fix: &Cron, offset: i32) {
        self.builder
            .update(|builder| builder.write_expression(&fix.to_string(), offset));
    }

    /// The schedule as far as it can be told of.
    pub fn subject(self, makes_backups: bool) -> Subject {
        Subject {
            cron: Memo::new(move |_| self.cron()),
            window: Memo::new(move |_| self.window()),
            kept_secs: Memo::new(move |_| {
                let kept = Retention::parse(&self.keep.read(), self.unit.get()).ok()?;
                makes_backups.then(|| kept.offset_ms() / 1000)
            }),
            makes_backups,
        }
    }

    /// What the schedule means. None while there is none.
    pub fn preview(
        self,
        is_backup: bool,
        now: Memo<Timestamp>,
        zone: ReadSignal<Arc<LocalZone>>,
    ) -> Memo<Option<Preview>> {
        let cron = Memo::new(move |_| self.cron());
        Memo::new(move |_| {
            let window = self.window();
            let kept = Retention::parse(&self.keep.read(), self.unit.get()).ok();
            let kept = kept.filter(|_| is_backup).map(|kept| kept.to_string());
            let (cron, now) = (cron.get()?, now.get());
            Some(zone.with(|zone| Preview::new(&cron, window, kept, zone, now)))
        })
    }

    /// The bounds that are typed, as far as they can be read.
    pub fn window(self) -> Window {
        let last = |day: Timestamp| Timestamp::from_secs(day.as_secs() + 86_399);
        Window {
            start: parse_iso_date(&self.start.read()),
            end: parse_iso_date(&self.end.read()).map(last),
            max_runs: self.max_runs.read().trim().parse().ok(),
        }
    }
}
