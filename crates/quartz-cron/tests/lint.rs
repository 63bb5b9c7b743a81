//! What is accepted but not what it looks like.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use proptest::prelude::*;
use quartz_cron::{Cron, Field, Lint, Rule, Timestamp, Utc};

/// Expression, the field of the trap, the rule, and the expression without it.
const TRAPS: [(&str, Field, Rule, Option<&str>); 35] = [
    (
        "0 0 0 ? * L",
        Field::DayOfWeek,
        Rule::LastIsSaturday,
        Some("0 0 0 ? * 7"),
    ),
    (
        "0 0 0 ? * MON/2",
        Field::DayOfWeek,
        Rule::StepAfterName,
        Some("0 0 0 ? * 2"),
    ),
    (
        "0 0 0 1 JAN-JUN/2 ?",
        Field::Month,
        Rule::StepAfterName,
        Some("0 0 0 1 1-6 ?"),
    ),
    (
        "0 0/45 0 * * ?",
        Field::Minute,
        Rule::UnevenStep,
        Some("0 0,45 0 * * ?"),
    ),
    (
        "0 0 */7 * * ?",
        Field::Hour,
        Rule::UnevenStep,
        Some("0 0 0,7,14,21 * * ?"),
    ),
    (
        "0 0 0 1 */5 ?",
        Field::Month,
        Rule::UnevenStep,
        Some("0 0 0 1 1,6,11 ?"),
    ),
    (
        "0 0 0 ? * 1/2",
        Field::DayOfWeek,
        Rule::UnevenStep,
        Some("0 0 0 ? * 1,3,5,7"),
    ),
    (
        "0 5,59/15 * * * ?",
        Field::Minute,
        Rule::IdleStep,
        Some("0 5,59 * * * ?"),
    ),
    (
        "0 0 0 */31 * ?",
        Field::DayOfMonth,
        Rule::IdleStep,
        Some("0 0 0 1 * ?"),
    ),
    (
        "0 5-10/65535 * * * ?",
        Field::Minute,
        Rule::IdleStep,
        Some("0 5 * * * ?"),
    ),
    (
        "0 0 0 * * ? 2027-2030/65535",
        Field::Year,
        Rule::IdleStep,
        Some("0 0 0 * * ? 2027"),
    ),
    (
        "0 */0 * * * ?",
        Field::Minute,
        Rule::StepZero,
        Some("0 * * * * ?"),
    ),
    (
        "0 5/0 * * * ?",
        Field::Minute,
        Rule::StepZero,
        Some("0 5 * * * ?"),
    ),
    (
        "0 1-5/0 * * * ?",
        Field::Minute,
        Rule::StepZero,
        Some("0 1 * * * ?"),
    ),
    (
        "0 0 0 1-5W * ?",
        Field::DayOfMonth,
        Rule::SpecialDropped,
        Some("0 0 0 1-5 * ?"),
    ),
    (
        "0 0 0 ? * 2-6#2",
        Field::DayOfWeek,
        Rule::SpecialDropped,
        Some("0 0 0 ? * 2-6"),
    ),
    (
        "0 0 0 ? * 2-6L",
        Field::DayOfWeek,
        Rule::SpecialDropped,
        Some("0 0 0 ? * 2-6"),
    ),
    (
        "0 0 0 ? * MON-FRI#2",
        Field::DayOfWeek,
        Rule::SpecialDropped,
        Some("0 0 0 ? * 2-6"),
    ),
    (
        "0 0 0 ? * MONDAY",
        Field::DayOfWeek,
        Rule::NameCut,
        Some("0 0 0 ? * 2"),
    ),
    (
        "0 0 0 1 JANUARY ?",
        Field::Month,
        Rule::NameCut,
        Some("0 0 0 1 1 ?"),
    ),
    (
        "0 5a 0 * * ?",
        Field::Minute,
        Rule::Ignored,
        Some("0 5 0 * * ?"),
    ),
    (
        "0 *5 0 * * ?",
        Field::Minute,
        Rule::Ignored,
        Some("0 * 0 * * ?"),
    ),
    (
        "0 5/15/2 * * * ?",
        Field::Minute,
        Rule::Ignored,
        Some("0 5/15 * * * ?"),
    ),
    (
        "0 0,,5 0 * * ?",
        Field::Minute,
        Rule::EmptyElement,
        Some("0 0,5 0 * * ?"),
    ),
    (
        "0 0 0 ? * MON,6#3",
        Field::DayOfWeek,
        Rule::NthInList,
        Some("0 0 0 ? * 2#3"),
    ),
    (
        "0 0 0 1W,15W * ?",
        Field::DayOfMonth,
        Rule::NearestInList,
        Some("0 0 0 1W * ?"),
    ),
    (
        "0 0 0 31W * ?",
        Field::DayOfMonth,
        Rule::NearestInShortMonth,
        Some("0 0 0 LW * ?"),
    ),
    (
        "0 0 0 31 * ?",
        Field::DayOfMonth,
        Rule::ShortMonth,
        Some("0 0 0 L * ?"),
    ),
    (
        "0 0 0 1,15,31 * ?",
        Field::DayOfMonth,
        Rule::ShortMonth,
        Some("0 0 0 1,15,L * ?"),
    ),
    (
        "0 0 0 30-31 * ?",
        Field::DayOfMonth,
        Rule::ShortMonth,
        Some("0 0 0 L * ?"),
    ),
    ("0 0 0 L-30 * ?", Field::DayOfMonth, Rule::ShortMonth, None),
    (
        "0 0 0 ? * 6#5",
        Field::DayOfWeek,
        Rule::ShortMonth,
        Some("0 0 0 ? * 6L"),
    ),
    (
        "0 0 0 ?,5 * MON",
        Field::DayOfMonth,
        Rule::ValuesIgnored,
        Some("0 0 0 ? * 2"),
    ),
    (
        "0 0,*,5 0 * * ?",
        Field::Minute,
        Rule::ValuesIgnored,
        Some("0 * 0 * * ?"),
    ),
    ("0 0 0 L * ?", Field::DayOfMonth, Rule::VersionDrift, None),
];

