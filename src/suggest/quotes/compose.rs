//! Puts quotes together, block by block: content, cue, who speaks, how sure.

use super::attribution::{self, Attribution, Shape};
use super::direct::{self, Spoken};
use super::held;
use super::indirect::{self, Content};
use super::lexicon::Class;
use super::pairs::Marked;
use super::scene::{Block, Scene};
use super::set_off::{self, SetOff};
use super::speaker::{Speaker, Speakers};
use super::{addressee, floating};
use crate::suggest::found::{Found, Quote, Why};
use crate::text::Span;

/// The version of the rules; grows when their results change.
const VERSION: u32 = 2;

/// The last quote in quotation marks, which a floating quotation goes on from.
#[derive(Debug, Clone)]
struct Last {
    quote: usize,
    block_end: usize,
    /// Whether the quote's paragraph goes on: its last stretch is not closed.
    continues: bool,
    /// Whether it stands in quotation marks, so that more of it can join it.
    marked: bool,
}

/// Reads blocks in order and appends quotes.
pub(crate) struct Composer<'s, 'a, 'b> {
    scene: &'s Scene<'a, 'b>,
    speakers: Speakers,
    last: Option<Last>,
    /// The attribution that a block before ended with, and a colon: it introduces what follows.
    introduces: Option<(Attribution, usize)>,
    /// Whether what people believe, want and plan counts, too.
    attitudes: bool,
    /// Turns of a transcript and block quotations, the next one last.
    set_off: Vec<SetOff>,
    /// Where the last of these that was read ends: a token.
    heard: usize,
}

/// Whether a paragraph in quotation marks begins with who speaks: *“SMITH: …*.
fn is_turn(scene: &Scene<'_, '_>, index: usize) -> bool {
    let marked = scene.marked_at(index);
    let start = marked.inner + usize::from(scene.is_mark(marked.inner, &["("]));
    (start + 1..start + 4).any(|at| scene.is_mark(at, &[":", ")"])) && scene.capital(start)
}

impl<'s, 'a, 'b> Composer<'s, 'a, 'b> {
    /// Starts at the beginning of an article.
    pub(crate) fn new(scene: &'s Scene<'a, 'b>, attitudes: bool, found: &Found) -> Self {
        let mut set_off = set_off::find(scene, &found.mentions);
        set_off.reverse();
        Self {
            scene,
            speakers: Speakers::default(),
            last: None,
            introduces: None,
            attitudes,
            set_off,
            heard: 0,
        }
    }

    /// Appends the quotes of one block.
    pub(crate) fn read(&mut self, block: &Block, found: &mut Found) {
        while let Some(set_off) = self.set_off.pop_if(|next| next.tokens.start < block.tokens.end) {
            self.set_off(set_off, found);
        }
        if block.tokens.start < self.heard {
            return;
        }
        let mut attributions = attribution::find(self.scene, block);
        if self.sign(block, found) {
            return;
        }
        let spoken = direct::find(self.scene, block, &mut attributions);
        let introduced = self.introduces.take().filter(|(_, end)| *end == block.tokens.start);
        let near = |(by, end): &(Attribution, usize)| {
            by.class.any(Class::SAY.and(Class::MANNER))
                && self.scene.is_mark(end - 1, &[":"])
                && end - by.cue.end <= 6
        };
        if block.opens_paragraph && block.marked.is_empty() && introduced.as_ref().is_some_and(near) {
            self.introduces = introduced;
            self.set_off(set_off::paragraph(self.scene, block.tokens.start), found);
            return;
        }
        if spoken.is_empty() && floating::stands_alone(self.scene, block) {
            self.alone(block, introduced.map(|(attribution, _)| attribution), found);
            return;
        }
        let contents: Vec<_> = (0..attributions.len())
            .map(|index| self.reported(block, &attributions, &spoken, index))
            .collect();
        for (index, attribution) in attributions.iter().enumerate() {
            for spoken in spoken.iter().filter(|spoken| spoken.attribution == index) {
                self.direct(block, attribution, spoken, found);
            }
            let Some(Some(content)) = contents.get(index) else { continue };
            let mut content = content.clone();
            if contents.iter().flatten().any(|outer| outer.holds(&content)) {
                content.score *= 0.5; // what somebody says that somebody says
            }
            self.indirect(attribution, &content, found);
            let quote = found.quotes.len() - 1;
            self.last = Some(Last { quote, block_end: block.tokens.end, continues: false, marked: false });
        }
        if !self.attitudes {
            found.held.extend(held::find(self.scene, block, &attributions));
        }
        self.introduce(block, attributions);
    }

