//! What the shipped page promises: a policy of its own, nothing inline, and every asset checked by the
//! browser against the hash that it had when it was built.

use crate::{headers, integrity};
use anyhow::{Context as _, Result, ensure};
use std::path::Path;

const CHARSET: &str = "<meta charset=\"utf-8\" />";

/// Gives the built page its policy and the integrity of its wasm, and checks that it keeps its promises.
pub(crate) fn seal(dist: &Path) -> Result<()> {
    let page = dist.join("index.html");
    let html = std::fs::read_to_string(&page)?;
    let html = with_policy(&html, &headers::policy_for_the_page()?)?;
    let html = hand_integrity_to_boot(&html)?;
    nothing_inline(&html)?;
    everything_checked(dist, &html)?;
    std::fs::write(page, html)?;
    Ok(())
}

/// For hosts that can send no header. It stands before everything that it is about.
fn with_policy(html: &str, policy: &str) -> Result<String> {
    let (before, after) = html
        .split_once(CHARSET)
        .with_context(|| format!("index.html has no {CHARSET}"))?;
    Ok(format!(
        "{before}{CHARSET}\n    <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\" />{after}"
    ))
}

/// Browsers check no integrity when they preload wasm, and complain: boot.js does it when it fetches.
fn hand_integrity_to_boot(html: &str) -> Result<String> {
    let (before, rest) = html
        .split_once("<link rel=\"preload\"")
        .context("index.html preloads no wasm")?;
    let (tag, after) = rest.split_once('>').context("a link without an end")?;
    ensure!(
        tag.contains(" integrity="),
        "index.html has no integrity for the wasm: {tag}"
    );
    let tag = tag.replace(" integrity=", " data-integrity=");
    Ok(format!("{before}<link rel=\"preload\"{tag}>{after}"))
}

/// The page must run under a policy without inline scripts and styles.
fn nothing_inline(html: &str) -> Result<()> {
    for (at, _) in html.match_indices("<script") {
        let tag = html[at..].split('>').next().unwrap_or_default();
        ensure!(
            tag.contains("src="),
            "index.html has an inline script: {tag}"
        );
    }
    ensure!(!html.contains("<style"), "index.html has an inline style");
    ensure!(
        !html.contains(" style="),
        "index.html has a style attribute"
    );
    Ok(())
}

/// Every script, stylesheet and wasm of the bundle is fetched with the hash of what it is: by the page,
/// or by a script that the page fetches so.
fn everything_checked(dist: &Path, html: &str) -> Result<()> {
    let mut told = html.to_owned();
    let mut assets = Vec::new();
    for entry in std::fs::read_dir(dist)?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let content = std::fs::read(entry.path())?;
        if name.ends_with(".js") {
            told.push_str(&String::from_utf8_lossy(&content));
        }
        if [".js", ".css", ".wasm"]
            .iter()
            .any(|end| name.ends_with(end))
        {
            assets.push((name, integrity::attribute(&content)));
        }
    }
    for (name, integrity) in assets {
        ensure!(
            told.match_indices(&format!("\"./{name}\""))
                .any(|(at, _)| integrity_beside(&told[at..]) == Some(&integrity)),
            "nothing checks {name} when it is fetched"
        );
    }
    Ok(())
}

/// The hash that follows the name of an asset, in its tag or its call.
fn integrity_beside(from_name: &str) -> Option<&str> {
    let end = from_name.find(['>', ';', '\n'])?;
    let (_, rest) = from_name[..end].split_once("integrity")?;
    let (_, value) = rest.split_once('"')?;
    value.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_stands_before_everything_that_it_is_about() {
        let html = with_policy(
            "<head>\n    <meta charset=\"utf-8\" />\n    <base href=\"./\" />",
            "default-src 'none'",
        )
        .unwrap();
        assert_eq!(
            html,
            "<head>\n    <meta charset=\"utf-8\" />\n    <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\" />\n    <base href=\"./\" />"
        );
        assert!(with_policy("<head>", "").is_err());
    }

    #[test]
    fn an_inline_script_or_style_stops_the_build() {
        assert!(nothing_inline("<script src=\"a.js\"></script>").is_ok());
        for html in [
            "<script>go()</script>",
            "<style>a{}</style>",
            "<p style=\"color:red\">",
        ] {
            assert!(nothing_inline(html).is_err(), "{html}");
        }
    }

    #[test]
    fn the_hash_is_found_in_a_tag_and_in_a_call() {
        for text in [
            "\"./a.js\" crossorigin=\"anonymous\" integrity=\"sha384-x\"></script>",
            "\"./a.wasm\" data-integrity=\"sha384-x\" as=\"fetch\">",
            "\"./a.wasm\", import.meta.url), { integrity: \"sha384-x\" });\n",
        ] {
            assert_eq!(integrity_beside(text), Some("sha384-x"), "{text}");
        }
        assert_eq!(
            integrity_beside("\"./a.js\"></script><link integrity=\"sha384-x\">"),
            None
        );
    }

    #[test]
    fn an_asset_that_nothing_checks_or_that_was_changed_stops_the_build() {
        let dist = std::env::temp_dir().join(format!("portal-tasks-strict-{}", std::process::id()));
        std::fs::create_dir_all(&dist).unwrap();
        std::fs::write(dist.join("a.css"), "a{}").unwrap();
        let page = |hash: &str| format!("<link href=\"./a.css\" integrity=\"{hash}\">");
        let right = everything_checked(&dist, &page(&integrity::attribute(b"a{}")));
        let wrong = everything_checked(&dist, &page(&integrity::attribute(b"b{}")));
        let none = everything_checked(&dist, "<link href=\"./a.css\">");
        std::fs::remove_dir_all(&dist).unwrap();
        assert!(right.is_ok() && wrong.is_err() && none.is_err());
    }
}
