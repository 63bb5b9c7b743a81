//! "Back up now": what is typed, and what of it may be sent. Source: section 3.4 of docs/portal-api.md.

use super::Name;
use crate::draft::backup_name;
use crate::passcode::{Passcode, Problem as PasscodeProblem};
use crate::retention::{Retention, Unit};
use quartz_cron::Timestamp;
use zeroize::Zeroizing;

/// The fields that can have a problem, in the order of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    Store,
    Name,
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
pub struct BackupDraft {
    pub store: Option<Name>,
    pub name: String,
    pub keep: Keep,
    pub passcode: Zeroizing<String>,
    pub confirm: Zeroizing<String>,
}

/// How long to keep it, as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keep {
    Forever,
    For(String, Unit),
}

/// A backup that the portal can be asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupOrder {
    store: Name,
    name: Name,
    retention: Option<Retention>,
    passcode: Passcode,
}

impl BackupDraft {
    /// Either an order that may be sent, or every problem there is. `taken` are the names in the
    /// chosen store.
    pub fn parse(&self, taken: impl Fn(&str) -> bool) -> Result<BackupOrder, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut wrong = |field, sentence: String| problems.push(Problem { field, sentence });
        if self.store.is_none() {
            wrong(Field::Store, "Choose a store to write to.".to_owned());
        }
        let name = match backup_name(&self.name) {
            Ok(name) if taken(&name) => {
                wrong(
                    Field::Name,
                    "A backup of this name is there already.".to_owned(),
                );
                None
            }
            Ok(name) => Name::new(&name),
            Err(sentence) => {
                wrong(Field::Name, sentence);
                None
            }
        };
        let retention = match &self.keep {
            Keep::Forever => None,
            Keep::For(typed, unit) => Retention::parse(typed, *unit)
                .map_err(|problem| wrong(Field::Keep, problem.to_string()))
                .ok(),
        };
        let passcode = Passcode::confirm(&self.passcode, &self.confirm)
            .map_err(|problem| wrong(field_of(problem), problem.to_string()))
            .ok();
        match (&self.store, name, passcode) {
            (Some(store), Some(name), Some(passcode)) if problems.is_empty() => Ok(BackupOrder {
                store: store.clone(),
                name,
                retention,
                passcode,
            }),
            _ => Err(problems),
        }
    }
}

fn field_of(problem: PasscodeProblem) -> Field {
    if problem.is_about_confirmation() {
        Field::ConfirmPasscode
    } else {
        Field::Passcode
    }
}

impl BackupOrder {
    /// Where the backup is written to: `storeName`.
    pub fn store(&self) -> &Name {
        &self.store
    }
    /// What the backup will be called, as typed without the space around it.
    pub fn name(&self) -> &Name {
        &self.name
    }
    /// What encrypts the backup, and what a restore from it asks for.
    pub fn passcode(&self) -> &Passcode {
        &self.passcode
    }

    /// `retentionDate`: epoch milliseconds for a backup that is made now, -1 for ever.
    pub fn retention_date(&self, now: Timestamp) -> i64 {
        self.retention
            .map_or(-1, |kept| now.as_secs() * 1000 + kept.offset_ms())
    }
}

/// A name that says when, to the minute, in UTC: `manual-20261023-1402`. It may be taken.
pub fn suggested_name(now: Timestamp) -> String {
    let c = now.civil(0);
    format!(
        "manual-{:04}{:02}{:02}-{:02}{:02}",
        c.year, c.month, c.day, c.hour, c.minute
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_secs(1_792_764_120);

    fn draft() -> BackupDraft {
        BackupDraft {
            store: Name::new("default"),
            name: suggested_name(NOW),
            keep: Keep::For("14".into(), Unit::Day),
            passcode: Zeroizing::new("correct horse".into()),
            confirm: Zeroizing::new("correct horse".into()),
        }
    }

    #[test]
    fn what_is_complete_may_be_sent() {
        let order = draft().parse(|_| false).unwrap();
        assert_eq!(order.name().as_str(), "manual-20261023-1402");
        assert_eq!(order.retention_date(NOW), 1_792_764_120_000 + 1_209_600_000);
        let forever = BackupDraft {
            keep: Keep::Forever,
            ..draft()
        };
        assert_eq!(forever.parse(|_| false).unwrap().retention_date(NOW), -1);
    }

    #[test]
    fn every_problem_is_told_at_once_in_the_order_of_the_form() {
        let empty = BackupDraft {
            store: None,
            name: "a b".into(),
            keep: Keep::For("0".into(), Unit::Day),
            passcode: Zeroizing::new("short".into()),
            confirm: Zeroizing::default(),
        };
        let told: Vec<String> = empty
            .parse(|_| false)
            .unwrap_err()
            .into_iter()
            .map(|problem| problem.sentence)
            .collect();
        assert_eq!(
            told,
            [
                "Choose a store to write to.",
                "Use a hyphen in place of a space.",
                "Keep a backup for at least one day.",
                "At least 8 characters; this has 5.",
            ]
        );
    }

    #[test]
    fn a_name_that_is_taken_is_told() {
        let problems = draft().parse(|_| true).unwrap_err();
        assert_eq!(problems[0].field, Field::Name);
        assert_eq!(
            problems[0].sentence,
            "A backup of this name is there already."
        );
    }

    #[test]
    fn a_passcode_typed_differently_is_told_at_its_second_field() {
        let different = BackupDraft {
            confirm: Zeroizing::new("correct house".into()),
            ..draft()
        };
        let problems = different.parse(|_| false).unwrap_err();
        assert_eq!(problems[0].field, Field::ConfirmPasscode);
    }
}
