//! Above the table: what to show, and how old it is.

use super::icon::{Glyph, Icon};
use crate::browser::clock;
use crate::listing::{Filter, Frequency, KindFilter, StateFilter};
use crate::schedule::times;
use leptos::prelude::*;
use quartz_cron::Timestamp;

#[component]
pub fn Toolbar(
    filter: Memo<Filter>,
    /// Somebody is about to search.
    #[prop(into)]
    on_search: Callback<()>,
    #[prop(into)] on_filter: Callback<Filter>,
    /// When the list was read, on this browser's clock.
    read_at: ReadSignal<Option<Timestamp>>,
    is_asking: ReadSignal<bool>,
    /// Changes each second.
    tick: ReadSignal<Timestamp>,
    #[prop(into)] on_refresh: Callback<()>,
) -> impl IntoView {
    let change = move |edit: &dyn Fn(&mut Filter)| {
        let mut changed = filter.get_untracked();
        edit(&mut changed);
        on_filter.run(changed);
    };
    let age = move || {
        tick.track();
        let secs = clock::now(0).as_secs() - read_at.get()?.as_secs();
        Some(match secs {
            ..5 => "Updated just now".to_owned(),
            secs => format!("Updated {} ago", times::span(secs - secs % 5)),
        })
    };
    view! {
        <div class="row" role="search">
            <div class="search">
                <Glyph icon=Icon::Search />
                <input
                    class="input"
                    type="search"
                    aria-label="Filter tasks"
                    placeholder="Filter tasks"
                    prop:value=move || filter.get().text
                    on:focus=move |_| on_search.run(())
                    on:input:target=move |ev| change(&|filter| filter.text = ev.target().value())
                />
            </div>
            <select
                class="input"
                data-fit=""
                aria-label="Type"
                on:change:target=move |ev| change(&|filter| filter.kind = KindFilter::from_slug(&ev.target().value()))
            >
                <option value="" selected=move || filter.get().kind.is_none()>
                    "All types"
                </option>
                {KindFilter::ALL
                    .map(|kind| {
                        view! {
                            <option value=kind.slug() selected=move || filter.get().kind == Some(kind)>
                                {kind.word()}
                            </option>
                        }
                            .into_any()
                    })
                    .collect_view()}
            </select>
            <select
                class="input"
                data-fit=""
                aria-label="State"
                on:change:target=move |ev| change(&|filter| filter.state = StateFilter::from_slug(&ev.target().value()))
            >
                <option value="" selected=move || filter.get().state.is_none()>
                    "Any state"
                </option>
                {StateFilter::ALL
                    .map(|state| {
                        view! {
                            <option value=state.slug() selected=move || filter.get().state == Some(state)>
                                {state.word()}
                            </option>
                        }
                            .into_any()
                    })
                    .collect_view()}
            </select>
            <select
                class="input"
                data-fit=""
                aria-label="How often"
                on:change:target=move |ev| {
                    change(&|filter| filter.frequency = Frequency::from_slug(&ev.target().value()));
                }
            >
                <option value="" selected=move || filter.get().frequency.is_none()>
                    "Any schedule"
                </option>
                {Frequency::ALL
                    .map(|each| {
                        view! {
                            <option value=each.slug() selected=move || filter.get().frequency == Some(each)>
                                {each.word()}
                            </option>
                        }
                            .into_any()
                    })
                    .collect_view()}
            </select>
            <p class="push row">
                <small>{age}</small>
                <button
                    type="button"
                    class="button"
                    data-kind="quiet"
                    data-size="small"
                    aria-busy=move || is_asking.get().then_some("true")
                    on:click=move |_| on_refresh.run(())
                >
                    "Refresh"
                </button>
            </p>
        </div>
    }
}
