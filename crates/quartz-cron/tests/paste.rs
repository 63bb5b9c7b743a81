//! Schedules that were written for something else.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use proptest::prelude::*;
use quartz_cron::{Change, Cron, Dialect, ErrorKind, Outcome, Question, paste};

fn one(text: &str, dialect: Dialect, cron: &str) {
    let understood = paste(text).unwrap_or_else(|e| panic!("{text}: {e}"));
    assert_eq!(understood.dialect, dialect, "{text}");
    assert_eq!(
        understood.outcome,
        Outcome::One(Box::new(cron.parse().unwrap())),
        "{text}"
    );
}

#[test]
fn quartz_is_taken_as_it_is() {
    one("0 0 4 ? * SAT", Dialect::Quartz, "0 0 4 ? * 7");
    one("0 0 4 ? * SAT 2027", Dialect::Quartz, "0 0 4 ? * 7 2027");
    one("0 4 ? * 7", Dialect::Quartz, "0 0 4 ? * 7");
    one("0 4 L * *", Dialect::Quartz, "0 0 4 L * ?");
    one("0 4 ? * 6L", Dialect::Quartz, "0 0 4 ? * 6L");
    one("`0 0 4 * * ?`", Dialect::Quartz, "0 0 4 * * ?");
}

#[test]
fn six_fields_without_a_question_mark_get_one() {
    one("0 0 4 * * MON-FRI", Dialect::Quartz, "0 0 4 ? * 2-6");
    one("0 0 4 1 * *", Dialect::Quartz, "0 0 4 1 * ?");
    assert!(
        paste("0 0 4 * * MON")
            .unwrap()
            .changes
            .contains(&Change::QuestionMark)
    );
}

#[test]
fn crontab_lines_are_told_by_their_five_fields() {
    one("*/15 * * * *", Dialect::Crontab, "0 */15 * * * ?");
    one("30 4 1 * *", Dialect::Crontab, "0 30 4 1 * ?");
    one("0 22 * * mon-fri", Dialect::Crontab, "0 0 22 ? * 2-6");
    one(
        "5 4 * * sun /bin/backup -v > /dev/null 2>&1",
        Dialect::Crontab,
        "0 5 4 ? * 1",
    );
    one("0 4 * * 1-5/2,0", Dialect::Crontab, "0 0 4 ? * 1,2,4,6");
}

#[test]
fn a_number_of_a_weekday_is_asked_about_because_it_names_two() {
    let understood = paste("0 4 * * 1-5").unwrap();
    let readings =
        ["0 0 4 ? * 2,3,4,5,6", "0 0 4 ? * 1-5"].map(|text| text.parse::<Cron>().unwrap());
    assert_eq!(
        understood.outcome,
        Outcome::Ask(Question::WhichWeekdays, readings.to_vec())
    );
    // 0 is no weekday of Quartz: there is nothing to ask.
    one("0 4 * * 0", Dialect::Crontab, "0 0 4 ? * 1");
}

#[test]
fn two_day_fields_of_crontab_are_two_schedules() {
    let understood = paste("0 4 1,15 * 5").unwrap();
    let both = ["0 0 4 1,15 * ?", "0 0 4 ? * 6"].map(|text| text.parse::<Cron>().unwrap());
    assert_eq!(understood.outcome, Outcome::Two(Box::new(both)));
}

#[test]
fn two_day_fields_of_crontab_that_must_both_fit_are_refused() {
    for text in [
        "0 4 */2 * MON",
        "0 4 */2 * 1",
        "0 4 1 * */2",
        "0 4 */2 * */2",
        "0 4 */2 * 1-5 /bin/backup",
    ] {
        let error = paste(text).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::BothDays, "{text}");
        assert!(error.to_string().contains("both must fit"), "{error}");
        assert_eq!(error.found(), text);
    }
    // Every day, in other words.
    one("0 4 */1 * MON", Dialect::Crontab, "0 0 4 ? * 2");
    one("0 4 1,15 * */1", Dialect::Crontab, "0 0 4 1,15 * ?");
    one("0 4 */2 * *", Dialect::Crontab, "0 0 4 */2 * ?");
    one("0 4 * * */2", Dialect::Crontab, "0 0 4 ? * 1,3,5,7");
}

#[test]
fn nicknames_and_aws_are_unwrapped() {
    one("@daily", Dialect::Nickname, "0 0 0 * * ?");
    one(" @Weekly ", Dialect::Nickname, "0 0 0 ? * 1");
    one("cron(0 18 ? * MON-FRI *)", Dialect::Aws, "0 0 18 ? * 2-6");
    one("cron(15 10 1 * ? 2027)", Dialect::Aws, "0 15 10 1 * ? 2027");
}

#[test]
fn seconds_are_asked_about_because_a_portal_has_none() {
    let understood = paste("30 0 4 * * ?").unwrap();
    let readings = ["0 0 4 * * ?", "30 0 4 * * ?"].map(|text| text.parse::<Cron>().unwrap());
    assert_eq!(
        understood.outcome,
        Outcome::Ask(Question::Seconds, readings.to_vec())
    );
}

#[test]
fn what_is_no_schedule_is_refused_with_the_reason() {
    for text in [
        "",
        "@reboot",
        "hello world",
        "cron()",
        "cron(61 * * * ? *)",
        "61 4 * * *",
        "0 4 * * 9",
    ] {
        let error = paste(text).unwrap_err();
        assert!(error.to_string().ends_with('.'), "{text}: {error}");
    }
}

#[test]
fn every_change_is_told_in_a_sentence() {
    for change in [
        Change::SecondsAdded,
        Change::QuestionMark,
        Change::WeekdaysRenumbered,
        Change::CommandLeftOut,
        Change::YearLeftOut,
        Change::Unwrapped,
    ] {
        assert!(change.to_string().ends_with('.'));
    }
}

proptest! {
    #[test]
    fn any_text_is_understood_or_refused_and_never_panics(
        text in "[0-9A-Za-z*?,/#LW@()\"' \\-]{0,60}|\\PC{0,40}|cron\\([0-9* ?/]{0,20}\\)",
    ) {
        let _ = paste(&text);
    }

    /// What Quartz reads by itself is not changed.
    #[test]
    fn quartz_with_a_question_mark_is_left_alone(minute in 0..60u8, hour in 0..24u8, day in "[1-7]|MON|6L|2#1|2-6") {
        let text = format!("0 {minute} {hour} ? * {day}");
        prop_assert_eq!(paste(&text).unwrap().outcome, Outcome::One(Box::new(text.parse().unwrap())));
    }
}
