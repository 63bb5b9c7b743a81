//! One finding: what is so, whose it is, and what would mend it.

use crate::components::icon::{Glyph, Icon};
use crate::components::task_row::Intent;
use crate::findings::{Finding, Repair, Severity};
use crate::foreign;
use crate::live::LiveTasks;
use crate::pages::actions::Actions;
use crate::paths::Page;
use crate::task::{Task, TaskId};
use leptos::prelude::*;

#[component]
pub fn One(finding: Finding, live: LiveTasks, actions: Actions) -> impl IntoView {
    let (icon, word, state) = match finding.severity() {
        Severity::Error => (Icon::Fail, "Error", "failed"),
        Severity::Warning => (Icon::Warn, "Warning", "skipped"),
        Severity::Note => (Icon::Clock, "Note", "scheduled"),
    };
    let id = finding.task.as_ref().map(|(id, _)| id.clone());
    let task = id.as_ref().and_then(|id| untrack(|| live.task(id)));
    let title = finding.task.as_ref().map(|(id, title)| {
        view! {
            <a href=Page::Task(id.clone()).href()>
                <bdi>{foreign::line(title)}</bdi>
            </a>
        }
        .into_any()
    });
    let ways = ways(&finding, task.as_ref());
    let way = move |way: Way| match way {
        Way::Go(label, href) => view! {
            <a class="button" data-size="small" href=href>
                {label}
            </a>
        }
        .into_any(),
        Way::Do(label, intent) => view! {
            <button
                type="button"
                class="button"
                data-size="small"
                on:click=move |_| actions.take(Intent::clone(&intent))
            >
                {label}
            </button>
        }
        .into_any(),
    };
    view! {
        <li>
            <span class="state" data-state=state>
                <Glyph icon />
                {word}
            </span>
            <div>
                <h2>{title.unwrap_or_else(|| "The portal".into_any())}</h2>
                <p>{finding.sentence()}</p>
            </div>
            <div class="row">{ways.into_iter().map(way).collect_view()}</div>
        </li>
    }
}

/// A way to mend it.
enum Way {
    /// A label and an address.
    Go(String, String),
    /// What the portal does without a passcode.
    Do(&'static str, Box<Intent>),
}

/// The ways that there are, the best first; one that leads to the same page as one before it is left out.
fn ways(finding: &Finding, task: Option<&Task>) -> Vec<Way> {
    let mut ways: Vec<Way> = Vec::new();
    for repair in finding.repairs() {
        let Some(way) = way(&repair, task) else {
            continue;
        };
        let is_same = |other: &Way| match (other, &way) {
            (Way::Go(_, other), Way::Go(_, href)) => other == href,
            _ => false,
        };
        if !ways.iter().any(is_same) {
            ways.push(way);
        }
    }
    ways
}

fn way(repair: &Repair, task: Option<&Task>) -> Option<Way> {
    if let Repair::RegisterStore(name) = repair {
        let label = format!("Register “{}”", foreign::short(name));
        return Some(Way::Go(label, Page::Backups.href()));
    }
    if *repair == Repair::LookAtBackups {
        let label = "Look at the backups".to_owned();
        return Some(Way::Go(label, Page::Backups.href()));
    }
    let task = task?;
    let edit = |label: String| {
        let page: fn(TaskId) -> Page = match task.kind.can_be_edited() {
            true => Page::EditTask,
            false => Page::Task,
        };
        Some(Way::Go(label, page(task.id.clone()).href()))
    };
    match repair {
        Repair::Keep(retention) => {
            let address = Page::EditTask(task.id.clone()).href();
            let label = format!("Edit, to keep for {retention}");
            Some(Way::Go(
                label,
                format!("{address}?keep={}", retention.slug()),
            ))
        }
        Repair::StartTime(time) => edit(format!("Edit, to write {time}")),
        Repair::ChooseStore => edit("Choose another store".to_owned()),
        Repair::NewPasscode => edit("Choose a new passcode".to_owned()),
        Repair::Extend => edit("Change the end".to_owned()),
        Repair::RaiseRuns => edit("Raise the maximum".to_owned()),
        Repair::EditSchedule => edit("Edit the schedule".to_owned()),
        Repair::Enable => Some(Way::Do("Enable", Box::new(Intent::Enable(task.clone())))),
        Repair::Delete if !task.kind.is_system() => {
            Some(Way::Do("Delete", Box::new(Intent::Delete(task.clone()))))
        }
        Repair::Delete | Repair::RegisterStore(_) | Repair::LookAtBackups => None,
    }
}
