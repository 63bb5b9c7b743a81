//! Faults on demand: what a portal on a bad day does, each behind a switch.
//!
//! Whoever could suffer a fault asks [`Faults::strikes`] where it would happen. The switches are set at
//! `/sandbox/`; a new portal has none on, and a restart forgets them.

mod calls;
mod shape;

pub use calls::{strike, withhold};

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// What can go wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// 498, whatever the token.
    InvalidToken,
    /// 499, whatever the token.
    TokenRequired,
    /// 403 of the Administrator API.
    Forbidden,
    /// 500 with `details: null`.
    ServerError,
    /// The page of an ingress whose portal is gone.
    BadGateway,
    /// Nothing happens for so many milliseconds: a call that is given up meanwhile is not carried out.
    Slow,
    /// A call is carried out at once, and so many milliseconds pass before its answer.
    NoAnswer,
    /// Half of the answer, then the connection closes. What was asked for is done all the same.
    Cut,
    /// Passcodes in answers are cipher text.
    CipheredPasscodes,
    /// Dates of tasks and runs as release 10.9 writes them.
    StringDates,
    /// Lists end with `nextStart` -1.
    NextStartMinusOne,
    /// Lists have no `nextStart`.
    NextStartMissing,
    /// Lists come in pages of so many rows.
    Pages,
    /// The disaster recovery settings have no staging volume.
    NoStagingVolume,
    /// Backup stores fail their validation.
    StoreFails,
    /// Jobs say COMPLETED before they are.
    JobEarly,
    /// A run takes so many seconds of the portal longer.
    LongRuns,
}

impl Fault {
    pub const ALL: [Self; 17] = [
        Self::InvalidToken,
        Self::TokenRequired,
        Self::Forbidden,
        Self::ServerError,
        Self::BadGateway,
        Self::Slow,
        Self::NoAnswer,
        Self::Cut,
        Self::CipheredPasscodes,
        Self::StringDates,
        Self::NextStartMinusOne,
        Self::NextStartMissing,
        Self::Pages,
        Self::NoStagingVolume,
        Self::StoreFails,
        Self::JobEarly,
        Self::LongRuns,
    ];

    /// The name in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::InvalidToken => "invalid-token",
            Self::TokenRequired => "token-required",
            Self::Forbidden => "forbidden",
            Self::ServerError => "server-error",
            Self::BadGateway => "bad-gateway",
            Self::Slow => "slow",
            Self::NoAnswer => "no-answer",
            Self::Cut => "cut",
            Self::CipheredPasscodes => "ciphered-passcodes",
            Self::StringDates => "string-dates",
            Self::NextStartMinusOne => "next-start-minus-one",
            Self::NextStartMissing => "next-start-missing",
            Self::Pages => "pages",
            Self::NoStagingVolume => "no-staging-volume",
            Self::StoreFails => "store-fails",
            Self::JobEarly => "job-early",
            Self::LongRuns => "long-runs",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fault| fault.name() == name)
    }

    /// What it does, for the page.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::InvalidToken => "Calls with a token are answered with 498, Invalid token.",
            Self::TokenRequired => "Calls with a token are answered with 499, Token Required.",
            Self::Forbidden => "Calls of the Administrator API are answered with 403.",
            Self::ServerError => "Calls are answered with 500 and details null.",
            Self::BadGateway => "Calls are answered with the 502 page of an ingress.",
            Self::Slow => "Calls wait before anything is done.",
            Self::NoAnswer => "Calls are carried out at once, and not answered for long.",
            Self::Cut => "Half of the answer comes, then the connection closes.",
            Self::CipheredPasscodes => "Passcodes in answers are cipher text.",
            Self::StringDates => "Dates of tasks and runs are texts, as in release 10.9.",
            Self::NextStartMinusOne => "Lists end with nextStart -1.",
            Self::NextStartMissing => "Lists have no nextStart.",
            Self::Pages => "Lists come in pages.",
            Self::NoStagingVolume => "The system has no staging volume.",
            Self::StoreFails => "Backup stores fail their validation.",
            Self::JobEarly => "Jobs say COMPLETED before they are.",
            Self::LongRuns => "Runs take longer.",
        }
    }

    /// What its number counts and where it starts, for a fault that has one.
    pub fn number(self) -> Option<(&'static str, u32)> {
        match self {
            Self::Slow => Some(("milliseconds", 3000)),
            Self::NoAnswer => Some(("milliseconds", 600_000)),
            Self::Pages => Some(("rows", 2)),
            Self::LongRuns => Some(("seconds of the portal", 5400)),
            _ => None,
        }
    }
}

