//! The form over a task that exists: what it holds at first, what was changed, what may be sent.

use super::{Field, NewTask, Problem, Problems, TaskDraft, Timing};
use crate::retention::{Retention, Unit};
use crate::schedule::times::iso_date;
use crate::task::{Kept, Kind, Task};
use quartz_cron::{Style, Timestamp, describe};
use zeroize::Zeroizing;

const DAY_MS: i64 = 86_400_000;

/// A task as it was, and the form over it.
pub(super) struct Was<'a> {
    pub(super) task: &'a Task,
    pub(super) draft: TaskDraft,
}

/// What an existing task can be made into. Only a [`TaskDraft`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// A `CreateBackup` task: everything, the passcode with it, since the portal demands it.
    Backup(NewTask),
    /// A task of the system.
    System(SystemTask),
}

/// Title and schedule of a task that belongs to the system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SystemTask {
    title: String,
    timing: Timing,
}

impl Edit {
    /// The title to send, changed or as it was.
    pub fn title(&self) -> &str {
        match self {
            Self::Backup(task) => task.title(),
            Self::System(task) => &task.title,
        }
    }

    /// When it shall run: schedule, start, end and maximum of runs to send, changed or as they were.
    pub fn timing(&self) -> &Timing {
        match self {
            Self::Backup(task) => task.timing(),
            Self::System(task) => &task.timing,
        }
    }
}

/// A field that is not what it was, in words; an empty text is a field that is not set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub field: Field,
    pub before: String,
    pub after: String,
}

impl TaskDraft {
    /// The form as it stands over a task: all but the passcode, which is never read.
    pub fn of(task: &Task) -> Self {
        let backup = task.backup.clone().unwrap_or_default();
        let (keep, keep_unit) = match backup.kept {
            Some(Kept::For(kept)) => (kept.value().to_string(), kept.unit()),
            Some(Kept::Offset(ms)) if ms > 0 && ms % DAY_MS == 0 => {
                ((ms / DAY_MS).to_string(), Unit::Day)
            }
            // What the form cannot say is asked for and not guessed.
            Some(Kept::Offset(_)) | None => (String::new(), Unit::Day),
        };
        let day = |at: Option<Timestamp>| at.map_or_else(String::new, |at| iso_date(at.civil(0)));
        Self {
            title: task.title.clone(),
            backup_name: backup.name.unwrap_or_default(),
            store: backup.store.unwrap_or_default(),
            description: backup.description.unwrap_or_default(),
            cron: task.schedule.cron().cloned(),
            start: day(task.start),
            end: day(task.end),
            max_runs: task.max_runs.map_or_else(String::new, |n| n.to_string()),
            keep,
            keep_unit,
            passcode: Zeroizing::default(),
            confirm: Zeroizing::default(),
        }
    }

    /// Either what may be sent in the place of `task`, or every problem there is.
    pub fn parse_edit(&self, task: &Task, now: Timestamp) -> Result<Edit, Vec<Problem>> {
        let was = Was {
            task,
            draft: Self::of(task),
        };
        match task.kind {
            Kind::CreateBackup => self.backup(Some(&was), now).map(Edit::Backup),
            Kind::BackupRetentionCleaner | Kind::CleanGpJobs | Kind::Other(_) => {
                self.system(&was, now).map(Edit::System)
            }
        }
    }

    fn system(&self, was: &Was, now: Timestamp) -> Result<SystemTask, Vec<Problem>> {
        let mut problems = Problems(Vec::new());
        let title = problems.take(Field::Title, self.title(Some(was)));
        let timing = self.timing(Some(was), now, &mut problems);
        match (title, timing) {
            (Some(title), Some(timing)) if problems.0.is_empty() => {
                Ok(SystemTask { title, timing })
            }
            _ => Err(problems.sorted()),
        }
    }

    /// The fields that are not what they were in another form, in the order of the form. A passcode is
    /// compared with nothing.
    pub fn changes(&self, from: &Self) -> Vec<Change> {
        from.lines()
            .into_iter()
            .zip(self.lines())
            .filter(|((_, before), (_, after))| before != after)
            .map(|((field, before), (_, after))| Change {
                field,
                before,
                after,
            })
            .collect()
    }

