//! Former versions of the open document: the list, what going back to one would change, and going back.

use super::Workbench;
use super::effect::{Effect, Panel};
use super::event::Event;
use crate::formats::annotation::native;
use crate::model::{Annotation, AnnotationId, Document, Edit, Severity, difference};
use crate::store::backup::{self, Backup};
use std::sync::Arc;

/// How many differences are told one by one.
const TOLD: usize = 200;

/// A former version that was looked at.
#[derive(Debug, Clone)]
pub struct Shown {
    /// Which.
    pub backup: Backup,
    /// Why it cannot be read, if it cannot.
    pub wrong: Option<String>,
    /// What going back to it changes, a line each.
    pub lines: Vec<String>,
    document: Option<Arc<Document>>,
}

/// The former versions of the open document.
#[derive(Debug, Clone, Default)]
pub struct Versions {
    /// The newest first.
    pub list: Vec<Backup>,
    /// The one that is looked at.
    pub shown: Option<Shown>,
}

impl Workbench {
    /// Returns the former versions that the dialog shows.
    #[must_use]
    pub fn versions(&self) -> &Versions {
        &self.versions
    }

    /// Lists the former versions and shows them.
    pub(super) fn list_versions(&mut self) {
        let Some(open) = &self.open else { return };
        let Some(native) = open.place.native.clone() else {
            self.tell(
                Severity::Note,
                "The article lies in no file yet, so there are no former versions of it.",
            );
            return;
        };
        let folder = self.files.places.backups(open.document.id(), &native);
        let (disk, generation) = (Arc::clone(&self.files.disk), self.generation);
        self.jobs.spawn("versions", move || Event::Versions(generation, backup::list(&*disk, &folder)));
    }

    pub(super) fn listed_versions(&mut self, list: Vec<Backup>) {
        if list.is_empty() {
            self.tell(Severity::Note, "There are no former versions: they are kept from the second save on.");
            return;
        }
        self.versions = Versions { list, shown: None };
        self.effects.push(Effect::Show(Panel::Versions));
    }

    /// Looks at a former version.
    pub(super) fn show_version(&mut self, index: usize) {
        let (Some(open), Some(backup)) = (&self.open, self.versions.list.get(index).cloned()) else { return };
        let (disk, generation, now) = (Arc::clone(&self.files.disk), self.generation, open.document.clone());
        self.jobs.spawn("version", move || {
            let bytes = disk.read(&backup.path, native::MAX_BYTES as u64).map_err(|why| why.to_string());
            let read = bytes.and_then(|bytes| native::read(&bytes).map_err(|why| why.to_string()));
            let shown = match read {
                Ok(loaded) => {
                    let lines = lines(&now, &loaded.document);
                    Shown { backup, wrong: None, lines, document: Some(Arc::new(loaded.document)) }
                }
                Err(why) => Shown { backup, wrong: Some(why), lines: Vec::new(), document: None },
            };
            Event::Version(generation, Box::new(shown))
        });
    }

    /// Goes back to the version that is shown, as one step that can be undone.
    pub(super) fn restore_version(&mut self) {
        let document = self.versions.shown.as_ref().and_then(|shown| shown.document.clone());
        let (Some(document), Some(open)) = (document, &mut self.open) else { return };
        if document.text() != open.document.text() {
            self.tell(Severity::Warning, "That version is of another text; open its file to look at it.");
            return;
        }
        let edit = difference(&open.document, &document);
        open.perform("go back to a former version", None, edit);
        self.tell(
            Severity::Note,
            "This is the former version. Undo takes it back in one step; saving keeps it.",
        );
    }
}

/// Says what going from one document to the other changes.
fn lines(from: &Document, to: &Document) -> Vec<String> {
    if from.text() != to.text() {
        return vec!["The text is another one.".to_owned()];
    }
    let Edit::Batch(edits) = difference(from, to) else { return Vec::new() };
    let all = edits.len();
    let mut lines: Vec<_> = edits.iter().take(TOLD).map(|edit| line(edit, from)).collect();
    if all > TOLD {
        lines.push(format!("… and {} more", all - TOLD));
    }
    if lines.is_empty() {
        lines.push("Nothing: it is as the article is now.".to_owned());
    }
    lines
}

fn line(edit: &Edit, from: &Document) -> String {
    let words = |one: &Annotation| {
        let words = native::shorten(&one.words(from.text())).replace('\n', " ");
        format!("{} “{words}” ({})", one.layer, one.status.name())
    };
    let known = |id: &AnnotationId| from.annotation(id);
    match edit {
        Edit::PutAnnotation(one) if known(&one.id).is_some() => format!("otherwise: {}", words(one)),
        Edit::PutAnnotation(one) => format!("comes back: {}", words(one)),
        Edit::RemoveAnnotation(id) => {
            known(id).map_or_else(String::new, |one| format!("goes: {}", words(one)))
        }
        Edit::PutLink(link) => format!("link {} of {}", link.role, link.from),
        Edit::RemoveLink(id) => format!("link {id} goes"),
        Edit::PutActor(actor) => format!("actor {}", actor.name),
        Edit::RemoveActor(id) => format!("actor {id} goes"),
        Edit::Redirect(old, _) => format!("merging of {old}"),
        Edit::SetMeta(_) => "the metadata".to_owned(),
        Edit::SetState(state) => format!("state: {}", state.name()),
        Edit::SetCodebook(_) => "the codebook".to_owned(),
        Edit::Batch(edits) => format!("{} changes", edits.len()),
    }
}
