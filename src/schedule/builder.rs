//! What stands in the cron builder: the tab, what is typed and picked in each, and the expression.
//!
//! One value holds it all, so that controls and expression cannot contradict each other: every edit
//! goes through [`Builder::edit`] or [`Builder::write_expression`].

use super::choice::{Choice, Days, MonthDay};
use super::times::TimeOfDay;
use quartz_cron::{Cron, ErrorKind, Field, Weekday};

/// The tabs, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tab {
    Interval,
    Daily,
    Weekly,
    Monthly,
    Yearly,
    Custom,
}

impl Tab {
    /// From left to right, as the arrow keys go through them.
    pub const ALL: [Self; 6] = [
        Self::Interval,
        Self::Daily,
        Self::Weekly,
        Self::Monthly,
        Self::Yearly,
        Self::Custom,
    ];
}

/// The unit on the first tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Every {
    Minutes,
    Hours,
}

/// The clock on which a time is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypedIn {
    Utc,
    Local,
}

/// The kinds of days on the monthly and the yearly tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayKind {
    These,
    Last,
    LastWeekday,
    Nearest,
    Nth,
}

impl DayKind {
    /// In the order of the list to choose from.
    pub const ALL: [Self; 5] = [
        Self::These,
        Self::Last,
        Self::LastWeekday,
        Self::Nearest,
        Self::Nth,
    ];
}

/// A part of the builder that can have a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Control {
    Every,
    From,
    Time,
    Weekdays,
    Days,
    Nearest,
    Field(Field),
    Expression,
}

/// What is wrong with a control: a sentence that stands beneath it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub control: Control,
    pub sentence: String,
}

/// The controls, as they were left.
#[derive(Clone, Debug, PartialEq)]
pub struct Controls {
    pub tab: Tab,
    pub every: String,
    pub unit: Every,
    /// The time of day (hours) from which steps are counted, UTC.
    pub from_time: String,
    /// The minute of the hour (minutes) from which steps are counted.
    pub from_minute: String,
    pub time: String,
    pub typed_in: TypedIn,
    pub weekdays: Days,
    pub day_kind: DayKind,
    /// Bit 1 to bit 31.
    pub days: u32,
    pub nearest: String,
    /// 1 to 5; 0 is the last.
    pub nth: u8,
    pub nth_weekday: Weekday,
    /// 1 to 12.
    pub month: u8,
    /// Minute, hour, day of month, month, day of week.
    pub fields: [String; 5],
}

/// The five fields of the "Custom" tab.
pub const FIELDS: [Field; 5] = [
    Field::Minute,
    Field::Hour,
    Field::DayOfMonth,
    Field::Month,
    Field::DayOfWeek,
];

/// The whole builder.
#[derive(Clone, Debug, PartialEq)]
pub struct Builder {
    pub controls: Controls,
    /// What stands in "Cron expression": typed, or written by the controls.
    pub expression: String,
    /// The schedule, or what is wrong.
    pub outcome: Result<Cron, Vec<Problem>>,
}

impl Default for Controls {
    /// A backup every night: what most people come for.
    fn default() -> Self {
        Self {
            tab: Tab::Daily,
            every: "6".to_owned(),
            unit: Every::Hours,
            from_time: "00:00".to_owned(),
            from_minute: "0".to_owned(),
            time: "01:00".to_owned(),
            typed_in: TypedIn::Utc,
            weekdays: Days::of(&[Weekday::Sat]),
            day_kind: DayKind::These,
            days: 1 << 1,
            nearest: "15".to_owned(),
            nth: 1,
            nth_weekday: Weekday::Sat,
            month: 1,
            fields: ["0", "1", "*", "*", "?"].map(str::to_owned),
        }
    }
}

impl Builder {
    /// `offset` is that of local time now, in seconds.
    pub fn new(offset: i32) -> Self {
        let mut builder = Self {
            controls: Controls::default(),
            expression: String::new(),
            outcome: Err(Vec::new()),
        };
        builder.edit(offset, |_| {});
        builder
    }

