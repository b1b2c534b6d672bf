//! What people are reported to believe, expect and show: no quotes unless asked for, but somebody's claims.

use super::attribution::Attribution;
use super::indirect;
use super::lexicon::Class;
use super::scene::{Block, Scene};
use crate::suggest::found::Held;
use crate::text::Span;

/// Verbs of expecting: what is expected is a claim, though it is a mere thing.
const EXPECTS: &[&str] = &[
    "expect",
    "expects",
    "expected",
    "anticipate",
    "anticipates",
    "anticipated",
    "foresee",
    "foresees",
    "foresaw",
    "show",
    "shows",
    "showed",
];

/// Returns what is held in a block, by whom. Plans and likings are left out: they assert nothing.
pub(crate) fn find(scene: &Scene<'_, '_>, block: &Block, attributions: &[Attribution]) -> Vec<Held> {
    let mut out = Vec::new();
    for (index, attribution) in attributions.iter().enumerate() {
        if attribution.class.any(Class::CUE.and(Class::ACCORDING)) {
            continue;
        }
        let content = indirect::find(scene, block, attributions, index);
        let (Some(content), Some(holder)) = (content, &attribution.speaker) else { continue };
        let first = content.fragments.first().map_or("", |first| scene.word(first.start));
        let likes =
            attribution.class.any(Class::STANCE) && !EXPECTS.contains(&scene.word(attribution.cue.start));
        let plans = matches!(first, "to" | "whether" | "if" | "how");
        let bare = holder.tokens.len() == 1 && scene.class(holder.tokens.start).any(Class::DETERMINER);
        if plans || bare || likes && content.reason == indirect::STANCE {
            continue;
        }
        if let Some(whole) = content.fragments.into_iter().map(|it| scene.span(it)).reduce(Span::hull) {
            out.push(Held { content: whole, holder: scene.span(holder.tokens.clone()) });
        }
    }
    out
}
