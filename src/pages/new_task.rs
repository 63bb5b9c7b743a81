//! New schedule: the form on the left, what will happen on the right.

use super::draft_keeper::{DraftKeeper, DraftOffer};
use super::insight::{beside_new, linking};
use super::not_allowed::NotAllowed;
use crate::aftermath::{self, Evidence, Failure};
use crate::api::ApiError;
use crate::api::portal::Area;
use crate::browser::page;
use crate::components::consequences::{Consequences, Foreseen};
use crate::components::icon::Icon;
use crate::components::notice::{Notice, Tone};
use crate::components::task_form::form::Form;
use crate::components::task_form::summary::Summary;
use crate::components::task_form::{self, TaskForm};
use crate::draft::{NewTask, TaskDraft};
use crate::live::LiveTasks;
use crate::live_recovery::{Known, LiveRecovery};
use crate::now::Now;
use crate::paths::Page;
use crate::retention::Unit;
use crate::route::Route;
use crate::schedule::builder::Builder;
use crate::session::Session;
use crate::share::link::{Link, Problem};
use leptos::ev;
use leptos::prelude::*;
use zeroize::Zeroizing;

/// What stands in the form at first: a fortnight of backups in the store that every portal has.
fn first() -> TaskDraft {
    TaskDraft {
        title: String::new(),
        backup_name: String::new(),
        store: "default".to_owned(),
        description: String::new(),
        cron: None,
        start: String::new(),
        end: String::new(),
        max_runs: String::new(),
        keep: "14".to_owned(),
        keep_unit: Unit::Day,
        passcode: Zeroizing::default(),
        confirm: Zeroizing::default(),
    }
}

/// The form, unless the portal has refused the list of tasks to this account: what it may not see it may
/// not add to.
#[component]
pub fn NewTaskPage() -> impl IntoView {
    let live = LiveTasks::expect();
    let refused = Memo::new(move |_| match live.failure().get() {
        Some(ApiError::Forbidden(words)) if live.tasks().with(Option::is_none) => Some(words),
        _ => None,
    });
    move || match refused.get() {
        Some(words) => {
            page::set_title("New schedule");
            view! {
                <main id="main" tabindex="-1">
                    <NotAllowed title="Your account may not create schedules" area=Area::Tasks words />
                </main>
            }
            .into_any()
        }
        None => view! { <NewTaskForm /> }.into_any(),
    }
}

