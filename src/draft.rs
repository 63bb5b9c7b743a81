//! What is typed in the form, and what of it may be sent.
//!
//! [`TaskDraft`] is text as a person left it. [`NewTask`] is proof: only [`TaskDraft::parse`] makes
//! one, and it may be sent as it is.

use crate::passcode::{self, Passcode};
use crate::retention::{self, Retention};
use crate::schedule::first_moment;
use crate::schedule::times::{TimeOfDay, parse_iso_date};
use quartz_cron::{Cron, RequestFields, Timestamp, Utc};
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

/// A backup schedule that the portal can be asked to create.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTask {
    title: String,
    backup_name: String,
    store: String,
    description: Option<String>,
    fields: RequestFields,
    first_run: Timestamp,
    start: Option<Timestamp>,
    end: Option<Timestamp>,
    max_runs: Option<u32>,
    retention: Retention,
    passcode: Passcode,
}

impl TaskDraft {
    /// Either a task that may be sent, or every problem there is, in the order of the form.
    pub fn parse(&self, now: Timestamp) -> Result<NewTask, Vec<Problem>> {
        let mut problems = Problems(Vec::new());
        let title = problems.take(Field::Title, self.title());
        let backup_name = problems.take(Field::BackupName, backup_name(&self.backup_name));
        let store = problems.take(Field::Store, self.store());
        let description = problems.take(Field::Description, self.description());
        let start = problems.take(Field::Start, day(&self.start));
        let end = problems.take(Field::End, self.end(start.flatten(), now));
        let max_runs = problems.take(Field::MaxRuns, self.max_runs());
        let keep = Retention::parse(&self.keep, self.keep_unit);
        let retention = problems.take(Field::Keep, keep.map_err(|p| p.to_string()));
        let passcode = self.passcode(&mut problems);
        let schedule = self.schedule(start.flatten(), end.flatten(), now);
        let schedule = problems.take(Field::Schedule, schedule);
        problems.0.sort_by_key(|problem| problem.field);

        match (
            title,
            backup_name,
            store,
            description,
            schedule,
            retention,
            passcode,
        ) {
            (
                Some(title),
                Some(backup_name),
                Some(store),
                Some(description),
                Some((fields, first_run)),
                Some(retention),
                Some(passcode),
            ) if problems.0.is_empty() => Ok(NewTask {
                title,
                backup_name,
                store,
                description,
                fields,
                first_run,
                start: start.flatten(),
                end: end.flatten(),
                max_runs: max_runs.flatten(),
                retention,
                passcode,
            }),
            _ => Err(problems.0),
        }
    }

    fn title(&self) -> Result<String, String> {
        line(&self.title, LONGEST_TEXT, "Give the schedule a title.")
    }

    fn store(&self) -> Result<String, String> {
        line(
            &self.store,
            LONGEST_NAME,
            "Name the backup store to write to.",
        )
    }

    fn description(&self) -> Result<Option<String>, String> {
        match self.description.trim() {
            "" => Ok(None),
            _ => line(&self.description, LONGEST_TEXT, "").map(Some),
        }
    }

    /// The last second of the day that was typed.
    fn end(&self, start: Option<Timestamp>, now: Timestamp) -> Result<Option<Timestamp>, String> {
        let Some(day) = day(&self.end)? else {
            return Ok(None);
        };
        let end = Timestamp::from_secs(day.as_secs() + 86_399);
        match start {
            Some(start) if end < start => Err("The end lies before the start.".to_owned()),
            _ if end < now => Err("The end lies in the past.".to_owned()),
            _ => Ok(Some(end)),
        }
    }

    fn max_runs(&self) -> Result<Option<u32>, String> {
        match self.max_runs.trim() {
            "" => Ok(None),
            typed => match typed.parse::<u32>() {
                Ok(1..=1_000_000) => typed.parse().map(Some).map_err(|_| String::new()),
                Ok(0) => Err("At least one run, or leave it empty for no limit.".to_owned()),
                _ => Err("Use a whole number up to 1000000, or leave it empty.".to_owned()),
            },
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

    /// The request's five fields and the first fire time inside start and end.
    fn schedule(
        &self,
        start: Option<Timestamp>,
        end: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<(RequestFields, Timestamp), String> {
        let Some(cron) = &self.cron else {
            return Err("Mend the schedule above.".to_owned());
        };
        let fields = cron.request_fields().ok_or(
            "The portal’s schedules have neither seconds nor years. Leave the seconds at 0 and the year out.",
        )?;
        let from = first_moment(start, now);
        match cron.after(from, &Utc) {
            None => Err("This never runs: no date fits it.".to_owned()),
            Some(first) if end.is_some_and(|end| first > end) => {
                Err("This never runs: its first run would lie after the end.".to_owned())
            }
            Some(first) => Ok((fields, first)),
        }
    }
}

impl NewTask {
    pub fn title(&self) -> &str {
        &self.title
    }
    pub fn backup_name(&self) -> &str {
        &self.backup_name
    }
    pub fn store(&self) -> &str {
        &self.store
    }
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }
    pub fn fields(&self) -> &RequestFields {
        &self.fields
    }
    /// The time of day of the first run, UTC: `metaData.startTime`.
    pub fn start_time(&self) -> String {
        let civil = self.first_run.civil(0);
        TimeOfDay::new(civil.hour, civil.minute).map_or_else(String::new, |time| time.to_string())
    }
    pub fn start(&self) -> Option<Timestamp> {
        self.start
    }
    pub fn end(&self) -> Option<Timestamp> {
        self.end
    }
    pub fn max_runs(&self) -> Option<u32> {
        self.max_runs
    }
    pub fn retention(&self) -> Retention {
        self.retention
    }
    pub fn passcode(&self) -> &Passcode {
        &self.passcode
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

fn day(typed: &str) -> Result<Option<Timestamp>, String> {
    match typed.trim() {
        "" => Ok(None),
        typed => parse_iso_date(typed)
            .map(Some)
            .ok_or_else(|| "Not a date of the calendar.".to_owned()),
    }
}

struct Problems(Vec<Problem>);

impl Problems {
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
        assert_eq!(task.start_time(), "01:30");
        assert_eq!(task.fields().hour, "1");
        assert_eq!(task.retention().offset_ms(), 1_209_600_000);
        assert_eq!(task.description(), None);
        assert_eq!(task.max_runs(), None);
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
        assert_eq!(task.start().map(Timestamp::as_secs), Some(day));
        assert_eq!(task.end().map(Timestamp::as_secs), Some(day + 86_399));
    }

    #[test]
    fn what_the_portal_cannot_carry_is_refused() {
        let mut draft = draft();
        draft.cron = Some("30 0 4 * * ?".parse().unwrap());
        assert_eq!(problems(&draft)[0].0, Field::Schedule);
    }
}
