//! How much may be lost at worst, as an administrator has set it.

use std::fmt;
use std::str::FromStr;

/// The unit in which a target is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Hour,
    Day,
}

impl Unit {
    /// In the order of the list to choose from.
    pub const ALL: [Self; 2] = [Self::Hour, Self::Day];

    /// In a form, and in a target that is kept: `hour` or `day`.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::Day => "day",
        }
    }

    /// The word beside a number other than one.
    pub fn plural(self) -> &'static str {
        match self {
            Self::Hour => "hours",
            Self::Day => "days",
        }
    }

    fn secs(self) -> i64 {
        match self {
            Self::Hour => 3600,
            Self::Day => 86_400,
        }
    }
}

impl FromStr for Unit {
    type Err = ();

    fn from_str(slug: &str) -> Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|unit| unit.slug() == slug)
            .ok_or(())
    }
}

/// The longest gap between two backups that is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    value: u32,
    unit: Unit,
}

impl Target {
    /// A longer one allows everything.
    const LONGEST: u32 = 9999;

    /// Reads what was typed beside a unit: nothing is no target.
    pub fn parse(typed: &str, unit: Unit) -> Result<Option<Self>, &'static str> {
        const WHY: &str = "Use a whole number from 1 to 9999, or leave it empty.";
        let typed = typed.trim();
        if typed.is_empty() {
            return Ok(None);
        }
        let is_plain = typed.bytes().all(|b| b.is_ascii_digit());
        let value = typed.parse().ok().filter(|_| is_plain).ok_or(WHY)?;
        match value {
            1..=Self::LONGEST => Ok(Some(Self { value, unit })),
            _ => Err(WHY),
        }
    }

    /// How many hours or days, 1 to 9999.
    pub fn value(self) -> u32 {
        self.value
    }

    /// The unit that it was typed in: 24 hours stay hours.
    pub fn unit(self) -> Unit {
        self.unit
    }

    /// The gap that is allowed, seconds.
    pub fn secs(self) -> i64 {
        i64::from(self.value) * self.unit.secs()
    }
}

/// `24 hour`, for keeping.
impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.value, self.unit.slug())
    }
}

impl FromStr for Target {
    type Err = ();

    fn from_str(kept: &str) -> Result<Self, ()> {
        let (value, unit) = kept.split_once(' ').ok_or(())?;
        Self::parse(value, unit.parse()?).ok().flatten().ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_comes_back_as_it_was_kept() {
        let target = Target::parse(" 36 ", Unit::Hour).unwrap().unwrap();
        assert_eq!(target.secs(), 36 * 3600);
        assert_eq!(target.to_string().parse(), Ok(target));
        assert_eq!(Target::parse("", Unit::Day), Ok(None));
    }

    #[test]
    fn what_is_no_number_of_hours_or_days_is_no_target() {
        for typed in ["0", "-1", "+1", "1.5", "a day", "10000", "99999999999"] {
            assert!(Target::parse(typed, Unit::Hour).is_err(), "{typed}");
        }
        for kept in ["", "24", "24 week", "0 day", "<b> day"] {
            assert_eq!(kept.parse::<Target>(), Err(()), "{kept}");
        }
    }
}
