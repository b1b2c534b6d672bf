//! What panels and pointers ask for, with its particulars. Everything that needs none is a
//! [`Command`].

use super::coding::Recode;
use super::command::Command;
use super::selection::TextSelection;
use crate::formats::labels::Labels;
use crate::model::{
    Actor, ActorId, AnnotationId, ArticleState, Codebook, Filter, Gesture, LayerId, LinkId, Meta, Status,
    Target,
};
use crate::store::settings::{Keyword, Reading};
use crate::suggest::learned::Topic;
use crate::text::Span;
use smol_str::SmolStr;
use std::path::PathBuf;
use std::sync::Arc;

/// One end of a fragment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum End {
    /// Where it begins.
    Start,
    /// Where it ends.
    End,
}

/// Something that a person asks of the workbench.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// A command without particulars.
    Run(Command),
    /// Opens an article, a document or a folder.
    Open(PathBuf),
    /// Opens a text that stands in no file, under a name.
    OpenText {
        /// What to call it.
        name: String,
        /// The text.
        text: String,
    },
    /// Selects an annotation, or none; `reveal` brings it into view.
    Select {
        /// Which.
        id: Option<AnnotationId>,
        /// Whether to scroll to it.
        reveal: bool,
    },
    /// A click at this place of the text: the innermost annotation, again the next one out. While linking,
    /// chooses the target.
    ClickText(u32),
    /// Puts the caret or selects text.
    SelectText(TextSelection),
    /// Brings a stretch of the text into view.
    Reveal(Span),
    /// Makes an annotation of the given layer of a stretch.
    Annotate {
        /// The layer.
        layer: LayerId,
        /// The stretch.
        span: Span,
    },
    /// Makes an annotation of the given layer of the selection, or puts the selected annotation on it.
    Make(LayerId),
    /// Takes one of the shown candidates as speaker or source.
    PickVoice(usize),
    /// Forgets the offer to do the same at a mention's other places.
    ForgetOffer,
    /// Moves an end of a fragment.
    MoveEnd {
        /// The annotation.
        id: AnnotationId,
        /// Which of its fragments.
        fragment: usize,
        /// Which end.
        end: End,
        /// To which byte.
        to: u32,
        /// The drag that it belongs to.
        gesture: Gesture,
    },
    /// Moves the selected annotation's end that is nearest to this place of the text there.
    EndHere(u32),
    /// Accepts or rejects annotations in one step.
    Decide {
        /// Which.
        ids: Vec<AnnotationId>,
        /// The decision; `Suggested` takes it back.
        status: Status,
    },
    /// Removes what a person made; a suggestion is rejected instead.
    Remove(Vec<AnnotationId>),
    /// Sets an attribute; "" removes it.
    SetAttribute {
        /// The annotation.
        id: AnnotationId,
        /// The attribute.
        name: SmolStr,
        /// The value.
        value: SmolStr,
    },
    /// Puts an annotation on another layer.
    SetLayer(AnnotationId, LayerId),
    /// Sets the note.
    SetNote(AnnotationId, String),
    /// Says whom a mention mentions.
    SetActor(AnnotationId, Option<ActorId>),
    /// Says whom a mention mentions, by a name that may be new.
    SetActorByName(AnnotationId, String),
    /// Links an annotation; a single role replaces what was there.
    Link {
        /// The annotation it starts from.
        from: AnnotationId,
        /// The role.
        role: SmolStr,
        /// What it points to.
        to: Target,
    },
    /// Removes a link (a suggested one is rejected).
    Unlink(LinkId),
    /// Decides all mentions of an actor at once.
    DecideActor(ActorId, Status),
    /// Renames an actor.
    RenameActor(ActorId, String),
    /// Sets what an actor is.
    SetActorKind(ActorId, SmolStr),
    /// Sets an actor's country, ISO 3166 alpha-3.
    SetActorCountry(ActorId, SmolStr),
    /// Shows what is known of an actor, for editing.
    ShowActor(ActorId),
    /// Replaces what is known of an actor; its mentions follow its kind.
    EditActor(Box<Actor>),
    /// Gives the mentions that are written like one of them an actor of their own.
    SplitMentions(Vec<AnnotationId>),
    /// Merges the first actor into the second.
    MergeActors(ActorId, ActorId),
    /// Replaces the article's metadata.
    SetMeta(Box<Meta>),
    /// Sets how far the review is.
    SetState(ArticleState),
    /// Shows and hides.
    SetFilter(Box<Filter>),
    /// Changes the codebook, with what that touches.
    Recode(Box<Recode>),
    /// Asks whether to take a codebook.
    ConsiderCodebook(Arc<Codebook>),
    /// Does not take it.
    ForgetCodebook,
    /// Reads a codebook, to ask whether to take it.
    ImportCodebook(PathBuf),
    /// Writes the codebook.
    ExportCodebook(PathBuf),
    /// Sets the words that are searched for in the article.
    Find(crate::text::find::Query),
    /// Sets how the article and the window are set.
    SetReading(Reading),
    /// Sets what is coloured wherever it stands.
    SetKeywords(Vec<Keyword>),
    /// Makes an annotation of the given layer of every hit of the search, in one step.
    AnnotateHits(LayerId),
    /// Saves the document under another name.
    SaveAs(PathBuf),
    /// Writes the export that the panel shows.
    ExportTo(PathBuf),
    /// Writes the export of all documents of the folder.
    ExportAllTo(PathBuf),
    /// Makes a folder of the articles of a file, within this one.
    UnpackInto(PathBuf),
    /// Opens a piece of a web page that was pasted.
    OpenHtml(String),
    /// Brings labels of another program where they belong, and keeps that for next time.
    MapLabels(Box<Labels>),
    /// Asks for an up-to-date preview of the export.
    WantPreview,
    /// Chooses the export’s format by name.
    SetExportFormat(SmolStr),
    /// Says whether exports carry rejected annotations too.
    SetExportRejected(bool),
    /// Says whether no more than the selected passage is drawn.
    SetExportPassage(bool),
    /// Says whether lines end as MAXQDA counts them.
    SetExportMaxqda(bool),
    /// Goes on with unsaved work that lies in no file, by its journal.
    OpenLeft(PathBuf),
    /// Opens one of the articles of the folder by its index.
    OpenListed(usize),
    /// Arranges the folder's list.
    Arrange(Box<super::folder::Arrange>),
    /// Asks for what is not known yet of articles that are seen.
    WantCards(Vec<usize>),
    /// Looks at the folder and the open document's file again: the window came to the front.
    LookAgain,
    /// Looks for something in all articles of the folder.
    Seek(String),
    /// Opens the article of a place that the search over the folder found.
    OpenHit(usize),
    /// Writes what the search over the folder found as a table.
    WriteTable(PathBuf),
    /// Makes an annotation of the given layer of every place that the search over the folder found.
    AnnotateFound(LayerId),
    /// Asks for up-to-date counts of the folder's actors.
    WantFolderActors,
    /// Takes files that were dropped on the window.
    Drop(Vec<PathBuf>),
    /// Stops the work on many files after the file that it is at.
    StopWork,
    /// Opens what the command line named: articles, documents, a folder.
    OpenAll(Vec<PathBuf>),
    /// Changes the settings.
    SetSettings(Box<crate::store::Settings>),
    /// Notes how the window looks, for the next session.
    NoteView(Box<super::resuming::View>),
    /// Looks at a former version of the document, by its place in the list.
    ShowVersion(usize),
    /// Goes back to the version that is shown.
    RestoreVersion,
    /// Renames an actor in all articles of the folder.
    RenameEverywhere(ActorId, String),
    /// Merges the first actor into the second in all articles of the folder.
    MergeEverywhere(ActorId, ActorId),
    /// A letter typed while something waits for one.
    Letter(char),
    /// Answers the question that is being asked, by the index of the answer.
    Answer(usize),
    /// Gives a command other keys; none given: its own ones again.
    SetKeys(Command, Option<Vec<super::command::Shortcut>>),
    /// Gives a command other keys in this folder, for everybody; none given: the folder says nothing of it.
    SetFolderKeys(Command, Option<Vec<super::command::Shortcut>>),
    /// Sets the analyst's name.
    SetAnalyst(String),
    /// Forgets something that was learned.
    Forget(Topic),
    /// Takes up again what was forgotten.
    LearnAgain(Topic),
    /// Forgets all that was learned in this corpus.
    ForgetAllLessons,
    /// Asks a suggester of the user's own, by its name.
    SuggestWith(String),
    /// Forgets a notice.
    Dismiss(u64),
}

impl From<Command> for Action {
    fn from(command: Command) -> Self {
        Self::Run(command)
    }
}
