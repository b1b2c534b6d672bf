//! `--tier`: whether a network reads the article after lists and rules.

use super::{Failure, console};
use crate::model::Document;
use crate::suggest::{Reading, language, precise};
use clap::ValueEnum;
use std::cell::Cell;

/// How suggestions are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Tier {
    /// Lists, rules and small models: at once
    Fast,
    /// These, and a network that reads English closely
    Precise,
}

/// Reads articles closely, where that is wanted and can be done.
#[derive(Debug)]
pub(super) struct Closely {
    tier: Tier,
    /// Whether the precise tier was asked for, and nobody was told yet that it does not read every language.
    asked: Cell<bool>,
    /// Whether it was told that the network fails.
    told: Cell<bool>,
}

impl Closely {
    /// Takes the tier that was asked for; the precise one if none was and it is built in.
    pub(super) fn of(asked: Option<Tier>) -> Result<Self, Failure> {
        if asked == Some(Tier::Precise) && !precise::is_built_in() {
            let message = "the precise tier is not built into this program; use --tier fast";
            return Err(Failure::Usage(message.to_owned()));
        }
        let usual = if precise::is_built_in() { Tier::Precise } else { Tier::Fast };
        let tier = asked.unwrap_or(usual);
        Ok(Self { tier, asked: Cell::new(asked == Some(Tier::Precise)), told: Cell::default() })
    }

    /// Reads the article of a document.
    pub(super) fn reading(&self, document: &Document) -> Option<Reading> {
        if self.tier == Tier::Fast {
            return None;
        }
        let known = &document.meta().language;
        let language = if known.is_empty() { language::detect(document.text()) } else { known.clone() };
        if !precise::reads(&language) {
            if self.asked.take() {
                let name =
                    if language.is_empty() { "an unknown language" } else { language::name(&language) };
                console::say(&format!(
                    "the precise tier reads English; the fast one is taken for {name}: {}",
                    document.id()
                ));
            }
            return None;
        }
        let read = precise::read(document.article(), None);
        if let Err(why) = &read
            && !self.told.replace(true)
        {
            console::say(&format!("the precise tier fails ({why}); the fast one is taken"));
        }
        read.ok()
    }
}
