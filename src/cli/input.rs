//! Files, folders and standard input to documents.

use super::{Failure, console};
use crate::formats::{self, Detected, Imported, Input, annotation, article};
use crate::model::Severity;
use crate::text::Article;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// What a folder is looked through for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Texts.
    Articles,
    /// Annotated documents.
    Documents,
}

/// The most bytes of one file that are read: what JSON makes of the longest article.
pub(super) const MOST_BYTES: u64 = 2 * Article::MAX_BYTES as u64;

/// Says whether a path means standard input.
pub(super) fn is_standard(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Returns the files that the arguments name; a folder stands for the files in it (not in its folders) whose
/// endings are known, by name.
pub(super) fn files(paths: &[PathBuf], wanted: Wanted) -> Result<Vec<PathBuf>, Failure> {
    if paths.iter().filter(|path| is_standard(path)).count() > 1 {
        return Err(Failure::Usage("standard input can be read once: `-` is there twice".to_owned()));
    }
    let mut all = Vec::new();
    for path in paths {
        if is_standard(path) || !path.is_dir() {
            all.push(path.clone());
            continue;
        }
        let before = all.len();
        let entries = fs::read_dir(path).map_err(|why| unread(&why, path))?;
        all.extend(
            entries.filter_map(Result::ok).map(|entry| entry.path()).filter(|path| is_wanted(path, wanted)),
        );
        if let Some(new) = all.get_mut(before..) {
            new.sort();
        }
        let what = if wanted == Wanted::Articles { "articles" } else { "documents" };
        match all.len() - before {
            0 => return Err(Failure::Input(format!("the folder holds no {what}: {}", path.display()))),
            count => console::say(&format!("{count} {what} in the folder {}", path.display())),
        }
    }
    Ok(all)
}

fn is_wanted(path: &Path, wanted: Wanted) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let ends = |endings| formats::input::ends_in(&name, endings);
    let annotated = annotation::ALL.iter().any(|format| format.reads() && ends(format.extensions()));
    path.is_file()
        && !name.starts_with('.')
        && match wanted {
            Wanted::Documents => annotated,
            Wanted::Articles => {
                let one = |format: &&&dyn article::ArticleFormat| !format.holds_many();
                !annotated && article::ALL.iter().filter(one).any(|format| ends(format.extensions()))
            }
        }
}

/// Returns the format that `--from` names.
pub(super) fn from_format(name: Option<&str>) -> Result<Option<Detected>, Failure> {
    let Some(name) = name else { return Ok(None) };
    match formats::named(name) {
        Some(format) => Ok(Some(format)),
        None if annotation::named(name).is_some() => {
            Err(Failure::Usage(format!("{name} is written but not read")))
        }
        None => Err(no_format(name)),
    }
}

fn no_format(name: &str) -> Failure {
    Failure::Usage(match name {
        "parquet" => "this program was built without Parquet; build it with `--features parquet`".to_owned(),
        name => format!("`{name}` is no format; `glossator formats` lists them"),
    })
}

/// Returns the format that `--to` names, or that the ending of `-o` does.
pub(super) fn to_format(
    name: Option<&str>,
    out: Option<&Path>,
) -> Result<Option<&'static dyn annotation::AnnotationFormat>, Failure> {
    if let Some(name) = name {
        return match annotation::named(name) {
            Some(format) if format.writes() => Ok(Some(format)),
            Some(_) => Err(Failure::Usage(format!("{name} is read but not written"))),
            None => Err(no_format(name)),
        };
    }
    let ending = out.and_then(Path::file_name).unwrap_or_default().to_string_lossy();
    Ok(annotation::written_to(&ending))
}

/// Reads the bytes of a file or of standard input.
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read =
        |from: &mut dyn Read, bytes: &mut Vec<u8>| from.take(MOST_BYTES + 1).read_to_end(bytes).map(drop);
    let done = if is_standard(path) {
        read(&mut io::stdin().lock(), &mut bytes)
    } else {
        File::open(path).and_then(|mut file| read(&mut file, &mut bytes))
    };
    done.map_err(|why| unread(&why, path))?;
    if bytes.len() as u64 > MOST_BYTES {
        let limit = MOST_BYTES >> 20;
        return Err(Failure::Input(format!(
            "it is larger than {limit} MB, the most that is read: {}",
            path.display()
        )));
    }
    Ok(bytes)
}

fn unread(why: &io::Error, path: &Path) -> Failure {
    let why = match why.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "it may not be read".to_owned(),
        _ => format!("it cannot be read ({why})"),
    };
    Failure::Input(format!("{why}: {}", path.display()))
}

/// Reads the documents of a file, with the companions that lie beside it.
pub(super) fn load(path: &Path, from: Option<Detected>) -> Result<Vec<Imported>, Failure> {
    parse(&bytes(path)?, path, from)
}

/// Reads the documents that bytes hold.
pub(super) fn parse(bytes: &[u8], path: &Path, from: Option<Detected>) -> Result<Vec<Imported>, Failure> {
    let standard = is_standard(path);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name = if standard { "standard-input" } else { &*name };
    let format = from.or_else(|| formats::detect(bytes, name));
    let mut beside = Vec::new();
    for companion in
        format.filter(|_| !standard).map(|format| format.companions(bytes, name)).unwrap_or_default()
    {
        if let Ok(bytes) = self::bytes(&path.with_file_name(&companion)) {
            beside.push((companion, bytes));
        }
    }
    let input = Input { bytes, name, beside: &beside };
    let read = match format {
        Some(format) if !bytes.is_empty() => format.read(&input),
        _ => formats::read(&input),
    };
    read.map_err(|why| Failure::Input(format!("{why}: {}", shown(path))))
}

/// Returns a path as messages name it.
pub(super) fn shown(path: &Path) -> String {
    if is_standard(path) { "standard input".to_owned() } else { path.display().to_string() }
}

/// Says what a reader found; notes only where they are wanted. Returns whether something was an error.
pub(super) fn report(imported: &Imported, path: &Path) -> bool {
    for problem in imported.problems.iter().filter(|problem| problem.severity > Severity::Note) {
        console::say(&format!("{problem}: {}", shown(path)));
    }
    imported.problems.iter().any(|problem| problem.severity == Severity::Error)
}
