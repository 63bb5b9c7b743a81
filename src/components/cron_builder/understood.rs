//! A schedule written for something else: what it was taken for, what had to change, and the ways to
//! write it for Quartz. Nothing is changed unasked.

use crate::components::icon::Icon;
use crate::components::notice::{Notice, Tone};
use leptos::prelude::*;
use quartz_cron::{Cron, Dialect, Outcome, Paste, Question};

fn taken_for(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Quartz => "This is nearly Quartz.",
        Dialect::Crontab => "This is a line of a crontab.",
        Dialect::Nickname => "This is a nickname of cron.",
        Dialect::Aws => "This is a schedule of AWS.",
    }
}

/// What a person must know before choosing.
fn advice(outcome: &Outcome) -> Option<&'static str> {
    match outcome {
        Outcome::One(_) => None,
        Outcome::Two(_) => Some(
            "Either day may fit there, and Quartz wants both in one schedule to fit: it takes two schedules.",
        ),
        Outcome::Ask(Question::WhichWeekdays, _) => Some(
            "The numbers of the weekdays name other days in Quartz. The first reading is crontab’s, the second Quartz’s.",
        ),
        Outcome::Ask(Question::Seconds, _) => Some("The portal’s schedules have no seconds."),
    }
}

#[component]
pub fn Understood(
    paste: Paste,
    /// The person wants this reading.
    on_take: Callback<Cron>,
) -> impl IntoView {
    let advice = advice(&paste.outcome);
    let changes: Vec<String> = paste.changes.iter().map(ToString::to_string).collect();
    let readings = match paste.outcome {
        Outcome::One(cron) => vec![*cron],
        Outcome::Two(crons) => crons.to_vec(),
        Outcome::Ask(_, crons) => crons,
    };
    let button = move |cron: Cron| {
        let label = format!("Write {cron}");
        view! {
            <button type="button" class="button" data-size="small" on:click=move |_| on_take.run(cron.clone())>
                {label}
            </button>
        }
        .into_any()
    };
    view! {
        <Notice tone=Tone::Info title=taken_for(paste.dialect) icon=Icon::Code>
            <p class="advice">{advice.map(|advice| format!("{advice} "))} {changes.join(" ")}</p>
            <div class="row">{readings.into_iter().map(button).collect_view()}</div>
        </Notice>
    }
}
