//! Which backups the table shows, and in what order. All of it is kept in the page's address.

use super::Name;
use super::backup::{Backup, Expiry};
use super::origin::Origin;
use crate::listing::by_column::{self, Columns};
use crate::listing::holds_words;
use crate::task::Listed;
use quartz_cron::Timestamp;

/// A backup and what made it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Row {
    pub backup: Backup,
    pub origin: Origin,
}

/// What a backup keeps while it is listed: where it lies, its name, the moment that it restores.
pub type Identity = (Name, Name, Option<Timestamp>);

impl Row {
    /// What its row in the table is known by when the list is read anew.
    pub fn identity(&self) -> Identity {
        let Backup { store, name, .. } = &self.backup;
        (store.clone(), name.clone(), self.backup.point())
    }
}

/// What a person chose to see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words that must all be found in name, description, store or schedule; case does not matter.
    pub text: String,
    pub store: Option<Name>,
}

impl Filter {
    /// True when every backup is shown; blanks in the search narrow nothing.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && self.store.is_none()
    }

    fn fits(&self, row: &Row) -> bool {
        let backup = &row.backup;
        let schedule = match &row.origin {
            Origin::Schedule { title, .. } => title.as_str(),
            _ => "",
        };
        let texts = [
            backup.name.as_str(),
            backup.store.as_str(),
            backup.description.as_deref().unwrap_or_default(),
            schedule,
        ];
        self.store
            .as_ref()
            .is_none_or(|store| backup.store == *store)
            && holds_words(&self.text, &texts)
    }
}

/// A column to order by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Column {
    Name,
    #[default]
    Age,
    Expiry,
    Origin,
    Store,
    Size,
}

/// The order of the table of backups: the youngest first unless something else is asked for.
pub type Sort = by_column::Sort<Column>;

impl Columns for Column {
    const ALL: &'static [Self] = &[
        Self::Name,
        Self::Age,
        Self::Expiry,
        Self::Origin,
        Self::Store,
        Self::Size,
    ];

    fn slug(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Age => "age",
            Self::Expiry => "expiry",
            Self::Origin => "made-by",
            Self::Store => "store",
            Self::Size => "size",
        }
    }
}

/// Every backup with what made it.
pub fn rows<'a>(backups: impl Iterator<Item = &'a Backup>, tasks: &[Listed]) -> Vec<Row> {
    let row = |backup: &Backup| Row {
        origin: Origin::of(backup, tasks),
        backup: backup.clone(),
    };
    backups.map(row).collect()
}

/// The rows that are shown, in order. Equal ones stand from young to old.
pub fn shown(rows: &[Row], filter: &Filter, sort: Sort) -> Vec<Row> {
    let mut shown: Vec<(Option<Key>, Row)> = rows
        .iter()
        .filter(|row| filter.fits(row))
        .map(|row| (Key::of(row, sort.by), row.clone()))
        .collect();
    shown.sort_by(|(a, x), (b, y)| {
        sort.compare(a.as_ref(), b.as_ref())
            .then(youngest_first(x).cmp(&youngest_first(y)))
            .then(x.backup.name.cmp(&y.backup.name))
    });
    shown.into_iter().map(|(_, row)| row).collect()
}

fn youngest_first(row: &Row) -> i64 {
    row.backup.point().map_or(i64::MAX, |at| -at.as_secs())
}

/// What a row is ordered by: within a column all are of one kind.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Text(String),
    Number(i64),
}

impl Key {
    fn of(row: &Row, by: Column) -> Option<Self> {
        let backup = &row.backup;
        Some(match by {
            Column::Name => Self::Text(backup.name.as_str().to_lowercase()),
            Column::Age => {
                backup.point()?;
                Self::Number(youngest_first(row))
            }
            Column::Expiry => Self::Number(match backup.expiry {
                Expiry::At(at) => at.as_secs(),
                // For ever is after every date.
                Expiry::Never => i64::MAX,
                Expiry::NotTold => return None,
            }),
            Column::Origin => Self::Text(match &row.origin {
                Origin::Schedule { title, .. } => title.to_lowercase(),
                // After the titles.
                Origin::OneOf(_) | Origin::SomeSchedule => "\u{10fffd}a".to_owned(),
                Origin::Hand => "\u{10fffd}b".to_owned(),
                Origin::Other(_) => return None,
            }),
            Column::Store => Self::Text(backup.store.as_str().to_lowercase()),
            Column::Size => Self::Number(i64::try_from(backup.size?).ok()?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::backup::{State, Trigger};
    use super::*;
    use quartz_cron::Timestamp;

    fn row(name: &str, store: &str, hours_ago: i64, expiry: Expiry) -> Row {
        Row {
            backup: Backup {
                name: Name::new(name).unwrap(),
                store: Name::new(store).unwrap(),
                description: None,
                state: State::Completed,
                release: None,
                started: Some(Timestamp::from_secs(1_792_764_120 - hours_ago * 3600)),
                completed: None,
                expiry,
                trigger: Trigger::Manual,
                size: None,
            },
            origin: Origin::Hand,
        }
    }

    fn three() -> [Row; 3] {
        [
            row("b", "nas", 5, Expiry::Never),
            row("a", "default", 48, Expiry::NotTold),
            row(
                "C",
                "default",
                1,
                Expiry::At(Timestamp::from_secs(1_800_000_000)),
            ),
        ]
    }

    fn names(filter: &Filter, sort: &str) -> Vec<String> {
        let sort = Sort::from_slug(sort).unwrap();
        let shown = shown(&three(), filter, sort);
        let name = |row: Row| row.backup.name.to_string();
        shown.into_iter().map(name).collect()
    }

    #[test]
    fn the_youngest_comes_first_unless_something_else_is_asked_for() {
        let all = Filter::default();
        assert_eq!(names(&all, &Sort::default().slug()), ["C", "b", "a"]);
        assert_eq!(names(&all, "-age"), ["a", "b", "C"]);
        assert_eq!(names(&all, "name"), ["a", "b", "C"]);
        assert_eq!(names(&all, "store"), ["C", "a", "b"]);
    }

    #[test]
    fn for_ever_is_after_every_date_and_the_unknown_at_the_end() {
        let all = Filter::default();
        assert_eq!(names(&all, "expiry"), ["C", "b", "a"]);
        assert_eq!(names(&all, "-expiry"), ["b", "C", "a"]);
    }

    #[test]
    fn a_store_and_words_narrow_the_list() {
        let filter = Filter {
            text: "DEF c".into(),
            store: Name::new("default"),
        };
        assert_eq!(names(&filter, "age"), ["C"]);
    }

    #[test]
    fn the_order_survives_its_way_through_the_address() {
        for by in Column::ALL.iter().copied() {
            for is_descending in [false, true] {
                let sort = Sort { by, is_descending };
                assert_eq!(Sort::from_slug(&sort.slug()), Some(sort));
            }
        }
        assert_eq!(Sort::from_slug("passcode"), None);
    }
}
