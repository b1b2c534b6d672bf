//! What is open and what can be done with it. Knows no window: the command line and tests drive the
//! same commands as the panels do.

pub mod action;
pub mod command;
pub mod selection;

pub use action::{Action, End};
pub use command::{Command, Key, Menu, Needs, Shortcut};
pub use selection::{Selection, TextSelection};
