//! A form that is not finished survives whatever ends its page: it is kept in the browser after every
//! keystroke, without its passcode, and offered when the form is opened again.

use crate::browser::page;
use crate::components::icon::Icon;
use crate::components::leaving::ask_before_leaving;
use crate::components::notice::{Notice, Tone};
use crate::components::task_form::form::Form;
use crate::draft::TaskDraft;
use crate::kept_draft::KeptDraft;
use crate::now::Now;
use crate::presence::Presence;
use crate::session::Session;
use crate::storage::{self, DraftPlace};
use crate::task::Task;
use leptos::ev;
use leptos::prelude::*;

/// A handle for one form.
#[derive(Clone, Copy)]
pub struct DraftKeeper {
    form: Form,
    /// The task that is edited, as the edit starts from it. None for a new schedule.
    base: Option<RwSignal<Task>>,
    place: StoredValue<DraftPlace>,
    /// What stood in the browser when the form was opened, until somebody has decided about it.
    offer: RwSignal<Option<KeptDraft>>,
    offered: StoredValue<Option<String>>,
    /// What this form has written there. Another tab may have written something else since: that is not ours to
    /// take away.
    ours: StoredValue<Option<String>>,
    unfinished: Memo<Option<KeptDraft>>,
    /// Something was typed since it was written.
    is_due: StoredValue<bool>,
    now: Now,
    here: Presence,
}

impl DraftKeeper {
    /// For a new schedule, over the form as it stands before anyone has typed.
    ///
    /// The store counts for nothing: the form itself chooses one as soon as the stores are known.
    pub fn of_new(form: Form) -> Self {
        let first = untrack(|| form.draft());
        let untouched = move || TaskDraft {
            store: form.store.get(),
            ..first.clone()
        };
        Self::start(form, None, "new", untouched)
    }

    /// For an edit.
    pub fn of_edit(form: Form, base: RwSignal<Task>) -> Self {
        let id = base.with_untracked(|task| task.id.clone());
        let untouched = move || base.with(TaskDraft::of);
        Self::start(form, Some(base), id.as_str(), untouched)
    }

    fn start(
        form: Form,
        base: Option<RwSignal<Task>>,
        subject: &str,
        untouched: impl Fn() -> TaskDraft + Send + Sync + 'static,
    ) -> Self {
        let (session, now) = (Session::expect(), Now::expect());
        let username = untrack(|| session.username()).unwrap_or_default();
        let place = DraftPlace::new(&session.portal(), &username, subject);
        let (at, offset) = (now.second().get_untracked(), now.offset().get_untracked());
        storage::sweep_drafts(|text| KeptDraft::read(text, at).is_some());
        let offered = storage::draft(&place);
        let offer = offered
            .as_deref()
            .and_then(|text| KeptDraft::read(text, at))
            .filter(|kept| {
                let (draft, _) = kept.restore(offset);
                !untrack(|| draft.changes(&untouched())).is_empty()
            });
        let unfinished = Memo::new(move |_| {
            let draft = form.draft();
            let is_touched = !draft.changes(&untouched()).is_empty();
            let updated = base.and_then(|base| base.with(|task| task.updated));
            is_touched.then(|| {
                form.builder
                    .with(|builder| KeptDraft::of(&draft, builder, updated))
            })
        });
        let keeper = Self {
            form,
            base,
            place: StoredValue::new(place),
            offer: RwSignal::new(offer),
            offered: StoredValue::new(offered),
            ours: StoredValue::new(None),
            unfinished,
            is_due: StoredValue::new(false),
            now,
            here: Presence::here(),
        };
        let write = move || keeper.write();
        // To write it takes longer than all else that a key asks for: whoever types sees first what it means. Nobody
        // waits for that who leaves.
        Effect::new(move |_| {
            unfinished.track();
            keeper.is_due.set_value(true);
            page::after_paint(write);
        });
        let leave = window_event_listener(ev::visibilitychange, move |_| write());
        on_cleanup(move || {
            leave.remove();
            write();
        });
        let has_passcode =
            move || !form.passcode.read().is_empty() || !form.confirm.read().is_empty();
        ask_before_leaving(Memo::new(move |_| {
            unfinished.with(Option::is_some) || has_passcode()
        }));
        keeper
    }

