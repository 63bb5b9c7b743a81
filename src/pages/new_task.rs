//! New schedule: the form on the left, what will happen on the right.

use crate::api::ApiError;
use crate::browser::page;
use crate::components::consequences::Consequences;
use crate::components::cron_builder::CronBuilder;
use crate::components::field::{ProblemText, TextField};
use crate::components::icon::{Glyph, Icon};
use crate::components::notice::{Notice, Tone};
use crate::components::passcode_input::PasscodeInput;
use crate::components::retention_input::RetentionInput;
use crate::draft::{Field, NewTask, TaskDraft};
use crate::live::LiveTasks;
use crate::now::Now;
use crate::paths::Page;
use crate::retention::{Retention, Unit};
use crate::route::Route;
use crate::schedule::builder::Builder;
use crate::schedule::preview::{Preview, Window};
use crate::schedule::times::{parse_iso_date, relative};
use crate::session::Session;
use leptos::prelude::*;
use quartz_cron::Cron;
use zeroize::Zeroizing;

/// The input of each field, in the order of the form: where the focus goes when it has a problem.
fn input_id(field: Field) -> &'static str {
    match field {
        Field::Title => "title",
        Field::BackupName => "name",
        Field::Store => "store",
        Field::Description => "description",
        Field::Schedule => "cron",
        Field::Start => "start",
        Field::End => "end",
        Field::MaxRuns => "max",
        Field::Keep => "keep",
        Field::Passcode => "passcode",
        Field::ConfirmPasscode => "confirm",
    }
}

