//! The cron builder: tabs, each a sentence with controls in it, and the expression beneath.

pub mod custom;
pub mod day_of_month;
pub mod interval;
pub mod share;
pub mod time_input;
pub mod understood;
pub mod weekdays;

use super::field::{ProblemText, described_by};
use crate::browser::page;
use crate::schedule::builder::{Builder, Control, Controls, Tab};
use crate::schedule::times::month_name;
use custom::CustomFields;
use day_of_month::DayOfMonth;
use interval::Interval;
use leptos::prelude::*;
use quartz_cron::Cron;
use share::CopyLink;
use time_input::TimeInput;
use understood::Understood;
use weekdays::Weekdays;

/// A handle on the builder's state for its parts.
#[derive(Clone, Copy)]
pub struct Desk {
    builder: RwSignal<Builder>,
    /// Seconds that local time is ahead of UTC.
    offset: Memo<i32>,
    /// The city of the local zone; None where it is UTC.
    city: Signal<Option<String>>,
}

impl Desk {
    fn edit(self, change: impl FnOnce(&mut Controls)) {
        let offset = self.offset.get_untracked();
        self.builder.update(|builder| builder.edit(offset, change));
    }

    /// Follows one part of the controls, and nothing else.
    fn see<T: PartialEq + Send + Sync + 'static>(
        self,
        part: impl Fn(&Controls) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| self.builder.with(|builder| part(&builder.controls)))
    }

    fn problem(self, control: Control) -> Signal<Option<String>> {
        Memo::new(move |_| self.builder.with(|builder| builder.problem(control))).into()
    }
}

fn tab_word(tab: Tab) -> &'static str {
    match tab {
        Tab::Interval => "Every few minutes/hours",
        Tab::Daily => "Daily",
        Tab::Weekly => "Weekly",
        Tab::Monthly => "Monthly",
        Tab::Yearly => "Yearly",
        Tab::Custom => "Custom",
    }
}

fn tab_id(tab: Tab) -> String {
    format!("when-{}", tab as u8)
}

/// Tabs, the present tab's sentence, and "Cron expression".
#[component]
pub fn CronBuilder(
    builder: RwSignal<Builder>,
    offset: Memo<i32>,
    #[prop(into)] city: Signal<Option<String>>,
    /// Makes the address that shares an expression.
    link: Callback<Cron, String>,
) -> impl IntoView {
    let desk = Desk {
        builder,
        offset,
        city,
    };
    let tab = desk.see(|controls| controls.tab);
    let open = a_frame_later(tab);
    let at = offset.get_untracked();
    page::after_paint(move || rehearse(at));
    let panel = move || match open.get() {
        Tab::Interval => view! { <Interval desk /> }.into_any(),
        Tab::Daily => view! {
            <div class="said">"Every day at " <TimeInput desk /></div>
            <ProblemText id="time-problem" problem=desk.problem(Control::Time) />
        }
        .into_any(),
        Tab::Weekly => view! { <Weekdays desk /> }.into_any(),
        Tab::Monthly => view! { <DayOfMonth desk period="of every month" /> }.into_any(),
        Tab::Yearly => view! {
            <div class="said">"Every year in " <MonthSelect desk /></div>
            <DayOfMonth desk period="of that month" />
        }
        .into_any(),
        Tab::Custom => view! { <CustomFields desk /> }.into_any(),
    };
    view! {
        <div class="stack builder">
            <Tabs desk tab />
            <div role="tabpanel" id="when" class="stack" aria-labelledby=move || tab_id(tab.get())>
                {panel}
            </div>
            <Expression desk />
            <CopyLink builder link />
        </div>
    }
}

/// A browser translates a function when it is first called: what the first keys would wait for is called while
/// nobody waits.
fn rehearse(offset: i32) {
    let mut builder = Builder::new(offset);
    for text in [
        "0 30 4 ? * 2-6",
        "0 15 1,13 L * ?",
        "*/5 9-17 * * MO",
        "0 0 4 31 * MONDAY",
    ] {
        builder.write_expression(text, offset);
        std::hint::black_box(builder.problem(Control::Expression));
        let _ = std::hint::black_box((quartz_cron::paste(text), Cron::lint(text)));
    }
}

