//! One operation on the chosen tasks: asked for, confirmed where it has a price, carried out four at
//! a time, told task by task.

use crate::api::ApiError;
use crate::bulk::{self, Report};
use crate::components::chosen_bar::{Chosen, ChosenBar, Underway};
use crate::components::confirm::{Answer, Confirm, Question};
use crate::components::notice::{Notice, Tone};
use crate::live::LiveTasks;
use crate::take_back::TakeBack;
use crate::task::{Listed, Operation, Task, TaskId};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::RefCell;
use std::collections::{HashSet, VecDeque};
use std::rc::Rc;
use std::sync::Arc;

/// Requests on their way at once: as many as a portal takes from one page without slowing for others.
const LANES: usize = 4;
/// Failures that are told one by one.
const TOLD: usize = 10;

/// The tasks of the list, as last read.
pub type Rows = Memo<Arc<Vec<Listed>>>;

/// A handle for one visit to the list.
#[derive(Clone, Copy)]
pub struct Bulk {
    live: LiveTasks,
    take_back: TakeBack,
    pub chosen: RwSignal<HashSet<TaskId>>,
    /// What the question is about.
    asked: RwSignal<Option<(Vec<Task>, Operation)>>,
    underway: RwSignal<Option<Underway>>,
    queue: StoredValue<VecDeque<Task>>,
    /// What was taken out of the queue because somebody stopped it.
    left: StoredValue<VecDeque<Task>>,
    report: RwSignal<Option<Report>>,
}

impl Bulk {
    pub fn new(live: LiveTasks) -> Self {
        Self {
            live,
            take_back: TakeBack::expect(),
            chosen: RwSignal::new(HashSet::new()),
            asked: RwSignal::new(None),
            underway: RwSignal::new(None),
            queue: StoredValue::new(VecDeque::new()),
            left: StoredValue::new(VecDeque::new()),
            report: RwSignal::new(None),
        }
    }

    /// True while something is chosen that is still listed, or something is being done.
    pub fn is_choosing(self, tasks: &[Listed]) -> bool {
        let is_chosen = |task: &Task| self.chosen.with(|chosen| chosen.contains(&task.id));
        self.underway.with(Option::is_some)
            || (self.chosen.with(|chosen| !chosen.is_empty())
                && tasks.iter().filter_map(Listed::task).any(is_chosen))
    }

    /// True while there is something to show beside the list.
    pub fn is_used(self, tasks: &[Listed]) -> bool {
        self.report.with(Option::is_some) || self.is_choosing(tasks)
    }

    /// Those that are chosen and still listed.
    pub fn chosen_of(self, tasks: &[Listed]) -> Vec<Listed> {
        let is_chosen = |listed: &&Listed| {
            let id = listed.task().map(|task| &task.id);
            self.chosen
                .with(|chosen| id.is_some_and(|id| chosen.contains(id)))
        };
        tasks.iter().filter(is_chosen).cloned().collect()
    }

    fn chosen_tasks(self, tasks: &[Listed]) -> Vec<Task> {
        let tasks = tasks.iter().filter_map(Listed::task);
        self.chosen.with(|chosen| {
            tasks
                .filter(|task| chosen.contains(&task.id))
                .cloned()
                .collect()
        })
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
        if self.underway.with_untracked(Option::is_some) {
            return;
        }
        self.report.set(None);
        self.underway.set(Some(Underway {
            operation,
            done: 0,
            all: tasks.len(),
        }));
        self.queue.set_value(tasks.into());
        let report = Rc::new(RefCell::new(Report::new(operation)));
        for _ in 0..LANES {
            let report = Rc::clone(&report);
            spawn_local(async move {
                self.work(operation, &report).await;
                // The last lane has it for itself.
                if let Ok(report) = Rc::try_unwrap(report) {
                    self.finish(report.into_inner());
                }
            });
        }
    }

    /// One lane: takes the next task until there is none.
    async fn work(self, operation: Operation, report: &RefCell<Report>) {
        while let Some(task) = self.queue.try_update_value(VecDeque::pop_front).flatten() {
            let answer = self
                .live
                .operate_one_of_many(task.id.clone(), operation)
                .await;
            // Whoever has no session any more need not be told so for each of the others.
            let is_over = matches!(answer, Err(ApiError::SessionEnded));
            match answer {
                Ok(()) => report.borrow_mut().done.push(task),
                Err(error) => report.borrow_mut().failed.push((task, error.to_string())),
            }
            self.underway.update(|underway| {
                if let Some(underway) = underway {
                    underway.done += 1;
                }
            });
            if is_over {
                return;
            }
        }
    }

    /// The rest is not asked for.
    fn stop(self) {
        let rest = self.queue.try_update_value(std::mem::take);
        self.left.set_value(rest.unwrap_or_default());
    }

    fn finish(self, mut report: Report) {
        // Stopped by a person, or by the end of the session.
        for rest in [self.left, self.queue] {
            let rest = rest.try_update_value(std::mem::take);
            report.left.extend(rest.unwrap_or_default());
        }
        self.underway.set(None);
        // What was done is done with; what failed stays chosen.
        self.chosen.update(|chosen| {
            for task in &report.done {
                chosen.remove(&task.id);
            }
        });
        self.take_back
            .propose(report.done.clone(), report.operation);
        let is_told = report.is_clean() && report.operation != Operation::Delete;
        self.report.set((!is_told).then_some(report));
        self.live.refresh();
    }
}

/// What can be done with the chosen tasks, and what became of it.
#[component]
pub fn BulkTools(bulk: Bulk, tasks: Rows) -> impl IntoView {
    let question = RwSignal::new(None);
    Effect::new(move |_| {
        question.set(
            bulk.asked
                .get()
                .map(|(tasks, operation)| ask(&tasks, operation)),
        );
    });
    let report = move || {
        let report = bulk
            .report
            .get()
            .filter(|_| bulk.underway.with(Option::is_none))?;
        Some(view! { <Told report bulk /> }.into_any())
    };
    let is_choosing = Memo::new(move |_| tasks.with(|tasks| bulk.is_choosing(tasks)));
    view! {
        {report}
        <Show when=move || is_choosing.get()>
            <ChosenTasks bulk tasks />
        </Show>
        <Confirm question=question.read_only() on_answer=move |answer| bulk.answer(answer) />
    }
}

/// In the place of the filters while tasks are chosen.
#[component]
fn ChosenTasks(bulk: Bulk, tasks: Rows) -> impl IntoView {
    let chosen = Memo::new(move |_| tasks.with(|tasks| bulk.chosen_tasks(tasks)));
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
            underway=bulk.underway.read_only()
            on_do
            on_stop=move |()| bulk.stop()
            on_none=move |()| bulk.chosen.set(HashSet::new())
        />
    }
}

fn ask(tasks: &[Task], operation: Operation) -> Question {
    let what = match tasks {
        [only] => only.title.clone(),
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
    let more = report.failed.len().saturating_sub(TOLD);
    let left = report.left.len();
    let line = |(task, why): (Task, String)| {
        view! {
            <li>
                <bdi>{task.title}</bdi>
                ": "
                {why}
            </li>
        }
        .into_any()
    };
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
                {report.failed.into_iter().take(TOLD).map(line).collect_view()}
                {(more > 0).then(|| view! { <li>{format!("and {more} more")}</li> }.into_any())}
                {(left > 0).then(|| view! { <li>{format!("Not asked for: {}.", bulk::count(left))}</li> }.into_any())}
            </ul>
            {retry}
        </Notice>
    }
}
