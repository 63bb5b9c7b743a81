//! The seven fields, their ranges and names.

/// A field of a cron expression.
///
/// ```
/// use quartz_cron::Field;
/// assert!(Field::Second < Field::Year, "in the order of an expression");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// 0 to 59.
    Second,
    /// 0 to 59.
    Minute,
    /// 0 to 23.
    Hour,
    /// 1 to 31.
    DayOfMonth,
    /// 1 to 12, or JAN to DEC.
    Month,
    /// 1 (Sunday) to 7 (Saturday), or SUN to SAT.
    DayOfWeek,
    /// 1970 to 2099; may be left out.
    Year,
}

pub(crate) const DAYS: [&str; 7] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
pub(crate) const MONTHS: [&str; 12] = [
    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
];

impl Field {
    /// All seven, in the order of an expression.
    ///
    /// ```
    /// use quartz_cron::Field;
    /// let names = Field::ALL.map(Field::name);
    /// assert_eq!(names[3..6], ["day of month", "month", "day of week"]);
    /// ```
    pub const ALL: [Self; 7] = [
        Self::Second,
        Self::Minute,
        Self::Hour,
        Self::DayOfMonth,
        Self::Month,
        Self::DayOfWeek,
        Self::Year,
    ];

    /// The lowest and the highest value.
    ///
    /// ```
    /// use quartz_cron::Field;
    /// assert_eq!(Field::DayOfWeek.range(), (1, 7));
    /// ```
    pub fn range(self) -> (u16, u16) {
        match self {
            Self::Second | Self::Minute => (0, 59),
            Self::Hour => (0, 23),
            Self::DayOfMonth => (1, 31),
            Self::Month => (1, 12),
            Self::DayOfWeek => (1, 7),
            Self::Year => (1970, 2099),
        }
    }

    /// What people call it: `day of month`.
    ///
    /// ```
    /// use quartz_cron::Field;
    /// assert_eq!(Field::DayOfMonth.name(), "day of month");
    /// ```
    pub fn name(self) -> &'static str {
        match self {
            Self::Second => "second",
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::DayOfMonth => "day of month",
            Self::Month => "month",
            Self::DayOfWeek => "day of week",
            Self::Year => "year",
        }
    }

    /// The three-letter names of its values, from the lowest on.
    pub(crate) fn names(self) -> &'static [&'static str] {
        match self {
            Self::Month => &MONTHS,
            Self::DayOfWeek => &DAYS,
            _ => &[],
        }
    }
}
