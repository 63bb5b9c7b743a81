//! A place on the page for each test, and ways to find and use what stands in it.

use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyViewState;
use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, EventInit, HtmlElement, HtmlInputElement, KeyboardEvent, KeyboardEventInit,
};

/// What a test has put on the page; it goes with it.
pub(crate) struct Stage {
    root: HtmlElement,
    _view: UnmountHandle<AnyViewState>,
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.root.remove();
    }
}

/// Puts a view on the page.
pub(crate) fn stage(view: impl FnOnce() -> AnyView + 'static) -> Stage {
    let document = web_sys::window().unwrap().document().unwrap();
    let root: HtmlElement = document.create_element("div").unwrap().unchecked_into();
    document.body().unwrap().append_child(&root).unwrap();
    let view = mount_to(root.clone(), view);
    Stage { root, _view: view }
}

/// Lets effects run.
pub(crate) async fn settled() {
    for _ in 0..3 {
        leptos::task::tick().await;
    }
}

/// Lets a frame be painted, and what waits for that follow.
pub(crate) async fn painted() {
    settled().await;
    let painted = js_sys::Promise::new(&mut |done, _| {
        request_animation_frame(move || {
            let behind = move || {
                done.call0(&wasm_bindgen::JsValue::NULL).unwrap();
            };
            // Behind what was queued in this frame before.
            set_timeout(behind, std::time::Duration::from_millis(1));
        });
    });
    wasm_bindgen_futures::JsFuture::from(painted).await.unwrap();
    settled().await;
}

impl Stage {
    pub(crate) fn all(&self, selector: &str) -> Vec<Element> {
        let found = self.root.query_selector_all(selector).unwrap();
        (0..found.length())
            .map(|i| found.get(i).unwrap().unchecked_into())
            .collect()
    }

    /// The element that carries this accessible name: by `aria-label`, by its label, or by its text.
    pub(crate) fn named(&self, selector: &str, name: &str) -> HtmlElement {
        let carries = |element: &Element| {
            let by_label = || {
                self.all("label").into_iter().any(|label| {
                    let points = label
                        .get_attribute("for")
                        .is_some_and(|id| id == element.id());
                    (points || label.contains(Some(element)))
                        && label.text_content().unwrap_or_default().trim() == name
                })
            };
            match element.get_attribute("aria-label") {
                Some(label) => label == name,
                None => element.text_content().unwrap_or_default().trim() == name || by_label(),
            }
        };
        self.all(selector)
            .into_iter()
            .find(carries)
            .unwrap_or_else(|| panic!("there is no {selector} “{name}” in {}", self.html()))
            .unchecked_into()
    }

    pub(crate) fn input(&self, name: &str) -> HtmlInputElement {
        self.named("input", name).unchecked_into()
    }

    pub(crate) fn button(&self, name: &str) -> HtmlElement {
        self.named("button", name)
    }

    pub(crate) fn text(&self) -> String {
        self.root.text_content().unwrap_or_default()
    }

    pub(crate) fn html(&self) -> String {
        self.root.inner_html()
    }
}

/// Types a text in the place of what stood there.
pub(crate) fn write(input: &HtmlInputElement, text: &str) {
    input.set_value(text);
    happens(input, "input");
}

/// Sends an event that bubbles.
pub(crate) fn happens(element: &Element, kind: &str) {
    let init = EventInit::new();
    init.set_bubbles(true);
    let event = Event::new_with_event_init_dict(kind, &init).unwrap();
    element.dispatch_event(&event).unwrap();
}

/// Presses a key.
pub(crate) fn press(element: &Element, key: &str) {
    let init = KeyboardEventInit::new();
    init.set_key(key);
    init.set_bubbles(true);
    let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
    element.dispatch_event(&event).unwrap();
}
