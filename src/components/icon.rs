//! The icons: 16 px, drawn with the colour of the text, silent to screen readers.

use leptos::prelude::*;

/// What an icon shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    Ok,
    Fail,
    Warn,
    Running,
    Pause,
    Play,
    Plus,
    More,
    Search,
    Down,
    Up,
    Tasks,
    Calendar,
    User,
    Clock,
    Lock,
    Trash,
    Eye,
    Dice,
    Copy,
    Moon,
    Code,
    Cut,
    Box,
    Back,
    Edit,
    Skip,
    Minus,
    Exchange,
}

impl Icon {
    /// The strokes on a grid of 16.
    fn strokes(self) -> &'static str {
        match self {
            Self::Ok => "M8 1.75a6.25 6.25 0 1 0 0 12.5 6.25 6.25 0 1 0 0-12.5M5.25 8.25l2 2 3.5-4",
            Self::Fail => {
                "M5.4 1.75h5.2l3.65 3.65v5.2l-3.65 3.65H5.4L1.75 10.6V5.4zM6 6l4 4m0-4-4 4"
            }
            Self::Warn => "M8 2l6.5 11.5h-13zM8 6.5v3.25M8 11.6v.1",
            Self::Running => "M14.25 8A6.25 6.25 0 1 1 8 1.75",
            Self::Pause => {
                "M8 1.75a6.25 6.25 0 1 0 0 12.5 6.25 6.25 0 1 0 0-12.5M6.5 5.75v4.5m3-4.5v4.5"
            }
            Self::Play => "M8 1.75a6.25 6.25 0 1 0 0 12.5 6.25 6.25 0 1 0 0-12.5M6.75 5.5v5l4-2.5z",
            Self::Plus => "M8 3v10M3 8h10",
            Self::Minus => "M3 8h10",
            Self::More => "M3 8h.1M8 8h.1M13 8h.1",
            Self::Search => "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 1 0 0-9M10.5 10.5l3.25 3.25",
            Self::Down => "m4 6 4 4 4-4",
            Self::Up => "m4 10 4-4 4 4",
            Self::Tasks => "M6 4h8M6 8h8M6 12h8M2.5 4h.1M2.5 8h.1M2.5 12h.1",
            Self::Calendar => {
                "M3.5 3h9A1.5 1.5 0 0 1 14 4.5v8a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 2 12.5v-8A1.5 1.5 0 0 1 3.5 3M2 6.5h12M5.5 1.5v3m5-3v3"
            }
            Self::User => {
                "M8 2.5a2.75 2.75 0 1 0 0 5.5 2.75 2.75 0 1 0 0-5.5M2.75 14c.5-3 2.5-4.5 5.25-4.5s4.75 1.5 5.25 4.5"
            }
            Self::Clock => {
                "M8 1.75a6.25 6.25 0 1 0 0 12.5 6.25 6.25 0 1 0 0-12.5M8 4.25V8l2.5 1.75"
            }
            Self::Lock => "M3.5 7.25h9v6.5h-9zM5.25 7.25v-2a2.75 2.75 0 0 1 5.5 0v2",
            Self::Trash => {
                "M2.5 4.25h11M6 4V2.25h4V4M3.75 4.25l.75 9.5h7l.75-9.5M6.75 6.75v4.5m2.5-4.5v4.5"
            }
            Self::Eye => {
                "M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 6a2 2 0 1 0 0 4 2 2 0 1 0 0-4"
            }
            Self::Dice => "M8 1.75 13.5 5v6L8 14.25 2.5 11V5zM2.5 5 8 8.25 13.5 5M8 8.25v6",
            Self::Copy => {
                "M6.75 5.5h5.5c.7 0 1.25.55 1.25 1.25v6c0 .7-.55 1.25-1.25 1.25h-5.5c-.7 0-1.25-.55-1.25-1.25v-6c0-.7.55-1.25 1.25-1.25M10.5 5.5V3.25C10.5 2.55 9.95 2 9.25 2h-5.5c-.7 0-1.25.55-1.25 1.25v6c0 .7.55 1.25 1.25 1.25H5.5"
            }
            Self::Moon => "M13.5 9.5A5.75 5.75 0 1 1 6.5 2.5a4.6 4.6 0 0 0 7 7z",
            Self::Box => "M2.5 6v7.5h11V6M1.75 2.5h12.5V6H1.75zM6.5 9h3",
            Self::Edit => "M10.5 3l2.5 2.5L5.5 13H3v-2.5z",
            Self::Skip => "M4 4l5.5 4L4 12zM12 4v8",
            Self::Back => "M2.5 8a5.5 5.5 0 1 1 1.6 3.9M2.5 12.5V8.75h3.75",
            Self::Exchange => "M5 13V3M2.5 5.5 5 3l2.5 2.5M11 3v10m-2.5-2.5L11 13l2.5-2.5",
            Self::Code => "M5.5 4 1.75 8l3.75 4M10.5 4l3.75 4-3.75 4",
            Self::Cut => {
                "M2 2l12 12M3.5 6.5C4.4 5.8 5.4 5.3 6.5 5M1.5 4.5c.6-.5 1.2-.9 1.9-1.2M9 5c1.3.3 2.5.8 3.5 1.5M8 2c2.4 0 4.6.9 6.5 2.5M5.75 9.25A4 4 0 0 1 8 8.5M8 12.25h.1"
            }
        }
    }
}

/// Draws an icon.
#[component]
pub fn Glyph(icon: Icon) -> impl IntoView {
    let weight = (icon == Icon::More).then_some("2.25");
    view! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" stroke-width=weight>
            <path d=icon.strokes() />
        </svg>
    }
}

/// The product's mark: a clock that turns back.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 20 20" aria-hidden="true">
            <path d="M3 10a7 7 0 1 1 2.05 4.95" />
            <path d="M5.05 18v-3.05h3.05" />
            <path d="M10 6.25V10l2.5 1.75" />
        </svg>
    }
}
