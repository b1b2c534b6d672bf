//! The precise tier: a small network that reads English text sentence by sentence.
//!
//! It sees words as [`pieces`], packed into [`windows`]; what it says of them is a [`Reading`], which the tagger of
//! names and the model of claims weigh together with all that they know themselves. A [`Pass`] reads an article
//! window by window; [`read`] reads all of it.
//!
//! The cargo feature `precise` builds the network in.

#[cfg_attr(not(feature = "precise"), path = "absent.rs")]
mod network;
mod pass;
pub mod pieces;
pub mod reading;
pub mod windows;

pub use pass::Pass;
pub use reading::Reading;

use crate::text::{Article, Span};
use std::sync::atomic::{AtomicBool, Ordering};

/// Says whether the network is part of this program.
#[must_use]
pub const fn is_built_in() -> bool {
    cfg!(feature = "precise")
}

/// Says whether the network reads a language, ISO 639-1.
#[must_use]
pub fn reads(language: &str) -> bool {
    language == "en"
}

/// Reads a whole article, or what of it can be read before somebody gives up.
///
/// # Errors
/// In words, when the network cannot be made ready or fails.
pub fn read(article: &Article, cancelled: Option<&AtomicBool>) -> Result<Reading, String> {
    let mut reading = Reading::default();
    let mut pass = Pass::new(article, &reading)?;
    while let Some(window) = pass.next(Span::default()) {
        if cancelled.is_some_and(|cancelled| cancelled.load(Ordering::Relaxed)) {
            break;
        }
        reading.add(pass.read(window)?);
    }
    Ok(reading)
}
