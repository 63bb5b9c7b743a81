//! The rows of a long table: only those in view, and a few around them, are in the document.
//!
//! All rows have one height, `--row` of style/virtual.css, so that the place of each is known without
//! the others. The page scrolls, not the table. The row with the focus stays, wherever it is, so that
//! scrolling never takes the focus away.
//!
//! The table around it carries `class="virtual"`, its columns as `--columns`, and `aria-rowcount` from
//! [`row_count`]; its head row is `aria-rowindex="1"`.

use crate::browser::page;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use std::ops::Range;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget};

/// Rows kept above and below what is in view: what is scrolled to next is there already.
const MARGIN: usize = 12;
/// Rows built before the table has been measured.
const FIRST: usize = 24;

/// The place of a row among all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place(usize);

impl Place {
    /// 0 is the first row.
    pub fn index(self) -> usize {
        self.0
    }

    /// For the row's `aria-rowindex`; the head is row 1.
    pub fn row_index(self) -> String {
        (self.0 + 2).to_string()
    }

    /// For the row's `style:--at`.
    pub fn at(self) -> String {
        self.0.to_string()
    }
}

/// For the table's `aria-rowcount`: all rows and the head.
pub fn row_count(rows: usize) -> String {
    (rows + 1).to_string()
}

/// The body of the table.
#[component]
pub fn VirtualRows(
    /// How many rows there are.
    #[prop(into)]
    count: Signal<usize>,
    /// What a row shows: a row is built anew exactly when this text changes.
    #[prop(into)]
    key: Callback<usize, Arc<str>>,
    /// Builds a row: a `<tr role="row">` with the place's `aria-rowindex` and `style:--at`.
    #[prop(into)]
    row: Callback<Place, AnyView>,
) -> impl IntoView {
    let body = NodeRef::<html::Tbody>::new();
    let in_view = RwSignal::new(0..FIRST);
    let focused = RwSignal::new(None::<usize>);
    let measure = move || {
        let Some(body) = body.get_untracked() else {
            return;
        };
        let rect = body.get_bounding_client_rect();
        let seen = rows_in_view(
            rect.top(),
            rect.height(),
            page::viewport_height(),
            count.get_untracked(),
        );
        if in_view.with_untracked(|before| *before != seen) {
            in_view.set(seen);
        }
    };
    let scroll = window_event_listener(ev::scroll, move |_| measure());
    let resize = window_event_listener(ev::resize, move |_| measure());
    on_cleanup(move || {
        scroll.remove();
        resize.remove();
    });
    Effect::new(move |_| {
        count.track();
        body.track();
        // After the page has taken its new shape.
        request_animation_frame(measure);
    });
    let present = move || {
        let count = count.get();
        let seen = in_view.get();
        let seen = seen.start.min(count)..seen.end.min(count);
        let (before, after) = match focused.get() {
            Some(i) if i < seen.start => (Some(i), None),
            Some(i) if i >= seen.end && i < count => (None, Some(i)),
            _ => (None, None),
        };
        let all = before.into_iter().chain(seen).chain(after);
        all.map(|i| (i, key.run(i))).collect::<Vec<_>>()
    };
    view! {
        <tbody
            role="rowgroup"
            node_ref=body
            style:--count=move || count.get().to_string()
            on:focusin=move |ev| focused.set(row_of(ev.target()))
            on:focusout=move |ev| focused.set(row_of(ev.related_target()))
        >
            <For each=present key=Clone::clone children=move |(i, _)| row.run(Place(i)) />
        </tbody>
    }
}

/// The rows between the edges of the window and [`MARGIN`] beyond them. `top` and `height` are the
/// body's, in pixels; the window begins at 0.
fn rows_in_view(top: f64, height: f64, window: f64, count: usize) -> Range<usize> {
    if count == 0 || height <= 0.0 {
        return 0..FIRST;
    }
    let row = height / count as f64;
    let first = ((-top / row).max(0.0) as usize).min(count);
    let last = (((window - top) / row).max(0.0).ceil() as usize).min(count);
    first.saturating_sub(MARGIN)..(last + MARGIN).min(count)
}

/// The index of the row that an element stands in.
fn row_of(target: Option<EventTarget>) -> Option<usize> {
    let element = target?.dyn_into::<Element>().ok()?;
    let row = element.closest("[aria-rowindex]").ok()??;
    let index: usize = row.get_attribute("aria-rowindex")?.parse().ok()?;
    index.checked_sub(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_the_top_the_first_rows_are_in_view() {
        assert_eq!(rows_in_view(300.0, 5_000.0, 800.0, 100), 0..10 + MARGIN);
    }

    #[test]
    fn in_the_middle_rows_around_the_window_are_kept() {
        let seen = rows_in_view(-2_500_000.0, 5_000_000.0, 800.0, 100_000);
        assert_eq!(seen, 50_000 - MARGIN..50_016 + MARGIN);
    }

    #[test]
    fn the_ends_are_never_passed() {
        assert_eq!(
            rows_in_view(-4_999_400.0, 5_000_000.0, 800.0, 100_000).end,
            100_000
        );
        assert_eq!(rows_in_view(-9_000.0, 5_000.0, 800.0, 100), 88..100);
        assert_eq!(rows_in_view(2_000.0, 5_000.0, 800.0, 100), 0..MARGIN);
    }

    #[test]
    fn before_there_is_anything_to_measure_a_few_rows_are_built() {
        assert_eq!(rows_in_view(0.0, 0.0, 800.0, 0), 0..FIRST);
        assert_eq!(rows_in_view(0.0, 0.0, 800.0, 9), 0..FIRST);
    }
}
