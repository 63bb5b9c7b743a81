//! Accepted, but not what it looks like.

use crate::cron::{Cron, mask};
use crate::days::Days;
use crate::error::ParseError;
use crate::field::Field;
use crate::item::Item;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// Something in an expression that Quartz accepts and that hardly means what was meant. Its text is a
/// whole sentence for the person who typed it.
///
/// ```
/// use quartz_cron::{Cron, Rule};
/// let lints = Cron::lint("0 0 4 ? * L").unwrap();
/// assert_eq!(lints[0].rule(), Rule::LastIsSaturday);
/// assert_eq!(lints[0].rule().id(), "last-is-saturday");
/// assert_eq!(
///     lints[0].to_string(),
///     "“L” alone is Saturday in day of week, not the last weekday of the month."
/// );
/// assert_eq!(lints[0].fix().unwrap().to_string(), "0 0 4 ? * 7");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lint {
    pub(crate) rule: Rule,
    pub(crate) field: Field,
    pub(crate) span: Range<usize>,
    pub(crate) found: String,
    /// None as long as there is no expression to mend. Shared: a long text may have as many as elements.
    pub(crate) fix: Option<Arc<Cron>>,
}

/// What a [`Lint`] is about.
///
/// ```
/// use quartz_cron::{Cron, Rule};
/// let lints = Cron::lint("0 0 4 31 * ?").unwrap();
/// assert_eq!(lints[0].rule(), Rule::ShortMonth);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rule {
    /// `L` alone in day of week.
    LastIsSaturday,
    /// `MON/2`, `JAN-JUN/2`: the step is not used.
    StepAfterName,
    /// `0/45`, `*/7`: the last distance before the field begins anew is another one.
    UnevenStep,
    /// `59/15`, `10-12/5`: the first step leads beyond the end.
    IdleStep,
    /// `*/0`, `5/0`: no step.
    StepZero,
    /// `1-5W`, `2-6#2`, `MON-FRI#2`, `2-6L`: the special is not used.
    SpecialDropped,
    /// `MONDAY`: three letters are read, the rest and what follows is not.
    NameCut,
    /// `5a`, `*5`, `5/15/2`: what stands behind is not used.
    Ignored,
    /// `0,,5`: an element without text.
    EmptyElement,
    /// `MON,6#3`: `#` counts for the lowest weekday of the list, and the others are not used.
    NthInList,
    /// `1W,15W`, `1,15W`: `W` counts for the lowest day of the list, and the others are not used.
    NearestInList,
    /// `29W`, `30W`, `31W` in a month without that day.
    NearestInShortMonth,
    /// `31`, `1,15,31`, `6#5`: a day that some months do not have; nothing takes its place.
    ShortMonth,
    /// `*,5`, `?,5`: the values beside are not used.
    ValuesIgnored,
    /// Versions of Quartz read it differently.
    VersionDrift,
}

impl Rule {
    /// All rules.
    ///
    /// ```
    /// use quartz_cron::Rule;
    /// assert!(Rule::ALL.contains(&Rule::VersionDrift));
    /// ```
    pub const ALL: [Self; 15] = [
        Self::LastIsSaturday,
        Self::StepAfterName,
        Self::UnevenStep,
        Self::IdleStep,
        Self::StepZero,
        Self::SpecialDropped,
        Self::NameCut,
        Self::Ignored,
        Self::EmptyElement,
        Self::NthInList,
        Self::NearestInList,
        Self::NearestInShortMonth,
        Self::ShortMonth,
        Self::ValuesIgnored,
        Self::VersionDrift,
    ];

