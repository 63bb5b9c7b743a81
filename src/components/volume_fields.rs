//! A volume of the cluster: storage class, size, and the labels by which one that is there is found.

use super::field::TextField;
use crate::recovery::volume::{Field, Provisioning, VolumeDraft};
use leptos::prelude::*;

/// What is typed.
#[derive(Clone, Copy)]
pub struct TypedVolume {
    pub class: RwSignal<String>,
    pub size: RwSignal<String>,
    pub labels: RwSignal<String>,
}

impl TypedVolume {
    /// Begins with a draft. Where its volume comes from is not typed here.
    pub fn of(draft: VolumeDraft) -> Self {
        Self {
            class: RwSignal::new(draft.class),
            size: RwSignal::new(draft.size),
            labels: RwSignal::new(draft.labels),
        }
    }

    /// What is typed now, of a volume that comes from there. Follows every keystroke.
    pub fn draft(self, provisioning: Provisioning) -> VolumeDraft {
        VolumeDraft {
            provisioning,
            class: self.class.get(),
            size: self.size.get(),
            labels: self.labels.get(),
        }
    }
}

/// The id of a field's input.
pub fn input_id(field: Field) -> &'static str {
    match field {
        Field::Class => "storage-class",
        Field::Size => "volume-size",
        Field::Labels => "volume-labels",
    }
}

#[component]
pub fn VolumeFields(
    typed: TypedVolume,
    #[prop(into)] provisioning: Signal<Provisioning>,
    problem: Callback<Field, Signal<Option<String>>>,
) -> impl IntoView {
    view! {
        <div class="pair">
            <TextField
                label="Storage class"
                id=input_id(Field::Class)
                value=typed.class
                problem=problem.run(Field::Class)
                hint="As the cluster names it."
            />
            <TextField
                label="Size"
                id=input_id(Field::Size)
                value=typed.size
                problem=problem.run(Field::Size)
                hint="Such as 64Gi."
            />
        </div>
        <Show when=move || provisioning.get() == Provisioning::Static>
            <TextField
                label="Labels of the volume"
                id=input_id(Field::Labels)
                value=typed.labels
                problem=problem.run(Field::Labels)
                hint="Written as name=value, with commas between."
            />
        </Show>
    }
}
