//! Counts, gaps and worst cases.

use crate::expressions::{DAY, at, copenhagen, expressions, moments, runs, windows};
use portal_tasks::schedule::gaps::{Crosses, Gaps};
use portal_tasks::schedule::itself::Itself;
use portal_tasks::schedule::loss::{Against, Loss, in_two_years};
use portal_tasks::schedule::nights::Night;
use portal_tasks::schedule::plan::Plan;
use portal_tasks::schedule::preview::Window;
use portal_tasks::schedule::rhythm::{Range, Rhythm};
use portal_tasks::schedule::zone::LocalZone;
use proptest::prelude::*;
use quartz_cron::{Civil, Cron, Gap, Timestamp, Utc};
use std::collections::BTreeMap;

/// Friday 23 October 2026, 14:02 UTC.
const NOW: Timestamp = Timestamp::from_secs(1_792_764_120);

fn bounded() -> impl Strategy<Value = (Cron, Timestamp, Window)> {
    let schedule = (expressions(), moments());
    schedule.prop_flat_map(|(cron, now)| windows(now).prop_map(move |w| (cron.clone(), now, w)))
}

/// Each gap that begins in a span, by its length.
fn gaps_one_by_one(cron: &Cron, window: Window, runs: &[Timestamp], to: Timestamp) -> Vec<Gaps> {
    let mut runs = runs.to_vec();
    let is_open = window
        .max_runs
        .is_none_or(|most| runs.len() < most as usize);
    let next = cron.after(at(to.as_secs() - 1), &Utc).filter(|_| is_open);
    runs.extend(next.filter(|next| window.end.is_none_or(|end| *next <= end)));
    let mut found: BTreeMap<i64, Gaps> = BTreeMap::new();
    for pair in runs.windows(2) {
        let gap = Gap {
            from: pair[0],
            to: pair[1],
        };
        let crosses = Crosses::of(gap);
        found
            .entry(gap.secs())
            .and_modify(|gaps| {
                gaps.times += 1;
                gaps.all_cross.weekend &= crosses.weekend;
                gaps.all_cross.month_end &= crosses.month_end;
                gaps.all_cross.leap_day &= crosses.leap_day;
            })
            .or_insert(Gaps {
                first: gap,
                times: 1,
                all_cross: crosses,
            });
    }
    found.into_values().collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn a_plan_is_what_the_engine_tells_run_by_run((cron, now, window) in bounded(), days in 0i64..=731) {
        let to = at((now.as_secs() + days * DAY + days * 7919).min(in_two_years(now).as_secs()));
        let plan = Plan::new(&cron, window, now, to);
        let one_by_one = runs(&cron, window, now, to);
        prop_assert_eq!(plan.count(), one_by_one.len() as u64);
        prop_assert_eq!(plan.first(), one_by_one.first().copied());
        prop_assert_eq!(plan.last(), one_by_one.last().copied());
        prop_assert_eq!(plan.runs().collect::<Vec<_>>(), one_by_one.clone());
        let mut by_day: BTreeMap<i64, u64> = BTreeMap::new();
        for run in &one_by_one {
            *by_day.entry(run.as_secs().div_euclid(DAY)).or_default() += 1;
        }
        prop_assert_eq!(plan.by_day().collect::<Vec<_>>(), by_day.into_iter().collect::<Vec<_>>());
        prop_assert_eq!(plan.gaps(), gaps_one_by_one(&cron, window, &one_by_one, to));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn the_worst_case_of_two_years_is_the_longest_gap_of_all((cron, now, window) in bounded(), hours in 1i64..800) {
        let to = in_two_years(now);
        let all = runs(&cron, window, now, to);
        let Some(loss) = Loss::of(&cron, window, now) else {
            prop_assert!(all.is_empty());
            return Ok(());
        };
        let gaps = gaps_one_by_one(&cron, window, &all, to);
        let longest = gaps.last();
        prop_assert_eq!(loss.longest.map(|l| (l.gap, l.times)), longest.map(|l| (l.first, l.times)));
        let above: u64 = gaps.iter().filter(|g| g.first.secs() > hours * 3600).map(|g| g.times).sum();
        match loss.against(hours * 3600) {
            Against::Within(spare) => prop_assert!(above == 0 && spare >= 0),
            Against::Above { times, by_secs } => {
                prop_assert_eq!(times, above);
                prop_assert_eq!(by_secs, longest.unwrap().first.secs() - hours * 3600);
            }
            Against::Never => prop_assert!(loss.ends.is_some() || longest.is_none()),
        }
        if loss.ends.is_some() {
            prop_assert_eq!(loss.ends, all.last().copied());
        }
        let early: u64 = gaps.iter().filter(|g| g.first.secs() < hours * 60).map(|g| g.times).sum();
        prop_assert_eq!(Itself::of(&gaps, hours * 60).map_or(0, |itself| itself.times), early);
    }

    #[test]
    fn runs_a_day_a_month_and_a_year_are_counted_over_whole_months((cron, now, window) in bounded()) {
        let rhythm = Rhythm::of(&cron, window, now);
        let all = runs(&cron, window, rhythm.from, rhythm.to);
        prop_assert_eq!(rhythm.runs, all.len() as u64);
        let range = |counts: Vec<u64>| Range {
            least: *counts.iter().min().unwrap(),
            most: *counts.iter().max().unwrap(),
        };
        let first = rhythm.from.civil(0);
        prop_assert_eq!((first.day, first.hour, first.minute, first.second), (1, 0, 0, 0));
        prop_assert!(rhythm.from > now && rhythm.from.as_secs() - now.as_secs() <= 31 * DAY);
        let mut months = vec![0; 24];
        let days = (rhythm.to.as_secs() - rhythm.from.as_secs()) / DAY;
        let mut by_day = vec![0; days as usize];
        for run in &all {
            let civil = run.civil(0);
            let month = (civil.year - first.year) * 12 + i32::from(civil.month) - i32::from(first.month);
            months[month as usize] += 1;
            by_day[((run.as_secs() - rhythm.from.as_secs()) / DAY) as usize] += 1;
        }
        let busy = by_day.iter().filter(|runs| **runs > 0).count();
        prop_assert_eq!(rhythm.busy_days, busy as u64);
        prop_assert_eq!(rhythm.months.to_vec(), months.clone());
        prop_assert_eq!(rhythm.day, range(by_day));
        prop_assert_eq!(rhythm.year, range(months.chunks(12).map(|year| year.iter().sum()).collect()));
        prop_assert_eq!(rhythm.month, range(months));
    }
}

fn loss(cron: &str) -> Loss {
    Loss::of(&cron.parse().unwrap(), Window::default(), NOW).unwrap()
}

#[test]
fn the_sentence_of_the_worst_case_tells_why_it_is_longer() {
    for (cron, told) in [
        (
            "0 0 4 * * ?",
            "1 d, as from Sat 24 Oct 2026 04:00 to Sun 25 Oct 2026 04:00 UTC.",
        ),
        (
            "0 0 4 ? * 2-6",
            "3 d, as from Fri 30 Oct 2026 04:00 to Mon 2 Nov 2026 04:00 UTC, over a weekend.",
        ),
        (
            "0 0 4 31 * ?",
            "61 d, as from Sat 31 Oct 2026 04:00 to Thu 31 Dec 2026 04:00 UTC: November 2026 has no run.",
        ),
        (
            "0 0 4 10,20 * ?",
            "21 d, as from Sun 20 Dec 2026 04:00 to Sun 10 Jan 2027 04:00 UTC, over the end of a month.",
        ),
        (
            "0 0 4 29 2 ?",
            "4 y, as from Tue 29 Feb 2028 04:00 to Sun 29 Feb 2032 04:00 UTC.",
        ),
    ] {
        assert_eq!(loss(cron).sentence(), format!("The longest gap is {told}"));
    }
    assert_eq!(
        loss("0 0 0 1 1 ? 2027").sentence(),
        "The last run is on Fri 1 Jan 2027 00:00 UTC."
    );
}

#[test]
fn a_leap_day_makes_the_longest_year() {
    let now = Civil::new(2027, 1, 1, 0, 0, 0).unwrap().timestamp(0);
    let cron: Cron = "0 0 4 1 * ?".parse().unwrap();
    let yearly: Cron = "0 0 4 1 2 ?".parse().unwrap();
    let of = |cron: &Cron| {
        Loss::of(cron, Window::default(), now)
            .unwrap()
            .longest
            .unwrap()
    };
    assert!(of(&yearly).why.leap_day);
    assert_eq!(of(&yearly).gap.secs(), 366 * DAY);
    assert!(!of(&cron).why.leap_day, "31 days are longer than 29");
}

#[test]
fn what_ends_meets_no_target() {
    let ends = loss("0 0 4 * 11 ? 2026");
    assert_eq!(ends.against(7 * DAY), Against::Never);
    assert_eq!(ends.worst_secs(0), None);
    let daily = loss("0 0 4 * * ?");
    assert_eq!(daily.against(DAY), Against::Within(0));
    assert_eq!(daily.worst_secs(7200), Some(DAY + 7200));
    let weekdays = loss("0 0 4 ? * 2-6");
    assert_eq!(
        weekdays.against(DAY),
        Against::Above {
            times: 104,
            by_secs: 2 * DAY
        }
    );
}

#[test]
fn both_nights_of_a_year_tell_how_a_run_moves_on_the_local_clock() {
    let zone = copenhagen(NOW);
    let told = |cron: &str| -> Vec<String> {
        let nights = Night::coming(&cron.parse().unwrap(), Window::default(), &zone, NOW);
        nights.iter().map(|night| night.sentence(&zone)).collect()
    };
    assert_eq!(
        told("0 0 4 * * ?"),
        [
            "On Sun 25 Oct 2026 the clock of Copenhagen goes back by 1 h: what ran at 06:00 CEST runs at 05:00 CET.",
            "On Sun 28 Mar 2027 the clock of Copenhagen goes forward by 1 h: what ran at 05:00 CET runs at 06:00 CEST.",
        ]
    );
    assert_eq!(
        told("0 30 0 * * ?")[0],
        "On Sun 25 Oct 2026 the clock of Copenhagen goes back by 1 h: what ran at 02:30 CEST runs at 01:30 CET. That night the clock shows 02:30 twice; the run at 00:30 UTC is made once."
    );
    let utc = Night::coming(
        &"0 0 4 * * ?".parse().unwrap(),
        Window::default(),
        &LocalZone::utc(),
        NOW,
    );
    assert_eq!(utc, []);
}

#[test]
fn a_schedule_of_every_minute_runs_into_itself() {
    let plan = |cron: &str| {
        Plan::new(
            &cron.parse().unwrap(),
            Window::default(),
            NOW,
            in_two_years(NOW),
        )
    };
    let hourly = plan("0 0 * * * ?");
    assert_eq!(Itself::of(&hourly.gaps(), 3600), None);
    let itself = Itself::of(&hourly.gaps(), 7200).unwrap();
    assert_eq!(itself.times, hourly.count());
    assert_eq!(
        itself.sentence(),
        "A run may take 2 h and the next one may begin 1 h after it: what the portal does then is not documented."
    );
    assert_eq!(plan("* * * * * ?").count(), 731 * 86_400);
}
