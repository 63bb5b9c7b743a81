//! The page that the app lives in.

use crate::foreign;
use leptos::prelude::{request_animation_frame, set_timeout};
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{Document, History, HtmlElement, Window};

/// The window. A page without one runs no app.
pub fn window() -> Window {
    web_sys::window().expect("the app runs in a window")
}

/// The page's document. A window without one runs no app.
pub fn document() -> Document {
    window().document().expect("a window has a document")
}

/// `https://host:port` of this page.
pub fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// The path of this page's address.
pub fn path() -> String {
    window().location().pathname().unwrap_or_default()
}

/// The parameters of this page's address, with their `?`.
pub fn search() -> String {
    window().location().search().unwrap_or_default()
}

/// What stands behind the address of this page, with its `#`.
pub fn fragment() -> String {
    window().location().hash().unwrap_or_default()
}

/// Does something once the frame that is due has been painted. While the page is hidden there is none.
pub fn after_paint(act: impl FnOnce() + 'static) {
    // A task that is queued in a frame runs when the frame has been painted.
    request_animation_frame(move || set_timeout(act, Duration::ZERO));
}

/// The height of what is seen of the page, in CSS pixels.
pub fn viewport_height() -> f64 {
    let height = window().inner_height().ok();
    height
        .and_then(|height| height.as_f64())
        .unwrap_or_default()
}

/// The history of this tab. No event tells of what is pushed or replaced in it.
pub fn history() -> History {
    window().history().expect("a window has a history")
}

/// Puts an address of this origin in the place of the open one, in the history too.
pub fn replace_address(address: &str) {
    let _ = history().replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(address));
}

/// Leaves for another page.
pub fn go(address: &str) {
    let _ = window().location().assign(address);
}

/// Opens an address in a window of its own; false where the browser does not.
pub fn open_window(address: &str) -> bool {
    const LOOK: &str = "popup,width=520,height=720";
    let opened = window().open_with_url_and_target_and_features(address, "_blank", LOOK);
    opened.is_ok_and(|window| window.is_some())
}

fn base_path() -> String {
    let base = document()
        .base_uri()
        .ok()
        .flatten()
        .and_then(|uri| web_sys::Url::new(&uri).ok())
        .map(|url| url.pathname())
        .unwrap_or_default();
    // Everything behind the last slash names a file.
    base.rsplit_once('/')
        .map(|(folder, _)| folder.to_owned())
        .unwrap_or_default()
}

thread_local! {
    /// With `<base href="./">` the base follows the address, so it is read once, at the start.
    static BASE: String = base_path();
}

/// The path that the app lives below, without a slash at its end: from `<base href>`, the one attribute
/// to change when the app is moved.
pub fn base() -> String {
    BASE.with(Clone::clone)
}

/// Names the tab: what is open, as one harmless line, then the app.
pub fn set_title(title: &str) {
    document().set_title(&format!("{} · Portal Tasks", foreign::line(title)));
}

/// Moves the focus to the element with this id, if it is there.
pub fn focus(id: &str) {
    let element = document()
        .get_element_by_id(id)
        .and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(element) = element {
        let _ = element.focus();
    }
}

/// Gives the focus to a page that has just been opened, once it is there: whoever reads with their ears hears it. What
/// already has the focus in it keeps it.
pub fn focus_main() {
    request_animation_frame(|| {
        if !exists("#main :focus") {
            focus("main");
        }
    });
}

/// True while the element with this id has the focus.
pub fn has_focus(id: &str) -> bool {
    document()
        .active_element()
        .is_some_and(|element| element.id() == id)
}

/// Moves the focus to the first element that a selector finds; false where there is none.
pub fn focus_first(selector: &str) -> bool {
    let element = document().query_selector(selector).ok().flatten();
    let element = element.and_then(|element| element.dyn_into::<HtmlElement>().ok());
    element.is_some_and(|element| element.focus().is_ok())
}

/// True when a selector finds something.
pub fn exists(selector: &str) -> bool {
    document()
        .query_selector(selector)
        .is_ok_and(|found| found.is_some())
}

