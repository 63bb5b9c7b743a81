//! Signing in on a page of the portal, OAuth 2 with PKCE: there and back, or in a window of its own over a
//! page that must stay as it is. Nothing here is needed where `config.json` names no client.

use crate::api::Portal;
use crate::api::oauth::{MINUTES, Problem, read_answer};
use crate::api::sign_in::Grant;
use crate::browser::channel::Channel;
use crate::browser::{clock, page};
use crate::storage::{self, Asked};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};
use std::cell::Cell;
use std::rc::Rc;
use web_sys::UrlSearchParams;

/// Where a window says what came back, and the page that opened it that it has it.
const CHANNEL: &str = "portal-tasks.sign-in";
const TAKEN: &str = "taken";
/// A page that opened a window answers at once, if its machine lets it: milliseconds.
const WAIT: i32 = 3000;

/// What came of an answer.
pub enum Back {
    SignedIn(Grant),
    Failed(Problem),
    /// This was a window of another page, which has it.
    HandedOver,
}

/// One attempt: what its answer is checked with.
fn ask() -> Option<Asked> {
    Some(Asked {
        state: secret()?,
        verifier: secret()?,
        page: format!("{}{}", page::path(), page::search()),
    })
}

/// 43 characters that nobody guesses.
fn secret() -> Option<String> {
    let mut bytes = [0; 32];
    page::fill_random(&mut bytes).then(|| URL_SAFE_NO_PAD.encode(bytes))
}

fn challenge(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(verifier))
}

/// The app's own folder: it is there on every host, with or without a rule for deep links.
fn redirect_uri() -> String {
    format!("{}{}/", page::origin(), page::base())
}

fn address(portal: &Portal, client_id: &str, asked: &Asked) -> Option<String> {
    let query = UrlSearchParams::new().ok()?;
    for (name, value) in [
        ("client_id", client_id),
        ("response_type", "code"),
        ("redirect_uri", &redirect_uri()),
        ("expiration", &MINUTES.to_string()),
        ("state", &asked.state),
        ("code_challenge", &challenge(&asked.verifier)),
        ("code_challenge_method", "S256"),
    ] {
        query.append(name, value);
    }
    let query = String::from(query.to_string());
    Some(format!("{}?{query}", portal.sharing("/oauth2/authorize")))
}

fn unable() -> Problem {
    Problem {
        what: "This browser cannot begin a sign-in on the portal’s page.".to_owned(),
        advice: "Use the form.",
    }
}

/// Leaves for the portal's page. It leads back to [`finish`].
pub fn leave(portal: &Portal, client_id: &str) -> Result<(), Problem> {
    let asked = ask().ok_or_else(unable)?;
    let address = address(portal, client_id, &asked).ok_or_else(unable)?;
    storage::save_asked(&asked);
    page::go(&address);
    Ok(())
}

/// Opens the portal's page in a window and waits for what it brings: the waiting ends when the channel is
/// dropped. To be called in the middle of a click, else the browser opens none.
pub fn open_window(
    portal: &Portal,
    client_id: &str,
    mut on_answer: impl FnMut(Answer) + 'static,
) -> Result<Channel, Problem> {
    let asked = ask().ok_or_else(unable)?;
    let address = address(portal, client_id, &asked).ok_or_else(unable)?;
    let mut asked = Some(asked);
    let channel = Channel::open(CHANNEL, move |said| {
        // What other windows say is theirs. An attempt is good for one answer.
        let is_ours = |asked: &Asked| parameter(said, "state").as_ref() == Some(&asked.state);
        if let Some(asked) = asked.take_if(|asked| is_ours(asked)) {
            if let Some(reply) = Channel::open(CHANNEL, |_| {}) {
                reply.say(TAKEN);
            }
            on_answer(Answer {
                search: said.to_owned(),
                verifier: asked.verifier,
            });
        }
    })
    .ok_or_else(unable)?;
    match page::open_window(&address) {
        true => Ok(channel),
        false => Err(Problem {
            what: "The browser did not open the window.".to_owned(),
            advice: "Allow this page to open windows, or use the password.",
        }),
    }
}

/// What the portal's page has sent back, checked to be ours.
pub struct Answer {
    search: String,
    verifier: String,
}

impl Answer {
    /// Exchanges its code for a token.
    pub async fn exchange(self, portal: &Portal, client_id: &str) -> Result<Grant, Problem> {
        let part = |name: &str| parameter(&self.search, name);
        let (error, words) = (part("error"), part("error_description"));
        let code = read_answer(part("code"), error.as_deref(), words.as_deref())?;
        let uri = redirect_uri();
        let granted = portal.exchange_code(client_id, &uri, &code, &self.verifier);
        granted.await.map_err(|error| Problem::of_exchange(&error))
    }
}

/// Takes up what stood behind the `?` when this page was opened by the portal's. Afterwards the address is
/// that of the page which was asked for.
pub async fn finish(portal: Portal, client_id: std::sync::Arc<str>, search: String) -> Back {
    let asked = storage::take_asked();
    let asked = asked.filter(|asked| parameter(&search, "state").as_ref() == Some(&asked.state));
    let Some(asked) = asked else {
        return match hand_over(&search).await {
            true => Back::HandedOver,
            false => Back::Failed(Problem::not_asked_for()),
        };
    };
    page::replace_address(&asked.page);
    let answer = Answer {
        search,
        verifier: asked.verifier,
    };
    match answer.exchange(&portal, &client_id).await {
        Ok(grant) => Back::SignedIn(grant),
        Err(problem) => Back::Failed(problem),
    }
}

/// Offers an answer to the page that may have opened this window. Whoever hears it can do nothing with it
/// without the verifier.
async fn hand_over(search: &str) -> bool {
    let is_taken = Rc::new(Cell::new(false));
    let hear = {
        let is_taken = Rc::clone(&is_taken);
        move |said: &str| is_taken.set(is_taken.get() || said == TAKEN)
    };
    let Some(channel) = Channel::open(CHANNEL, hear) else {
        return false;
    };
    channel.say(search);
    const STEP: i32 = 50;
    for _ in 0..WAIT / STEP {
        if is_taken.get() {
            return true;
        }
        clock::pause(STEP).await;
    }
    is_taken.get()
}

fn parameter(search: &str, name: &str) -> Option<String> {
    UrlSearchParams::new_with_str(search).ok()?.get(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_challenge_is_that_of_the_example_in_rfc_7636() {
        assert_eq!(
            challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
        );
    }
}
