//! A file of many articles: the person is asked, and a folder is made of it.

use super::Workbench;
use super::effect::{Ask, Effect};
use super::event::Event;
use super::notice::{Question, Topic};
use crate::model::Severity;
use crate::store::unpack;
use std::path::{Path, PathBuf};
use std::sync::Arc;

impl Workbench {
    /// Asks what is to become of a file that holds several articles.
    pub(super) fn ask_to_unpack(&mut self, path: &Path, count: usize) {
        let usual = unpack::usual_folder(path);
        let there = self.files.disk.facts(&usual).is_ok_and(|facts| facts.folder);
        let (text, answers) = if there {
            let text = format!(
                "The file holds {count} articles, and there is a folder of its name already. Open that, or make another of it? {}",
                path.display()
            );
            (text, vec!["Open the folder", "Make another folder", "Cancel"])
        } else {
            let text = format!("The file holds {count} articles. Make a folder of them? {}", path.display());
            (text, vec!["Make a folder beside it", "Choose where…", "Cancel"])
        };
        self.files.unpack = Some(path.to_path_buf());
        let topic = if there { Topic::UnpackedBefore } else { Topic::Several };
        self.question = Some(Question { topic, text, answers });
    }

    /// Takes the answer to that.
    pub(super) fn answer_unpacking(&mut self, topic: Topic, index: usize) {
        let Some(path) = self.files.unpack.clone() else { return };
        let usual = unpack::usual_folder(&path);
        match (topic, index) {
            (Topic::UnpackedBefore, 0) => self.open_path(usual),
            (Topic::UnpackedBefore, 1) => {
                let folder = unpack::free_folder(&*self.files.disk, &usual);
                self.unpack(path, folder);
            }
            (Topic::Several, 0) => self.unpack(path, usual),
            (Topic::Several, 1) => self.effects.push(Effect::Ask(Ask::UnpackInto)),
            _ => self.files.unpack = None,
        }
    }

    /// Makes the folder within another one that the person chose.
    pub(super) fn unpack_into(&mut self, parent: &Path) {
        let Some(path) = self.files.unpack.clone() else { return };
        let name = unpack::usual_folder(&path).file_name().unwrap_or_default().to_owned();
        let folder = unpack::free_folder(&*self.files.disk, &parent.join(name));
        self.unpack(path, folder);
    }

    fn unpack(&mut self, path: PathBuf, folder: PathBuf) {
        self.files.unpack = None;
        let disk = Arc::clone(&self.files.disk);
        self.tell(Severity::Note, format!("Making a folder of the articles: {}", folder.display()));
        self.jobs.spawn("unpack", move || {
            let result = unpack::unpack(&*disk, &path, &folder).map_err(|why| why.to_string());
            Event::Unpacked(folder, result)
        });
    }

    /// Opens the folder that was made.
    pub(super) fn unpacked(&mut self, folder: PathBuf, result: Result<usize, String>) {
        match result {
            Ok(count) => {
                self.tell(Severity::Note, format!("{count} articles, a document each: {}", folder.display()));
                self.close_document();
                self.open_path(folder);
            }
            Err(why) => self.tell(Severity::Error, format!("No folder was made. {why}")),
        }
    }
}
