//! The script that starts the app, without its comments: every byte of it is in the way of the first paint.

use crate::integrity;
use anyhow::{Context as _, Result};
use std::path::Path;

const TAG: &str = "<script src=\"./";

/// Puts a smaller script in the place of the one that the page names, under the name of its hash.
pub(crate) fn compact_boot(dist: &Path) -> Result<()> {
    let page = dist.join("index.html");
    let html = std::fs::read_to_string(&page)?;
    let at = html.find(TAG).context("the page starts no script")?;
    let end = at + html[at..].find('>').context("a script without an end")? + 1;
    let (name, _) = html[at + TAG.len()..end]
        .split_once('"')
        .context("a script without a file")?;
    let script = compact(&std::fs::read_to_string(dist.join(name))?);
    std::fs::remove_file(dist.join(name))?;
    let name = format!("boot-{}.js", integrity::short_hash(script.as_bytes()));
    let integrity = integrity::attribute(script.as_bytes());
    std::fs::write(dist.join(&name), script)?;
    let tag = format!("{TAG}{name}\" integrity=\"{integrity}\">");
    std::fs::write(page, format!("{}{tag}{}", &html[..at], &html[end..]))?;
    Ok(())
}

/// Without the lines that are comments and without indents. No text of src/boot.js goes over a line.
fn compact(script: &str) -> String {
    let lines = script.lines().map(str::trim);
    let kept = lines.filter(|line| !line.is_empty() && !line.starts_with("//"));
    kept.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_is_shipped_without_the_lines_that_are_comments() {
        let script =
            "// Why.\n(() => {\n  const a = \"http://b\"; // Stays.\n\n  // Goes.\n})();\n";
        assert_eq!(
            compact(script),
            "(() => {\nconst a = \"http://b\"; // Stays.\n})();"
        );
    }
}
