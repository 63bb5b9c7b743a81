//! The one file that touches web storage.
//!
//! `sessionStorage` keeps the session (this tab, until it closes): the token is the only secret that
//! is ever stored. `localStorage` keeps what a person chose: theme and time zone. Storage may be
//! missing, full or hold an older shape; all three mean "nothing kept".

use crate::api::sign_in::Grant;
use crate::api::{Portal, Token};
use crate::browser::clock;
use crate::browser::page::window;
use quartz_cron::Timestamp;
use serde::{Deserialize, Serialize};
use web_sys::Storage;

/// `boot.js` looks for this name too, to choose what to show before the app is there.
const SESSION: &str = "portal-tasks.session";
const THEME: &str = "portal-tasks.theme";
const ZONE: &str = "portal-tasks.zone";

#[derive(Serialize, Deserialize)]
struct SavedSession {
    portal: String,
    username: String,
    token: String,
    /// Seconds since 1970, on the portal's clock.
    expires: i64,
    /// How far that clock was ahead of ours.
    #[serde(default)]
    ahead_ms: i64,
}

/// The session of this tab, if it is one with this portal and its time is not up. Tells the portal's
/// time to whoever asks from then on, until the portal itself has answered.
pub fn load_session(portal: &Portal) -> Option<Grant> {
    let saved: SavedSession = serde_json::from_str(&read(session()?, SESSION)?).ok()?;
    portal.set_ahead(saved.ahead_ms);
    let now = clock::now(portal.ahead_ms());
    let grant = Grant {
        username: saved.username,
        token: Token::new(saved.token)?,
        expires: Timestamp::from_secs(saved.expires),
    };
    (saved.portal == portal.as_str() && grant.expires > now).then_some(grant)
}

pub fn save_session(portal: &Portal, grant: &Grant) {
    let saved = SavedSession {
        portal: portal.as_str().to_owned(),
        username: grant.username.clone(),
        token: grant.token.expose().to_owned(),
        expires: grant.expires.as_secs(),
        ahead_ms: portal.ahead_ms(),
    };
    if let (Some(storage), Ok(text)) = (session(), serde_json::to_string(&saved)) {
        let _ = storage.set_item(SESSION, &text);
    }
}

pub fn forget_session() {
    if let Some(storage) = session() {
        let _ = storage.remove_item(SESSION);
    }
}

/// `light` or `dark`; None follows the system.
pub fn theme() -> Option<String> {
    read(local()?, THEME).filter(|theme| theme == "light" || theme == "dark")
}

pub fn save_theme(theme: Option<&str>) {
    write(THEME, theme);
}

/// The IANA name of the zone to show times in; `UTC` for UTC alone, None for the browser's own.
pub fn zone() -> Option<String> {
    read(local()?, ZONE)
}

pub fn save_zone(name: Option<&str>) {
    write(ZONE, name);
}

fn session() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

fn local() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

fn read(storage: Storage, name: &str) -> Option<String> {
    storage.get_item(name).ok().flatten()
}

fn write(name: &str, value: Option<&str>) {
    if let Some(storage) = local() {
        let _ = match value {
            Some(value) => storage.set_item(name, value),
            None => storage.remove_item(name),
        };
    }
}
