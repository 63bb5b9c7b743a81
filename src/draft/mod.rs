//! What is typed in the form, and what of it may be sent.
//!
//! [`TaskDraft`] is text as a person left it. [`NewTask`] and [`Edit`] are proof: only a draft makes
//! one, and it may be sent as it is.

mod edit;
mod new_task;
mod timing;

pub use edit::{Change, Edit, SystemTask};
pub use new_task::NewTask;
pub use timing::Timing;

use crate::passcode::{self, Passcode};
use crate::retention::{self, Retention};
use edit::Was;
use quartz_cron::{Cron, Timestamp};
use zeroize::Zeroizing;

/// Longest title and description that we send; the portal documents no limit.
const LONGEST_TEXT: usize = 250;
/// A backup's name becomes part of a file's name, and the portal appends the date.
const LONGEST_NAME: usize = 100;

/// The fields that can have a problem, in the order of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    Title,
    BackupName,
    Store,
    Description,
    Schedule,
    Start,
    End,
    MaxRuns,
    Keep,
    Passcode,
    ConfirmPasscode,
}

/// What is wrong with a field: a sentence that stands beneath it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub field: Field,
    pub sentence: String,
}

/// The form as it was typed. No `Debug`: it holds a passcode.
#[derive(Clone, PartialEq)]
pub struct TaskDraft {
    pub title: String,
    pub backup_name: String,
    pub store: String,
    pub description: String,
    /// None while the cron builder has a problem, which it shows itself.
    pub cron: Option<Cron>,
    /// `YYYY-MM-DD` or empty; the day begins at 00:00 UTC.
    pub start: String,
    /// `YYYY-MM-DD` or empty; the day belongs to the schedule.
    pub end: String,
    pub max_runs: String,
    pub keep: String,
    pub keep_unit: retention::Unit,
    pub passcode: Zeroizing<String>,
    pub confirm: Zeroizing<String>,
}

impl TaskDraft {
    /// Either a task that may be sent, or every problem there is, in the order of the form.
    pub fn parse(&self, now: Timestamp) -> Result<NewTask, Vec<Problem>> {
        self.backup(None, now)
    }

    /// The whole form. What was left as it `was` is not found fault with.
    fn backup(&self, was: Option<&Was>, now: Timestamp) -> Result<NewTask, Vec<Problem>> {
        let mut problems = Problems(Vec::new());
        let title = problems.take(Field::Title, self.title(was));
        let name = problems.take(Field::BackupName, self.backup_name(was));
        let store = problems.take(Field::Store, self.store(was));
        let description = problems.take(Field::Description, self.description(was));
        let keep = Retention::parse(&self.keep, self.keep_unit);
        let retention = problems.take(Field::Keep, keep.map_err(|p| p.to_string()));
        let passcode = self.passcode(&mut problems);
        let timing = self.timing(was, now, &mut problems);
        match (title, name, store, description, retention, passcode, timing) {
            (
                Some(title),
                Some(backup_name),
                Some(store),
                Some(description),
                Some(retention),
                Some(passcode),
                Some(timing),
            ) if problems.0.is_empty() => Ok(NewTask {
                title,
                backup_name,
                store,
                description,
                retention,
                passcode,
                timing,
            }),
            _ => Err(problems.sorted()),
        }
    }

    /// The text of a field that was left as it was.
    fn untouched(&self, was: Option<&Was>, field: fn(&Self) -> &str) -> Option<String> {
        let before = field(&was?.draft);
        (before == field(self) && !before.is_empty()).then(|| before.to_owned())
    }

    fn title(&self, was: Option<&Was>) -> Result<String, String> {
        self.untouched(was, |draft| &draft.title).map_or_else(
            || line(&self.title, LONGEST_TEXT, "Give the schedule a title."),
            Ok,
        )
    }

    fn backup_name(&self, was: Option<&Was>) -> Result<String, String> {
        self.untouched(was, |draft| &draft.backup_name)
            .map_or_else(|| backup_name(&self.backup_name), Ok)
    }