    /// A name for programs: `uneven-step`. It does not change.
    ///
    /// ```
    /// use quartz_cron::Rule;
    /// assert_eq!(Rule::UnevenStep.id(), "uneven-step");
    /// ```
    pub fn id(self) -> &'static str {
        match self {
            Self::LastIsSaturday => "last-is-saturday",
            Self::StepAfterName => "step-after-name",
            Self::UnevenStep => "uneven-step",
            Self::IdleStep => "idle-step",
            Self::StepZero => "step-zero",
            Self::SpecialDropped => "special-dropped",
            Self::NameCut => "name-cut",
            Self::Ignored => "ignored",
            Self::EmptyElement => "empty-element",
            Self::NthInList => "nth-in-list",
            Self::NearestInList => "nearest-in-list",
            Self::NearestInShortMonth => "nearest-in-short-month",
            Self::ShortMonth => "short-month",
            Self::ValuesIgnored => "values-ignored",
            Self::VersionDrift => "version-drift",
        }
    }
}

impl Lint {
    /// What it is about.
    ///
    /// ```
    /// use quartz_cron::{Cron, Rule};
    /// assert_eq!(Cron::lint("0 0/45 * * * ?").unwrap()[0].rule(), Rule::UnevenStep);
    /// ```
    pub fn rule(&self) -> Rule {
        self.rule
    }

    /// Where it is.
    ///
    /// ```
    /// use quartz_cron::{Cron, Field};
    /// assert_eq!(Cron::lint("0 0/45 * * * ?").unwrap()[0].field(), Field::Minute);
    /// ```
    pub fn field(&self) -> Field {
        self.field
    }

    /// Bytes of the field's text that it is about.
    ///
    /// ```
    /// use quartz_cron::Cron;
    /// assert_eq!(Cron::lint("0 0 4 ? * 6,MONDAY").unwrap()[0].span(), 2..8);
    /// ```
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// An expression without this trap: the one that says openly what Quartz does, or, for a day that
    /// short months lack, the last day of the month. None where only a person can choose.
    ///
    /// ```
    /// use quartz_cron::Cron;
    /// let lints = Cron::lint("0 0 4 ? * MONDAY").unwrap();
    /// assert_eq!(lints[0].fix().unwrap().to_string(), "0 0 4 ? * 2");
    /// ```
    pub fn fix(&self) -> Option<&Cron> {
        self.fix.as_deref()
    }
}

impl fmt::Display for Lint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (found, name) = (&self.found, self.field.name());
        match self.rule {
            Rule::LastIsSaturday => f.write_str(
                "“L” alone is Saturday in day of week, not the last weekday of the month.",
            ),
            Rule::StepAfterName => write!(
                f,
                "Quartz drops the step behind a name: “{found}” is read without it."
            ),
            Rule::UnevenStep => write!(
                f,
                "“{found}” begins anew with each {}: the last distance is shorter than the others.",
                whole(self.field)
            ),
            Rule::IdleStep => write!(f, "A step in “{found}” never comes to a second value."),
            Rule::StepZero => write!(f, "A step of 0 is no step: “{found}” is read without it."),
            Rule::SpecialDropped => write!(
                f,
                "Quartz drops what stands behind a range or a name: “{found}” is read without it."
            ),
            Rule::NameCut => write!(
                f,
                "Quartz reads three letters of a name and drops the rest of “{found}”."
            ),
            Rule::Ignored => write!(f, "Quartz drops the end of “{found}”."),
            Rule::EmptyElement => write!(f, "A value is missing in {name}; Quartz passes over it."),
            Rule::NthInList => write!(
                f,
                "“#” holds for the lowest weekday of “{found}” alone; the others never run."
            ),
            Rule::NearestInList => write!(
                f,
                "“W” holds for the lowest day of “{found}” alone; the others never run."
            ),
            Rule::NearestInShortMonth => write!(
                f,
                "“{found}” is hardly ever what is meant in a month without that day: some such months have no run."
            ),
            Rule::ShortMonth if self.field == Field::DayOfWeek => {
                f.write_str("Some months lack the fifth of a weekday: nothing runs in those.")
            }
            Rule::ShortMonth if found.contains(',') => write!(
                f,
                "Some months lack a day of “{found}”: nothing runs in its place."
            ),
            Rule::ShortMonth => write!(f, "Some months lack day {found}: nothing runs in those."),
            Rule::ValuesIgnored => {
                write!(f, "“*” or “?” in a list makes the rest of “{found}” idle.")
            }
            Rule::VersionDrift if found.contains(',') && found.contains(['L', 'l']) => write!(
                f,
                "Quartz older than 2.5 refuses “L” in a list: “{found}” needs two schedules there."
            ),
            Rule::VersionDrift => write!(
                f,
                "Versions of Quartz disagree on “{found}”: some leave out months or times of day."
            ),
        }
    }
}

