//! A row of the table: two lines a cell, the first for people, the second for exactness.

use super::icon::{Glyph, Icon};
use super::more_menu::{Entry, MoreMenu};
use super::task_times::{LastRunCell, NextRunCell};
use super::virtual_rows::Place;
use super::words;
use crate::foreign;
use crate::raw::Raw;
use crate::recovery::store::{Destinations, Trouble};
use crate::schedule::zone::LocalZone;
use crate::task::{Task, TaskId};
use leptos::prelude::*;
use quartz_cron::Timestamp;
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// What a person wants done with a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Intent {
    Enable(Task),
    Disable(Task),
    Delete(Task),
    /// Show this JSON; the title stands above it.
    ShowJson {
        title: String,
        raw: Raw,
    },
}

/// What the rows of a table share.
#[derive(Clone, Copy)]
pub struct RowContext {
    pub now: Memo<Timestamp>,
    pub zone: ReadSignal<Arc<LocalZone>>,
    /// Tasks whose state is being changed.
    pub busy: ReadSignal<FxHashSet<TaskId>>,
    /// Tasks that are chosen for what is done with several.
    pub chosen: RwSignal<FxHashSet<TaskId>>,
    /// What is wrong with the stores.
    pub destinations: ReadSignal<Destinations>,
    pub on_intent: Callback<Intent>,
    /// The address of a task's page.
    pub href: fn(&TaskId) -> String,
}

/// A task.
#[component]
pub fn TaskRow(task: Task, place: Place, context: RowContext) -> impl IntoView {
    let RowContext {
        now,
        zone,
        busy,
        chosen,
        destinations,
        on_intent,
        href,
    } = context;
    let title = foreign::line(&task.title);
    let is_active = task.is_active();
    let sentence = words::schedule(&task.schedule);
    let expression = foreign::line(&task.expression);
    let backup = task.backup.clone().unwrap_or_default();
    let kept = words::kept(backup.kept);
    let named = backup.store.clone();
    let trouble =
        Signal::derive(move || destinations.with(|known| known.trouble(named.as_deref()?)));
    let store = backup
        .store
        .map_or_else(|| "–".to_owned(), |store| foreign::line(&store));
    let fold = task.backup.is_some().then(|| format!("{kept} in {store}"));
    let id = task.id.clone();
    let is_busy = Signal::derive(move || busy.with(|busy| busy.contains(&id)));
    let link = href(&task.id);
    view! {
        <tr
            role="row"
            aria-rowindex=place.row_index()
            style:--at=place.at()
            data-off=(!is_active).then_some("")
        >
            <td role="cell" class="pick">
                <Pick id=task.id.clone() title=title.clone() chosen />
            </td>
            <td role="cell" class="corner">
                <EnableSwitch task=task.clone() is_busy on_intent />
            </td>
            <th role="rowheader" class="head" scope="row">
                <a href=link>
                    <bdi>{title}</bdi>
                </a>
                <small>{words::kind(&task.kind)}</small>
                {fold
                    .map(|fold| {
                        view! {
                            <small class="fold">
                                {move || match trouble.get() {
                                    Some(trouble) => format!("{fold} · {}", trouble.word()),
                                    None => fold.clone(),
                                }}
                            </small>
                        }
                            .into_any()
                    })}
            </th>
            <td role="cell" data-name="Runs">
                <span>{sentence}</span>
                <code>{expression}</code>
            </td>
            <td role="cell" data-name="Next">
                <NextRunCell task=task.clone() now zone />
            </td>
            <td role="cell" data-name="Last">
                <LastRunCell at=task.last_start now zone />
            </td>
            <td role="cell" class="wide" data-name="Keeps">
                <span>{kept}</span>
            </td>
            <td role="cell" class="wide" data-name="Store">
                <span>{store}</span>
                {move || trouble.get().map(|trouble| view! { <InTrouble trouble /> }.into_any())}
            </td>
            <td role="cell" class="more">
                {menu(task, on_intent)}
            </td>
        </tr>
    }
}

