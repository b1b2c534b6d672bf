//! `--codebook`: another codebook for documents.

use super::input::{bytes, shown};
use super::{Failure, console};
use crate::formats::codebook;
use crate::model::{Codebook, Document, Edit, LayerId, apply};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// Reads a codebook from a file.
pub(super) fn read(path: &Path) -> Result<Arc<Codebook>, Failure> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let (book, problems) = codebook::read(&bytes(path)?, &name).map_err(|why| {
        Failure::Input(format!("this is no codebook that can be taken: {why}: {}", shown(path)))
    })?;
    problems.iter().for_each(|problem| console::say(&format!("{problem}: {}", shown(path))));
    Ok(Arc::new(book))
}

/// Gives documents a codebook, and says what it has no layer for.
pub(super) fn give(book: &Arc<Codebook>, documents: &mut [Document]) {
    let mut lacking: BTreeMap<LayerId, usize> = BTreeMap::new();
    for document in documents {
        for annotation in document.annotations().filter(|it| book.layer(&it.layer).is_none()) {
            *lacking.entry(annotation.layer.clone()).or_default() += 1;
        }
        apply(document, Edit::SetCodebook(Arc::clone(book)));
    }
    for (layer, count) in lacking {
        let noun = if count == 1 { "annotation is" } else { "annotations are" };
        console::say(&format!(
            "{count} {noun} on the layer `{layer}`, which the codebook `{}` lacks",
            book.id
        ));
    }
}