    /// Shows an existing schedule.
    pub fn of(cron: &Cron, offset: i32) -> Self {
        let mut builder = Self::new(offset);
        builder.expression = cron.to_string();
        builder.controls.show(cron, offset);
        builder.outcome = Ok(cron.clone());
        builder
    }

    /// Changes the controls; expression and outcome follow. The expression keeps its last good text
    /// while there is a problem.
    pub fn edit(&mut self, offset: i32, change: impl FnOnce(&mut Controls)) {
        change(&mut self.controls);
        self.outcome = self.controls.read(offset);
        if let Ok(cron) = &self.outcome {
            self.expression = cron.to_string();
        }
    }

    /// Goes to another tab. What the schedule says is taken along where the tab can say it.
    pub fn select(&mut self, tab: Tab, offset: i32) {
        if let Ok(cron) = &self.outcome {
            if tab == Tab::Custom {
                self.controls.write_fields(cron);
            } else if self.controls.tab == Tab::Custom {
                self.controls.show(cron, offset);
            }
        }
        self.edit(offset, |controls| controls.tab = tab);
    }

    /// Takes a typed expression. When it can be read the controls show it.
    pub fn write_expression(&mut self, text: &str, offset: i32) {
        self.expression = text.to_owned();
        self.outcome = match text.parse::<Cron>() {
            Ok(cron) => {
                self.controls.show(&cron, offset);
                Ok(cron)
            }
            Err(error) => Err(vec![Problem {
                control: Control::Expression,
                sentence: match quartz_cron::paste(text) {
                    // It is a crontab line, and that is what is wrong with it.
                    Err(why) if why.kind() == ErrorKind::BothDays => why.to_string(),
                    _ => error.to_string(),
                },
            }]),
        };
    }

    /// The schedule; None while something is wrong with what was typed or picked.
    pub fn cron(&self) -> Option<&Cron> {
        self.outcome.as_ref().ok()
    }

    /// The sentence for a control, if something is wrong with it.
    pub fn problem(&self, control: Control) -> Option<String> {
        let problems = self.outcome.as_ref().err()?;
        let problem = problems.iter().find(|problem| problem.control == control)?;
        Some(problem.sentence.clone())
    }
}

impl Controls {
    /// The schedule that the present tab says.
    fn read(&self, offset: i32) -> Result<Cron, Vec<Problem>> {
        let choice = match self.tab {
            Tab::Custom => return self.read_fields(),
            Tab::Interval => self.interval()?,
            Tab::Daily => Choice::Daily(self.time()?),
            Tab::Weekly => {
                let time = self.time()?;
                if self.weekdays.is_empty() {
                    return Err(problem(Control::Weekdays, "Pick at least one day."));
                }
                Choice::Weekly(self.weekdays, time)
            }
            Tab::Monthly => Choice::Monthly(self.month_day()?, self.time()?),
            Tab::Yearly => Choice::Yearly(self.month, self.month_day()?, self.time()?),
        };
        let in_utc = match self.typed_in {
            TypedIn::Utc => choice,
            TypedIn::Local => choice
                .moved(-offset)
                .map_err(|crosses| problem(Control::Time, &crosses.to_string()))?,
        };
        in_utc
            .cron()
            .ok_or_else(|| problem(Control::Time, "This is not a schedule."))
    }

    fn interval(&self) -> Result<Choice, Vec<Problem>> {
        let (most, name) = match self.unit {
            Every::Minutes => (59, "minutes"),
            Every::Hours => (23, "hours"),
        };
        let every = match self.every.trim().parse::<u8>() {
            Ok(n) if (1..=most).contains(&n) => n,
            _ => {
                let sentence = format!("Use a whole number of {name} from 1 to {most}.");
                return Err(problem(Control::Every, &sentence));
            }
        };
        match self.unit {
            Every::Minutes => match self.from_minute.trim().parse::<u8>() {
                Ok(from @ 0..=59) => Ok(Choice::Minutes { every, from }),
                _ => Err(problem(Control::From, "Use a minute from 0 to 59.")),
            },
            Every::Hours => TimeOfDay::parse(&self.from_time)
                .map(|from| Choice::Hours { every, from })
                .ok_or_else(|| problem(Control::From, "Use a time such as 02:00.")),
        }
    }

