//! The file that was chosen, and what is typed beneath it.

use crate::browser::page::{self, Unread};
use crate::exchange::json;
use crate::exchange::outcome::Fared;
use crate::exchange::plan::{Fate, Planned};
use crate::task::{Listed, Task};
use leptos::prelude::*;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use zeroize::Zeroizing;

/// A file of more bytes holds something else: ten thousand tasks are ten megabytes.
const LARGEST: f64 = 64e6;

/// What is chosen and typed. It goes when the dialog closes.
#[derive(Clone, Copy)]
pub struct Chosen {
    /// How often a file was chosen.
    choice: StoredValue<u32>,
    pub imported: RwSignal<Option<Vec<Listed>>>,
    /// Why the file holds nothing.
    pub problem: RwSignal<Option<String>>,
    /// Positions in the plan that are not wanted.
    pub left_out: RwSignal<HashSet<usize>>,
    pub passcode: RwSignal<Zeroizing<String>>,
    pub confirm: RwSignal<Zeroizing<String>>,
    pub is_tried: RwSignal<bool>,
    /// What became of those that were tried.
    pub fared: RwSignal<HashMap<usize, Fared>>,
}

impl Chosen {
    /// No file is chosen and nothing typed, as the dialog opens.
    pub fn empty() -> Self {
        Self {
            choice: StoredValue::new(0),
            imported: RwSignal::new(None),
            problem: RwSignal::new(None),
            left_out: RwSignal::default(),
            passcode: RwSignal::default(),
            confirm: RwSignal::default(),
            is_tried: RwSignal::new(false),
            fared: RwSignal::default(),
        }
    }

    /// Takes up the file that is chosen in an input.
    pub async fn read(self, input: web_sys::HtmlInputElement) {
        self.choice.update_value(|choice| *choice += 1);
        let choice = self.choice.get_value();
        let text = page::chosen_file(&input, LARGEST).await;
        // Another one was chosen meanwhile, or the dialog was closed.
        if self.choice.try_get_value() != Some(choice) {
            return;
        }
        let read = match text {
            Err(Unread::Unreadable) => Err("The file could not be read.".to_owned()),
            Err(Unread::TooLarge) => Err("The file is larger than any list of tasks.".to_owned()),
            Ok(text) => json::read(&text).map_err(|error| error.to_string()),
        };
        self.left_out.set(HashSet::new());
        self.fared.set(HashMap::new());
        self.problem.set(read.as_ref().err().cloned());
        self.imported.set(read.ok());
    }

    /// What would be created, by its position in the plan: what was created already is not, whether the list
    /// shows it by now or not.
    pub fn wanted(self, plan: &[Planned]) -> Vec<(usize, Arc<Task>)> {
        let is_made = |i: &usize| {
            let fared = |fared: &HashMap<usize, Fared>| fared.get(i).is_some_and(Fared::is_made);
            self.fared.with(fared)
        };
        let is_wanted =
            |i: &usize| self.left_out.with(|left_out| !left_out.contains(i)) && !is_made(i);
        plan.iter()
            .enumerate()
            .filter(|(i, _)| is_wanted(i))
            .filter_map(|(i, planned)| match &planned.fate {
                Fate::Create(task) => Some((i, Arc::clone(task))),
                Fate::Here | Fate::Cannot(_) => None,
            })
            .collect()
    }
}
