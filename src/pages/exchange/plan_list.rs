//! The plan of an import, line by line.

use super::chosen::Chosen;
use crate::components::icon::{Glyph, Icon};
use crate::exchange::plan::{Fate, Planned};
use crate::foreign;
use crate::task::State;
use leptos::prelude::*;

/// What becomes of each element of the file.
#[component]
pub fn Plan(plan: Memo<Option<Vec<Planned>>>, chosen: Chosen) -> impl IntoView {
    let line = move |(i, planned): (usize, Planned)| {
        let (icon, told) = match &planned.fate {
            Fate::Create(task) if task.state == State::Paused => (
                Icon::Plus,
                Some("Will be paused, as it is in the file.".to_owned()),
            ),
            Fate::Create(_) => (Icon::Plus, None),
            Fate::Here => (
                Icon::Ok,
                Some("Is here already. It stays as it is.".to_owned()),
            ),
            Fate::Cannot(why) => (Icon::Warn, Some(foreign::line(why))),
        };
        let title = match planned.title.as_str() {
            "" => "A task without a title".to_owned(),
            title => foreign::line(title),
        };
        let can_be_created = matches!(planned.fate, Fate::Create(_));
        let trouble = move || {
            let fared = chosen.fared.read();
            fared.get(&i)?.trouble().map(str::to_owned)
        };
        view! {
            <li>
                <label class="row">
                    {if can_be_created {
                        view! { <Wanted i chosen /> }.into_any()
                    } else {
                        view! { <Glyph icon /> }.into_any()
                    }} <bdi>{title}</bdi>
                </label>
                <small>{told}</small>
                {move || {
                    trouble()
                        .map(|words| {
                            view! {
                                <p class="problem">
                                    <Glyph icon=Icon::Fail />
                                    <span>{words}</span>
                                </p>
                            }
                                .into_any()
                        })
                }}
            </li>
        }
        .into_any()
    };
    view! {
        <ul class="plan" aria-label="What will happen" tabindex="0">
            {move || plan.get().unwrap_or_default().into_iter().enumerate().map(line).collect_view()}
        </ul>
    }
}

#[component]
fn Wanted(i: usize, chosen: Chosen) -> impl IntoView {
    view! {
        <input
            type="checkbox"
            prop:checked=move || chosen.left_out.with(|left_out| !left_out.contains(&i))
            on:change:target=move |ev| {
                let is_wanted = ev.target().checked();
                chosen
                    .left_out
                    .update(|left_out| {
                        if is_wanted {
                            left_out.remove(&i);
                        } else {
                            left_out.insert(i);
                        }
                    });
            }
        />
    }
}
