//! What helps `glossator suggest` besides the program's own rules: lessons from a file, a suggester of the user's
//! own.

use super::{Failure, Outcome, console};
use crate::model::Document;
use crate::store::suggester::{self, Suggester, Suggesters};
use crate::store::{Places, RealDisk, learned};
use crate::suggest::{Learned, Suggestions};
use std::path::Path;
use std::sync::atomic::AtomicBool;

/// What was found of what was asked for.
#[derive(Debug, Default)]
pub(super) struct Help {
    /// What decisions taught.
    pub(super) learned: Option<Learned>,
    /// The program that is asked too.
    pub(super) suggester: Option<Suggester>,
}

impl Help {
    /// Reads the lessons and finds the suggester.
    pub(super) fn find(lessons: Option<&Path>, suggester: Option<&str>) -> Result<Self, Failure> {
        let mut help = Self::default();
        if let Some(path) = lessons {
            if !path.exists() {
                return Err(Failure::Input(format!("there is no such file: {}", path.display())));
            }
            help.learned = Some(learned::load(&RealDisk, path).map_err(Failure::Input)?);
        }
        if let Some(name) = suggester {
            let places = Places::of_user();
            let places =
                places.ok_or_else(|| Failure::Input("there is no home folder with settings".to_owned()))?;
            let found = Suggesters::load(&RealDisk, &places, None);
            for problem in &found.problems {
                console::say(problem);
            }
            let missing = || format!("no suggester is called `{name}` in {}", places.suggesters().display());
            help.suggester = Some(found.named(name).cloned().ok_or_else(|| Failure::Usage(missing()))?);
        }
        Ok(help)
    }

    /// Asks the suggester about all documents in one run; says what went wrong.
    pub(super) fn ask(&self, documents: &[Document], outcome: &mut Outcome) -> Vec<Option<Suggestions>> {
        let Some(suggester) = &self.suggester else { return documents.iter().map(|_| None).collect() };
        let all: Vec<_> = documents.iter().collect();
        let never = AtomicBool::new(false);
        let answers = suggester::ask(suggester, &all, &never, &mut |_| {});
        answers
            .into_iter()
            .zip(documents)
            .map(|(answer, document)| match answer {
                Ok(suggestions) => Some(suggestions),
                Err(why) => {
                    console::say(&format!("{why}: {}", document.id()));
                    *outcome = Outcome::Unsound;
                    None
                }
            })
            .collect()
    }
}
