//! The file of what an analyst's decisions taught: one for a corpus and an analyst, readable, one lesson a line.

use super::atomic;
use super::disk::Disk;
use crate::suggest::learned::{Evidence, Learned, Lesson, Topic};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

/// The longest file that is read.
const MAX_BYTES: u64 = 32 << 20;
/// The version that is written.
const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
struct Saved {
    version: u32,
    #[serde(default)]
    forgotten: Vec<SavedTopic>,
    #[serde(default)]
    articles: BTreeMap<String, Vec<(SavedTopic, SavedLesson)>>,
}

#[derive(Serialize, Deserialize)]
enum SavedTopic {
    Name(String),
    Cue(SmolStr, String),
    Start(SmolStr, String),
    End(SmolStr, String),
}

#[derive(Serialize, Deserialize)]
#[serde(default)]
#[derive(Default)]
struct SavedLesson {
    #[serde(skip_serializing_if = "is_zero")]
    yes: u32,
    #[serde(skip_serializing_if = "is_zero")]
    no: u32,
    #[serde(skip_serializing_if = "is_zero")]
    left: u32,
    #[serde(skip_serializing_if = "SmolStr::is_empty")]
    kind: SmolStr,
    #[serde(skip_serializing_if = "String::is_empty")]
    actor: String,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
const fn is_zero(count: &u32) -> bool {
    *count == 0
}

impl From<&Topic> for SavedTopic {
    fn from(topic: &Topic) -> Self {
        match topic.clone() {
            Topic::Name(words) => Self::Name(words),
            Topic::Cue(language, word) => Self::Cue(language, word),
            Topic::Start(layer, word) => Self::Start(layer, word),
            Topic::End(layer, word) => Self::End(layer, word),
        }
    }
}

impl From<SavedTopic> for Topic {
    fn from(topic: SavedTopic) -> Self {
        match topic {
            SavedTopic::Name(words) => Self::Name(words),
            SavedTopic::Cue(language, word) => Self::Cue(language, word),
            SavedTopic::Start(layer, word) => Self::Start(layer, word),
            SavedTopic::End(layer, word) => Self::End(layer, word),
        }
    }
}

/// Reads what was learned; nothing where there is no file.
///
/// # Errors
/// In words, when there is a file that cannot be read.
pub fn load(disk: &dyn Disk, path: &Path) -> Result<Learned, String> {
    let bytes = match disk.read(path, MAX_BYTES) {
        Ok(bytes) => bytes,
        Err(why) if why.kind() == io::ErrorKind::NotFound => return Ok(Learned::default()),
        Err(why) => return Err(unread(&why.to_string(), path)),
    };
    let text = std::str::from_utf8(&bytes).map_err(|why| unread(&why.to_string(), path))?;
    let saved: Saved = ron::from_str(text).map_err(|why| unread(&why.to_string(), path))?;
    if saved.version > VERSION {
        return Err(unread("a newer Glossator wrote it", path));
    }
    let evidence = |lessons: Vec<(SavedTopic, SavedLesson)>| -> Evidence {
        let lesson = |it: SavedLesson| Lesson {
            yes: it.yes,
            no: it.no,
            left: it.left,
            kind: it.kind,
            actor: it.actor,
        };
        lessons.into_iter().map(|(topic, it)| (topic.into(), lesson(it))).collect()
    };
    let articles = saved.articles.into_iter().map(|(article, lessons)| (article, evidence(lessons)));
    Ok(Learned::new(articles.collect(), saved.forgotten.into_iter().map(Topic::from).collect()))
}

fn unread(why: &str, path: &Path) -> String {
    format!("What was learned cannot be read ({why}): {}", path.display())
}

/// Writes what was learned.
///
/// # Errors
/// When it cannot be written; then the former file stays.
pub fn save(disk: &dyn Disk, path: &Path, learned: &Learned) -> io::Result<()> {
    let lesson = |it: &Lesson| SavedLesson {
        yes: it.yes,
        no: it.no,
        left: it.left,
        kind: it.kind.clone(),
        actor: it.actor.clone(),
    };
    let lessons =
        |evidence: &Evidence| evidence.iter().map(|(topic, it)| (topic.into(), lesson(it))).collect();
    let saved = Saved {
        version: VERSION,
        forgotten: learned.forgotten().map(SavedTopic::from).collect(),
        articles: learned.articles().map(|(article, it)| (article.to_owned(), lessons(it))).collect(),
    };
    let pretty = ron::ser::PrettyConfig::new().new_line("\n").depth_limit(3);
    let text = ron::ser::to_string_pretty(&saved, pretty).map_err(io::Error::other)?;
    if let Some(folder) = path.parent() {
        disk.create_folder(folder)?;
    }
    atomic::write(
        disk,
        path,
        format!("// What decisions on suggestions taught. May be edited.\n{text}\n").as_bytes(),
    )
}

#[cfg(test)]
mod tests {
    use super::super::memory::MemoryDisk;
    use super::*;

    #[test]
    fn lessons_come_back_one_a_line() {
        let (disk, path) = (MemoryDisk::default(), Path::new("/corpus/learned.ron"));
        assert_eq!(load(&disk, path), Ok(Learned::default()));
        let mut learned = Learned::default();
        let lesson =
            Lesson { yes: 2, no: 1, left: 4, kind: "state".into(), actor: "Kazakhstan \"K\"".to_owned() };
        let cue = Topic::Cue("en".into(), "bleated".to_owned());
        learned.put(
            "one",
            Evidence::from([(Topic::Name("Astana".to_owned()), lesson), (cue.clone(), Lesson::default())]),
        );
        learned.put(
            "two",
            Evidence::from([(
                Topic::End("quote".into(), ",".to_owned()),
                Lesson { no: 3, ..Lesson::default() },
            )]),
        );
        learned.forget(cue);
        save(&disk, path, &learned).expect("saved");
        assert_eq!(load(&disk, path), Ok(learned));
        let text = String::from_utf8(disk.contents(path).expect("there")).expect("UTF-8");
        assert!(text.lines().any(|line| line.contains("Astana") && line.contains("yes: 2, no: 1")), "{text}");
        assert!(text.lines().any(|line| line.contains("quote") && !line.contains("yes")), "{text}");

        disk.put(path, b"(version: 99)");
        assert!(load(&disk, path).is_err_and(|why| why.contains("newer")));
        disk.put(path, b"(version: ");
        assert!(load(&disk, path).is_err_and(|why| why.ends_with("/corpus/learned.ron")));
    }
}
