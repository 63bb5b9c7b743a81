//! The one file that touches web storage.
//!
//! `sessionStorage` keeps the session (this tab, until it closes): the token is the only secret that
//! is ever stored. While somebody signs in on the portal's page it keeps what the answer is checked
//! with, which is good for one answer. `localStorage` keeps what a person chose (theme, time zone,
//! shortcuts, the longest gap allowed between backups), forms that are not finished, and when somebody
//! signed out last. Storage may be missing, full or hold an older shape; all three mean "nothing kept".

use crate::api::sign_in::{Grant, Way};
use crate::api::{Portal, Token};
use crate::browser::clock;
use crate::browser::page::window;
use crate::schedule::target::Target;
use quartz_cron::Timestamp;
use serde::{Deserialize, Serialize};
use web_sys::Storage;

/// `boot.js` looks for this name too, to choose what to show before the app is there.
const SESSION: &str = "portal-tasks.session";
/// When somebody has signed out last in any tab. The address of the portal follows.
const OUT: &str = "portal-tasks.out.";
const ASKED: &str = "portal-tasks.sign-in";
const THEME: &str = "portal-tasks.theme";
/// There where somebody has switched the keyboard shortcuts off.
const NO_SHORTCUTS: &str = "portal-tasks.no-shortcuts";
const ZONE: &str = "portal-tasks.zone";
const TARGET: &str = "portal-tasks.target";
/// `boot.js` looks for this one too, to tell whether something was kept when the app has stopped.
const DRAFT: &str = "portal-tasks.draft.";

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
    /// When somebody did something last, seconds on the portal's clock.
    #[serde(default)]
    active: i64,
    #[serde(default)]
    is_oauth: bool,
    /// When somebody signed in for it, milliseconds on this machine's clock.
    #[serde(default)]
    opened: i64,
}

/// A session as this tab has kept it.
pub struct Kept {
    pub grant: Grant,
    /// When somebody did something in it last.
    pub active: Timestamp,
    /// When somebody signed in for it, milliseconds on this machine's clock.
    pub opened: i64,
}

/// What a tab remembers while somebody signs in on a page of the portal.
#[derive(Serialize, Deserialize)]
pub struct Asked {
    /// Comes back with the answer.
    pub state: String,
    /// Proves that the answer was asked for here.
    pub verifier: String,
    /// The path and the parameters of the page that was asked for.
    pub page: String,
}

/// The session of this tab, if it is one with this portal, its time is not up and nobody has signed out
/// since, here or in another tab. Tells the portal's time to whoever asks from then on, until the portal
/// itself has answered.
pub fn load_session(portal: &Portal) -> Option<Kept> {
    let saved: SavedSession = serde_json::from_str(&read(session()?, SESSION)?).ok()?;
    portal.set_ahead(saved.ahead_ms);
    let now = clock::now(portal.ahead_ms());
    let grant = Grant {
        username: saved.username,
        token: Token::new(saved.token)?,
        expires: Timestamp::from_secs(saved.expires),
        way: match saved.is_oauth {
            true => Way::OAuth(None),
            false => Way::Password,
        },
    };
    let is_on =
        saved.portal == portal.as_str() && grant.expires > now && saved.opened > signed_out(portal);
    is_on.then_some(Kept {
        grant,
        active: Timestamp::from_secs(saved.active),
        opened: saved.opened,
    })
}

/// `opened` as in [`Kept`].
pub fn save_session(portal: &Portal, grant: &Grant, active: Timestamp, opened: i64) {
    let saved = SavedSession {
        portal: portal.as_str().to_owned(),
        username: grant.username.clone(),
        token: grant.token.expose().to_owned(),
        expires: grant.expires.as_secs(),
        ahead_ms: portal.ahead_ms(),
        active: active.as_secs(),
        is_oauth: matches!(grant.way, Way::OAuth(_)),
        opened,
    };
    keep(SESSION, &saved);
}

/// Writes that somebody has signed out, for tabs that hear of nothing now: those that show another page, or
/// sleep.
pub fn note_sign_out(portal: &Portal) {
    write(&out(portal), Some(&clock::now_ms().to_string()));
}

/// When somebody has signed out last, in any tab, as [`Kept::opened`] counts; before all of
/// them where nobody has.
pub fn signed_out(portal: &Portal) -> i64 {
    let at = local().and_then(|local| read(local, &out(portal))?.parse().ok());
    at.unwrap_or(i64::MIN)
}

