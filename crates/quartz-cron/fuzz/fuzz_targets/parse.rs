//! Any text is read or refused; what is read can be printed and read again, told, and looked through.

#![no_main]

use libfuzzer_sys::fuzz_target;
use quartz_cron::{Cron, Style, describe};

fuzz_target!(|text: &str| {
    match text.parse::<Cron>() {
        Ok(cron) => accepted(text, &cron),
        Err(error) => {
            assert!(!error.to_string().is_empty());
            let whole = if error.field().is_some() {
                text.split_ascii_whitespace()
                    .any(|typed| typed.get(error.span()) == Some(error.found()))
            } else {
                text.get(error.span()) == Some(error.found())
            };
            // A field that was left out has no text.
            assert!(whole || error.found().is_empty(), "{text:?}: {error:?}");
        }
    }
});

fn accepted(text: &str, cron: &Cron) {
    let printed = cron.to_string();
    assert_eq!(printed.parse::<Cron>().as_ref(), Ok(cron), "{text:?}");
    for hour12 in [false, true] {
        let style = Style { hour12, zone: "UTC" };
        assert!(!describe(cron, &style).is_empty());
    }
    if let Some(fields) = cron.request_fields() {
        let again = Cron::from_fields(
            &fields.minute,
            &fields.hour,
            &fields.day_of_month,
            &fields.month,
            &fields.day_of_week,
        );
        assert_eq!(again.as_ref(), Ok(cron), "{text:?}");
    }
    for lint in Cron::lint(text).expect("what is read can be looked through") {
        assert!(!lint.to_string().is_empty());
        if let Some(fix) = lint.fix() {
            assert_eq!(fix.to_string().parse::<Cron>().as_ref(), Ok(fix), "{text:?}");
        }
    }
}
