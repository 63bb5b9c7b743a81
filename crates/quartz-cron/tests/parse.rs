//! What is read, what is refused, and in which words.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use proptest::prelude::*;
use quartz_cron::{Cron, ErrorKind, Field};

#[track_caller]
fn refused(expression: &str, field: Option<Field>, sentence: &str) {
    let error = expression.parse::<Cron>().unwrap_err();
    assert_eq!(error.field(), field, "{expression}");
    assert_eq!(error.to_string(), sentence, "{expression}");
}

#[track_caller]
fn canonical(expression: &str, text: &str) {
    assert_eq!(expression.parse::<Cron>().unwrap().to_string(), text);
}

#[test]
fn five_six_and_seven_fields_are_read() {
    canonical("0 4 ? * 7", "0 0 4 ? * 7");
    canonical("0 0 4 ? * SAT", "0 0 4 ? * 7");
    canonical("0 0 4 ? jan-mar sat 2027", "0 0 4 ? 1-3 7 2027");
    canonical("  0  4 ? * 7 ", "0 0 4 ? * 7");
}

#[test]
fn every_special_is_printed_as_it_was_written() {
    for text in [
        "0 */15 2/6 * * ?",
        "0 10-40/10 22-2 L * ?",
        "0 0 0 L-3 * ?",
        "0 0 0 LW 11-2 ?",
        "0 0 0 L-3W * ?",
        "0 0 0 15W * ?",
        "0 0 0 ? * 6#3",
        "0 0 0 ? * 6L",
        "0 0 0 1,15,31 * ? 2026-2030",
    ] {
        canonical(text, text);
    }
}

#[test]
fn a_refusal_names_the_field_what_was_found_and_what_is_allowed() {
    refused(
        "0 0 4 * *",
        Some(Field::DayOfWeek),
        "Day of month and day of week cannot both be set: one of them must be “?”.",
    );
    // The one that is “*” is what is wrong; of two, the later.
    for (expression, field) in [
        ("0 0 4 * * 2", Field::DayOfMonth),
        ("0 0 4 1 * 2", Field::DayOfWeek),
        ("0 0 4 1 * *", Field::DayOfWeek),
    ] {
        let error = expression.parse::<Cron>().unwrap_err();
        assert_eq!(error.field(), Some(field), "{expression}");
        assert_eq!(error.kind(), ErrorKind::NoQuestionMark, "{expression}");
    }
    refused(
        "0 0 0 ? * ?",
        Some(Field::DayOfWeek),
        "Day of month and day of week cannot both be “?”: use “*” in one of them.",
    );
    refused(
        "0 61 0 * * ?",
        Some(Field::Minute),
        "61 is out of range: minute goes from 0 to 59.",
    );
    refused(
        "0 0 25 * * ?",
        Some(Field::Hour),
        "25 is out of range: hour goes from 0 to 23.",
    );
    refused(
        "0 0 0 ? * 0",
        Some(Field::DayOfWeek),
        "0 is out of range: day of week goes from 1 to 7, and 1 is Sunday. Did you mean “1”?",
    );
    refused(
        "0 0 0 ? * FOO",
        Some(Field::DayOfWeek),
        "“FOO” is not a value of day of week. Use 1 to 7 or SUN to SAT.",
    );
    refused(
        "0 0 0 ? * 2-FRI",
        Some(Field::DayOfWeek),
        "“2-FRI” mixes a number and a name. Write both as numbers or both as names. Did you mean “2-6”?",
    );
    refused(
        "0 0/60 0 * * ?",
        Some(Field::Minute),
        "“0/60” is not a step of minute. Use 1 to 59. Did you mean “0”?",
    );
    refused(
        "0 ? 0 * * ?",
        Some(Field::Minute),
        "“?” cannot stand in minute. Did you mean “*”?",
    );
    refused(
        "0 0 0 ? * 6L,2",
        Some(Field::DayOfWeek),
        "“L” cannot stand in a list of weekdays. Make two schedules.",
    );
    refused(
        "0 0 0 ? * 6#6",
        Some(Field::DayOfWeek),
        "“6#6”: a month has a first to a fifth weekday, 1 to 5. Did you mean “6#5”?",
    );
    refused(
        "0 0 0 0W * ?",
        Some(Field::DayOfMonth),
        "“0W” would hang Quartz: days begin at 1. Did you mean “1W”?",
    );
    refused(
        "0 , 0 * * ?",
        Some(Field::Minute),
        "“,” would hang Quartz: minute has no value.",
    );
    refused(
        "* * *",
        None,
        "A cron expression has five, six or seven fields; this has 3.",
    );
    refused(
        "",
        None,
        "A cron expression has five, six or seven fields; this has 0.",
    );
}

