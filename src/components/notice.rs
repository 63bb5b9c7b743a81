//! What happened, and what to do.

use super::icon::{Glyph, Icon};
use leptos::prelude::*;

/// How much a notice matters: icon and colour, never colour alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Good,
    Info,
    Warning,
    Bad,
}

impl Tone {
    fn slug(self) -> &'static str {
        match self {
            Self::Good => "ok",
            Self::Info => "info",
            Self::Warning => "warn",
            Self::Bad => "bad",
        }
    }

    fn icon(self) -> Icon {
        match self {
            Self::Good => Icon::Ok,
            Self::Info => Icon::Lock,
            Self::Warning => Icon::Warn,
            Self::Bad => Icon::Fail,
        }
    }
}

/// A framed message. Bad ones are announced at once, others when there is a pause.
#[component]
pub fn Notice(
    tone: Tone,
    /// In bold, before the children.
    #[prop(into)]
    title: String,
    /// Over the whole width of the page.
    #[prop(optional)]
    is_banner: bool,
    /// Another icon than the tone's.
    #[prop(optional)]
    icon: Option<Icon>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let role = if tone == Tone::Bad { "alert" } else { "status" };
    view! {
        <div class="notice" data-tone=tone.slug() data-wide=is_banner.then_some("") role=role>
            <Glyph icon=icon.unwrap_or(tone.icon()) />
            <p>
                <strong>{title}</strong>
            </p>
            {children.map(|children| children())}
        </div>
    }
}
