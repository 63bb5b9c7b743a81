//! The form of a task: what it is, when it runs, how long its backups are kept, what protects them. The
//! same for a new schedule and for one that is edited.

pub mod form;
pub mod summary;

use super::cron_builder::CronBuilder;
use super::field::{ProblemText, TextField};
use super::passcode_input::PasscodeInput;
use super::retention_input::RetentionInput;
use super::store_picker::StorePicker;
use crate::browser::page;
use crate::draft::{Field, Problem};
use crate::recovery::store::Choice;
use form::Form;
use leptos::prelude::*;
use quartz_cron::Cron;

/// The id of the form, for the button in the dock.
pub const ID: &str = "schedule";

/// Moves the focus to the first field with a problem.
pub fn focus_first(problems: &[Problem]) {
    if let Some(first) = problems.iter().map(|problem| problem.field).min() {
        page::focus(input_id(first));
    }
}

/// The input of each field.
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

/// The sentence beneath one field.
#[derive(Clone, Copy)]
struct ProblemOf(Memo<Vec<Problem>>);

impl ProblemOf {
    fn field(self, field: Field) -> Signal<Option<String>> {
        let problems = self.0;
        Memo::new(move |_| {
            problems.with(|problems| {
                let found = problems.iter().find(|problem| problem.field == field)?;
                Some(found.sentence.clone())
            })
        })
        .into()
    }
}

#[component]
pub fn TaskForm(
    form: Form,
    /// What is wrong, as far as it is to be told.
    problems: Memo<Vec<Problem>>,
    /// False for a task of the system: it has a title and a schedule only.
    #[prop(default = true)]
    is_backup: bool,
    /// Why a passcode is asked for that was given before.
    #[prop(optional)]
    passcode_reason: Option<&'static str>,
    /// The stores to choose from; None where they are not known.
    stores: Memo<Option<Vec<Choice>>>,
    /// Seconds that local time is ahead of UTC.
    offset: Memo<i32>,
    /// What local time is called; None where it is UTC.
    city: Signal<Option<String>>,
    /// Makes the address that shares an expression.
    link: Callback<Cron, String>,
    #[prop(into)] on_submit: Callback<()>,
) -> impl IntoView {
    let problem = ProblemOf(problems);
    let submit = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        on_submit.run(());
    };
    let opens = Signal::derive(move || {
        vec![
            ("Schedule", form.title.get()),
            ("Backup name", form.name.get()),
            ("Backup store", form.store.get()),
        ]
    });
    view! {
        <form class="form" id=ID method="post" novalidate autocomplete="off" on:submit=submit>
            <fieldset>
                <legend>"What"</legend>
                <TextField label="Title" id="title" value=form.title problem=problem.field(Field::Title) />
                {is_backup.then(|| view! { <What form problem stores is_new=passcode_reason.is_none() /> }.into_any())}
            </fieldset>
            <fieldset>
                <legend>"When"</legend>
                <div class="stack">
                    <CronBuilder builder=form.builder offset city link />
                    <ProblemText id="schedule-problem" problem=problem.field(Field::Schedule) />
                </div>
                {is_backup.then(|| view! { <Bounds form problem /> }.into_any())}
            </fieldset>
            {is_backup
                .then(|| {
                    view! {
                        <fieldset>
                            <legend>"Keep"</legend>
                            <RetentionInput amount=form.keep unit=form.unit problem=problem.field(Field::Keep) />
                        </fieldset>
                        <fieldset>
                            <legend>"Protect"</legend>
                            {passcode_reason.map(|reason| view! { <p class="dim">{reason}</p> }.into_any())}
                            <PasscodeInput
                                value=form.passcode
                                confirm=form.confirm
                                problem=problem.field(Field::Passcode)
                                confirm_problem=problem.field(Field::ConfirmPasscode)
                                opens=opens
                            />
                        </fieldset>
                    }
                        .into_any()
                })}
        </form>
    }
}

/// What a backup is called and where it goes.
#[component]
fn What(
    form: Form,
    problem: ProblemOf,
    stores: Memo<Option<Vec<Choice>>>,
    /// False for a task that has a store already.
    is_new: bool,
) -> impl IntoView {
    view! {
        <div class="pair">
            <TextField
                label="Backup name"
                id="name"
                value=form.name
                problem=problem.field(Field::BackupName)
                hint="The portal appends the date of the run."
            />
            <StorePicker value=form.store choices=stores problem=problem.field(Field::Store) is_new />
        </div>
        <TextField
            label="Description"
            id="description"
            value=form.description
            problem=problem.field(Field::Description)
            remark="optional"
        />
    }
}

/// From when, until when, how often at most.
#[component]
fn Bounds(form: Form, problem: ProblemOf) -> impl IntoView {
    view! {
        <div class="pair narrow">
            <TextField
                label="Start"
                id="start"
                value=form.start
                problem=problem.field(Field::Start)
                remark="optional, UTC"
                kind="date"
            />
            <TextField
                label="End"
                id="end"
                value=form.end
                problem=problem.field(Field::End)
                remark="optional, UTC"
                kind="date"
            />
            <TextField
                label="Maximum runs"
                id="max"
                value=form.max_runs
                problem=problem.field(Field::MaxRuns)
                placeholder="No limit"
                keyboard="numeric"
            />
        </div>
    }
}
