//! Which runs are shown, and in what order. All of it is kept in the page's address.

use super::{Run, RunState};
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

impl Column {
    pub const ALL: [Self; 4] = [Self::Start, Self::State, Self::Took, Self::Message];

    /// In the address.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::State => "state",
            Self::Took => "took",
            Self::Message => "message",
        }
    }
}

/// A column and a direction: `took` or `-took` in the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    pub by: Column,
    pub is_descending: bool,
}

impl Default for Sort {
    /// The newest run first.
    fn default() -> Self {
        Self {
            by: Column::Start,
            is_descending: true,
        }
    }
}

impl Sort {
    pub fn from_slug(slug: &str) -> Option<Self> {
        let (is_descending, name) = match slug.strip_prefix('-') {
            Some(name) => (true, name),
            None => (false, slug),
        };
        let by = Column::ALL.into_iter().find(|by| by.slug() == name)?;
        Some(Self { by, is_descending })
    }

    pub fn slug(self) -> String {
        let sign = if self.is_descending { "-" } else { "" };
        format!("{sign}{}", self.by.slug())
    }

    /// What a click on a column's head asks for: that column, the newest or longest first, or the
    /// other direction of it.
    pub fn clicked(self, by: Column) -> Self {
        let is_descending = match self.by == by {
            true => !self.is_descending,
            false => matches!(by, Column::Start | Column::Took),
        };
        Self { by, is_descending }
    }

    fn compare(self, a: &Run, b: &Run) -> Ordering {
        let turn = |order: Ordering| {
            if self.is_descending {
                order.reverse()
            } else {
                order
            }
        };
        match self.by {
            Column::Start => last_if_missing(a.start, b.start, turn),
            Column::Took => last_if_missing(a.took_ms, b.took_ms, turn),
            Column::State => turn(a.state.cmp(&b.state)),
            Column::Message => turn(a.message.cmp(&b.message)),
        }
    }
}

/// Runs without a value stay at the end in both directions.
fn last_if_missing<T: Ord>(
    a: Option<T>,
    b: Option<T>,
    turn: impl Fn(Ordering) -> Ordering,
) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => turn(a.cmp(&b)),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

impl Filter {
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && self.state.is_none()
    }

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
        sort.compare(&runs[*a], &runs[*b])
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
        for by in Column::ALL {
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
