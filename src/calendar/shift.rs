//! An expression moved by some minutes, on the same days.

use crate::schedule::day_times::DayTimes;
use quartz_cron::Cron;

/// The expression whose every run is so many minutes later, or earlier; a schedule of every hour moves
/// its minutes, by less than an hour. None where a run would fall on another day, or where no single expression says it.
pub fn shifted(cron: &Cron, minutes: i64) -> Option<Cron> {
    let times = DayTimes::of(cron);
    let (hours, of_hour) = (times.hours(), times.minutes());
    let is_hourly = is_hourly(cron);
    if is_hourly && minutes.abs() >= 60 {
        return None;
    }
    let mut carried = None;
    let mut moved = Vec::with_capacity(of_hour.len());
    for minute in of_hour {
        let minute = minute + minutes;
        // Every run of an hour has to stay with the others.
        let carry = minute.div_euclid(60);
        if !is_hourly && *carried.get_or_insert(carry) != carry {
            return None;
        }
        moved.push(minute.rem_euclid(60));
    }
    moved.sort_unstable();
    let carry = if is_hourly { 0 } else { carried? };
    let hours: Vec<i64> = hours.into_iter().map(|hour| hour + carry).collect();
    if hours.iter().any(|hour| !(0..24).contains(hour)) {
        return None;
    }
    let written = cron.to_string();
    let minute = series(&moved, 60);
    let hour = series(&hours, 24);
    // Seconds, minutes, hours; the others stay as they are.
    let mut fields: Vec<&str> = written.split(' ').collect();
    *fields.get_mut(1)? = &minute;
    if carry != 0 {
        *fields.get_mut(2)? = &hour;
    }
    fields.join(" ").parse().ok()
}

/// Whether an expression fires in every hour: it has no other hour to move to.
pub fn is_hourly(cron: &Cron) -> bool {
    DayTimes::of(cron).hours().len() == 24
}

/// `3,18,33,48` as `3/15`, where the values go on to the end of the field.
fn series(values: &[i64], size: i64) -> String {
    if let [first, second, _, ..] = *values {
        let step = second - first;
        let is_even = values.windows(2).all(|pair| pair[1] - pair[0] == step);
        if is_even && first < step && values.last().is_some_and(|last| last + step >= size) {
            return if step == 1 {
                "*".to_owned()
            } else {
                format!("{first}/{step}")
            };
        }
    }
    let texts: Vec<String> = values.iter().map(ToString::to_string).collect();
    texts.join(",")
}