/// A fault that is on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Switch {
    /// How often it strikes from now on; None is until it is switched off.
    pub calls: Option<u32>,
    /// It strikes only calls whose path contains this.
    pub path: String,
    /// See [`Fault::number`].
    pub number: u32,
}

/// All switches of a portal.
#[derive(Debug, Default)]
pub struct Faults(Mutex<BTreeMap<Fault, Switch>>);

impl Faults {
    /// Whether a fault strikes a call of this path, and with which number. It is counted as one call.
    ///
    /// Work that no call asked for has the path `""`: a switch for some paths does not strike it.
    pub fn strikes(&self, fault: Fault, path: &str) -> Option<u32> {
        let mut switches = self.lock();
        let switch = switches.get_mut(&fault)?;
        if !path.contains(&switch.path) {
            return None;
        }
        let number = switch.number;
        if let Some(calls) = &mut switch.calls {
            *calls = calls.saturating_sub(1);
            if *calls == 0 {
                switches.remove(&fault);
            }
        }
        Some(number)
    }

    /// How much longer the work of a run takes, by the portal's clock.
    pub fn longer_runs(&self) -> Duration {
        let seconds = self.strikes(Fault::LongRuns, "");
        Duration::from_secs(seconds.unwrap_or_default().into())
    }

    pub fn switch_on(&self, fault: Fault, switch: Switch) {
        self.lock().insert(fault, switch);
    }

    pub fn switch_off(&self, fault: Fault) {
        self.lock().remove(&fault);
    }

    /// Nothing goes wrong any more.
    pub fn reset(&self) {
        self.lock().clear();
    }

    pub fn switch(&self, fault: Fault) -> Option<Switch> {
        self.lock().get(&fault).cloned()
    }

    /// A panic elsewhere leaves the switches as they are.
    fn lock(&self) -> MutexGuard<'_, BTreeMap<Fault, Switch>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn switch(calls: Option<u32>, path: &str) -> Switch {
        let (path, number) = (path.to_owned(), 7);
        Switch {
            calls,
            path,
            number,
        }
    }

    #[test]
    fn a_fault_for_two_calls_strikes_twice() {
        let faults = Faults::default();
        assert_eq!(faults.strikes(Fault::Cut, "/a"), None);
        faults.switch_on(Fault::Cut, switch(Some(2), ""));
        let struck: Vec<_> = (0..3).map(|_| faults.strikes(Fault::Cut, "/a")).collect();
        assert_eq!(struck, [Some(7), Some(7), None]);
        assert_eq!(faults.switch(Fault::Cut), None);
    }

    #[test]
    fn a_fault_for_some_paths_does_not_count_the_others() {
        let faults = Faults::default();
        faults.switch_on(Fault::Slow, switch(Some(1), "/runs"));
        assert_eq!(faults.strikes(Fault::Slow, "/tasks"), None);
        assert_eq!(faults.strikes(Fault::Slow, ""), None);
        assert_eq!(faults.strikes(Fault::Slow, "/tasks/1/runs"), Some(7));
        assert_eq!(faults.strikes(Fault::Slow, "/tasks/1/runs"), None);
    }

    #[test]
    fn every_fault_is_found_by_its_name_and_documented() {
        let documented = include_str!("../../../docs/sandbox-differences.md");
        for fault in Fault::ALL {
            assert_eq!(Fault::named(fault.name()), Some(fault));
            let name = format!("`{}`", fault.name());
            assert!(documented.contains(&name), "{name}");
        }
        assert_eq!(Fault::named("fire"), None);
    }
}
