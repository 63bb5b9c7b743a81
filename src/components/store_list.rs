//! The backup stores: what each is, whether it can be written to, what lies in it.

use super::icon::{Glyph, Icon};
use super::more_menu::{Entry, MoreMenu, menu_id};
use crate::recovery::Name;
use crate::recovery::store::{Readiness, Store};
use leptos::prelude::*;

/// A store and what is known beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreRow {
    pub store: Store,
    pub readiness: Readiness,
    /// Backups in it; None while they are not known.
    pub backups: Option<usize>,
    /// Schedules that write to it; None where tasks may not be seen.
    pub schedules: Option<usize>,
}

/// What a person asks for in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreIntent {
    Check(Store),
    MakeDefault(Store),
    Unregister(StoreRow),
}

/// The table "Backup stores".
#[component]
pub fn StoreList(
    rows: Memo<Vec<StoreRow>>,
    #[prop(into)] on_intent: Callback<StoreIntent>,
) -> impl IntoView {
    view! {
        <div class="sheet">
            <table role="table" aria-label="Backup stores">
                <thead role="rowgroup">
                    <tr role="row">
                        {["Store", "Ready", "Backups", "Schedules"]
                            .map(|head| {
                                view! {
                                    <th role="columnheader" scope="col">
                                        {head}
                                    </th>
                                }
                                    .into_any()
                            })
                            .collect_view()} <th role="columnheader" scope="col" data-column="more">
                            <span class="sr">"More"</span>
                        </th>
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    <For each=move || rows.get() key=|row| row.store.name.clone() let:row>
                        <Row first=row rows on_intent />
                    </For>
                </tbody>
            </table>
        </div>
    }
}

/// Stays while its store is there, whatever else is learnt of it: its menu may be open.
#[component]
fn Row(
    /// As the store was when its row came.
    first: StoreRow,
    rows: Memo<Vec<StoreRow>>,
    on_intent: Callback<StoreIntent>,
) -> impl IntoView {
    let name = first.store.name.clone();
    let row = Memo::new(move |_| {
        let found = |rows: &Vec<StoreRow>| {
            let is_it = |row: &&StoreRow| row.store.name == first.store.name;
            rows.iter().find(is_it).cloned()
        };
        rows.with(found).unwrap_or_else(|| first.clone())
    });
    let count = |n: Option<usize>| n.map_or_else(|| "–".to_owned(), |n| n.to_string());
    let about = move || {
        let store = row.get().store;
        let about = store.about();
        let default = store.is_default.then_some("The default store");
        let gap = (store.is_default && !about.is_empty()).then_some(" · ");
        [default, gap, Some(&about)]
            .into_iter()
            .flatten()
            .collect::<String>()
    };
    view! {
        <tr role="row">
            <th role="rowheader" class="head" scope="row">
                <bdi>{name.to_string()}</bdi>
                <small>{about}</small>
            </th>
            <td role="cell" data-name="Ready">
                {move || view! { <Ready readiness=row.get().readiness /> }.into_any()}
            </td>
            <td role="cell" data-name="Backups">
                <span>{move || count(row.get().backups)}</span>
            </td>
            <td role="cell" data-name="Schedules">
                <span>{move || count(row.get().schedules)}</span>
            </td>
            <td role="cell" class="more">
                {menu(&name, row, on_intent)}
            </td>
        </tr>
    }
}

/// "More for <name>".
fn menu(name: &Name, row: Memo<StoreRow>, on_intent: Callback<StoreIntent>) -> AnyView {
    let id = menu_id("store", name);
    let is_default = Memo::new(move |_| row.with(|row| row.store.is_default));
    let entry = move |icon: Icon, word: &'static str, intent: fn(StoreRow) -> StoreIntent| {
        let act = Callback::new(move |()| on_intent.run(intent(row.get_untracked())));
        Entry::Do(icon, word, act)
    };
    let entries = move |()| {
        let default = if is_default.get() {
            Entry::Remark(
                "It is the default store. To change that, make another one the default.".into(),
            )
        } else {
            entry(Icon::Ok, "Make it the default", |row| {
                StoreIntent::MakeDefault(row.store)
            })
        };
        vec![
            entry(Icon::Running, "Check now", |row| {
                StoreIntent::Check(row.store)
            }),
            default,
            entry(Icon::Trash, "Unregister", StoreIntent::Unregister),
        ]
    };
    view! { <MoreMenu id name=name.to_string() entries /> }.into_any()
}

/// Icon, word, and the portal's reason.
#[component]
pub fn Ready(readiness: Readiness) -> impl IntoView {
    let (icon, state, word, why) = match readiness {
        Readiness::Checking => (Icon::Running, "running", "Checking", None),
        Readiness::Ready => (Icon::Ok, "succeeded", "Ready", None),
        Readiness::NotReady(why) => (Icon::Fail, "failed", "Not ready", why),
        Readiness::Unknown(why) => (Icon::Warn, "late", "Not known", Some(why)),
    };
    view! {
        <span class="state" data-state=state>
            <Glyph icon />
            {word}
        </span>
        {why
            .map(|why| {
                view! {
                    <small>
                        <bdi>{why}</bdi>
                    </small>
                }
                    .into_any()
            })}
    }
}
