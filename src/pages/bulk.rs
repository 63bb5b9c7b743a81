//! One operation on the chosen tasks: asked for, confirmed where it has a price, carried out four at
//! a time, also when the list is left meanwhile, told task by task.

use crate::aftermath;
use crate::api::{ApiError, LANES};
use crate::bulk::{self, Missed, Report, Underway};
use crate::bulk_run::BulkRun;
use crate::components::chosen_bar::{Chosen, ChosenBar};
use crate::components::confirm::{Answer, Confirm, Question};
use crate::components::notice::{Notice, Tone};
use crate::foreign;
use crate::live::LiveTasks;
use crate::pages::list_tools::ListTools;
use crate::take_back::TakeBack;
use crate::task::{Listed, Operation, Task};
use leptos::leptos_dom::helpers::WindowListenerHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rustc_hash::FxHashSet;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

/// Failures that are told at once; the rest is folded away.
const TOLD: usize = 10;

/// What became of each task so far.
#[derive(Default)]
struct Tally {
    done: Vec<Task>,
    failed: Vec<(Task, ApiError)>,
}

/// A handle for one visit to the list.
#[derive(Clone, Copy)]
struct Bulk {
    live: LiveTasks,
    take_back: TakeBack,
    tools: ListTools,
    /// What the question is about.
    asked: RwSignal<Option<(Vec<Task>, Operation)>>,
    run: BulkRun,
}

/// What the lanes share.
struct Work {
    tally: RefCell<Tally>,
    /// Asks before the tab is closed: what was not asked for by then never is.
    guard: WindowListenerHandle,
}

impl Bulk {
    fn of_list() -> Self {
        Self {
            live: LiveTasks::expect(),
            take_back: TakeBack::expect(),
            tools: ListTools::expect(),
            asked: RwSignal::new(None),
            run: BulkRun::expect(),
        }
    }

    /// Does at once what can be undone; asks before the rest.
    fn take(self, tasks: Vec<Task>, operation: Operation) {
        if bulk::price(&tasks, operation).is_some() {
            self.asked.set(Some((tasks, operation)));
        } else {
            self.run(tasks, operation);
        }
    }

    fn answer(self, answer: Answer) {
        let asked = self.asked.get_untracked();
        self.asked.set(None);
        if let (Answer::Yes, Some((tasks, operation))) = (answer, asked) {
            self.run(tasks, operation);
        }
    }

    fn run(self, tasks: Vec<Task>, operation: Operation) {
        if self.run.underway.with_untracked(Option::is_some) {
            return;
        }
        self.run.report.set(None);
        self.run.underway.set(Some(Underway {
            operation,
            done: 0,
            all: tasks.len(),
        }));
        self.run.queue.set_value(tasks.into());
        let visit = self.run.visit();
        let work = Rc::new(Work {
            tally: RefCell::new(Tally::default()),
            guard: window_event_listener(leptos::ev::beforeunload, |ev| ev.prevent_default()),
        });
        for _ in 0..LANES {
            let work = Rc::clone(&work);
            spawn_local(async move {
                self.work(operation, &work.tally).await;
                // The last lane has it for itself.
                if let Ok(work) = Rc::try_unwrap(work) {
                    work.guard.remove();
                    self.finish(operation, work.tally.into_inner(), visit).await;
                }
            });
        }
    }

    /// One lane: takes the next task until there is none. Nothing here belongs to the list's page.
    async fn work(self, operation: Operation, tally: &RefCell<Tally>) {
        let next = || {
            self.run
                .queue
                .try_update_value(VecDeque::pop_front)
                .flatten()
        };
        while let Some(task) = next() {
            let answer = self
                .live
                .operate_one_of_many(task.id.clone(), operation)
                .await;
            // Whoever has no session any more need not be told so for each of the others.
            if answer == Err(ApiError::SessionEnded) {
                return;
            }
            match answer {
                Ok(()) => tally.borrow_mut().done.push(task),
                Err(error) => tally.borrow_mut().failed.push((task, error)),
            }
            self.run.underway.update(|underway| {
                if let Some(underway) = underway {
                    underway.done += 1;
                }
            });
        }
    }

    async fn finish(self, operation: Operation, tally: Tally, visit: u32) {
        let mut report = Report::new(operation);
        report.done = tally.done;
        let errors = tally.failed.iter();
        let errors = errors
            .map(|(task, error)| (task.id.clone(), error.clone()))
            .collect();
        let failures = aftermath::of_operations(self.live, errors, operation).await;
        if self.run.visit() != visit {
            return;
        }
        for (task, _) in tally.failed {
            match failures.iter().find(|(id, _)| *id == task.id) {
                Some((_, failure)) => report.failed.push(Missed {
                    task,
                    why: failure.short(),
                    is_certain: failure.is_certain(),
                }),
                None => report.done.push(task),
            }
        }
        // Stopped by a person, or by the end of the session.
        for rest in [self.run.left, self.run.queue] {
            let rest = rest.try_update_value(std::mem::take);
            report.left.extend(rest.unwrap_or_default());
        }
        self.run.underway.set(None);
        // What was done is done with; what failed stays chosen, if the list is still there.
        self.tools.chosen.try_update(|chosen| {
            for task in &report.done {
                chosen.remove(&task.id);
            }
        });
        self.take_back.propose(&report.done, report.operation);
        let is_told = report.is_clean() && report.operation != Operation::Delete;
        self.run.report.set((!is_told).then_some(report));
        self.live.refresh();
    }
}