/// What a field's values fill.
fn whole(field: Field) -> &'static str {
    match field {
        Field::Second => "minute",
        Field::Minute => "hour",
        Field::Hour => "day",
        Field::DayOfMonth => "month",
        Field::DayOfWeek => "week",
        Field::Month | Field::Year => "year",
    }
}

impl Cron {
    /// Everything in an expression that is accepted but not what it looks like, field by field. An
    /// empty answer: it means what it says.
    ///
    /// # Errors
    ///
    /// As from [`str::parse`]: what Quartz refuses is an error, not a lint.
    ///
    /// ```
    /// use quartz_cron::{Cron, Rule};
    /// assert!(Cron::lint("0 0 4 ? * SAT").unwrap().is_empty());
    /// let rules: Vec<Rule> = Cron::lint("0 0/45 4 31 * ?").unwrap().iter().map(|l| l.rule()).collect();
    /// assert_eq!(rules, [Rule::UnevenStep, Rule::ShortMonth]);
    /// assert!(Cron::lint("0 60 4 ? * SAT").is_err());
    /// ```
    pub fn lint(text: &str) -> Result<Vec<Lint>, ParseError> {
        let (cron, mut lints) = crate::parse::read_text(text)?;
        let typed: Vec<&str> = text.split_ascii_whitespace().collect();
        // Five fields have no seconds in front.
        let fields = &Field::ALL[usize::from(typed.len() == 5)..];
        for (&field, typed) in fields.iter().zip(typed) {
            for rule in rules(&cron, field).into_iter().flatten() {
                let behind = lints.iter().take_while(|lint| lint.field <= field).count();
                let lint = Lint {
                    rule,
                    field,
                    span: 0..typed.len(),
                    found: typed.to_owned(),
                    fix: None,
                };
                lints.insert(behind, lint);
            }
        }
        let cron = Arc::new(cron);
        for lint in &mut lints {
            lint.fix = fix(&cron, lint);
        }
        Ok(lints)
    }
}

/// Traps in what a field means as a whole.
fn rules(cron: &Cron, field: Field) -> [Option<Rule>; 4] {
    let items = cron.items(field);
    let is_list = items.len() > 1;
    let is_open = items.iter().any(Item::is_open);
    if is_list && (is_open || items.iter().any(Item::is_any)) {
        return [Some(Rule::ValuesIgnored), None, None, None];
    }
    let given = |rule: Rule, condition: bool| condition.then_some(rule);
    let any = |is_so: fn(Field, &Item) -> bool| items.iter().any(|item| is_so(field, item));
    let [a, b, c] = match field {
        _ if is_open => [None; 3],
        Field::DayOfMonth => month_day_rules(cron, items),
        Field::DayOfWeek => {
            let nth = |item: &Item| match item {
                Item::NthWeekday { n, .. } => Some(*n),
                _ => None,
            };
            let nth = items.iter().find_map(nth);
            [
                given(Rule::NthInList, is_list && nth.is_some()),
                given(Rule::ShortMonth, nth == Some(5)),
                given(Rule::UnevenStep, nth.is_none() && any(is_uneven)),
            ]
        }
        _ => [given(Rule::UnevenStep, any(is_uneven)), None, None],
    };
    [given(Rule::IdleStep, any(is_idle)), a, b, c]
}

/// A step that never steps.
fn is_idle(field: Field, item: &Item) -> bool {
    let &Item::Step { step, .. } = item else {
        return false;
    };
    let (low, high) = field.range();
    match field {
        // Years are no bits of a mask, and nobody counts them from the last one.
        Field::Year => step > high - low,
        _ => mask(field, std::slice::from_ref(item)).count_ones() == 1,
    }
}