    /// A turn of a transcript, or a block quotation.
    fn set_off(&mut self, set_off: SetOff, found: &mut Found) {
        let introduced = self.introduces.take().filter(|(_, end)| *end == set_off.tokens.start);
        let (score, reason) = match (&set_off.speaker, &introduced) {
            _ if set_off.colon.is_some() => (0.9, "a turn of a transcript: who speaks and a colon"),
            (Some(_), _) => (0.9, "a block quotation, with a name behind a dash"),
            (None, Some(_)) if set_off.plain => {
                (0.6, "a paragraph of its own, after a verb of saying and a colon")
            }
            (None, Some(_)) => (0.93, "a block quotation, after a verb of saying and a colon"),
            (None, None) => (0.6, "a block quotation; nobody is named"),
        };
        let own = set_off.speaker.map(|speaker| Attribution {
            cue: set_off.colon.map_or(0..0, |colon| colon..colon + 1),
            class: Class::SAY,
            speaker: Some(speaker),
            shape: Shape::Colon,
        });
        let attribution = own.or(introduced.map(|(attribution, _)| attribution));
        let fragments = set_off.said.into_iter().map(|said| self.scene.span(said)).collect();
        let rule = if set_off.colon.is_some() { "turn" } else { "block" };
        let why = Why::rule(rule, VERSION, score, reason);
        self.push("direct", fragments, attribution.as_ref(), why, found);
        self.last = None;
        self.heard = set_off.tokens.end;
    }

    /// What an attribution reports beside speech in quotation marks.
    fn reported(
        &self,
        block: &Block,
        attributions: &[Attribution],
        spoken: &[Spoken],
        index: usize,
    ) -> Option<Content> {
        let used = spoken.iter().any(|spoken| spoken.attribution == index);
        let said = attributions.get(index)?.class.any(Class::CUE.and(Class::ACCORDING));
        if used || !(said || self.attitudes) {
            return None;
        }
        let topic = !attributions.get(index)?.class.any(Class::SAY.and(Class::CLAUSE));
        let taken = |at| {
            let marked = self.scene.inside(at);
            topic && marked.is_some_and(|marked| spoken.iter().any(|spoken| spoken.marked.contains(&marked)))
        };
        indirect::find(self.scene, block, attributions, index)
            .filter(|content| !content.fragments.iter().cloned().flatten().any(taken))
    }

    /// *“…” ― Name*: a signature behind a quotation that stands alone. Says whether the block is one.
    fn sign(&mut self, block: &Block, found: &mut Found) -> bool {
        let Some(phrase) = floating::signature(self.scene, block) else { return false };
        let Some(last) = self.last.take().filter(|last| last.block_end == block.tokens.start) else {
            return false;
        };
        let Some(speaker) = self.speakers.of(self.scene, &phrase, found) else { return false };
        let Some(quote) = found.quotes.get_mut(last.quote).filter(|quote| quote.cue.is_none()) else {
            return false;
        };
        quote.speakers = vec![speaker.mention];
        quote.reference = speaker.reference;
        quote.why = Why::rule("signed", VERSION, 0.9, "in quotation marks, followed by a dash and a name");
        quote.speaker_why = None;
        true
    }

