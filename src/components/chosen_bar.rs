//! Above the table, in the place of its filters while rows are chosen: what can be done with them.

use super::icon::{Glyph, Icon};
use crate::bulk::Underway;
use crate::task::Operation;
use leptos::prelude::*;

/// How many tasks are chosen, and how many of them each operation would change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    pub all: usize,
    pub enable: usize,
    pub disable: usize,
    pub delete: usize,
}

#[component]
pub fn ChosenBar(
    chosen: Memo<Chosen>,
    /// A sentence about those that cannot be changed.
    remark: Memo<Option<String>>,
    underway: ReadSignal<Option<Underway>>,
    #[prop(into)] on_do: Callback<Operation>,
    #[prop(into)] on_stop: Callback<()>,
    #[prop(into)] on_none: Callback<()>,
) -> impl IntoView {
    let button = move |operation: Operation, icon: Icon| {
        let concerned = Memo::new(move |_| {
            let chosen = chosen.get();
            match operation {
                Operation::Enable => (chosen.enable, chosen.all),
                Operation::Disable => (chosen.disable, chosen.all),
                Operation::Delete => (chosen.delete, chosen.all),
            }
        });
        // The number is said where it is not that of the chosen ones.
        let word = move || match concerned.get() {
            (n, all) if n == all || n == 0 => operation.verb().to_owned(),
            (n, _) => format!("{} {n}", operation.verb()),
        };
        let kind = (operation == Operation::Delete).then_some("danger");
        view! {
            <button
                type="button"
                class="button"
                data-kind=kind
                disabled=move || concerned.get().0 == 0
                on:click=move |_| on_do.run(operation)
            >
                <Glyph icon />
                {word}
            </button>
        }
        .into_any()
    };
    view! {
        <div class="row" role="toolbar" aria-label="Chosen tasks">
            <Show
                when=move || underway.with(Option::is_some)
                fallback=move || {
                    view! {
                        <strong role="status">
                            {move || format!("{} chosen", crate::bulk::count(chosen.get().all))}
                        </strong>
                        {button(Operation::Enable, Icon::Play)}
                        {button(Operation::Disable, Icon::Pause)}
                        {button(Operation::Delete, Icon::Trash)}
                        <button type="button" class="button" data-kind="quiet" on:click=move |_| on_none.run(())>
                            "Choose none"
                        </button>
                        <small>{move || remark.get()}</small>
                    }
                        .into_any()
                }
            >
                <Progress underway on_stop />
            </Show>
        </div>
    }
}

#[component]
fn Progress(
    underway: ReadSignal<Option<Underway>>,
    #[prop(into)] on_stop: Callback<()>,
) -> impl IntoView {
    let told = move || underway.with(|underway| underway.as_ref().map(Underway::told));
    let (done, all) = (
        move || {
            underway
                .with(|underway| underway.map_or(0, |u| u.done))
                .to_string()
        },
        move || {
            underway
                .with(|underway| underway.map_or(1, |u| u.all))
                .to_string()
        },
    );
    view! {
        <strong id="underway" role="status">
            {told}
        </strong>
        <progress class="short" aria-labelledby="underway" max=all value=done></progress>
        <button type="button" class="button" on:click=move |_| on_stop.run(())>
            "Stop"
        </button>
    }
}
