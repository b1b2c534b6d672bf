//! The table of commands: one row each, by menu.

use super::{Entry, Key, Menu, Needs, Shortcut};
use strum::EnumIter;

macro_rules! commands {
    ($($(#[$group:meta])* $command:ident: $menu:ident, $needs:ident, $name:literal, [$($key:expr),*], $hint:literal;)*) => {
        /// Everything that a person can do without particulars, in the order of menus and palette.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, strum::IntoStaticStr)]
        pub enum Command {
            $(#[doc = $hint] $(#[$group])* $command,)*
        }

        impl Command {
            /// Returns the command's row of the table.
            #[must_use]
            pub const fn entry(self) -> Entry {
                match self {
                    $(Self::$command => Entry {
                        name: $name, hint: $hint, menu: Menu::$menu, keys: const { &[$($key),*] }, needs: Needs::$needs,
                    },)*
                }
            }
        }
    };
}

use Shortcut as K;
const fn c(char: char) -> Shortcut {
    K::plain(Key::Char(char))
}

commands! {
    Open: File, Nothing, "Open…", [K::ctrl('o')], "Opens an article or a document.";
    OpenFolder: File, Nothing, "Open folder…", [K::ctrl_shift('o')], "Opens a folder of articles.";
    Paste: File, Nothing, "New from clipboard", [K::ctrl_shift('v')], "Makes an article of the text in the clipboard.";
    OpenExample: File, Nothing, "Open the example", [], "Opens an article to try Glossator with.";
    NextArticle: File, Folder, "Next article", [K { ctrl: true, shift: false, alt: false, key: Key::Down }], "Opens the next article of the folder.";
    PreviousArticle: File, Folder, "Previous article", [K { ctrl: true, shift: false, alt: false, key: Key::Up }], "Opens the previous article of the folder.";
    Save: File, Writable, "Save", [K::ctrl('s')], "Writes the document beside its article.";
    SaveAs: File, Document, "Save as…", [K::ctrl_shift('s')], "Writes the document under another name.";
    Export: File, Document, "Export…", [K::ctrl('e')], "Shows the export panel.";
    ExportSave: File, Document, "Save the export…", [], "Writes the export to a file.";
    ExportCopy: File, Document, "Copy the export", [], "Puts the export into the clipboard.";
    ExportAll: File, Folder, "Export all of the folder…", [], "Writes the export of every document of the folder.";
    Metadata: File, Document, "Article's metadata", [K::ctrl('i')], "Shows title, outlet, author, date and language for editing.";
    FormerVersions: File, Document, "Former versions…", [], "Lists the versions of the document that were saved before, and goes back to one.";
    CloseDocument: File, Document, "Close the article", [K::ctrl('w')], "Closes the article; what was done is kept.";
    Quit: File, Nothing, "Quit", [], "Closes Glossator; what was done is kept.";

    Undo: Edit, Undo, "Undo", [K::ctrl('z')], "Takes back the last step.";
    Redo: Edit, Redo, "Redo", [K::ctrl_shift('z'), K::ctrl('y')], "Does again what was taken back.";
    Copy: Edit, Document, "Copy the text", [K::ctrl('c')], "Copies the selected text or the selected annotation's words.";
    CopyCitation: Edit, Document, "Copy as citation", [K::ctrl_shift('c')], "Copies the text with its speaker, source and place.";
    Find: Edit, Document, "Find in the article", [K::ctrl('f')], "Searches the article.";
    SearchFolder: Edit, Folder, "Search the folder", [K::ctrl_shift('f')], "Searches all articles of the folder: words, expressions, and what is annotated.";
    SearchTable: Edit, Folder, "Save what the search found…", [], "Writes the places that the search over the folder found as a table.";
    UndoInFolder: Edit, Folder, "Undo in the folder", [], "Takes the last change back that was made in all articles of the folder.";
    FindNext: Edit, Document, "Next hit", [K::plain(Key::F(3))], "Goes to the next hit.";
    FindPrevious: Edit, Document, "Previous hit", [K { ctrl: false, shift: true, alt: false, key: Key::F(3) }], "Goes to the previous hit.";
    Cancel: Edit, Nothing, "Cancel", [K::plain(Key::Escape)], "Leaves what was begun: linking, a dialog, the selection.";

    Settings: Edit, Nothing, "Settings…", [K::ctrl(',')], "Shows what can be set: your name, how certain suggestions must be, the start; and where it is kept.";

    Palette: View, Nothing, "All commands…", [K::ctrl_shift('p')], "Finds a command by its name.";
    ToggleTheme: View, Nothing, "Light or dark", [K::ctrl_shift('l')], "Changes between the light and the dark theme.";
    ZoomIn: View, Nothing, "Larger text", [K::ctrl('+'), K::ctrl('=')], "Makes the text larger.";
    ZoomOut: View, Nothing, "Smaller text", [K::ctrl('-')], "Makes the text smaller.";
    ZoomReset: View, Nothing, "Normal text size", [K::ctrl('0')], "Sets the text to its normal size.";
    LargerWindow: View, Nothing, "Larger window", [K::ctrl_alt('+'), K::ctrl_alt('=')], "Makes everything in the window larger.";
    SmallerWindow: View, Nothing, "Smaller window", [K::ctrl_alt('-')], "Makes everything in the window smaller.";
    WiderMeasure: View, Nothing, "Longer lines", [K::alt('=')], "Makes the column of text wider.";
    NarrowerMeasure: View, Nothing, "Shorter lines", [K::alt('-')], "Makes the column of text narrower.";
    LooserLines: View, Nothing, "Wider line spacing", [], "Sets the lines further apart.";
    TighterLines: View, Nothing, "Narrower line spacing", [], "Sets the lines closer together.";
    Appearance: View, Nothing, "Text and window…", [K::ctrl_shift(',')], "Sets size, line length and spacing, and what the page shows.";
    CleanReading: View, Document, "Clean reading", [c('u')], "Hides all highlights until the key is pressed again.";
    ToggleActors: View, Document, "Show actors", [K::alt('1')], "Shows or hides actors.";
    ToggleQuotes: View, Document, "Show quotes", [K::alt('2')], "Shows or hides quotes.";
    ToggleClaims: View, Document, "Show claims", [K::alt('3')], "Shows or hides claims.";
    ToggleCues: View, Document, "Show cues", [K::alt('4')], "Shows or hides the words that tell of saying.";
    ToggleNames: View, Nothing, "Show speakers' names", [K::alt('5')], "Writes the speaker's name in the margin beside each quote.";
    ToggleScores: View, Nothing, "Paler where less certain", [K::alt('6')], "Tints a suggestion the more strongly, the more certain it is.";
    ToggleKeywords: View, Nothing, "Show keywords", [K::alt('7')], "Shows or hides the colours of keywords.";
    Keywords: View, Nothing, "Keywords…", [K::ctrl('k')], "Lists the expressions that are coloured wherever they stand.";
    ColourWords: View, Document, "Colour these words", [c('k')], "Makes a keyword of the selected words, coloured wherever they stand; again, no more.";
    ToggleCalm: View, Nothing, "Reduced motion", [], "Lets the page jump instead of glide, and nothing spin.";
    ToggleAdjectives: View, Document, "Show adjectives", [], "Shows or hides adjectives among the actors (Russian).";
    ToggleSuggested: View, Document, "Show undecided", [K::alt('8')], "Shows or hides what nobody has decided on.";
    ToggleAccepted: View, Document, "Show accepted", [K::alt('9')], "Shows or hides what was accepted.";
    ToggleRejected: View, Document, "Show rejected", [K::alt('0')], "Shows what was rejected, struck through.";
    ShowMore: View, Document, "Show less certain suggestions", [K::alt('.')], "Lowers the score from which suggestions are shown.";
    ShowFewer: View, Document, "Show only more certain suggestions", [K::alt(',')], "Raises the score from which suggestions are shown.";
    ToggleLeft: View, Nothing, "Articles and actors", [K::ctrl('b')], "Shows or hides the left panel.";
    ToggleRight: View, Nothing, "Inspector and list", [K::ctrl_shift('b')], "Shows or hides the right panel.";
    NextPane: View, Document, "Between text and panel", [K::plain(Key::F(6))], "Gives the keyboard to the panel, where Tab goes from one control to the next, or back to the text.";
    ShowInspector: View, Document, "Inspector", [], "Shows the selected annotation for editing.";
    ShowList: View, Document, "List of annotations", [K::ctrl('l')], "Shows the list of annotations.";
    Guidelines: View, Document, "Codebook and guidelines", [c('g')], "Shows the codebook beside the text: what each layer and value means, with examples.";

    MakeActor: Annotate, Selection, "Actor", [c('1')], "Makes an actor of the selection, or of the selected annotation.";
    MakeQuote: Annotate, Selection, "Quote", [c('2')], "Makes a quote of the selection, or of the selected annotation.";
    MakeClaim: Annotate, Selection, "Claim", [c('3')], "Makes a claim of the selection, or of the selected annotation.";
    QuoteHere: Annotate, Writable, "Quote of what is under the caret", [c('q')], "Makes a quote of the quotation or the transcript's line under the caret, with its speaker; again, of what is reported, the sentence, the clause.";
    ClaimHere: Annotate, Writable, "Claim of what is under the caret", [c('c')], "Makes a claim of the sentence under the caret, with its source; again, of the clause.";
    ActorHere: Annotate, Writable, "Actor of what is under the caret", [c('i')], "Makes an actor of the name under the caret: its capitalised words, else the word.";
    SetType: Annotate, Annotation, "Type…", [c('t')], "Chooses the type by a letter.";
    StartLeft: Annotate, Annotation, "Start one word left", [c('[')], "Moves the start of the annotation one word to the left.";
    StartRight: Annotate, Annotation, "Start one word right", [c(']')], "Moves the start of the annotation one word to the right.";
    EndLeft: Annotate, Annotation, "End one word left", [c('{')], "Moves the end of the annotation one word to the left.";
    EndRight: Annotate, Annotation, "End one word right", [c('}')], "Moves the end of the annotation one word to the right.";
    StartLeftChar: Annotate, Annotation, "Start one character left", [K::alt('[')], "Moves the start one character to the left.";
    StartRightChar: Annotate, Annotation, "Start one character right", [K::alt(']')], "Moves the start one character to the right.";
    EndLeftChar: Annotate, Annotation, "End one character left", [K::alt('{')], "Moves the end one character to the left.";
    EndRightChar: Annotate, Annotation, "End one character right", [K::alt('}')], "Moves the end one character to the right.";
    StartBreakLeft: Annotate, Annotation, "Start one break left", [c('<')], "Moves the start back to where a clause, quotation or sentence begins.";
    StartBreakRight: Annotate, Annotation, "Start one break right", [c('>')], "Moves the start on to where the next clause, quotation or sentence begins.";
    EndBreakLeft: Annotate, Annotation, "End one break left", [c('(')], "Moves the end back to where a clause, quotation or sentence ends.";
    EndBreakRight: Annotate, Annotation, "End one break right", [c(')')], "Moves the end on to where the next clause, quotation or sentence ends.";
    SnapToMarks: Annotate, Annotation, "To the quotation marks", [c('"')], "Sets both ends to the quotation marks around.";
    SnapToSentence: Annotate, Annotation, "To the sentence", [c('.')], "Sets both ends to the sentence; again, to the paragraph.";
    SnapToClause: Annotate, Annotation, "To the clause", [c(',')], "Sets both ends to the clause; again, to the breaks around it.";
    NextSpeaker: Annotate, Annotation, "Next candidate speaker", [c('s')], "Takes the next candidate as the speaker or source, or as the actor of a mention, and lists all; a digit chooses.";
    PreviousSpeaker: Annotate, Annotation, "Previous candidate speaker", [c('S')], "Takes the previous candidate as the speaker, source or actor.";
    ShowSpeakers: Annotate, Annotation, "Candidate speakers…", [c('w')], "Shows who may have said it, or who is mentioned, the likeliest first; a digit chooses.";
    SpeakerAuthor: Annotate, Annotation, "The author says it", [c('A')], "Makes the article's author the speaker or source.";
    LinkTo: Annotate, Annotation, "Link to…", [c('l')], "The next click, or n, p and Enter, choose what the annotation is linked to; select an unmarked name and press Enter to make an actor of it.";
    Overlapping: Annotate, Document, "What overlaps, in turn", [c('o')], "Selects the annotations at this place one after the other.";
    AllOccurrences: Annotate, Document, "All occurrences", [c('a')], "Does what was done to this mention, quote or claim to all occurrences of its words in the article.";
    OccurrencesInFolder: Annotate, Folder, "All occurrences in the folder", [K::alt('a')], "Does what was done to this mention, quote or claim to all occurrences of its words in the folder's articles; shows them first.";
    SplitQuote: Annotate, Annotation, "Split at the attribution", [c('/')], "Takes the attribution out of a quote, or the selected text, or cuts at the caret.";
    JoinFragments: Annotate, Annotation, "Join the fragments", [c('j')], "Makes one stretch of all fragments.";
    JoinNext: Annotate, Annotation, "Join with the next", [c('J')], "Takes the next annotation of the layer in as a further fragment.";
    Duplicate: Annotate, Annotation, "Duplicate on another layer…", [c('d')], "The next key chooses the layer: 1, 2, 3 or the codebook's own.";
    EditActor: Annotate, Annotation, "Edit the actor…", [c('e')], "Shows what is known of the actor: name, kind, country, aliases, Wikidata number, parent body, colour, notes.";
    MergeActor: Annotate, Annotation, "Merge the actor into…", [c('M')], "Makes one actor of this one and another; mentions follow.";
    SplitActor: Annotate, Annotation, "An actor of its own", [c('N')], "Gives this mention a new actor, called as it is written; a does so for all its occurrences.";
    Note: Annotate, Annotation, "Note", [c('m')], "Writes a note on the annotation.";
    Delete: Annotate, Annotation, "Delete", [K::plain(Key::Delete), c('x')], "Deletes what a person made; a suggestion is rejected.";

    NextUndecided: Review, Document, "Next undecided", [c('n')], "Goes to the next suggestion.";
    PreviousUndecided: Review, Document, "Previous undecided", [c('p')], "Goes to the previous suggestion.";
    NextAnnotation: Review, Document, "Next annotation", [K::plain(Key::Tab)], "Selects the next annotation, decided or not.";
    PreviousAnnotation: Review, Document, "Previous annotation", [K { ctrl: false, shift: true, alt: false, key: Key::Tab }], "Selects the previous annotation, decided or not.";
    Accept: Review, Annotation, "Accept and go on", [K::plain(Key::Enter)], "Accepts the selected suggestion (an actor with all its mentions) and goes to the next.";
    Reject: Review, Annotation, "Reject and go on", [K::plain(Key::Backspace)], "Rejects the selected suggestion (an actor with all its mentions) and goes to the next.";
    AcceptParagraph: Review, Writable, "Accept the paragraph and go on", [c('y')], "Accepts all that is shown and undecided in this paragraph, in one step, and goes to the next suggestion.";
    AcceptOne: Review, Annotation, "Accept only this mention", [K { ctrl: false, shift: true, alt: false, key: Key::Enter }], "Accepts this one mention and goes to the next suggestion.";
    RejectOne: Review, Annotation, "Reject only this mention", [K { ctrl: false, shift: true, alt: false, key: Key::Backspace }], "Rejects this one mention and goes to the next suggestion.";
    Undecide: Review, Annotation, "Undecided again", [c('0')], "Takes the decision on the selected annotation back.";
    AcceptAll: Review, Writable, "Decide on many…", [K { ctrl: true, shift: false, alt: false, key: Key::Enter }], "Accepts or rejects all that is shown, or of a kind or a score, in one step; lists it first.";
    AcceptActor: Review, Annotation, "Decide on all of this actor…", [K { ctrl: true, shift: true, alt: false, key: Key::Enter }], "Accepts or rejects all mentions of this actor, its quotes and claims, in one step; lists them first.";
    LeastCertainFirst: Review, Document, "Least certain first", [c('z')], "Goes through the suggestions by certainty rather than by position.";
    FocusMode: Review, Document, "Focus on what is reviewed", [c('f')], "Dims all but the sentence of the selected annotation.";
    MarkDone: Review, Writable, "Article is done", [K::ctrl('d')], "Marks the article as done, or as in review again.";

    Suggest: Tools, Writable, "Suggest again", [K::ctrl('r')], "Looks for actors, quotes and claims again; decisions stay.";
    ToggleAttitudes: Tools, Nothing, "Suggest attitudes and plans, too", [], "Whether what people are reported to believe, want, plan, back or oppose is suggested as a quote.";
    ToggleClosely: Tools, Nothing, "Read closely, too", [], "Whether a network inside the program reads English articles once more after the first suggestions, and corrects them.";
    SuggestWith: Tools, Document, "Suggest with a program of your own…", [], "Shows the programs that your settings name as suggesters, and asks one about the article.";
    StopSuggesting: Tools, Document, "Stop suggesting", [], "Stops looking for suggestions and reading closely; a program of your own is ended.";
    Lessons: Tools, Nothing, "What was learned…", [], "Shows what your decisions taught in this corpus, why, and lets you forget it.";
    Check: Tools, Document, "Check the document", [], "Lists what is wrong with the document.";
    ImportCodebook: Tools, Writable, "Import a codebook…", [], "Reads a codebook (RON), to replace this one or to add its layers.";
    ExportCodebook: Tools, Document, "Export the codebook…", [], "Writes the codebook (RON).";
    KeepCodebook: Tools, Document, "Make this the folder’s codebook", [], "Writes the document’s codebook beside the articles (corpus-codebook.ron); new articles take it, of others you are asked.";
    DropCodebook: Tools, Folder, "Remove the folder’s codebook…", [], "Removes corpus-codebook.ron; every article keeps the codebook that it has.";
    FolderActors: Tools, Folder, "Actors of the folder…", [K::ctrl_shift('a')], "Shows the actors of all articles; renames and merges them everywhere.";
    Labels: Tools, Writable, "Labels of the file…", [], "Says what labels of another program become, and lists what went wrong when the file was read.";
    Analyst: Tools, Nothing, "Your name…", [], "Sets the name that stands on what you decide.";

    Help: Help, Nothing, "Keys", [K::plain(Key::F(1)), c('?')], "Shows all keys.";
    ChangeKeys: Help, Nothing, "Change the keys…", [], "Gives commands other keys; shows which keys clash.";
    KeepKeys: Help, Folder, "Make these the folder’s keys", [], "Writes the keys that you changed beside the articles (corpus-keys.ron), for everybody who opens the folder.";
    DropKeys: Help, Folder, "Remove the folder’s keys", [], "Removes corpus-keys.ron; your own keys hold again.";
    CopyDiagnostics: Help, Nothing, "Copy diagnostics", [], "Puts what a bug report needs into the clipboard; no article's text is in it.";
    About: Help, Nothing, "About Glossator", [], "Shows version, licences and where files lie.";
}
