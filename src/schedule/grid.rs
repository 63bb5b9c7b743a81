//! Picking the values of one cron field from a grid.

use super::times::month_name;
use quartz_cron::Field;

/// The values a grid offers.
pub fn values(field: Field) -> std::ops::Range<u8> {
    match field {
        Field::Second | Field::Minute => 0..60,
        Field::Hour => 0..24,
        Field::DayOfMonth => 1..32,
        Field::Month => 1..13,
        Field::DayOfWeek => 1..8,
        // Years are typed.
        Field::Year => 0..0,
    }
}

/// What stands on a value's button.
pub fn label(field: Field, value: u8) -> String {
    const DAYS: [&str; 7] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
    match field {
        Field::Month => month_name(value)[..3].to_ascii_uppercase(),
        Field::DayOfWeek => DAYS
            .get(usize::from(value).wrapping_sub(1))
            .map_or_else(String::new, |day| (*day).to_owned()),
        _ => value.to_string(),
    }
}

/// True when the field's text lists this value by itself. A range or a step is no list: the grid
/// shows only what it can also take away.
pub fn holds(text: &str, field: Field, value: u8) -> bool {
    listed(text, field).contains(&value)
}

/// The text with a value added or taken away; what was not a list is replaced by one.
pub fn toggled(text: &str, field: Field, value: u8) -> String {
    let mut values = listed(text, field);
    if let Some(at) = values.iter().position(|v| *v == value) {
        values.remove(at);
    } else {
        values.push(value);
        values.sort_unstable();
    }
    match (values.is_empty(), field) {
        (true, _) => "*".to_owned(),
        (false, _) => values
            .iter()
            .map(u8::to_string)
            .collect::<Vec<_>>()
            .join(","),
    }
}

fn listed(text: &str, field: Field) -> Vec<u8> {
    let read = |part: &str| {
        let part = part.trim();
        values(field).find(|value| {
            part == value.to_string() || part.eq_ignore_ascii_case(&label(field, *value))
        })
    };
    text.split(',')
        .map(read)
        .collect::<Option<Vec<_>>>()
        .unwrap_or_default()
}

/// Exactly one of day-of-month and day-of-week is `?` in Quartz. When one of them was edited, the
/// other gives way.
pub fn balance_days(fields: &mut [String; 5], edited: Field) {
    let (mine, other) = match edited {
        Field::DayOfMonth => (2, 4),
        Field::DayOfWeek => (4, 2),
        _ => return,
    };
    let has_days = !fields[mine].trim().is_empty() && fields[mine].trim() != "?";
    if has_days {
        fields[other] = "?".to_owned();
    } else if fields[mine].trim() == "?" && fields[other].trim() == "?" {
        fields[other] = "*".to_owned();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_added_and_taken_away_in_order() {
        assert_eq!(toggled("*", Field::Minute, 30), "30");
        assert_eq!(toggled("30", Field::Minute, 0), "0,30");
        assert_eq!(toggled("0,30", Field::Minute, 30), "0");
        assert_eq!(toggled("0", Field::Minute, 0), "*");
        assert_eq!(toggled("MON,3", Field::DayOfWeek, 7), "2,3,7");
    }

    #[test]
    fn what_is_not_a_list_is_replaced_by_one() {
        assert!(!holds("0/15", Field::Minute, 15));
        assert_eq!(toggled("0/15", Field::Minute, 20), "20");
        assert_eq!(toggled("61", Field::Minute, 20), "20");
    }

    #[test]
    fn naming_days_in_one_field_clears_the_other() {
        let mut fields = ["0", "1", "*", "*", "MON"].map(str::to_owned);
        balance_days(&mut fields, Field::DayOfWeek);
        assert_eq!(fields[2], "?");
        fields[2] = "15".into();
        balance_days(&mut fields, Field::DayOfMonth);
        assert_eq!(fields[4], "?");
        fields[2] = "?".into();
        balance_days(&mut fields, Field::DayOfMonth);
        assert_eq!(fields[4], "*");
    }
}
