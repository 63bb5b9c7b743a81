//! Lists come in pages. No release documents that a position may be asked for, or what ends a list:
//! section 1.2 of docs/portal-api.md.

use crate::wire::page;

/// A page as the app holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    pub rows: Vec<T>,
    pub next: Next,
}

/// Whether there is more behind a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    End,
    At(i64),
    /// The portal says there is more but answers with the same page again.
    Stuck,
}

/// Takes up the page that was asked for from `asked`. A page that came before adds no rows.
pub fn page<T, R>(page: page::Page<T>, asked: i64, read: impl FnMut(T) -> R) -> Page<R> {
    let next = next_of(&page, asked);
    let rows = match next {
        Next::Stuck => Vec::new(),
        Next::End | Next::At(_) => page.result.into_iter().map(read).collect(),
    };
    Page { rows, next }
}

/// 0 and -1 are the end, as is anything that does not lead forward. A server that ignores the
/// position sends its first page again.
fn next_of<T>(page: &page::Page<T>, asked: i64) -> Next {
    let start = page.start.unwrap_or(asked);
    if start != asked {
        return Next::Stuck;
    }
    let shown = i64::try_from(page.result.len()).unwrap_or(i64::MAX);
    let more = page
        .total
        .is_none_or(|total| start.saturating_add(shown) < total);
    match page.next_start {
        Some(next) if next > start && shown > 0 && more => Next::At(next),
        _ => Next::End,
    }
}
