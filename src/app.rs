//! Composition: where the portal is, who is signed in, which page.

use crate::api::Portal;
use crate::api::place::{Config, Lost};
use crate::browser::page;
use crate::live::LiveTasks;
use crate::now::Now;
use crate::pages::lost::LostPage;
use crate::pages::new_task::NewTaskPage;
use crate::pages::not_found::NotFoundPage;
use crate::pages::shell::Shell;
use crate::pages::sign_in::SignInPage;
use crate::pages::task::TaskPage;
use crate::pages::tasks::TasksPage;
use crate::paths;
use crate::session::Session;
use crate::takeover::Takeover;
use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Redirect, Route, Router};
use leptos_router::path;

/// Finds the portal, then puts the app in the place of the static page.
pub async fn start() {
    let config = match page::fetch_beside("config.json").await {
        Some(text) => Config::parse(&text),
        None => Ok(Config::default()),
    };
    let place = config.and_then(|config| Portal::find(&config, &page::origin(), &page::path()));
    Takeover::of_shell();
    mount_to_body(move || view! { <App place=place.clone() /> });
}

/// The whole app.
#[component]
pub fn App(
    /// Where the portal is, or why that is not known.
    place: Result<Portal, Lost>,
) -> impl IntoView {
    match place {
        Ok(portal) => view! { <Portalled portal /> }.into_any(),
        Err(lost) => view! { <LostPage lost /> }.into_any(),
    }
}

#[component]
fn Portalled(portal: Portal) -> impl IntoView {
    let session = Session::provide(portal);
    Now::provide(session);
    LiveTasks::provide(session);
    // Nobody is sent elsewhere to sign in: the form stands in the page's place, and after it the page
    // is there, at its own address.
    let is_open = Memo::new(move |_| session.is_open());
    view! {
        <Router base=page::base()>
            <Show when=move || is_open.get() fallback=SignInPage>
                <Shell>
                    <FlatRoutes fallback=NotFoundPage>
                        <Route path=path!("/") view=ToTasks />
                        <Route path=path!("/index.html") view=ToTasks />
                        <Route path=path!("/sign-in") view=ToTasks />
                        <Route path=path!("/tasks") view=TasksPage />
                        <Route path=path!("/tasks/new") view=NewTaskPage />
                        <Route path=path!("/tasks/:id") view=TaskPage />
                    </FlatRoutes>
                </Shell>
            </Show>
        </Router>
    }
}

#[component]
fn ToTasks() -> impl IntoView {
    view! { <Redirect path=paths::TASKS /> }
}