#[test]
fn what_may_have_been_meant_is_suggested() {
    for (expression, suggestion) in [
        ("0 0 4 ? * MNO", Some("MON")),
        ("0 0 4 ? * TEU-FRY", Some("TUE-FRI")),
        ("0 0 4 ? * 0-6", Some("1-6")),
        ("0 0 4 ? * W", Some("WED")),
        ("0 0 4 ? * FOO", None),
        ("0 0 4 ? * MMM", None),
        ("0 0 4 ? * S", None),
        ("0 0 4 ? * UET", Some("TUE")),
        ("0 0 4 ? * 0L", Some("1L")),
        ("0 0 4 1 1-DCE ?", Some("1-12")),
        ("0 0 4 1 JAN-11x ?", None),
        ("0 0 4 1 J ?", None),
        ("0 0 4 1 AU ?", Some("AUG")),
        ("0 0 4 1 0/2 ?", Some("1/2")),
        ("0 0 24 * * ?", Some("0")),
        ("0 60 4 * * ?", Some("0")),
        ("0 */60 * * * ?", Some("0")),
        ("0 0 25 * * ?", None),
        ("0 0 4 32 * ?", None),
        ("0 0 4 1 L ?", Some("12")),
        ("0 0 4 1 1 ? 26", Some("2026")),
        ("0 0 4 1 1 ? 2030-2026", Some("2026-2030")),
        ("0 0 4 ? * 2-FRI", Some("2-6")),
        ("0 0 4 * * *", Some("?")),
        ("0 0 4 * * MON", Some("?")),
        ("0 0 4 1 * MON", None),
        ("0 0 4 ? * ?", Some("*")),
        ("0 , 4 * * ?", Some("*")),
    ] {
        let error = expression.parse::<Cron>().unwrap_err();
        assert_eq!(
            error.suggestion().as_deref(),
            suggestion,
            "{expression}: {error}"
        );
    }
}

#[test]
fn a_missing_question_mark_belongs_where_the_star_is() {
    let error = "0 0 4 * * MON".parse::<Cron>().unwrap_err();
    assert_eq!(
        (error.field(), error.found()),
        (Some(Field::DayOfMonth), "*")
    );
    let error = "0 0 4 1 * *".parse::<Cron>().unwrap_err();
    assert_eq!(
        (error.field(), error.found()),
        (Some(Field::DayOfWeek), "*")
    );
}

#[test]
fn all_fields_are_told_at_once() {
    let missing = Cron::from_fields("", "", "?", "*", "7").unwrap_err();
    assert!(
        missing.iter().all(|error| error.kind() == ErrorKind::Empty),
        "{missing:?}"
    );
    assert_eq!(missing.len(), 2);
    let errors = Cron::from_fields("60", "x", "32", "13", "8").unwrap_err();
    assert_eq!(errors.len(), 5);
    assert_eq!(errors[2].span(), 0..2);
}

/// Found by fuzzing: such an expression was another one than what its request fields say.
#[test]
fn every_year_is_as_good_as_none() {
    canonical("0 0 4 ? * SAT *", "0 0 4 ? * 7");
    let five = "0 4 ? * SAT".parse::<Cron>();
    assert_eq!("0 0 4 ? * SAT *".parse::<Cron>(), five);
    assert_eq!("0 0 4 ? * SAT */1".parse::<Cron>(), five);
    assert_eq!("0 0 4 ? * SAT 2030,*".parse::<Cron>(), five);
}

/// Found by fuzzing: a character of several bytes was cut in two.
#[test]
fn letters_beyond_ascii_are_refused_or_passed_over_as_quartz_does() {
    for expression in ["0 05 أ07 * * ?", "0 é 4 * * ?", "0 0 4 ?éé * SAT"] {
        let error = expression.parse::<Cron>().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotAValue, "{expression}");
    }
    canonical("0 5é 4 * * ?", "0 5 4 * * ?");
    canonical("0 0 4 ?é * SAT", "0 0 4 ? * 7");
}

proptest! {
    #[test]
    fn what_is_suggested_is_accepted(
        text in "[0-9]{1,2}(/[0-9]{1,2})? [0-9*/,]{1,5} [0-9?/L*-]{1,4} ([0-9LW/,*-]{1,4} [0-9A-Z-]{1,7} \\?|\\? \\* [A-Z0-9#L-]{1,7})( [0-9-]{2,9})?",
    ) {
        if let Err(error) = text.parse::<Cron>()
            && let (Some(suggestion), Some(field)) = (error.suggestion(), error.field())
        {
            let mut fields: Vec<String> = text.split(' ').map(str::to_owned).collect();
            fields[field as usize].replace_range(error.span(), &suggestion);
            let again = fields.join(" ").parse::<Cron>();
            // Another element of the field, or a field behind it, may be wrong too.
            let is_mended = again.as_ref().err().is_none_or(|next| {
                next.field() > Some(field) || next.span().start > error.span().start || next.kind() != error.kind()
            });
            prop_assert!(is_mended, "{}: {} → {:?}", text, error, again);
        }
    }

    #[test]
    fn any_text_is_read_or_refused_and_never_panics(text in "[0-9A-Za-z*?,/#LW \\-]{0,60}|\\PC{0,40}|([0-9*?/#LWAé\\-]{1,4} ){4,6}[0-9*?L/é]{1,3}") {
        if let Ok(cron) = text.parse::<Cron>() {
            let printed = cron.to_string();
            let again = printed.parse::<Cron>();
            prop_assert_eq!(again, Ok(cron), "{}", printed);
        }
    }
}
