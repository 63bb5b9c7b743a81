//! What a schedule means, before it is saved and after.

pub mod figures;
pub mod fires;
pub mod keeping;
pub mod target;
pub mod trap;

use crate::browser::page;
use crate::retention::outlook::{Deleting, Outlook, Question};
use crate::retention::simulate::Stored;
use crate::runs::duration::Expected;
use crate::schedule::figures::{Asked, Figures};
use crate::schedule::preview::{Preview, Row, Window};
use crate::schedule::target::Target;
use crate::schedule::zone::LocalZone;
use figures::FiguresOf;
use fires::{Fires, Nights};
use keeping::Keeping;
use leptos::prelude::*;
use quartz_cron::{Cron, Lint, Timestamp};
use std::sync::Arc;
use trap::{Trap, is_warning};

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
    /// The question that is asked of it now; None while there is no schedule.
    fn asked(self, beside: Beside) -> Memo<Option<Asked>> {
        Memo::new(move |before: Option<&Option<Asked>>| {
            let takes = beside.expected.get().most_secs();
            let (cron, window, now) = (self.cron.get()?, self.window.get(), beside.now.get());
            let asked = Asked::new(cron, window, takes, now);
            Some(asked.or_before(before.and_then(Option::as_ref)))
        })
    }

    /// What two years of runs tell. While there is no schedule, that of the last one: it is hidden then, and
    /// a page that is not taken apart at a slip of the hand is put together sooner.
    pub fn figures(self, beside: Beside) -> Memo<Option<Figures>> {
        let asked = self.asked(beside);
        Memo::new(move |before: Option<&Option<Figures>>| {
            let figures = asked.with(|asked| asked.as_ref().map(Figures::of));
            figures.or_else(|| before.cloned().flatten())
        })
    }

    /// What becomes of its backups; as long as nothing can be foreseen, that of the last schedule.
    pub fn outlook(self, beside: Beside) -> Memo<Option<Outlook>> {
        let asked = self.asked(beside);
        let question = Memo::new(move |_| {
            Some(Question {
                asked: asked.get()?,
                kept_secs: self.kept_secs.get()?,
                stored: beside.stored.get(),
                deleting: beside.deleting.get(),
            })
        });
        Memo::new(move |before: Option<&Option<Outlook>>| {
            let outlook = question.with(|question| question.as_ref().map(Outlook::of));
            outlook.or_else(|| before.cloned().flatten())
        })
    }

    /// True while there is no schedule.
    fn is_missing(self) -> Memo<bool> {
        Memo::new(move |_| self.cron.with(Option::is_none))
    }
}

/// All that is foreseen of the schedule of a form: for the panel, and for the dock, which counts what is
/// wrong in it.
#[derive(Clone, Copy)]
pub struct Foreseen {
    pub subject: Subject,
    pub beside: Beside,
    pub figures: Memo<Option<Figures>>,
    pub outlook: Memo<Option<Outlook>>,
}

impl Foreseen {
    /// Figures and outlook of a schedule, kept up with it. Rehearses them once, after the next paint.
    pub fn of(subject: Subject, beside: Beside) -> Self {
        untrack(|| rehearse(beside));
        Self {
            subject,
            beside,
            figures: subject.figures(beside),
            outlook: subject.outlook(beside),
        }
    }

    /// How many warnings the panel holds, beside what the expression hides.
    pub fn warnings(self, lints: Memo<Vec<Lint>>) -> Memo<usize> {
        let Self {
            subject,
            beside,
            figures,
            outlook,
        } = self;
        Memo::new(move |_| {
            if subject.cron.with(Option::is_none) {
                return 0;
            }
            let traps = lints.with(|lints| lints.iter().filter(|lint| is_warning(lint)).count());
            let (meets, misses) = figures.with(|figures| {
                let loss = figures.as_ref().and_then(|figures| figures.loss.as_ref());
                let misses = loss
                    .zip(beside.target.get())
                    .is_some_and(|(loss, target)| !loss.against(target.secs()).is_met());
                let meets = figures.as_ref().is_some_and(|f| f.itself.is_some());
                (meets, misses)
            });
            let mut told = traps + usize::from(meets);
            if subject.makes_backups {
                let is_bare = subject.kept_secs.with(Option::is_some)
                    && outlook.with(|outlook| outlook.as_ref().is_some_and(Outlook::is_ever_bare));
                let is_halted = beside.deleting.with(|d| *d == Deleting::Nobody);
                told += usize::from(misses) + usize::from(is_bare) + usize::from(is_halted);
            }
            told
        })
    }
}

/// A browser translates a function when it is first called, and asks for memory when it has none left: what the
/// first key of many would wait for is done while nobody waits.
fn rehearse(beside: Beside) {
    let (now, takes) = (beside.now.get(), beside.expected.get().most_secs());
    let deleting = beside.deleting.get();
    page::after_paint(move || {
        let cron: Option<Cron> = "0 0 */6 * * ?".parse().ok();
        let question = cron.map(|cron| Question {
            asked: Asked::new(cron, Window::default(), takes, now),
            kept_secs: 14 * 86_400,
            stored: Vec::new(),
            deleting,
        });
        let told = |question: Question| (Figures::of(&question.asked), Outlook::of(&question));
        std::hint::black_box(question.map(told));
    });
}

/// The panel "What will happen".
#[component]
pub fn Consequences(
    /// None while the form has no schedule to tell of.
    #[prop(into)]
    preview: Memo<Option<Preview>>,
    foreseen: Foreseen,
    /// What the expression hides.
    lints: Memo<Vec<Lint>>,
    /// The person wants this expression in the place of the one that hides something.
    #[prop(into)]
    on_fix: Callback<Cron>,
) -> impl IntoView {
    let Foreseen {
        subject,
        beside,
        figures,
        outlook,
    } = foreseen;
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
            <Meaning preview figures subject beside />
            {subject.makes_backups.then(|| view! { <Keeping outlook subject beside /> }.into_any())}
        </aside>
    }
}

/// When it runs, while there is a schedule.
#[component]
pub fn Meaning(
    preview: Memo<Option<Preview>>,
    figures: Memo<Option<Figures>>,
    subject: Subject,
    beside: Beside,
) -> impl IntoView {
    let rows = Memo::new(move |before: Option<&Option<Vec<Row>>>| {
        let rows = preview.with(|preview| preview.as_ref().map(|preview| preview.rows.clone()));
        rows.or_else(|| before.cloned().flatten())
    });
    let Beside { now, zone, .. } = beside;
    let is_missing = subject.is_missing();
    view! {
        <FiguresOf figures subject beside />
        <section hidden=is_missing>
            {move || rows.get().map(|rows| view! { <Fires rows now=now.get() zone /> }.into_any())}
            <Nights subject now zone />
        </section>
    }
}
