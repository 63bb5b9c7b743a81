//! Composition: where the portal is, who is signed in, which page.

use crate::api::Portal;
use crate::api::place::{Config, Lost};
use crate::browser::page;
use crate::bulk_run::BulkRun;
use crate::live::LiveTasks;
use crate::live_runs::LiveRuns;
use crate::now::Now;
use crate::pages::later::{LaterBackupsPage, LaterFormPage, LaterTaskPage};
use crate::pages::lost::LostPage;
use crate::pages::not_found::NotFoundPage;
use crate::pages::shell::Shell;
use crate::pages::sign_in::SignInPage;
use crate::pages::tasks::TasksPage;
use crate::paths::Page;
use crate::recovery_news::RecoveryNews;
use crate::route::Route;
use crate::session::Session;
use crate::take_back::TakeBack;
use crate::takeover::Takeover;
use leptos::prelude::*;

/// Finds the portal, then puts the app in the place of the static page.
pub async fn start() {
    let config = match page::fetch_beside("config.json").await {
        Some(text) => Config::parse(&text),
        None => Ok(Config::default()),
    };
    let place = config.and_then(|config| Portal::find(&config, &page::origin(), &page::path()));
    Takeover::of_shell();
    mount_to_body(move || view! { <App place=place.clone() /> }.into_any());
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
    let route = Route::provide();
    Now::provide(session);
    TakeBack::provide(LiveTasks::provide(session));
    RecoveryNews::provide(session);
    BulkRun::provide(session);
    LiveRuns::provide(session);
    // Nobody is sent elsewhere to sign in: the form stands in the page's place, and after it the page
    // is there, at its own address.
    let is_open = Memo::new(move |_| session.is_open());
    Effect::new(move |_| {
        if is_open.get() && route.page().get() == Some(Page::SignIn) {
            route.replace(&Page::Tasks);
        }
    });
    view! {
        <Show when=move || is_open.get() fallback=SignInPage>
            <Shell>
                {move || match route.page().get() {
                    Some(Page::Tasks | Page::SignIn) => view! { <TasksPage /> }.into_any(),
                    Some(Page::NewSchedule | Page::EditTask(_)) => view! { <LaterFormPage /> }.into_any(),
                    Some(Page::Backups) => view! { <LaterBackupsPage /> }.into_any(),
                    Some(Page::Task(_) | Page::Runs(_) | Page::Run(..)) => view! { <LaterTaskPage /> }.into_any(),
                    None => view! { <NotFoundPage /> }.into_any(),
                }}
            </Shell>
        </Show>
    }
}
