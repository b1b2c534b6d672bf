//! The panels beside the text. Each draws from the workbench and pushes actions; none changes anything.

pub mod actors;
pub mod annotations;
pub mod documents;
pub mod export;
pub mod find;
pub mod inspector;
pub mod metadata;
