//! A modal dialog on the native element: it keeps the focus, closes on Escape, and gives the focus
//! back to where it was. While something that was typed into it would be lost, the browser asks before
//! the page is left.

use super::leaving::ask_before_leaving;
use crate::browser::page;
use leptos::html;
use leptos::prelude::*;

/// Shown while `open`. What is inside is built anew each time it opens.
#[component]
pub fn Modal(
    #[prop(into)] open: Signal<bool>,
    /// The person closed it, with Escape or by `method="dialog"`.
    #[prop(into)]
    on_close: Callback<()>,
    /// The id of its heading.
    labelled_by: &'static str,
    /// Wide, for text that is read rather than answered.
    #[prop(optional)]
    is_wide: bool,
    /// While it is true Escape does nothing.
    #[prop(optional)]
    must_be_answered: Option<Signal<bool>>,
    /// What is typed into it is nothing to lose, such as a password.
    #[prop(optional)]
    loses_nothing: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let show = move || {
        if let Some(dialog) = node.get()
            && !dialog.open()
        {
            leave_menu();
            let _ = dialog.show_modal();
        }
    };
    Effect::new(move |_| {
        if let Some(dialog) = node.get()
            && !open.get()
            && dialog.open()
        {
            dialog.close();
        }
    });
    let must_stay = move || must_be_answered.is_some_and(|must| must.get_untracked());
    let on_cancel = move |ev: leptos::ev::Event| {
        if must_stay() {
            ev.prevent_default();
        }
    };
    let is_typed = RwSignal::new(false);
    Effect::new(move |_| {
        open.track();
        is_typed.set(false);
    });
    ask_before_leaving(Memo::new(move |_| is_typed.get() && !loses_nothing));
    let on_closed = move |_| {
        // That it was closed is told with the next frame: by then it may have been opened again.
        if node.get_untracked().is_some_and(|dialog| dialog.open()) {
            return;
        }
        // A browser closes a dialog at the second Escape, whatever is answered to it.
        match must_stay() && open.get_untracked() {
            true => untrack(show),
            false => on_close.run(()),
        }
    };
    let content = move || {
        // After what is inside is there: a dialog gives the focus to what it finds when it is shown.
        Effect::new(move |_| show());
        children()
    };
    view! {
        <dialog
            node_ref=node
            aria-labelledby=labelled_by
            data-size=is_wide.then_some("wide")
            on:input=move |_| is_typed.set(true)
            on:cancel=on_cancel
            on:close=on_closed
        >
            <Show when=move || open.get()>{content()}</Show>
        </dialog>
    }
}

/// A menu is gone when the dialog that it opened closes, and could not take the focus back: its button can.
fn leave_menu() {
    let focused = page::document().active_element();
    let menu = focused.and_then(|focused| focused.closest("[popover]").ok()?);
    if let Some(menu) = menu {
        page::focus_first(&format!("[popovertarget=\"{}\"]", menu.id()));
    }
}
