//! Pages whose code is fetched when they are first opened: what most visits never need does not make
//! every visit wait.
//!
//! A release build cuts the app at the functions marked here (`cfg(split)`, set by `cargo xtask
//! build`); any other build has them inside.

use super::new_task::NewTaskPage;
use crate::browser::page;
use crate::components::blank::{Blank, Bones};
use crate::components::icon::Icon;
use leptos::prelude::*;
use leptos::task::spawn_local;
#[cfg(split)]
use leptos::wasm_split::{SplitLoaderError, wasm_split};

/// What makes a page once its code is there.
type Render = fn() -> AnyView;

#[cfg(split)]
#[wasm_split(new_schedule, wasm_split_path = leptos::wasm_split, fallible)]
fn new_schedule() -> Result<Render, SplitLoaderError> {
    Ok(|| view! { <NewTaskPage /> }.into_any())
}

#[cfg(not(split))]
async fn new_schedule() -> Result<Render, std::convert::Infallible> {
    Ok(|| view! { <NewTaskPage /> }.into_any())
}

/// "New schedule", as soon as it is there.
#[component]
pub fn LaterNewTaskPage() -> impl IntoView {
    let code = RwSignal::new(None::<Result<Render, ()>>);
    let fetch = move || {
        code.set(None);
        spawn_local(async move { code.set(Some(new_schedule().await.map_err(|_| ()))) });
    };
    fetch();
    move || match code.get() {
        Some(Ok(render)) => render(),
        Some(Err(())) => view! { <NotFetched on_again=move |()| fetch() /> }.into_any(),
        None => view! {
            <main id="main" tabindex="-1">
                <Bones label="Loading the page" rows=4 />
            </main>
        }
        .into_any(),
    }
}

/// The code of a page could not be fetched.
#[component]
fn NotFetched(#[prop(into)] on_again: Callback<()>) -> impl IntoView {
    page::set_title("Not loaded");
    view! {
        <main id="main" tabindex="-1">
            <h1>"This page could not be loaded"</h1>
            <Blank
                icon=Icon::Fail
                heading="A part of the app could not be fetched"
                text="The connection may be down, or the app was replaced by a newer one: then load the whole page again."
            >
                <button type="button" class="button" data-kind="primary" on:click=move |_| on_again.run(())>
                    "Try again"
                </button>
            </Blank>
        </main>
    }
}
