//! Glossator: annotation of geopolitical texts on the analyst's own computer.
//!
//! The layers, in reading order; imports run one way only, from a later one to an earlier one
//! (`tests/it/layers.rs` fails on anything else):
//!
//! 1. [`text`] — the article's text: offsets, paragraphs, words. Knows nothing of annotation.
//! 2. [`model`] — what an annotated article is, and the edits that change it. Pure and total.
//! 3. [`suggest`], [`formats`], [`analysis`] — propose, read and write, count. They do not know each other.
//! 4. [`store`] — native file, journal, settings: one of the two layers that touch the disk.
//! 5. [`workbench`] — what is open and what can be done with it, without a window.
//! 6. [`cli`] and [`app`] — the command line, and the window (the only layer that names egui).
//!
//! The laws of the data:
//! * every offset is a UTF-8 byte offset on a character boundary; other units exist at the edges only
//!   ([`text::offsets`]);
//! * the article's text never changes after it is opened;
//! * one door: a key or a panel makes a command, `workbench` turns it into an [`model::Edit`],
//!   [`model::apply`] returns the inverse; the inverse goes into the history, the edit into the journal;
//! * nothing is lost in silence, no reader panics, and no connection is ever opened.

pub mod text;

pub mod model;

pub mod suggest;

pub mod formats;

pub mod analysis;

pub mod store;

pub mod workbench;

pub mod cli;

pub mod app;
