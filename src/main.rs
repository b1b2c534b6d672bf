//! Glossator.
fn main() {}
