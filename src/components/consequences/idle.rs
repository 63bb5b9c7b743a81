//! What takes longer than a frame to work out: after the page has shown what was typed, and only for
//! the last thing that was.

use leptos::prelude::*;
use std::time::Duration;

/// A question that may change with each keystroke, and the last answer.
pub struct Worked<Q: Send + Sync + 'static, A: Send + Sync + 'static> {
    question: Memo<Option<Q>>,
    answered: RwSignal<Option<Q>>,
    answer: RwSignal<Option<A>>,
}

impl<Q: Send + Sync + 'static, A: Send + Sync + 'static> Clone for Worked<Q, A> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Q: Send + Sync + 'static, A: Send + Sync + 'static> Copy for Worked<Q, A> {}

impl<Q, A> Worked<Q, A>
where
    Q: Clone + PartialEq + Send + Sync + 'static,
    A: Clone + PartialEq + Send + Sync + 'static,
{
    pub fn out(question: Memo<Option<Q>>, work: fn(&Q) -> A) -> Self {
        let worked = Self {
            question,
            answered: RwSignal::new(None),
            answer: RwSignal::new(None),
        };
        Effect::new(move |_| match question.get() {
            None => worked.take(None),
            Some(asked) => request_animation_frame(move || {
                // A task that is queued in a frame runs when the frame has been painted.
                let work = move || {
                    let is_last = question.try_with_untracked(|last| last.as_ref() == Some(&asked));
                    if is_last == Some(true) {
                        let answer = work(&asked);
                        worked.take(Some((asked, answer)));
                    }
                };
                set_timeout(work, Duration::ZERO);
            }),
        });
        worked
    }

    fn take(self, answered: Option<(Q, A)>) {
        let (question, answer) = answered.unzip();
        if self.answer.try_with_untracked(|before| *before != answer) == Some(true) {
            self.answer.set(answer);
        }
        self.answered.try_set(question);
    }

    /// None before the first, and where nothing is asked.
    pub fn answer(self) -> ReadSignal<Option<A>> {
        self.answer.read_only()
    }

    /// True while the answer is that of another question.
    pub fn is_behind(self) -> Memo<bool> {
        Memo::new(move |_| {
            self.question
                .with(|question| self.answered.with(|answered| question != answered))
        })
    }
}
