//! The sentences, as people read them.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use quartz_cron::{Cron, Style, describe};

#[track_caller]
fn told(expression: &str, sentence: &str) {
    let cron: Cron = expression.parse().unwrap();
    assert_eq!(describe(&cron, &Style::default()), sentence, "{expression}");
}

#[test]
fn times_of_day() {
    told("0 0 1 * * ?", "Every day at 01:00 UTC");
    told("0 0 1,13 * * ?", "Every day at 01:00 and 13:00 UTC");
    told("30 0 1 * * ?", "Every day at 01:00:30 UTC");
    told("0 0 2/6 * * ?", "Every 6 hours from 02:00 UTC");
}

#[test]
fn intervals() {
    told("0 0 * * * ?", "Every hour, on the hour");
    told("0 0 */1 * * ?", "Every hour, on the hour");
    told("0 15 * * * ?", "Every hour at minute 15");
    told("0 */15 * * * ?", "Every 15 minutes");
    told(
        "0 5/20 * * * ?",
        "Every 20 minutes from minute 5 of every hour",
    );
    told("0 0/45 * * * ?", "At minutes 0 and 45 of every hour");
    told("0 * * * * ?", "Every minute");
    told("0 0 */2 * * ?", "Every 2 hours from 00:00 UTC");
    told("0 30 1/3 * * ?", "Every 3 hours from 01:30 UTC");
    told(
        "0 0/15 9-17 ? * MON-FRI",
        "Every 15 minutes of the hours 9 to 17 UTC, Monday to Friday",
    );
}

#[test]
fn days_of_a_list_from_either_end_of_the_month() {
    told(
        "0 0 3 1,15,L * ?",
        "The 1st, 15th and last day of every month at 03:00 UTC",
    );
    told(
        "0 0 3 LW,L-2 6 ?",
        "Last weekday (Monday to Friday) and 2nd day before the last of June at 03:00 UTC",
    );
    told("0 0 3 *,L * ?", "Every day at 03:00 UTC");
    told("0 0 3 L,L * ?", "Last day of every month at 03:00 UTC");
}

#[test]
fn weekdays() {
    told("0 0 4 ? * 7", "Every Saturday at 04:00 UTC");
    told("0 30 4 ? * 2-6", "Monday to Friday at 04:30 UTC");
    told(
        "0 30 1 ? * 3,5,7",
        "Every Tuesday, Thursday and Saturday at 01:30 UTC",
    );
    told("0 0 4 ? * FRI-MON", "Friday to Monday at 04:00 UTC");
    told(
        "0 0 4 ? * SAT,SUN",
        "Every Saturday and Sunday at 04:00 UTC",
    );
    told("0 0 4 ? * *", "Every day at 04:00 UTC");
    told("0 0 * ? * 7", "Every hour, on the hour, every Saturday");
}

#[test]
fn days_of_the_month() {
    told("0 0 3 L * ?", "Last day of every month at 03:00 UTC");
    told(
        "0 0 3 L-1 * ?",
        "Day before the last of every month at 03:00 UTC",
    );
    told(
        "0 0 3 LW * ?",
        "Last weekday (Monday to Friday) of every month at 03:00 UTC",
    );
    told(
        "0 0 3 15W * ?",
        "Weekday (Monday to Friday) nearest to the 15th of every month at 03:00 UTC",
    );
    told(
        "0 0 3 1,15,31 * ?",
        "The 1st, 15th and 31st of every month at 03:00 UTC",
    );
    told(
        "0 0 3 1-7 * ?",
        "The 1st to 7th of every month at 03:00 UTC",
    );
    told(
        "0 0 3 ? * 7#1",
        "First Saturday of every month at 03:00 UTC",
    );
    told(
        "0 0 3 ? 1,6 6L",
        "Last Friday of January and June at 03:00 UTC",
    );
    told(
        "0 0 3 ? JUN-AUG MON",
        "Every Monday in June to August at 03:00 UTC",
    );
    told(
        "0 0 * L * ?",
        "Every hour, on the hour, on the last day of every month",
    );
    told(
        "0 0 4 1 1 ? 2027",
        "The 1st of January at 04:00 UTC, in 2027",
    );
}

#[test]
fn twelve_hours() {
    let cron: Cron = "0 30 16 * * ?".parse().unwrap();
    let style = Style {
        hour12: true,
        zone: "",
    };
    assert_eq!(describe(&cron, &style), "Every day at 4:30 pm");
}
