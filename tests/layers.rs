//! One direction of dependency: a room of `src/` uses the rooms above it and none below.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::path::{Path, PathBuf};

/// Each room and the rooms that it may name, besides itself.
const ROOMS: &[(&str, &[&str])] = &[
    ("foreign", &[]),
    ("passcode", &[]),
    ("raw", &["foreign"]),
    ("schedule", &[]),
    ("retention", &["schedule"]),
    ("task", &["schedule", "retention", "raw"]),
    ("draft", &["schedule", "retention", "passcode", "task"]),
    ("kept_draft", &["draft", "retention", "schedule"]),
    ("overview", &["schedule", "task"]),
    ("bulk", &["foreign", "task"]),
    ("deadlines", &[]),
    ("refreshing", &[]),
    ("listing", &["task"]),
    (
        "recovery",
        &[
            "draft",
            "foreign",
            "listing",
            "passcode",
            "retention",
            "schedule",
            "task",
        ],
    ),
    ("runs", &["task", "listing", "schedule"]),
    ("audit", &["runs", "schedule"]),
    ("calendar", &["schedule"]),
    (
        "findings",
        &["foreign", "recovery", "retention", "schedule", "task"],
    ),
    ("share", &[]),
    (
        "agenda",
        &[
            "audit",
            "calendar",
            "foreign",
            "retention",
            "runs",
            "schedule",
            "share",
            "task",
        ],
    ),
    ("wire", &[]),
    (
        "api",
        &[
            "wire",
            "raw",
            "draft",
            "findings",
            "foreign",
            "recovery",
            "task",
            "retention",
            "runs",
        ],
    ),
    ("exchange", &["raw", "api", "draft", "schedule", "task"]),
    ("browser", &["foreign", "schedule"]),
    ("paths", &["browser", "runs", "task"]),
    ("route", &["browser", "paths"]),
    ("storage", &["api", "browser", "schedule"]),
    ("takeover", &["browser"]),
    ("session", &["api", "browser", "deadlines", "storage"]),
    ("oauth", &["api", "browser", "storage"]),
    ("live", &["api", "browser", "refreshing", "session", "task"]),
    ("live_runs", &["api", "runs", "session", "task"]),
    ("histories", &["api", "session", "task"]),
    ("bulk_run", &["bulk", "session", "task"]),
    ("aftermath", &["api", "live", "task"]),
    (
        "take_back",
        &["aftermath", "api", "foreign", "live", "task"],
    ),
    ("recovery_news", &["live_recovery", "recovery", "session"]),
    (
        "live_recovery",
        &[
            "api",
            "browser",
            "recovery",
            "recovery_news",
            "refreshing",
            "session",
        ],
    ),
    ("now", &["browser", "schedule", "session", "storage"]),
    (
        "components",
        &[
            "agenda",
            "audit",
            "calendar",
            "findings",
            "raw",
            "schedule",
            "retention",
            "passcode",
            "task",
            "bulk",
            "draft",
            "exchange",
            "foreign",
            "listing",
            "overview",
            "recovery",
            "runs",
            "browser",
            "components",
        ],
    ),
];

/// Crates that a room may not name.
const FOREIGN: &[(&str, &[&str])] = &[
    ("foreign", &["leptos", "serde", "web_sys", "js_sys"]),
    ("retention", &["leptos", "serde", "web_sys", "js_sys"]),
    ("passcode", &["leptos", "serde", "web_sys", "js_sys"]),
    ("schedule", &["leptos", "serde", "web_sys", "js_sys"]),
    ("task", &["leptos", "serde", "web_sys", "js_sys"]),
    ("draft", &["leptos", "serde", "web_sys", "js_sys"]),
    ("deadlines", &["leptos", "serde", "web_sys", "js_sys"]),
    ("refreshing", &["leptos", "serde", "web_sys", "js_sys"]),
    ("kept_draft", &["leptos", "web_sys", "js_sys"]),
    ("bulk", &["leptos", "serde", "web_sys", "js_sys"]),
    ("overview", &["leptos", "serde", "web_sys", "js_sys"]),
    ("recovery", &["leptos", "serde", "web_sys", "js_sys"]),
    ("runs", &["leptos", "serde", "web_sys", "js_sys"]),
    ("audit", &["leptos", "serde", "web_sys", "js_sys"]),
    ("calendar", &["leptos", "serde", "web_sys", "js_sys"]),
    ("agenda", &["leptos", "serde", "web_sys", "js_sys"]),
    ("findings", &["leptos", "serde", "web_sys", "js_sys"]),
    ("share", &["leptos", "serde", "web_sys", "js_sys"]),
    ("wire", &["leptos", "web_sys", "js_sys"]),
    ("api", &["leptos"]),
    ("components", &["serde"]),
];

fn files(at: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(at).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// The sources of a room, with their tests cut off.
fn sources(room: &str) -> Vec<(PathBuf, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let single = src.join(format!("{room}.rs"));
    if single.is_file() {
        found.push(single);
    } else {
        files(&src.join(room), &mut found);
    }
    assert!(!found.is_empty(), "there is no room {room}");
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).unwrap();
        let code = text
            .split("#[cfg(test)]")
            .next()
            .unwrap_or_default()
            .to_owned();
        (path, code)
    };
    found.into_iter().map(read).collect()
}

/// Names behind `crate::` in a text.
fn rooms_named(code: &str) -> impl Iterator<Item = &str> {
    code.split("crate::").skip(1).map(|rest| {
        let end = rest
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .unwrap_or(rest.len());
        &rest[..end]
    })
}

#[test]
fn no_room_uses_a_room_below_it() {
    for (room, allowed) in ROOMS {
        for (path, code) in sources(room) {
            for named in rooms_named(&code) {
                assert!(
                    named == *room || allowed.contains(&named),
                    "{} uses crate::{named}, which {room} must not know",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn pure_rooms_know_neither_the_browser_nor_the_framework() {
    for (room, crates) in FOREIGN {
        for (path, code) in sources(room) {
            for name in *crates {
                let uses =
                    code.contains(&format!("use {name}")) || code.contains(&format!("{name}::"));
                assert!(
                    !uses,
                    "{} uses {name}, which {room} must not know",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn one_file_touches_fetch_and_one_touches_storage() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    files(&src, &mut all);
    for path in all {
        let text = std::fs::read_to_string(&path).unwrap();
        let name = path
            .strip_prefix(&src)
            .unwrap()
            .to_string_lossy()
            .into_owned();
        // The configuration beside index.html is read before there is a portal to ask.
        if text.contains("gloo_net") {
            assert!(
                ["api/send.rs", "browser/page.rs"].contains(&name.as_str()),
                "{name} touches fetch"
            );
        }
        if text.contains("session_storage()") || text.contains("local_storage()") {
            assert_eq!(name, "storage.rs");
        }
    }
}
