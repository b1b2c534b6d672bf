//! Finds claims, their types and their sources.

use super::{Found, Prepared, Request};

/// Adds claims to `found`.
pub fn find(_prepared: &Prepared<'_>, _request: &Request<'_>, _found: &mut Found) {}
