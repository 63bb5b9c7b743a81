//! The hours of a week: a table whose cells are coloured, so that picture and table are one.

use crate::agenda::Entry;
use crate::agenda::week::{DAYS, Week};
use crate::browser::page;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use std::sync::Arc;

/// What the map is drawn from.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    pub week: Week,
    pub entries: Arc<Vec<Entry>>,
    /// Whose clock: `UTC`, `Copenhagen`.
    pub zone: String,
    /// The hour that it is now.
    pub now: (usize, usize),
}

#[component]
pub fn HeatMap(#[prop(into)] drawn: Memo<Arc<Drawn>>) -> impl IntoView {
    // The cell that the Tab key leads to, and the one that is told of.
    let at = RwSignal::new(drawn.with_untracked(|drawn| drawn.now));
    let told = move || {
        let (day, hour) = at.get();
        drawn.with(|drawn| drawn.week.told(&drawn.entries, day, hour))
    };
    view! {
        <div class="scroll">{move || view! { <Grid drawn=drawn.get() at /> }.into_any()}</div>
        <p class="told">{told}</p>
        <ul class="key">
            <li>
                <i data-load="0"></i>
                "none"
            </li>
            <li>
                <i data-load="1"></i>
                "under 25 min"
            </li>
            <li>
                <i data-load="2"></i>
                "25 to 45 min"
            </li>
            <li>
                <i data-load="3"></i>
                "over 45 min"
            </li>
            <li>
                <i data-overlap=""></i>
                "×2 so many at once"
            </li>
            <li>
                <i data-now=""></i>
                "now"
            </li>
        </ul>
    }
}

#[component]
fn Grid(drawn: Arc<Drawn>, at: RwSignal<(usize, usize)>) -> impl IntoView {
    let head = |hour: usize| {
        let shown = hour.is_multiple_of(3).then(|| format!("{hour:02}"));
        view! {
            <th scope="col">
                <span aria-hidden="true">{shown}</span>
                <span class="sr">{format!("{hour:02}:00")}</span>
            </th>
        }
        .into_any()
    };
    let row = |day: usize| {
        let cells =
            (0..24).map(|hour| view! { <Cell drawn=drawn.clone() day hour at /> }.into_any());
        view! {
            <tr>
                <th scope="row">{DAYS[day]}</th>
                {cells.collect_view()}
            </tr>
        }
        .into_any()
    };
    let on_key = move |ev: KeyboardEvent| {
        let (day, hour) = at.get_untracked();
        let to = match ev.key().as_str() {
            "ArrowLeft" => (day, hour.saturating_sub(1)),
            "ArrowRight" => (day, (hour + 1).min(23)),
            "ArrowUp" => (day.saturating_sub(1), hour),
            "ArrowDown" => ((day + 1).min(6), hour),
            "Home" => (day, 0),
            "End" => (day, 23),
            _ => return,
        };
        ev.prevent_default();
        at.set(to);
        page::focus(&id(to));
    };
    view! {
        <table class="heat" role="grid" on:keydown=on_key>
            <caption class="sr">{format!("Minutes of work in each hour of a week, {}", drawn.zone)}</caption>
            <thead>
                <tr>
                    <td></td>
                    {(0..24).map(head).collect_view()}
                </tr>
            </thead>
            <tbody>{(0..7).map(row).collect_view()}</tbody>
        </table>
    }
}

#[component]
fn Cell(drawn: Arc<Drawn>, day: usize, hour: usize, at: RwSignal<(usize, usize)>) -> impl IntoView {
    let here = drawn.week.hour(day, hour).cloned().unwrap_or_default();
    let told = drawn.week.told(&drawn.entries, day, hour);
    let shown = match (here.at_once, here.load()) {
        (2.., _) => format!("×{}", here.at_once),
        (_, 0) => String::new(),
        _ => here.minutes().to_string(),
    };
    let place = (day, hour);
    view! {
        <td
            id=id(place)
            tabindex=move || if at.get() == place { "0" } else { "-1" }
            data-load=here.load().to_string()
            data-overlap=(here.at_once > 1).then_some("")
            data-now=(drawn.now == place).then_some("")
            on:focus=move |_| at.set(place)
            on:mouseover=move |_| at.set(place)
        >
            <small aria-hidden="true">{shown}</small>
            <span class="sr">{told}</span>
        </td>
    }
}

fn id((day, hour): (usize, usize)) -> String {
    format!("hour-{day}-{hour}")
}
