//! How far back the portal can be taken, as a line of time, and in a table.

use crate::agenda::guarantee::{Guarantee, Promise, Stock};
use crate::components::small_table::small_table;
use crate::components::words;
use crate::foreign;
use crate::retention::simulate::Points;
use crate::schedule::times;
use crate::task::TaskId;
use leptos::prelude::*;
use quartz_cron::Timestamp;

/// The width of the drawing.
const WIDE: f64 = 1000.0;

#[component]
pub fn RestoreLine(
    /// What each backup restores, ascending.
    points: Vec<Timestamp>,
    counted: Points,
    now: Timestamp,
    /// What is said where there is no backup to draw.
    none: &'static str,
) -> impl IntoView {
    let Some(oldest) = points.first().copied() else {
        return view! { <p class="dim">{none}</p> }.into_any();
    };
    let span = (now.as_secs() - oldest.as_secs()).max(1) as f64;
    let place =
        |at: &Timestamp| (at.as_secs() - oldest.as_secs()) as f64 / span * (WIDE - 6.0) + 3.0;
    let marks: String = points
        .iter()
        .map(|at| format!("M{:.1} 6v24", place(at)))
        .collect();
    let year = now.civil(0).year;
    let told = format!(
        "{} from {} to now: {}.",
        match points.len() {
            1 => "One restore point".to_owned(),
            n => format!("{n} restore points"),
        },
        times::date(oldest.civil(0), year),
        rows(&counted)
            .map(|(age, n)| format!("{n} within {age}"))
            .join(", "),
    );
    let table = small_table(
        "Restore points by age",
        ["Not older than", "Restore points"],
        rows(&counted)
            .map(|(age, n)| [age.to_owned(), n.to_string()])
            .into_iter(),
        None,
    );
    view! {
        <figure class="stack tight">
            <svg class="points" role="img" aria-label=told viewBox=format!("0 0 {WIDE} 36") preserveAspectRatio="none">
                <path class="line" d=format!("M0 18H{WIDE}") />
                <path d=marks />
            </svg>
            <p class="ends" aria-hidden="true">
                <span>{format!("{} ago", times::span(now.as_secs() - oldest.as_secs()))}</span>
                <span>"now"</span>
            </p>
            <figcaption>
                <details>
                    <summary>"The line as a table"</summary>
                    {table}
                </details>
            </figcaption>
        </figure>
    }
    .into_any()
}

fn rows(counted: &Points) -> [(&'static str, usize); 4] {
    [
        ("a day", counted.last_day),
        ("7 days", counted.last_week),
        ("30 days", counted.last_month),
        ("a year", counted.last_year),
    ]
}

#[component]
pub fn GuaranteeTable(
    guarantees: Vec<Guarantee>,
    #[prop(into)] href: Callback<TaskId, String>,
) -> impl IntoView {
    let row = |guarantee: Guarantee| {
        let link = href.run(guarantee.id.clone());
        let (loss, why) = lost(&guarantee.promise);
        let (points, reason) = stock(&guarantee);
        view! {
            <tr>
                <th scope="row" class="head">
                    <a href=link>
                        <bdi>{foreign::line(&guarantee.title)}</bdi>
                    </a>
                </th>
                <td data-name="At worst lost">{loss} <small>{why}</small></td>
                <td data-name="Kept for">{words::kept(guarantee.kept)}</td>
                <td data-name="Restore points">{points} <small>{reason}</small></td>
            </tr>
        }
        .into_any()
    };
    view! {
        <div class="sheet">
            <table>
                <caption class="sr">"What each schedule guarantees"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Schedule"</th>
                        <th scope="col">"At worst lost"</th>
                        <th scope="col">"Kept for"</th>
                        <th scope="col">"Restore points"</th>
                    </tr>
                </thead>
                <tbody>{guarantees.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

/// What could be lost, and why.
fn lost(promise: &Promise) -> (String, String) {
    match promise {
        Promise::Nothing => (
            "Everything since the last backup".to_owned(),
            "It is paused, over, or cannot be read: it makes no backups.".to_owned(),
        ),
        Promise::Kept {
            worst_secs, why, ..
        } => (
            match worst_secs {
                Some(secs) => format!("{}, and what a run takes", times::span(*secs)),
                None => "Everything since its last backup".to_owned(),
            },
            why.clone(),
        ),
    }
}

/// How many restore points there are in the long run, and why.
fn stock(guarantee: &Guarantee) -> (String, String) {
    let stock = match &guarantee.promise {
        Promise::Nothing => return ("None to come".to_owned(), String::new()),
        Promise::Kept { stock, .. } => stock,
    };
    let (told, why) = match stock {
        Stock::Steady { steady, is_assumed } => {
            let told = match steady.least == steady.most {
                true => format!("Always {}", steady.most),
                false => format!("{} to {}", steady.least, steady.most),
            };
            let deleted = match is_assumed {
                false => "by the retention cleaner’s next run after that",
                true => {
                    "within the hour after that, as the retention cleaner’s own schedule is not known"
                }
            };
            let why = format!(
                "From {} on: each is kept for {} and deleted {deleted}.",
                times::full_date(steady.from.civil(0)),
                words::kept(guarantee.kept)
            );
            return (told, why);
        }
        Stock::Uncleaned => ("More and more", "The retention cleaner does not run."),
        Stock::Endless => ("More and more", "They are kept without an end."),
        Stock::Untold => (
            "Not known",
            "The portal does not tell how long they are kept.",
        ),
        Stock::TooMany => ("Not known", "More are made than are counted here."),
    };
    (told.to_owned(), why.to_owned())
}
