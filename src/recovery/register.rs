//! Registering a backup store: what is typed, and what of it may be sent. Source: section 3.2 of docs/portal-api.md.

use super::Name;
use super::volume::{self, Provisioning, Volume, VolumeDraft};
use zeroize::Zeroizing;

/// Where the backups of a store lie.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    #[default]
    Dynamic,
    Static,
    S3,
    Azure,
}

impl Kind {
    /// In the order of the list to choose from.
    pub const ALL: [Self; 4] = [Self::Dynamic, Self::Static, Self::S3, Self::Azure];

    /// The line in a list to choose from.
    pub fn label(self) -> &'static str {
        match self {
            Self::Dynamic => "A volume that the cluster makes",
            Self::Static => "A volume that is there",
            Self::S3 => "Amazon S3",
            Self::Azure => "Azure Blob Storage",
        }
    }

    /// In a form.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Dynamic => "dynamic",
            Self::Static => "static",
            Self::S3 => "s3",
            Self::Azure => "azure",
        }
    }

    /// None for a text that [`Self::slug`] never gives.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.slug() == slug)
    }

    /// True where backups lie in a bucket or a container: it has a folder and a credential, and no volume.
    pub fn is_cloud(self) -> bool {
        matches!(self, Self::S3 | Self::Azure)
    }
}

/// The fields that can have a problem, in the order of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Name,
    Volume(volume::Field),
    Bucket,
    Region,
    Container,
    Endpoint,
    Account,
    Client,
    Credential,
}

/// The form as it was typed. No `Debug`: it may hold a key.
#[derive(Clone, Default, PartialEq)]
pub struct StoreDraft {
    pub name: String,
    pub is_default: bool,
    pub kind: Kind,
    pub volume: VolumeDraft,
    pub bucket: String,
    pub region: String,
    pub container: String,
    pub endpoint: String,
    pub account: String,
    pub client: String,
    /// The folder in a bucket or container.
    pub root: String,
    /// A credential of one's own in the place of the cluster's identity.
    pub has_credential: bool,
    pub credential: Zeroizing<String>,
}

/// A store that the portal can be asked to register. No `Debug`: it may hold a key.
#[derive(Clone, PartialEq)]
pub struct StoreOrder {
    pub name: Name,
    pub is_default: bool,
    pub storage: Storage,
}

/// Where the backups will lie, with all that the portal needs to reach it.
#[derive(Clone, PartialEq)]
pub enum Storage {
    Hosted(Volume),
    S3 {
        bucket: String,
        region: String,
        root: String,
        credential: Credential,
    },
    Azure {
        container: String,
        endpoint: String,
        root: String,
        credential: Credential,
    },
}

/// How the portal signs in to a cloud. Esri's own client writes the first two; what the documentation
/// of a release prints beside them can be given as its JSON.
#[derive(Clone, PartialEq)]
pub enum Credential {
    IamRole,
    ManagedIdentity { client: String, account: String },
    Own(Zeroizing<String>),
}

impl StoreDraft {
    /// Either an order that may be sent, or every problem there is. `is_taken` tells whether a store
    /// has that name, `is_credential` whether a text is the JSON of one.
    pub fn parse(
        &self,
        is_taken: impl Fn(&str) -> bool,
        is_credential: impl Fn(&str) -> bool,
    ) -> Result<StoreOrder, Vec<(Field, String)>> {
        let mut problems = Problems(Vec::new());
        let name = problems.name(&self.name, is_taken);
        let storage = match self.kind {
            Kind::Dynamic | Kind::Static => problems.hosted(self).map(Storage::Hosted),
            Kind::S3 => {
                let bucket = problems.filled(Field::Bucket, &self.bucket, "Name the bucket.");
                let region = problems.filled(Field::Region, &self.region, "Name its region.");
                let credential = match self.has_credential {
                    true => problems.own(&self.credential, is_credential),
                    false => Credential::IamRole,
                };
                Some(Storage::S3 {
                    bucket,
                    region,
                    root: self.root.trim().to_owned(),
                    credential,
                })
            }
            Kind::Azure => {
                let container =
                    problems.filled(Field::Container, &self.container, "Name the container.");
                let endpoint = problems.endpoint(&self.endpoint);
                let credential = match self.has_credential {
                    true => problems.own(&self.credential, is_credential),
                    false => Credential::ManagedIdentity {
                        account: problems.filled(
                            Field::Account,
                            &self.account,
                            "Name the storage account.",
                        ),
                        client: problems.filled(
                            Field::Client,
                            &self.client,
                            "Give the client id of the managed identity.",
                        ),
                    },
                };
                Some(Storage::Azure {
                    container,
                    endpoint,
                    root: self.root.trim().to_owned(),
                    credential,
                })
            }
        };
        match (name, storage) {
            (Some(name), Some(storage)) if problems.0.is_empty() => Ok(StoreOrder {
                name,
                is_default: self.is_default,
                storage,
            }),
            _ => Err(problems.0),
        }
    }
}

