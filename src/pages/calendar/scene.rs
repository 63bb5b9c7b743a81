//! What the calendar shows: from the tasks and what is chosen in the address to what is drawn.

use crate::agenda::month::{self, Month};
use crate::agenda::past::{Past, past};
use crate::agenda::week::{NEAR, Week, crowded};
use crate::agenda::{Choice, Entry, Record, entries, planned};
use crate::browser::page;
use crate::calendar::crowd::Crowd;
use crate::calendar::month::Day;
use crate::calendar::overlap::{Overlap, Overlaps};
use crate::components::calendar::{heat, month as month_table};
use crate::histories::Histories;
use crate::live::LiveTasks;
use crate::now::Now;
use crate::route::Route;
use crate::runs::Run;
use crate::schedule::times;
use crate::schedule::zone::LocalZone;
use crate::task::{Listed, Task, TaskId};
use leptos::prelude::*;
use quartz_cron::Timestamp;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

const HOUR: i64 = 3600;

/// What runs into each other, and when.
type Met = Arc<(Arc<Overlaps>, Crowd)>;

/// A handle for one visit.
#[derive(Clone, Copy)]
pub struct Scene {
    pub route: Route,
    pub now: Now,
    pub histories: Histories,
    pub choice: Memo<Choice>,
    pub is_local: Memo<bool>,
    pub zone: Memo<Arc<LocalZone>>,
    /// How many tasks there are, shown or not.
    pub all: Memo<usize>,
    pub entries: Memo<Arc<Vec<Entry>>>,
    pub week: Memo<Week>,
    pub heat: Memo<Arc<heat::Drawn>>,
    /// None until it is worked out: it may take longer than a frame.
    pub met: RwSignal<Option<Met>>,
    pub month: Memo<Month>,
    pub days: Memo<Arc<Vec<Day>>>,
    /// What became of the month's runs that are behind us; empty until it is known.
    pub past: Memo<Arc<Vec<Past>>>,
    pub drawn_month: Memo<month_table::Drawn>,
    /// The first instant of the day whose runs are listed.
    pub chosen: Memo<Option<Timestamp>>,
}

