//! Planned runs and what became of them.

use super::icon::{Glyph, Icon};
use super::when::When;
use crate::agenda::reality::Reality;
use crate::audit::Verdict;
use crate::runs::{Run, RunId};
use crate::schedule::zone::LocalZone;
use leptos::prelude::*;
use quartz_cron::Timestamp;
use std::sync::Arc;

/// Rows of the table: the latest.
const ROWS: usize = 100;

/// One line: a planned run, or one that was not planned.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    at: Timestamp,
    /// None: it was not planned.
    verdict: Option<Verdict>,
    run: Option<RunId>,
}

/// Every line, the newest first.
pub fn lines(reality: &Reality, runs: &[Run]) -> Vec<Line> {
    let id = |position: usize| runs.get(position).map(|run| run.id.clone());
    let planned = reality.audit.entries.iter().map(|entry| Line {
        at: entry.planned,
        verdict: Some(entry.verdict),
        run: entry.run.and_then(id),
    });
    let unexpected = reality.audit.unexpected.iter().filter_map(|position| {
        Some(Line {
            at: runs.get(*position)?.start?,
            verdict: None,
            run: id(*position),
        })
    });
    let mut lines: Vec<Line> = planned.chain(unexpected).collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.at));
    lines
}

impl Line {
    /// True for what is as it should be.
    pub fn is_fine(&self) -> bool {
        matches!(self.verdict, Some(Verdict::OnTime | Verdict::Due))
    }
}

#[component]
pub fn AuditTable(
    /// What the table holds.
    #[prop(into)]
    caption: String,
    lines: Vec<Line>,
    this_year: i32,
    zone: Arc<LocalZone>,
    #[prop(into)] href: Callback<RunId, String>,
) -> impl IntoView {
    let more = lines.len().saturating_sub(ROWS);
    let row = |line: Line| {
        let link = line
            .run
            .map(|run| view! { <a href=href.run(run)>"Its run"</a> }.into_any());
        view! {
            <tr>
                <td>
                    <When at=line.at this_year zone=zone.clone() />
                </td>
                <td>
                    <VerdictBadge verdict=line.verdict />
                </td>
                <td>{link.unwrap_or_else(|| "–".into_any())}</td>
            </tr>
        }
        .into_any()
    };
    view! {
        <table class="fires">
            <caption class="sr">{caption}</caption>
            <thead>
                <tr>
                    <th scope="col">"Planned"</th>
                    <th scope="col">"What became of it"</th>
                    <th scope="col">"Recorded"</th>
                </tr>
            </thead>
            <tbody>{lines.into_iter().take(ROWS).map(row).collect_view()}</tbody>
        </table>
        {(more > 0).then(|| view! { <p class="dim">{format!("{more} older ones are not listed.")}</p> }.into_any())}
    }
}

/// What became of a planned run: an icon and a word.
#[component]
pub fn VerdictBadge(
    /// None: it was not planned.
    verdict: Option<Verdict>,
) -> impl IntoView {
    let (icon, tone) = match verdict {
        Some(Verdict::OnTime) => (Icon::Ok, "succeeded"),
        Some(Verdict::Late(_)) => (Icon::Clock, "skipped"),
        Some(Verdict::Skipped) => (Icon::Skip, "skipped"),
        Some(Verdict::Failed(_) | Verdict::Missed) => (Icon::Fail, "failed"),
        Some(Verdict::PortalDown) => (Icon::Cut, "skipped"),
        Some(Verdict::Due) => (Icon::Running, "scheduled"),
        None => (Icon::Warn, "skipped"),
    };
    view! {
        <span class="state" data-state=tone>
            <Glyph icon />
            {verdict.map_or_else(|| "Not planned".to_owned(), Verdict::words)}
        </span>
    }
}
