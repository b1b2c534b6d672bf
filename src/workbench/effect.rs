//! What the workbench asks of the window: dialogs, the clipboard, panels. The command line ignores it.

use crate::model::ActorId;
use std::path::PathBuf;

/// A path that the person must choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// An article or document to open.
    Open,
    /// A folder to open.
    OpenFolder,
    /// Where to save; what is proposed.
    SaveAs(PathBuf),
    /// Where to export; what is proposed.
    Export(PathBuf),
    /// A codebook to read.
    ImportCodebook,
    /// Where to write the codebook; what is proposed.
    ExportCodebook(PathBuf),
    /// Where to write what the search found; what is proposed.
    Table(PathBuf),
    /// Where to export all documents of the folder to, one file; what is proposed.
    ExportAll(PathBuf),
    /// The folder to export all documents to, a file each.
    ExportFolder,
    /// The folder to make a folder of articles in.
    UnpackInto,
}

/// A part of the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Panel {
    /// The selected annotation for editing.
    Inspector,
    /// The list of annotations.
    List,
    /// The export panel.
    Export,
    /// The codebook.
    Codebook,
    /// The article's metadata.
    Metadata,
    /// What labels of another program become.
    Labels,
    /// The search in the article.
    Find,
    /// How the article and the window are set.
    Appearance,
    /// What is coloured wherever it stands.
    Keywords,
    /// The search over the folder.
    Search,
    /// The actors of the folder.
    FolderActors,
    /// The settings.
    Settings,
    /// The former versions of the document.
    Versions,
    /// All commands by name.
    Palette,
    /// All keys.
    Help,
    /// All keys, for changing them.
    Keys,
    /// Version, licences, places.
    About,
    /// The field for the analyst's name.
    Analyst,
    /// What was learned.
    Learned,
    /// The suggesters of the user's own.
    Suggesters,
    /// The note of the selected annotation.
    Note,
    /// What is known of an actor.
    Actor(ActorId),
    /// The actors that an actor could be merged into.
    Merge(ActorId),
    /// What deciding on many suggestions would touch.
    Bulk {
        /// Those of the selected actor, rather than all that is shown.
        of_actor: bool,
    },
}

/// Something that only the window can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Ask for a path.
    Ask(Ask),
    /// Show a panel and put the focus there.
    Show(Panel),
    /// Put text into the clipboard.
    Copy(String),
    /// Read the clipboard and open its text.
    Paste,
    /// Give the keyboard to the panel, or back to the text.
    NextPane,
    /// Close the window.
    Quit,
}
