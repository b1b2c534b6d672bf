//! `glossator check`: is it sound? Problems with their places.

use super::input::{self, Wanted};
use super::{Failure, Outcome, console};
use crate::model::{self, Place, Problem, Severity};
use crate::text::Article;
use clap::Args;
use std::path::PathBuf;

/// Look for problems in documents
///
/// One line a problem on standard output; the exit status is 1 when there is one.
#[derive(Debug, Args)]
pub(super) struct Check {
    /// Documents or articles; `-` is standard input, a folder stands for the documents in it
    #[arg(value_name = "IN", required = true)]
    inputs: Vec<PathBuf>,
    /// What the input is in, where it does not show
    #[arg(long, value_name = "FORMAT")]
    from: Option<String>,
}

impl Check {
    pub(super) fn run(&self) -> Result<Outcome, Failure> {
        let from = input::from_format(self.from.as_deref())?;
        let mut outcome = Outcome::Sound;
        for path in input::files(&self.inputs, Wanted::Documents)? {
            let shown = input::shown(&path);
            match input::load(&path, from) {
                Ok(all) => {
                    for imported in all {
                        let mut problems = imported.problems;
                        problems.extend(model::check(&imported.document));
                        let lines = problems
                            .iter()
                            .map(|it| format!("{shown}: {}\n", located(it, imported.document.article())));
                        console::print(&lines.collect::<String>())?;
                        if problems.iter().any(|problem| problem.severity > Severity::Note) {
                            outcome = Outcome::Unsound;
                        } else {
                            let count = imported.document.annotation_count();
                            console::print(&format!(
                                "{shown}: sound: {} ({count} annotations)\n",
                                imported.document.id()
                            ))?;
                        }
                    }
                }
                Err(Failure::Input(message)) => {
                    console::print(&format!("{shown}: error: {message}\n"))?;
                    outcome = Outcome::Unsound;
                }
                Err(other) => return Err(other),
            }
        }
        Ok(outcome)
    }
}

/// A problem with the line and column of its place in the text.
fn located(problem: &Problem, article: &Article) -> String {
    let Place::Text(span) = problem.place else { return problem.to_string() };
    let paragraph = article.paragraph_at(span.start);
    let start = article.paragraphs().get(paragraph).map_or(0, |paragraph| paragraph.start);
    let before = crate::text::Span::new(start, span.start);
    let column = article.slice(before).chars().count() + 1;
    let whole = Problem { place: Place::Whole, ..problem.clone() };
    format!("{whole} (line {}, column {column} of the text)", paragraph + 1)
}
