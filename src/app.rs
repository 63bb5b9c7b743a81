//! Composition: where the portal is, who is signed in, which page.

use crate::api::Portal;
use crate::api::oauth::Problem;
use crate::api::place::{Config, Lost, Rules};
use crate::api::sign_in::Grant;
use crate::browser::page;
use crate::bulk_run::BulkRun;
use crate::live::LiveTasks;
use crate::live_runs::LiveRuns;
use crate::now::Now;
use crate::oauth::Back;
use crate::pages::handed_over::HandedOverPage;
use crate::pages::later::{
    LaterBackupsPage, LaterCalendarPage, LaterFormPage, LaterTaskPage, at_portal,
};
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
use zeroize::Zeroize as _;

/// Finds the portal, then puts the app in the place of the static page.
pub async fn start() {
    let config = match page::fetch_beside("config.json").await {
        Some(text) => Config::parse(&text),
        None => Ok(Config::default()),
    };
    let place = config.and_then(|config| {
        let portal = Portal::find(&config, &page::origin(), &page::path())?;
        Ok((portal, config.rules()?))
    });
    let came = match &place {
        Ok((portal, rules)) => came_back(portal, rules).await,
        Err(_) => None,
    };
    Takeover::of_shell();
    mount_to_body(move || match came {
        Some(Back::HandedOver) => view! { <HandedOverPage /> }.into_any(),
        Some(Back::SignedIn(grant)) => view! { <App place came=Ok(grant) /> }.into_any(),
        Some(Back::Failed(problem)) => view! { <App place came=Err(problem) /> }.into_any(),
        None => view! { <App place /> }.into_any(),
    });
}

/// What the portal's page has sent here, if it has: the address shows it no longer.
async fn came_back(portal: &Portal, rules: &Rules) -> Option<Back> {
    let search = page::search();
    let has = |name: &str| {
        let parts = search.trim_start_matches('?').split('&');
        parts
            .filter_map(|part| part.split_once('='))
            .any(|(n, _)| n == name)
    };
    let client_id = rules.client_id.clone()?;
    if !has("state") || !(has("code") || has("error")) {
        return None;
    }
    page::replace_address(&page::path());
    Some(match at_portal().await {
        Some(part) => (part.finish)(portal.clone(), client_id, search).await,
        None => Back::Failed(Problem {
            what: "A part of the app could not be fetched.".to_owned(),
            advice: "Try again, or use the form.",
        }),
    })
}

/// The whole app.
#[component]
pub fn App(
    /// Where the portal is, or why that is not known.
    place: Result<(Portal, Rules), Lost>,
    /// What a sign-in on the portal's page has brought.
    #[prop(optional)]
    came: Option<Result<Grant, Problem>>,
) -> impl IntoView {
    match place {
        Ok((portal, rules)) => view! { <Portalled portal rules came /> }.into_any(),
        Err(lost) => view! { <LostPage lost /> }.into_any(),
    }
}

#[component]
fn Portalled(portal: Portal, rules: Rules, came: Option<Result<Grant, Problem>>) -> impl IntoView {
    let session = Session::provide(portal, rules, came);
    // What the browser has filled into the static form is nobody's where somebody is signed in already.
    if untrack(|| session.is_open()) {
        Takeover::take().password.zeroize();
    }
    let route = Route::provide();
    Now::provide(session);
    TakeBack::provide(session, LiveTasks::provide(session));
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
                    Some(Page::Calendar | Page::Findings) => view! { <LaterCalendarPage /> }.into_any(),
                    Some(Page::Backups) => view! { <LaterBackupsPage /> }.into_any(),
                    Some(Page::Task(_) | Page::Runs(_) | Page::Run(..)) => view! { <LaterTaskPage /> }.into_any(),
                    None => view! { <NotFoundPage /> }.into_any(),
                }}
            </Shell>
        </Show>
    }
}
