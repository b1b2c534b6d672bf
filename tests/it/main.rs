//! All integration tests, in one binary.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod articles;
mod bad_input;
mod cli;
#[cfg(feature = "precise")]
mod closely;
mod convert;
mod corpus;
mod crash;
mod effort;
mod evaluate;
mod exchange;
mod folder_rules;
mod formats;
mod fuzz;
mod hostile;
mod layers;
mod learning;
mod native;
mod privacy;
mod session;
mod suggester;
mod suggestions;
mod support;
mod ui;
mod workbench;
