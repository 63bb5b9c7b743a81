//! The number of backups over time as a line. The table beneath says the same.

use super::day::Moment;
use crate::retention::outlook::{Day, Outlook};
use crate::schedule::times;
use leptos::prelude::*;
use std::fmt::Write as _;

/// Units of the drawing: a day is one wide.
const HIGH: f64 = 64.0;

#[component]
pub fn Chart(
    outlook: Memo<Option<Outlook>>,
    chosen: Moment,
    this_year: Memo<i32>,
) -> impl IntoView {
    let drawn = Memo::new(move |_| {
        outlook.with(|outlook| outlook.as_ref().map(|outlook| Drawn::of(outlook.days())))
    });
    let mark = move || {
        let at = outlook.with(|outlook| chosen.position(outlook.as_ref()?));
        at.map(|(i, _)| format!("M{} 0V{HIGH}", i as f64 + 0.5))
    };
    let ends = move || {
        outlook.with(|outlook| {
            let days = outlook.as_ref()?.days();
            let date = |day: Option<&Day>| day.map(|day| times::date(day.civil(), this_year.get()));
            Some((date(days.first())?, date(days.last())?))
        })
    };
    let label = move || {
        let (first, last) = ends()?;
        let (least, most) = outlook.with(|outlook| {
            let days = outlook.as_ref()?.days();
            let last = days.last()?;
            Some((last.end, days.iter().map(|day| day.most).max()?))
        })?;
        Some(format!(
            "The number of backups from {first} to {last}: {most} at most, {least} at the end."
        ))
    };
    let top = move || {
        drawn.with(|drawn| {
            drawn
                .as_ref()
                .map(|drawn| format!("The line’s top is {}", drawn.top))
        })
    };
    view! {
        <figure class="stack tight">
            <svg
                class="bars course"
                role="img"
                aria-label=label
                viewBox=move || {
                    drawn.with(|drawn| format!("0 0 {} {HIGH}", drawn.as_ref().map_or(1, |drawn| drawn.days)))
                }
                preserveAspectRatio="none"
            >
                <path class="area" d=move || drawn.with(|drawn| drawn.as_ref().map(|drawn| drawn.line.clone())) />
                <path class="mark" d=mark />
            </svg>
            <p class="ends" aria-hidden="true">
                <span>{move || ends().map(|ends| ends.0)}</span>
                <span>{top}</span>
                <span>{move || ends().map(|ends| ends.1)}</span>
            </p>
        </figure>
    }
}

/// The line of the fewest backups of each day, and what stands at its top.
#[derive(Clone, PartialEq)]
struct Drawn {
    line: String,
    days: usize,
    top: usize,
}

impl Drawn {
    fn of(days: &[Day]) -> Self {
        let top = days.iter().map(|day| day.most).max().unwrap_or(0).max(1);
        let mut line = format!("M0 {HIGH}");
        let mut before = None;
        for (i, day) in days.iter().enumerate() {
            if before != Some(day.least) {
                let high = HIGH - (HIGH - 2.0) * day.least as f64 / top as f64;
                // Writing to a text cannot fail.
                let _ = write!(line, "H{i}V{high:.1}");
                before = Some(day.least);
            }
        }
        let _ = write!(line, "H{}V{HIGH}Z", days.len());
        Self {
            line,
            days: days.len(),
            top,
        }
    }
}
