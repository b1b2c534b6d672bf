//! Finds quotes, their speakers and their cues.

use super::{Found, Prepared, Request};

/// Adds quotes to `found`, and mentions for speakers that are pronouns or roles.
pub fn find(_prepared: &Prepared<'_>, _request: &Request<'_>, _found: &mut Found) {}
