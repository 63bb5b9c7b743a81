//! A passcode for a safe: on paper or in a file, with what it opens. It is text on the page while this
//! dialog is open, and at no other time; it is in no address, no attribute and no storage.

use super::dialog::Modal;
use crate::browser::page;
use leptos::prelude::*;
use zeroize::Zeroizing;

/// What a passcode opens: names and values.
pub type Opens = Vec<(&'static str, String)>;

/// Shown while `is_open`.
#[component]
pub fn PasscodeSheet(
    is_open: RwSignal<bool>,
    value: RwSignal<Zeroizing<String>>,
    opens: Signal<Opens>,
    /// What cannot be had without it.
    protects: &'static str,
) -> impl IntoView {
    let is_refused = RwSignal::new(false);
    let advice = format!("Without it {protects} can be restored.");
    let advice = StoredValue::new(advice);
    let save = move |_| {
        let text = text(
            &opens.get_untracked(),
            &value.read_untracked(),
            &advice.read_value(),
        );
        is_refused.set(!page::save_file(
            "passcode.txt",
            "text/plain;charset=utf-8",
            &text,
        ));
    };
    let close = move || {
        is_open.set(false);
        is_refused.set(false);
    };
    let fact = |(name, value): (&'static str, String)| {
        view! {
            <dt>{name}</dt>
            <dd>
                <bdi>{value}</bdi>
            </dd>
        }
        .into_any()
    };
    view! {
        <Modal open=is_open on_close=move |()| close() labelled_by="sheet-h">
            <div class="stack paper">
                <h2 id="sheet-h">"Passcode of a backup"</h2>
                <dl class="facts">
                    {move || opens.get().into_iter().map(fact).collect_view()} <dt>"Passcode"</dt>
                    <dd class="mono">{move || value.get().to_string()}</dd>
                </dl>
                <p>{advice.get_value()} " Keep this where nobody else reads it."</p>
                <p role="status" class="dim">
                    {move || {
                        is_refused.get().then_some("The browser did not save the file. Print it or write it down.")
                    }}
                </p>
                <footer role="none">
                    <button type="button" class="button" data-kind="quiet" on:click=move |_| close()>
                        "Close"
                    </button>
                    <button type="button" class="button" on:click=save>
                        "Save as text"
                    </button>
                    <button type="button" class="button" data-kind="primary" autofocus on:click=move |_| page::print()>
                        "Print"
                    </button>
                </footer>
            </div>
        </Modal>
    }
}

/// The same as lines.
fn text(opens: &Opens, passcode: &str, advice: &str) -> Zeroizing<String> {
    let facts = opens.iter().map(|(name, value)| (*name, value.as_str()));
    let lines = facts.chain([("Passcode", passcode)]);
    let mut text = Zeroizing::new(String::with_capacity(1024));
    for (name, value) in lines {
        text.extend([name, ": ", value, "\n"]);
    }
    text.extend([advice, "\n"]);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_names_what_the_passcode_opens() {
        let opens = vec![("Schedule", "Nightly".to_owned())];
        assert_eq!(
            text(&opens, "correct-horse-map", "Keep it.").as_str(),
            "Schedule: Nightly\nPasscode: correct-horse-map\nKeep it.\n"
        );
    }
}
