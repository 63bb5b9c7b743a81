//! The rows of a long table: only those in view, and a few around them, are in the document.
//!
//! All rows have one height, `--row` of style/virtual.css, so that the place of each is known without
//! the others. The page scrolls, not the table. The row with the focus stays, wherever it is, so that
//! scrolling never takes the focus away, and a row that is built anew gives it back to the same control
//! and opens its menu again.
//!
//! The table around it carries `class="virtual"`, its columns as `--columns`, and `aria-rowcount` from
//! [`row_count`]; its head row is `aria-rowindex="1"`.

use crate::browser::page;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyViewState;
use std::ops::Range;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};

/// Rows kept above and below what is in view: what is scrolled to next is there already.
const MARGIN: usize = 8;
/// Rows built before the table has been measured.
const FIRST: usize = 16;

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
    let needed = RwSignal::new((0..FIRST, None::<usize>));
    let measure = move || {
        // A frame may come when the table has gone.
        let Some(body) = body.try_get_untracked().flatten() else {
            return;
        };
        let rect = body.get_bounding_client_rect();
        let seen = rows_in_view(
            rect.top(),
            rect.height(),
            page::viewport_height(),
            count.get_untracked(),
        );
        let now = (seen, focused_row(&body));
        if needed.with_untracked(|before| *before != now) {
            needed.set(now);
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
    let wanted = move || {
        let count = count.get();
        let (seen, focused) = needed.get();
        let seen = seen.start.min(count)..seen.end.min(count);
        let (before, after) = match focused {
            Some(i) if i < seen.start => (Some(i), None),
            Some(i) if i >= seen.end && i < count => (None, Some(i)),
            _ => (None, None),
        };
        let all = before.into_iter().chain(seen).chain(after);
        all.map(|i| (i, key.run(i))).collect::<Vec<_>>()
    };
    let built = StoredValue::new_local(Vec::<Built>::new());
    let owner = Owner::current().unwrap_or_default();
    Effect::new(move |_| {
        if let Some(body) = body.get() {
            let wanted = wanted();
            built.update_value(|built| arrange(&body, built, wanted, &owner, row));
        }
    });
    view! { <tbody role="rowgroup" node_ref=body style:--count=move || count.get().to_string()></tbody> }
}

/// A row that is in the document.
struct Built {
    index: usize,
    key: Arc<str>,
    view: AnyViewState,
    /// Ends what the row has begun when it goes.
    _owner: Owner,
}

/// What tells a control from all others of the table, first the one that also the lines of a menu have:
/// they may not be there yet, and its button is.
const NAMES: [&str; 3] = ["popovertarget", "aria-label", "href"];

/// The control of a row that has the focus, by an attribute and its value.
fn focused_control(body: &Element) -> Option<(&'static str, String)> {
    let element = page::document().active_element()?;
    if !body.contains(Some(&element)) {
        return None;
    }
    NAMES
        .iter()
        .find_map(|name| Some((*name, element.get_attribute(name)?)))
}

/// The control with this attribute, wherever its row is now.
fn control(body: &Element, (name, value): (&str, &str)) -> Option<HtmlElement> {
    let controls = body.query_selector_all(&format!("[{name}]")).ok()?;
    (0..controls.length()).find_map(|at| {
        let control: HtmlElement = controls.get(at)?.dyn_into().ok()?;
        (control.get_attribute(name)? == value).then_some(control)
    })
}

/// Gives the focus to the control that had it, and scrolls nothing.
fn focus(control: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = control.focus_with_options(&options);
}

/// The id of the menu that stands open in a row.
fn opened_menu(body: &Element) -> Option<String> {
    let menu = body.query_selector(":popover-open").ok()??;
    Some(menu.id())
}

/// Takes out the rows that are not wanted and puts in those that are missing. What stays is never moved:
/// an element that is moved loses the focus, and `<For>` moves what it keeps when rows come before it.
fn arrange(
    body: &Element,
    built: &mut Vec<Built>,
    wanted: Vec<(usize, Arc<str>)>,
    owner: &Owner,
    row: Callback<Place, AnyView>,
) {
    let focused = focused_control(body);
    let opened = opened_menu(body);
    built.retain_mut(|row| {
        let at = wanted.binary_search_by_key(&row.index, |(index, _)| *index);
        let stays = at.is_ok_and(|at| wanted[at].1 == row.key);
        if !stays {
            row.view.unmount();
        }
        stays
    });
    for (at, (index, key)) in wanted.into_iter().enumerate() {
        if built.get(at).is_some_and(|row| row.index == index) {
            continue;
        }
        let owner = owner.with(Owner::new);
        let mut view = owner.with(|| untrack(|| row.run(Place(index)).build()));
        match built.get(at) {
            Some(next) => {
                next.view.insert_before_this(&mut view);
            }
            None => view.mount(body, None),
        }
        let row = Built {
            index,
            key,
            view,
            _owner: owner,
        };
        built.insert(at, row);
    }
    if let Some(focused) = focused
        && focused_control(body).is_none()
    {
        control(body, (focused.0, &focused.1)).as_ref().map(focus);
    }
    if let Some(id) = opened
        && opened_menu(body).is_none()
    {
        // Its button is the first that names it: opened by that, the menu stands beneath it.
        control(body, ("popovertarget", &id))
            .as_ref()
            .map(HtmlElement::click);
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

/// The index of the row that has the focus. Asked for when it is needed: a window in the background
/// tells of no change.
fn focused_row(body: &Element) -> Option<usize> {
    let element = page::document().active_element()?;
    let row = element.closest("[aria-rowindex]").ok()??;
    let index: usize = row.get_attribute("aria-rowindex")?.parse().ok()?;
    body.contains(Some(&row))
        .then(|| index.checked_sub(2))
        .flatten()
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
        assert_eq!(
            rows_in_view(-9_000.0, 5_000.0, 800.0, 100),
            100 - MARGIN..100
        );
        assert_eq!(rows_in_view(2_000.0, 5_000.0, 800.0, 100), 0..MARGIN);
    }

    #[test]
    fn before_there_is_anything_to_measure_a_few_rows_are_built() {
        assert_eq!(rows_in_view(0.0, 0.0, 800.0, 0), 0..FIRST);
        assert_eq!(rows_in_view(0.0, 0.0, 800.0, 9), 0..FIRST);
    }
}
