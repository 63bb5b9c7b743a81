//! The page and the script that starts the app, without comments: every byte of them is in the way of the
//! first paint.

use crate::integrity;
use anyhow::{Context as _, Result};
use std::path::Path;

const TAG: &str = "<script src=\"./";

/// Puts a smaller page in its place, and a smaller script in the place of the one that it names.
pub(crate) fn compact(dist: &Path) -> Result<()> {
    let page = dist.join("index.html");
    let html = std::fs::read_to_string(&page)?;
    let at = html.find(TAG).context("the page starts no script")?;
    let end = at + html[at..].find('>').context("a script without an end")? + 1;
    let (name, _) = html[at + TAG.len()..end]
        .split_once('"')
        .context("a script without a file")?;
    let script = compact_script(&std::fs::read_to_string(dist.join(name))?);
    std::fs::remove_file(dist.join(name))?;
    let name = format!("boot-{}.js", integrity::short_hash(script.as_bytes()));
    let integrity = integrity::attribute(script.as_bytes());
    std::fs::write(dist.join(&name), script)?;
    let tag = format!("{TAG}{name}\" integrity=\"{integrity}\">");
    let html = format!("{}{tag}{}", &html[..at], &html[end..]);
    std::fs::write(page, compact_html(&html))?;
    Ok(())
}

/// Without comments, indents and empty lines.
fn compact_html(html: &str) -> String {
    let mut kept = String::new();
    let mut rest = html;
    while let Some((before, comment)) = rest.split_once("<!--") {
        kept.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    let lines = kept.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// Without the lines that are comments and without indents. No text of src/boot.js goes over a line.
fn compact_script(script: &str) -> String {
    let lines = script.lines().map(str::trim);
    let kept = lines.filter(|line| !line.is_empty() && !line.starts_with("//"));
    kept.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_shipped_without_comments_and_empty_lines() {
        let html = "<head>\n  <!-- Why,\n  and how. -->\n\n  <base href=\"./\" />\n</head>\n";
        assert_eq!(compact_html(html), "<head>\n<base href=\"./\" />\n</head>");
    }

    #[test]
    fn a_script_is_shipped_without_the_lines_that_are_comments() {
        let script =
            "// Why.\n(() => {\n  const a = \"http://b\"; // Stays.\n\n  // Goes.\n})();\n";
        assert_eq!(
            compact_script(script),
            "(() => {\nconst a = \"http://b\"; // Stays.\n})();"
        );
    }
}
