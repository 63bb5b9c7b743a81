//! The expression as a value.

use crate::days::Days;
use crate::field::Field;
use crate::item::Item;

/// A Quartz cron expression that Quartz accepts.
///
/// Two expressions are equal when they were written alike (`0/15` and `*/15` differ), names and
/// numbers and letter case aside.
///
/// ```
/// use quartz_cron::Cron;
/// let cron: Cron = "0 0 4 ? * sat".parse().unwrap();
/// assert_eq!(cron.to_string(), "0 0 4 ? * 7");
/// assert!("0 0 4 * * SAT".parse::<Cron>().is_err(), "one day field must be “?”");
/// ```
#[derive(Clone, Debug)]
pub struct Cron {
    /// Second, minute, hour, day of month, month, day of week, year; the year may be empty.
    pub(crate) items: [Vec<Item>; 7],
    /// Bit n for value n.
    pub(crate) seconds: u64,
    pub(crate) minutes: u64,
    pub(crate) hours: u64,
    pub(crate) months: u64,
    pub(crate) days: Days,
    /// Bit n for 1970 + n; None for every year.
    pub(crate) years: Option<Box<[u64; 3]>>,
}

impl Cron {
    /// From elements that fit together.
    pub(crate) fn from_items(items: [Vec<Item>; 7]) -> Self {
        #[cfg(test)]
        crate::steps::step();
        let [seconds, minutes, hours, days, months, weekdays, years] = &items;
        Self {
            seconds: mask(Field::Second, seconds),
            minutes: mask(Field::Minute, minutes),
            hours: mask(Field::Hour, hours),
            months: mask(Field::Month, months),
            days: Days::new(days, weekdays),
            years: year_set(years),
            items,
        }
    }
}

impl PartialEq for Cron {
    fn eq(&self, other: &Self) -> bool {
        self.items == other.items
    }
}

impl Eq for Cron {}

impl std::hash::Hash for Cron {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.items.hash(state);
    }
}

/// The five fields of a portal's request, which has neither seconds nor years.
///
/// ```
/// use quartz_cron::Cron;
/// let cron: Cron = "0 30 4 ? * 7".parse().unwrap();
/// let fields = cron.request_fields().unwrap();
/// assert_eq!((&*fields.minute, &*fields.hour), ("30", "4"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub struct RequestFields {
    pub minute: String,
    pub hour: String,
    pub day_of_month: String,
    pub month: String,
    pub day_of_week: String,
}

impl Cron {
    /// A field as it was written, element by element.
    ///
    /// ```
    /// use quartz_cron::{Cron, Field, Item};
    /// let cron: Cron = "0 0 4 ? * SAT".parse().unwrap();
    /// assert_eq!(cron.items(Field::DayOfWeek), [Item::Value(7)]);
    /// assert_eq!(cron.items(Field::Year), []);
    /// ```
    pub fn items(&self, field: Field) -> &[Item] {
        &self.items[field as usize]
    }

    /// The five fields without seconds and years; None where seconds are not 0 or a year is set.
    ///
    /// ```
    /// use quartz_cron::Cron;
    /// let cron: Cron = "0 30 1 ? * MON-FRI".parse().unwrap();
    /// assert_eq!(cron.request_fields().unwrap().day_of_week, "2-6");
    /// assert!("30 0 4 * * ?".parse::<Cron>().unwrap().request_fields().is_none());
    /// ```
    pub fn request_fields(&self) -> Option<RequestFields> {
        let text = |field| self.field_text(field);
        let is_plain = self.items(Field::Second) == [Item::Value(0)] && self.years.is_none();
        is_plain.then(|| RequestFields {
            minute: text(Field::Minute),
            hour: text(Field::Hour),
            day_of_month: text(Field::DayOfMonth),
            month: text(Field::Month),
            day_of_week: text(Field::DayOfWeek),
        })
    }
}

/// Bit n for each value n that the elements name. Ranges and steps wrap at the field's end, as
/// Quartz's `addToSet` does.
pub(crate) fn mask(field: Field, items: &[Item]) -> u64 {
    let (low, high) = field.range();
    let mut mask = 0;
    for item in items {
        let (from, to, step) = match *item {
            Item::Value(value) => (value, value, 1),
            Item::Range { from, to } => (from, to, 1),
            Item::Step { from, to, step } => (from.unwrap_or(low), to.unwrap_or(high), step.max(1)),
            Item::Any | Item::NoSpecificValue => (low, high, 1),
            _ => continue,
        };
        let size = high - low + 1;
        let to = if to < from { to + size } else { to };
        let mut value = from;
        while value <= to {
            let wrapped = if value > high { value - size } else { value };
            mask |= 1 << wrapped;
            // A range takes any step, 65535 too.
            value = value.saturating_add(step);
        }
    }
    mask
}

fn year_set(items: &[Item]) -> Option<Box<[u64; 3]>> {
    let (low, high) = Field::Year.range();
    if items.is_empty() || items.iter().any(Item::is_any) {
        return None;
    }
    let mut years = [0; 3];
    for item in items {
        let (from, to, step) = match *item {
            Item::Range { from, to } => (from, to, 1),
            Item::Step { from, to, step } => (from.unwrap_or(low), to.unwrap_or(high), step.max(1)),
            Item::Value(value) => (value, value, 1),
            _ => continue,
        };
        let mut year = from;
        while year <= to {
            let bit = year - low;
            years[usize::from(bit / 64)] |= 1 << (bit % 64);
            year = year.saturating_add(step);
        }
    }
    Some(Box::new(years))
}

impl Cron {
    /// Whether the year field has this year.
    pub(crate) fn names_year(&self, year: i32) -> bool {
        let bit = usize::try_from(year - i32::from(Field::Year.range().0));
        match (&self.years, bit) {
            (None, _) => true,
            (Some(years), Ok(bit)) => years
                .get(bit / 64)
                .is_some_and(|n| n >> (bit % 64) & 1 == 1),
            (Some(_), Err(_)) => false,
        }
    }
}
