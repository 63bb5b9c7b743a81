//! The order of a table: a column and a direction, kept in the page's address.

use std::cmp::Ordering;

/// The columns that a table can be ordered by. The default one is ordered by when nothing is asked for.
pub trait Columns: Copy + Default + PartialEq + 'static {
    /// Every one of them; the address can name no other.
    const ALL: &'static [Self];

    /// In the address.
    fn slug(self) -> &'static str;

    /// True where the newest or the greatest stands first, unless the other direction is asked for.
    fn begins_descending(self) -> bool {
        false
    }
}

/// A column and a direction: `next` or `-next` in the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort<C> {
    pub by: C,
    pub is_descending: bool,
}

impl<C: Columns> Default for Sort<C> {
    fn default() -> Self {
        Self::beginning(C::default())
    }
}

impl<C: Columns> Sort<C> {
    fn beginning(by: C) -> Self {
        Self {
            by,
            is_descending: by.begins_descending(),
        }
    }

    /// The order that [`Self::slug`] names; None for a column that this table does not have.
    pub fn from_slug(slug: &str) -> Option<Self> {
        let (is_descending, name) = match slug.strip_prefix('-') {
            Some(name) => (true, name),
            None => (false, slug),
        };
        let by = *C::ALL.iter().find(|by| by.slug() == name)?;
        Some(Self { by, is_descending })
    }

    /// How the address names it: the column, behind a `-` where it is descending.
    pub fn slug(self) -> String {
        let sign = if self.is_descending { "-" } else { "" };
        format!("{sign}{}", self.by.slug())
    }

    /// What a click on a column's head asks for: that column, or the other direction of it.
    #[must_use]
    pub fn clicked(self, by: C) -> Self {
        if self.by == by {
            Self {
                by,
                is_descending: !self.is_descending,
            }
        } else {
            Self::beginning(by)
        }
    }

    /// How two values stand to each other. Rows without one stay at the end in both directions.
    pub fn compare<T: Ord>(self, a: Option<&T>, b: Option<&T>) -> Ordering {
        match (a, b) {
            (Some(a), Some(b)) if self.is_descending => b.cmp(a),
            (Some(a), Some(b)) => a.cmp(b),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        }
    }
}
