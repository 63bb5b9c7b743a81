//! From value to text. `text.parse::<Cron>()?.to_string()` is canonical: numbers in the place of
//! names, `*` for a step of one.

use crate::cron::Cron;
use crate::field::Field;
use crate::item::Item;
use std::fmt;

impl fmt::Display for Cron {
    /// Six fields, seconds first, or seven where a year was written.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for field in Field::ALL {
            if !self.items(field).is_empty() {
                if field != Field::Second {
                    f.write_str(" ")?;
                }
                f.write_str(&self.field_text(field))?;
            }
        }
        Ok(())
    }
}

impl Cron {
    pub(crate) fn field_text(&self, field: Field) -> String {
        let items: Vec<String> = self.items(field).iter().map(text).collect();
        items.join(",")
    }
}

fn text(item: &Item) -> String {
    match *item {
        Item::Any => "*".to_owned(),
        Item::NoSpecificValue => "?".to_owned(),
        Item::Value(value) => value.to_string(),
        Item::Range { from, to } => format!("{from}-{to}"),
        Item::Step {
            from: None, step, ..
        } => format!("*/{step}"),
        Item::Step {
            from: Some(from),
            to: None,
            step,
        } => format!("{from}/{step}"),
        Item::Step {
            from: Some(from),
            to: Some(to),
            step,
        } => format!("{from}-{to}/{step}"),
        Item::Last => "L".to_owned(),
        Item::LastOffset(n) => format!("L-{n}"),
        Item::LastWeekday => "LW".to_owned(),
        Item::LastOffsetWeekday(n) => format!("L-{n}W"),
        Item::NearestWeekday(day) => format!("{day}W"),
        Item::NthWeekday { weekday, n } => format!("{}#{n}", weekday as u8),
        Item::LastOfMonth { weekday } => format!("{}L", weekday as u8),
    }
}
