//! The actors of the whole folder: one registry beside the articles, which the open article is brought in line with.

use super::Workbench;
use super::action::Action;
use super::annotating::Changed;
use super::event::Event;
use super::notice::{Question, Topic};
use crate::model::{Actor, ActorId, Actors, Edit, Severity};
use crate::store::corpus::beside::Part;
use crate::store::corpus::registry;
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// One change of the folder's actors, and how it is taken back.
#[derive(Debug, Clone)]
struct Step {
    label: String,
    /// The entries and redirects as they were.
    entries: Vec<(ActorId, Option<Actor>)>,
    redirects: Vec<(ActorId, Option<ActorId>)>,
}

/// What can be taken back in the folder.
#[derive(Debug, Clone)]
enum Undo {
    Actors(Step),
    Bulk(Box<Changed>),
}

/// One actor of the folder, with how often it is mentioned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderActor {
    /// The actor.
    pub id: ActorId,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: SmolStr,
    /// Its other names.
    pub aliases: String,
    /// In how many articles it is mentioned.
    pub articles: usize,
    /// How often.
    pub mentions: usize,
}

impl FolderActor {
    /// Says in words how often it is mentioned: "14 mentions in 3 articles".
    #[must_use]
    pub fn how_often(&self) -> String {
        let articles =
            if self.articles == 1 { "one article".to_owned() } else { format!("{} articles", self.articles) };
        match self.mentions {
            0 => "no mentions".to_owned(),
            1 => format!("one mention in {articles}"),
            mentions => format!("{mentions} mentions in {articles}"),
        }
    }
}

/// The folder's actors.
#[derive(Debug, Clone, Default)]
pub struct Registry {
    /// The actors, and which of them were merged.
    pub actors: Arc<Actors>,
    /// Whether the file can be read and so may be written.
    sound: bool,
    /// What can be taken back.
    steps: Vec<Undo>,
    rows: Vec<FolderActor>,
    /// Of how many articles and which revision of the open one the rows count, and when that was done.
    counted: Option<((usize, u64), Instant)>,
    /// The revision of the open document that was learned from.
    learned: (u64, u64),
    /// What waits for an answer.
    asked: Option<Box<Action>>,
    /// Whether every article takes the folder's names from now on, and articles that are to keep theirs.
    takes_all: bool,
    left: BTreeSet<PathBuf>,
}

/// How often the actors are counted while articles are read.
const PAUSE: Duration = Duration::from_millis(300);

impl Registry {
    /// Returns what undoing would take back.
    #[must_use]
    pub fn undo_label(&self) -> Option<&str> {
        self.steps.last().map(|step| match step {
            Undo::Actors(step) => step.label.as_str(),
            Undo::Bulk(done) => done.label(),
        })
    }

    /// Returns the actors with their counts, the most mentioned first.
    #[must_use]
    pub fn rows(&self) -> &[FolderActor] {
        &self.rows
    }

    pub(super) fn note_bulk(&mut self, done: Changed) {
        self.steps.push(Undo::Bulk(Box::new(done)));
    }
}

impl Workbench {
    /// Returns the folder's actors.
    #[must_use]
    pub fn registry(&self) -> &Registry {
        &self.registry
    }

    /// Reads the folder's actors on a thread.
    pub(super) fn load_registry(&mut self) {
        self.registry = Registry::default();
        self.read_registry();
    }

    fn read_registry(&mut self) {
        let Some(folder) = self.folder.as_ref().map(|folder| folder.path.clone()) else { return };
        let (disk, ticket) = (Arc::clone(&self.files.disk), self.corpus.ticket);
        self.jobs
            .spawn("actors", move || Event::Registry(ticket, registry::load(&*disk, &folder).map(Box::new)));
    }

    pub(super) fn took_registry(&mut self, loaded: Result<Box<Actors>, String>) {
        match loaded {
            Ok(actors) => {
                self.registry.actors = Arc::new(*actors);
                self.registry.sound = true;
                self.bring_in_line();
            }
            Err(message) => {
                self.registry.sound = false;
                self.tell(Severity::Error, message);
            }
        }
    }

    /// Somebody changed files of the folder: the registry may be among them.
    pub(super) fn registry_changed(&mut self, changed: &[PathBuf]) {
        let name = Part::Actors.file_name();
        if changed.iter().any(|path| path.file_name().is_some_and(|own| own == name)) {
            self.read_registry();
        }
    }

    fn keep_registry(&mut self) {
        let Some(folder) = self.folder.as_ref().filter(|_| self.registry.sound) else { return };
        let (disk, path, actors) =
            (Arc::clone(&self.files.disk), folder.path.clone(), Arc::clone(&self.registry.actors));
        let written = Arc::clone(&self.corpus_writes);
        let number = written.next();
        self.jobs.spawn("actors", move || {
            let done = written.in_turn(number, || registry::save(&*disk, &path, &actors));
            match done {
                Some(Err(message)) => Event::Told(Err(message)),
                _ => Event::Closed,
            }
        });
    }