impl Scene {
    /// From the tasks and the address. Asks for the runs of the schedules that are shown.
    pub fn of_page(live: LiveTasks) -> Self {
        let (route, now, histories) = (Route::expect(), Now::expect(), Histories::of_page());
        let choice = Memo::new(move |_| Choice {
            only_backups: route.query("backups").is_some(),
            paused: route.query("paused").is_some(),
        });
        let is_local = Memo::new(move |_| route.query("zone").as_deref() == Some("local"));
        let zone = Memo::new(move |_| match is_local.get() {
            true => now.zone().get(),
            false => Arc::new(LocalZone::utc()),
        });
        // What is drawn changes with the hour, not with the second.
        let hour = Memo::new(move |_| times::floor(now.coarse().get(), HOUR));
        let all = Memo::new(move |_| live.with_tasks(<[Listed]>::len));
        let entries = Memo::new(move |_| {
            let known = histories.known().get();
            let record = |id: &TaskId| known.get(id).map(|list| Record::of(&list.runs));
            Arc::new(live.with_tasks(|tasks| entries(tasks, choice.get(), record)))
        });
        Effect::new(move |_| {
            histories.read(entries.with(|entries| {
                entries
                    .iter()
                    .map(|entry| entry.id.clone())
                    .collect::<Vec<_>>()
            }));
        });
        let week = Memo::new(move |_| {
            let (hour, zone) = (hour.get(), zone.get());
            entries.with(|entries| page::measured("heat", || Week::of(entries, hour, &zone)))
        });
        let met = met_later(entries, hour, zone);
        let heat = Memo::new(move |_| {
            let (zone, hour) = (zone.get(), hour.get());
            let civil = zone.civil(hour);
            let week = week.get();
            // 1 January 1970 was a Thursday.
            let day = civil.timestamp(0).as_secs().div_euclid(24 * HOUR) + 3;
            Arc::new(heat::Drawn {
                week: match met.get() {
                    Some(met) => week.with(&met.1),
                    None => week,
                },
                entries: entries.get(),
                zone: place(&zone),
                now: (day.rem_euclid(7) as usize, usize::from(civil.hour)),
            })
        });
        let month = Memo::new(move |_| {
            let chosen = route.query("month").and_then(|text| Month::parse(&text));
            chosen.unwrap_or_else(|| Month::at(hour.get(), &zone.get()))
        });
        let days = Memo::new(move |_| {
            let (hour, zone) = (hour.get(), zone.get());
            let month = month.get();
            Arc::new(entries.with(|entries| month::bars(entries, month, hour, &zone)))
        });
        let minute = Memo::new(move |_| times::floor(now.coarse().get(), 60));
        let past = Memo::new(move |_| {
            let (from, to) = zone.with(|zone| month.get().span(zone));
            let known = histories.known().get();
            let found = entries.with(|entries| {
                live.with_tasks(|tasks| {
                    let place: HashMap<&TaskId, usize> = entries
                        .iter()
                        .enumerate()
                        .map(|(of, e)| (&e.id, of))
                        .collect();
                    let tasks = tasks.iter().filter_map(Listed::task);
                    let tasks: Vec<(usize, &Task, &[Run])> = tasks
                        .filter_map(|task| {
                            let of = place.get(&task.id)?;
                            Some((*of, task, known.get(&task.id)?.runs.as_slice()))
                        })
                        .collect();
                    past(&tasks, from, to, minute.get())
                })
            });
            Arc::new(found)
        });
        let drawn_month = Memo::new(move |_| month_table::Drawn {
            month: month.get(),
            days: days.get(),
            past: past.get(),
            zone: zone.get(),
            today: hour.get(),
        });
        let chosen = Memo::new(move |_| {
            let (asked, zone, today) = (route.query("day"), zone.get(), hour.get());
            days.with(|days| {
                let is_it = |day: &&Day| match &asked {
                    Some(asked) => times::iso_date(zone.civil(day.from)) == *asked,
                    None => (day.from..day.to).contains(&today),
                };
                days.iter().find(is_it).map(|day| day.from)
            })
        });
        Self {
            route,
            now,
            histories,
            choice,
            is_local,
            zone,
            all,
            entries,
            week,
            heat,
            met,
            month,
            days,
            past,
            drawn_month,
            chosen,
        }
    }

    /// Whose clock the calendar is on: `UTC`, `Copenhagen`.
    pub fn place(self) -> String {
        self.zone.with(|zone| place(zone))
    }

    /// Writes the day on which `at` lies, and the month that is shown, into the address.
    pub fn choose_day(self, at: Timestamp) {
        let day = times::iso_date(self.zone.get_untracked().civil(at));
        let month = self.month.get_untracked().slug();
        self.route
            .set_query(&[("month", Some(&month)), ("day", Some(&day))]);
    }
}

fn place(zone: &LocalZone) -> String {
    match zone.is_utc() {
        true => "UTC".to_owned(),
        false => zone.city(),
    }
}

/// Works out what runs into each other once the page is drawn.
fn met_later(
    all: Memo<Arc<Vec<Entry>>>,
    hour: Memo<Timestamp>,
    zone: Memo<Arc<LocalZone>>,
) -> RwSignal<Option<Met>> {
    let met = RwSignal::new(None);
    Effect::new(move |_| {
        let (all, hour, zone) = (all.get(), hour.get(), zone.get());
        let work = move || {
            let to = Timestamp::from_secs(hour.as_secs() + NEAR);
            let found = page::measured("overlaps", || {
                let mut overlaps = Overlaps::of(&planned(&all), hour, to);
                overlaps.pairs.retain(Overlap::is_worth_telling);
                Arc::new((Arc::new(overlaps), crowded(&all, hour, &zone)))
            });
            met.try_set(Some(found));
        };
        let timer = set_timeout_with_handle(work, Duration::ZERO);
        on_cleanup(move || {
            if let Ok(timer) = timer {
                timer.clear();
            }
        });
    });
    met
}
