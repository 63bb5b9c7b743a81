//! Which tasks the list shows, and in what order. All of it is kept in the page's address.

pub mod by_column;
pub mod filter;
pub mod frequency;
pub mod sort;

use crate::task::Listed;
pub use filter::{Filter, KindFilter, StateFilter, holds_words, texts};
pub use frequency::Frequency;
use frequency::runs_a_year;
pub use sort::{Column, Sort, order};
use std::sync::Arc;

/// Positions in `tasks` of what is shown, in the order given. `texts` is asked for when there are
/// words to look for.
pub fn shown(
    tasks: &[Listed],
    order: &[usize],
    filter: &Filter,
    texts: impl FnOnce() -> Arc<Vec<String>>,
) -> Vec<usize> {
    let words = filter.words();
    let texts = (!words.is_empty()).then(texts);
    let paces = filter.frequency.map(|_| runs_a_year(tasks));
    let fits = |i: &&usize| {
        let holds = |texts: &Arc<Vec<String>>| {
            let text = texts.get(**i);
            text.is_some_and(|text| words.iter().all(|word| text.contains(word)))
        };
        tasks.get(**i).is_some_and(|listed| filter.fits(listed))
            && texts.as_ref().is_none_or(holds)
            && paces
                .as_ref()
                .is_none_or(|paces| filter.fits_pace(paces.get(**i).copied().flatten()))
    };
    order.iter().filter(fits).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::by_column::Columns as _;
    use super::*;
    use crate::task::{Backup, Kind, Listed, Schedule, State, Task, TaskId};
    use quartz_cron::Timestamp;
    use std::sync::Arc;

    const NOW: Timestamp = Timestamp::from_secs(1_792_764_120);

    fn task(title: &str, cron: &str, state: State, store: Option<&str>) -> Listed {
        Listed::Task(Arc::new(Task {
            id: TaskId::new("a1").unwrap(),
            title: title.into(),
            kind: store.map_or(Kind::CleanGpJobs, |_| Kind::CreateBackup),
            state,
            schedule: Schedule::Cron(cron.parse().unwrap()),
            expression: cron.into(),
            start: None,
            end: None,
            max_runs: None,
            last_start: None,
            created: None,
            updated: None,
            generation: None,
            owner_id: None,
            backup: store.map(|store| Backup {
                store: Some(store.into()),
                ..Backup::default()
            }),
            raw: "{}".into(),
        }))
    }

    fn three() -> [Listed; 4] {
        [
            task("Zürich nightly", "0 0 3 * * ?", State::Active, Some("nas")),
            task("parcels", "0 0 * * * ?", State::Active, Some("default")),
            task("gpCleanerTask", "0 0 * * * ?", State::Paused, None),
            Listed::Unreadable {
                title: "odd".into(),
                why: "it has no usable id".into(),
                raw: "{}".into(),
            },
        ]
    }

    fn titles(filter: &Filter, sort: &str) -> Vec<usize> {
        let tasks = three();
        let order = order(&tasks, Sort::from_slug(sort).unwrap(), NOW);
        shown(&tasks, &order, filter, || Arc::new(texts(&tasks)))
    }

    #[test]
    fn every_word_must_be_found_somewhere_in_any_case() {
        let text = |text: &str| Filter {
            text: text.into(),
            ..Filter::default()
        };
        assert_eq!(titles(&text("ZÜRICH nas"), "title"), [0]);
        assert_eq!(titles(&text("zürich default"), "title"), [0; 0]);
        assert_eq!(titles(&text("odd"), "title"), [3]);
        assert_eq!(titles(&text("  "), "title").len(), 4);
    }

    #[test]
    fn type_and_state_narrow_the_list() {
        let filter = Filter {
            kind: KindFilter::from_slug("backup"),
            state: StateFilter::from_slug("active"),
            ..Filter::default()
        };
        assert_eq!(titles(&filter, "title"), [1, 0]);
        let paused = Filter {
            state: StateFilter::from_slug("paused"),
            ..Filter::default()
        };
        assert_eq!(titles(&paused, "title"), [2]);
    }

    #[test]
    fn a_schedule_is_found_by_its_pace_and_by_its_sentence() {
        let daily = Filter {
            frequency: Frequency::from_slug("daily"),
            ..Filter::default()
        };
        assert_eq!(titles(&daily, "title"), [0]);
        let sentence = Filter {
            text: "every day 03:00".into(),
            ..Filter::default()
        };
        assert_eq!(titles(&sentence, "title"), [0]);
        assert_eq!(titles(&Filter::default(), "schedule"), [1, 2, 0, 3]);
    }

    #[test]
    fn rows_without_a_value_stay_at_the_end_in_both_directions() {
        let all = Filter::default();
        assert_eq!(titles(&all, "next"), [1, 0, 2, 3]);
        assert_eq!(titles(&all, "-next"), [0, 1, 2, 3]);
        assert_eq!(titles(&all, "store"), [1, 0, 2, 3]);
    }

    #[test]
    fn the_order_survives_its_way_through_the_address() {
        for by in Column::ALL.iter().copied() {
            for is_descending in [false, true] {
                let sort = Sort { by, is_descending };
                assert_eq!(Sort::from_slug(&sort.slug()), Some(sort));
            }
        }
        assert_eq!(Sort::from_slug("generation"), None);
    }

    #[test]
    fn a_second_click_turns_the_direction() {
        let once = Sort::default().clicked(Column::Title);
        assert!(!once.is_descending);
        assert!(once.clicked(Column::Title).is_descending);
        assert!(
            !once
                .clicked(Column::Title)
                .clicked(Column::Store)
                .is_descending
        );
    }
}
