//! The five fields as Quartz has them, each with a grid to pick from and its own problem.

use super::Desk;
use crate::components::field::{ProblemText, described_by};
use crate::components::unfold::Unfold;
use crate::schedule::builder::{Control, FIELDS};
use crate::schedule::grid;
use leptos::prelude::*;
use quartz_cron::Field;

fn word(field: Field) -> &'static str {
    match field {
        Field::Minute => "Minute",
        Field::Hour => "Hour",
        Field::DayOfMonth => "Day of month",
        Field::Month => "Month",
        Field::DayOfWeek => "Day of week",
        Field::Second | Field::Year => "",
    }
}

#[component]
pub fn CustomFields(desk: Desk) -> impl IntoView {
    view! {
        <div class="five">
            {FIELDS
                .into_iter()
                .enumerate()
                .map(|(position, field)| view! { <CustomField desk position field /> }.into_any())
                .collect_view()}
        </div>
    }
}

#[component]
fn CustomField(desk: Desk, position: usize, field: Field) -> impl IntoView {
    let text = desk.see(move |controls| controls.fields[position].clone());
    let problem = desk.problem(Control::Field(field));
    let id = format!("field-{position}");
    let write = move |text: String| {
        desk.edit(|controls| {
            controls.fields[position] = text;
            // `?` is never asked of anyone: naming days in one field clears the other.
            grid::balance_days(&mut controls.fields, field);
        });
    };
    let value = move |value| {
        let picked = move || grid::holds(&text.read(), field, value);
        view! {
            <button
                type="button"
                aria-pressed=move || picked().to_string()
                on:click=move |_| write(grid::toggled(&text.get_untracked(), field, value))
            >
                {grid::label(field, value)}
            </button>
        }
        .into_any()
    };
    let grid = move || {
        view! {
            <div class="grid" role="group" aria-label=format!("{} values", word(field))>
                {grid::values(field).map(value).collect_view()}
            </div>
        }
        .into_any()
    };
    view! {
        <div class="field">
            <label for=id.clone()>{word(field)}</label>
            <input
                class="input mono"
                id=id.clone()
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                prop:value=text
                on:input:target=move |ev| write(ev.target().value())
                aria-invalid=move || problem.with(Option::is_some).then_some("true")
                aria-describedby=described_by(&id, false, problem)
            />
            <ProblemText id=format!("{id}-problem") problem />
            <Unfold summary="Pick" content=grid />
        </div>
    }
}
