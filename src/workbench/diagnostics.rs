//! What a bug report needs, for the clipboard; no article's text, title or name is in it.

use super::Workbench;
use super::effect::Effect;
use super::event::Event;
use crate::model::{Severity, Status};
use crate::store::logfile;

/// How many bytes of the log are copied.
const TAIL: u64 = 8 << 10;

impl Workbench {
    /// Gathers the diagnostics on a thread.
    pub(super) fn copy_diagnostics(&mut self) {
        let facts = self.facts();
        let places = self.files.places.clone();
        let home = std::env::var("HOME").or_else(|_| std::env::var("USERPROFILE")).unwrap_or_default();
        self.jobs.spawn("diagnostics", move || {
            let tail = logfile::tail(&places, TAIL);
            let tail = if home.is_empty() { tail } else { tail.replace(&home, "~") };
            Event::Diagnostics(format!("{facts}\nLog:\n{tail}"))
        });
    }

    pub(super) fn took_diagnostics(&mut self, text: String) {
        self.effects.push(Effect::Copy(text));
        self.tell(Severity::Note, "The diagnostics are in the clipboard. No article's text is in them.");
    }

    fn facts(&self) -> String {
        let settings = &self.files.settings;
        let mut lines = vec![
            format!("Glossator {}", env!("CARGO_PKG_VERSION")),
            format!("System: {} {}", std::env::consts::OS, std::env::consts::ARCH),
            format!("Desktop: {}", std::env::var("XDG_SESSION_TYPE").unwrap_or_default()),
            format!("Processors: {}", std::thread::available_parallelism().map_or(1, usize::from)),
            format!(
                "Settings: {:?}, text {} %, measure {}, score from {:.2}",
                settings.theme, settings.reading.text_percent, settings.reading.measure, settings.min_score
            ),
        ];
        if let Some(folder) = &self.folder {
            let read = folder.articles.iter().filter(|listed| listed.card.is_some()).count();
            lines.push(format!("Folder: {} articles, {read} read", folder.articles.len()));
        }
        if let Some(open) = &self.open {
            let document = open.document();
            let count = |status| document.annotations().filter(|one| one.status == status).count();
            lines.push(format!(
                "Article: {} bytes, {} paragraphs, language {:?}, {} blocks, {}",
                document.text().len(),
                document.article().paragraphs().len(),
                document.meta().language,
                document.article().blocks().len(),
                open.place.came_from
            ));
            lines.push(format!(
                "Annotations: {} suggested, {} accepted, {} rejected; {} links, {} actors, {} orphans",
                count(Status::Suggested),
                count(Status::Accepted),
                count(Status::Rejected),
                document.links().len(),
                document.actors().entries().count(),
                document.orphans().len()
            ));
            lines.push(format!(
                "Safety: {}; {} steps; {} problems",
                self.safety().text,
                open.history().len(),
                open.problems.len()
            ));
        }
        lines.join("\n")
    }
}
