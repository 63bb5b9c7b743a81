//! Which page is open: the address bar as a signal.
//!
//! A router of our own: the addresses of `paths.rs`, no nesting. Why, and what it saves, is in docs/decisions.md.

use crate::browser::page;
use crate::paths::Page;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlAnchorElement, MouseEvent, UrlSearchParams};

/// A handle, in the context of every page.
#[derive(Clone, Copy)]
pub struct Route {
    page: RwSignal<Option<Page>>,
    /// What stands behind the `?`.
    query: RwSignal<String>,
}

impl Route {
    /// Follows the address from here on: links that are clicked, back and forward.
    pub fn provide() -> Self {
        let route = Self {
            page: RwSignal::new(open_page()),
            query: RwSignal::new(page::search()),
        };
        provide_context(route);
        let back = window_event_listener(ev::popstate, move |_| route.read());
        let click = window_event_listener(ev::click, move |event| route.follow(&event));
        on_cleanup(move || {
            back.remove();
            click.remove();
        });
        route
    }

    /// The one of the app, from the context.
    pub fn expect() -> Self {
        expect_context()
    }

    /// None where the address is not one of ours.
    pub fn page(self) -> ReadSignal<Option<Page>> {
        self.page.read_only()
    }

    /// Opens a page, at its beginning.
    pub fn go(self, to: &Page) {
        self.open(to, "");
    }

    /// `query` is empty or begins with a `?`.
    fn open(self, to: &Page, query: &str) {
        let url = format!("{}{query}", to.href());
        let _ = page::history().push_state_with_url(&JsValue::NULL, "", Some(&url));
        self.read();
        page::window().scroll_to_with_x_and_y(0.0, 0.0);
        // Heard is the new page, not the old link.
        page::focus_main();
    }

    /// Puts a page in the place of the open one, in the history too.
    pub fn replace(self, with: &Page) {
        let _ = page::history().replace_state_with_url(&JsValue::NULL, "", Some(&with.href()));
        self.read();
    }

    /// A parameter of the address.
    pub fn query(self, name: &str) -> Option<String> {
        self.query
            .with(|query| UrlSearchParams::new_with_str(query).ok()?.get(name))
    }

    /// Writes parameters into the address; None takes one away. The history stays as long as it was.
    pub fn set_query(self, changes: &[(&str, Option<&str>)]) {
        let Ok(query) = UrlSearchParams::new_with_str(&page::search()) else {
            return;
        };
        for (name, value) in changes {
            match value {
                Some(value) => query.set(name, value),
                None => query.delete(name),
            }
        }
        let query = String::from(query.to_string());
        let mark = if query.is_empty() { "" } else { "?" };
        let url = format!("{}{mark}{query}", page::path());
        let _ = page::history().replace_state_with_url(&JsValue::NULL, "", Some(&url));
        self.query.set(page::search());
    }

    fn read(self) {
        let open = open_page();
        if self.page.with_untracked(|page| *page != open) {
            self.page.set(open);
        }
        self.query.set(page::search());
    }

    /// A plain click on a link into the app opens the page without loading it; every other click is
    /// the browser's.
    fn follow(self, event: &MouseEvent) {
        let is_plain = event.button() == 0
            && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
        let link = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok())
            .and_then(|element| element.closest("a[href]").ok().flatten())
            .and_then(|element| element.dyn_into::<HtmlAnchorElement>().ok());
        let Some(link) = link.filter(|_| is_plain && !event.default_prevented()) else {
            return;
        };
        // With a base element the browser would look for `#main` on the start page.
        if let Some(id) = link
            .get_attribute("href")
            .as_deref()
            .and_then(|href| href.strip_prefix('#'))
        {
            event.prevent_default();
            page::focus(id);
            return;
        }
        let is_ours = link.origin() == page::origin() && link.target().is_empty();
        if let Some(to) = is_ours.then(|| page_at(&link.pathname())).flatten() {
            event.prevent_default();
            self.open(&to, &link.search());
        }
    }
}

fn open_page() -> Option<Page> {
    page_at(&page::path())
}

fn page_at(path: &str) -> Option<Page> {
    Page::parse(path.strip_prefix(&page::base())?)
}
