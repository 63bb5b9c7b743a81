//! Where the portal is.

use super::decode::Reply;
use serde::Deserialize;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// A difference below this, in milliseconds, is the rounding of the `Date` header and the way.
const SAME_TIME: u64 = 2500;

/// An organisation's portal: its address and its clock.
#[derive(Clone, Debug)]
pub struct Portal {
    /// `https://host/<context>`, or `http://` for a trial, without a slash at its end.
    address: Arc<str>,
    /// How far its clock is ahead of ours, milliseconds, as last heard.
    ahead_ms: Arc<AtomicI64>,
}

impl PartialEq for Portal {
    fn eq(&self, other: &Self) -> bool {
        self.address == other.address
    }
}

impl Eq for Portal {}

/// `config.json` beside `index.html`. Every member is optional, as is the file.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Config {
    /// The organisation's address, absolute or from the root of this host.
    pub portal_url: Option<String>,
    /// Under which this app is registered with the portal, for OAuth.
    pub client_id: Option<String>,
    /// Minutes without a key or a click after which a session ends.
    pub idle_minutes: Option<u32>,
}

/// What holds for every session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Where it is missing there is no OAuth.
    pub client_id: Option<Arc<str>>,
    /// Seconds without a key or a click after which a session ends.
    pub idle: i64,
}

/// Minutes, where `config.json` says nothing.
const USUAL_IDLE: u32 = 15;
/// From a minute beyond the warning to a day.
const IDLE: std::ops::RangeInclusive<u32> = 2..=1440;

/// Why it is not known where the portal is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Lost {
    #[error("config.json cannot be read: {0}.")]
    Config(String),
    #[error("The idleMinutes in config.json must be a whole number from 2 to 1440, and is {0}.")]
    Idle(u32),
    #[error(
        "The portalUrl in config.json is not a web address: “{0}”. It looks like https://organization.example.com/gis."
    )]
    Address(String),
    #[error(
        "This page does not lie below a portal’s address, and no config.json names one. Put a config.json with a portalUrl beside index.html."
    )]
    NoContext,
}

impl Config {
    /// Reads the file. A host that answers every unknown path with its start page sends html: that
    /// is no file.
    pub fn parse(text: &str) -> Result<Self, Lost> {
        if text.trim_start().starts_with('<') {
            return Ok(Self::default());
        }
        serde_json::from_str(text).map_err(|e| Lost::Config(e.to_string()))
    }

    /// What it says of sessions.
    pub fn rules(&self) -> Result<Rules, Lost> {
        let minutes = self.idle_minutes.unwrap_or(USUAL_IDLE);
        if !IDLE.contains(&minutes) {
            return Err(Lost::Idle(minutes));
        }
        let client_id = self.client_id.as_deref().map(str::trim);
        Ok(Rules {
            client_id: client_id.filter(|id| !id.is_empty()).map(Into::into),
            idle: i64::from(minutes) * 60,
        })
    }
}

impl Portal {
    /// From the configuration, else from the page's own address: its origin and the first segment
    /// of its path (`/<context>/…`).
    pub fn find(config: &Config, origin: &str, path: &str) -> Result<Self, Lost> {
        if let Some(address) = config.portal_url.as_deref().map(str::trim) {
            let absolute = match address.strip_prefix('/') {
                Some(below) if !below.starts_with('/') => format!("{origin}/{below}"),
                _ => address.to_owned(),
            };
            let rest = absolute
                .strip_prefix("https://")
                .or_else(|| absolute.strip_prefix("http://"));
            let is_plain = |rest: &str| {
                !rest.is_empty()
                    && !rest.starts_with('/')
                    && rest.bytes().all(|b| b.is_ascii_graphic())
                    && !rest.contains(['?', '#', '@', '\\'])
            };
            return match rest {
                Some(rest) if is_plain(rest) => Ok(Self::at(absolute.trim_end_matches('/'))),
                _ => Err(Lost::Address(address.to_owned())),
            };
        }
        match path.split('/').find(|segment| !segment.is_empty()) {
            Some(context) if !context.contains('.') => Ok(Self::at(&format!("{origin}/{context}"))),
            _ => Err(Lost::NoContext),
        }
    }

    fn at(address: &str) -> Self {
        Self {
            address: address.into(),
            ahead_ms: Arc::default(),
        }
    }

    /// Notes what an answer told about the portal's clock.
    pub fn hear(&self, reply: &Reply) {
        if let Some(ahead) = reply.ahead_ms {
            self.set_ahead(ahead);
        }
    }

    /// Sets how far the portal's clock is ahead of ours, milliseconds.
    pub fn set_ahead(&self, ahead_ms: i64) {
        let is_same = ahead_ms.unsigned_abs() < SAME_TIME;
        let ahead_ms = if is_same { 0 } else { ahead_ms };
        self.ahead_ms.store(ahead_ms, Ordering::Relaxed);
    }

