//! A long table: what is in view is in the document, the rest is not.

use crate::support::{Stage, settled, stage};
use leptos::prelude::*;
use portal_tasks::components::virtual_rows::{Place, VirtualRows, row_count};
use std::sync::Arc;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement};

const STYLE: &str = include_str!("../../style/virtual.css");

fn table(rows: usize) -> (Stage, RwSignal<usize>) {
    let owner = Owner::new();
    owner.set();
    let count = RwSignal::new(rows);
    let stage = stage(move || {
        let row = move |place: Place| {
            let name = format!("Row {}", place.index());
            view! {
                <tr role="row" aria-rowindex=place.row_index() style:--at=place.at()>
                    <th role="rowheader">
                        <a href="#">{name}</a>
                    </th>
                </tr>
            }
            .into_any()
        };
        view! {
            <style>{STYLE}</style>
            <table class="virtual" role="table" aria-label="Rows" aria-rowcount=move || row_count(count.get())>
                <VirtualRows count key=|i: usize| Arc::from(i.to_string()) row />
            </table>
        }
        .into_any()
    });
    std::mem::forget(owner);
    (stage, count)
}

fn scroll_to(y: f64) {
    web_sys::window().unwrap().scroll_to_with_x_and_y(0.0, y);
}

/// Waits for the condition, frame by frame, for three seconds at most.
async fn until(told: &str, is_so: impl Fn() -> bool) {
    for _ in 0..180 {
        if is_so() {
            return;
        }
        frame().await;
    }
    panic!("{told}");
}

async fn frame() {
    let next = js_sys::Promise::new(&mut |resolve, _| {
        let _ = web_sys::window().unwrap().request_animation_frame(&resolve);
    });
    wasm_bindgen_futures::JsFuture::from(next).await.unwrap();
    settled().await;
}

fn row(stage: &Stage, index: usize) -> Option<Element> {
    stage
        .all(&format!("tr[aria-rowindex='{}']", index + 2))
        .into_iter()
        .next()
}

#[wasm_bindgen_test]
async fn of_a_hundred_thousand_rows_only_those_in_view_exist() {
    let (stage, _) = table(100_000);
    scroll_to(0.0);
    until("the first row is there", || row(&stage, 0).is_some()).await;
    assert!(stage.all("tr").len() < 100, "{}", stage.all("tr").len());
    assert_eq!(
        stage.all("table")[0]
            .get_attribute("aria-rowcount")
            .as_deref(),
        Some("100001")
    );
    scroll_to(52.0 * 50_000.0);
    until("the row in the middle is there", || {
        row(&stage, 50_005).is_some()
    })
    .await;
    assert!(row(&stage, 0).is_none());
    assert!(stage.all("tr").len() < 100);
    scroll_to(0.0);
}

#[wasm_bindgen_test]
async fn the_row_with_the_focus_stays_when_it_is_scrolled_away() {
    let (stage, _) = table(10_000);
    scroll_to(0.0);
    until("the third row is there", || row(&stage, 2).is_some()).await;
    let link: HtmlElement = stage.named("a", "Row 2");
    link.focus().unwrap();
    scroll_to(52.0 * 5_000.0);
    until("the row in the middle is there", || {
        row(&stage, 5_005).is_some()
    })
    .await;
    let active = web_sys::window()
        .unwrap()
        .document()
        .unwrap()
        .active_element();
    assert_eq!(active, Some(link.unchecked_into()));
    assert!(row(&stage, 3).is_none());
    scroll_to(0.0);
}

#[wasm_bindgen_test]
async fn rows_that_are_no_longer_there_go() {
    let (stage, count) = table(40);
    until("the rows are there", || row(&stage, 5).is_some()).await;
    count.set(3);
    until("three rows are left", || stage.all("tr").len() == 3).await;
}
