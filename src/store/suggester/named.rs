//! Which suggesters there are, and which of them a corpus wants.

use crate::store::Places;
use crate::store::disk::Disk;
use serde::{Deserialize, Serialize};
use std::io;
use std::path::{Path, PathBuf};

/// The longest list that is read.
const MAX_BYTES: u64 = 1 << 20;

/// A program that suggests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggester {
    /// What people call it, and what stands in the origin of what it suggests.
    pub name: String,
    /// The program: a path, or a name that is looked for as a shell would.
    pub program: PathBuf,
    /// What it is given, word by word; no shell reads them.
    #[serde(default)]
    pub arguments: Vec<String>,
    /// How long it may take for each article before it is killed.
    #[serde(default = "seconds")]
    pub seconds: u64,
}

const fn seconds() -> u64 {
    60
}

/// The suggesters of a person, and what a corpus wants of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Suggesters {
    /// Those that the settings name.
    pub all: Vec<Suggester>,
    /// The names that the open folder wants.
    pub wanted: Vec<String>,
    /// What is wrong with the lists, in words.
    pub problems: Vec<String>,
}

impl Suggesters {
    /// Reads the list in the settings folder, and which of them the corpus in `folder` wants.
    #[must_use]
    pub fn load(disk: &dyn Disk, places: &Places, folder: Option<&Path>) -> Self {
        let mut found = Self::default();
        let path = places.suggesters();
        match read::<Vec<Suggester>>(disk, &path) {
            Ok(all) => found.all = all.unwrap_or_default(),
            Err(why) => found.problems.push(why),
        }
        let mut seen = std::collections::BTreeSet::new();
        for suggester in &found.all {
            if suggester.name.trim().is_empty() || !seen.insert(suggester.name.clone()) {
                let what = format!(
                    "each suggester needs a name of its own (“{}”): {}",
                    suggester.name,
                    path.display()
                );
                found.problems.push(what);
            }
        }
        let Some(folder) = folder else { return found };
        let path = folder.join("suggesters.ron");
        match read::<Vec<String>>(disk, &path) {
            Ok(wanted) => found.wanted = wanted.unwrap_or_default(),
            Err(why) => found.problems.push(format!("{why}. A corpus lists the names of suggesters alone")),
        }
        for name in found.wanted.iter().filter(|name| !seen.contains(*name)) {
            found.problems.push(format!(
                "this corpus asks for the suggester “{name}”, which your settings do not name; it does not run. To allow it, describe it in {}",
                places.suggesters().display()
            ));
        }
        found.wanted.retain(|name| seen.contains(name));
        found
    }

    /// Returns the suggester of a name.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&Suggester> {
        self.all.iter().find(|suggester| suggester.name == name)
    }
}

fn read<T: serde::de::DeserializeOwned>(disk: &dyn Disk, path: &Path) -> Result<Option<T>, String> {
    let bytes = match disk.read(path, MAX_BYTES) {
        Ok(bytes) => bytes,
        Err(why) if why.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(why) => return Err(format!("the list of suggesters cannot be read ({why}): {}", path.display())),
    };
    let text = String::from_utf8_lossy(&bytes);
    let wrong = |why: ron::error::SpannedError| {
        format!("the list of suggesters cannot be read ({why}): {}", path.display())
    };
    ron::from_str(&text).map(Some).map_err(wrong)
}

#[cfg(test)]
mod tests {
    use super::super::super::memory::MemoryDisk;
    use super::*;

    #[test]
    fn a_corpus_names_suggesters_and_starts_none_of_its_own() {
        let (disk, places) = (MemoryDisk::default(), Places::under(Path::new("/home")));
        let folder = Some(Path::new("/corpus"));
        assert_eq!(Suggesters::load(&disk, &places, folder), Suggesters::default());
        disk.put(
            &places.suggesters(),
            br#"[(name: "spacy", program: "python3", arguments: ["s.py", "a b"])]"#,
        );
        disk.put(Path::new("/corpus/suggesters.ron"), br#"["spacy", "evil"]"#);
        let found = Suggesters::load(&disk, &places, folder);
        assert_eq!(found.named("spacy").map(|it| (it.seconds, it.arguments.len())), Some((60, 2)));
        assert_eq!(found.wanted, ["spacy"]);
        assert!(found.problems.iter().any(|why| why.contains("“evil”")), "{:?}", found.problems);

        disk.put(Path::new("/corpus/suggesters.ron"), br#"[(name: "evil", program: "/bin/sh")]"#);
        let found = Suggesters::load(&disk, &places, folder);
        assert_eq!((found.all.len(), found.named("evil")), (1, None), "a corpus describes no program");
        assert!(found.problems[0].contains("names of suggesters alone"), "{:?}", found.problems);
    }
}