#[test]
fn every_trap_is_found_told_and_mended() {
    for (expression, field, rule, mended) in TRAPS {
        let lints = Cron::lint(expression).unwrap();
        let lint = lints
            .iter()
            .find(|lint| lint.rule() == rule)
            .unwrap_or_else(|| panic!("{expression}: {lints:?}"));
        assert_eq!(lint.field(), field, "{expression}");
        assert_eq!(
            lint.fix().map(ToString::to_string).as_deref(),
            mended,
            "{expression}"
        );
        let told = lint.to_string();
        assert!(told.ends_with('.') && told.len() > 20, "{told}");
    }
}

#[test]
fn every_rule_has_an_example_and_an_id_of_its_own() {
    let mut ids: Vec<&str> = Rule::ALL.iter().map(|rule| rule.id()).collect();
    for rule in Rule::ALL {
        assert!(TRAPS.iter().any(|trap| trap.2 == rule), "{rule:?}");
    }
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), Rule::ALL.len());
}

#[test]
fn what_means_what_it_says_is_left_alone() {
    for expression in [
        "0 0 4 * * ?",
        "0 0 4 ? * MON-FRI",
        "0 0 4 ? * 6L",
        "0 0 4 ? * 2#1",
        "0 */15 22-2 * * ?",
        "0 0 */6 * * ?",
        "0 10-40/7 * * * ?",
        "0 50-20/30 * * * ?",
        "0 0 0/12 * * ?",
        "0 0 4 28-31 * ?",
        "0 0 4 */2 * ?",
        "0 0 4 1,15 * ?",
        "0 0 4 31 1,3,5 ?",
        "0 0 4 1/7 * ?",
        "0 0 0 ? * 2-6 2027-2030",
    ] {
        assert_eq!(Cron::lint(expression).unwrap(), [], "{expression}");
    }
}

#[test]
fn a_lint_points_at_the_element_that_it_is_about() {
    let lints = Cron::lint("0 5,10a,20 0 ? * MONDAY").unwrap();
    assert_eq!((lints[0].field(), lints[0].span()), (Field::Minute, 2..5));
    assert_eq!(lints[0].to_string(), "Quartz drops the end of “10a”.");
    assert_eq!(
        (lints[1].field(), lints[1].span()),
        (Field::DayOfWeek, 0..6)
    );
    // In the text as it was typed, with five fields too.
    let lints = Cron::lint("0 4 ? * MON,6#3").unwrap();
    assert_eq!(
        (lints[0].field(), lints[0].span()),
        (Field::DayOfWeek, 0..7)
    );
    assert!(lints[0].to_string().contains("“MON,6#3”"), "{}", lints[0]);
}

