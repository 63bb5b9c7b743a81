//! The page: plain forms, no script.

use crate::faults::Fault;
use crate::http::answer::escape;
use crate::portal::Portal;
use axum::response::Html;
use std::fmt::Write as _;

pub(super) const STYLE: &str = include_str!("style.css");

pub(super) fn page(portal: &Portal) -> Html<String> {
    let mut page = String::from(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\">\
         <title>Sandbox portal</title><link rel=\"stylesheet\" href=\"/sandbox/style.css\"></head>\n\
         <body><main><h1>Sandbox portal</h1>\n",
    );
    clock(portal, &mut page);
    page.push_str(
        "<h2>Sessions</h2><p>Whoever is signed in gets 498 with the next call, and may sign in again.</p>\
         <form method=\"post\" action=\"/sandbox/end-sessions\"><button>End all sessions</button></form>\n\
         <h2>Faults</h2><p>A fault strikes the next calls, or all until it is switched off. With a part of a path it strikes only calls whose path contains it.</p>\
         <form method=\"post\" action=\"/sandbox/reset\"><button>Switch all off</button></form>\n<ul>\n",
    );
    for fault in Fault::ALL {
        row(portal, fault, &mut page);
    }
    page.push_str("</ul></main></body></html>\n");
    Html(page)
}

fn clock(portal: &Portal, page: &mut String) {
    let now = jiff::Timestamp::from_millisecond(portal.clock.now_ms()).unwrap_or_default();
    let _ = write!(
        page,
        "<h2>Clock</h2><p><time>{now:.0}</time>, {} seconds of the portal in one of ours.</p>\n\
         <form method=\"post\" action=\"/sandbox/clock\"><label>Run until (UTC)\
         <input type=\"datetime-local\" name=\"until\" step=\"1\" required value=\"{}\"></label>\
         <button>Run</button></form>\n",
        portal.clock.speed(),
        now.strftime("%Y-%m-%dT%H:%M:%S"),
    );
    for (words, seconds) in [
        ("an hour", 3600),
        ("a day", 86_400),
        ("30 days", 30 * 86_400),
    ] {
        let _ = writeln!(
            page,
            "<form method=\"post\" action=\"/sandbox/clock\"><input type=\"hidden\" name=\"by\" value=\"{seconds}\">\
             <button>Let {words} pass</button></form>"
        );
    }
}

fn row(portal: &Portal, fault: Fault, page: &mut String) {
    let (name, sentence) = (fault.name(), fault.sentence());
    let switch = portal.faults.switch(fault);
    let on = if switch.is_some() {
        " class=\"on\""
    } else {
        ""
    };
    let _ = write!(page, "<li{on}><p id=\"{name}\">{sentence}");
    if let Some(switch) = &switch {
        let calls = match switch.calls {
            None => "until it is switched off".to_owned(),
            Some(1) => "for the next call".to_owned(),
            Some(n) => format!("for the next {n} calls"),
        };
        let _ = write!(page, " <strong>On</strong> {calls}");
        if !switch.path.is_empty() {
            let _ = write!(page, ", paths with <code>{}</code>", escape(&switch.path));
        }
        if let Some((unit, _)) = fault.number() {
            let _ = write!(page, ", {} {unit}", switch.number);
        }
        page.push('.');
    }
    let _ = write!(
        page,
        "</p><form method=\"post\" action=\"/sandbox/faults/{name}\">\
         <label>Calls<input type=\"number\" name=\"calls\" min=\"1\" placeholder=\"all\"></label>\
         <label>Part of the path<input name=\"path\" placeholder=\"any\"></label>"
    );
    if let Some((unit, usual)) = fault.number() {
        let _ = write!(
            page,
            "<label>{unit}<input type=\"number\" name=\"number\" min=\"1\" value=\"{usual}\"></label>"
        );
    }
    let _ = write!(
        page,
        "<button aria-describedby=\"{name}\">Switch on</button></form>"
    );
    if switch.is_some() {
        let _ = write!(
            page,
            "<form method=\"post\" action=\"/sandbox/faults/{name}\"><input type=\"hidden\" name=\"on\" value=\"false\">\
             <button aria-describedby=\"{name}\">Switch off</button></form>"
        );
    }
    page.push_str("</li>\n");
}
