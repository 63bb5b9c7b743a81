//! Which schedules share a passcode, told without showing it.
//!
//! Reading tasks drops their passcodes, and that stays so. For this one question the list is asked
//! for again, each passcode goes straight from the reply into a keyed digest, and what comes out is
//! groups of tasks: neither a passcode nor a digest leaves the comparison, which lives as long as the
//! answer is worked out. The key is random and made for one comparison, so that a digest says nothing
//! elsewhere.

use crate::task::TaskId;
use std::collections::HashMap;
use std::fmt;
use std::hash::{DefaultHasher, Hasher as _};

/// Takes passcodes, gives groups.
pub struct Comparison {
    key: [u8; 16],
    tasks: HashMap<u64, Vec<TaskId>>,
}

impl Comparison {
    /// With a key of random bytes.
    pub fn new(key: [u8; 16]) -> Self {
        Self {
            key,
            tasks: HashMap::new(),
        }
    }

    /// A task and its passcode. One that is empty or masked (`****`) is none.
    pub fn add(&mut self, task: TaskId, passcode: &str) {
        if passcode.bytes().all(|b| b == b'*') {
            return;
        }
        let mut digest = DefaultHasher::new();
        digest.write(&self.key);
        digest.write(passcode.as_bytes());
        digest.write(&self.key);
        let tasks = self.tasks.entry(digest.finish()).or_default();
        if !tasks.contains(&task) {
            tasks.push(task);
        }
    }

    /// The tasks that share a passcode with others, each group and all groups in the order of their
    /// identifiers.
    pub fn groups(self) -> Vec<Vec<TaskId>> {
        let shared = self.tasks.into_values().filter(|tasks| tasks.len() > 1);
        let mut groups: Vec<Vec<TaskId>> = shared.collect();
        groups.iter_mut().for_each(|group| group.sort());
        groups.sort();
        groups
    }
}

impl fmt::Debug for Comparison {
    /// Says nothing of what it holds.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Comparison")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(name: &str) -> TaskId {
        TaskId::new(name).unwrap()
    }

    #[test]
    fn schedules_that_share_a_passcode_are_named_together() {
        let mut comparison = Comparison::new([7; 16]);
        for (task, passcode) in [
            ("c", "one passcode"),
            ("a", "another one"),
            ("b", "one passcode"),
            ("d", "a third one"),
            ("e", "another one"),
            // A page that comes twice is no sharing.
            ("d", "a third one"),
        ] {
            comparison.add(id(task), passcode);
        }
        assert_eq!(format!("{comparison:?}"), "Comparison");
        assert_eq!(
            comparison.groups(),
            [vec![id("a"), id("e")], vec![id("b"), id("c")]]
        );
    }

    #[test]
    fn passcodes_that_are_hidden_or_missing_are_not_the_same() {
        let mut comparison = Comparison::new([7; 16]);
        for task in ["a", "b"] {
            comparison.add(id(task), "");
            comparison.add(id(task), "********");
        }
        assert_eq!(comparison.groups(), Vec::<Vec<TaskId>>::new());
    }
}
