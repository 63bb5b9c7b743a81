//! What the cron builder can say without a cron expression, and both ways between the two.
//!
//! `Choice::of(&choice.cron()) == Some(choice)`: what the builder made it finds again. Everything
//! else is left to its "Custom" tab.

use super::times::TimeOfDay;
use quartz_cron::{Cron, Field, Item, Weekday};

/// A set of weekdays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Days(u8);

impl Days {
    /// From Sunday on: Quartz counts them so, from 1.
    pub const ALL: [Weekday; 7] = [
        Weekday::Sun,
        Weekday::Mon,
        Weekday::Tue,
        Weekday::Wed,
        Weekday::Thu,
        Weekday::Fri,
        Weekday::Sat,
    ];

    /// The set of these, in any order; twice is as good as once.
    pub fn of(days: &[Weekday]) -> Self {
        let mut set = Self::default();
        for day in days {
            set.0 |= bit(*day);
        }
        set
    }

    /// True when the day is among them.
    pub fn holds(self, day: Weekday) -> bool {
        self.0 & bit(day) != 0
    }

    /// Without the day if it was among them, else with it: what a click on its box does.
    pub fn toggled(self, day: Weekday) -> Self {
        Self(self.0 ^ bit(day))
    }

    /// True when there is no day among them: no weekly schedule can be made of it.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Each that is among them, from Sunday to Saturday.
    pub fn iter(self) -> impl Iterator<Item = Weekday> {
        Self::ALL.into_iter().filter(move |day| self.holds(*day))
    }

    /// Every day moved by -1, 0 or 1.
    pub fn moved(self, by: i8) -> Self {
        let moved = match by {
            0 => self.0,
            1 => self.0 << 1 | self.0 >> 6,
            _ => self.0 >> 1 | self.0 << 6,
        };
        Self(moved & 0x7f)
    }
}

fn bit(day: Weekday) -> u8 {
    1 << (day as u8 - 1)
}

/// Which day of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MonthDay {
    /// Bit 1 to bit 31; at least one.
    Days(u32),
    Last,
    /// The last Monday to Friday.
    LastWeekday,
    /// The Monday to Friday nearest to that day, 1 to 31, within the month.
    Nearest(u8),
    /// The first to fifth of a weekday.
    Nth(u8, Weekday),
    /// The last of a weekday.
    LastOf(Weekday),
}

/// A schedule as the builder's tabs say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Every so many minutes, 1 to 59, counted from a minute of each hour.
    Minutes {
        every: u8,
        from: u8,
    },
    /// Every so many hours, 1 to 23, counted from a time of each day.
    Hours {
        every: u8,
        from: TimeOfDay,
    },
    Daily(TimeOfDay),
    /// At least one day.
    Weekly(Days, TimeOfDay),
    Monthly(MonthDay, TimeOfDay),
    /// In a month, 1 to 12.
    Yearly(u8, MonthDay, TimeOfDay),
}

/// Why a local time has no schedule in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "In UTC this is {time} on the {} day, which a schedule by days of the month cannot say. Type the time in UTC.",
    if *.later { "next" } else { "previous" }
)]
pub struct CrossesMidnight {
    pub time: TimeOfDay,
    pub later: bool,
}

impl Choice {
    /// The expression, or None where the choice is incomplete (no weekday, no day, a zero).
    pub fn cron(self) -> Option<Cron> {
        let [minute, hour, day_of_month, month, day_of_week] = self.fields()?;
        Cron::from_fields(&minute, &hour, &day_of_month, &month, &day_of_week).ok()
    }

    fn fields(self) -> Option<[String; 5]> {
        let at = |time: TimeOfDay| [time.minute().to_string(), time.hour().to_string()];
        let daily =
            |[minute, hour]: [String; 2]| [minute, hour, "*".into(), "*".into(), "?".into()];
        Some(match self {
            Self::Minutes { every, from } => {
                let minute = steps(from, every, 60)?;
                daily([minute, "*".into()])
            }
            Self::Hours { every, from } => {
                daily([from.minute().to_string(), steps(from.hour(), every, 24)?])
            }
            Self::Daily(time) => daily(at(time)),
            Self::Weekly(days, time) => {
                let [minute, hour] = at(time);
                let names: Vec<String> = days.iter().map(|day| (day as u8).to_string()).collect();
                (!names.is_empty())
                    .then(|| [minute, hour, "?".into(), "*".into(), names.join(",")])?
            }
            Self::Monthly(day, time) => {
                let [minute, hour] = at(time);
                let [day_of_month, day_of_week] = day.fields()?;
                [minute, hour, day_of_month, "*".into(), day_of_week]
            }
            Self::Yearly(month, day, time) => {
                let [minute, hour] = at(time);
                let [day_of_month, day_of_week] = day.fields()?;
                [minute, hour, day_of_month, month.to_string(), day_of_week]
            }
        })
    }

    /// The choice that an expression stands for, if a tab can say it.
    pub fn of(cron: &Cron) -> Option<Self> {
        cron.request_fields()?;
        let minute = cron.items(Field::Minute);
        let hour = cron.items(Field::Hour);
        let day_of_month = cron.items(Field::DayOfMonth);
        let day_of_week = cron.items(Field::DayOfWeek);
        let month = cron.items(Field::Month);
        let every_day = matches!(
            (day_of_month, day_of_week, month),
            ([Item::Any], [Item::NoSpecificValue], [Item::Any])
                | ([Item::NoSpecificValue], [Item::Any], [Item::Any])
        );
        if every_day {
            return Self::within_days(minute, hour);
        }
        let time = time_of(minute, hour)?;
        if matches!(
            (day_of_month, month),
            ([Item::NoSpecificValue], [Item::Any])
        ) && let Some(days) = weekdays(day_of_week)
        {
            return Some(Self::Weekly(days, time));
        }
        let day = MonthDay::of(day_of_month, day_of_week)?;
        match month {
            [Item::Any] => Some(Self::Monthly(day, time)),
            [Item::Value(month)] => Some(Self::Yearly(u8::try_from(*month).ok()?, day, time)),
            _ => None,
        }
    }

