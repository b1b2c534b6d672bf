//! Finds mentions of actors and ties them to actors.

use super::{Found, Prepared, Request};

/// Adds mentions and actors to `found`.
pub fn find(_prepared: &Prepared<'_>, _request: &Request<'_>, _found: &mut Found) {}
