//! Documents to files or to standard output. Nothing is overwritten unless it was asked for, and a file is
//! there whole or not at all.

use super::input::MOST_BYTES;
use super::{Failure, console};
use crate::formats::annotation::{AnnotationFormat, FileName, OutFile, WriteOptions};
use crate::formats::input::{free_name, stem};
use crate::model::Document;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Where results go.
#[derive(Debug, Clone, Copy)]
pub(super) struct Output<'a> {
    /// The file or folder; standard output when there is none.
    pub path: Option<&'a Path>,
    /// Whether existing files may be overwritten.
    pub force: bool,
}

impl Output<'_> {
    /// Returns the path of the one file that results are streamed to; `None` for standard output.
    pub(super) fn stream(&self) -> Result<Stream, Failure> {
        let Some(path) = self.path.filter(|path| path.as_os_str() != "-") else {
            return Ok(Stream::Standard(io::BufWriter::new(io::stdout())));
        };
        self.unless_there(path)?;
        let temporary = temporary(path);
        let file = File::create(&temporary).map_err(|why| unwritten(&why, path))?;
        Ok(Stream::File(io::BufWriter::new(file), temporary, path.to_owned()))
    }

    fn unless_there(&self, path: &Path) -> Result<(), Failure> {
        if !self.force && path.exists() {
            return Err(Failure::Usage(format!(
                "it is there already; --force overwrites it: {}",
                path.display()
            )));
        }
        Ok(())
    }

    /// Writes documents in a format: to standard output, to one file with its companions, or one file each to
    /// a folder.
    pub(super) fn write(
        &self,
        format: &dyn AnnotationFormat,
        documents: &[&Document],
        options: &WriteOptions,
    ) -> Result<(), Failure> {
        let Some(path) = self.path.filter(|path| path.as_os_str() != "-") else {
            return self.write_standard(format, documents, options);
        };
        let folder = path.is_dir() || path.as_os_str().to_string_lossy().ends_with(['/', '\\']);
        let together = format.holds_many() || documents.len() == 1;
        let mut files = Vec::new();
        if together && !folder {
            collect(&mut files, path, write(format, documents, options)?)?;
        } else {
            if path.is_file() {
                let name = format.name();
                let message = format!("a {name} file holds one document; give a folder: {}", path.display());
                return Err(Failure::Usage(message));
            }
            let mut taken = BTreeSet::new();
            for document in documents {
                let ending = format.extensions().first().copied().unwrap_or("txt");
                let file = format!("{}.{ending}", free_name(document.id(), &mut taken));
                collect(&mut files, &path.join(file), write(format, &[document], options)?)?;
            }
        }
        for (path, _) in &files {
            self.unless_there(path)?;
        }
        if (folder || !together) && !path.is_dir() {
            fs::create_dir_all(path).map_err(|why| unwritten(&why, path))?;
        }
        files.iter().try_for_each(|(path, bytes)| write_whole(path, bytes))
    }

    fn write_standard(
        &self,
        format: &dyn AnnotationFormat,
        documents: &[&Document],
        options: &WriteOptions,
    ) -> Result<(), Failure> {
        let name = format.name();
        if documents.len() > 1 && !format.holds_many() {
            let message =
                format!("a {name} file holds one document; name a folder with -o, or use --to jsonl");
            return Err(Failure::Usage(message));
        }
        let files = write(format, documents, options)?;
        match files.as_slice() {
            [file] => {
                let mut out = io::stdout().lock();
                out.write_all(&file.bytes).and_then(|()| out.flush()).map_err(|why| console::unwritten(&why))
            }
            _ => Err(Failure::Usage(format!("{name} is several files; name the main one with -o"))),
        }
    }
}

fn write(
    format: &dyn AnnotationFormat,
    documents: &[&Document],
    options: &WriteOptions,
) -> Result<Vec<OutFile>, Failure> {
    let files = format.write(documents, options).map_err(|why| Failure::Input(why.to_string()))?;
    if format.reads() && files.iter().any(|file| file.bytes.len() as u64 > MOST_BYTES) {
        let (name, limit) = (format.name(), MOST_BYTES >> 20);
        console::say(&format!(
            "the {name} file is larger than {limit} MB, the most that Glossator reads back"
        ));
    }
    Ok(files)
}

/// Adds the files of one export under their names. Companions that all documents share are written once.
fn collect(files: &mut Vec<(PathBuf, Vec<u8>)>, main: &Path, written: Vec<OutFile>) -> Result<(), Failure> {
    let name = main.file_name().unwrap_or_default().to_string_lossy();
    for file in written {
        let path = match file.name {
            FileName::Main => main.to_owned(),
            FileName::Stem(ending) => main.with_file_name(format!("{}{ending}", stem(&name))),
            FileName::Beside(name) => main.with_file_name(name),
        };
        match files.iter().find(|(other, _)| *other == path) {
            None => files.push((path, file.bytes)),
            Some((_, bytes)) if *bytes == file.bytes => {}
            Some(_) => {
                return Err(Failure::Usage(format!(
                    "two files of the export have one name: {}",
                    path.display()
                )));
            }
        }
    }
    Ok(())
}

fn temporary(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.part", std::process::id()))
}

fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let temporary = temporary(path);
    let written = File::create(&temporary)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&temporary, path));
    written.map_err(|why| {
        drop(fs::remove_file(&temporary));
        unwritten(&why, path)
    })
}

fn unwritten(why: &io::Error, path: &Path) -> Failure {
    let why = match why.kind() {
        io::ErrorKind::NotFound => "its folder is not there".to_owned(),
        io::ErrorKind::PermissionDenied => "it may not be written".to_owned(),
        _ => format!("it cannot be written ({why})"),
    };
    Failure::Input(format!("{why}: {}", path.display()))
}

/// A place that results are written to one after the other.
#[derive(Debug)]
pub(super) enum Stream {
    /// Standard output.
    Standard(io::BufWriter<io::Stdout>),
    /// A file under a temporary name, and its own name.
    File(io::BufWriter<File>, PathBuf, PathBuf),
}

impl Stream {
    /// Writes one result; standard output gets it at once.
    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        match self {
            Self::Standard(out) => {
                out.write_all(bytes).and_then(|()| out.flush()).map_err(|why| console::unwritten(&why))
            }
            Self::File(out, _, path) => out.write_all(bytes).map_err(|why| unwritten(&why, path)),
        }
    }

    /// Gives a file its name.
    pub(super) fn finish(self) -> Result<(), Failure> {
        match self {
            Self::Standard(_) => Ok(()),
            Self::File(mut out, temporary, path) => {
                let done = out.flush().and_then(|()| out.get_ref().sync_all());
                drop(out);
                done.and_then(|()| fs::rename(&temporary, &path)).map_err(|why| unwritten(&why, &path))
            }
        }
    }

    /// Leaves nothing behind.
    pub(super) fn abandon(self) {
        if let Self::File(out, temporary, _) = self {
            drop(out);
            drop(fs::remove_file(temporary));
        }
    }
}
