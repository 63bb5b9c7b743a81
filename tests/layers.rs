//! One direction of dependency: a room of `src/` uses the rooms above it and none below.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::path::{Path, PathBuf};

/// What a room leaves alone although it stands above: what people see is told everything by the pages.
const STRANGERS: &[(&str, &[&str])] = &[(
    "components",
    &["api", "paths", "route", "storage", "takeover", "wire"],
)];

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

/// The rooms from top to bottom, as `lib.rs` lists them.
fn rooms() -> Vec<String> {
    let lib = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs");
    let text = std::fs::read_to_string(lib).unwrap();
    let named = |line: &str| Some(line.strip_prefix("pub mod ")?.strip_suffix(';')?.to_owned());
    text.lines().filter_map(named).collect()
}

#[test]
fn no_room_uses_a_room_below_it() {
    let rooms = rooms();
    for (at, room) in rooms.iter().enumerate() {
        let strangers = STRANGERS.iter().find(|(of, _)| of == room);
        for (path, code) in sources(room) {
            for named in rooms_named(&code) {
                let is_above = rooms[..=at].iter().any(|above| above == named);
                let is_stranger = strangers.is_some_and(|(_, all)| all.contains(&named));
                assert!(
                    is_above && !is_stranger,
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
