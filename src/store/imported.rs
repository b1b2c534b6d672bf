//! Reading what a file holds: an article, or documents of another program with what lies beside them.

use super::disk::Disk;
use super::open_error::OpenError;
use crate::formats::{self, ArticleRead, Detected, Imported, Input};
use crate::text::Article;
use std::io;
use std::path::Path;

/// Reads a file of at most `limit` bytes.
pub(super) fn bytes_of(disk: &dyn Disk, path: &Path, limit: usize) -> Result<Vec<u8>, OpenError> {
    let limit = limit as u64;
    let facts = disk.facts(path).map_err(|why| OpenError::of_disk(why, path))?;
    if facts.folder {
        return Err(OpenError::Folder(path.to_path_buf()));
    }
    let too_large = |length| OpenError::TooLarge { path: path.to_path_buf(), length, limit };
    if facts.length > limit {
        return Err(too_large(facts.length));
    }
    match disk.read(path, limit) {
        Ok(bytes) if bytes.is_empty() => Err(OpenError::Empty(path.to_path_buf())),
        Ok(bytes) => Ok(bytes),
        Err(why) if why.kind() == io::ErrorKind::FileTooLarge => Err(too_large(limit + 1)),
        Err(why) => Err(OpenError::of_disk(why, path)),
    }
}

/// A document with what it is called among those of its file.
pub(super) type Named = (String, Imported);

/// Reads the articles or documents of a file, with what lies beside it: each with what it is called, and the
/// name of their format.
pub(super) fn imported(
    disk: &dyn Disk,
    path: &Path,
    bytes: &[u8],
) -> Result<(Vec<Named>, &'static str), OpenError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let unreadable = |why| OpenError::unreadable(why, path);
    let format = formats::detect(bytes, &name);
    let all = match format {
        Some(Detected::Article(format)) => {
            let read = format.read(bytes, &name).map_err(unreadable)?;
            let names = formats::article::names(&read, formats::input::stem(&name));
            let own_id = |read: ArticleRead| read.into_imported(&uuid::Uuid::new_v4().to_string());
            names.into_iter().zip(read.into_iter().map(own_id)).collect()
        }
        _ => {
            let companions = format.map(|format| format.companions(bytes, &name)).unwrap_or_default();
            let beside: Vec<_> = companions
                .into_iter()
                .filter_map(|name| {
                    let limit = Article::MAX_BYTES as u64;
                    let bytes = disk.read(&path.with_file_name(&name), limit).ok()?;
                    Some((name, bytes))
                })
                .collect();
            let read = formats::read(&Input { bytes, name: &name, beside: &beside }).map_err(unreadable)?;
            read.into_iter().map(|imported| (imported.document.id().to_owned(), imported)).collect()
        }
    };
    Ok((all, format.map_or("", Detected::name)))
}