struct Problems(Vec<(Field, String)>);

impl Problems {
    fn wrong(&mut self, field: Field, sentence: &str) {
        self.0.push((field, sentence.to_owned()));
    }

    fn name(&mut self, typed: &str, is_taken: impl Fn(&str) -> bool) -> Option<Name> {
        let typed = typed.trim();
        let is_plain = |c: char| c.is_alphanumeric() || "-_.".contains(c);
        let name = Name::new(typed);
        if name.is_none() {
            self.wrong(Field::Name, "Give the store a name; schedules name it.");
        } else if !typed.chars().all(is_plain) {
            let sentence = "Use letters, digits, hyphens, points and underscores.";
            self.wrong(Field::Name, sentence);
        } else if is_taken(typed) {
            self.wrong(Field::Name, "A store of this name is registered already.");
        }
        name
    }

    fn hosted(&mut self, draft: &StoreDraft) -> Option<Volume> {
        let provisioning = match draft.kind {
            Kind::Static => Provisioning::Static,
            _ => Provisioning::Dynamic,
        };
        let draft = VolumeDraft {
            provisioning,
            ..draft.volume.clone()
        };
        let problems = match draft.parse() {
            Ok(volume) => return Some(volume),
            Err(problems) => problems,
        };
        let of_volume = problems.into_iter();
        self.0
            .extend(of_volume.map(|(field, sentence)| (Field::Volume(field), sentence)));
        None
    }

    /// The text without the space around it; a problem when nothing is left.
    fn filled(&mut self, field: Field, typed: &str, sentence: &str) -> String {
        let text = typed.trim();
        if text.is_empty() {
            self.wrong(field, sentence);
        }
        text.to_owned()
    }

    fn endpoint(&mut self, typed: &str) -> String {
        let typed = typed.trim();
        if !typed.starts_with("https://") || typed.contains(char::is_whitespace) {
            let sentence =
                "Write the address of the account: https://account.blob.core.windows.net";
            self.wrong(Field::Endpoint, sentence);
        }
        typed.to_owned()
    }

    fn own(&mut self, typed: &Zeroizing<String>, is_it: impl Fn(&str) -> bool) -> Credential {
        if !is_it(typed) {
            let sentence = "Paste the JSON object of a credential, with its “type”.";
            self.wrong(Field::Credential, sentence);
        }
        Credential::Own(typed.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(draft: &StoreDraft) -> Vec<Field> {
        let order = draft.parse(|name| name == "taken", |text| text == "{}");
        let problems = order.err().unwrap_or_default();
        problems.into_iter().map(|(field, _)| field).collect()
    }

    fn s3() -> StoreDraft {
        StoreDraft {
            name: "cloud".into(),
            kind: Kind::S3,
            bucket: "gis-backups".into(),
            region: "eu-north-1".into(),
            ..StoreDraft::default()
        }
    }

    #[test]
    fn each_kind_asks_for_what_it_needs() {
        let empty = |kind| StoreDraft {
            kind,
            ..StoreDraft::default()
        };
        use volume::Field::{Class, Labels, Size};
        let (class, size) = (Field::Volume(Class), Field::Volume(Size));
        assert_eq!(fields(&empty(Kind::Dynamic)), [Field::Name, class, size]);
        let labels = Field::Volume(Labels);
        assert_eq!(
            fields(&empty(Kind::Static)),
            [Field::Name, class, size, labels]
        );
        assert_eq!(
            fields(&empty(Kind::S3)),
            [Field::Name, Field::Bucket, Field::Region]
        );
        assert_eq!(
            fields(&empty(Kind::Azure)),
            [
                Field::Name,
                Field::Container,
                Field::Endpoint,
                Field::Account,
                Field::Client
            ]
        );
        assert!(fields(&s3()).is_empty());
    }

    #[test]
    fn a_name_is_free_and_plain() {
        for name in ["taken", "a b", "a/b"] {
            let draft = StoreDraft {
                name: name.into(),
                ..s3()
            };
            assert_eq!(fields(&draft), [Field::Name], "{name}");
        }
    }

    #[test]
    fn a_credential_of_ones_own_takes_the_place_of_the_identity() {
        let mut draft = s3();
        draft.has_credential = true;
        assert_eq!(fields(&draft), [Field::Credential]);
        draft.credential = Zeroizing::new("{}".into());
        assert!(fields(&draft).is_empty());
    }
}
