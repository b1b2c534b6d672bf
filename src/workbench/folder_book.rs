//! The folder's codebook (`corpus-codebook.ron`): an article that nobody worked on takes it by itself, of any other
//! the person is asked. Nothing that was decided is touched.

use super::Workbench;
use super::coding::Recode;
use super::event::Event;
use super::notice::{Question, Topic};
use super::open::Open;
use crate::model::{By, Codebook, Edit, Severity, Status};
use crate::store::corpus::beside::{self, Part};
use crate::store::corpus::rules::{self, Rules};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// What the folder says of codebooks, and what the person answered.
#[derive(Debug, Default)]
pub(super) struct FolderBook {
    book: Option<Arc<Codebook>>,
    /// Why the file cannot be read, if it cannot.
    wrong: Option<String>,
    /// Whether every article takes the folder's codebook from now on.
    takes_all: bool,
    /// Articles that are to keep their own.
    left: BTreeSet<PathBuf>,
}

impl Workbench {
    /// Returns the codebook that the folder lays down for its articles.
    #[must_use]
    pub fn folder_codebook(&self) -> Option<&Arc<Codebook>> {
        self.folder_book.book.as_ref()
    }

    /// Brings the open article in line with what the folder lays down: its codebook, its actors.
    pub(super) fn keep_to_folder(&mut self) {
        self.keep_to_book();
        self.bring_in_line();
    }

    /// Takes in what the folder lays down, as it stands on disk now.
    pub(super) fn took_rules(&mut self, rules: Rules) {
        self.took_folder_keys(rules.keys);
        match rules.codebook {
            Ok(book) => {
                self.folder_book.wrong = None;
                if self.folder_book.book != book {
                    self.folder_book = FolderBook { book, ..FolderBook::default() };
                }
                self.keep_to_book();
            }
            Err(why) if self.folder_book.wrong.as_ref() != Some(&why) => {
                self.folder_book = FolderBook { wrong: Some(why.clone()), ..FolderBook::default() };
                self.tell(Severity::Error, why);
            }
            Err(_told) => {}
        }
    }

    fn keep_to_book(&mut self) {
        if !self.is_in_folder() {
            return;
        }
        let Some(book) = self.folder_book.book.clone() else { return };
        let Some(open) = self.open.as_mut().filter(|open| open.is_writable()) else { return };
        if **open.document.codebook() == *book {
            return;
        }
        if open.takes_unasked(&book) {
            return;
        }
        let own = open.document.codebook();
        if self.folder_book.takes_all {
            open.recode(Recode::Replace(book));
        } else if self.question.is_none() && !self.folder_book.left.contains(&open.place.path) {
            let lost = match open.touched_by(&Recode::Replace(Arc::clone(&book))) {
                0 => String::new(),
                count => format!(
                    " {count} annotations and links that somebody decided on are of layers that it lacks; they stay, and the check lists them."
                ),
            };
            let text = format!(
                "“{}” has the codebook “{}” (version {}), but the folder has “{}” (version {}). Is the article to take the folder’s?{lost}",
                open.title(),
                own.name,
                own.version,
                book.name,
                book.version
            );
            let answers = vec!["Take the folder’s", "In every article from now on", "Leave it as it is"];
            self.question = Some(Question { topic: Topic::FolderBook, text, answers });
        }
    }

    /// Takes the answer to a question on the folder's codebook.
    pub(super) fn answer_on_book(&mut self, topic: Topic, index: usize) {
        match (topic, index) {
            (Topic::FolderBook, 0 | 1) => {
                self.folder_book.takes_all = index == 1;
                if let (Some(book), Some(open)) = (self.folder_book.book.clone(), &mut self.open) {
                    open.recode(Recode::Replace(book));
                }
            }
            (Topic::FolderBook, _) => {
                self.folder_book.left.extend(self.open.as_ref().map(|open| open.place.path.clone()));
            }
            (Topic::ReplaceFolderBook, 0) => self.write_folder_book(),
            (Topic::DropFolderBook, 0) => self.remove_rules(Part::Codebook),
            _ => {}
        }
        self.keep_to_folder();
    }