    fn introduce(&mut self, block: &Block, attributions: Vec<Attribution>) {
        let last = block.tokens.end.saturating_sub(1);
        if self.scene.inside(last).is_none() && self.scene.is_mark(last, &[":", ","]) {
            let speaks = if self.scene.is_mark(last, &[":"]) {
                Class::CUE.and(Class::ATTITUDE) // believes that it will fail: “…”
            } else {
                Class::SAY.and(Class::MANNER).and(Class::CLAUSE)
            };
            self.introduces = attributions
                .into_iter()
                .rev()
                .find(|attribution| attribution.class.any(speaks))
                .map(|attribution| (attribution, block.tokens.end));
        }
    }

    fn direct(&mut self, block: &Block, attribution: &Attribution, spoken: &Spoken, found: &mut Found) {
        let mut fragments: Vec<_> = spoken
            .marked
            .iter()
            .map(|index| self.scene.marked_at(*index).span(self.scene.prepared))
            .collect();
        if let (Some(lead), Some(first)) = (spoken.leads, fragments.first_mut()) {
            *first = first.hull(self.scene.span(lead..lead + 1));
        }
        if let (true, Some(first), Some(last)) = (spoken.through, fragments.first(), fragments.last()) {
            fragments = vec![first.hull(*last)];
        }
        let why = Why::rule("marks", VERSION, spoken.score, spoken.reason);
        let kind = if spoken.leads.is_some() || spoken.through { "mixed" } else { "direct" };
        self.push(kind, fragments, Some(attribution), why, found);
        let continues = spoken.marked.last().is_some_and(|last| self.scene.marked_at(*last).continues);
        self.last = Some(Last {
            quote: found.quotes.len() - 1,
            block_end: block.tokens.end,
            continues,
            marked: true,
        });
    }

    fn indirect(&mut self, attribution: &Attribution, content: &Content, found: &mut Found) {
        let tokens = content.fragments.clone();
        let quoted = tokens.iter().cloned().flatten().any(|at| self.scene.inside(at).is_some());
        let whole = tokens.iter().all(|tokens| {
            let first = self.scene.inside(tokens.start);
            first.is_some() && first == self.scene.inside(tokens.end.saturating_sub(1))
        });
        let kind = if whole {
            "direct"
        } else if quoted {
            "mixed"
        } else {
            "indirect"
        };
        let fragments = tokens.into_iter().map(|tokens| self.scene.span(tokens)).collect();
        let attitude = !attribution.class.any(Class::CUE.and(Class::ACCORDING));
        let rule = if attitude { "attitude" } else { "reported" };
        let why = Why::rule(rule, VERSION, content.score, content.reason);
        self.push(kind, fragments, Some(attribution), why, found);
    }

    /// A block that is all speech: it goes on from the last quote, or was introduced by a colon.
    fn alone(&mut self, block: &Block, introduced: Option<Attribution>, found: &mut Found) {
        let marked: Vec<_> = block.marked.clone().map(|index| self.scene.marked_at(index)).collect();
        let fragments: Vec<_> = marked.iter().map(|marked| marked.span(self.scene.prepared)).collect();
        let continues = marked.last().is_some_and(|last| last.continues);
        let end = block.tokens.end;
        if let Some(attribution) = introduced {
            let why =
                Why::rule("marks", VERSION, 0.93, "in quotation marks, after a verb of saying and a colon");
            self.push("direct", fragments, Some(&attribution), why, found);
            self.last = Some(Last { quote: found.quotes.len() - 1, block_end: end, continues, marked: true });
            return;
        }
        let before = self.last.take().filter(|last| last.block_end == block.tokens.start);
        let Some(before) = before else {
            self.unsigned(block, &marked, fragments, found);
            return;
        };
        self.last = Some(Last { block_end: end, continues, ..before.clone() });
        if let Some(quote) = found.quotes.get_mut(before.quote)
            && (!block.opens_paragraph && before.marked || before.continues)
        {
            if before.continues
                && !is_turn(self.scene, block.marked.start)
                && let (Some(last), Some(end)) = (quote.fragments.last_mut(), fragments.last())
            {
                *last = last.hull(*end); // every paragraph opens again, the last one closes
            } else {
                quote.fragments.extend(fragments);
            }
            return;
        }
        if marked.iter().all(|marked| !marked.closed) && !continues {
            self.last = None; // a mark too many
            return;
        }
        let Some(quote) = found.quotes.get(before.quote) else { return };
        let why = Why::rule(
            "floating",
            VERSION,
            0.85,
            "in quotation marks, right behind a quote that has a speaker",
        );
        let next =
            Quote { fragments, kind: "direct", reference: "implicit", cue: None, why, ..quote.clone() };
        found.quotes.push(next);
        self.last = Some(Last { quote: found.quotes.len() - 1, block_end: end, continues, marked: true });
    }