/// What is told of the rows of `quartz-quirks.tsv` that are accepted.
const QUIRKS: [(&[Rule], &[&str]); 17] = [
    (
        &[],
        &[
            "0 0 */1 * * ?",
            "0 0 0 * * ? 2026-2027",
            "0 0 0 1 1-6/2 ?",
            "0 0 0 1 11-2 ?",
            "0 0 0 1 NOV-FEB ?",
            "0 0 0 25-5/3 * ?",
            "0 0 0 28-3 * ?",
            "0 0 0 ? * 1,1,1",
            "0 0 0 ? * 1-7",
            "0 0 0 ? * 2-6/2",
            "0 0 0 ? * 5-3/2",
            "0 0 0 ? * 6#3",
            "0 0 0 ? * 6-2",
            "0 0 0 ? * 6L",
            "0 0 0 ? * 7-1",
            "0 0 0 ? * FRI#3",
            "0 0 0 ? * FRI-MON",
            "0 0 0 ? * FRIL",
            "0 0 0 ? * SAT-SUN",
            "0 0 0 ? * SUN-SAT",
            "0 0 0 ? * mon-fri",
            "0 0 0-23/6 * * ?",
            "0 0 20-4/2 * * ?",
            "0 0 22-2 * * ?",
            "0 0 4 ? * 7",
            "0 */15 * * * ?",
            "0 /15 * * * ?",
            "0 0/15 * * * ?",
            "0 05 007 * * ?",
            "0 10-40/10 * * * ?",
            "0 5/15 * * * ?",
            "0 50-10 * * * ?",
        ],
    ),
    (&[Rule::LastIsSaturday], &["0 0 0 ? * L"]),
    (
        &[Rule::StepAfterName],
        &[
            "0 0 0 ? * MON/2",
            "0 0 0 ? * MON-FRI/2",
            "0 0 0 1 JAN-JUN/2 ?",
        ],
    ),
    (&[Rule::UnevenStep], &["0 0 0 ? * 1/2"]),
    (
        &[Rule::IdleStep],
        &[
            "0 59/15 * * * ?",
            "0 0 0 1/31 * ?",
            "0 0 0 */31 * ?",
            "0 0 0 1 7/6 ?",
            "0 0 0 ? * 7/3",
        ],
    ),
    (
        &[Rule::StepZero],
        &["0 */0 * * * ?", "0 0/0 * * * ?", "0 1-5/0 * * * ?"],
    ),
    (
        &[Rule::SpecialDropped],
        &[
            "0 0 0 1-5W * ?",
            "0 0 0 ? * 2-6L",
            "0 0 0 ? * 2-6#2",
            "0 0 0 ? * MON-FRI#2",
        ],
    ),
    (
        &[Rule::NameCut],
        &[
            "0 0 0 ? * MONDAY",
            "0 0 0 ? * TUESDAY#2",
            "0 0 0 1 JANUARY ?",
        ],
    ),
    (
        &[Rule::Ignored],
        &[
            "0 5a 0 * * ?",
            "0 *5 0 * * ?",
            "0 **/5 0 * * ?",
            "0 5/15/2 * * * ?",
            "0 5-10-20 * * * ?",
            "0 0 0 1C * ?",
            "0 0 0 *W * ?",
            "0 0 0 *L * ?",
        ],
    ),
    (&[Rule::EmptyElement], &["0 0,,5 0 * * ?", "0 0, 0 * * ?"]),
    (
        &[Rule::NthInList],
        &["0 0 0 ? * MON,6#3", "0 0 0 ? * 2,6#3"],
    ),
    (
        &[Rule::ShortMonth],
        &[
            "0 0 0 31 2 ?",
            "0 0 0 30 2 ?",
            "0 0 0 29 2 ?",
            "0 0 0 ? * 6#5",
            "0 0 0 ? 2 2#5",
        ],
    ),
    (
        &[Rule::ValuesIgnored],
        &[
            "0 *,5 0 * * ?",
            "0 5,* 0 * * ?",
            "0 0 0 *,? * MON",
            "0 0 0 ?,5 * MON",
        ],
    ),
    (
        &[Rule::VersionDrift],
        &[
            "0 0 0 L * ?",
            "0 0 0 LW * ?",
            "0 0 0 L-3 * ?",
            "0 0 0 L-3W * ?",
            "0 0 0 15W * ?",
            "0 0 0 1W * ?",
            "0 0 0 1,15,L * ?",
            "0 0 0 L,15 * ?",
            "0 0 0 LW,15 * ?",
            "0 0 0 L,L-1 * ?",
            "0 0 0 10/5,L * ?",
        ],
    ),
    (
        &[Rule::NearestInList, Rule::VersionDrift],
        &["0 0 0 1W,15W * ?"],
    ),
    (
        &[Rule::NearestInShortMonth, Rule::VersionDrift],
        &["0 0 0 31W * ?", "0 0 0 29W 2 ?"],
    ),
    (&[Rule::ShortMonth, Rule::VersionDrift], &["0 0 0 L-30 * ?"]),
];

