//! Glossator.
