//! What a person chose to see.

use super::frequency::Frequency;
use crate::task::{Kind, Listed, State};
use quartz_cron::{Style, describe};
use rustc_hash::FxHashMap;

/// What a person chose to see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words that must all be found in title, schedule, name, store or id; case does not matter.
    pub text: String,
    pub kind: Option<KindFilter>,
    pub state: Option<StateFilter>,
    pub frequency: Option<Frequency>,
}

/// Which type of task is shown: backups, what the portal made for itself, or a type of a newer release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KindFilter {
    Backup,
    System,
    Other,
}

/// Which state is shown. All but active counts as paused, a state of a newer release too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StateFilter {
    Active,
    Paused,
}

impl KindFilter {
    /// In the order of the list to choose from.
    pub const ALL: [Self; 3] = [Self::Backup, Self::System, Self::Other];

    /// In the address.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Backup => "backup",
            Self::System => "system",
            Self::Other => "other",
        }
    }

    /// The type that [`Self::slug`] names; None, which is every type, for any other text.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.slug() == slug)
    }

    /// The line in a list to choose from.
    pub fn word(self) -> &'static str {
        match self {
            Self::Backup => "Backups",
            Self::System => "System",
            Self::Other => "Other types",
        }
    }

    fn fits(self, kind: &Kind) -> bool {
        match self {
            Self::Backup => *kind == Kind::CreateBackup,
            Self::System => kind.is_system(),
            Self::Other => matches!(kind, Kind::Other(_)),
        }
    }
}

impl StateFilter {
    /// In the order of the list to choose from.
    pub const ALL: [Self; 2] = [Self::Active, Self::Paused];

    /// In the address.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Paused => "paused",
        }
    }

    /// The state that [`Self::slug`] names; None, which is any state, for any other text.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.slug() == slug)
    }

    /// The line in a list to choose from.
    pub fn word(self) -> &'static str {
        match self {
            Self::Active => "Active",
            Self::Paused => "Paused",
        }
    }

    fn fits(self, state: &State) -> bool {
        match self {
            Self::Active => *state == State::Active,
            Self::Paused => *state != State::Active,
        }
    }
}

impl Filter {
    /// The words, as they are looked for.
    pub fn words(&self) -> Vec<String> {
        let text = self.text.to_lowercase();
        text.split_whitespace().map(str::to_owned).collect()
    }

    /// Whether type and state fit. What cannot be read cannot be filtered by what it is.
    pub fn fits(&self, listed: &Listed) -> bool {
        match listed {
            Listed::Unreadable { .. } => self.kind.is_none() && self.state.is_none(),
            Listed::Task(task) => {
                self.kind.is_none_or(|kind| kind.fits(&task.kind))
                    && self.state.is_none_or(|state| state.fits(&task.state))
            }
        }
    }

    /// Whether a schedule with so many runs a year fits.
    pub fn fits_pace(&self, runs_a_year: Option<u64>) -> bool {
        self.frequency
            .is_none_or(|wanted| runs_a_year.map(Frequency::of) == Some(wanted))
    }
}

/// True when each of the words is found in one of the texts, in any case.
pub fn holds_words(words: &str, texts: &[&str]) -> bool {
    words
        .to_lowercase()
        .split_whitespace()
        .all(|word| texts.iter().any(|text| holds_word(text, word)))
}

/// `word` is in small letters. Plain text is looked through as it is: a hundred thousand copies of it
/// would be felt in the search.
fn holds_word(text: &str, word: &str) -> bool {
    if text.is_ascii() {
        let (text, word) = (text.as_bytes(), word.as_bytes());
        text.windows(word.len())
            .any(|part| part.eq_ignore_ascii_case(word))
    } else {
        text.to_lowercase().contains(word)
    }
}

/// What the words are looked for in, in small letters: one text a task. Each schedule is put into a
/// sentence once.
pub fn texts(tasks: &[Listed]) -> Vec<String> {
    let mut sentences: FxHashMap<&str, String> = FxHashMap::default();
    let mut texts = Vec::with_capacity(tasks.len());
    for listed in tasks {
        let task = match listed {
            Listed::Task(task) => task,
            Listed::Unreadable { title, .. } => {
                texts.push(title.to_lowercase());
                continue;
            }
        };
        let sentence = sentences.entry(&task.expression).or_insert_with(|| {
            let cron = task.schedule.cron();
            cron.map_or_else(String::new, |cron| describe(cron, &Style::default()))
        });
        let backup = task.backup.as_ref();
        let parts = [
            task.title.as_str(),
            &task.expression,
            sentence,
            backup.and_then(|b| b.name.as_deref()).unwrap_or_default(),
            backup.and_then(|b| b.store.as_deref()).unwrap_or_default(),
            task.id.as_str(),
        ];
        // A word cannot hold the separator.
        texts.push(parts.join("\n").to_lowercase());
    }
    texts
}