    fn time(&self) -> Result<TimeOfDay, Vec<Problem>> {
        TimeOfDay::parse(&self.time)
            .ok_or_else(|| problem(Control::Time, "Use a time from 00:00 to 23:59."))
    }

    fn month_day(&self) -> Result<MonthDay, Vec<Problem>> {
        match self.day_kind {
            DayKind::These if self.days == 0 => {
                Err(problem(Control::Days, "Pick at least one day."))
            }
            DayKind::These => Ok(MonthDay::Days(self.days)),
            DayKind::Last => Ok(MonthDay::Last),
            DayKind::LastWeekday => Ok(MonthDay::LastWeekday),
            DayKind::Nearest => match self.nearest.trim().parse::<u8>() {
                Ok(day @ 1..=31) => Ok(MonthDay::Nearest(day)),
                _ => Err(problem(Control::Nearest, "Use a day from 1 to 31.")),
            },
            DayKind::Nth if self.nth == 0 => Ok(MonthDay::LastOf(self.nth_weekday)),
            DayKind::Nth => Ok(MonthDay::Nth(self.nth, self.nth_weekday)),
        }
    }

    fn read_fields(&self) -> Result<Cron, Vec<Problem>> {
        let [minute, hour, day_of_month, month, day_of_week] = &self.fields;
        Cron::from_fields(minute, hour, day_of_month, month, day_of_week).map_err(|errors| {
            let problem = |error: quartz_cron::ParseError| Problem {
                control: error.field().map_or(Control::Expression, Control::Field),
                sentence: error.to_string(),
            };
            errors.into_iter().map(problem).collect()
        })
    }

    /// Puts a schedule into the tab that can say it, "Custom" where none can.
    fn show(&mut self, cron: &Cron, offset: i32) {
        self.write_fields(cron);
        let Some(choice) = Choice::of(cron) else {
            self.tab = Tab::Custom;
            return;
        };
        let shown = match self.typed_in {
            TypedIn::Utc => choice,
            // A date that is another one in local time can only be told in UTC.
            TypedIn::Local => choice.moved(offset).unwrap_or_else(|_| {
                self.typed_in = TypedIn::Utc;
                choice
            }),
        };
        match shown {
            Choice::Minutes { every, from } => {
                self.tab = Tab::Interval;
                self.unit = Every::Minutes;
                self.every = every.to_string();
                self.from_minute = from.to_string();
            }
            Choice::Hours { every, from } => {
                self.tab = Tab::Interval;
                self.unit = Every::Hours;
                self.every = every.to_string();
                self.from_time = from.to_string();
            }
            Choice::Daily(time) => self.show_at(Tab::Daily, time),
            Choice::Weekly(days, time) => {
                self.weekdays = days;
                self.show_at(Tab::Weekly, time);
            }
            Choice::Monthly(day, time) => {
                self.show_day(day);
                self.show_at(Tab::Monthly, time);
            }
            Choice::Yearly(month, day, time) => {
                self.month = month;
                self.show_day(day);
                self.show_at(Tab::Yearly, time);
            }
        }
    }

    fn show_at(&mut self, tab: Tab, time: TimeOfDay) {
        self.tab = tab;
        self.time = time.to_string();
    }

    fn show_day(&mut self, day: MonthDay) {
        self.day_kind = match day {
            MonthDay::Days(days) => {
                self.days = days;
                DayKind::These
            }
            MonthDay::Last => DayKind::Last,
            MonthDay::LastWeekday => DayKind::LastWeekday,
            MonthDay::Nearest(day) => {
                self.nearest = day.to_string();
                DayKind::Nearest
            }
            MonthDay::Nth(n, weekday) => {
                (self.nth, self.nth_weekday) = (n, weekday);
                DayKind::Nth
            }
            MonthDay::LastOf(weekday) => {
                (self.nth, self.nth_weekday) = (0, weekday);
                DayKind::Nth
            }
        };
    }

