//! What every page knows of disaster recovery: which stores are in trouble, and whether the portal is
//! being restored. The rest, and all the code that reads it, comes with the pages that need it: see
//! `live_recovery.rs`.

use crate::recovery::reach::Reach;
use crate::recovery::store::Destinations;
use crate::session::Session;
use leptos::prelude::*;
use std::any::Any;
use std::sync::Arc;

/// A handle, in the context of every page.
#[derive(Clone, Copy)]
pub struct RecoveryNews {
    pub(crate) session: Session,
    /// The stores that schedules write to.
    pub destinations: RwSignal<Destinations>,
    /// How far back the portal can be taken.
    pub reach: RwSignal<Reach>,
    /// A restore was asked for here and is not over.
    pub is_restoring: RwSignal<bool>,
    /// The app's: what is made in it outlives the pages.
    owner: StoredValue<Option<Owner>>,
    /// Made by the first page that needs it. Its type is known to those pages alone.
    detail: StoredValue<Option<Arc<dyn Any + Send + Sync>>>,
}

impl RecoveryNews {
    /// Knows nothing until a page reads the stores. Keeps the owner that it is called under: the app's.
    pub fn provide(session: Session) -> Self {
        let news = Self {
            session,
            destinations: RwSignal::default(),
            reach: RwSignal::default(),
            is_restoring: RwSignal::new(false),
            owner: StoredValue::new(Owner::current()),
            detail: StoredValue::new(None),
        };
        provide_context(news);
        news
    }

    /// The one of the app, from the context.
    pub fn expect() -> Self {
        expect_context()
    }

    /// The one `T` of the app, made when it is first asked for.
    pub fn detail<T: Copy + Send + Sync + 'static>(self, make: impl FnOnce() -> T) -> T {
        let made = self.detail.get_value();
        if let Some(detail) = made.and_then(|detail| detail.downcast_ref().copied()) {
            return detail;
        }
        let detail = match self.owner.get_value() {
            Some(owner) => owner.with(make),
            None => make(),
        };
        self.detail.set_value(Some(Arc::new(detail)));
        detail
    }
}
