//! The frame of every list: `result` and where it stands in the whole.

use serde::Deserialize;

/// A page of a list.
#[derive(Debug, Deserialize)]
pub struct Page<T> {
    pub result: Vec<T>,
    pub total: Option<i64>,
    pub num: Option<i64>,
    /// 0-based.
    pub start: Option<i64>,
    /// 0 or -1 at the end.
    #[serde(rename = "nextStart")]
    pub next_start: Option<i64>,
}