    fn write_fields(&mut self, cron: &Cron) {
        if let Some(fields) = cron.request_fields() {
            self.fields = [
                fields.minute,
                fields.hour,
                fields.day_of_month,
                fields.month,
                fields.day_of_week,
            ];
        }
    }
}

fn problem(control: Control, sentence: &str) -> Vec<Problem> {
    vec![Problem {
        control,
        sentence: sentence.to_owned(),
    }]
}

#[cfg(test)]
mod tests {
    use super::*;

    const SUMMER: i32 = 7200;

    fn expression(edit: impl FnOnce(&mut Controls)) -> String {
        let mut builder = Builder::new(SUMMER);
        builder.edit(SUMMER, edit);
        builder.outcome.map(|cron| cron.to_string()).unwrap()
    }

    fn sentence(control: Control, edit: impl FnOnce(&mut Controls)) -> String {
        let mut builder = Builder::new(SUMMER);
        builder.edit(SUMMER, edit);
        builder.problem(control).unwrap()
    }

    #[test]
    fn each_tab_makes_its_expression() {
        type Edit = fn(&mut Controls);
        let cases: [(&str, Edit); 12] = [
            ("0 0 1 * * ?", |_| {}),
            ("0 */15 * * * ?", |c| {
                (c.tab, c.unit, c.every) = (Tab::Interval, Every::Minutes, "15".into());
            }),
            ("0 5/20 * * * ?", |c| {
                (c.tab, c.unit, c.every, c.from_minute) =
                    (Tab::Interval, Every::Minutes, "20".into(), "5".into());
            }),
            ("0 30 2/6 * * ?", |c| {
                (c.tab, c.from_time) = (Tab::Interval, "02:30".into());
            }),
            ("0 0 * * * ?", |c| {
                (c.tab, c.every) = (Tab::Interval, "1".into());
            }),
            ("0 0 1 ? * 3,5,7", |c| {
                c.tab = Tab::Weekly;
                c.weekdays = Days::of(&[Weekday::Tue, Weekday::Thu, Weekday::Sat]);
            }),
            ("0 0 1 1,15,31 * ?", |c| {
                (c.tab, c.days) = (Tab::Monthly, 1 << 1 | 1 << 15 | 1 << 31);
            }),
            ("0 0 1 L * ?", |c| {
                (c.tab, c.day_kind) = (Tab::Monthly, DayKind::Last);
            }),
            ("0 0 1 LW * ?", |c| {
                (c.tab, c.day_kind) = (Tab::Monthly, DayKind::LastWeekday);
            }),
            ("0 0 1 15W * ?", |c| {
                (c.tab, c.day_kind) = (Tab::Monthly, DayKind::Nearest);
            }),
            ("0 0 1 ? 1 7#1", |c| {
                (c.tab, c.day_kind) = (Tab::Yearly, DayKind::Nth);
            }),
            ("0 0 1 ? 6 7L", |c| {
                (c.tab, c.day_kind, c.nth, c.month) = (Tab::Yearly, DayKind::Nth, 0, 6);
            }),
        ];
        for (told, edit) in cases {
            assert_eq!(expression(edit), told);
        }
    }

    #[test]
    fn what_the_builder_made_it_finds_again() {
        for text in [
            "0 0 1 * * ?",
            "0 */15 * * * ?",
            "0 5/20 * * * ?",
            "0 30 2/6 * * ?",
            "0 0 * * * ?",
            "0 30 1 ? * 3,5,7",
            "0 0 3 1,15,31 * ?",
            "0 0 3 L * ?",
            "0 0 3 LW 2 ?",
            "0 0 3 15W * ?",
            "0 0 4 ? 1 7#1",
            "0 0 4 ? * 6L",
        ] {
            let cron: Cron = text.parse().unwrap();
            let mut builder = Builder::of(&cron, SUMMER);
            assert_ne!(builder.controls.tab, Tab::Custom, "{text}");
            builder.edit(SUMMER, |_| {});
            assert_eq!(builder.outcome, Ok(cron), "{text}");
            assert_eq!(builder.expression, text);
        }
    }

