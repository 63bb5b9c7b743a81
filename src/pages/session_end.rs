//! The session has ended: a dialog asks for the password over the page, which stays as it is.

use crate::api::sign_in::Credentials;
use crate::components::dialog::Modal;
use crate::components::field::{ProblemText, described_by};
use crate::paths::Page;
use crate::route::Route;
use crate::session::Session;
use leptos::prelude::*;
use zeroize::Zeroizing;

#[component]
pub fn SessionEnd() -> impl IntoView {
    let session = Session::expect();
    let route = Route::expect();
    let password = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<String>);
    let enter = Action::new_local(move |credentials: &Credentials| {
        let credentials = credentials.clone();
        async move {
            password.set(String::new());
            match session.sign_in(credentials).await {
                Ok(()) => problem.set(None),
                Err(refusal) => problem.set(Some(refusal.to_string())),
            }
        }
    });
    let pending = enter.pending();
    let on_submit = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        let Some(username) = untrack(|| session.ended()) else {
            return;
        };
        if pending.get_untracked() {
            return;
        }
        if password.with_untracked(String::is_empty) {
            problem.set(Some("Type your password.".to_owned()));
            return;
        }
        enter.dispatch(Credentials {
            username,
            password: Zeroizing::new(password.get_untracked()),
        });
    };
    let leave = Callback::new(move |()| {
        session.sign_out();
        route.go(&Page::SignIn);
    });
    let label = move || format!("Password for {}", session.ended().unwrap_or_default());
    view! {
        <Modal
            open=Signal::derive(move || session.ended().is_some())
            on_close=|()| {}
            labelled_by="session-end"
            can_be_closed=false
        >
            <form method="post" novalidate on:submit=on_submit>
                <div>
                    <h2 id="session-end">"Your session has ended"</h2>
                    <p class="dim">"Sign in to go on. What you typed is still here, and what was asked of the portal is asked again."</p>
                </div>
                <div class="field">
                    <label for="again">{label}</label>
                    <input
                        class="input"
                        id="again"
                        type="password"
                        autocomplete="current-password"
                        autofocus
                        prop:value=move || password.get()
                        on:input:target=move |ev| password.set(ev.target().value())
                        aria-invalid=move || problem.with(Option::is_some).then_some("true")
                        aria-describedby=described_by("again", false, problem.into())
                    />
                    <ProblemText id="again-problem" problem />
                </div>
                <footer>
                    <button type="button" class="button" data-kind="quiet" on:click=move |_| leave.run(())>
                        "Sign out"
                    </button>
                    <button class="button" data-kind="primary" aria-busy=move || pending.get().then_some("true")>
                        "Sign in"
                    </button>
                </footer>
            </form>
        </Modal>
    }
}
