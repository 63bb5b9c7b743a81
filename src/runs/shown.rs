//! Which runs are shown, and in what order. All of it is kept in the page's address.

use super::{Run, RunState};
use crate::listing::by_column::{self, Columns};
use crate::listing::holds_words;
use quartz_cron::Timestamp;
use std::cmp::Ordering;

/// What a person chose to see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words that must all be found in message, state or id; case does not matter.
    pub text: String,
    pub state: Option<RunState>,
}

/// A column to order by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Column {
    #[default]
    Start,
    State,
    Took,
    Message,
}

/// The order of the table of runs: the newest first unless something else is asked for.
pub type Sort = by_column::Sort<Column>;

impl Columns for Column {
    const ALL: &'static [Self] = &[Self::Start, Self::State, Self::Took, Self::Message];

    fn slug(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::State => "state",
            Self::Took => "took",
            Self::Message => "message",
        }
    }

    fn begins_descending(self) -> bool {
        matches!(self, Self::Start | Self::Took)
    }
}

fn compare(sort: Sort, a: &Run, b: &Run) -> Ordering {
    match sort.by {
        Column::Start => sort.compare(a.start.as_ref(), b.start.as_ref()),
        Column::Took => sort.compare(a.took_ms.as_ref(), b.took_ms.as_ref()),
        Column::State => sort.compare(Some(&a.state), Some(&b.state)),
        Column::Message => sort.compare(Some(&a.message), Some(&b.message)),
    }
}

impl Filter {
    fn fits(&self, run: &Run) -> bool {
        self.state.as_ref().is_none_or(|state| *state == run.state)
            && (self.text.is_empty()
                || holds_words(
                    &self.text,
                    &[&run.message, run.state.name(), run.id.as_str()],
                ))
    }
}

/// Positions of all runs, in order. Of runs that are alike in the order, the newer one comes first.
pub fn order(runs: &[Run], sort: Sort) -> Vec<usize> {
    let mut order: Vec<usize> = (0..runs.len()).collect();
    let newest = |i: usize| std::cmp::Reverse(runs[i].start.map(Timestamp::as_secs));
    order.sort_by(|a, b| {
        compare(sort, &runs[*a], &runs[*b])
            .then_with(|| newest(*a).cmp(&newest(*b)))
            .then(a.cmp(b))
    });
    order
}

/// What of an order is shown. Apart from it, so that a keystroke in the search orders nothing anew.
pub fn shown(runs: &[Run], order: &[usize], filter: &Filter) -> Vec<usize> {
    let is_shown = |i: &usize| runs.get(*i).is_some_and(|run| filter.fits(run));
    order.iter().copied().filter(is_shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runs::RunId;

    fn run(id: &str, state: RunState, message: &str, start: i64, took_ms: Option<i64>) -> Run {
        Run {
            id: RunId::new(id).unwrap(),
            state,
            message: message.into(),
            start: (start > 0).then(|| Timestamp::from_secs(start)),
            took_ms,
        }
    }

    fn four() -> [Run; 4] {
        [
            run("a", RunState::Succeeded, "Backup completed.", 100, Some(9)),
            run(
                "b",
                RunState::Failed,
                "No space in store NAS.",
                300,
                Some(2),
            ),
            run("c", RunState::Executing, "", 400, None),
            run("d", RunState::Succeeded, "Backup completed.", 0, None),
        ]
    }

    fn ordered(filter: &Filter, slug: &str) -> Vec<usize> {
        let order = order(&four(), Sort::from_slug(slug).unwrap());
        shown(&four(), &order, filter)
    }

    #[test]
    fn the_newest_comes_first_and_what_has_no_start_last() {
        assert_eq!(order(&four(), Sort::default()), [2, 1, 0, 3]);
        assert_eq!(ordered(&Filter::default(), "start"), [0, 1, 2, 3]);
    }

    #[test]
    fn runs_without_a_duration_stay_at_the_end_in_both_directions() {
        assert_eq!(ordered(&Filter::default(), "took"), [1, 0, 2, 3]);
        assert_eq!(ordered(&Filter::default(), "-took"), [0, 1, 2, 3]);
    }

    #[test]
    fn failures_come_first_by_state_and_the_newer_first_among_equals() {
        assert_eq!(ordered(&Filter::default(), "state"), [1, 2, 0, 3]);
        assert_eq!(ordered(&Filter::default(), "message"), [2, 0, 3, 1]);
    }

    #[test]
    fn words_are_looked_for_in_message_state_and_id() {
        let text = |text: &str| Filter {
            text: text.into(),
            ..Filter::default()
        };
        assert_eq!(ordered(&text("space nas"), "start"), [1]);
        assert_eq!(ordered(&text("FAILED"), "start"), [1]);
        assert_eq!(ordered(&text("nothing"), "start"), [0; 0]);
    }

    #[test]
    fn a_state_narrows_the_list_also_one_that_nobody_knows() {
        let filter = |state| Filter {
            state: Some(state),
            ..Filter::default()
        };
        assert_eq!(ordered(&filter(RunState::Succeeded), "start"), [0, 3]);
        assert_eq!(
            ordered(&filter(RunState::named("resting")), "start"),
            [0; 0]
        );
    }

    #[test]
    fn the_order_survives_its_way_through_the_address() {
        for by in Column::ALL.iter().copied() {
            for is_descending in [false, true] {
                let sort = Sort { by, is_descending };
                assert_eq!(Sort::from_slug(&sort.slug()), Some(sort));
            }
        }
        assert_eq!(Sort::from_slug("-nothing"), None);
    }

    #[test]
    fn a_click_asks_for_the_longest_first_and_a_second_one_for_the_shortest() {
        let longest = Sort::default().clicked(Column::Took);
        assert!(longest.is_descending);
        assert!(!longest.clicked(Column::Took).is_descending);
        assert!(!longest.clicked(Column::State).is_descending);
    }
}
