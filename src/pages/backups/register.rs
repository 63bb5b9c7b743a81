//! "Register a store": where backups are to lie.

use super::desk::{Desk, Opened};
use super::refusal::{Refusal, of_change};
use crate::aftermath::{self, Failure};
use crate::api::recovery::is_credential;
use crate::browser::page;
use crate::components::check::Check;
use crate::components::dialog::Modal;
use crate::components::field::TextField;
use crate::components::secret_field::SecretField;
use crate::components::volume_fields::{self, TypedVolume, VolumeFields};
use crate::presence::Presence;
use crate::recovery::register::{Field, Kind, StoreDraft, StoreOrder};
use crate::recovery::volume::{self, Provisioning, VolumeDraft};
use leptos::prelude::*;
use zeroize::Zeroizing;

/// What is typed. It goes when the dialog closes.
#[derive(Clone, Copy)]
struct Typed {
    name: RwSignal<String>,
    is_default: RwSignal<bool>,
    kind: RwSignal<Kind>,
    volume: TypedVolume,
    bucket: RwSignal<String>,
    region: RwSignal<String>,
    container: RwSignal<String>,
    endpoint: RwSignal<String>,
    account: RwSignal<String>,
    client: RwSignal<String>,
    root: RwSignal<String>,
    has_credential: RwSignal<bool>,
    credential: RwSignal<Zeroizing<String>>,
    /// Problems are told from the first attempt on.
    is_tried: RwSignal<bool>,
}

impl Typed {
    fn new(is_first: bool) -> Self {
        let volume = VolumeDraft {
            size: "64Gi".to_owned(),
            ..VolumeDraft::default()
        };
        Self {
            name: RwSignal::default(),
            is_default: RwSignal::new(is_first),
            kind: RwSignal::default(),
            volume: TypedVolume::of(volume),
            bucket: RwSignal::default(),
            region: RwSignal::default(),
            container: RwSignal::default(),
            endpoint: RwSignal::default(),
            account: RwSignal::default(),
            client: RwSignal::default(),
            root: RwSignal::new("backups".to_owned()),
            has_credential: RwSignal::new(false),
            credential: RwSignal::default(),
            is_tried: RwSignal::new(false),
        }
    }

    fn provisioning(self) -> Provisioning {
        match self.kind.get() {
            Kind::Static => Provisioning::Static,
            _ => Provisioning::Dynamic,
        }
    }

    fn draft(self) -> StoreDraft {
        StoreDraft {
            name: self.name.get(),
            is_default: self.is_default.get(),
            kind: self.kind.get(),
            volume: self.volume.draft(self.provisioning()),
            bucket: self.bucket.get(),
            region: self.region.get(),
            container: self.container.get(),
            endpoint: self.endpoint.get(),
            account: self.account.get(),
            client: self.client.get(),
            root: self.root.get(),
            has_credential: self.has_credential.get(),
            credential: self.credential.get(),
        }
    }
}

fn input_id(field: Field) -> &'static str {
    match field {
        Field::Name => "store-name",
        Field::Volume(field) => volume_fields::input_id(field),
        Field::Bucket => "bucket",
        Field::Region => "region",
        Field::Container => "container",
        Field::Endpoint => "endpoint",
        Field::Account => "account",
        Field::Client => "client",
        Field::Credential => "credential",
    }
}

#[component]
pub fn RegisterDialog(desk: Desk) -> impl IntoView {
    let is_open = Memo::new(move |_| desk.opened.with(|opened| *opened == Some(Opened::Register)));
    view! {
        <Modal
            open=is_open
            on_close=move |()| desk.close_if(|opened| *opened == Opened::Register)
            labelled_by="register-h"
            is_wide=true
        >
            <Form desk />
        </Modal>
    }
}

type Parsed = Result<StoreOrder, Vec<(Field, String)>>;