#[component]
fn NewTaskForm() -> impl IntoView {
    let session = Session::expect();
    let live = LiveTasks::expect();
    let now = Now::expect();
    let route = Route::expect();

    let recovery = LiveRecovery::expect();
    recovery.keep_stores();
    let stores = Memo::new(move |_| recovery.known().with(Known::choices));
    let (offset, city) = (now.offset(), now.city());
    let link = shared_link();
    let builder = link.with_untracked(|link| match link {
        Some(Ok(link)) => Builder::of(&link.cron, offset.get_untracked()),
        _ => Builder::new(offset.get_untracked()),
    });
    let form = Form::new(first(), builder);
    Effect::new(move |before: Option<()>| {
        if let (Some(Ok(link)), true) = (link.get(), before.is_some()) {
            form.mend(&link.cron, offset.get_untracked());
        }
    });
    let keeper = DraftKeeper::of_new(form);
    let parsed = Memo::new(move |_| form.draft().parse(now.coarse().get()));
    let tried = RwSignal::new(false);
    let problems = Memo::new(move |_| match tried.get() {
        true => parsed.with(|parsed| parsed.as_ref().err().cloned().unwrap_or_default()),
        false => Vec::new(),
    });
    let preview = form.preview(true, now.coarse(), now.zone());
    let lints = form.lints();
    let foreseen = Foreseen::of(form.subject(true), beside_new());

    let create = Action::new_local(move |task: &NewTask| {
        let task = task.clone();
        let client = session.client();
        let before = live.ids();
        let finish = keeper.finishing();
        async move {
            let created = match session.settle(client?.create(&task).await) {
                Err(error) => aftermath::of_creation(live, before, task.title(), error).await?,
                Ok(created) => created,
            };
            live.announce(task.title().to_owned());
            live.refresh();
            form.forget_passcode();
            if finish() {
                route.go(&created.map_or(Page::Tasks, Page::Task));
            }
            Ok::<(), Failure>(())
        }
    });
    let pending = create.pending();
    let on_submit = move |()| {
        tried.set(true);
        if pending.get_untracked() {
            return;
        }
        match parsed.get_untracked() {
            Ok(task) => {
                create.dispatch(task);
            }
            Err(problems) => task_form::focus_first(&problems),
        }
    };
    let refusal = move || match create.value().get() {
        Some(Err(error)) if !pending.get() => Some(error),
        _ => None,
    };

    page::set_title("New schedule");
    view! {
        <main id="main" tabindex="-1" data-focus="">
            <header>
                <div>
                    <p>
                        <small>
                            <a href=Page::Tasks.href()>"Tasks"</a>
                            " / New schedule"
                        </small>
                    </p>
                    <h1>"New schedule"</h1>
                </div>
            </header>
            <DraftOffer keeper />
            {move || link.get().map(|link| view! { <FromLink link /> }.into_any())}
            <div class="split">
                <TaskForm form problems stores offset city link=linking() on_submit />
                <Consequences preview foreseen lints on_fix=move |fix| form.mend(&fix, offset.get_untracked()) />
            </div>
            {move || {
                refusal()
                    .map(|failure| {
                        view! {
                            <Notice tone=Tone::Bad title=failure.error.to_string()>
                                <p class="advice">{what_is_known(&failure)}</p>
                            </Notice>
                        }
                            .into_any()
                    })
            }}
            <footer class="dock">
                <Summary problems warnings=foreseen.warnings(lints) preview now=now.coarse() next_run="First run" />
                <a class="button" data-kind="quiet" href=Page::Tasks.href() on:click=move |_| keeper.finish()>
                    "Cancel"
                </a>
                <button
                    class="button"
                    data-kind="primary"
                    form=task_form::ID
                    aria-busy=move || pending.get().then_some("true")
                >
                    {move || if pending.get() { "Creating" } else { "Create schedule" }}
                </button>
            </footer>
        </main>
    }
}

/// What the address says, now and when somebody pastes another link over it.
fn shared_link() -> ReadSignal<Option<Result<Link, Problem>>> {
    let read = || Link::read(&page::fragment());
    let link = RwSignal::new(read());
    let follow = window_event_listener(ev::hashchange, move |_| link.set(read()));
    on_cleanup(move || follow.remove());
    link.read_only()
}

/// Where the schedule of the form comes from, or why the link brought none.
#[component]
fn FromLink(link: Result<Link, Problem>) -> impl IntoView {
    match link {
        Ok(link) => {
            let zone = link
                .zone
                .map(|zone| format!(" It was looked at in {zone}."));
            view! {
                <Notice tone=Tone::Info title="The schedule comes from a link." icon=Icon::Copy>
                    <p class="advice">"Its expression is " <code>{link.cron.to_string()}</code> ", in UTC." {zone}</p>
                </Notice>
            }
            .into_any()
        }
        Err(problem) => view! {
            <Notice tone=Tone::Warning title="The link brought no schedule.">
                <p class="advice">{problem.to_string()}</p>
            </Notice>
        }
        .into_any(),
    }
}

fn what_is_known(failure: &Failure) -> String {
    match failure.evidence {
        Evidence::Refused => format!(
            "The schedule was not created; the form is as you left it. {}",
            failure.error.advice()
        ),
        Evidence::Unchanged => {
            "The list was read after it and does not show the schedule: it was not created. The form is as you left it."
                .to_owned()
        }
        Evidence::NotYet => {
            "The list was read after it and does not show the schedule yet. The portal may still create it: look at the list before you try again. The form is as you left it."
                .to_owned()
        }
        Evidence::Missing => {
            "It is not known whether the schedule was created: look at the list before you try again. The form is as you left it."
                .to_owned()
        }
    }
}
