//! What a schedule means, before it is saved and after.

pub mod figures;
pub mod fires;
pub mod idle;
pub mod keeping;
pub mod reason;
pub mod target;
pub mod trap;

use crate::retention::outlook::Deleting;
use crate::retention::simulate::Stored;
use crate::runs::duration::Expected;
use crate::schedule::figures::Asked;
use crate::schedule::preview::{Preview, Window};
use crate::schedule::target::Target;
use crate::schedule::zone::LocalZone;
use figures::FiguresOf;
use fires::{Fires, Nights};
use keeping::Keeping;
use leptos::prelude::*;
use quartz_cron::{Cron, Lint, Timestamp};
use std::sync::Arc;
use trap::Trap;

/// The schedule that is told of.
#[derive(Clone, Copy)]
pub struct Subject {
    /// None while there is none.
    pub cron: Memo<Option<Cron>>,
    pub window: Memo<Window>,
    /// How long each backup is kept, seconds; None while that is not known, and for what makes none.
    pub kept_secs: Memo<Option<i64>>,
    pub makes_backups: bool,
}

/// What is known beside it.
#[derive(Clone, Copy)]
pub struct Beside {
    pub now: Memo<Timestamp>,
    pub zone: ReadSignal<Arc<LocalZone>>,
    /// How long a run takes.
    pub expected: Memo<Expected>,
    /// The longest gap that is allowed.
    pub target: RwSignal<Option<Target>>,
    /// The backups of this schedule that there are.
    pub stored: Memo<Vec<Stored>>,
    pub deleting: Memo<Deleting>,
    /// Of the last backup whose size is told.
    pub last_bytes: Memo<Option<u64>>,
}

impl Subject {
    fn asked(self, beside: Beside) -> Memo<Option<Asked>> {
        Memo::new(move |before: Option<&Option<Asked>>| {
            let takes = beside.expected.get().most_secs();
            let (cron, window, now) = (self.cron.get()?, self.window.get(), beside.now.get());
            let asked = Asked::new(cron, window, takes, now);
            Some(asked.or_before(before.and_then(Option::as_ref)))
        })
    }
}

/// The panel "What will happen".
#[component]
pub fn Consequences(
    /// None while the form has no schedule to tell of.
    #[prop(into)]
    preview: Memo<Option<Preview>>,
    subject: Subject,
    beside: Beside,
    /// What the expression hides.
    lints: Memo<Vec<Lint>>,
    /// The person wants this expression in the place of the one that hides something.
    #[prop(into)]
    on_fix: Callback<Cron>,
) -> impl IntoView {
    let sentence = Memo::new(move |_| {
        preview
            .with(|preview| preview.as_ref().map(|preview| preview.sentence.clone()))
            .unwrap_or_else(|| "No schedule yet.".to_owned())
    });
    view! {
        <aside class="panel" id="consequences" data-follow="" tabindex="0" aria-labelledby="consequences-h">
            <section>
                <h2 id="consequences-h">"What will happen"</h2>
                <p class="sentence" role="status">
                    {sentence}
                </p>
                {move || {
                    lints.get().into_iter().map(|lint| view! { <Trap lint on_fix /> }.into_any()).collect_view()
                }}
            </section>
            <Meaning preview subject beside />
            {subject.makes_backups.then(|| view! { <Keeping subject beside /> }.into_any())}
        </aside>
    }
}

/// When it runs, while there is a schedule.
#[component]
pub fn Meaning(preview: Memo<Option<Preview>>, subject: Subject, beside: Beside) -> impl IntoView {
    let has_one = Memo::new(move |_| preview.with(Option::is_some));
    let rows = Memo::new(move |_| {
        preview.with(|preview| preview.as_ref().map(|preview| preview.rows.clone()))
    });
    let Beside { now, zone, .. } = beside;
    let asked = subject.asked(beside);
    move || {
        has_one.get().then(|| {
            view! {
                <FiguresOf asked subject beside />
                <section>
                    {move || rows.get().map(|rows| view! { <Fires rows now zone /> }.into_any())}
                    <Nights subject now zone />
                </section>
            }
            .into_any()
        })
    }
}
