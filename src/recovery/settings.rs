//! The settings of disaster recovery: where backups are put together, and how long one may take.
//! Source: section 3.6 of docs/portal-api.md.

use super::volume::{Volume, VolumeDraft};
use crate::schedule::times;

/// Hours after which a portal cancels a backup where nothing else is set.
pub const USUAL_HOURS: i64 = 2;

/// The settings as the portal tells them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    pub staging: Staging,
    /// Seconds after which a backup is cancelled; None where the portal does not tell.
    pub timeout: Option<i64>,
}

/// The volume on which backups are put together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Staging {
    /// Every backup fails.
    #[default]
    Missing,
    On(Volume),
    /// There is one, described in a way that this page cannot read.
    Other,
}

impl Settings {
    /// `2 h`, and whose word that is.
    pub fn limit(&self) -> String {
        match self.timeout {
            Some(seconds) => format!("After {}", times::span(seconds)),
            None => format!("Not told; a portal’s own limit is {USUAL_HOURS} h"),
        }
    }
}

/// The fields that can have a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Volume(super::volume::Field),
    Timeout,
}

/// The settings as they were typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SettingsDraft {
    pub volume: VolumeDraft,
    /// Minutes. Empty: nothing is said about it.
    pub minutes: String,
}

/// Settings that can be asked for: all of them, since no source says whether what is not sent stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSettings {
    pub staging: Volume,
    pub timeout: Option<i64>,
}

impl NewSettings {
    /// True when the portal tells what was asked for; about what was not said it may tell anything.
    pub fn is_in(&self, told: &Settings) -> bool {
        told.staging == Staging::On(self.staging.clone())
            && (self.timeout.is_none() || self.timeout == told.timeout)
    }
}

impl SettingsDraft {
    /// The settings as they are, or what a portal is first asked for.
    pub fn of(settings: &Settings) -> Self {
        let volume = match &settings.staging {
            Staging::On(volume) => VolumeDraft::of(volume),
            Staging::Missing | Staging::Other => VolumeDraft {
                size: "64Gi".to_owned(),
                ..VolumeDraft::default()
            },
        };
        let minutes = settings.timeout.map(minutes).unwrap_or_default();
        Self { volume, minutes }
    }

    /// Either settings that may be sent, or everything that is wrong.
    pub fn parse(&self) -> Result<NewSettings, Vec<(Field, String)>> {
        let volume = self.volume.parse();
        let timeout = seconds(&self.minutes);
        match (volume, timeout) {
            (Ok(staging), Ok(timeout)) => Ok(NewSettings { staging, timeout }),
            (volume, timeout) => {
                let of_volume = volume.err().unwrap_or_default().into_iter();
                let of_volume = of_volume.map(|(field, text)| (Field::Volume(field), text));
                let of_timeout = timeout.err().map(|text| (Field::Timeout, text));
                Err(of_volume.chain(of_timeout).collect())
            }
        }
    }
}

/// `120`, or `1.5` where they are not whole.
fn minutes(seconds: i64) -> String {
    match seconds % 60 {
        0 => (seconds / 60).to_string(),
        _ => format!("{:.2}", seconds as f64 / 60.0),
    }
}

fn seconds(minutes: &str) -> Result<Option<i64>, String> {
    let typed = minutes.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    match typed.parse::<f64>() {
        Ok(minutes) if (1.0..=100_000.0).contains(&minutes) => {
            Ok(Some((minutes * 60.0).round() as i64))
        }
        _ => Err("A number of minutes, from 1 to 100000.".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::volume::Provisioning;
    use super::*;

    fn settings() -> Settings {
        Settings {
            staging: Staging::On(Volume {
                class: "default".into(),
                size: "64Gi".into(),
                provisioning: Provisioning::Dynamic,
                labels: Vec::new(),
            }),
            timeout: Some(7200),
        }
    }

    #[test]
    fn what_is_not_changed_goes_back_as_it_came() {
        let sent = SettingsDraft::of(&settings()).parse().unwrap();
        assert_eq!(Staging::On(sent.staging), settings().staging);
        assert_eq!(sent.timeout, Some(7200));
    }

    #[test]
    fn settings_are_known_again_in_what_the_portal_tells() {
        let sent = SettingsDraft::of(&settings()).parse().unwrap();
        assert!(sent.is_in(&settings()));
        let later = Settings {
            timeout: Some(18_000),
            ..settings()
        };
        assert!(!sent.is_in(&later));
        assert!(!sent.is_in(&Settings::default()));
        let silent = NewSettings {
            timeout: None,
            ..sent
        };
        assert!(silent.is_in(&later));
    }

    #[test]
    fn an_odd_limit_survives_and_an_untold_one_stays_untold() {
        for timeout in [Some(5430), Some(7201), None] {
            let settings = Settings {
                timeout,
                ..settings()
            };
            assert_eq!(
                SettingsDraft::of(&settings).parse().unwrap().timeout,
                timeout
            );
        }
    }

    #[test]
    fn a_limit_is_a_number_of_minutes() {
        for typed in ["0", "-5", "two", "1e9"] {
            let draft = SettingsDraft {
                minutes: typed.into(),
                ..SettingsDraft::of(&settings())
            };
            assert_eq!(draft.parse().unwrap_err()[0].0, Field::Timeout, "{typed}");
        }
    }
}