/// Writes `data-theme` on the root: `light`, `dark`, or nothing to follow the system.
pub fn set_theme(theme: Option<&str>) {
    if let Some(root) = document().document_element() {
        let _ = match theme {
            Some(theme) => root.set_attribute("data-theme", theme),
            None => root.remove_attribute("data-theme"),
        };
    }
}

/// Random bytes for secrets; false where the browser has none to give.
pub fn fill_random(bytes: &mut [u8]) -> bool {
    window()
        .crypto()
        .is_ok_and(|crypto| crypto.get_random_values_with_u8_array(bytes).is_ok())
}

/// Puts text on the clipboard; false where the browser refuses, or has none: without TLS there is none.
pub async fn copy(text: &str) -> bool {
    let navigator = window().navigator();
    let clipboard = js_sys::Reflect::get(&navigator, &"clipboard".into());
    if clipboard.is_ok_and(|clipboard| clipboard.is_undefined()) {
        return false;
    }
    let written = navigator.clipboard().write_text(text);
    wasm_bindgen_futures::JsFuture::from(written).await.is_ok()
}

/// Opens the browser's dialog for printing the page.
pub fn print() {
    let _ = window().print();
}

/// Hands a text to the browser as a file to keep; false where it refuses.
pub fn save_file(name: &str, media_type: &str, text: &str) -> bool {
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = js_sys::Array::of1(&text.into());
    let url = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options)
        .and_then(|blob| web_sys::Url::create_object_url_with_blob(&blob));
    let Ok(url) = url else { return false };
    let link = document()
        .create_element("a")
        .ok()
        .and_then(|link| link.dyn_into::<web_sys::HtmlAnchorElement>().ok());
    if let Some(link) = &link {
        link.set_href(&url);
        link.set_download(name);
        link.click();
    }
    let _ = web_sys::Url::revoke_object_url(&url);
    link.is_some()
}

/// Why there is no text of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// It has more bytes than were asked for: it was not read.
    TooLarge,
    /// None was chosen, or the browser cannot read it.
    Unreadable,
}

/// The text of the file that was chosen in an input, if it has at most so many bytes.
pub async fn chosen_file(input: &web_sys::HtmlInputElement, most: f64) -> Result<String, Unread> {
    let file = input.files().and_then(|files| files.get(0));
    let file = file.ok_or(Unread::Unreadable)?;
    if file.size() > most {
        return Err(Unread::TooLarge);
    }
    let text = wasm_bindgen_futures::JsFuture::from(file.text()).await;
    let text = text.ok().and_then(|text| text.as_string());
    text.ok_or(Unread::Unreadable)
}

/// Text of a file beside `index.html`, or None where there is none or it cannot be fetched.
pub async fn fetch_beside(name: &str) -> Option<String> {
    let url = format!("{}/{name}", base());
    let response = gloo_net::http::Request::get(&url).send().await.ok()?;
    match response.ok() {
        true => response.text().await.ok(),
        false => None,
    }
}

/// Does some work and writes into the browser's performance timeline how long it took.
pub fn measured<T>(name: &str, work: impl FnOnce() -> T) -> T {
    let performance = window().performance();
    if let Some(performance) = &performance {
        let _ = performance.mark(name);
    }
    let done = work();
    if let Some(performance) = performance {
        let _ = performance.measure_with_start_mark(name, name);
    }
    done
}

/// Begins to fetch what the parts of the app look like that are fetched later, where that has not been
/// done. False when it could not be fetched: the next call tries again.
pub fn load_later_style() -> impl Future<Output = bool> {
    let link = document().query_selector("link[data-later]:not([rel])");
    let loading = link.ok().flatten().map(|link| {
        let outcome = js_sys::Promise::new(&mut |done, refused| {
            let _ = link.add_event_listener_with_callback("load", &done);
            let _ = link.add_event_listener_with_callback("error", &refused);
        });
        // Listened to from here on: a refusal that nobody hears would be an error of the page.
        let outcome = wasm_bindgen_futures::JsFuture::from(outcome);
        let _ = link.set_attribute("rel", "stylesheet");
        (link, outcome)
    });
    async move {
        let Some((link, outcome)) = loading else {
            return true;
        };
        let is_there = outcome.await.is_ok();
        if !is_there {
            let _ = link.remove_attribute("rel");
        }
        is_there
    }
}
