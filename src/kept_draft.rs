//! A form that somebody has not finished, as it is kept in the browser: everything that was typed but
//! the passcode, which has no place in it.

use crate::draft::TaskDraft;
use crate::retention::Unit;
use crate::schedule::builder::{Builder, Control, Tab, TypedIn};
use quartz_cron::Timestamp;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// The shape below. Another one is of another release of this page and is not read.
const VERSION: u32 = 1;
/// Longer than any form that could be sent, in bytes of its text.
const MOST_BYTES: usize = 20_000;
/// A draft that nobody came back to, in seconds.
const OLDEST: i64 = 30 * 86_400;

/// Only [`KeptDraft::of`] and [`KeptDraft::read`] make one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptDraft {
    version: u32,
    /// When it was last typed in: seconds since 1970, on the portal's clock; 0 until it is kept.
    at: i64,
    /// When the task that it is an edit of had last been changed, seconds since 1970.
    updated: Option<i64>,
    title: String,
    backup_name: String,
    store: String,
    description: String,
    /// What stood in "Cron expression".
    expression: String,
    /// Times were typed on the local clock.
    is_local: bool,
    /// The five fields, while the tab "Custom" was open.
    fields: Option<[String; 5]>,
    start: String,
    end: String,
    max_runs: String,
    keep: String,
    keep_unit: String,
}

impl KeptDraft {
    /// What is worth keeping of a form. `updated` is that of the task that is edited.
    pub fn of(draft: &TaskDraft, builder: &Builder, updated: Option<Timestamp>) -> Self {
        let controls = &builder.controls;
        let has_fields =
            controls.tab == Tab::Custom && builder.problem(Control::Expression).is_none();
        Self {
            version: VERSION,
            at: 0,
            updated: updated.map(Timestamp::as_secs),
            title: draft.title.clone(),
            backup_name: draft.backup_name.clone(),
            store: draft.store.clone(),
            description: draft.description.clone(),
            expression: builder.expression.clone(),
            is_local: controls.typed_in == TypedIn::Local,
            fields: has_fields.then(|| controls.fields.clone()),
            start: draft.start.clone(),
            end: draft.end.clone(),
            max_runs: draft.max_runs.clone(),
            keep: draft.keep.clone(),
            keep_unit: draft.keep_unit.slug().to_owned(),
        }
    }

    /// Reads what was kept. None for another version, for what is too old or too long, and for anything
    /// else that this page has not written.
    pub fn read(text: &str, now: Timestamp) -> Option<Self> {
        if text.len() > MOST_BYTES {
            return None;
        }
        let draft: Self = serde_json::from_str(text).ok()?;
        let is_young = now.as_secs().checked_sub(draft.at)? <= OLDEST;
        let is_ours = draft.version == VERSION && draft.keep_unit.parse::<Unit>().is_ok();
        (is_ours && is_young).then_some(draft)
    }

    /// The text to keep, of a form that was typed in `at` this moment. None where it is too long.
    pub fn text(mut self, at: Timestamp) -> Option<String> {
        self.at = at.as_secs();
        let text = serde_json::to_string(&self).ok()?;
        (text.len() <= MOST_BYTES).then_some(text)
    }

    /// When it was last typed in, on the portal's clock.
    pub fn at(&self) -> Timestamp {
        Timestamp::from_secs(self.at)
    }

    /// When the task that it is an edit of had last been changed.
    pub fn updated(&self) -> Option<Timestamp> {
        self.updated.map(Timestamp::from_secs)
    }

    /// The form and its cron builder again, without a passcode. `offset` is that of local time now, in
    /// seconds.
    pub fn restore(&self, offset: i32) -> (TaskDraft, Builder) {
        let builder = self.builder(offset);
        let draft = TaskDraft {
            title: self.title.clone(),
            backup_name: self.backup_name.clone(),
            store: self.store.clone(),
            description: self.description.clone(),
            cron: builder.cron().cloned(),
            start: self.start.clone(),
            end: self.end.clone(),
            max_runs: self.max_runs.clone(),
            keep: self.keep.clone(),
            keep_unit: self.keep_unit.parse().unwrap_or(Unit::Day),
            passcode: Zeroizing::default(),
            confirm: Zeroizing::default(),
        };
        (draft, builder)
    }