    /// Makes the open document's codebook the folder's; asks before it takes another one's place.
    pub(super) fn make_folder_book(&mut self) {
        let Some(open) = &self.open else { return };
        let own = open.document.codebook();
        match (&self.folder, &self.folder_book.book) {
            (None, _) => self.tell(Severity::Note, "No folder is open: File, Open folder."),
            (_, Some(book)) if **book == **own => {
                self.tell(Severity::Note, "This is the folder’s codebook already.");
            }
            (_, Some(book)) => {
                let text = format!(
                    "The folder has the codebook “{}” (version {}). Is “{}” (version {}) to take its place? Articles that were worked on are asked about when they are opened.",
                    book.name, book.version, own.name, own.version
                );
                let answers = vec!["Replace it", "Cancel"];
                self.question = Some(Question { topic: Topic::ReplaceFolderBook, text, answers });
            }
            (_, None) => self.write_folder_book(),
        }
    }

    fn write_folder_book(&mut self) {
        let (Some(open), Some(folder)) = (&self.open, &self.folder) else { return };
        let (disk, path) = (Arc::clone(&self.files.disk), folder.path.clone());
        let book = Arc::clone(open.document.codebook());
        self.jobs.spawn("codebook", move || {
            let written = rules::write_codebook(&*disk, &path, &book);
            let place = Part::Codebook.path(&path);
            Event::RulesKept(
                written
                    .map(|()| format!("“{}” is the folder’s codebook now: {}", book.name, place.display())),
            )
        });
    }

    /// Asks whether the folder is to have no codebook any more.
    pub(super) fn ask_to_drop_book(&mut self) {
        let Some(book) = &self.folder_book.book else {
            self.tell(Severity::Note, "The folder has no codebook of its own.");
            return;
        };
        let text = format!(
            "Is “{}” (version {}) to be the folder’s codebook no longer? Its file is removed; every article keeps the codebook that it has.",
            book.name, book.version
        );
        let answers = vec!["Remove it", "Cancel"];
        self.question = Some(Question { topic: Topic::DropFolderBook, text, answers });
    }

    fn remove_rules(&mut self, part: Part) {
        let Some(path) = self.folder.as_ref().map(|folder| folder.path.clone()) else { return };
        let disk = Arc::clone(&self.files.disk);
        self.jobs.spawn("rules", move || {
            let removed = beside::remove(&*disk, &path, part);
            Event::RulesKept(removed.map(|()| format!("Removed: {}", part.path(&path).display())))
        });
    }

    /// What the folder lays down was written or removed, or not: it is read again.
    pub(super) fn rules_kept(&mut self, kept: Result<String, String>) {
        if kept.as_ref().is_err_and(|why| !why.is_empty()) || kept.as_ref().is_ok_and(|text| !text.is_empty())
        {
            self.told(kept);
        }
        self.list_again();
    }
}

/// Says whether a codebook is one that the folder's takes the place of by itself: the default one, or an older version.
fn is_former(own: &Codebook, folder: &Codebook) -> bool {
    *own == *Codebook::standard() || own.id == folder.id && own.version < folder.version
}

impl Open {
    /// Takes the folder's codebook where nobody has worked on the document; says whether it did.
    pub(super) fn takes_unasked(&mut self, book: &Arc<Codebook>) -> bool {
        let takes = self.is_untouched() && is_former(self.document.codebook(), book);
        if takes {
            let mut edits = self.without_layers_of(book);
            edits.push(Edit::SetCodebook(Arc::clone(book)));
            self.absorb(Edit::Batch(edits));
        }
        takes
    }

    /// Says whether no person has done anything in the document.
    fn is_untouched(&self) -> bool {
        let undecided = |one: &crate::model::Annotation| {
            one.status == Status::Suggested && one.origin.by != By::Person && one.note.is_empty()
        };
        self.history.is_empty() && self.document.annotations().all(undecided)
    }
}
