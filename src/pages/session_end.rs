//! The session has ended, or is about to: a dialog asks for the password over the page, which stays as it
//! is.

use super::later::LaterPortalSignIn;
use super::portal_sign_in::Place;
use crate::api::sign_in::Credentials;
use crate::components::dialog::Modal;
use crate::components::field::{ProblemText, described_by};
use crate::deadlines::Why;
use crate::foreign;
use crate::paths::Page;
use crate::route::Route;
use crate::schedule::times;
use crate::session::Session;
use leptos::prelude::*;
use zeroize::{Zeroize, Zeroizing};

/// Open while an ended session waits for its password, and before its end for who wants to stay.
#[component]
pub fn SessionEnd() -> impl IntoView {
    let session = Session::expect();
    let route = Route::expect();
    let password = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<String>);
    let enter = Action::new_local(move |credentials: &Credentials| {
        let credentials = credentials.clone();
        async move {
            password.update(Zeroize::zeroize);
            match session.sign_in(credentials).await {
                Ok(()) => problem.set(None),
                Err(refusal) => problem.set(Some(refusal.to_string())),
            }
        }
    });
    let pending = enter.pending();
    let on_submit = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        let Some(username) = untrack(|| session.username()) else {
            return;
        };
        if pending.get_untracked() {
            return;
        }
        if password.read_untracked().is_empty() {
            problem.set(Some("Type your password.".to_owned()));
            return;
        }
        enter.dispatch(Credentials {
            username,
            password: Zeroizing::new(password.get_untracked()),
        });
    };
    let why = Memo::new(move |_| session.why());
    let heading = move || match why.get() {
        Some(_) => "Your session has ended",
        None => "Stay signed in",
    };
    let words = move || match why.get() {
        Some(why) => {
            let what = match why {
                Why::Idle => format!(
                    "Nothing was done here for {}. ",
                    times::span(session.idle())
                ),
                Why::Expired => "Its time was up. ".to_owned(),
                Why::Refused => String::new(),
            };
            format!(
                "{what}Sign in to go on. What you typed is still here, and what was asked of the portal is asked again."
            )
        }
        None => "Sign in again and it goes on, with everything as it is.".to_owned(),
    };
    let on_leave = move |_| match why.get_untracked() {
        Some(_) => {
            session.sign_out();
            route.go(&Page::SignIn);
        }
        None => session.stop_staying(),
    };
    let leave_word = move || match why.get() {
        Some(_) => "Sign out",
        None => "Not now",
    };
    let label = move || {
        let username = session.username().unwrap_or_default();
        format!("Password for {}", foreign::line(&username))
    };
    let at_portal = session
        .client_id()
        .map(|_| || view! { <LaterPortalSignIn place=Place::Window /> });
    let is_open = Memo::new(move |_| why.get().is_some() || session.is_staying().get());
    // What was typed for one question is not for the next.
    Effect::new(move |_| {
        is_open.track();
        why.track();
        password.update(Zeroize::zeroize);
        problem.set(None);
    });
    view! {
        <Modal
            open=is_open
            on_close=move |()| session.stop_staying()
            labelled_by="session-end"
            loses_nothing=true
            must_be_answered=Signal::derive(move || why.get().is_some())
        >
            <form method="post" novalidate on:submit=on_submit>
                <div>
                    <h2 id="session-end">{heading}</h2>
                    <p class="dim">{words}</p>
                </div>
                <div class="field">
                    <label for="again">{label}</label>
                    <input
                        class="input"
                        id="again"
                        type="password"
                        autocomplete="current-password"
                        autofocus
                        prop:value=password
                        on:input:target=move |ev| password.set(ev.target().value())
                        aria-invalid=move || problem.with(Option::is_some).then_some("true")
                        aria-describedby=described_by("again", false, problem.into())
                    />
                    <ProblemText id="again-problem" problem />
                </div>
                {at_portal.map(|button| button().into_any())}
                <footer role="none">
                    <button type="button" class="button" data-kind="quiet" on:click=on_leave>
                        {leave_word}
                    </button>
                    <button class="button" data-kind="primary" aria-busy=move || pending.get().then_some("true")>
                        "Sign in"
                    </button>
                </footer>
            </form>
        </Modal>
    }
}
