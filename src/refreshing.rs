//! When what was read is read again by itself.

/// Seconds between two readings while the page is looked at.
const EVERY: i64 = 30;
/// After failures in a row: twice as long each time, up to so many seconds.
const SLOWEST: i64 = 300;

/// Seconds to wait after so many failures in a row.
pub fn wait(failures: u32) -> i64 {
    (EVERY << failures.min(4)).min(SLOWEST)
}

/// True when `wait` seconds are over. Nobody asks for a page that is not looked at.
pub fn is_due(since: i64, wait: i64, is_hidden: bool) -> bool {
    !is_hidden && since >= wait
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_portal_that_fails_is_asked_less_and_less_but_never_given_up() {
        let waits: Vec<i64> = (0..7).map(wait).collect();
        assert_eq!(waits, [30, 60, 120, 240, 300, 300, 300]);
        assert_eq!(wait(u32::MAX), 300);
    }

    #[test]
    fn a_page_that_nobody_looks_at_asks_for_nothing() {
        assert!(!is_due(29, wait(0), false));
        assert!(is_due(30, wait(0), false));
        assert!(!is_due(86_400, wait(0), true));
        assert!(!is_due(59, wait(1), false));
    }
}