    /// Writes what is unfinished, if something was typed since. A form as it was opened is nothing to keep.
    fn write(self) {
        if self.is_due.try_get_value() != Some(true) {
            return;
        }
        let Some(unfinished) = self.unfinished.try_get_untracked() else {
            return;
        };
        self.is_due.set_value(false);
        let at = self.now.second().get_untracked();
        match unfinished.and_then(|draft| draft.text(at)) {
            Some(text) => {
                self.place
                    .with_value(|place| storage::save_draft(place, &text));
                self.ours.set_value(Some(text));
            }
            None => self.forget(),
        }
    }

    /// For when the portal has taken the form, however late that is told: whoever has left the page is not offered
    /// again what is done. False if they have.
    pub fn finishing(self) -> impl FnOnce() -> bool {
        self.write();
        let (place, ours) = (self.place.get_value(), self.ours.get_value());
        move || {
            let is_here = self.here.lasts();
            if is_here {
                self.finish();
            } else {
                storage::forget_draft(&place, ours.as_deref());
            }
            is_here
        }
    }

    /// The form was saved or given up. A draft that was offered and not answered stays.
    pub fn finish(self) {
        self.is_due.set_value(false);
        self.forget();
    }

    fn forget(self) {
        let ours = self.ours.get_value();
        self.ours.set_value(None);
        self.place
            .with_value(|place| storage::forget_draft(place, ours.as_deref()));
    }

    /// The task was changed after the draft was begun.
    fn is_outdated(self, kept: &KeptDraft) -> bool {
        let updated = self.base.and_then(|base| base.with(|task| task.updated));
        kept.updated().is_some() && kept.updated() != updated
    }

    fn resume(self, kept: &KeptDraft, offset: i32) {
        // The edit starts from the version that the draft was begun over, so that saving it shows what
        // somebody else has changed since.
        if let Some(base) = self.base.filter(|_| untrack(|| self.is_outdated(kept))) {
            base.update(|task| task.updated = kept.updated());
        }
        let (draft, builder) = kept.restore(offset);
        self.form.fill(draft, builder);
        self.decided();
    }

    /// From now on what was offered is this form's, where nothing was typed beside the offer.
    fn decided(self) {
        if self.ours.with_value(Option::is_none) {
            self.ours.set_value(self.offered.get_value());
        }
        self.offer.set(None);
        page::focus("title");
    }
}

/// What was kept, and the choice: to go on with it or to throw it away. Nothing happens unless one is made.
#[component]
pub fn DraftOffer(keeper: DraftKeeper) -> impl IntoView {
    let now = Now::expect();
    let offset = now.offset();
    move || {
        let kept = keeper.offer.get()?;
        let since = now
            .zone()
            .with(|zone| zone.moment(kept.at(), now.coarse().get()));
        let outdated = keeper.is_outdated(&kept).then_some(
            " The task was changed after it was begun: before anything is saved you see both versions.",
        );
        let no_passcode = "The draft holds everything but the passcode, which is never kept.";
        Some(
            view! {
                <Notice tone=Tone::Info title="This form was left unfinished." icon=Icon::Edit>
                    <p class="advice">{no_passcode} {outdated}</p>
                    <div class="row">
                        <button
                            type="button"
                            class="button"
                            on:click=move |_| keeper.resume(&kept, offset.get_untracked())
                        >
                            {format!("Continue the draft from {since}")}
                        </button>
                        <button
                            type="button"
                            class="button"
                            data-kind="quiet"
                            on:click=move |_| {
                                keeper.decided();
                                keeper.forget();
                            }
                        >
                            "Discard"
                        </button>
                    </div>
                </Notice>
            }
            .into_any(),
        )
    }
}
