//! The files: documents, their journals and backups, folders of articles, settings. With `cli` the only layer
//! that touches the disk.
//!
//! **Opening.** [`open()`] takes whatever a person points at and gives an [`Opened`]: the document (with unsaved
//! work that a crash left), problems to show, whether it is read-only, and a [`Session`], which holds the lock.
//! [`folder::list`] says what a folder has; [`unsaved::list`] what a crash left.
//!
//! **Changing and saving.** [`Writer::start`] takes the session and a copy of the document to a thread of its
//! own. [`Writer::edit`] is given each edit that was applied and returns its number; [`Report::Journalled`] says
//! up to which number edits survive a crash and a power cut. [`Writer::save`] writes the native file from the
//! thread's own copy; [`Report::Saved`] or [`Report::NotSaved`] answers. [`Writer::close`] keeps or discards
//! what is unsaved.
//!
//! Laws: a file is replaced whole or not at all, and its former version is a backup ([`backup`]); an
//! acknowledged edit is in the journal ([`journal`]); what another program wrote is never written over unasked
//! ([`SaveError::ChangedOnDisk`]); every call goes through [`Disk`], so that tests can make it fail at any byte
//! ([`memory`]).

pub mod disk;
pub mod memory;

pub mod atomic;
pub mod places;
pub mod stamp;

pub mod backup;
pub mod journal;
pub mod lock;
mod recover;
mod saved_edit;

pub mod ahead;
mod imported;
pub mod open;
mod open_error;
pub mod unpack;
pub mod unsaved;

mod desk;
pub mod save;
pub mod writer;

pub mod corpus;
pub mod folder;
pub mod labels;
pub mod watch;

pub mod keys;
pub mod learned;
pub mod logfile;
pub mod recent;
pub mod resume;
pub mod settings;
pub mod suggester;

pub use ahead::Ahead;
pub use disk::{Disk, RealDisk};
pub use open::{Opened, ReadOnly, Session, open, open_with};
pub use open_error::OpenError;
pub use places::Places;
pub use resume::Resume;
pub use save::SaveError;
pub use settings::Settings;
pub use writer::{Report, SaveTo, Unsaved, Writer};

#[cfg(test)]
mod tests;

#[cfg(test)]
mod hard_disks;