    fn within_days(minute: &[Item], hour: &[Item]) -> Option<Self> {
        match (minute, hour) {
            ([Item::Value(minute)], [Item::Value(hour)]) => {
                TimeOfDay::new(small(*hour)?, small(*minute)?).map(Self::Daily)
            }
            ([Item::Value(minute)], [item]) => {
                let (from, every) = stepped(item)?;
                let from = TimeOfDay::new(from, small(*minute)?)?;
                Some(Self::Hours { every, from })
            }
            ([item], [Item::Any]) => {
                let (from, every) = stepped(item)?;
                Some(Self::Minutes { every, from })
            }
            _ => None,
        }
    }

    /// The same schedule with its time moved by so many seconds: from local time to UTC or back.
    /// Steps within a day are always those of UTC and stay.
    pub fn moved(self, seconds: i32) -> Result<Self, CrossesMidnight> {
        let by_date = |time: TimeOfDay| match time.shifted(seconds) {
            (time, 0) => Ok(time),
            (time, days) => Err(CrossesMidnight {
                time,
                later: days > 0,
            }),
        };
        Ok(match self {
            Self::Minutes { .. } | Self::Hours { .. } => self,
            Self::Daily(time) => Self::Daily(time.shifted(seconds).0),
            Self::Weekly(days, time) => {
                let (time, by) = time.shifted(seconds);
                Self::Weekly(days.moved(by), time)
            }
            Self::Monthly(day, time) => Self::Monthly(day, by_date(time)?),
            Self::Yearly(month, day, time) => Self::Yearly(month, day, by_date(time)?),
        })
    }
}

impl MonthDay {
    /// Day of month and day of week.
    fn fields(self) -> Option<[String; 2]> {
        let by_date = |day: String| [day, "?".to_owned()];
        let by_week = |day: String| ["?".to_owned(), day];
        Some(match self {
            Self::Days(days) => {
                let days: Vec<String> = (1..=31u8)
                    .filter(|day| days & 1 << day != 0)
                    .map(|day| day.to_string())
                    .collect();
                (!days.is_empty()).then(|| by_date(days.join(",")))?
            }
            Self::Last => by_date("L".to_owned()),
            Self::LastWeekday => by_date("LW".to_owned()),
            Self::Nearest(day) => by_date(format!("{day}W")),
            Self::Nth(n, weekday) => by_week(format!("{}#{n}", weekday as u8)),
            Self::LastOf(weekday) => by_week(format!("{}L", weekday as u8)),
        })
    }

    fn of(day_of_month: &[Item], day_of_week: &[Item]) -> Option<Self> {
        match (day_of_month, day_of_week) {
            ([Item::Last], [Item::NoSpecificValue]) => Some(Self::Last),
            ([Item::LastWeekday], [Item::NoSpecificValue]) => Some(Self::LastWeekday),
            ([Item::NearestWeekday(day)], [Item::NoSpecificValue]) => Some(Self::Nearest(*day)),
            ([Item::NoSpecificValue], [Item::NthWeekday { weekday, n }]) => {
                Some(Self::Nth(*n, *weekday))
            }
            ([Item::NoSpecificValue], [Item::LastOfMonth { weekday }]) => {
                Some(Self::LastOf(*weekday))
            }
            (days, [Item::NoSpecificValue]) => {
                let mut set = 0;
                for day in days {
                    match day {
                        Item::Value(day @ 1..=31) => set |= 1u32 << day,
                        _ => return None,
                    }
                }
                Some(Self::Days(set))
            }
            _ => None,
        }
    }
}

fn small(value: u16) -> Option<u8> {
    u8::try_from(value).ok()
}

/// `from/every` of a field with `size` values; plain `*` for every one of them.
fn steps(from: u8, every: u8, size: u8) -> Option<String> {
    if every == 0 || every >= size || from >= size {
        return None;
    }
    Some(match (from, every) {
        (0, 1) => "*".to_owned(),
        (0, every) => format!("*/{every}"),
        (from, every) => format!("{from}/{every}"),
    })
}

fn stepped(item: &Item) -> Option<(u8, u8)> {
    match item {
        Item::Any => Some((0, 1)),
        Item::Step {
            from,
            to: None,
            step,
        } => Some((small(from.unwrap_or(0))?, small(*step)?)),
        _ => None,
    }
}

fn time_of(minute: &[Item], hour: &[Item]) -> Option<TimeOfDay> {
    match (minute, hour) {
        ([Item::Value(minute)], [Item::Value(hour)]) => {
            TimeOfDay::new(small(*hour)?, small(*minute)?)
        }
        _ => None,
    }
}

/// Single days and ranges, wrapping ones too; None for anything else.
fn weekdays(items: &[Item]) -> Option<Days> {
    let mut days = Days::default();
    for item in items {
        let (from, to) = match item {
            Item::Value(day) => (*day, *day),
            Item::Range { from, to } => (*from, *to),
            _ => return None,
        };
        let mut day = from;
        loop {
            days.0 |= bit(Days::ALL.get(usize::from(day.checked_sub(1)?)).copied()?);
            if day == to {
                break;
            }
            day = day % 7 + 1;
        }
    }
    (!days.is_empty()).then_some(days)
}