#[component]
pub fn NewTaskPage() -> impl IntoView {
    let session = Session::expect();
    let live = LiveTasks::expect();
    let now = Now::expect();
    let route = Route::expect();

    let text = |initial: &str| RwSignal::new(initial.to_owned());
    let (title, name, store, description) = (text(""), text(""), text("default"), text(""));
    let (start, end, max_runs) = (text(""), text(""), text(""));
    let (keep, unit) = (text("14"), RwSignal::new(Unit::Day));
    let passcode = RwSignal::new(Zeroizing::new(String::new()));
    let confirm = RwSignal::new(Zeroizing::new(String::new()));
    let offset = Memo::new(move |_| now.zone().with(|zone| zone.offset(now.coarse().get())));
    let city = Signal::derive(move || {
        now.zone()
            .with(|zone| (!zone.is_utc()).then(|| zone.city()))
    });
    let builder = RwSignal::new(Builder::new(offset.get_untracked()));
    let cron = Memo::new(move |_| builder.with(|builder| builder.cron().cloned()));

    let lints = Memo::new(move |_| {
        builder.with(|builder| Cron::lint(&builder.expression).unwrap_or_default())
    });
    let on_fix = move |fix: Cron| {
        let offset = offset.get_untracked();
        builder.update(|builder| builder.write_expression(&fix.to_string(), offset));
    };

    let parsed = Memo::new(move |_| {
        let draft = TaskDraft {
            title: title.get(),
            backup_name: name.get(),
            store: store.get(),
            description: description.get(),
            cron: cron.get(),
            start: start.get(),
            end: end.get(),
            max_runs: max_runs.get(),
            keep: keep.get(),
            keep_unit: unit.get(),
            passcode: passcode.get(),
            confirm: confirm.get(),
        };
        draft.parse(now.coarse().get())
    });
    let tried = RwSignal::new(false);
    let problem = move |field: Field| -> Signal<Option<String>> {
        Memo::new(move |_| {
            let problems = parsed.with(|parsed| parsed.as_ref().err().cloned())?;
            let found = problems
                .into_iter()
                .find(|problem| problem.field == field)?;
            tried.get().then_some(found.sentence)
        })
        .into()
    };
    let preview = Memo::new(move |_| {
        let window = Window {
            start: parse_iso_date(&start.read()),
            end: parse_iso_date(&end.read())
                .map(|day| quartz_cron::Timestamp::from_secs(day.as_secs() + 86_399)),
            max_runs: max_runs.read().trim().parse().ok(),
        };
        let kept = Retention::parse(&keep.read(), unit.get())
            .ok()
            .map(|kept| kept.to_string());
        let now_coarse = now.coarse().get();
        let cron = cron.get()?;
        Some(
            now.zone()
                .with(|zone| Preview::new(&cron, window, kept, zone, now_coarse)),
        )
    });

    let create = Action::new_local(move |task: &NewTask| {
        let task = task.clone();
        let client = session.client();
        async move {
            let created = session.settle(client?.create(&task).await)?;
            live.announce(task.title().to_owned());
            live.refresh();
            passcode.set(Zeroizing::default());
            confirm.set(Zeroizing::default());
            route.go(&created.map_or(Page::Tasks, Page::Task));
            Ok::<(), ApiError>(())
        }
    });
    let pending = create.pending();
    let on_submit = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        tried.set(true);
        if pending.get_untracked() {
            return;
        }
        match parsed.get_untracked() {
            Ok(task) => {
                create.dispatch(task);
            }
            Err(problems) => {
                if let Some(first) = problems.first() {
                    page::focus(input_id(first.field));
                }
            }
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
            <div class="split">
                <form class="form" id="schedule" method="post" novalidate autocomplete="off" on:submit=on_submit>
                    <fieldset>
                        <legend>"What"</legend>
                        <TextField label="Title" id="title" value=title problem=problem(Field::Title) />
                        <div class="pair">
                            <TextField
                                label="Backup name"
                                id="name"
                                value=name
                                problem=problem(Field::BackupName)
                                hint="The portal appends the date of the run."
                            />
                            <TextField
                                label="Backup store"
                                id="store"
                                value=store
                                problem=problem(Field::Store)
                                hint="The name under which the store is registered."
                            />
                        </div>
                        <TextField
                            label="Description"
                            id="description"
                            value=description
                            problem=problem(Field::Description)
                            remark="optional"
                        />
                    </fieldset>
                    <fieldset>
                        <legend>"When"</legend>
                        <div class="stack">
                            <CronBuilder builder offset city />
                            <ProblemText id="schedule-problem" problem=problem(Field::Schedule) />
                        </div>
                        <div class="pair narrow">
                            <TextField
                                label="Start"
                                id="start"
                                value=start
                                problem=problem(Field::Start)
                                remark="optional, UTC"
                                kind="date"
                            />
                            <TextField
                                label="End"
                                id="end"
                                value=end
                                problem=problem(Field::End)
                                remark="optional, UTC"
                                kind="date"
                            />
                            <TextField
                                label="Maximum runs"
                                id="max"
                                value=max_runs
                                problem=problem(Field::MaxRuns)
                                placeholder="No limit"
                                keyboard="numeric"
                            />
                        </div>
                    </fieldset>
                    <fieldset>
                        <legend>"Keep"</legend>
                        <RetentionInput amount=keep unit problem=problem(Field::Keep) />
                    </fieldset>
                    <fieldset>
                        <legend>"Protect"</legend>
                        <PasscodeInput
                            value=passcode
                            confirm
                            problem=problem(Field::Passcode)
                            confirm_problem=problem(Field::ConfirmPasscode)
                        />
                    </fieldset>
                </form>
                <Consequences preview lints on_fix now=now.coarse() zone=now.zone() />
            </div>
            {move || {
                refusal()
                    .map(|error| {
                        view! {
                            <Notice tone=Tone::Bad title=error.to_string()>
                                <p class="advice">
                                    "The schedule was not created; the form is as you left it. " {error.advice()}
                                </p>
                            </Notice>
                        }
                            .into_any()
                    })
            }}
            <footer class="dock">
                <Summary parsed tried preview />
                <a class="button" data-kind="quiet" href=Page::Tasks.href()>
                    "Cancel"
                </a>
                <button
                    class="button"
                    data-kind="primary"
                    form="schedule"
                    aria-busy=move || pending.get().then_some("true")
                >
                    {move || if pending.get() { "Creating" } else { "Create schedule" }}
                </button>
            </footer>
        </main>
    }
}

/// What stands in the dock: how many problems, and the next run.
#[component]
fn Summary(
    parsed: Memo<Result<NewTask, Vec<crate::draft::Problem>>>,
    tried: RwSignal<bool>,
    preview: Memo<Option<Preview>>,
) -> impl IntoView {
    let now = Now::expect();
    let problems = move || match tried.get() {
        true => parsed.with(|parsed| parsed.as_ref().err().map_or(0, Vec::len)),
        false => 0,
    };
    let next = move || {
        let at = preview.with(|preview| {
            preview
                .as_ref()?
                .rows
                .iter()
                .find_map(super::super::schedule::preview::Row::at)
        })?;
        Some(format!("First run {}", relative(at, now.coarse().get())))
    };
    view! {
        <p>
            {move || match problems() {
                0 => None,
                n => {
                    let words = if n == 1 { "1 problem".to_owned() } else { format!("{n} problems") };
                    Some(
                        view! {
                            <span class="state" data-state="failed" role="status">
                                <Glyph icon=Icon::Warn />
                                {words}
                            </span>
                        }
                            .into_any(),
                    )
                }
            }} <small>{next}</small>
        </p>
    }
}