    fn store(&self, was: Option<&Was>) -> Result<String, String> {
        self.untouched(was, |draft| &draft.store).map_or_else(
            || {
                line(
                    &self.store,
                    LONGEST_NAME,
                    "Name the backup store to write to.",
                )
            },
            Ok,
        )
    }

    fn description(&self, was: Option<&Was>) -> Result<Option<String>, String> {
        let untouched = self.untouched(was, |draft| &draft.description);
        match self.description.trim() {
            "" => Ok(None),
            _ if untouched.is_some() => Ok(untouched),
            _ => line(&self.description, LONGEST_TEXT, "").map(Some),
        }
    }

    fn passcode(&self, problems: &mut Problems) -> Option<Passcode> {
        match Passcode::confirm(&self.passcode, &self.confirm) {
            Ok(passcode) => Some(passcode),
            Err(problem) => {
                let field = match problem {
                    passcode::Problem::NotConfirmed | passcode::Problem::Different => {
                        Field::ConfirmPasscode
                    }
                    _ => Field::Passcode,
                };
                problems.take::<()>(field, Err(problem.to_string()));
                None
            }
        }
    }
}

/// A backup's name as typed, or what is wrong with it: a sentence.
pub fn backup_name(typed: &str) -> Result<String, String> {
    let name = line(
        typed,
        LONGEST_NAME,
        "Give the backups a name; the portal appends the date.",
    )?;
    match name
        .chars()
        .find(|c| !(c.is_alphanumeric() || "-_.".contains(*c)))
    {
        None if name == "." || name == ".." => {
            Err("Points alone name a folder: add a letter or a digit.".to_owned())
        }
        None => Ok(name),
        Some(' ') => Err("Use a hyphen in place of a space.".to_owned()),
        Some(c) => Err(format!(
            "“{c}” cannot stand in a backup’s name. Use letters, digits, hyphens, points and underscores."
        )),
    }
}

/// One line of text that is not empty and not too long.
fn line(typed: &str, longest: usize, empty: &str) -> Result<String, String> {
    let text = typed.trim();
    match text.chars().count() {
        0 => Err(empty.to_owned()),
        n if n > longest => Err(format!("At most {longest} characters; this has {n}.")),
        _ if text.chars().any(char::is_control) => {
            Err("One line of text, without tabs or line breaks.".to_owned())
        }
        _ => Ok(text.to_owned()),
    }
}

struct Problems(Vec<Problem>);

impl Problems {
    /// In the order of the form.
    fn sorted(mut self) -> Vec<Problem> {
        self.0.sort_by_key(|problem| problem.field);
        self.0
    }

