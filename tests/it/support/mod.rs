//! What several tests need.

pub(crate) mod cli;
pub(crate) mod desk;
pub(crate) mod file;
pub(crate) mod mutate;
pub(crate) mod soft;
pub(crate) mod stage;
