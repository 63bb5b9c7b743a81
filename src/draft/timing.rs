//! When a task runs: the part of the form that every type of task has.

use super::edit::Was;
use super::{Field, Problems, TaskDraft};
use crate::schedule::first_moment;
use crate::schedule::times::{TimeOfDay, parse_iso_date};
use quartz_cron::{RequestFields, Timestamp, Utc};

/// A schedule that the portal accepts and that runs, or is as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timing {
    fields: RequestFields,
    first_run: Timestamp,
    start: Option<Timestamp>,
    end: Option<Timestamp>,
    max_runs: Option<u32>,
}

impl Timing {
    /// The schedule as the five cron fields of a request, UTC; seconds and years have no place in it.
    pub fn fields(&self) -> &RequestFields {
        &self.fields
    }
    /// The time of day of the first run, UTC: `metaData.startTime`.
    pub fn start_time(&self) -> String {
        let civil = self.first_run.civil(0);
        TimeOfDay::new(civil.hour, civil.minute).map_or_else(String::new, |time| time.to_string())
    }
    /// `startDate`: a fire time at this moment counts. None: the schedule has no start.
    pub fn start(&self) -> Option<Timestamp> {
        self.start
    }
    /// `endDate`: a fire time at this moment still counts. None: the schedule has no end.
    pub fn end(&self) -> Option<Timestamp> {
        self.end
    }
    /// None: unlimited.
    pub fn max_runs(&self) -> Option<u32> {
        self.max_runs
    }
}

impl TaskDraft {
    pub(super) fn timing(
        &self,
        was: Option<&Was>,
        now: Timestamp,
        problems: &mut Problems,
    ) -> Option<Timing> {
        let start = problems.take(Field::Start, self.start(was));
        let end = self.end(was, start.flatten(), now);
        let end = problems.take(Field::End, end);
        let max_runs = problems.take(Field::MaxRuns, self.max_runs(was));
        let schedule = self.schedule(was, start.flatten(), end.flatten(), now);
        let (fields, first_run) = problems.take(Field::Schedule, schedule)?;
        Some(Timing {
            fields,
            first_run,
            start: start?,
            end: end?,
            max_runs: max_runs?,
        })
    }

    /// The beginning of the day that was typed, or the moment that it was before.
    fn start(&self, was: Option<&Was>) -> Result<Option<Timestamp>, String> {
        match was {
            Some(was) if was.draft.start == self.start => Ok(was.task.start),
            _ => day(&self.start),
        }
    }

    /// The last second of the day that was typed, or the moment that it was before.
    fn end(
        &self,
        was: Option<&Was>,
        start: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<Option<Timestamp>, String> {
        let (end, is_new) = match was {
            Some(was) if was.draft.end == self.end => (was.task.end, false),
            _ => {
                let last = |day: Timestamp| Timestamp::from_secs(day.as_secs() + 86_399);
                (day(&self.end)?.map(last), true)
            }
        };
        match (start, end) {
            (Some(start), Some(end)) if end < start => {
                Err("The end lies before the start.".to_owned())
            }
            (_, Some(end)) if is_new && end < now => Err("The end lies in the past.".to_owned()),
            _ => Ok(end),
        }
    }

    fn max_runs(&self, was: Option<&Was>) -> Result<Option<u32>, String> {
        if let Some(was) = was.filter(|was| was.draft.max_runs == self.max_runs) {
            return Ok(was.task.max_runs);
        }
        match self.max_runs.trim() {
            "" => Ok(None),
            typed => match typed.parse::<u32>() {
                Ok(n @ 1..=1_000_000) => Ok(Some(n)),
                Ok(0) => Err("At least one run, or leave it empty for no limit.".to_owned()),
                _ => Err("Use a whole number up to 1000000, or leave it empty.".to_owned()),
            },
        }
    }

    /// The request's five fields and the first fire time inside start and end. A schedule that was over
    /// already may be left as it is: then it is the present.
    fn schedule(
        &self,
        was: Option<&Was>,
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
        let is_untouched = was.is_some_and(|was| {
            was.draft.cron == self.cron && (was.task.start, was.task.end) == (start, end)
        });
        let from = first_moment(start, now);
        match cron.after(from, &Utc) {
            Some(first) if end.is_none_or(|end| first <= end) => Ok((fields, first)),
            _ if is_untouched => Ok((fields, from)),
            None => Err("This never runs: no date fits it.".to_owned()),
            Some(_) => Err("This never runs: its first run would lie after the end.".to_owned()),
        }
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
