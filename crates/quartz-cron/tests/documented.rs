//! Every public item has an example in its documentation, which rustdoc runs.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::path::Path;

const KINDS: [&str; 6] = ["fn", "struct", "enum", "trait", "type", "const"];

#[test]
fn every_public_item_has_an_example() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut without = Vec::new();
    for entry in std::fs::read_dir(source).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let mut has_example = false;
        for line in text.lines().map(str::trim) {
            if line.starts_with("///") {
                has_example |= line == "/// ```";
            } else if !line.starts_with("#[") && !line.is_empty() {
                if is_public_item(line) && !has_example {
                    without.push(format!("{}: {line}", path.display()));
                }
                has_example = false;
            }
        }
    }
    assert!(without.is_empty(), "{}", without.join("\n"));
}

fn is_public_item(line: &str) -> bool {
    let rest = line.strip_prefix("pub ").unwrap_or_default();
    let rest = rest.strip_prefix("const fn").map_or(rest, |_| "fn ");
    KINDS
        .iter()
        .any(|kind| rest.split(' ').next() == Some(kind))
}