#[test]
fn every_row_that_people_get_wrong_has_its_lint_and_no_other() {
    let rules = |expression: &str| -> Option<Vec<Rule>> {
        let lints = Cron::lint(expression).ok()?;
        Some(lints.iter().map(Lint::rule).collect())
    };
    let rows = include_str!("vectors/quartz-quirks.tsv").lines();
    for expression in rows.map(|line| line.split('\t').next().unwrap()) {
        let expected = QUIRKS.iter().find(|(_, rows)| rows.contains(&expression));
        assert_eq!(
            rules(expression).as_deref(),
            expected.map(|(rules, _)| *rules),
            "{expression}"
        );
    }
}

#[test]
fn a_lint_tells_what_will_not_run() {
    let told = |expression: &str| Cron::lint(expression).unwrap()[0].to_string();
    assert_eq!(
        told("0 59/15 * * * ?"),
        "A step in “59/15” never comes to a second value."
    );
    assert_eq!(
        told("0 0 4 31 * ?"),
        "Some months lack day 31: nothing runs in those."
    );
    assert_eq!(
        told("0 0 4 1,15,31 * ?"),
        "Some months lack a day of “1,15,31”: nothing runs in its place."
    );
    assert_eq!(
        told("0 0 4 ? * 6#5"),
        "Some months lack the fifth of a weekday: nothing runs in those."
    );
}

proptest! {
    /// Rules about what was dropped or idle change nothing when they are followed.
    #[test]
    fn a_fix_says_openly_what_quartz_does(
        minute in "[0-9]{1,2}(/[0-9]{1,2})?|\\*/[0-9]{1,2}|[0-9]{1,2}[a-z]|[0-9],,[0-9]",
        day in "(MON|TUESDAY|FRI/2|2-6#2|SUN-WED|L|2,6#3)",
        start in 0i64..4_000_000_000,
    ) {
        let expression = format!("0 {minute} 4 ? * {day}");
        let Ok(lints) = Cron::lint(&expression) else { return Ok(()) };
        let cron: Cron = expression.parse().unwrap();
        let from = Timestamp::from_secs(start);
        for lint in lints {
            let Some(fix) = lint.fix() else { continue };
            let ours: Vec<_> = cron.fires_after(from, &Utc).take(20).collect();
            let fixed: Vec<_> = fix.fires_after(from, &Utc).take(20).collect();
            prop_assert_eq!(ours, fixed, "{} → {}", expression, fix);
            let again = Cron::lint(&fix.to_string()).unwrap();
            prop_assert!(again.iter().all(|left| left.rule() != lint.rule()), "{} → {}", expression, fix);
        }
    }
}

#[test]
fn every_row_on_which_versions_disagree_has_the_lint_that_says_so() {
    for line in include_str!("vectors/quartz-drift.tsv").lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        let expression = columns[0];
        if columns[4] == "HANG" {
            assert!(Cron::lint(expression).is_err(), "{expression}");
            continue;
        }
        let lints = Cron::lint(expression).unwrap();
        let told = lints.iter().any(|lint| lint.rule() == Rule::VersionDrift);
        assert!(told, "{expression}: {lints:?}");
    }
}
