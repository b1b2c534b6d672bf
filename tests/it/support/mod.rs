//! What several tests need.

pub(crate) mod soft;
pub(crate) mod stage;