/// What can be done with the chosen tasks, and what became of it. In the place of the filters while
/// something is chosen.
#[component]
pub fn BulkTools() -> impl IntoView {
    let bulk = Bulk::of_list();
    let question = RwSignal::new(None);
    // What was told here need not be told again on the next visit.
    on_cleanup(move || {
        if !untrack(|| bulk.run.is_underway()) {
            bulk.run.report.set(None);
        }
    });
    Effect::new(move |_| {
        let asked = bulk.asked.get();
        question.set(asked.map(|(tasks, operation)| ask(&tasks, operation)));
    });
    let report = move || {
        let report = bulk.run.report.get().filter(|_| !bulk.run.is_underway())?;
        Some(view! { <Told report bulk /> }.into_any())
    };
    let is_used = Memo::new(move |_| bulk.run.is_underway() || bulk.tools.is_choosing());
    view! {
        {report}
        <Show when=move || is_used.get()>
            <ChosenTasks bulk />
        </Show>
        <Confirm question=question.read_only() on_answer=move |answer| bulk.answer(answer) />
    }
}

#[component]
fn ChosenTasks(bulk: Bulk) -> impl IntoView {
    let tools = bulk.tools;
    let chosen = Memo::new(move |_| {
        let chosen = tools.chosen_tasks();
        chosen
            .iter()
            .filter_map(Listed::task)
            .cloned()
            .collect::<Vec<_>>()
    });
    let counts = Memo::new(move |_| {
        chosen.with(|chosen| {
            let concerned = |operation: Operation| {
                chosen
                    .iter()
                    .filter(|task| operation.concerns(task))
                    .count()
            };
            Chosen {
                all: chosen.len(),
                enable: concerned(Operation::Enable),
                disable: concerned(Operation::Disable),
                delete: concerned(Operation::Delete),
            }
        })
    });
    let remark = Memo::new(move |_| chosen.with(|chosen| bulk::remark(chosen)));
    let on_do = move |operation: Operation| {
        let tasks = chosen.with_untracked(|chosen| bulk::concerned(chosen, operation));
        bulk.take(tasks, operation);
    };
    view! {
        <ChosenBar
            chosen=counts
            remark
            underway=bulk.run.underway.read_only()
            on_do
            on_stop=move |()| bulk.run.stop()
            on_none=move |()| tools.chosen.set(FxHashSet::default())
        />
    }
}

fn ask(tasks: &[Task], operation: Operation) -> Question {
    let what = match tasks {
        [only] => foreign::line(&only.title),
        many => bulk::count(many.len()),
    };
    Question {
        heading: format!("{} {what}?", operation.verb()),
        text: bulk::price(tasks, operation).unwrap_or_default(),
        remark: None,
        yes: operation.verb(),
        milder: None,
    }
}

#[component]
fn Told(report: Report, bulk: Bulk) -> impl IntoView {
    let tone = if report.is_clean() {
        Tone::Good
    } else {
        Tone::Bad
    };
    let again = report.again();
    let operation = report.operation;
    let left = report.left.len();
    let line = |missed: Missed| {
        view! {
            <li>
                <bdi>{foreign::line(&missed.task.title)}</bdi>
                ": "
                {missed.why}
            </li>
        }
        .into_any()
    };
    let mut lines: Vec<AnyView> = report.failed.iter().cloned().map(line).collect();
    let more = lines.split_off(lines.len().min(TOLD));
    let more = (!more.is_empty()).then(|| {
        view! {
            <li>
                <details>
                    <summary>{format!("{} more", more.len())}</summary>
                    <ul>{more}</ul>
                </details>
            </li>
        }
        .into_any()
    });
    let retry = (!again.is_empty()).then(|| {
        view! {
            <div class="row">
                <button
                    type="button"
                    class="button"
                    data-size="small"
                    on:click=move |_| bulk.run(again.clone(), operation)
                >
                    "Try these again"
                </button>
            </div>
        }
        .into_any()
    });
    view! {
        <Notice tone title=report.title()>
            <ul class="advice">
                {lines} {more}
                {(left > 0).then(|| view! { <li>{format!("Not asked for: {}.", bulk::count(left))}</li> }.into_any())}
            </ul>
            {retry}
        </Notice>
    }
}
