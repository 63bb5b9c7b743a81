//! Two stylesheets in the place of many: style/ has a file a component, a browser wants few requests.
//!
//! What only parts of the app need that are fetched later (`data-later` in index.html) is a stylesheet of
//! its own. The page names it in a link without `rel`, and the app gives it one with the first such part.

use crate::integrity;
use anyhow::{Context as _, Result};
use std::path::Path;

const LINK: &str = "<link rel=\"stylesheet\"";
/// Stands in the tag of a stylesheet, and of the link that is left of all of them.
const LATER: &str = "data-later";

/// Joins the stylesheets of the built page in their order and names the results by their hashes.
pub(crate) fn merge(dist: &Path) -> Result<()> {
    let page = dist.join("index.html");
    let mut html = std::fs::read_to_string(&page)?;
    let (mut first, mut later) = (String::new(), String::new());
    let mut place = None;
    while let Some(at) = html.find(LINK) {
        let end = at + html[at..].find('>').context("a link without an end")? + 1;
        let tag = &html[at..end];
        let file = attribute(tag, "href").context("a stylesheet without a file")?;
        let file = dist.join(file.trim_start_matches("./"));
        let css = compact(&std::fs::read_to_string(&file)?);
        match tag.contains(LATER) {
            true => later.push_str(&css),
            false => first.push_str(&css),
        }
        std::fs::remove_file(&file)?;
        place.get_or_insert(at);
        html.replace_range(at..end, "");
    }
    let Some(place) = place else {
        return Ok(());
    };
    let links = [
        ship(dist, "style", LINK, &first)?,
        ship(dist, "later", &format!("<link {LATER}"), &later)?,
    ];
    html.insert_str(place, &links.concat());
    std::fs::write(page, html)?;
    Ok(())
}

/// Writes a stylesheet and tells the tag that names it.
fn ship(dist: &Path, stem: &str, tag: &str, css: &str) -> Result<String> {
    let name = format!("{stem}-{}.css", integrity::short_hash(css.as_bytes()));
    let integrity = integrity::attribute(css.as_bytes());
    std::fs::write(dist.join(&name), css)?;
    Ok(format!(
        "{tag} href=\"./{name}\" integrity=\"{integrity}\">"
    ))
}

/// Without comments and without white space that says nothing. No text in style/ holds either.
fn compact(css: &str) -> String {
    let mut kept = String::new();
    let mut rest = css;
    while let Some((before, comment)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_found_in_a_tag() {
        let tag = "<link rel=\"stylesheet\" href=\"./a-1.css\" integrity=\"x\">";
        assert_eq!(attribute(tag, "href"), Some("./a-1.css"));
        assert_eq!(attribute(tag, "media"), None);
    }

    #[test]
    fn a_stylesheet_is_shipped_without_comments_and_line_ends() {
        let css =
            "/* what\n it is */\n.a { color: red; }\n\n  .b > .c { margin: 0 1px; } /* end */\n";
        assert_eq!(
            compact(css),
            ".a { color: red; } .b > .c { margin: 0 1px; }"
        );
    }

    #[test]
    fn what_only_later_parts_need_is_named_but_not_fetched() {
        let dist = std::env::temp_dir().join(format!("portal-tasks-css-{}", std::process::id()));
        std::fs::create_dir_all(&dist).unwrap();
        for name in ["a.css", "b.css"] {
            std::fs::write(dist.join(name), format!(".{name} {{}}\n")).unwrap();
        }
        let html = "<link rel=\"stylesheet\" href=\"./a.css\"><link rel=\"stylesheet\" href=\"./b.css\" data-later=\"\">";
        std::fs::write(dist.join("index.html"), html).unwrap();
        merge(&dist).unwrap();
        let html = std::fs::read_to_string(dist.join("index.html")).unwrap();
        std::fs::remove_dir_all(&dist).unwrap();
        assert!(
            html.starts_with("<link rel=\"stylesheet\" href=\"./style-"),
            "{html}"
        );
        assert!(html.contains("><link data-later href=\"./later-"), "{html}");
    }
}