#[component]
fn Form(desk: Desk) -> impl IntoView {
    let known = desk.live.known();
    let typed = Typed::new(known.with_untracked(|known| known.listed_stores().is_empty()));
    let parsed: Memo<Parsed> = Memo::new(move |_| {
        known.with(|known| {
            let stores = known.listed_stores();
            let is_taken = |name: &str| stores.iter().any(|store| store.name.as_str() == name);
            typed.draft().parse(is_taken, is_credential)
        })
    });
    let here = Presence::here();
    let ask = Action::new_local(move |order: &StoreOrder| {
        let order = order.clone();
        let client = desk.session.client();
        async move {
            let answer = desk.session.settle(client?.register_store(&order).await);
            aftermath::of_request(answer, async || {
                let there = desk.live.read_stores().await?;
                Some(there.iter().any(|store| store.name == order.name))
            })
            .await?;
            desk.close_for(here);
            desk.good(format!("The store “{}” was registered.", order.name), "");
            desk.read_stores_again().await;
            Ok::<(), Failure>(())
        }
    });
    let pending = ask.pending();
    let on_submit = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        typed.is_tried.set(true);
        if pending.get_untracked() {
            return;
        }
        match parsed.get_untracked() {
            Ok(order) => {
                ask.dispatch(order);
            }
            Err(problems) => {
                if let Some((field, _)) = problems.first() {
                    page::focus(input_id(*field));
                }
            }
        }
    };
    view! {
        <form method="post" novalidate autocomplete="off" on:submit=on_submit>
            <div>
                <h2 id="register-h">"Register a store"</h2>
                <p class="dim">"On storage that held a store before, its backups are found again."</p>
            </div>
            <Fields typed parsed />
            <Refusal of=ask known=of_change />
            <footer role="none">
                <button type="button" class="button" data-kind="quiet" on:click=move |_| desk.close()>
                    "Cancel"
                </button>
                <button class="button" data-kind="primary" aria-busy=move || pending.get().then_some("true")>
                    {move || if pending.get() { "Asking the portal" } else { "Register store" }}
                </button>
            </footer>
        </form>
    }
}

#[component]
fn Fields(typed: Typed, parsed: Memo<Parsed>) -> impl IntoView {
    let problem = move |field: Field| -> Signal<Option<String>> {
        Memo::new(move |_| {
            let problems = parsed.with(|parsed| parsed.as_ref().err().cloned())?;
            let found = problems.into_iter().find(|(wrong, _)| *wrong == field)?;
            typed.is_tried.get().then_some(found.1)
        })
        .into()
    };
    let text = move |label: &'static str, field: Field, value: RwSignal<String>| {
        let problem = problem(field);
        view! { <TextField label id=input_id(field) value problem /> }.into_any()
    };
    let kinds = Kind::ALL
        .map(|kind| view! { <option value=kind.slug()>{kind.label()}</option> }.into_any());
    let of_volume = Callback::new(move |field: volume::Field| problem(Field::Volume(field)));
    let provisioning = Signal::derive(move || typed.provisioning());
    let by_kind = move || {
        match typed.kind.get() {
        Kind::Dynamic | Kind::Static => {
            view! { <VolumeFields typed=typed.volume provisioning problem=of_volume /> }.into_any()
        }
        Kind::S3 => view! {
            <div class="pair">
                {text("Bucket", Field::Bucket, typed.bucket)} {text("Region", Field::Region, typed.region)}
            </div>
        }
        .into_any(),
        Kind::Azure => view! {
            <div class="pair">
                {text("Container", Field::Container, typed.container)}
                {text("Address of the account", Field::Endpoint, typed.endpoint)}
            </div>
        }
        .into_any(),
    }
    };
    let is_cloud = Memo::new(move |_| typed.kind.get().is_cloud());
    view! {
        <div class="pair">
            {text("Store name", Field::Name, typed.name)} <div class="field">
                <label for="kind">"Storage"</label>
                <select
                    class="input"
                    id="kind"
                    on:change:target=move |ev| {
                        if let Some(kind) = Kind::from_slug(&ev.target().value()) {
                            typed.kind.set(kind);
                        }
                    }
                >
                    {kinds.collect_view()}
                </select>
            </div>
        </div>
        {by_kind}
        <Show when=move || is_cloud.get()>
            <TextField
                label="Folder"
                id="root"
                value=typed.root
                problem=Signal::derive(|| None::<String>)
                hint="In the bucket or container; backups lie below it."
            />
            <SignIn typed problem=Callback::new(problem) />
        </Show>
        <Check label="Make it the default store" value=typed.is_default />
    }
}

/// How the portal signs in to the cloud.
#[component]
fn SignIn(typed: Typed, problem: Callback<Field, Signal<Option<String>>>) -> impl IntoView {
    let identity = move || {
        match typed.kind.get() {
        Kind::Azure => view! {
            <div class="pair">
                <TextField
                    label="Storage account"
                    id=input_id(Field::Account)
                    value=typed.account
                    problem=problem.run(Field::Account)
                />
                <TextField
                    label="Client id of the managed identity"
                    id=input_id(Field::Client)
                    value=typed.client
                    problem=problem.run(Field::Client)
                />
            </div>
        }
        .into_any(),
        _ => view! { <p class="dim">"The portal signs in with the IAM role of the cluster. No key is needed."</p> }
            .into_any(),
    }
    };
    view! {
        <Check label="Sign in with another credential" value=typed.has_credential />
        {move || {
            if typed.has_credential.get() {
                view! {
                    <SecretField
                        label="Credential as JSON"
                        id=input_id(Field::Credential)
                        value=typed.credential
                        problem=problem.run(Field::Credential)
                        hint="The object “credential” as Esri documents it for your release. It is sent once, kept nowhere here and never shown again."
                    />
                }
                    .into_any()
            } else {
                identity().into_any()
            }
        }}
    }
}
