//! A table of a few texts a row: where a number comes from.

use leptos::prelude::*;

/// The caption is for those who do not see the table; `more` stands beneath where not every row is listed.
pub fn small_table<const N: usize>(
    caption: &'static str,
    heads: [&'static str; N],
    rows: impl Iterator<Item = [String; N]>,
    more: Option<String>,
) -> AnyView {
    let head = |head: &'static str| view! { <th scope="col">{head}</th> }.into_any();
    let cell = |text: String| view! { <td>{text}</td> }.into_any();
    let row = |texts: [String; N]| view! { <tr>{texts.map(cell).collect_view()}</tr> }.into_any();
    view! {
        <table class="fires">
            <caption class="sr">{caption}</caption>
            <thead>
                <tr>{heads.map(head).collect_view()}</tr>
            </thead>
            <tbody>{rows.map(row).collect_view()}</tbody>
        </table>
        {more.map(|more| view! { <small>{more}</small> }.into_any())}
    }
    .into_any()
}
