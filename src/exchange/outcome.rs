//! What became of the elements of a file that were to be created.

/// What became of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fared {
    /// It is here as it is in the file.
    Created,
    /// It was created, but is not paused as it is in the file, or is not known to be: a sentence.
    NotPaused(String),
    /// It was not created, or is not known to be.
    Not { why: String, is_certain: bool },
}

impl Fared {
    /// It was created, whatever else there is to say of it.
    pub fn is_made(&self) -> bool {
        matches!(self, Self::Created | Self::NotPaused(_))
    }

    /// What there is to say of it; nothing where all is well.
    pub fn trouble(&self) -> Option<&str> {
        match self {
            Self::Created => None,
            Self::NotPaused(why) | Self::Not { why, .. } => Some(why),
        }
    }
}

/// All of it in a line. None where nothing was tried.
pub fn told<'a>(all: impl IntoIterator<Item = &'a Fared>) -> Option<String> {
    let (mut created, mut active, mut missed, mut is_certain) = (0, 0, 0, true);
    for fared in all {
        match fared {
            Fared::Created => created += 1,
            Fared::NotPaused(_) => active += 1,
            Fared::Not { is_certain: is, .. } => {
                missed += 1;
                is_certain &= is;
            }
        }
    }
    created += active;
    if created + missed == 0 {
        return None;
    }
    let were = match created {
        1 => "1 schedule was created".to_owned(),
        n => format!("{n} schedules were created"),
    };
    let not = match (missed, is_certain) {
        (0, _) => ".".to_owned(),
        (n, true) => format!(", {n} not: see above. What is typed is still here."),
        (n, false) => {
            format!(", {n} not as far as is known: see above. What is typed is still here.")
        }
    };
    let paused = match active {
        0 => String::new(),
        n => format!(" Not paused as in the file: {n}, see above."),
    };
    Some(format!("{were}{not}{paused}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn not(is_certain: bool) -> Fared {
        Fared::Not {
            why: "No.".into(),
            is_certain,
        }
    }

    fn active() -> Fared {
        Fared::NotPaused("It is active.".into())
    }

    #[test]
    fn what_became_of_all_is_told_in_a_line() {
        for (all, line) in [
            (vec![], None),
            (vec![Fared::Created], Some("1 schedule was created.")),
            (
                vec![Fared::Created, not(true)],
                Some("1 schedule was created, 1 not: see above. What is typed is still here."),
            ),
            (
                vec![not(false)],
                Some(
                    "0 schedules were created, 1 not as far as is known: see above. What is typed is still here.",
                ),
            ),
            (
                vec![Fared::Created, active()],
                Some("2 schedules were created. Not paused as in the file: 1, see above."),
            ),
        ] {
            assert_eq!(told(&all).as_deref(), line);
        }
    }

    #[test]
    fn only_what_is_not_as_in_the_file_has_something_said_of_it() {
        assert_eq!(Fared::Created.trouble(), None);
        assert_eq!(active().trouble(), Some("It is active."));
        assert_eq!(not(true).trouble(), Some("No."));
    }
}
