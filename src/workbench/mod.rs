//! What is open and what can be done with it. Knows no window: the command line and tests drive the
//! same commands as the panels do.

pub mod action;
mod actors;
mod annotate;
pub mod command;
pub mod finding;
pub mod linking;
pub mod open;
mod review;
pub mod selection;
mod under_caret;

pub use action::{Action, End};
pub use command::{Command, Key, Menu, Needs, Shortcut};
pub use linking::Candidate;
pub use open::{Open, Pending, Place};
pub use selection::{Selection, TextSelection};
