//! A column's head: a button that orders by it.

use super::icon::{Glyph, Icon};
use leptos::prelude::*;

#[component]
pub fn SortHead(
    label: &'static str,
    /// The column's name in the style and in the address.
    column: &'static str,
    /// True for descending; None while another column is ordered by.
    direction: Memo<Option<bool>>,
    #[prop(into)] on_click: Callback<()>,
    /// Folded away where there is little room.
    #[prop(optional)]
    is_wide: bool,
) -> impl IntoView {
    let word = move || {
        let is_descending = direction.get()?;
        Some(if is_descending {
            "descending"
        } else {
            "ascending"
        })
    };
    let arrow = move || {
        let is_descending = direction.get()?;
        let icon = if is_descending { Icon::Down } else { Icon::Up };
        Some(view! { <Glyph icon /> }.into_any())
    };
    view! {
        <th role="columnheader" scope="col" class:wide=is_wide data-column=column aria-sort=word>
            <button type="button" on:click=move |_| on_click.run(())>
                {label}
                {arrow}
            </button>
        </th>
    }
}
