//! The window: the only layer that names egui. It shows what the workbench holds and asks it for changes.

pub mod look;

pub mod reader;
