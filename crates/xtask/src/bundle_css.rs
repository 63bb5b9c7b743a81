//! One stylesheet in the place of many: style/ has a file a component, a browser wants one request.

use crate::integrity;
use anyhow::{Context as _, Result};
use std::path::Path;

const LINK: &str = "<link rel=\"stylesheet\"";

/// Joins the stylesheets of the built page in their order and names the result by its hash.
pub(crate) fn merge(dist: &Path) -> Result<()> {
    let page = dist.join("index.html");
    let mut html = std::fs::read_to_string(&page)?;
    let mut css = String::new();
    let mut place = None;
    while let Some(at) = html.find(LINK) {
        let end = at + html[at..].find('>').context("a link without an end")? + 1;
        let file = attribute(&html[at..end], "href").context("a stylesheet without a file")?;
        let file = dist.join(file.trim_start_matches("./"));
        css.push_str(&std::fs::read_to_string(&file)?);
        std::fs::remove_file(&file)?;
        place.get_or_insert(at);
        html.replace_range(at..end, "");
    }
    let Some(place) = place else {
        return Ok(());
    };
    let name = format!("style-{}.css", integrity::short_hash(css.as_bytes()));
    let integrity = integrity::attribute(css.as_bytes());
    std::fs::write(dist.join(&name), css)?;
    html.insert_str(
        place,
        &format!("{LINK} href=\"./{name}\" integrity=\"{integrity}\">"),
    );
    std::fs::write(page, html)?;
    Ok(())
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
}