    #[test]
    fn what_no_tab_can_say_stands_in_the_five_fields() {
        let cron: Cron = "0 10-20/5 4 ? 3-5 2#3".parse().unwrap();
        let mut builder = Builder::of(&cron, SUMMER);
        assert_eq!(builder.controls.tab, Tab::Custom);
        assert_eq!(builder.controls.fields, ["10-20/5", "4", "?", "3-5", "2#3"]);
        builder.edit(SUMMER, |_| {});
        assert_eq!(builder.outcome, Ok(cron));
    }

    #[test]
    fn a_time_typed_in_local_time_becomes_that_of_utc_and_takes_the_weekday_along() {
        assert_eq!(
            expression(|c| (c.time, c.typed_in) = ("04:00".into(), TypedIn::Local)),
            "0 0 2 * * ?"
        );
        // Saturday 01:00 in Copenhagen is Friday 23:00 UTC.
        assert_eq!(
            expression(|c| (c.tab, c.typed_in) = (Tab::Weekly, TypedIn::Local)),
            "0 0 23 ? * 6"
        );
    }

    #[test]
    fn a_date_that_is_another_one_in_utc_is_refused_with_the_reason() {
        assert_eq!(
            sentence(Control::Time, |c| (c.tab, c.typed_in) =
                (Tab::Monthly, TypedIn::Local)),
            "In UTC this is 23:00 on the previous day, which a schedule by days of the month cannot say. Type the time in UTC."
        );
    }

    #[test]
    fn each_problem_stands_at_its_control() {
        assert_eq!(
            sentence(Control::Weekdays, |c| (c.tab, c.weekdays) =
                (Tab::Weekly, Days::default())),
            "Pick at least one day."
        );
        assert_eq!(
            sentence(Control::Time, |c| c.time = "25:00".into()),
            "Use a time from 00:00 to 23:59."
        );
        assert_eq!(
            sentence(Control::Every, |c| (c.tab, c.every) =
                (Tab::Interval, "0".into())),
            "Use a whole number of hours from 1 to 23."
        );
        assert_eq!(
            sentence(Control::Days, |c| (c.tab, c.days) = (Tab::Monthly, 0)),
            "Pick at least one day."
        );
        assert_eq!(
            sentence(Control::Nearest, |c| {
                (c.tab, c.day_kind, c.nearest) = (Tab::Monthly, DayKind::Nearest, "32".into());
            }),
            "Use a day from 1 to 31."
        );
        let mut custom = Builder::new(SUMMER);
        custom.edit(SUMMER, |c| {
            c.tab = Tab::Custom;
            c.fields[1] = "25".into();
        });
        assert!(custom.problem(Control::Field(Field::Hour)).is_some());
        assert_eq!(custom.expression, "0 0 1 * * ?", "the last good one stays");
    }

    #[test]
    fn a_typed_expression_chooses_its_tab_and_a_bad_one_leaves_the_controls() {
        let mut builder = Builder::new(SUMMER);
        builder.write_expression("0 30 1 ? * TUE,THU", SUMMER);
        assert_eq!(builder.controls.tab, Tab::Weekly);
        assert_eq!(builder.controls.time, "01:30");

        builder.write_expression("nonsense", SUMMER);
        assert!(builder.problem(Control::Expression).is_some());
        assert_eq!(builder.controls.tab, Tab::Weekly);
        assert_eq!(builder.expression, "nonsense", "what was typed stays");
    }

    #[test]
    fn a_crontab_line_that_quartz_cannot_say_tells_why() {
        let mut builder = Builder::new(0);
        builder.write_expression("0 4 */2 * MON", 0);
        let told = builder.problem(Control::Expression).unwrap();
        assert!(told.contains("both must fit"), "{told}");
    }

    #[test]
    fn going_to_custom_and_back_changes_nothing() {
        let mut builder = Builder::new(SUMMER);
        builder.write_expression("0 30 1 ? * 3,5", SUMMER);
        builder.select(Tab::Custom, SUMMER);
        assert_eq!(builder.controls.fields, ["30", "1", "?", "*", "3,5"]);
        builder.select(Tab::Weekly, SUMMER);
        assert_eq!(builder.expression, "0 30 1 ? * 3,5");
    }
}
