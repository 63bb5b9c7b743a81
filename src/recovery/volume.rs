//! A volume of the cluster, as a hosted backup store and the staging of backups need one. Source:
//! sections 3.2 and 3.6 of docs/portal-api.md.

/// The smallest volume that is made on demand, gibibytes.
const SMALLEST_DYNAMIC: u64 = 16;

/// Where a volume comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Provisioning {
    /// The cluster makes one.
    #[default]
    Dynamic,
    /// It is there and is found by its labels.
    Static,
}

impl Provisioning {
    /// As the portal spells it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dynamic => "DYNAMIC",
            Self::Static => "STATIC",
        }
    }

    /// None for what the portal has no word for.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Dynamic, Self::Static]
            .into_iter()
            .find(|each| each.name() == name)
    }
}

/// A volume that can be asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Volume {
    pub class: String,
    /// `64Gi`
    pub size: String,
    pub provisioning: Provisioning,
    /// Names and values, such as `arcgis/purpose` and `backups`.
    pub labels: Vec<(String, String)>,
}

impl Volume {
    /// In a line: `64Gi of default, made on demand`.
    pub fn about(&self) -> String {
        let how = match self.provisioning {
            Provisioning::Dynamic => "made on demand",
            Provisioning::Static => "found by its labels",
        };
        format!("{} of {}, {how}", self.size, self.class)
    }
}

/// The fields that can have a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Class,
    Size,
    Labels,
}

/// A volume as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VolumeDraft {
    pub provisioning: Provisioning,
    pub class: String,
    pub size: String,
    /// `name=value`, with commas between.
    pub labels: String,
}

impl VolumeDraft {
    /// As it would have been typed, to be changed in a form.
    pub fn of(volume: &Volume) -> Self {
        let label = |(name, value): &(String, String)| format!("{name}={value}");
        let labels: Vec<String> = volume.labels.iter().map(label).collect();
        Self {
            provisioning: volume.provisioning,
            class: volume.class.clone(),
            size: volume.size.clone(),
            labels: labels.join(", "),
        }
    }

    /// Either a volume or everything that is wrong, each a sentence.
    pub fn parse(&self) -> Result<Volume, Vec<(Field, String)>> {
        let mut problems = Vec::new();
        let class = self.class.trim();
        if class.is_empty() {
            let sentence = "Name the cluster’s storage class.";
            problems.push((Field::Class, sentence.to_owned()));
        }
        let size = self.size.trim();
        match (gibibytes(size), self.provisioning) {
            (None, _) => problems.push((Field::Size, "Write a size such as 64Gi.".to_owned())),
            (Some(size), Provisioning::Dynamic) if size < SMALLEST_DYNAMIC => {
                let sentence =
                    format!("At least {SMALLEST_DYNAMIC}Gi for a volume made on demand.");
                problems.push((Field::Size, sentence));
            }
            (Some(_), _) => {}
        }
        let labels = match self.provisioning {
            Provisioning::Dynamic => Ok(Vec::new()),
            Provisioning::Static => labels(&self.labels),
        };
        match labels {
            Ok(labels) if problems.is_empty() => Ok(Volume {
                class: class.to_owned(),
                size: size.to_owned(),
                provisioning: self.provisioning,
                labels,
            }),
            Ok(_) => Err(problems),
            Err(sentence) => {
                problems.push((Field::Labels, sentence));
                Err(problems)
            }
        }
    }
}

/// Whole gibibytes of a size as Kubernetes writes it; None for any other text.
fn gibibytes(size: &str) -> Option<u64> {
    let digits = size.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let number: u64 = digits.parse().ok().filter(|number| *number > 0)?;
    match &size[digits.len()..] {
        "Mi" => Some(number / 1024),
        "Gi" => Some(number),
        "Ti" => number.checked_mul(1024),
        _ => None,
    }
}

fn labels(typed: &str) -> Result<Vec<(String, String)>, String> {
    let parts = typed
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty());
    let read = |part: &str| {
        let (name, value) = part.split_once('=')?;
        let (name, value) = (name.trim(), value.trim());
        (!name.is_empty() && !value.is_empty()).then(|| (name.to_owned(), value.to_owned()))
    };
    let read: Vec<_> = parts
        .map(|part| read(part).ok_or_else(|| format!("“{part}” is not a label: write name=value.")))
        .collect::<Result<_, _>>()?;
    match read.is_empty() {
        true => Err("Name the labels by which the volume is found.".to_owned()),
        false => Ok(read),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(provisioning: Provisioning, size: &str, labels: &str) -> VolumeDraft {
        VolumeDraft {
            provisioning,
            class: " backups ".into(),
            size: size.into(),
            labels: labels.into(),
        }
    }

    #[test]
    fn a_volume_that_is_there_is_found_by_its_labels() {
        let typed = draft(
            Provisioning::Static,
            "8Gi",
            "arcgis/purpose=backups, tier = cold",
        );
        let volume = typed.parse().unwrap();
        assert_eq!((volume.class.as_str(), volume.labels.len()), ("backups", 2));
        assert_eq!(
            VolumeDraft::of(&volume).labels,
            "arcgis/purpose=backups, tier=cold"
        );
        assert_eq!(volume.about(), "8Gi of backups, found by its labels");
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once() {
        let mut typed = draft(Provisioning::Static, "64GB", "purpose");
        typed.class.clear();
        let fields: Vec<_> = typed
            .parse()
            .unwrap_err()
            .into_iter()
            .map(|p| p.0)
            .collect();
        assert_eq!(fields, [Field::Class, Field::Size, Field::Labels]);
    }

    #[test]
    fn a_volume_made_on_demand_has_a_smallest_size_and_no_labels() {
        let small = draft(Provisioning::Dynamic, "8Gi", "").parse().unwrap_err();
        assert_eq!(small[0].1, "At least 16Gi for a volume made on demand.");
        let volume = draft(Provisioning::Dynamic, "1Ti", "ignored")
            .parse()
            .unwrap();
        assert!(volume.labels.is_empty());
    }
}