    fn take<T>(&mut self, field: Field, result: Result<T, impl Into<String>>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(sentence) => {
                let sentence = sentence.into();
                self.0.push(Problem { field, sentence });
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::times::parse_iso_date;

    /// Friday 23 October 2026, 14:02 UTC.
    const NOW: Timestamp = Timestamp::from_secs(1_792_764_120);

    fn draft() -> TaskDraft {
        TaskDraft {
            title: " Nightly full ".into(),
            backup_name: "nightly-full".into(),
            store: "default".into(),
            description: String::new(),
            cron: Some("0 30 1 * * ?".parse().unwrap()),
            start: String::new(),
            end: String::new(),
            max_runs: String::new(),
            keep: "14".into(),
            keep_unit: retention::Unit::Day,
            passcode: Zeroizing::new("correct horse".into()),
            confirm: Zeroizing::new("correct horse".into()),
        }
    }

    fn problems(draft: &TaskDraft) -> Vec<(Field, String)> {
        draft
            .parse(NOW)
            .unwrap_err()
            .into_iter()
            .map(|p| (p.field, p.sentence))
            .collect()
    }

    #[test]
    fn a_complete_form_may_be_sent() {
        let task = draft().parse(NOW).unwrap();
        assert_eq!(task.title(), "Nightly full");
        assert_eq!(task.timing().start_time(), "01:30");
        assert_eq!(task.timing().fields().hour, "1");
        assert_eq!(task.retention().offset_ms(), 1_209_600_000);
        assert_eq!(task.description(), None);
        assert_eq!(task.timing().max_runs(), None);
    }

    #[test]
    fn an_empty_form_names_every_field_to_fill_in_the_order_of_the_form() {
        let empty = TaskDraft {
            title: String::new(),
            backup_name: " ".into(),
            store: String::new(),
            cron: None,
            keep: String::new(),
            passcode: Zeroizing::default(),
            confirm: Zeroizing::default(),
            ..draft()
        };
        let fields: Vec<_> = problems(&empty)
            .into_iter()
            .map(|(field, _)| field)
            .collect();
        assert_eq!(
            fields,
            [
                Field::Title,
                Field::BackupName,
                Field::Store,
                Field::Schedule,
                Field::Keep,
                Field::Passcode
            ]
        );
    }

    #[test]
    fn each_problem_has_its_sentence() {
        type Edit = fn(&mut TaskDraft);
        let cases: [(Edit, Field, &str); 11] = [
            (
                |d| d.title = "x".repeat(251),
                Field::Title,
                "At most 250 characters; this has 251.",
            ),
            (
                |d| d.title = "a\nb".into(),
                Field::Title,
                "One line of text, without tabs or line breaks.",
            ),
            (
                |d| d.backup_name = "nightly full".into(),
                Field::BackupName,
                "Use a hyphen in place of a space.",
            ),
            (
                |d| d.backup_name = "../etc".into(),
                Field::BackupName,
                "“/” cannot stand in a backup’s name. Use letters, digits, hyphens, points and underscores.",
            ),
            (
                |d| d.start = "2026-02-30".into(),
                Field::Start,
                "Not a date of the calendar.",
            ),
            (
                |d| d.end = "2026-10-22".into(),
                Field::End,
                "The end lies in the past.",
            ),
            (
                |d| (d.start, d.end) = ("2026-11-02".into(), "2026-11-01".into()),
                Field::End,
                "The end lies before the start.",
            ),
            (
                |d| d.max_runs = "0".into(),
                Field::MaxRuns,
                "At least one run, or leave it empty for no limit.",
            ),
            (
                |d| d.max_runs = "many".into(),
                Field::MaxRuns,
                "Use a whole number up to 1000000, or leave it empty.",
            ),
            (
                |d| d.cron = Some("0 0 0 31 2 ?".parse().unwrap()),
                Field::Schedule,
                "This never runs: no date fits it.",
            ),
            (
                |d| d.confirm = Zeroizing::new("correct horsf".into()),
                Field::ConfirmPasscode,
                "Not the same as the passcode above.",
            ),
        ];
        for (edit, field, sentence) in cases {
            let mut draft = draft();
            edit(&mut draft);
            assert_eq!(problems(&draft), [(field, sentence.to_owned())]);
        }
    }

    #[test]
    fn a_schedule_whose_first_run_lies_after_its_end_is_refused() {
        let mut draft = draft();
        draft.cron = Some("0 0 4 1 1 ?".parse().unwrap());
        draft.end = "2026-12-31".into();
        assert_eq!(
            problems(&draft),
            [(
                Field::Schedule,
                "This never runs: its first run would lie after the end.".to_owned()
            )]
        );
    }

    #[test]
    fn the_end_day_belongs_to_the_schedule_and_the_start_begins_at_midnight() {
        let mut draft = draft();
        draft.start = "2026-11-01".into();
        draft.end = "2026-11-01".into();
        let task = draft.parse(NOW).unwrap();
        let day = parse_iso_date("2026-11-01").unwrap().as_secs();
        assert_eq!(task.timing().start().map(Timestamp::as_secs), Some(day));
        assert_eq!(
            task.timing().end().map(Timestamp::as_secs),
            Some(day + 86_399)
        );
    }

    #[test]
    fn what_the_portal_cannot_carry_is_refused() {
        let mut draft = draft();
        draft.cron = Some("30 0 4 * * ?".parse().unwrap());
        assert_eq!(problems(&draft)[0].0, Field::Schedule);
    }
}