/// From a step whose distances are not all the same. A range that the step ends in is a choice.
fn is_uneven(field: Field, item: &Item) -> bool {
    let size = match field {
        Field::Second | Field::Minute => 60,
        Field::Hour => 24,
        Field::Month => 12,
        Field::DayOfWeek => 7,
        // Months have other lengths anyway; years do not begin anew.
        Field::DayOfMonth | Field::Year => return false,
    };
    matches!(item, Item::Step { to: None, step, .. } if size % step != 0) && !is_idle(field, item)
}

fn month_day_rules(cron: &Cron, items: &[Item]) -> [Option<Rule>; 3] {
    let shortest = shortest_month(cron);
    let (mut is_nearest, mut is_beyond, mut is_drifting) = (false, false, false);
    for item in items {
        if let Item::NearestWeekday(day) = item {
            is_nearest = true;
            is_beyond |= *day > shortest;
        }
        is_drifting |= is_nearest || item.counts_from_the_end();
    }
    let (in_list, short_month) = match cron.days {
        Days::Listed(_) => (false, None),
        Days::Last(before) => (false, (before >= shortest).then_some(Rule::ShortMonth)),
        Days::OfMonth(_) => {
            let lacks_one = items.iter().any(|item| is_behind(item, shortest));
            (false, lacks_one.then_some(Rule::ShortMonth))
        }
        _ => (is_nearest && items.len() > 1, None),
    };
    [
        in_list.then_some(Rule::NearestInList),
        short_month.or(is_beyond.then_some(Rule::NearestInShortMonth)),
        is_drifting.then_some(Rule::VersionDrift),
    ]
}

/// Days of the shortest month that the expression names.
fn shortest_month(cron: &Cron) -> u8 {
    (1..=12u8)
        .filter(|month| cron.months & 1 << month != 0)
        .map(|month| crate::time::last_day(2023, month))
        .fold(31, u8::min)
}

/// An element of which a month of so many days has nothing.
fn is_behind(item: &Item, last: u8) -> bool {
    let days = mask(Field::DayOfMonth, std::slice::from_ref(item));
    days.trailing_zeros() > u32::from(last)
}

/// The expression without the trap.
fn fix(cron: &Arc<Cron>, lint: &Lint) -> Option<Arc<Cron>> {
    let items = cron.items(lint.field);
    let mended = match (lint.rule, cron.days) {
        (Rule::VersionDrift, _) | (Rule::ShortMonth, Days::Last(_)) => return None,
        (Rule::UnevenStep, _) => {
            let values = mask(lint.field, items);
            let values = (0..64).filter(|bit| values & 1 << bit != 0);
            values.map(Item::Value).collect()
        }
        (Rule::IdleStep, _) => items
            .iter()
            .map(|item| stepless(lint.field, item))
            .collect(),
        (Rule::ValuesIgnored, _) if items.iter().any(Item::is_open) => vec![Item::NoSpecificValue],
        (Rule::ValuesIgnored, _) => vec![Item::Any],
        (Rule::NthInList, Days::Nth(weekday, n)) => vec![Item::NthWeekday { weekday, n }],
        (Rule::NearestInList, Days::NearestWeekday(day)) => vec![Item::NearestWeekday(day)],
        (Rule::NearestInShortMonth, _) => vec![Item::LastWeekday],
        (Rule::ShortMonth, Days::Nth(weekday, _)) => vec![Item::LastOfMonth { weekday }],
        (Rule::ShortMonth, _) => {
            let last = shortest_month(cron);
            let mut kept = items.to_vec();
            kept.retain(|item| !is_behind(item, last));
            kept.push(Item::Last);
            kept
        }
        // What was dropped is gone once the expression is written as it was read.
        _ => return Some(Arc::clone(cron)),
    };
    let mut fields = cron.items.clone();
    fields[lint.field as usize] = mended;
    Some(Arc::new(Cron::from_items(fields)))
}

/// Without a step that never steps.
fn stepless(field: Field, item: &Item) -> Item {
    match *item {
        Item::Step { from, .. } if is_idle(field, item) => {
            Item::Value(from.unwrap_or(field.range().0))
        }
        item => item,
    }
}
