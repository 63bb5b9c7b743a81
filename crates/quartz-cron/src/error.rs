//! What is wrong with an expression, and where.

use crate::field::Field;
use crate::suggest;
use std::fmt;
use std::ops::Range;

/// Why an expression was refused. Its text is a whole sentence for the person who typed it.
///
/// ```
/// use quartz_cron::Cron;
/// let error = "0 0 24 * * ?".parse::<Cron>().unwrap_err();
/// assert!(error.to_string().starts_with("24 is out of range: hour goes from 0 to 23."));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    pub(crate) field: Option<Field>,
    pub(crate) span: Range<usize>,
    pub(crate) found: String,
    pub(crate) kind: ErrorKind,
}

/// The rule that was broken.
///
/// ```
/// use quartz_cron::{Cron, ErrorKind};
/// let error = "0 0 4 0W * ?".parse::<Cron>().unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::Hangs);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// Another number of fields than five, six or seven.
    FieldCount(usize),
    /// Nothing where a value is needed.
    Empty,
    /// Neither a number nor a name nor a special of this field.
    NotAValue,
    /// A number outside of the field's range.
    OutOfRange,
    /// A range of a number and a name.
    MixedRange,
    /// A step of 0, or larger than the field.
    Step,
    /// A special that this field does not have.
    SpecialElsewhere,
    /// `L` with another weekday, or twice.
    LastInList,
    /// `n#0`, `n#6`.
    Nth,
    /// `#` twice.
    NthTwice,
    /// Neither day field is `?`.
    NoQuestionMark,
    /// Both day fields are `?`.
    TwoQuestionMarks,
    /// Both day fields of a crontab must fit: only [`crate::paste`] finds that.
    BothDays,
    /// `0W`: Quartz never returns from it.
    Hangs,
    /// `,`: Quartz never returns from a field without a value.
    OnlyCommas,
}

impl ParseError {
    /// The field, or None when the expression as a whole is wrong.
    ///
    /// ```
    /// use quartz_cron::{Cron, Field};
    /// assert_eq!("0 0 24 * * ?".parse::<Cron>().unwrap_err().field(), Some(Field::Hour));
    /// assert_eq!("0 0".parse::<Cron>().unwrap_err().field(), None);
    /// ```
    pub fn field(&self) -> Option<Field> {
        self.field
    }

    /// Bytes of the field's text that are wrong; of the whole text when there is no field.
    ///
    /// ```
    /// use quartz_cron::Cron;
    /// let error = "0 0 4,24 * * ?".parse::<Cron>().unwrap_err();
    /// assert_eq!(error.span(), 2..4);
    /// ```
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// The text that is wrong: what [`ParseError::span`] covers.
    ///
    /// ```
    /// use quartz_cron::Cron;
    /// assert_eq!("0 0 4,24 * * ?".parse::<Cron>().unwrap_err().found(), "24");
    /// ```
    pub fn found(&self) -> &str {
        &self.found
    }

    /// What may have been meant: a text for the place of the wrong one, which the field accepts. For a
    /// `?` that is missing, the whole of the field's text.
    ///
    /// ```
    /// use quartz_cron::Cron;
    /// let error = "0 0 4 ? * MNO".parse::<Cron>().unwrap_err();
    /// assert_eq!(error.suggestion().as_deref(), Some("MON"));
    /// assert!(error.to_string().ends_with("Did you mean “MON”?"));
    /// ```
    pub fn suggestion(&self) -> Option<String> {
        match self.kind {
            ErrorKind::TwoQuestionMarks => Some("*".to_owned()),
            ErrorKind::NoQuestionMark if self.found == "*" => Some("?".to_owned()),
            _ => suggest::instead(self.field?, &self.found, self.kind),
        }
    }

    /// The rule that was broken.
    ///
    /// ```
    /// use quartz_cron::{Cron, ErrorKind};
    /// let error = "0 0 4 ? * ?".parse::<Cron>().unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::TwoQuestionMarks);
    /// ```
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }
}

impl std::error::Error for ParseError {}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.sentence(f)?;
        // The sentences of these say it already.
        let is_told = matches!(
            self.kind,
            ErrorKind::NoQuestionMark
                | ErrorKind::TwoQuestionMarks
                | ErrorKind::Empty
                | ErrorKind::OnlyCommas
        );
        match self.suggestion() {
            Some(text) if !is_told => write!(f, " Did you mean “{text}”?"),
            _ => Ok(()),
        }
    }
}

impl ParseError {
    fn sentence(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = &self.found;
        let (low, high) = self.field.map_or((0, 0), Field::range);
        let name = self.field.map_or("", Field::name);
        match self.kind {
            ErrorKind::FieldCount(n) => write!(
                f,
                "A cron expression has five, six or seven fields; this has {n}."
            ),
            ErrorKind::Empty => write!(f, "A value is missing in {name}."),
            ErrorKind::NotAValue => {
                write!(f, "“{found}” is not a value of {name}. Use {low} to {high}")?;
                match self.field {
                    Some(Field::Month) => f.write_str(" or JAN to DEC."),
                    Some(Field::DayOfWeek) => f.write_str(" or SUN to SAT."),
                    _ => f.write_str("."),
                }
            }
            ErrorKind::OutOfRange => {
                write!(
                    f,
                    "{found} is out of range: {name} goes from {low} to {high}"
                )?;
                match self.field {
                    Some(Field::DayOfWeek) => f.write_str(", and 1 is Sunday."),
                    _ => f.write_str("."),
                }
            }
            ErrorKind::MixedRange => write!(
                f,
                "“{found}” mixes a number and a name. Write both as numbers or both as names."
            ),
            ErrorKind::Step => write!(f, "“{found}” is not a step of {name}. Use 1 to {high}."),
            ErrorKind::SpecialElsewhere => write!(f, "“{found}” cannot stand in {name}."),
            ErrorKind::LastInList => write!(
                f,
                "“L” cannot stand in a list of weekdays. Make two schedules."
            ),
            ErrorKind::Nth => write!(
                f,
                "“{found}”: a month has a first to a fifth weekday, 1 to 5."
            ),
            ErrorKind::NthTwice => write!(f, "“#” can stand only once. Make two schedules."),
            ErrorKind::NoQuestionMark => f.write_str(
                "Day of month and day of week cannot both be set: one of them must be “?”.",
            ),
            ErrorKind::TwoQuestionMarks => f.write_str(
                "Day of month and day of week cannot both be “?”: use “*” in one of them.",
            ),
            ErrorKind::BothDays => f.write_str(
                "Where a day field of a crontab begins with “*”, both must fit, and Quartz cannot say that: set only one of them.",
            ),
            ErrorKind::OnlyCommas => write!(f, "“{found}” would hang Quartz: {name} has no value."),
            ErrorKind::Hangs => write!(f, "“{found}” would hang Quartz: days begin at 1."),
        }
    }
}