    /// A whole sentence in quotation marks that nobody is known to say.
    fn unsigned(&mut self, block: &Block, marked: &[Marked], fragments: Vec<Span>, found: &mut Found) {
        let end = block.tokens.end;
        let continues = marked.last().is_some_and(|last| last.continues);
        let stray = marked.iter().all(|marked| !marked.closed) && !continues;
        let words = |marked: &Marked| self.scene.count_words(marked.inner..marked.inner_end);
        if stray || marked.iter().map(words).sum::<usize>() < 5 {
            return;
        }
        let subject = if block.opens_paragraph { None } else { self.subject_before(block) };
        let why = match subject {
            Some(_) => {
                Why::rule("floating", VERSION, 0.7, "in quotation marks, behind a sentence about somebody")
            }
            None => {
                Why::rule("floating", VERSION, 0.55, "a whole sentence in quotation marks; nobody is named")
            }
        };
        self.push("direct", fragments, subject.as_ref(), why, found);
        self.last = Some(Last { quote: found.quotes.len() - 1, block_end: end, continues, marked: true });
    }

    /// Whom the sentence before, in the same paragraph, is about.
    fn subject_before(&self, block: &Block) -> Option<Attribution> {
        let at = self.scene.blocks.partition_point(|other| other.tokens.start < block.tokens.start);
        let before = self.scene.blocks.get(at.checked_sub(1)?)?;
        let told = attribution::find(self.scene, before).into_iter().rev().find_map(|told| told.speaker);
        let speaker = told.or_else(|| attribution::main_subject(self.scene, before, before.tokens.end))?;
        let class = Class::SAY;
        Some(Attribution { cue: 0..0, class, speaker: Some(speaker), shape: Shape::Verbless })
    }

    fn push(
        &mut self,
        kind: &'static str,
        fragments: Vec<Span>,
        attribution: Option<&Attribution>,
        why: Why,
        found: &mut Found,
    ) {
        let speaker = attribution
            .and_then(|attribution| attribution.speaker.as_ref())
            .and_then(|phrase| self.speakers.of(self.scene, phrase, found));
        let cue = attribution
            .filter(|attribution| !attribution.cue.is_empty())
            .map(|attribution| self.scene.span(attribution.cue.clone()));
        let addressee = attribution
            .and_then(|attribution| addressee::find(self.scene, attribution))
            .and_then(|phrase| self.speakers.of(self.scene, &phrase, found))
            .map(|speaker| speaker.mention);
        if let Some(speaker) = speaker {
            self.speakers.last = Some(self.named(speaker, found));
        }
        let speaker_why = speaker.map(|speaker| {
            let reason = match speaker.reference {
                "anaphoric" => "a pronoun beside the verb of saying",
                _ => "named beside the verb of saying",
            };
            Why::rule("speaker", VERSION, speaker.score, reason)
        });
        found.quotes.push(Quote {
            fragments,
            kind,
            reference: speaker.map_or("implicit", |speaker| speaker.reference),
            speakers: speaker.map(|speaker| speaker.mention).into_iter().collect(),
            implied_speaker: None,
            addressee,
            cue,
            why,
            speaker_why,
        });
    }

    /// Whom to remember as the last speaker: for a pronoun, whoever it stands for.
    fn named(&self, speaker: Speaker, found: &Found) -> usize {
        let pronoun = found.mentions.get(speaker.mention).is_some_and(|mention| mention.form == "pronoun");
        if pronoun { self.speakers.last.unwrap_or(speaker.mention) } else { speaker.mention }
    }
}
