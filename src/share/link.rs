//! An expression in the fragment of an address: `#cron=0+0+4+%3F+*+7&zone=Europe/Copenhagen`.
//!
//! A fragment is not sent to any server. What the link holds is public all the same: an expression and
//! the zone in which its author looked at it, nothing else.

use quartz_cron::{Cron, ParseError};
use std::fmt::Write as _;

/// No expression that means something is longer, bytes of the fragment.
const LONGEST: usize = 1000;

/// What a link says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub cron: Cron,
    /// An IANA name, such as `Europe/Copenhagen`: the zone to show times in. The expression is in UTC
    /// whatever it says.
    pub zone: Option<String>,
}

/// Why a link that holds an expression cannot be read; its text is a sentence for the page.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    #[error("The link is too long to be an expression.")]
    TooLong,
    #[error("The link is damaged: it does not end where it should, or holds what is no text.")]
    Damaged,
    #[error("The expression in the link cannot be read: {0}")]
    Cron(ParseError),
}

impl Link {
    /// With `#` in front.
    pub fn fragment(&self) -> String {
        let mut text = String::from("#cron=");
        encode(&self.cron.to_string(), &mut text);
        if let Some(zone) = self.zone.as_deref().filter(|zone| is_zone(zone)) {
            text.push_str("&zone=");
            encode(zone, &mut text);
        }
        text
    }

    /// From a fragment, with or without `#`. None when it holds no expression. What else it holds is
    /// passed over, and so is a zone that is no name.
    pub fn read(fragment: &str) -> Option<Result<Self, Problem>> {
        let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
        let value = |name: &str| {
            let mut parts = fragment.split('&');
            parts.find_map(|part| part.strip_prefix(name)?.strip_prefix('='))
        };
        let cron = value("cron")?;
        if fragment.len() > LONGEST {
            return Some(Err(Problem::TooLong));
        }
        let zone = value("zone").and_then(decode);
        let read = decode(cron)
            .ok_or(Problem::Damaged)
            .and_then(|text| text.parse().map_err(Problem::Cron));
        Some(read.map(|cron| Self {
            cron,
            zone: zone.filter(|zone| is_zone(zone)),
        }))
    }
}

/// Whether a text may be the name of a zone.
fn is_zone(text: &str) -> bool {
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'_' | b'-' | b'+');
    (1..=64).contains(&text.len()) && text.bytes().all(is_plain)
}

/// For a fragment or a parameter of an address; a space becomes a `+`.
pub fn encode(text: &str, into: &mut String) {
    for byte in text.bytes() {
        match byte {
            b' ' => into.push('+'),
            b'*' | b',' | b'-' | b'/' | b'_' | b'.' => into.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => into.push(char::from(byte)),
            _ => {
                // Writing to a text cannot fail.
                let _ = write!(into, "%{byte:02X}");
            }
        }
    }
}

/// None when an escape is cut off, or it is no UTF-8.
fn decode(text: &str) -> Option<String> {
    let mut bytes = text.bytes();
    let mut read = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        read.push(match byte {
            b'+' => b' ',
            b'%' => {
                let mut digit = || char::from(bytes.next()?).to_digit(16);
                (digit()? * 16 + digit()?) as u8
            }
            byte => byte,
        });
    }
    String::from_utf8(read).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(cron: &str, zone: Option<&str>) -> Link {
        Link {
            cron: cron.parse().unwrap(),
            zone: zone.map(str::to_owned),
        }
    }

    #[test]
    fn an_expression_comes_back_from_its_link() {
        for cron in [
            "0 0 4 ? * 7",
            "0 0/15 8-17 ? * 2#1",
            "0 0 3 L-3W 1,6 ? 2027-2030",
        ] {
            for zone in [None, Some("Europe/Copenhagen"), Some("Etc/GMT+5")] {
                let link = link(cron, zone);
                assert_eq!(Link::read(&link.fragment()), Some(Ok(link)));
            }
        }
        let told = link("0 0 4 ? * 2#1", Some("Europe/Copenhagen")).fragment();
        assert_eq!(told, "#cron=0+0+4+%3F+*+2%231&zone=Europe/Copenhagen");
    }

    #[test]
    fn a_damaged_link_is_told_and_another_fragment_is_none() {
        assert_eq!(Link::read("#top"), None);
        assert_eq!(Link::read(""), None);
        assert_eq!(Link::read("#cronic=1"), None);
        assert_eq!(Link::read("#cron=0+0+4+%3"), Some(Err(Problem::Damaged)));
        assert_eq!(Link::read("#cron=%FF%FF"), Some(Err(Problem::Damaged)));
        assert!(matches!(
            Link::read("#cron=61+0+0+*+*+%3F"),
            Some(Err(Problem::Cron(_)))
        ));
        let long = format!("#cron={}", "0".repeat(LONGEST));
        assert_eq!(Link::read(&long), Some(Err(Problem::TooLong)));
    }

    #[test]
    fn nothing_but_the_expression_and_a_zone_is_taken() {
        let read = Link::read("#passcode=x&cron=0%200%204%20*%20*%20%3F&zone=<script>").unwrap();
        assert_eq!(read, Ok(link("0 0 4 * * ?", None)));
    }
}