/// What is wrong with a task's store: a word, and a sentence for whoever points at it.
#[component]
fn InTrouble(trouble: Trouble) -> impl IntoView {
    view! {
        <span class="state" data-state="failed" title=trouble.sentence()>
            <Glyph icon=Icon::Warn />
            {trouble.word()}
        </span>
    }
}

/// "Select <title>".
#[component]
fn Pick(id: TaskId, title: String, chosen: RwSignal<FxHashSet<TaskId>>) -> impl IntoView {
    let own = id.clone();
    view! {
        <input
            type="checkbox"
            aria-label=format!("Select {title}")
            prop:checked=move || chosen.with(|chosen| chosen.contains(&own))
            on:change:target=move |ev| {
                let is_checked = ev.target().checked();
                chosen
                    .update(|chosen| {
                        if is_checked {
                            chosen.insert(id.clone());
                        } else {
                            chosen.remove(&id);
                        }
                    });
            }
        />
    }
}

/// Something in the list that is not a task this page can read.
#[component]
pub fn UnreadableRow(
    title: String,
    why: String,
    raw: Raw,
    place: Place,
    on_intent: Callback<Intent>,
) -> impl IntoView {
    let title = if title.is_empty() {
        "A task without a title".to_owned()
    } else {
        foreign::line(&title)
    };
    let shown = title.clone();
    let show = move |_| {
        on_intent.run(Intent::ShowJson {
            title: title.clone(),
            raw: raw.clone(),
        });
    };
    view! {
        <tr role="row" aria-rowindex=place.row_index() style:--at=place.at() data-off="">
            <td role="cell" class="pick"></td>
            <td role="cell" class="corner"></td>
            <th role="rowheader" class="head" scope="row">
                <bdi>{shown}</bdi>
                <small>{format!("Cannot be read: {}", foreign::line(&why))}</small>
            </th>
            <td role="cell" colspan="5">
                <button type="button" class="button" data-size="small" on:click=show>
                    <Glyph icon=Icon::Code />
                    "Show raw JSON"
                </button>
            </td>
            <td role="cell" class="more"></td>
        </tr>
    }
}

/// "Enable <title>". It shows what the portal says, not what was clicked: it moves when the portal
/// has answered.
#[component]
pub fn EnableSwitch(
    task: Task,
    #[prop(into)] is_busy: Signal<bool>,
    on_intent: Callback<Intent>,
) -> impl IntoView {
    let is_active = task.is_active();
    let label = format!("Enable {}", foreign::line(&task.title));
    let toggle = move |ev: leptos::ev::MouseEvent| {
        ev.prevent_default();
        if !is_busy.get_untracked() {
            on_intent.run(if is_active {
                Intent::Disable(task.clone())
            } else {
                Intent::Enable(task.clone())
            });
        }
    };
    view! {
        <input
            type="checkbox"
            role="switch"
            aria-label=label
            prop:checked=is_active
            aria-busy=move || is_busy.get().then_some("true")
            on:click=toggle
        />
    }
}

/// "More for <title>".
fn menu(task: Task, on_intent: Callback<Intent>) -> AnyView {
    let entry = move |icon: Icon, words: &'static str, intent: Intent| {
        let act = Callback::new(move |()| on_intent.run(intent.clone()));
        Entry::Do(icon, words, act)
    };
    let (id, name) = (
        format!("menu-{}", task.id.as_str()),
        foreign::line(&task.title),
    );
    let entries = move |()| {
        let json = Intent::ShowJson {
            title: foreign::line(&task.title),
            raw: task.raw.clone(),
        };
        let delete = if task.kind.is_system() {
            Entry::Remark("Belongs to the system and cannot be deleted.".into())
        } else {
            entry(Icon::Trash, "Delete", Intent::Delete(task.clone()))
        };
        vec![entry(Icon::Code, "Show raw JSON", json), delete]
    };
    view! { <MoreMenu id name entries /> }.into_any()
}
