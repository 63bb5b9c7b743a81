//! How long a backup is kept.
//!
//! The portal stores the same fact twice: as `metaData.retention` (`{type, value}`) and as
//! `retentionOffset` in milliseconds. Here it is one value, from which both are computed.
//! Source: create-task, `parameters` of a `CreateBackup` task.

pub mod cleaner;
pub mod outlook;
pub mod simulate;

use std::fmt;
use std::str::FromStr;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// The unit in which a retention is given: `metaData.retention.type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    Day,
    Week,
    /// Thirty days: the portal does not say how long a month is.
    Month,
}

impl Unit {
    /// In the order of the list to choose from.
    pub const ALL: [Self; 3] = [Self::Day, Self::Week, Self::Month];

    /// How the portal spells it: `day`, `week` or `month`.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }

    /// Length in days: 1, 7 or 30.
    pub fn days(self) -> u32 {
        match self {
            Self::Day => 1,
            Self::Week => 7,
            Self::Month => 30,
        }
    }

    /// The word beside a number other than one.
    pub fn plural(self) -> &'static str {
        match self {
            Self::Day => "days",
            Self::Week => "weeks",
            Self::Month => "months",
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

/// A number of days, weeks or months, from one day to [`Retention::LONGEST_DAYS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Retention {
    value: u32,
    unit: Unit,
}

impl Retention {
    /// Ten years. The portal documents no limit; a longer one is nearly always a slip of the hand.
    pub const LONGEST_DAYS: u32 = 3650;

    /// The retention of that many units, or why there is none.
    pub fn new(value: u32, unit: Unit) -> Result<Self, Problem> {
        let days = u64::from(value) * u64::from(unit.days());
        match days {
            0 => Err(Problem::Zero),
            days if days > u64::from(Self::LONGEST_DAYS) => Err(Problem::TooLong(unit)),
            _ => Ok(Self { value, unit }),
        }
    }

    /// Reads what a person typed beside the unit that they chose.
    pub fn parse(typed: &str, unit: Unit) -> Result<Self, Problem> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(Problem::Empty);
        }
        if !typed.bytes().all(|b| b.is_ascii_digit()) {
            return Err(Problem::NotANumber);
        }
        match typed.parse() {
            Ok(value) => Self::new(value, unit),
            Err(_) => Err(Problem::TooLong(unit)),
        }
    }

    /// `metaData.retention.value`: how many units.
    pub fn value(self) -> u32 {
        self.value
    }

    /// `metaData.retention.type`.
    pub fn unit(self) -> Unit {
        self.unit
    }

    /// How an address names it: `14-day`.
    pub fn slug(self) -> String {
        format!("{}-{}", self.value, self.unit.slug())
    }

    /// The retention that [`Self::slug`] names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        let (value, unit) = slug.split_once('-')?;
        Self::parse(value, unit.parse().ok()?).ok()
    }

    /// Whether a `retentionOffset` says the same. How long a month is no source says: 28 to 31 days are all
    /// meant by it.
    pub fn agrees_with(self, offset_ms: i64) -> bool {
        let months = i64::from(self.value);
        let is_month = self.unit == Unit::Month
            && (months * 28 * DAY_MS..=months * 31 * DAY_MS).contains(&offset_ms);
        is_month || offset_ms == self.offset_ms()
    }

    /// `retentionOffset`: milliseconds from a backup's creation to its deletion.
    pub fn offset_ms(self) -> i64 {
        i64::from(self.value) * i64::from(self.unit.days()) * DAY_MS
    }
}

impl fmt::Display for Retention {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.value {
            1 => write!(f, "1 {}", self.unit.slug()),
            n => write!(f, "{n} {}", self.unit.plural()),
        }
    }
}

/// Why a retention cannot be accepted; its text is what the field says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    #[error("Say how long a backup is kept.")]
    Empty,
    #[error("Use a whole number, such as 14.")]
    NotANumber,
    #[error("Keep a backup for at least one day.")]
    Zero,
    #[error("The longest is ten years: {} {}.", Retention::LONGEST_DAYS / .0.days(), .0.plural())]
    TooLong(Unit),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fourteen_days_are_the_offset_of_the_documented_sample() {
        let kept = Retention::parse("14", Unit::Day).unwrap();
        assert_eq!(kept.offset_ms(), 1_209_600_000);
        assert_eq!(kept.to_string(), "14 days");
    }

    #[test]
    fn a_week_is_seven_days_and_a_month_is_thirty() {
        assert_eq!(
            Retention::parse("2", Unit::Week).unwrap().offset_ms(),
            14 * DAY_MS
        );
        assert_eq!(
            Retention::parse("1", Unit::Month).unwrap().offset_ms(),
            30 * DAY_MS
        );
    }

    #[test]
    fn one_is_said_in_the_singular() {
        assert_eq!(
            Retention::parse("1", Unit::Week).unwrap().to_string(),
            "1 week"
        );
    }

    #[test]
    fn what_cannot_be_kept_is_refused_with_a_sentence() {
        for (typed, unit, sentence) in [
            ("", Unit::Day, "Say how long a backup is kept."),
            ("  ", Unit::Day, "Say how long a backup is kept."),
            ("two", Unit::Day, "Use a whole number, such as 14."),
            ("1.5", Unit::Day, "Use a whole number, such as 14."),
            ("-3", Unit::Day, "Use a whole number, such as 14."),
            ("0", Unit::Week, "Keep a backup for at least one day."),
            ("3651", Unit::Day, "The longest is ten years: 3650 days."),
            ("522", Unit::Week, "The longest is ten years: 521 weeks."),
            (
                "99999999999999999999",
                Unit::Month,
                "The longest is ten years: 121 months.",
            ),
        ] {
            let problem = Retention::parse(typed, unit).unwrap_err();
            assert_eq!(problem.to_string(), sentence, "{typed:?}");
        }
    }

    #[test]
    fn an_address_names_a_retention_and_nothing_else() {
        for kept in [(7, Unit::Day), (2, Unit::Week), (121, Unit::Month)] {
            let kept = Retention::new(kept.0, kept.1).unwrap();
            assert_eq!(Retention::from_slug(&kept.slug()), Some(kept));
        }
        for slug in [
            "", "7", "7-", "-day", "0-day", "7-year", "3651-day", "+7-day", "7-day-1",
        ] {
            assert_eq!(Retention::from_slug(slug), None, "{slug}");
        }
    }

    #[test]
    fn every_unit_is_found_again_by_its_name() {
        for unit in Unit::ALL {
            assert_eq!(unit.slug().parse(), Ok(unit));
        }
        assert_eq!("fortnight".parse::<Unit>(), Err(()));
    }
}