    /// Says whether the open document lies in the open folder.
    pub(super) fn is_in_folder(&self) -> bool {
        self.folder.as_ref().is_some_and(|folder| folder.current.is_some())
    }

    /// Brings the open document's actors in line with the folder's.
    pub(super) fn bring_in_line(&mut self) {
        if !self.is_in_folder() {
            return;
        }
        let Some(open) = self.open.as_mut().filter(|open| open.is_writable()) else { return };
        let in_line = registry::in_line(&open.document, &self.registry.actors);
        if let Some(edit) = in_line.edit {
            open.absorb(edit);
        }
        let Some((_, own, known)) = in_line.differing.first() else { return };
        if self.registry.takes_all {
            self.take_actors();
        } else if self.question.is_none() && !self.registry.left.contains(&open.place.path) {
            let more = match in_line.differing.len() {
                1 => String::new(),
                count => format!(" (and {} more are called otherwise)", count - 1),
            };
            let text = format!(
                "“{}” calls an actor “{own}” that the folder calls “{known}”{more}. Is the article to take the folder’s names? Its own stay as other names.",
                open.title()
            );
            let answers = vec!["Take the folder’s", "In every article from now on", "Leave both"];
            self.question = Some(Question { topic: Topic::FolderActors, text, answers });
        }
    }

    /// Takes the answer on actors that the open article calls otherwise than the folder.
    pub(super) fn answer_on_actors(&mut self, index: usize) {
        match index {
            0 | 1 => {
                self.registry.takes_all = index == 1;
                self.take_actors();
            }
            _ => self.registry.left.extend(self.open.as_ref().map(|open| open.place.path.clone())),
        }
    }

    /// Gives the open article's actors the folder's names, kinds and countries, as one step.
    fn take_actors(&mut self) {
        let Some(open) = &mut self.open else { return };
        let corpus = &self.registry.actors;
        let differing = registry::in_line(&open.document, corpus).differing;
        let puts = differing.iter().filter_map(|(id, ..)| {
            let (known, own) = (corpus.entry(id)?, open.document.actors().entry(id)?);
            Some(Edit::actor(registry::joined(known, own, corpus)))
        });
        let edit = Edit::Batch(puts.collect());
        open.perform("take the folder’s actors", None, edit);
    }

    /// What a person accepted enters the folder's actors.
    pub(super) fn learn_actors(&mut self) {
        if !self.registry.sound || !self.is_in_folder() {
            return;
        }
        let Some(open) = &self.open else { return };
        let now = (open.generation, open.document.revision());
        if std::mem::replace(&mut self.registry.learned, now) == now || open.history.is_empty() {
            return;
        }
        if registry::learn(Arc::make_mut(&mut self.registry.actors), &open.document) {
            self.keep_registry();
        }
    }

    /// Changes the folder's actors as one step.
    fn change_registry(
        &mut self,
        label: String,
        puts: Vec<Actor>,
        redirects: Vec<(ActorId, Option<ActorId>)>,
    ) {
        let actors = Arc::make_mut(&mut self.registry.actors);
        let entries = puts.into_iter().map(|actor| (actor.id.clone(), actors.put(actor))).collect();
        let redirects = redirects
            .into_iter()
            .map(|(old, new)| {
                let former = actors.redirect(&old, new);
                (old, former)
            })
            .collect();
        self.registry.steps.push(Undo::Actors(Step { label, entries, redirects }));
        self.registry.counted = None;
        self.keep_registry();
        self.bring_in_line();
    }

    /// Counts the folder's actors, when something came in that is to be counted.
    pub(super) fn count_actors(&mut self) {
        self.read_articles(true);
        self.refresh_open();
        let revision = self.open.as_ref().map_or(0, |open| open.document.revision());
        let Some(folder) = &self.folder else { return };
        let read: Vec<_> = folder.articles.iter().filter_map(|listed| listed.searchable.as_ref()).collect();
        let fresh = self
            .registry
            .counted
            .is_some_and(|(of, at)| of == (read.len(), revision) || at.elapsed() < PAUSE);
        if fresh {
            return;
        }
        let actors = Arc::clone(&self.registry.actors);
        let mut counts: BTreeMap<&ActorId, (usize, usize)> = BTreeMap::new();
        for (id, count) in read.iter().flat_map(|article| &article.mentions) {
            let counted = counts.entry(actors.resolve(id)).or_default();
            *counted = (counted.0 + 1, counted.1 + *count as usize);
        }
        let row = |actor: &Actor| {
            let (articles, mentions) = counts.get(&actor.id).copied().unwrap_or_default();
            let (id, name, kind) = (actor.id.clone(), actor.name.clone(), actor.kind.clone());
            FolderActor { id, name, kind, aliases: actor.aliases.join(", "), articles, mentions }
        };
        let mut rows: Vec<_> = actors.iter().map(row).collect();
        rows.sort_by(|a, b| b.mentions.cmp(&a.mentions).then_with(|| a.name.cmp(&b.name)));
        self.registry.counted = Some(((read.len(), revision), Instant::now()));
        self.registry.rows = rows;
    }

