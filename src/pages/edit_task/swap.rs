//! What the edit does to the runs.

use crate::components::changes::Swap;
use crate::components::task_form::form::Form;
use crate::draft::TaskDraft;
use crate::schedule::preview::{RUNS, Shift, Window, fires, shifts};
use crate::task::Task;
use leptos::prelude::*;
use quartz_cron::{Cron, Timestamp};

/// The schedule as it was, and as it is typed.
pub fn swapping(form: Form, base: RwSignal<Task>, now: Memo<Timestamp>) -> Memo<Option<Swap>> {
    /// Both lose the same runs as time goes by: an hour's worth makes no difference.
    const HOUR: i64 = 3600;
    let hour = Memo::new(move |_| now.get().as_secs().div_euclid(HOUR));
    Memo::new(move |_| {
        let (hour, typed) = (hour.get(), form.window());
        base.with(|task| {
            let (was, cron) = (task.schedule.cron()?, form.cron()?);
            // How often it has run so far is not told: a maximum counts on neither side.
            let before = Window {
                max_runs: None,
                ..task.window()
            };
            let shown = TaskDraft::of(task);
            let is_left = |typed: RwSignal<String>, shown: String| typed.get() == shown;
            let after = Window {
                start: if is_left(form.start, shown.start) {
                    task.start
                } else {
                    typed.start
                },
                end: if is_left(form.end, shown.end) {
                    task.end
                } else {
                    typed.end
                },
                max_runs: None,
            };
            Some(Swap {
                before: (was.clone(), before),
                after: (cron, after),
                now: Timestamp::from_secs(hour * HOUR),
            })
        })
    })
}

/// The runs that come or go with what is typed.
pub fn shifting(swap: Memo<Option<Swap>>, now: Memo<Timestamp>) -> Memo<Vec<Shift>> {
    Memo::new(move |_| {
        let now = now.get();
        let runs = |(cron, window): &(Cron, Window)| -> Vec<Timestamp> {
            fires(cron, *window, now).take(RUNS).collect()
        };
        swap.with(|swap| {
            let swap = swap.as_ref()?;
            Some(shifts(&runs(&swap.before), &runs(&swap.after)))
        })
        .unwrap_or_default()
    })
}
