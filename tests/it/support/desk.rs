//! A folder of small articles, opened.

use super::file;
use glossator::store::Places;
use glossator::workbench::{Action, Workbench};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tempfile::TempDir;

const HOUSE: &str =
    "The minister Aylin Demir spoke in Ankara.\n“Grain will move by spring,” said Aylin Demir.\n";

/// A folder of articles with a workbench that has it open.
pub(crate) struct Desk {
    pub(crate) bench: Workbench,
    pub(crate) folder: TempDir,
    home: TempDir,
}

impl Desk {
    /// A folder of so many articles, opened.
    pub(crate) fn new(articles: usize) -> Self {
        Self::with(articles, |_| {})
    }

    /// The same, with what `prepare` puts beside them.
    pub(crate) fn with(articles: usize, prepare: impl FnOnce(&Path)) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for at in 1..=articles {
            let text = format!("Article {at}\n\n{HOUSE}Number {at} ends here.\n");
            file::write(&folder.path().join(format!("{at}.txt")), text);
        }
        prepare(folder.path());
        let home = tempfile::tempdir().expect("a home");
        let mut bench = Workbench::in_places(Places::under(home.path()), Arc::new(|| {}));
        bench.run(Action::SetAnalyst("Nora".to_owned()));
        bench.run(Action::Open(folder.path().to_path_buf()));
        bench.settle();
        Self { bench, folder, home }
    }

    /// Returns the files of the cache that end so.
    pub(crate) fn cached(&self, ending: &str) -> Vec<PathBuf> {
        let cache = Places::under(self.home.path()).state.join("cache");
        let found = std::fs::read_dir(cache).into_iter().flatten().filter_map(Result::ok);
        found.map(|entry| entry.path()).filter(|path| path.to_string_lossy().ends_with(ending)).collect()
    }

    /// Ends the program and starts it again on the folder.
    pub(crate) fn start_again(&mut self) {
        self.bench.end();
        self.bench = Workbench::in_places(Places::under(self.home.path()), Arc::new(|| {}));
        self.run(Action::Open(self.folder.path().to_path_buf()));
    }

    /// Returns what the person was told.
    pub(crate) fn was_told(&self, words: &str) -> bool {
        self.bench.notices().iter().any(|notice| notice.text.contains(words))
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        std::fs::canonicalize(self.folder.path()).expect("there").join(name)
    }

    pub(crate) fn run(&mut self, action: impl Into<Action>) {
        self.bench.run(action);
        self.bench.settle();
    }

    pub(crate) fn opened(&self) -> String {
        self.bench.open().expect("open").file_stem()
    }

    /// Waits for what a watcher or another thread brings.
    pub(crate) fn wait_until(&mut self, done: impl Fn(&Workbench) -> bool) {
        let began = Instant::now();
        while !done(&self.bench) {
            assert!(began.elapsed() < Duration::from_secs(20), "waited in vain: {:?}", self.bench.notices());
            std::thread::sleep(Duration::from_millis(20));
            self.bench.poll();
            self.bench.settle();
        }
    }
}