/// Whoever types an expression looks at what it means: the controls of another tab are put there once that
/// has been painted.
fn a_frame_later(tab: Memo<Tab>) -> ReadSignal<Tab> {
    let open = RwSignal::new(tab.get_untracked());
    Effect::new(move |_| {
        let tab = tab.get();
        if open.get_untracked() != tab {
            page::after_paint(move || {
                open.try_set(tab);
            });
        }
    });
    open.read_only()
}

/// The tabs: one stop for Tab, arrows go between them.
#[component]
fn Tabs(desk: Desk, tab: Memo<Tab>) -> impl IntoView {
    let select = move |to: Tab| {
        let offset = desk.offset.get_untracked();
        desk.builder.update(|builder| builder.select(to, offset));
    };
    let on_key = move |ev: leptos::ev::KeyboardEvent| {
        let at = Tab::ALL
            .iter()
            .position(|t| *t == tab.get_untracked())
            .unwrap_or(0);
        let last = Tab::ALL.len() - 1;
        let to = match ev.key().as_str() {
            "ArrowRight" | "ArrowDown" if at == last => 0,
            "ArrowRight" | "ArrowDown" => at + 1,
            "ArrowLeft" | "ArrowUp" if at == 0 => last,
            "ArrowLeft" | "ArrowUp" => at - 1,
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        ev.prevent_default();
        if let Some(to) = Tab::ALL.get(to) {
            select(*to);
            page::focus(&tab_id(*to));
        }
    };
    view! {
        <div class="tabs" role="tablist" aria-label="How often" on:keydown=on_key>
            {Tab::ALL
                .map(|each| {
                    view! {
                        <button
                            type="button"
                            role="tab"
                            id=tab_id(each)
                            aria-controls="when"
                            aria-selected=move || (tab.get() == each).to_string()
                            tabindex=move || if tab.get() == each { "0" } else { "-1" }
                            on:click=move |_| select(each)
                        >
                            {tab_word(each)}
                        </button>
                    }
                        .into_any()
                })
                .collect_view()}
        </div>
    }
}

#[component]
fn MonthSelect(desk: Desk) -> impl IntoView {
    let month = desk.see(|controls| controls.month);
    view! {
        <select
            class="input"
            data-fit=""
            aria-label="Month"
            on:change:target=move |ev| {
                if let Ok(month) = ev.target().value().parse() {
                    desk.edit(|controls| controls.month = month);
                }
            }
        >
            {(1..=12u8)
                .map(|each| {
                    view! {
                        <option value=each.to_string() selected=move || month.get() == each>
                            {month_name(each)}
                        </option>
                    }
                        .into_any()
                })
                .collect_view()}
        </select>
    }
}

#[component]
fn Expression(desk: Desk) -> impl IntoView {
    let text = Memo::new(move |_| desk.builder.with(|builder| builder.expression.clone()));
    let problem = desk.problem(Control::Expression);
    let write = move |typed: String| {
        let offset = desk.offset.get_untracked();
        desk.builder
            .update(|builder| builder.write_expression(&typed, offset));
    };
    let understood = Memo::new(move |_| {
        let is_refused = problem.with(Option::is_some);
        is_refused.then(|| text.with(|text| quartz_cron::paste(text).ok()))?
    });
    let on_take = Callback::new(move |cron: Cron| write(cron.to_string()));
    view! {
        <div class="field">
            <label for="cron">"Cron expression"</label>
            <input
                class="input mono"
                id="cron"
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                prop:value=text
                on:input:target=move |ev| write(ev.target().value())
                aria-invalid=move || problem.with(Option::is_some).then_some("true")
                aria-describedby=described_by("cron", true, problem)
            />
            <small id="cron-hint">"Quartz: second minute hour day-of-month month day-of-week, in UTC."</small>
            <ProblemText id="cron-problem" problem />
            {move || { understood.get().map(|paste| view! { <Understood paste on_take /> }.into_any()) }}
        </div>
    }
}
