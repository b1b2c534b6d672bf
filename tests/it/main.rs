//! All integration tests, in one binary.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod articles;
mod bad_input;
mod cli;
mod crash;
mod effort;
mod evaluate;
mod formats;
mod layers;
mod native;
mod support;
mod ui;
mod workbench;
