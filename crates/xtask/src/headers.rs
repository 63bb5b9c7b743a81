//! The headers of every answer, from `deploy/headers.txt` into the words of each host.

use crate::place;
use anyhow::{Context as _, Result, ensure};
use std::fmt::Write as _;
use std::path::PathBuf;

const SOURCE: &str = "deploy/headers.txt";
const NGINX: &str = "deploy/nginx/headers.conf";
const CADDY: &str = "deploy/caddy/headers.caddy";
const NOTE: &str = "# Written by `cargo xtask headers` from deploy/headers.txt.\n";

/// A name and a value.
type Header = (String, String);

/// Writes the file of every host.
pub(crate) fn write() -> Result<()> {
    for (file, content) in files()? {
        std::fs::write(file, content)?;
    }
    Ok(())
}

/// Fails when the file of a host says something else than the source.
pub(crate) fn check() -> Result<()> {
    for (file, content) in files()? {
        let told = std::fs::read_to_string(&file).unwrap_or_default();
        ensure!(
            told == content,
            "{} is not what {SOURCE} says: run cargo xtask headers",
            file.display()
        );
    }
    Ok(())
}

/// The policy as a page itself may say it, where `frame-ancestors` is not allowed.
pub(crate) fn policy_for_the_page() -> Result<String> {
    let headers = read()?;
    let (_, policy) = headers
        .iter()
        .find(|(name, _)| name == "Content-Security-Policy")
        .with_context(|| format!("{SOURCE} has no policy"))?;
    let kept: Vec<&str> = policy
        .split("; ")
        .filter(|directive| !directive.starts_with("frame-ancestors "))
        .collect();
    Ok(kept.join("; "))
}

fn files() -> Result<[(PathBuf, String); 2]> {
    let headers = read()?;
    let file = |name: &str| place::root().join(name);
    Ok([
        (file(NGINX), nginx(&headers)),
        (file(CADDY), caddy(&headers)),
    ])
}

fn read() -> Result<Vec<Header>> {
    let text = std::fs::read_to_string(place::root().join(SOURCE)).context(SOURCE)?;
    parse(&text)
}

fn parse(text: &str) -> Result<Vec<Header>> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let header = |line: &str| {
        let (name, value) = line
            .split_once(": ")
            .with_context(|| format!("no “Name: value”: {line}"))?;
        // Each would end the text that a host puts the value into, or begin a variable.
        ensure!(
            !value.contains(['"', '\\', '$', '{', '`']),
            "a value that hosts would read in other ways: {line}"
        );
        Ok((name.to_owned(), value.to_owned()))
    };
    lines.map(header).collect()
}

fn nginx(headers: &[Header]) -> String {
    let mut text = NOTE.to_owned();
    for (name, value) in headers {
        let _ = writeln!(text, "add_header {name} \"{value}\" always;");
    }
    text
}

fn caddy(headers: &[Header]) -> String {
    let mut text = format!("{NOTE}header {{\n");
    for (name, value) in headers {
        let _ = writeln!(text, "\t{name} \"{value}\"");
    }
    text.push_str("}\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_host_says_what_the_source_says() {
        check().unwrap();
    }

    #[test]
    fn each_host_is_told_in_its_own_words() {
        let headers = parse("# why\nA: 'none'; b\nC: d\n").unwrap();
        assert_eq!(
            nginx(&headers),
            format!("{NOTE}add_header A \"'none'; b\" always;\nadd_header C \"d\" always;\n")
        );
        assert_eq!(
            caddy(&headers),
            format!("{NOTE}header {{\n\tA \"'none'; b\"\n\tC \"d\"\n}}\n")
        );
    }

    #[test]
    fn what_a_host_would_read_in_another_way_is_refused() {
        for line in ["A: \"quoted\"", "A: $variable", "A: {block}", "no header"] {
            assert!(parse(line).is_err(), "{line}");
        }
    }

    #[test]
    fn the_page_says_the_same_policy_but_for_what_only_a_header_can() {
        let policy = policy_for_the_page().unwrap();
        assert!(
            policy.starts_with("default-src 'none'; script-src"),
            "{policy}"
        );
        assert!(!policy.contains("frame-ancestors"), "{policy}");
        assert!(!policy.contains('"'), "{policy}");
    }
}