fn out(portal: &Portal) -> String {
    format!("{OUT}{}", portal.as_str())
}

/// Writes into the kept session when somebody did something last.
pub fn note_active(at: Timestamp) {
    let saved = session().and_then(|storage| read(storage, SESSION));
    let saved = saved.and_then(|text| serde_json::from_str::<SavedSession>(&text).ok());
    if let Some(saved) = saved {
        let active = at.as_secs();
        keep(SESSION, &SavedSession { active, ..saved });
    }
}

/// Keeps in this tab what the next answer is checked with, in the place of what was kept before.
pub fn save_asked(asked: &Asked) {
    keep(ASKED, asked);
}

/// Hands it out once.
pub fn take_asked() -> Option<Asked> {
    let storage = session()?;
    let text = storage.get_item(ASKED).ok().flatten()?;
    let _ = storage.remove_item(ASKED);
    serde_json::from_str(&text).ok()
}

fn keep(name: &str, what: &impl Serialize) {
    if let (Some(storage), Ok(text)) = (session(), serde_json::to_string(what)) {
        let _ = storage.set_item(name, &text);
    }
}

/// Forgets the session of this tab; drafts and what a person chose stay.
pub fn forget_session() {
    if let Some(storage) = session() {
        let _ = storage.remove_item(SESSION);
    }
}

/// `light` or `dark`; None follows the system.
pub fn theme() -> Option<String> {
    read(local()?, THEME).filter(|theme| theme == "light" || theme == "dark")
}

/// Keeps the theme for later visits; None, which follows the system, forgets it.
pub fn save_theme(theme: Option<&str>) {
    write(THEME, theme);
}

/// False for who has switched the keyboard shortcuts off.
pub fn has_shortcuts() -> bool {
    local()
        .and_then(|local| read(local, NO_SHORTCUTS))
        .is_none()
}

/// Keeps whether there are keyboard shortcuts. Only that they are off is ever written.
pub fn save_shortcuts(is_on: bool) {
    write(NO_SHORTCUTS, (!is_on).then_some("true"));
}

/// The IANA name of the zone to show times in; `UTC` for UTC alone, None for the browser's own.
pub fn zone() -> Option<String> {
    read(local()?, ZONE)
}

/// Keeps the zone to show times in, as [`zone`] tells it; None forgets it.
pub fn save_zone(name: Option<&str>) {
    write(ZONE, name);
}

/// The longest gap between two backups that is allowed.
pub fn target() -> Option<Target> {
    read(local()?, TARGET)?.parse().ok()
}

/// Keeps the longest gap between two backups that is allowed; None forgets it.
pub fn save_target(target: Option<Target>) {
    write(TARGET, target.map(|target| target.to_string()).as_deref());
}

/// Whose draft it is, and of what: each has a place of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftPlace(String);

impl DraftPlace {
    /// `subject` is the id of the task that is edited, or `new`.
    pub fn new(portal: &Portal, username: &str, subject: &str) -> Self {
        let owner = serde_json::json!([portal.as_str(), username, subject]);
        Self(format!("{DRAFT}{owner}"))
    }
}

/// The text of a draft.
pub fn draft(place: &DraftPlace) -> Option<String> {
    read(local()?, &place.0)
}

/// Keeps the text of a draft.
pub fn save_draft(place: &DraftPlace, text: &str) {
    write(&place.0, Some(text));
}

/// Forgets a draft if it is still this one: another tab may have kept something else there since.
pub fn forget_draft(place: &DraftPlace, ours: Option<&str>) {
    if ours.is_some() && draft(place).as_deref() == ours {
        write(&place.0, None);
    }
}

/// Forgets every draft, of anyone, whose text is not worth keeping.
pub fn sweep_drafts(is_worth: impl Fn(&str) -> bool) {
    let Some(storage) = local() else { return };
    let count = storage.length().unwrap_or_default();
    let names: Vec<String> = (0..count)
        .filter_map(|at| storage.key(at).ok().flatten())
        .filter(|name| name.starts_with(DRAFT))
        .collect();
    for name in names {
        let text = storage.get_item(&name).ok().flatten().unwrap_or_default();
        if !is_worth(&text) {
            let _ = storage.remove_item(&name);
        }
    }
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