    fn builder(&self, offset: i32) -> Builder {
        let mut builder = Builder::new(offset);
        if self.is_local {
            builder.controls.typed_in = TypedIn::Local;
        }
        builder.write_expression(&self.expression, offset);
        if let Some(fields) = &self.fields {
            builder.edit(offset, |controls| {
                controls.tab = Tab::Custom;
                controls.fields.clone_from(fields);
            });
        }
        builder
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Friday 23 October 2026, 14:02 UTC.
    const NOW: Timestamp = Timestamp::from_secs(1_792_764_120);

    fn typed() -> TaskDraft {
        TaskDraft {
            title: "Half a titl".into(),
            backup_name: "utilities".into(),
            store: "vault".into(),
            description: "a “quoted” word".into(),
            cron: None,
            start: "2026-11-01".into(),
            end: String::new(),
            max_runs: "many".into(),
            keep: "3".into(),
            keep_unit: Unit::Week,
            passcode: Zeroizing::new("correct horse".into()),
            confirm: Zeroizing::new("correct horsf".into()),
        }
    }

    fn kept(builder: &Builder) -> KeptDraft {
        let mut draft = typed();
        draft.cron = builder.cron().cloned();
        KeptDraft::of(&draft, builder, Some(Timestamp::from_secs(7)))
    }

    #[test]
    fn what_was_typed_comes_back_and_the_passcode_does_not() {
        let text = kept(&Builder::new(0)).text(NOW).unwrap();
        assert!(!text.contains("horse") && !text.contains("horsf"), "{text}");
        let back = KeptDraft::read(&text, NOW).unwrap();
        assert_eq!(back.at(), NOW);
        assert_eq!(back.updated(), Some(Timestamp::from_secs(7)));
        let (draft, builder) = back.restore(0);
        let was = TaskDraft {
            cron: builder.cron().cloned(),
            ..typed()
        };
        assert_eq!(draft.changes(&was), []);
        assert_eq!(draft.max_runs, "many");
        assert!(draft.passcode.is_empty() && draft.confirm.is_empty());
    }

    #[test]
    fn the_schedule_comes_back_as_it_stood_in_the_builder() {
        let offset = 7200;
        let weekly = Builder::of(&"0 30 4 ? * 1,7".parse().unwrap(), offset);
        let mut local = Builder::new(offset);
        local.edit(offset, |controls| {
            controls.typed_in = TypedIn::Local;
            controls.time = "23:15".into();
        });
        let mut unfinished = Builder::new(offset);
        unfinished.write_expression("0 30 4 ? *", offset);
        let mut custom = Builder::new(offset);
        custom.select(Tab::Custom, offset);
        custom.edit(offset, |controls| controls.fields[1] = "25".into());
        for builder in [weekly, local, unfinished, custom] {
            let (_, back) = kept(&builder).restore(offset);
            assert_eq!(back.outcome, builder.outcome);
            assert_eq!(back.expression, builder.expression);
            assert_eq!(back.controls.tab, builder.controls.tab);
            assert_eq!(back.controls.typed_in, builder.controls.typed_in);
            if builder.controls.tab == Tab::Custom {
                assert_eq!(back.controls.fields, builder.controls.fields);
            }
        }
    }

    #[test]
    fn garbage_another_version_and_the_old_are_no_drafts() {
        let good = kept(&Builder::new(0)).text(NOW).unwrap();
        let unit = good.replace("\"week\"", "\"year\"");
        let other = good.replace("\"version\":1", "\"version\":2");
        let long = format!("{good}{}", " ".repeat(MOST_BYTES));
        for text in ["", "{", "null", "[1]", &good[..40], &unit, &other, &long] {
            assert_eq!(KeptDraft::read(text, NOW), None, "{text}");
        }
        let later = |secs| Timestamp::from_secs(NOW.as_secs() + secs);
        assert!(KeptDraft::read(&good, later(OLDEST)).is_some());
        assert_eq!(KeptDraft::read(&good, later(OLDEST + 1)), None);
        let never = good.replace(&NOW.as_secs().to_string(), &i64::MIN.to_string());
        assert_eq!(KeptDraft::read(&never, NOW), None);
    }

    #[test]
    fn a_form_that_is_too_long_is_not_kept() {
        let mut draft = typed();
        draft.title = "x".repeat(MOST_BYTES);
        let kept = KeptDraft::of(&draft, &Builder::new(0), None);
        assert_eq!(kept.text(NOW), None);
    }
}
