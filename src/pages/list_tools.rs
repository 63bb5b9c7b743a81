//! What the list of tasks shares with its tools, whose code comes later.

use crate::task::{Listed, TaskId};
use leptos::prelude::*;
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// In the context of the list.
#[derive(Clone, Copy)]
pub struct ListTools {
    /// Every task, as last read.
    pub rows: Memo<Arc<Vec<Listed>>>,
    /// Positions in `rows` of what is shown, in order.
    pub shown: Memo<Vec<usize>>,
    /// Tasks that are chosen for what is done with several.
    pub chosen: RwSignal<FxHashSet<TaskId>>,
    /// The dialog "Export and import" is open.
    pub is_exchanging: RwSignal<bool>,
}

impl ListTools {
    /// Into the context of the list, with nothing chosen and no dialog open.
    pub fn provide(rows: Memo<Arc<Vec<Listed>>>, shown: Memo<Vec<usize>>) -> Self {
        let tools = Self {
            rows,
            shown,
            chosen: RwSignal::new(FxHashSet::default()),
            is_exchanging: RwSignal::new(false),
        };
        provide_context(tools);
        tools
    }

    /// The one of the list, from the context.
    pub fn expect() -> Self {
        expect_context()
    }

    /// True while something is chosen that is still listed.
    pub fn is_choosing(self) -> bool {
        self.chosen.with(|chosen| {
            let is_chosen =
                |listed: &Listed| listed.task().is_some_and(|task| chosen.contains(&task.id));
            !chosen.is_empty() && self.rows.with(|rows| rows.iter().any(is_chosen))
        })
    }

    /// Those that are chosen and still listed.
    pub fn chosen_tasks(self) -> Vec<Listed> {
        self.chosen.with(|chosen| {
            let is_chosen = |listed: &&Listed| {
                let id = listed.task().map(|task| &task.id);
                id.is_some_and(|id| chosen.contains(id))
            };
            self.rows
                .with(|rows| rows.iter().filter(is_chosen).cloned().collect())
        })
    }

    /// Those that are shown, in order.
    pub fn shown_tasks(self) -> Vec<Listed> {
        self.rows.with(|rows| {
            let shown = self.shown.get();
            shown
                .into_iter()
                .filter_map(|i| rows.get(i).cloned())
                .collect()
        })
    }
}
