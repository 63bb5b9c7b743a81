//! The portal refuses a page to this account: who that is, what is missing, and where else to go.

use crate::api::ApiError;
use crate::api::portal::{Area, User};
use crate::components::blank::Blank;
use crate::components::icon::Icon;
use crate::foreign;
use crate::live::LiveTasks;
use crate::paths::Page;
use crate::session::Session;
use leptos::prelude::*;

#[component]
pub fn NotAllowed(
    /// The heading of the page, such as `Your account may not see tasks`.
    title: &'static str,
    /// What the page belongs to.
    area: Area,
    /// The portal's refusal.
    words: String,
) -> impl IntoView {
    view! {
        <header>
            <h1>{title}</h1>
        </header>
        <Barred area words />
    }
}

/// The same below the heading of a page.
#[component]
pub fn Barred(area: Area, words: String) -> impl IntoView {
    let session = Session::expect();
    // Who that is may become known after the refusal.
    let user = Memo::new(move |_| session.about().with(|about| about.user.clone()));
    move || {
        let user = user.get();
        let who = foreign::line(&session.username().unwrap_or_default());
        let role = user
            .as_ref()
            .map(|user| format!("{who} is signed in as {}. ", user.role.word()));
        let may_go_to_backups =
            area != Area::Backups && user.as_ref().is_some_and(|user| user.may(Area::Backups));
        let text = format!(
            "{}{}. The portal says: “{words}”",
            role.unwrap_or_default(),
            area.requirement()
        );
        view! {
            <Blank icon=Icon::Lock heading="Signed in, but not allowed" text>
                {may_go_to_backups
                    .then(|| {
                        view! {
                            <a class="button" data-kind="primary" href=Page::Backups.href()>
                                "Go to the backups"
                            </a>
                        }
                            .into_any()
                    })}
                <button type="button" class="button" on:click=move |_| session.sign_out()>
                    "Sign in as someone else"
                </button>
            </Blank>
        }
        .into_any()
    }
}

/// The same in the place of the list of tasks.
#[component]
pub fn ListRefused() -> impl IntoView {
    let failure = LiveTasks::expect().failure();
    move || match failure.get() {
        Some(ApiError::Forbidden(words)) => Some(
            view! { <NotAllowed title="Your account may not see tasks" area=Area::Tasks words /> }
                .into_any(),
        ),
        _ => None,
    }
}

/// What a control that the account has no privilege for says. None while nothing speaks against it.
pub fn missing(session: Session, area: Area) -> Memo<Option<&'static str>> {
    Memo::new(move |_| {
        let may = |user: &User| user.may(area);
        let is_barred = session
            .about()
            .with(|about| about.user.as_ref().is_some_and(|user| !may(user)));
        is_barred.then(|| area.requirement())
    })
}