    fn lines(&self) -> [(Field, String); 9] {
        let text = |text: &str| text.trim().to_owned();
        let cron = self.cron.as_ref();
        let schedule = cron.map_or_else(
            || "Not a schedule yet".to_owned(),
            |cron| format!("{} ({cron})", describe(cron, &Style::default())),
        );
        let keep = match Retention::parse(&self.keep, self.keep_unit) {
            Ok(kept) => kept.to_string(),
            Err(_) => text(&self.keep),
        };
        [
            (Field::Title, text(&self.title)),
            (Field::BackupName, text(&self.backup_name)),
            (Field::Store, text(&self.store)),
            (Field::Description, text(&self.description)),
            (Field::Schedule, schedule),
            (Field::Start, text(&self.start)),
            (Field::End, text(&self.end)),
            (Field::MaxRuns, text(&self.max_runs)),
            (Field::Keep, keep),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::task::{Backup, Schedule, State, TaskId};

    /// Friday 23 October 2026, 14:02 UTC.
    const NOW: Timestamp = Timestamp::from_secs(1_792_764_120);
    /// Saturday 23 October 2021, 04:00 UTC.
    const START: Timestamp = Timestamp::from_secs(1_634_961_600);

    fn task(kind: Kind) -> Task {
        let is_backup = kind == Kind::CreateBackup;
        Task {
            id: TaskId::new("a1").unwrap(),
            title: "schedule2".into(),
            kind,
            state: State::Active,
            schedule: Schedule::Cron("0 0 4 ? * 7".parse().unwrap()),
            expression: "0 0 4 ? * 7".into(),
            start: Some(START),
            end: None,
            max_runs: None,
            last_start: None,
            created: None,
            updated: None,
            generation: Some(2),
            owner_id: None,
            backup: is_backup.then(|| Backup {
                name: Some("made elsewhere".into()),
                store: Some("default".into()),
                description: None,
                kept: Some(Kept::For(Retention::new(14, Unit::Day).unwrap())),
                ..Backup::default()
            }),
            raw: "{}".into(),
        }
    }

    fn with_passcode(task: &Task) -> TaskDraft {
        TaskDraft {
            passcode: Zeroizing::new("correct horse".into()),
            confirm: Zeroizing::new("correct horse".into()),
            ..TaskDraft::of(task)
        }
    }

    #[test]
    fn a_form_nobody_touched_changes_nothing_and_asks_for_the_passcode_alone() {
        let task = task(Kind::CreateBackup);
        let draft = TaskDraft::of(&task);
        assert_eq!(draft.changes(&TaskDraft::of(&task)), []);
        let problems = draft.parse_edit(&task, NOW).unwrap_err();
        let fields: Vec<Field> = problems.iter().map(|problem| problem.field).collect();
        assert_eq!(fields, [Field::Passcode]);
    }

    #[test]
    fn a_start_that_was_left_keeps_its_time_of_day() {
        let task = task(Kind::CreateBackup);
        let mut draft = with_passcode(&task);
        let edit = draft.parse_edit(&task, NOW).unwrap();
        assert_eq!(edit.timing().start(), Some(START));
        draft.start = "2021-10-24".into();
        let edit = draft.parse_edit(&task, NOW).unwrap();
        assert_eq!(edit.timing().start().unwrap().as_secs() % 86_400, 0);
    }

    #[test]
    fn what_was_made_elsewhere_may_stay_and_what_is_typed_here_is_checked() {
        let task = task(Kind::CreateBackup);
        let mut draft = with_passcode(&task);
        assert!(
            draft.parse_edit(&task, NOW).is_ok(),
            "a space in the name was there before"
        );
        draft.backup_name = "mine too".into();
        let problems = draft.parse_edit(&task, NOW).unwrap_err();
        assert_eq!(problems[0].field, Field::BackupName);
    }

    #[test]
    fn a_schedule_that_is_over_may_be_renamed_but_not_made_anew() {
        let mut task = task(Kind::CreateBackup);
        task.end = Some(Timestamp::from_secs(NOW.as_secs() - 86_400));
        let mut draft = with_passcode(&task);
        draft.title = "old".into();
        assert!(draft.parse_edit(&task, NOW).is_ok());
        draft.cron = "0 0 5 ? * 7".parse().ok();
        let problems = draft.parse_edit(&task, NOW).unwrap_err();
        assert_eq!(
            problems[0].sentence,
            "This never runs: its first run would lie after the end."
        );
    }

    #[test]
    fn a_task_of_the_system_needs_title_and_schedule_alone() {
        let task = task(Kind::CleanGpJobs);
        let mut draft = TaskDraft::of(&task);
        draft.title = String::new();
        let problems = draft.parse_edit(&task, NOW).unwrap_err();
        assert_eq!(problems.len(), 1);
        draft.title = "Cleaner".into();
        let edit = draft.parse_edit(&task, NOW).unwrap();
        assert!(matches!(edit, Edit::System(_)));
        assert_eq!(edit.title(), "Cleaner");
    }

    #[test]
    fn what_changes_is_told_field_by_field_in_words() {
        let task = task(Kind::CreateBackup);
        let before = TaskDraft::of(&task);
        let mut draft = TaskDraft::of(&task);
        draft.cron = "0 30 1 * * ?".parse().ok();
        draft.keep = "2".into();
        draft.keep_unit = Unit::Week;
        draft.description = "Water".into();
        let told: Vec<(Field, String, String)> = draft
            .changes(&before)
            .into_iter()
            .map(|change| (change.field, change.before, change.after))
            .collect();
        assert_eq!(
            told,
            [
                (Field::Description, String::new(), "Water".into()),
                (
                    Field::Schedule,
                    "Every Saturday at 04:00 UTC (0 0 4 ? * 7)".into(),
                    "Every day at 01:30 UTC (0 30 1 * * ?)".into()
                ),
                (Field::Keep, "14 days".into(), "2 weeks".into()),
            ]
        );
    }

    #[test]
    fn a_retention_that_the_form_cannot_say_is_asked_for() {
        let mut task = task(Kind::CreateBackup);
        let kept = |ms| {
            Some(Backup {
                kept: Some(Kept::Offset(ms)),
                ..Backup::default()
            })
        };
        task.backup = kept(3 * DAY_MS);
        assert_eq!(TaskDraft::of(&task).keep, "3");
        task.backup = kept(-1);
        assert_eq!(TaskDraft::of(&task).keep, "");
    }
}