    /// Asks whether a change of an actor that the folder knows is meant for all its articles.
    pub(super) fn ask_where(&mut self, action: Action) -> Option<Action> {
        let (id, what) = match &action {
            Action::RenameActor(id, name) => (id, format!("be called “{}”", name.trim())),
            Action::MergeActors(old, new) => {
                let Some(into) = self.registry.actors.get(new) else { return Some(action) };
                let into = into.name.clone();
                (old, format!("be merged into “{into}”"))
            }
            _ => return Some(action),
        };
        let Some(known) = self.registry.actors.get(id).filter(|_| self.is_in_folder()) else {
            return Some(action);
        };
        let row = self.registry.rows.iter().find(|row| row.id == known.id);
        let effect = row.map(|row| format!(" It has {}.", row.how_often()));
        let text = format!(
            "“{}” is an actor of the whole folder.{} Is it to {what} in all articles?",
            known.name,
            effect.unwrap_or_default()
        );
        self.registry.asked = Some(Box::new(action));
        let answers = vec!["In all articles", "Only here", "Cancel"];
        self.question = Some(Question { topic: Topic::WholeFolder, text, answers });
        None
    }

    /// Takes the answer.
    pub(super) fn answer_where(&mut self, index: usize) {
        let Some(action) = self.registry.asked.take() else { return };
        match (index, *action) {
            (0, Action::RenameActor(id, name)) => self.rename_everywhere(&id, &name),
            (0, Action::MergeActors(old, new)) => self.merge_everywhere(&old, &new),
            (1, action) => {
                if let Some(open) = &mut self.open {
                    open.run(action);
                }
            }
            _ => {}
        }
    }

    /// Renames an actor in all articles of the folder.
    pub(super) fn rename_everywhere(&mut self, id: &ActorId, name: &str) {
        let name = name.trim();
        let Some(known) = self.registry.actors.get(id).filter(|_| !name.is_empty()) else { return };
        let mut actor = known.clone();
        let former = std::mem::replace(&mut actor.name, name.to_owned());
        actor.aliases.retain(|alias| alias != name);
        if former != name && !actor.aliases.contains(&former) {
            actor.aliases.push(former.clone());
        }
        self.change_registry(format!("rename {former} to {name} in the folder"), vec![actor], Vec::new());
    }

    /// Merges an actor into another in all articles of the folder.
    pub(super) fn merge_everywhere(&mut self, old: &ActorId, new: &ActorId) {
        let actors = &self.registry.actors;
        let (old, new) = (actors.resolve(old).clone(), actors.resolve(new).clone());
        let (Some(gone), Some(kept)) = (actors.get(&old), actors.get(&new)) else { return };
        if old == new {
            return;
        }
        let label = format!("merge {} into {} in the folder", gone.name, kept.name);
        let merged = registry::joined(kept, gone, actors);
        self.change_registry(label, vec![merged], vec![(old, Some(new))]);
    }

    /// Takes the last change of the folder's actors back, in all articles.
    pub(super) fn undo_in_folder(&mut self) {
        let Some(step) = self.registry.steps.pop() else {
            self.tell(Severity::Note, "Nothing was changed in the folder that could be taken back.");
            return;
        };
        match step {
            Undo::Actors(step) => self.undo_actors(step),
            Undo::Bulk(done) => self.undo_bulk(*done),
        }
    }

    fn undo_actors(&mut self, step: Step) {
        self.registry.counted = None;
        let actors = Arc::make_mut(&mut self.registry.actors);
        let mut edits = Vec::new();
        for (old, former) in step.redirects {
            actors.redirect(&old, former.clone());
            edits.push(Edit::Redirect(old, former));
        }
        for (id, former) in step.entries {
            match former {
                Some(former) => {
                    edits.push(Edit::actor(former.clone()));
                    drop(actors.put(former));
                }
                None => drop(actors.remove(&id)),
            }
        }
        self.keep_registry();
        if let Some(open) = self.open.as_mut().filter(|open| open.is_writable()) {
            open.absorb(Edit::Batch(edits));
        }
        self.tell(Severity::Note, format!("Taken back: {}.", step.label));
    }
}