    /// How far the portal's clock is ahead of ours, milliseconds; negative when it is behind.
    pub fn ahead_ms(&self) -> i64 {
        self.ahead_ms.load(Ordering::Relaxed)
    }

    /// The Sharing API's address of `path`, which starts with a slash.
    pub fn sharing(&self, path: &str) -> String {
        format!("{}/sharing/rest{path}", self.address)
    }

    /// The Administrator API's address of `path`, which starts with a slash.
    pub fn admin(&self, path: &str) -> String {
        format!("{}/admin{path}", self.address)
    }

    /// The address with its scheme, without a slash at its end: it tells portals apart in what is stored.
    pub fn as_str(&self) -> &str {
        &self.address
    }

    /// For people: the address without its scheme.
    pub fn label(&self) -> &str {
        self.address
            .split_once("://")
            .map_or(&self.address, |(_, rest)| rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORIGIN: &str = "https://gis.example.com";

    fn configured(portal_url: &str) -> Config {
        Config {
            portal_url: Some(portal_url.into()),
            ..Config::default()
        }
    }

    #[test]
    fn without_a_configuration_the_first_segment_is_the_context() {
        let portal = Portal::find(&Config::default(), ORIGIN, "/gis/apps/tasks/").unwrap();
        assert_eq!(portal.as_str(), "https://gis.example.com/gis");
        assert_eq!(
            portal.admin("/system/tasks"),
            "https://gis.example.com/gis/admin/system/tasks"
        );
        assert_eq!(
            portal.sharing("/generateToken"),
            "https://gis.example.com/gis/sharing/rest/generateToken"
        );
        assert_eq!(portal.label(), "gis.example.com/gis");
    }

    #[test]
    fn a_configured_address_wins_with_or_without_a_host() {
        for (url, portal) in [
            (
                "https://other.example.com/portal/",
                "https://other.example.com/portal",
            ),
            ("/gis", "https://gis.example.com/gis"),
            (
                " https://other.example.com/portal ",
                "https://other.example.com/portal",
            ),
        ] {
            let found = Portal::find(&configured(url), ORIGIN, "/elsewhere/").unwrap();
            assert_eq!(found.as_str(), portal);
        }
    }

    #[test]
    fn what_is_not_a_web_address_is_refused_by_name() {
        for url in [
            "javascript:alert(1)",
            "",
            "//evil.example.com",
            "https://",
            "https://user@host/gis",
            "https://host/gis?x=1",
            "ftp://host/gis",
        ] {
            assert_eq!(
                Portal::find(&configured(url), ORIGIN, "/gis/"),
                Err(Lost::Address(url.into()))
            );
        }
    }

    #[test]
    fn the_portals_clock_is_heard_and_rounding_is_not_a_difference() {
        let portal = Portal::find(&Config::default(), ORIGIN, "/gis/").unwrap();
        let said = |ahead_ms| Reply {
            ahead_ms: Some(ahead_ms),
            ..Reply::default()
        };
        portal.hear(&said(3_600_000));
        assert_eq!(portal.ahead_ms(), 3_600_000);
        portal.hear(&Reply::default());
        assert_eq!(
            portal.ahead_ms(),
            3_600_000,
            "a reply without a date says nothing"
        );
        portal.hear(&said(-1_400));
        assert_eq!(portal.ahead_ms(), 0);
    }

    #[test]
    fn at_the_root_of_a_host_nobody_knows_the_portal() {
        for path in ["/", "", "/index.html"] {
            let lost = Portal::find(&Config::default(), ORIGIN, path).unwrap_err();
            assert_eq!(lost, Lost::NoContext, "{path}");
        }
    }

    #[test]
    fn a_start_page_in_the_place_of_the_file_is_no_file() {
        let config = Config::parse("<!doctype html><title>Portal Tasks</title>").unwrap();
        assert_eq!(config.portal_url, None);
    }

    #[test]
    fn sessions_end_after_a_quarter_of_an_hour_unless_the_file_says_otherwise() {
        let rules = |text| Config::parse(text).and_then(|config| config.rules());
        let usual = rules("{}").unwrap();
        assert_eq!((usual.idle, usual.client_id), (900, None));
        let other = rules(r#"{"idleMinutes": 30, "clientId": " portaltasks "}"#).unwrap();
        assert_eq!(other.idle, 1800);
        assert_eq!(other.client_id.as_deref(), Some("portaltasks"));
        assert_eq!(rules(r#"{"idleMinutes": 1}"#), Err(Lost::Idle(1)));
        assert!(rules(r#"{"idleMinutes": -5}"#).is_err());
        assert_eq!(rules(r#"{"clientId": ""}"#).unwrap().client_id, None);
    }

    #[test]
    fn a_broken_file_is_said_and_not_passed_over() {
        let lost = Config::parse("{\"portalUrl\": ").unwrap_err();
        assert!(
            lost.to_string()
                .starts_with("config.json cannot be read: EOF")
        );
    }
}
