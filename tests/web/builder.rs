//! The cron builder: what is chosen is what is written, and back.

use crate::support::{Stage, happens, painted, press, settled, stage, write};
use leptos::prelude::*;
use portal_tasks::components::cron_builder::CronBuilder;
use portal_tasks::schedule::builder::Builder;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlSelectElement;

/// Two hours ahead of UTC, in Copenhagen.
const AHEAD: i32 = 7200;

fn builder() -> (Stage, RwSignal<Builder>) {
    let owner = Owner::new();
    owner.set();
    let builder = RwSignal::new(Builder::new(AHEAD));
    let stage = stage(move || {
        let offset = Memo::new(|_| AHEAD);
        let city = Signal::derive(|| Some("Copenhagen".to_owned()));
        let link = Callback::new(|cron: quartz_cron::Cron| format!("#cron={cron}"));
        view! { <CronBuilder builder offset city link /> }.into_any()
    });
    std::mem::forget(owner);
    (stage, builder)
}

#[wasm_bindgen_test]
async fn days_and_time_of_a_week_become_an_expression() {
    let (stage, _) = builder();
    stage.button("Weekly").click();
    painted().await;
    for day in ["Saturday", "Tuesday"] {
        let day = stage.input(day);
        if !day.checked() {
            day.click();
        }
    }
    write(&stage.input("Time"), "01:30");
    settled().await;
    assert_eq!(stage.input("Cron expression").value(), "0 30 1 ? * 3,7");
}

#[wasm_bindgen_test]
async fn a_typed_expression_chooses_its_tab_and_its_controls() {
    let (stage, _) = builder();
    write(&stage.input("Cron expression"), "0 15 3 ? * 6L");
    painted().await;
    let tab = stage.named("[role=tab]", "Monthly");
    assert_eq!(tab.get_attribute("aria-selected").as_deref(), Some("true"));
    assert_eq!(stage.input("Time").value(), "03:15");
    let which: HtmlSelectElement = stage.named("select", "Which").unchecked_into();
    let weekday: HtmlSelectElement = stage.named("select", "Weekday").unchecked_into();
    assert_eq!(
        (which.value(), weekday.value()),
        ("0".into(), "Friday".into())
    );
}

#[wasm_bindgen_test]
async fn a_wrong_expression_stays_as_typed_and_says_what_is_wrong() {
    let (stage, _) = builder();
    let cron = stage.input("Cron expression");
    write(&cron, "0 0 25 * * ?");
    settled().await;
    assert_eq!(cron.value(), "0 0 25 * * ?");
    assert_eq!(cron.get_attribute("aria-invalid").as_deref(), Some("true"));
    assert!(stage.text().contains("25"), "{}", stage.text());
}

#[wasm_bindgen_test]
async fn arrows_go_from_tab_to_tab_and_only_one_is_in_the_tab_order() {
    let (stage, _) = builder();
    let daily = stage.named("[role=tab]", "Daily");
    daily.click();
    settled().await;
    press(&daily, "ArrowRight");
    settled().await;
    let weekly = stage.named("[role=tab]", "Weekly");
    assert_eq!(
        weekly.get_attribute("aria-selected").as_deref(),
        Some("true")
    );
    assert_eq!(stage.all("[role=tab][tabindex='0']").len(), 1);
    press(&weekly, "End");
    settled().await;
    let custom = stage.named("[role=tab]", "Custom");
    assert_eq!(
        custom.get_attribute("aria-selected").as_deref(),
        Some("true")
    );
}

#[wasm_bindgen_test]
async fn a_time_in_local_time_is_written_in_utc() {
    let (stage, _) = builder();
    stage.button("Daily").click();
    settled().await;
    let zone: HtmlSelectElement = stage
        .named("select", "Time zone of this time")
        .unchecked_into();
    zone.set_value("local");
    happens(&zone, "change");
    settled().await;
    write(&stage.input("Time"), "05:30");
    settled().await;
    assert_eq!(stage.input("Cron expression").value(), "0 30 3 * * ?");
}

#[wasm_bindgen_test]
async fn naming_a_day_of_the_month_clears_the_day_of_the_week() {
    let (stage, _) = builder();
    stage.button("Custom").click();
    painted().await;
    write(&stage.input("Day of week"), "MON");
    settled().await;
    assert_eq!(stage.input("Day of month").value(), "?");
    write(&stage.input("Day of month"), "15");
    settled().await;
    assert_eq!(stage.input("Day of week").value(), "?");
}
