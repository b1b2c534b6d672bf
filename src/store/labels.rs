//! What labels of other programs become here: kept for next time, in a file that people can read and edit.

use super::atomic;
use super::disk::Disk;
use super::places::Places;
use crate::formats::labels::{Labels, MAX_BYTES};
use crate::model::{Place, Problem};
use std::io;

/// Reads what is kept; nothing when there is no such file.
#[must_use]
pub fn load(disk: &dyn Disk, places: &Places) -> (Labels, Vec<Problem>) {
    let path = places.labels();
    match disk.read(&path, MAX_BYTES as u64) {
        Ok(bytes) => {
            let (labels, mut problems) = Labels::parse(&String::from_utf8_lossy(&bytes));
            for problem in &mut problems {
                problem.message += &format!(": {}", path.display());
            }
            (labels, problems)
        }
        Err(why) if why.kind() == io::ErrorKind::NotFound => (Labels::default(), Vec::new()),
        Err(why) => {
            let message = format!("What labels become cannot be read ({why}): {}", path.display());
            (Labels::default(), vec![Problem::warning(Place::Whole, message)])
        }
    }
}

/// Keeps what labels become.
///
/// # Errors
/// When it cannot be written; then the former file stays.
pub fn save(disk: &dyn Disk, places: &Places, labels: &Labels) -> io::Result<()> {
    disk.create_folder(&places.config)?;
    atomic::write(disk, &places.labels(), labels.print().as_bytes())
}
